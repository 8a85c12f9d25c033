"""The control API."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.sandbox_process import SandboxProcess

ADA = {"Alias": "ada", "Type": "PERSONAL", "Plan": {"Stages": []}}


def now(server: SandboxProcess) -> datetime:
    return datetime.fromisoformat(server.control("GET", "clock")["now"])


def test_advancing_the_clock(server: SandboxProcess) -> None:
    before = now(server)
    answer = server.control("POST", "clock", {"advance_seconds": 86400.5})
    assert 86400.5 <= (now(server) - before).total_seconds() < 86460
    assert answer["offset_seconds"] == pytest.approx(86400.5, abs=1)
    assert answer["time_scale"] == 1
    assert answer["now"].endswith("Z")


def test_setting_the_clock(server: SandboxProcess) -> None:
    answer = server.control("POST", "clock", {"set": "2036-12-25T03:00:00+01:00"})
    assert answer["now"].startswith("2036-12-25T02:00:0")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"advance_seconds": -1}, "only moves forward"),
        ({"set": "2020-01-01T00:00:00Z"}, "only moves forward"),
        ({"advance_seconds": 1e15}, "year 9000"),
        ({}, "exactly one of"),
        ({"set": "2036-01-01T00:00:00Z", "advance_seconds": 1}, "exactly one of"),
        ({"advance_seconds": "soon"}, 'allowed: {"advance_seconds": 300}'),
        ({"forward": 1}, "unknown field `forward`"),
        ([], "Expected `object`"),
    ],
)
def test_bad_times(server: SandboxProcess, body: Any, complaint: str) -> None:
    assert complaint in server.control("POST", "clock", body, status=400)["error"]
    assert abs(server.control("GET", "clock")["offset_seconds"]) < 1


def test_time_scale(start: Callable[..., SandboxProcess]) -> None:
    process = start("--time-scale", "100000")
    before = now(process)
    assert (now(process) - before).total_seconds() > 1
    assert process.control("GET", "clock")["time_scale"] == 100000


def test_latency(start: Callable[..., SandboxProcess]) -> None:
    process = start("--latency-ms", "60000")
    process.control("GET", "health")  # is not an AWS call
    with pytest.raises(Exception, match="Read timeout"):
        process.client("ssm-incidents", read_timeout=0.1).list_response_plans()


def test_calls_are_counted_also_when_they_fail(server: SandboxProcess) -> None:
    contacts = server.client("ssm-contacts", region="eu-west-1")
    for _ in range(2):
        with pytest.raises(ClientError):
            contacts.list_contacts()
    server.client("sns").list_topics()
    assert server.control("GET", "calls") == {"sns:ListTopics": 1, "ssm-contacts:ListContacts": 2}
    assert server.control("GET", "calls?detail=1")[0] == {
        "service": "ssm-contacts",
        "operation": "ListContacts",
        "status": 400,
        "account": "111122223333",
        "region": "eu-west-1",
        "access_key": "111122223333",
    }
    server.control("DELETE", "calls")
    assert server.control("GET", "calls") == {}
    assert server.control("GET", "calls?detail=1") == []


def test_reset_empties_everything(server: SandboxProcess) -> None:
    server.enable()
    contacts = server.client("ssm-contacts")
    arn = contacts.create_contact(**ADA)["ContactArn"]
    contacts.create_contact_channel(
        ContactId=arn, Name="phone", Type="SMS", DeliveryAddress={"SimpleAddress": "+12025550101"}
    )
    assert server.control("GET", "inbox")
    server.client("sns").create_topic(Name="pages")
    server.fault("throttle", nth=100)
    server.control("POST", "reset")
    assert server.control("GET", "inbox") == []
    assert server.control("GET", "calls") == {}
    assert server.control("GET", "faults") == []
    assert abs(server.control("GET", "clock")["offset_seconds"]) < 1
    assert server.client("sns").list_topics()["Topics"] == []
    assert server.client("ssm-incidents").list_replication_sets()["replicationSetArns"] == []


def test_the_inbox_of_one_contact(server: SandboxProcess) -> None:
    server.enable()
    contacts = server.client("ssm-contacts")
    for alias in ("ada", "grace"):
        arn = contacts.create_contact(**{**ADA, "Alias": alias})["ContactArn"]
        contacts.create_contact_channel(
            ContactId=arn, Name="mail", Type="EMAIL", DeliveryAddress={"SimpleAddress": f"{alias}@example.gov"}
        )
    [message] = server.control("GET", "inbox?contact=grace")
    assert (message["contact"], message["type"], message["address"]) == ("grace", "EMAIL", "grace@example.gov")
    assert message["code"]
    assert message["sent_at"].endswith("Z")
    assert len(server.control("GET", "inbox")) == 2
    assert "allowed: contact" in server.control("GET", "inbox?alias=ada", status=400)["error"]


def test_responders_are_posted_listed_and_forgotten(server: SandboxProcess) -> None:
    everything = {"contact": None, "channel": None, "after_seconds": 0, "account": None, "region": None, "pages": None}
    posted: list[dict[str, Any]] = [
        {"contact": "ada", "channel": "SMS", "after_seconds": 90, "action": "ack"},
        {"action": "ignore"},
    ]
    listed = [{**everything, **responder} for responder in posted]
    assert server.control("POST", "responders", posted) == listed
    assert server.control("GET", "responders") == listed
    server.control("DELETE", "responders")
    assert server.control("GET", "responders") == []
    server.control("POST", "responders", posted)
    server.control("POST", "reset")
    assert server.control("GET", "responders") == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ([{}], "missing required field `action`"),
        ([{"action": "shout"}], "actions: ack, deliver, ignore, fail"),
        ([{"action": "ack", "who": "ada"}], "unknown field who"),
        ([{"action": "ack", "after_seconds": -1}], "after_seconds is a number between 0 and"),
        ({"action": "ack"}, "allowed: a list of"),
    ],
)
def test_bad_responders(server: SandboxProcess, body: Any, complaint: str) -> None:
    assert complaint in server.control("POST", "responders", body, status=400)["error"]
    assert server.control("GET", "responders") == []


def test_unknown_paths_and_methods(server: SandboxProcess) -> None:
    assert "/_sandbox/clock" in server.control("GET", "time", status=404)["error"]
    assert server.request("GET", "/_sandbox")[0] == 404
    assert "takes GET, DELETE" in server.control("POST", "calls", status=405)["error"]
