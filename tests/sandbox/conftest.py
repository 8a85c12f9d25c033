"""A real sandbox process to test against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.sandbox_process import SandboxProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def _shared_server() -> Iterator[SandboxProcess]:
    process = SandboxProcess()
    yield process
    process.stop()


@pytest.fixture
def server(_shared_server: SandboxProcess) -> SandboxProcess:
    """The sandbox of this test run, empty."""
    _shared_server.control("POST", "reset")
    return _shared_server


@pytest.fixture
def start() -> Iterator[Callable[..., SandboxProcess]]:
    """Starts further sandboxes with arguments of the test's own; ends them after it."""
    processes: list[SandboxProcess] = []

    def make(*arguments: str) -> SandboxProcess:
        processes.append(SandboxProcess(*arguments))
        return processes[-1]

    yield make
    for process in processes:
        if process.process.returncode is None:
            process.stop()
