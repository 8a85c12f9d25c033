"""The AWS command line, as PyPI ships it, works against the sandbox like against AWS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.sandbox_process import ACCOUNT, SandboxProcess

AWS = Path(sys.prefix) / "awscli" / "bin" / "aws"
WEEKLY = {
    "NumberOfOnCalls": 1,
    "RecurrenceMultiplier": 1,
    "WeeklySettings": [{"DayOfWeek": "TUE", "HandOffTime": {"HourOfDay": 13, "MinuteOfHour": 0}}],
}

Aws = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def aws(server: SandboxProcess, tmp_path: Path) -> Aws:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "AWS_ENDPOINT_URL": server.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_PAGER": "",
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(AWS), *arguments], env=environment, capture_output=True, text=True, check=False)

    return run


def instant(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(epoch_seconds, UTC).strftime("%Y-%m-%dT%H:%M")


def answer(process: subprocess.CompletedProcess[str]) -> Any:
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout) if process.stdout.strip() else None


def test_a_rotation_from_nothing_to_its_shifts(aws: Aws, server: SandboxProcess) -> None:
    server.enable("us-east-1")
    ada = answer(
        aws("ssm-contacts", "create-contact", "--alias", "ada", "--type", "PERSONAL", "--plan", '{"Stages": []}')
    )["ContactArn"]
    rotation = answer(
        aws(
            "ssm-contacts",
            "create-rotation",
            *("--name", "primary", "--contact-ids", ada, "--time-zone-id", "America/New_York"),
            *("--start-time", "2026-10-20T17:00:00Z", "--recurrence", json.dumps(WEEKLY)),
        )
    )["RotationArn"]
    shifts = answer(
        aws(
            "ssm-contacts",
            "list-rotation-shifts",
            *("--rotation-id", rotation),
            *("--start-time", "2026-10-27T17:00:00Z", "--end-time", "2026-11-04T00:00:00Z"),
        )
    )["RotationShifts"]
    # This version of the command line shows time stamps as they are on the wire: epoch seconds.
    assert [(instant(shift["StartTime"]), instant(shift["EndTime"]), shift["ContactIds"]) for shift in shifts] == [
        ("2026-10-27T17:00", "2026-11-03T18:00", [ada]),
        ("2026-11-03T18:00", "2026-11-10T18:00", [ada]),
    ]


def test_paging_is_the_command_lines_own(aws: Aws, server: SandboxProcess) -> None:
    server.enable("us-east-1")
    contacts = server.client("ssm-contacts")
    for alias in ("ada", "alan", "grace"):
        contacts.create_contact(Alias=alias, Type="PERSONAL", Plan={"Stages": []})
    first = answer(aws("ssm-contacts", "list-contacts", "--page-size", "1", "--max-items", "2"))
    assert [contact["Alias"] for contact in first["Contacts"]] == ["ada", "alan"]
    rest = answer(aws("ssm-contacts", "list-contacts", "--page-size", "1", "--starting-token", first["NextToken"]))
    assert [contact["Alias"] for contact in rest["Contacts"]] == ["grace"]


def test_the_replication_set_and_its_waiter(aws: Aws, server: SandboxProcess) -> None:
    arn = answer(aws("ssm-incidents", "create-replication-set", "--regions", '{"us-east-1": {}}'))["arn"]
    server.advance(60)  # the waiter looks every 30 seconds only
    answer(aws("ssm-incidents", "wait", "wait-for-replication-set-active", "--arn", arn))
    found = answer(aws("ssm-incidents", "get-replication-set", "--arn", arn))["replicationSet"]
    assert found["status"] == "ACTIVE"
    assert found["regionMap"]["us-east-1"]["sseKmsKeyId"] == "DefaultKey"


def test_tags_of_a_response_plan_travel_in_path_and_query(aws: Aws, server: SandboxProcess) -> None:
    server.enable("us-east-1")
    arn = answer(
        aws(
            "ssm-incidents",
            "create-response-plan",
            *("--name", "critical", "--incident-template", '{"title": "Critical", "impact": 1}'),
            *("--tags", '{"team": "platform", "tier": "1"}'),
        )
    )["arn"]
    answer(aws("ssm-incidents", "untag-resource", "--resource-arn", arn, "--tag-keys", "tier"))
    assert answer(aws("ssm-incidents", "list-tags-for-resource", "--resource-arn", arn))["tags"] == {"team": "platform"}


def test_a_refusal_is_told_in_the_command_lines_words(aws: Aws) -> None:
    refused = aws("ssm-contacts", "list-contacts")
    assert refused.returncode != 0
    assert "An error occurred (ValidationException) when calling the ListContacts operation" in refused.stderr
    assert "Account not found for the request" in refused.stderr


def test_an_operation_that_is_not_built_says_so(aws: Aws, server: SandboxProcess) -> None:
    server.enable("us-east-1")
    refused = aws("chatbot", "describe-slack-workspaces")
    assert refused.returncode != 0
    assert "chatbot:DescribeSlackWorkspaces" in refused.stderr


def test_other_services_answer_on_the_same_port(aws: Aws) -> None:
    topic = answer(aws("sns", "create-topic", "--name", "platform-chat"))["TopicArn"]
    assert topic == f"arn:aws:sns:us-east-1:{ACCOUNT}:platform-chat"
    assert answer(aws("sts", "get-caller-identity"))["Account"] == ACCOUNT
