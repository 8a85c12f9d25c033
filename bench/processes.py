"""Run the sandbox and measured commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any


class BenchError(Exception):
    """A measurement could not be made."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds of a command, peak memory (MB) of its largest process, and the calls that the sandbox counted."""

    seconds: float
    peak_mb: float
    calls: Mapping[str, int]


@contextmanager
def sandbox(*options: str) -> Iterator[str]:
    """Run a sandbox on a free port and yield its URL."""
    command = [sys.executable, "-m", "sandbox", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        line = process.stdout.readline() if process.stdout else ""
        if "sandbox ready on " not in line:
            message = "the sandbox did not start"
            raise BenchError(message)
        yield line.strip().removeprefix("sandbox ready on ")
    finally:
        process.terminate()
        process.wait(timeout=30)


def control(url: str, path: str, method: str = "GET") -> Any:
    """Call the sandbox's control API."""
    request = urllib.request.Request(f"{url}/_sandbox/{path}", method=method)  # noqa: S310 - always our own loopback URL
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return json.load(answer)


def measure(url: str, *command: str) -> Measured:
    """Run ``ansible-playbook`` (or another command of the environment) against the sandbox at ``url``."""
    control(url, "calls", "DELETE")
    program = Path(sys.executable).with_name(command[0])
    with TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            [str(program), *command[1:]],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "ONCALL_SANDBOX_URL": url},
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        if status:
            output.seek(0)
            message = f"{' '.join(command)} failed:\n{output.read().decode()[-2000:]}"
            raise BenchError(message)
    return Measured(seconds, usage.ru_maxrss / 1024, control(url, "calls"))
