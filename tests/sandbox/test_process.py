"""Starting and ending the process, and its state file."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.sandbox_process import SandboxProcess

ROOT = Path(__file__).resolve().parents[2]
ADA = {"Alias": "ada", "Type": "PERSONAL", "Plan": {"Stages": []}, "IdempotencyToken": "first"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sandbox", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--port", "http"], "--port: http is not a number between 0 and 65535"),
        (["--latency-ms", "-1"], "--latency-ms: -1 is not a number between 0 and"),
        (["--time-scale", "nan"], "--time-scale: nan is not"),
        (["--rule", "no_such_rule=1"], "--rule no_such_rule=1: NAME=VALUE is needed, with NAME one of"),
        (["--rule", "nonsense"], "--rule nonsense: NAME=VALUE is needed"),
        (["--rule", "override_quota=many"], "--rule override_quota=many: override_quota is a number"),
        (["--host", "nowhere.invalid", "--port", "0"], "cannot listen on nowhere.invalid:0"),
        (["--state", "/nonexistent/state.json", "--port", "0"], "cannot write the state file /nonexistent/state.json"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_one_line_says_why_it_does_not_start(arguments: list[str], complaint: str) -> None:
    done = run(*arguments)
    assert done.returncode != 0
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert complaint in line


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--port", str(taken.getsockname()[1]))
    assert done.returncode != 0
    assert done.stderr.endswith("Address already in use\n")


def test_help_says_what_is_not_kept() -> None:
    assert "the state of moto's services is not kept" in " ".join(run("--help").stdout.split())


def test_it_ends_cleanly_and_quietly(start: Callable[..., SandboxProcess]) -> None:
    process = start()
    process.client("sns").list_topics()
    process.client("ssm-incidents").list_response_plans()
    assert process.stop() == (0, "")


def test_it_ends_although_a_call_is_held(start: Callable[..., SandboxProcess]) -> None:
    process = start()
    process.fault("timeout_after_commit", hold_seconds=600)
    with pytest.raises(Exception, match="Read timeout"):
        process.client("ssm-incidents", read_timeout=0.1).list_response_plans()
    assert process.stop()[0] == 0


def test_a_warning_when_others_can_reach_it(start: Callable[..., SandboxProcess]) -> None:
    code, errors = start("--host", "0.0.0.0").stop()  # noqa: S104 - this is what is warned of
    assert code == 0
    assert errors.startswith("warning: listening on 0.0.0.0")


def test_rules_can_be_set(start: Callable[..., SandboxProcess]) -> None:
    process = start("--rule", "contact_quota=1", "--rule", "contact_quota=2", "--replication-delay-seconds", "3600")
    process.client("ssm-incidents").create_replication_set(regions={"us-east-1": {}})
    contacts = process.client("ssm-contacts")
    process.advance(3500)
    with pytest.raises(contacts.exceptions.ValidationException, match="Account not found for the request"):
        contacts.list_contacts()
    process.advance(200)
    for alias in ("ada", "grace"):
        contacts.create_contact(Alias=alias, Type="PERSONAL", Plan={"Stages": []})
    with pytest.raises(contacts.exceptions.ServiceQuotaExceededException):
        contacts.create_contact(Alias="alan", Type="PERSONAL", Plan={"Stages": []})


def test_state_survives_a_restart(start: Callable[..., SandboxProcess], tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    first = start("--state", str(file))
    first.enable()
    first.advance(86400)
    contacts = first.client("ssm-contacts")
    arn = contacts.create_contact(**ADA)["ContactArn"]
    contacts.create_contact_channel(
        ContactId=arn, Name="phone", Type="SMS", DeliveryAddress={"SimpleAddress": "+12025550101"}
    )
    contact, inbox = contacts.get_contact(ContactId=arn), first.control("GET", "inbox")
    assert first.stop() == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    second = start("--state", str(file))
    contacts = second.client("ssm-contacts")
    again = contacts.get_contact(ContactId=arn)
    assert {**again, "ResponseMetadata": None} == {**contact, "ResponseMetadata": None}
    assert second.control("GET", "inbox") == inbox
    assert second.control("GET", "clock")["offset_seconds"] == pytest.approx(86460, abs=1)
    assert contacts.create_contact(**ADA)["ContactArn"] == arn


def test_state_is_saved_soon_after_a_write(start: Callable[..., SandboxProcess], tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    first = start("--state", str(file))
    arn = first.enable()
    deadline = time.monotonic() + 10
    while arn not in file.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    first.process.kill()
    first.process.communicate()
    found = start("--state", str(file)).client("ssm-incidents").list_replication_sets()["replicationSetArns"]
    assert found == [arn]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99, "clock_offset_seconds": 0}', "\xff"])
def test_a_corrupt_state_file(tmp_path: Path, content: str) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(content.encode("latin-1"))
    done = run("--state", str(file), "--port", "0")
    assert done.returncode != 0
    [line] = done.stderr.splitlines()
    assert line.startswith(f"sandbox: the state file {file}")
    assert file.read_bytes() == content.encode("latin-1")


def test_paging_goes_on_after_a_restart(start: Callable[..., SandboxProcess], tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    first = start("--state", str(file))
    first.enable()
    contacts = first.client("ssm-contacts")
    arn = contacts.create_contact(**ADA)["ContactArn"]
    phone = contacts.create_contact_channel(
        ContactId=arn, Name="phone", Type="SMS", DeliveryAddress={"SimpleAddress": "+12025550101"}
    )["ContactChannelArn"]
    code = first.control("GET", "inbox")[0]["code"]
    contacts.activate_contact_channel(ContactChannelId=phone, ActivationCode=code)
    targets = [{"ChannelTargetInfo": {"ContactChannelId": phone}}]
    stages = [{"DurationInMinutes": minutes, "Targets": targets} for minutes in (5, 0)]
    contacts.update_contact(ContactId=arn, Plan={"Stages": stages})
    contacts.start_engagement(ContactId=arn, Sender="s", Subject="s", Content="c")
    first.control("POST", "responders", [{"action": "ack", "after_seconds": 600}])
    assert len(contacts.list_pages_by_contact(ContactId=arn)["Pages"]) == 1
    assert first.stop() == (0, "")

    second = start("--state", str(file))
    second.advance(300)
    pages = second.client("ssm-contacts").list_pages_by_contact(ContactId=arn)["Pages"]
    assert (pages[0]["SentTime"] - pages[1]["SentTime"]).total_seconds() == 300
    second.advance(600)
    pages = second.client("ssm-contacts").list_pages_by_contact(ContactId=arn)["Pages"]
    assert "ReadTime" in pages[0]
