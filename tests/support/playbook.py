"""Run playbooks as people do: ``ansible-playbook`` in a process of its own, in a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from functools import cached_property
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
    path = playbook if isinstance(playbook, Path) else ROOT / "playbooks" / f"{playbook}.yml"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "AWS_", "ONCALL_"))}
    settings = {
        "HOME": str(home),
        "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
        "ANSIBLE_NOCOLOR": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    if as_json:
        settings["ANSIBLE_STDOUT_CALLBACK"] = "ansible.posix.json"
    done = subprocess.run(
        [BIN / "ansible-playbook", path, *arguments],
        cwd=ROOT,
        env={**clean, **settings, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return PlaybookRun(done.returncode, done.stdout, done.stderr)
