"""A sandbox process for each worker, emptied for each test, and ways to run the collection against it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

from tests.support.core import connect
from tests.support.definitions import example, write_inventory
from tests.support.lab import ACCOUNT, Lab
from tests.support.module_run import Modules
from tests.support.playbook import PlaybookRun, run_playbook
from tests.support.sandbox_process import REGION, SandboxProcess

Playbook = Callable[..., PlaybookRun]


@pytest.fixture(scope="session")
def _process() -> Iterator[SandboxProcess]:
    process = SandboxProcess()
    yield process
    code, errors = process.stop()
    assert code == 0
    # It may complain of calls that it still held; a failed operation is a mistake of its own.
    assert not re.search(r"^ssm-\w+:\w+ (failed|answered|raised)", errors, re.MULTILINE), errors


@pytest.fixture(scope="session")
def _clients(_process: SandboxProcess) -> Clients:
    return connect(_process.url, ACCOUNT)


@pytest.fixture
def new_lab(_process: SandboxProcess) -> Lab:
    """An account that has nothing yet, not even a replication set."""
    lab = Lab(_process)
    lab.reset()
    return lab


@pytest.fixture
def lab(new_lab: Lab) -> Lab:
    """An account with a replication set and nothing else."""
    new_lab.enable()
    return new_lab


@pytest.fixture
def clients(lab: Lab, _clients: Clients) -> Clients:  # noqa: ARG001 - the account must be ready
    """Clients for the core in this process."""
    return _clients


@pytest.fixture
def modules(lab: Lab) -> Modules:
    """Runs single modules of the collection in this process."""
    return Modules(lab)


@pytest.fixture
def definition() -> dict[str, Any]:
    """The example organisation, to be changed at will."""
    return example()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Ansible keeps its own files."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def playbook(new_lab: Lab, home: Path) -> Playbook:
    """Runs a playbook of the checkout with the example's inventory."""

    def run(name: str, *arguments: str, environment: dict[str, str] | None = None, as_json: bool = True) -> PlaybookRun:
        settings = {"ONCALL_SANDBOX_URL": new_lab.url, **(environment or {})}
        return run_playbook(name, *arguments, environment=settings, home=home, as_json=as_json)

    return run


def connection(url: str, **settings: Any) -> dict[str, Any]:
    """The inventory variables by which the modules reach the sandbox."""
    return {
        "oncall_aws": {
            "endpoint_url": url,
            "region": REGION,
            "access_key": ACCOUNT,
            "secret_key": "any-text-will-do",
            **settings,
        },
        "oncall_replication_set_regions": {"us-east-1": {}, "us-west-2": {}},
    }


@pytest.fixture
def written(new_lab: Lab, home: Path, tmp_path: Path) -> Playbook:
    """Runs a playbook of the checkout with a definition of the test's own."""

    def run(
        name: str,
        definition: dict[str, Any],
        *arguments: str,
        environment: dict[str, str] | None = None,
        as_json: bool = True,
        **variables: Any,
    ) -> PlaybookRun:
        inventory = write_inventory(tmp_path / "inventory", definition, **{**connection(new_lab.url), **variables})
        more = ("-i", str(inventory), *arguments)
        return run_playbook(name, *more, environment=environment, home=home, as_json=as_json)

    return run


@pytest.fixture
def module(new_lab: Lab, home: Path, tmp_path: Path) -> Playbook:
    """Runs one module of the collection in a playbook of one task."""

    def run(name: str, *arguments: str, with_connection: dict[str, Any] | None = None, **options: Any) -> PlaybookRun:
        task = {
            f"oncall.incident_manager.{name}": {
                **connection(new_lab.url)["oncall_aws"],
                **(with_connection or {}),
                **options,
            }
        }
        play = [{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]
        path = tmp_path / "play.yml"
        path.write_text(json.dumps(play), encoding="utf-8")
        return run_playbook(path, "-i", "localhost,", *arguments, home=home)

    return run
