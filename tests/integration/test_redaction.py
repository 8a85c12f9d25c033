"""Phone numbers, mail addresses and keys appear in nothing that Ansible, the collection or the sandbox writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import connection
from tests.support.definitions import ROOT, redaction_key, write_inventory
from tests.support.lab import ACCOUNT, Lab
from tests.support.playbook import PlaybookRun, run_playbook
from tests.support.sandbox_process import REGION, SandboxProcess

SECRET_KEY = "a-secret-key-for-this-test-only"
WRONG_NUMBER = "0044 7700 900123"


def secrets_of(definition: dict[str, Any]) -> set[str]:
    """Return every text that must not be seen; of a number its end is enough to know it."""
    people = definition["people"].values()
    numbers = {person[kind].lstrip("+") for person in people for kind in ("sms", "voice") if kind in person}
    mails = {person[kind] for person in people for kind in ("email", "slack") if kind in person}
    return numbers | mails | {SECRET_KEY, redaction_key()}


def leaks(text: str, secrets: set[str]) -> list[str]:
    """Return the lines with something secret in them."""
    return [line for line in text.splitlines() if any(secret in line for secret in secrets)]


@pytest.fixture(scope="module")
def loud_process() -> Iterator[SandboxProcess]:
    """A sandbox that logs as much as it can."""
    process = SandboxProcess("--log-level", "debug")
    yield process
    process.stop()


class Listener:
    """Runs playbooks and keeps everything that is written meanwhile."""

    def __init__(self, process: SandboxProcess, home: Path, folder: Path) -> None:
        self.process = process
        self.home = home
        self.folder = folder
        self.log = folder / "ansible.log"

    def run(self, playbook: str | Path, definition: dict[str, Any], *arguments: str) -> PlaybookRun:
        settings = connection(self.process.url, secret_key=SECRET_KEY)
        inventory = write_inventory(
            self.folder / "inventory", definition, **settings, vault_redaction_key=redaction_key()
        )
        more = ("-i", str(inventory), *arguments)
        environment = {"ANSIBLE_LOG_PATH": str(self.log)}
        return run_playbook(playbook, *more, home=self.home, environment=environment, as_json=False)

    def heard(self, *runs: PlaybookRun) -> str:
        """Everything that the runs, Ansible's log and the sandbox's log say."""
        said = [run.output for run in runs]
        return "\n".join([*said, self.log.read_text(encoding="utf-8"), self.process.errors()])


@pytest.fixture
def listener(loud_process: SandboxProcess, home: Path, tmp_path: Path) -> Listener:
    Lab(loud_process).reset()
    return Listener(loud_process, home, tmp_path)


def test_a_planted_number_is_found(listener: Listener, definition: dict[str, Any], tmp_path: Path) -> None:
    """The other tests here would notice: the same search finds a number that is printed."""
    task = {"ansible.builtin.debug": {"msg": "call {{ people.ada.sms }} or {{ people.dave.email }}"}}
    play = tmp_path / "planted.yml"
    play.write_text(json.dumps([{"hosts": "teams", "gather_facts": False, "tasks": [task]}]), encoding="utf-8")
    run = listener.run(play, definition, "-l", "platform")
    assert len(leaks(run.output, secrets_of(definition))) == 1
    assert leaks(listener.log.read_text(encoding="utf-8"), secrets_of(definition))


@pytest.mark.parametrize("verbosity", ["-vvv", "-vvvvv"])
def test_nothing_leaks_from_check_and_apply(listener: Listener, definition: dict[str, Any], verbosity: str) -> None:
    runs = [
        listener.run("site", definition, verbosity, "--diff", "--check").succeeded(),
        listener.run("site", definition, verbosity, "--diff").succeeded(),
    ]
    definition["people"]["ada"]["sms"] = "+13015550145"
    definition["people"]["dave"]["email"] = "dave.cutler@example.gov"
    runs.append(listener.run("onboard_team", definition, "-l", "platform", verbosity, "--diff").succeeded())
    runs.append(listener.run("show_oncall", definition, verbosity))
    assert "contact channel ada/sms" in runs[2].output
    assert "…(" in runs[2].output
    assert leaks(listener.heard(*runs), secrets_of(definition) | {"2025550101", "dave@example.gov"}) == []


def test_nothing_leaks_from_mistakes(listener: Listener, definition: dict[str, Any]) -> None:
    people = definition["people"]
    people["ada"]["sms"] = WRONG_NUMBER
    people["alan"]["email"] = "alan at example.gov"
    people["grace"]["engagement_plan"][0]["duration_in_minutes"] = 31
    definition["teams"]["platform"]["rotations"]["platform-primary"]["members"].append("nobody")
    run = listener.run("onboard_team", definition, "-l", "platform", "-vvv", "--diff")
    assert run.code != 0
    assert "people.ada.sms: <number not shown>" in run.output
    assert leaks(listener.heard(run), secrets_of(definition)) == []


MISPLACED: dict[str, Any] = {
    "under another key": {"phone": "+13015550146"},
    "channels as a list": {"channels": [{"type": "SMS", "address": "+13015550146"}]},
    "channel without its keys": {"channels": {"desk": "+13015550146"}},
    "several numbers": {"sms": ["+13015550146", "+13015550147"]},
    "a mapping": {"voice": {"work": "+13015550146"}},
    "in the display name": {"display_name": "Ada +13015550146"},
    "a mail in the display name": {"display_name": "Ada <ada.3015550146@example.gov>"},
    "unquoted": {"sms": 13015550146},
    "instead of the person": "+13015550146",
}


@pytest.mark.parametrize("person", MISPLACED.values(), ids=MISPLACED)
def test_nothing_leaks_from_an_address_in_the_wrong_place(
    listener: Listener, definition: dict[str, Any], person: Any
) -> None:
    definition["people"]["ada"] = person
    run = listener.run("onboard_team", definition, "-l", "platform", "-vvv", "--diff")
    assert run.code != 0
    assert "people.ada" in run.output
    assert leaks(listener.heard(run), {"3015550146"}) == []


@pytest.mark.parametrize("kind", ["throttle", "error500", "timeout_after_commit"])
def test_nothing_leaks_from_failing_calls(listener: Listener, definition: dict[str, Any], kind: str) -> None:
    listener.process.enable(REGION, account=ACCOUNT)
    listener.process.fault(kind, service="ssm-contacts", operation="CreateContactChannel", count=8)
    listener.process.fault(kind, service="ssm-contacts", operation="UpdateContact", count=3)
    definition["people"] = {alias: definition["people"][alias] for alias in ("carol", "dave", "maeve", "tove")}
    definition["teams"] = {"appdev": definition["teams"]["appdev"]}
    run = listener.run("onboard_team", definition, "-l", "appdev", "-vvv", "--diff")
    assert leaks(listener.heard(run), secrets_of(definition)) == []


def test_what_aws_refuses_is_not_quoted(listener: Listener, definition: dict[str, Any]) -> None:
    """An address that AWS finds fault with, where its message repeats what it was sent."""
    listener.process.enable(REGION, account=ACCOUNT)
    definition["people"]["carol"]["channels"] = {"x" * 250: {"type": "EMAIL", "address": f"{'c' * 310}@example.gov"}}
    run = listener.run("onboard_team", definition, "-l", "appdev", "-vvv")
    assert run.code != 0
    assert leaks(listener.heard(run), {"cccccccc"}) == []


def test_the_vault_of_the_example_is_the_one_that_is_looked_for(definition: dict[str, Any]) -> None:
    assert len(secrets_of(definition)) >= 12 + 12 + 2
    assert "2025550101" in " ".join(secrets_of(definition))
    assert (ROOT / "inventory" / "sandbox").is_dir()
