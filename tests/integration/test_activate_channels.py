"""Playbook activate_channels: what waits, since when, and codes from variables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

from tests.support.core import bulk

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab

APPDEV = ("activate_channels", "-l", "appdev")
TAG = "unactivated-since"


def report(run: Any) -> list[str]:
    return str(run.only("Show what is missing and since when")["msg"]).splitlines()


def test_what_is_missing_is_sent_and_activated(
    lab: Lab, clients: Clients, playbook: Playbook, definition: dict[str, Any]
) -> None:
    bulk(clients, definition)
    checked = playbook(*APPDEV, "--check").succeeded()
    assert len([line for line in report(checked) if "not activated, first seen so today" in line]) == 8
    assert lab.server.control("GET", "inbox") == []

    playbook(*APPDEV, "-e", "send=true").succeeded()
    inbox = lab.server.control("GET", "inbox")
    assert len(inbox) == 8
    people = lab.account()["people"]
    assert {alias for alias, person in people.items() if TAG in person["tags"]} == {"carol", "dave", "maeve", "tove"}

    codes = {f"{message['contact']}/{message['channel']}": message["code"] for message in inbox}
    given = {device: code for device, code in codes.items() if not device.startswith("dave")}
    run = playbook(*APPDEV, "-e", json.dumps({"codes": given})).succeeded()
    assert [line.split(":")[0] for line in report(run)[:2]] == ["dave/email", "dave/sms"]
    assert "2 of 8 devices wait: no page goes there." in report(run)
    assert not [code for code in codes.values() if code in run.output]
    people = lab.account()["people"]
    assert {alias for alias, person in people.items() if TAG in person["tags"]} == {"dave"}
    assert people["carol"]["tags"] == {"managed-by": "oncall.incident_manager"}

    lab.forget_calls()
    again = playbook(*APPDEV).succeeded()
    assert again.changed == 0
    assert lab.writes() == {}


def test_a_wrong_code_does_not_hide_what_is_missing(
    lab: Lab, clients: Clients, playbook: Playbook, definition: dict[str, Any]
) -> None:
    bulk(clients, definition)
    playbook(*APPDEV, "-e", "send=true").succeeded()
    failed = playbook(*APPDEV, "-e", json.dumps({"codes": {"carol/sms": "9182736455"}}))
    assert failed.code != 0
    assert "8 of 8 devices wait: no page goes there." in report(failed)
    assert "9182736455" not in failed.output
    assert lab.account()["people"]["carol"]["tags"][TAG]


def test_a_code_for_a_device_that_is_not_there(
    lab: Lab, clients: Clients, playbook: Playbook, definition: dict[str, Any]
) -> None:
    bulk(clients, definition)
    lab.forget_calls()
    refused = playbook(*APPDEV, "-e", json.dumps({"codes": {"carol/fax": "123456"}}))
    assert refused.code != 0
    assert "No device is called carol/fax (written as person/device). Waiting: carol/email, carol/sms" in refused.output
    assert lab.writes() == {}
