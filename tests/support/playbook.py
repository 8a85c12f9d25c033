"""Run playbooks as people do: ``ansible-playbook`` in a process of its own, in a clean environment."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from tests.support.definitions import BIN, ROOT


@dataclass
class PlaybookRun:
    """An ended ``ansible-playbook``."""

    code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Everything it printed."""
        return self.stdout + self.stderr

    @cached_property
    def results(self) -> list[dict[str, Any]]:
        """The results of all tasks on all hosts, in order (with JSON output)."""
        return [
            {"task": task["task"]["name"], "host": host, **result}
            for play in json.loads(self.stdout)["plays"]
            for task in play["tasks"]
            for host, result in task["hosts"].items()
        ]

    @property
    def plans(self) -> list[dict[str, Any]]:
        """The steps that all modules planned, one after the other."""
        return [step for result in self.results for step in result.get("plan", ())]

    @property
    def changed(self) -> int:
        """How many results say *changed*."""
        return sum(host["changed"] for host in json.loads(self.stdout)["stats"].values())

    def only(self, task: str) -> dict[str, Any]:
        """The one result of the task whose name ends so."""
        [result] = [result for result in self.results if result["task"].endswith(task)]
        return result

    @property
    def message(self) -> str:
        """The message of the one failed task."""
        [result] = [result for result in self.results if result.get("failed")]
        return str(result["msg"])

    def succeeded(self) -> PlaybookRun:
        """Assert that it did."""
        assert self.code == 0, self.output
        return self


def run_playbook(
    playbook: Path | str,
    *arguments: str,
    environment: dict[str, str] | None = None,
    home: Path,
    as_json: bool = True,
) -> PlaybookRun:
    """Run a playbook of the checkout (by name) or of a test (by path). ``home`` keeps Ansible's own files."""
    done = subprocess.run(
        _command(playbook, *arguments),
        cwd=ROOT,
        env=_environment(home, environment, as_json=as_json),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return PlaybookRun(done.returncode, done.stdout, done.stderr)


def type_into_playbook(
    playbook: Path | str,
    *arguments: str,
    question: str,
    answer: Callable[[str], str],
    environment: dict[str, str] | None = None,
    home: Path,
) -> PlaybookRun:
    """Run a playbook at a terminal. ``question`` is a pattern of what it asks; its group goes to ``answer``.

    Nothing is typed before the terminal hides it, since Ansible asks first and hides then.
    """
    here, there = pty.openpty()
    process = subprocess.Popen(
        _command(playbook, *arguments),
        cwd=ROOT,
        env=_environment(home, environment, as_json=False),
        preexec_fn=partial(os.login_tty, there),  # noqa: PLW1509 - the workers of pytest-xdist are processes
    )
    os.close(there)
    seen, answered = "", 0
    deadline = time.monotonic() + 120
    try:
        while process.poll() is None or select.select([here], [], [], 0)[0]:
            assert time.monotonic() < deadline, seen
            if select.select([here], [], [], 0.1)[0]:
                try:
                    seen += os.read(here, 65536).decode(errors="replace")
                except OSError:  # nobody is at the other end any more
                    break
            asked = re.findall(question, seen)[answered:]
            if asked and _hides_what_is_typed(here):
                os.write(here, f"{answer(asked[0])}\r".encode())
                answered += 1
    finally:
        process.kill()
        process.wait()
        os.close(here)
    return PlaybookRun(process.returncode, seen, "")


def _hides_what_is_typed(terminal: int) -> bool:
    return not termios.tcgetattr(terminal)[3] & termios.ECHO


def _command(playbook: Path | str, *arguments: str) -> list[Path | str]:
    path = playbook if isinstance(playbook, Path) else ROOT / "playbooks" / f"{playbook}.yml"
    return [BIN / "ansible-playbook", path, *arguments]


def _environment(home: Path, more: dict[str, str] | None, *, as_json: bool) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "AWS_", "ONCALL_"))}
    settings = {
        "HOME": str(home),
        "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
        "ANSIBLE_NOCOLOR": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    if as_json:
        settings["ANSIBLE_STDOUT_CALLBACK"] = "ansible.posix.json"
    return {**clean, **settings, **(more or {})}
