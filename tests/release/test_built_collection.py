"""The collection as others install it: what is in the package, and that it works away from this repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.account import OWNER, expected_account
from tests.support.definitions import BIN, ROOT, example, write_inventory
from tests.support.lab import ACCOUNT, Lab
from tests.support.sandbox_process import REGION, SandboxProcess

SHIPPED = {"COPYING", "README.md", "changelogs", "docs", "group_vars", "meta", "playbooks", "plugins", "roles", "tests"}
# The other tests need the sandbox.
SHIPPED_TESTS = ("tests/config.yml", "tests/sanity/", "tests/unit/")
# What using a checkout leaves in it.
LEFT_BEHIND = (
    ".hypothesis/example",
    ".venv/bin/python",
    "build/bench.json",
    "plugins/modules/__pycache__/teams.cpython-311.pyc",
    "tests/output/junit.xml",
)

Ansible = Callable[..., str]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to live and work in, without settings."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "ansible.cfg").touch()
    return folder


@pytest.fixture(scope="session")
def ansible(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Ansible:
    """Runs a command of Ansible that finds no collection but the installed and those of the ansible package."""
    installed = tmp_path_factory.mktemp("installed")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "AWS_", "ONCALL_"))}
    settings = {
        "HOME": str(home),
        "ANSIBLE_CONFIG": str(home / "ansible.cfg"),
        "ANSIBLE_COLLECTIONS_PATH": str(installed),
        "ANSIBLE_NOCOLOR": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }

    def run(command: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [BIN / command, *arguments],
            cwd=home,
            env={**clean, **settings},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout as git sees it, in which somebody has worked."""
    folder = tmp_path_factory.mktemp("checkout")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        source, copy = ROOT / name, folder / name
        if source.is_symlink() or source.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy, follow_symlinks=False)
    return folder


@pytest.fixture(scope="session")
def wanted(checkout: Path) -> set[str]:
    """The files that belong in the package."""
    names = {str(path.relative_to(checkout)) for path in checkout.rglob("*") if path.is_symlink() or path.is_file()}
    return {
        name
        for name in names
        if name.split("/")[0] in SHIPPED and (not name.startswith("tests/") or name.startswith(SHIPPED_TESTS))
    }


@pytest.fixture(scope="session")
def package(ansible: Ansible, checkout: Path, wanted: set[str], home: Path) -> Path:  # noqa: ARG001 - taken before
    for name in LEFT_BEHIND:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    ansible("ansible-galaxy", "collection", "build", checkout, "--output-path", home)
    [package] = home.glob("*.tar.gz")
    return package


@pytest.fixture(scope="session")
def installed(ansible: Ansible, package: Path) -> Path:
    """Where the collection is installed; without its dependencies, which the ansible package brings."""
    ansible("ansible-galaxy", "collection", "install", package, "--no-deps", "--offline")
    listing = json.loads(ansible("ansible-galaxy", "collection", "list", "oncall.incident_manager", "--format", "json"))
    [folder] = listing
    return Path(folder, "oncall", "incident_manager")


@pytest.fixture
def lab() -> Iterator[Lab]:
    process = SandboxProcess()
    yield Lab(process)
    process.stop()


def connection(lab: Lab) -> dict[str, Any]:
    return {"endpoint_url": lab.url, "region": REGION, "access_key": ACCOUNT, "secret_key": "any-text-will-do"}


def test_the_package_holds_the_collection_and_nothing_else(package: Path, wanted: set[str]) -> None:
    with tarfile.open(package) as archive:
        members = archive.getmembers()
        manifest: Any = json.load(archive.extractfile("MANIFEST.json"))  # type: ignore[arg-type]
    held = {member.name for member in members if not member.isdir()}
    assert held == wanted | {"MANIFEST.json", "FILES.json"}
    assert {member.name.split("/")[0] for member in members} == SHIPPED | {"MANIFEST.json", "FILES.json"}
    assert not [member.name for member in members if "__pycache__" in member.name]
    assert manifest["collection_info"]["dependencies"].keys() == {"amazon.aws"}


def test_it_works_away_from_the_repository(ansible: Ansible, installed: Path, lab: Lab, tmp_path: Path) -> None:
    person = {"display_name": "Ada Lovelace", "email": "ada@example.gov"}
    rotation = {
        "members": ["ada"],
        "start_time": "2026-01-06T13:00",
        "time_zone_id": "UTC",
        "recurrence": {"daily": ["13:00"]},
    }
    schedules = {"primary": {"rotations": ["primary"]}}
    team = {"rotations": {"primary": rotation}, "schedules": schedules}
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {"group/oncall.incident_manager.aws": connection(lab)},
        "roles": [
            {"role": "oncall.incident_manager.account", "account_replication_set_regions": {REGION: {}}},
        ],
        "tasks": [
            {"oncall.incident_manager.teams": {"people": {"ada": person}, "teams": {"a-team": team}}},
            {"oncall.incident_manager.oncall_info": {"schedules": ["primary"]}, "register": "asked"},
            {
                "ansible.builtin.assert": {
                    "that": ["asked.oncall | map(attribute='schedule') == ['primary']", "'Ada' in asked.oncall_text"]
                }
            },
        ],
    }
    path = tmp_path / "play.yml"
    path.write_text(json.dumps([play]), encoding="utf-8")
    shown = ansible("ansible-playbook", path, "-vvv")

    used = {Path(file) for file in re.findall(r"Using module file (\S+)", shown) if "/oncall/" in file}
    modules = installed / "plugins" / "modules"
    assert used == {modules / f"{name}.py" for name in ("oncall_info", "replication_set", "teams")}
    assert ROOT not in installed.parents
    assert lab.replication_set() == {
        "regions": {REGION: "DefaultKey"},
        "status": "ACTIVE",
        "deletion_protected": True,
        "tags": OWNER,
    }
    account = lab.account()
    assert account["people"]["ada"]["channels"] == {"email": ("EMAIL", "ada@example.gov")}
    assert account["rotations"]["primary"]["members"] == ["ada"]
    assert account["schedules"]["primary"]["rotations"] == ["primary"]


@pytest.mark.usefixtures("installed")
def test_its_playbooks_run_by_name(ansible: Ansible, lab: Lab, tmp_path: Path) -> None:
    definition = example()
    variables = {"oncall_aws": connection(lab), "oncall_replication_set_regions": {REGION: {}}}
    inventory = write_inventory(tmp_path / "inventory", definition, **variables)
    ansible("ansible-playbook", "oncall.incident_manager.site", "-i", inventory)
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])
