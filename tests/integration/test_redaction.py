"""Phone numbers, mail addresses and keys appear in nothing that Ansible, the collection or the sandbox writes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import connection
from tests.support.core import bulk, connect
from tests.support.definitions import ROOT, redaction_key, write_inventory
from tests.support.lab import ACCOUNT, Lab
from tests.support.playbook import PlaybookRun, run_playbook, type_into_playbook
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


def code_leaks(text: str, codes: Collection[str]) -> list[str]:
    """Return the lines with an activation code in them that is not part of a longer number."""
    code = re.compile(rf"(?<!\w)({'|'.join(codes)})(?!\w)")
    return [line for line in text.splitlines() if code.search(line)]


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

    @property
    def environment(self) -> dict[str, str]:
        return {"ANSIBLE_LOG_PATH": str(self.log)}

    def inventory(self, definition: dict[str, Any], **variables: Any) -> tuple[str, str]:
        settings = connection(self.process.url, secret_key=SECRET_KEY)
        more = {**settings, "vault_redaction_key": redaction_key(), **variables}
        return "-i", str(write_inventory(self.folder / "inventory", definition, **more))

    def run(self, playbook: str | Path, definition: dict[str, Any], *arguments: str, **variables: Any) -> PlaybookRun:
        more = (*self.inventory(definition, **variables), *arguments)
        return run_playbook(playbook, *more, home=self.home, environment=self.environment, as_json=False)

    def run_tasks(self, tasks: dict[str, dict[str, Any]], definition: dict[str, Any], **variables: Any) -> PlaybookRun:
        """Run modules (name and options by the task's name) with everything told, whatever comes of each."""
        play = {
            "hosts": "localhost",
            "gather_facts": False,
            "module_defaults": {"group/oncall.incident_manager.aws": "{{ oncall_aws }}"},
            "ignore_errors": True,
            "tasks": [{"name": name, **task} for name, task in tasks.items()],
        }
        path = self.folder / "tasks.yml"
        path.write_text(json.dumps([play]), encoding="utf-8")
        return self.run(path, definition, "-vvv", "--diff", **variables).succeeded()

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


def task(module: str, **options: Any) -> dict[str, Any]:
    return {f"oncall.incident_manager.{module}": options}


def ada(**options: Any) -> dict[str, Any]:
    return task("contact", alias="ada", redaction_key="{{ vault_redaction_key }}", **options)


def phone(**options: Any) -> dict[str, Any]:
    return task("contact_channel", contact="ada", name="phone", redaction_key="{{ vault_redaction_key }}", **options)


NUMBER, NEW_NUMBER, MAIL = "+12025550163", "+12025550164", "ada.byron@example.gov"
MOBILE = {"name": "mobile", "type": "SMS", "address": "{{ number }}"}

MANAGED: dict[str, dict[str, Any]] = {
    "make a person": ada(channels=[MOBILE, {"name": "mail", "type": "EMAIL", "address": "{{ mail }}"}]),
    "change a number": ada(channels=[{**MOBILE, "address": "{{ new_number }}"}]),
    "make a device": phone(type="VOICE", address="{{ number }}", send_activation_code=True),
    "change a device": phone(type="VOICE", address="{{ new_number }}"),
    "send a code": phone(send_activation_code=True),
    "read the person": task("contact_info", aliases=["ada"]),
    "read the devices": task("contact_channel_info", contacts=["ada"]),
    "purge devices": ada(channels=[], purge_channels=True),
    "delete the person": ada(state="absent"),
}

# With every kind of mistake: what Ansible itself refuses, what the module refuses, what AWS refuses.
MISTAKEN: dict[str, dict[str, Any]] = {
    "mail for a number": ada(channels=[{**MOBILE, "address": "{{ mail }}"}]),
    "type that is none": ada(channels=[{**MOBILE, "type": "FAX"}]),
    "type and address confused": ada(channels=[{**MOBILE, "type": "{{ number }}", "address": "SMS"}]),
    "address without a name": ada(channels=[{"type": "SMS", "address": "{{ number }}"}]),
    "address in place of a channel": ada(channels=["{{ number }}"]),
    "channels by name": ada(channels={"mobile": "{{ number }}"}),
    "unknown key": ada(channels=[{"name": "mobile", "type": "SMS", "number": "{{ number }}"}]),
    "unknown option": ada(sms="{{ number }}"),
    "address as name": ada(channels=[{**MOBILE, "name": "{{ number }}"}]),
    "address in the engagement plan": ada(
        engagement_plan=[{"duration_in_minutes": 1, "channels": [{"name": "{{ mail }}"}]}]
    ),
    "address as alias": task("contact", alias="{{ mail }}"),
    "address as alias to read": task("contact_info", aliases=["{{ mail }}"]),
    "address as person to read": task("contact_channel_info", contacts=["{{ mail }}"]),
    "number with spaces": phone(type="SMS", address=WRONG_NUMBER),
    "device without a type": phone(address="{{ number }}"),
    "device of nobody": task("contact_channel", contact="{{ mail }}", name="phone", type="SMS", address="{{ number }}"),
    "address as a mapping": phone(type="SMS", address={"work": "{{ number }}"}),
    "what AWS refuses": task(
        "contact_channel", contact="grace", name="mail", type="EMAIL", address="{{ 'g' * 310 }}@example.gov"
    ),
    "wrong code": task("contact_channel", contact="grace", name="sms", activation_code="{{ code }}"),
    "code with a letter": task("contact_channel", contact="grace", name="sms", activation_code="{{ code }}x"),
    "code as another option": task("contact_channel", contact="grace", name="sms", code="{{ code }}"),
    "code for a device that is not there": phone(activation_code="{{ code }}"),
}

GIVEN = {"number": NUMBER, "new_number": NEW_NUMBER, "mail": MAIL, "code": "9035768421"}
PRIVATE = {NUMBER[1:], NEW_NUMBER[1:], MAIL, WRONG_NUMBER, "g" * 20, GIVEN["code"]}


def test_nothing_leaks_from_modules_of_one_object(listener: Listener, definition: dict[str, Any]) -> None:
    listener.process.enable(REGION, account=ACCOUNT)
    run = listener.run_tasks(MANAGED, definition, **GIVEN)
    assert run.output.count("changed: [localhost]") == len(MANAGED) - 2
    assert "FAILED" not in run.output
    assert run.output.count("address: +1…(") > 4
    assert leaks(listener.heard(run), secrets_of(definition) | PRIVATE) == []


def test_nothing_leaks_from_mistakes_in_modules_of_one_object(listener: Listener, definition: dict[str, Any]) -> None:
    listener.process.enable(REGION, account=ACCOUNT)
    bulk(connect(listener.process.url, ACCOUNT), definition, selected=["platform"])
    run = listener.run_tasks(MISTAKEN, definition, **GIVEN)
    # To read somebody whom nobody knows is no failure.
    assert run.output.count("fatal: [localhost]: FAILED!") == len(MISTAKEN) - 2
    assert run.output.count("module_args:") == len(MISTAKEN)
    assert leaks(listener.heard(run), secrets_of(definition) | PRIVATE) == []


def test_nothing_leaks_from_failing_calls_of_modules_of_one_object(
    listener: Listener, definition: dict[str, Any]
) -> None:
    listener.process.enable(REGION, account=ACCOUNT)
    listener.process.fault("error500", service="ssm-contacts", operation="CreateContactChannel", count=16)
    run = listener.run_tasks({"make a person": MANAGED["make a person"]}, definition, **GIVEN)
    assert "FAILED" in run.output
    assert leaks(listener.heard(run), secrets_of(definition) | PRIVATE) == []


WRONG_CODE, NO_CODE = "9035768421", "90357x"
WRONG_CODES: dict[str, Any] = {
    "refused": {"carol/sms": WRONG_CODE, "dave/sms": NO_CODE, "dave/email": [WRONG_CODE]},
    "for a device that is not there": {"carol/fax": WRONG_CODE},
    "without a device": [WRONG_CODE],
}
ACTIVATE = ("-l", "appdev", "-vvv", "--diff")


@pytest.fixture
def two_people(definition: dict[str, Any]) -> dict[str, Any]:
    """A team of two people with two devices each."""
    people = {alias: definition["people"][alias] for alias in ("carol", "dave")}
    return {**definition, "people": people, "teams": {"appdev": {"members": ["carol", "dave"]}}}


@pytest.fixture
def codes(listener: Listener, two_people: dict[str, Any]) -> dict[str, str]:
    """The codes that were sent to the people of a team, by device."""
    listener.process.enable(REGION, account=ACCOUNT)
    bulk(connect(listener.process.url, ACCOUNT), two_people, send_activation_codes=True)
    inbox = listener.process.control("GET", "inbox")
    return {f"{message['contact']}/{message['channel']}": message["code"] for message in inbox}


def test_a_planted_code_is_found(
    listener: Listener, two_people: dict[str, Any], codes: dict[str, str], tmp_path: Path
) -> None:
    """The other tests here would notice: the same search finds a code that is printed."""
    shown = {"ansible.builtin.debug": {"msg": "used {{ codes['carol/sms'] }} for carol/sms"}}
    play = tmp_path / "planted.yml"
    play.write_text(json.dumps([{"hosts": "appdev", "gather_facts": False, "tasks": [shown]}]), encoding="utf-8")
    run = listener.run(play, two_people, codes=codes)
    assert len(code_leaks(run.output, codes.values())) == 1
    assert code_leaks(listener.log.read_text(encoding="utf-8"), codes.values())


def test_nothing_leaks_from_activating_channels(
    listener: Listener, two_people: dict[str, Any], codes: dict[str, str]
) -> None:
    given = {device: code for device, code in codes.items() if device.startswith("carol")}
    extra = json.dumps({"codes": given, "send": True})
    run = listener.run("activate_channels", two_people, *ACTIVATE, "-e", extra).succeeded()
    assert "2 of 4 devices wait" in run.output
    sent_since = {message["code"] for message in listener.process.control("GET", "inbox")}
    heard = listener.heard(run)
    assert leaks(heard, secrets_of(two_people)) == []
    assert code_leaks(heard, {*codes.values(), *sent_since}) == []


@pytest.mark.parametrize("wrong", WRONG_CODES.values(), ids=WRONG_CODES)
@pytest.mark.usefixtures("codes")
def test_nothing_leaks_from_wrong_codes(listener: Listener, two_people: dict[str, Any], wrong: Any) -> None:
    run = listener.run("activate_channels", two_people, *ACTIVATE, "-e", json.dumps({"codes": wrong}))
    assert run.code != 0
    heard = listener.heard(run)
    assert leaks(heard, secrets_of(two_people)) == []
    assert code_leaks(heard, {WRONG_CODE, NO_CODE}) == []


def test_nothing_leaks_from_codes_that_are_typed(
    listener: Listener, two_people: dict[str, Any], codes: dict[str, str]
) -> None:
    typed = {**codes, "carol/email": "", "dave/sms": WRONG_CODE}
    run = type_into_playbook(
        "activate_channels",
        *listener.inventory(two_people),
        *ACTIVATE,
        *("-e", "prompt=true"),
        question=r"Code that (\S+) received \(empty: not yet\)",
        answer=typed.__getitem__,
        environment=listener.environment,
        home=listener.home,
    )
    assert run.code != 0
    left = listener.run("activate_channels", two_people, *ACTIVATE).succeeded()
    assert re.findall(r"(\S+): not activated", left.output) == ["carol/email", "dave/sms"]
    heard = listener.heard(run, left)
    assert leaks(heard, secrets_of(two_people)) == []
    assert code_leaks(heard, {*codes.values(), WRONG_CODE}) == []


def test_the_vault_of_the_example_is_the_one_that_is_looked_for(definition: dict[str, Any]) -> None:
    assert len(secrets_of(definition)) >= 12 + 12 + 2
    assert "2025550101" in " ".join(secrets_of(definition))
    assert (ROOT / "inventory" / "sandbox").is_dir()
