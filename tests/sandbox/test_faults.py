"""Faults as plain boto3 sees them."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

if TYPE_CHECKING:
    from tests.support.sandbox_process import SandboxProcess


@pytest.fixture
def contacts(server: SandboxProcess) -> Any:
    """A client whose account can use ssm-contacts."""
    server.enable()
    server.control("DELETE", "calls")
    return server.client("ssm-contacts")


def outcome(call: Any) -> str:
    try:
        call()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    except ConnectionClosedError:
        return "reset"
    return "ok"


ERRORS = [
    ("throttle", "ThrottlingException", 429),
    ("error500", "InternalServerException", 500),
    ("expired_token", "ExpiredTokenException", 403),
    ("access_denied", "AccessDeniedException", 403),
]


@pytest.mark.parametrize(("kind", "code", "status"), ERRORS)
@pytest.mark.parametrize(
    ("service", "operation"), [("ssm-contacts", "list_contacts"), ("ssm-incidents", "list_response_plans")]
)
def test_errors_of_our_services(
    server: SandboxProcess, service: str, operation: str, kind: str, code: str, status: int
) -> None:
    server.fault(kind)
    with pytest.raises(ClientError) as caught:
        getattr(server.client(service), operation)()
    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


@pytest.mark.parametrize(
    ("service", "operation", "codes"),
    [
        ("sns", "list_topics", ["Throttling", "InternalFailure", "ExpiredToken", "AccessDenied"]),
        ("s3", "list_buckets", ["SlowDown", "InternalError", "ExpiredToken", "AccessDenied"]),
        ("cloudwatch", "describe_alarms", [code for _, code, _ in ERRORS]),
        ("lambda", "list_functions", [code for _, code, _ in ERRORS]),
        ("events", "list_rules", [code for _, code, _ in ERRORS]),
    ],
)
def test_errors_of_services_of_moto(server: SandboxProcess, service: str, operation: str, codes: list[str]) -> None:
    for kind, _, _ in ERRORS:
        server.fault(kind)
    call = getattr(server.client(service), operation)
    assert [outcome(call) for _ in range(5)] == [codes[0], codes[1], codes[2], codes[3], "ok"]


def test_a_throttled_call_is_not_executed_and_is_retried_by_clients(server: SandboxProcess, contacts: Any) -> None:
    server.fault("throttle", service="ssm-contacts", operation="CreateContact", count=2)
    client = server.client("ssm-contacts", retries={"mode": "standard", "total_max_attempts": 3})
    client.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})
    assert [contact["Alias"] for contact in contacts.list_contacts()["Contacts"]] == ["ada"]
    assert server.control("GET", "calls")["ssm-contacts:CreateContact"] == 3


def test_reset_happens_before_the_call_is_executed(server: SandboxProcess, contacts: Any) -> None:
    server.fault("reset", operation="CreateContact")
    with pytest.raises(ConnectionClosedError):
        contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})
    assert contacts.list_contacts()["Contacts"] == []
    assert [(call["operation"], call["status"]) for call in server.control("GET", "calls?detail=1")] == [
        ("CreateContact", 0),
        ("ListContacts", 200),
    ]


def test_reset_is_a_reset_of_the_connection(server: SandboxProcess) -> None:
    server.fault("reset")
    address = urlsplit(server.url)
    head = b"POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: SSMContacts.ListContacts\r\nContent-Length: 2\r\n"
    scope = b"Authorization: AWS4-HMAC-SHA256 Credential=1/20260101/us-east-1/ssm-contacts/aws4_request\r\n\r\n{}"
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        connection.sendall(head + scope)
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_timeout_after_commit_happens_after_the_call_is_executed(server: SandboxProcess, contacts: Any) -> None:
    server.fault("timeout_after_commit", operation="CreateContact")
    with pytest.raises(ConnectionClosedError):
        contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})
    assert [contact["Alias"] for contact in contacts.list_contacts()["Contacts"]] == ["ada"]


def test_timeout_after_commit_can_keep_the_client_waiting(server: SandboxProcess, contacts: Any) -> None:
    server.fault("timeout_after_commit", operation="CreateContact", hold_seconds=5)
    impatient = server.client("ssm-contacts", read_timeout=0.1)
    with pytest.raises(ReadTimeoutError):
        impatient.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})
    assert len(contacts.list_contacts()["Contacts"]) == 1


@pytest.mark.parametrize("kind", ["reset", "timeout_after_commit"])
def test_dropped_connections_of_moto(server: SandboxProcess, kind: str) -> None:
    server.fault(kind, service="sns", operation="CreateTopic")
    sns = server.client("sns")
    with pytest.raises(ConnectionClosedError):
        sns.create_topic(Name="pages")
    assert len(sns.list_topics()["Topics"]) == (kind == "timeout_after_commit")


def test_nth_and_count(server: SandboxProcess, contacts: Any) -> None:
    contacts.list_contacts()
    server.fault("throttle", service="ssm-contacts", operation="ListContacts", nth=2, count=2)
    seen = []
    for _ in range(5):
        contacts.list_rotations()  # not a matching call
        seen.append(outcome(contacts.list_contacts))
    assert seen == ["ok", "ThrottlingException", "ThrottlingException", "ok", "ok"]
    [report] = server.control("GET", "faults")
    assert (report["seen"], report["struck"]) == (5, 2)


def test_faults_count_the_same_calls_each_for_itself(server: SandboxProcess) -> None:
    incidents = server.client("ssm-incidents")
    server.fault("throttle", nth=1)
    server.fault("error500", nth=2)
    seen = [outcome(incidents.list_response_plans) for _ in range(3)]
    assert seen == ["ThrottlingException", "InternalServerException", "ok"]


def test_random_throttling_is_repeatable(server: SandboxProcess) -> None:
    incidents = server.client("ssm-incidents")

    def run(seed: int) -> list[str]:
        server.control("DELETE", "faults")
        server.fault("throttle", probability=0.5, seed=seed)
        return [outcome(incidents.list_response_plans) for _ in range(40)]

    first = run(1)
    assert set(first) == {"ok", "ThrottlingException"}
    assert run(1) == first
    assert run(2) != first


def test_faults_can_be_taken_back(server: SandboxProcess) -> None:
    server.fault("throttle", count=100)
    server.control("DELETE", "faults")
    assert outcome(server.client("ssm-incidents").list_response_plans) == "ok"
    assert server.control("GET", "faults") == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ([{"kind": "explode"}], "kinds: throttle, error500"),
        ([{}], "missing required field `kind`"),
        ([{"kind": "reset", "nth": 0}], "`int` >= 1"),
        ([{"kind": "reset", "probability": 2}], "<= 1"),
        ([{"kind": "reset", "colour": "red"}], "unknown field `colour`"),
        ({"kind": "reset"}, "Expected `array`"),
        ([{"kind": "reset", "service": "ssm-contacts", "operation": "GetCntact"}], "no operation GetCntact"),
    ],
)
def test_bad_faults(server: SandboxProcess, body: Any, complaint: str) -> None:
    assert complaint in server.control("POST", "faults", body, status=400)["error"]
