"""Requests against the constraints of the service models, in the words of AWS."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.errors import ServiceError
from sandbox.protocol.messages import Request
from sandbox.protocol.service import Service

CONTACTS = Service("ssm-contacts")
INCIDENTS = Service("ssm-incidents")
ARN = "arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada"
PLAN_ARN = "arn:aws:ssm-incidents::123456789012:response-plan/critical"


def read(service: Service, operation: str, body: Any, *, method: str = "POST", path: str = "/", query: str = "") -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request(method, path, path.encode(), query.encode(), {}, content)
    return service.operations[operation].read(request)


def violations(service: Service, operation: str, body: Any) -> list[str]:
    with pytest.raises(ServiceError) as caught:
        read(service, operation, body)
    assert caught.value.code == "ValidationException"
    count, _, rest = caught.value.message.partition(": ")
    found = rest.split("; Value ")
    assert count == f"{len(found)} validation error{'s' if len(found) > 1 else ''} detected"
    return [found[0], *(f"Value {text}" for text in found[1:])]


def contact(**members: Any) -> dict[str, Any]:
    return {"Alias": "ada", "Type": "PERSONAL", "Plan": {"Stages": []}, **members}


def channel(**members: Any) -> dict[str, Any]:
    return {
        "ContactId": ARN,
        "Name": "phone",
        "Type": "SMS",
        "DeliveryAddress": {"SimpleAddress": "+12025550101"},
        **members,
    }


def stages(*wanted: dict[str, Any]) -> dict[str, Any]:
    return contact(Plan={"Stages": list(wanted)})


FAILED = "failed to satisfy constraint: Member must"

CONTACT_CASES = [
    ({"Alias": None}, [f"Value null at 'alias' {FAILED} not be null"]),
    ({"Alias": "A da"}, [rf"Value 'A da' at 'alias' {FAILED} satisfy regular expression pattern: ^[a-z0-9_\-]*$"]),
    ({"Alias": "ada\n"}, [f"Value 'ada\n' at 'alias' {FAILED} satisfy regular expression pattern: ^[a-z0-9_\\-]*$"]),
    ({"Alias": ""}, [f"Value '' at 'alias' {FAILED} have length greater than or equal to 1"]),
    ({"Alias": "a" * 256}, [f"Value '{'a' * 256}' at 'alias' {FAILED} have length less than or equal to 255"]),
    (
        {"Type": "TEAM"},
        [f"Value 'TEAM' at 'type' {FAILED} satisfy enum value set: [PERSONAL, ESCALATION, ONCALL_SCHEDULE]"],
    ),
    (
        {"DisplayName": "Miles O'Brien"},
        [
            (
                rf"Value 'Miles O'Brien' at 'displayName' {FAILED} satisfy regular expression pattern: "
                r"^[\p{L}\p{Z}\p{N}_.\-]*$"
            )
        ],
    ),
    (
        {"Plan": {"Stages": [{"DurationInMinutes": 31, "Targets": []}]}},
        [f"Value '31' at 'plan.stages.1.member.durationInMinutes' {FAILED} have value less than or equal to 30"],
    ),
    (
        {"Plan": {"Stages": [{"DurationInMinutes": -1, "Targets": []}]}},
        [f"Value '-1' at 'plan.stages.1.member.durationInMinutes' {FAILED} have value greater than or equal to 0"],
    ),
    (
        {"Plan": {"Stages": [{"DurationInMinutes": 1, "Targets": []}, {"Targets": [{"ContactTargetInfo": {}}]}]}},
        [
            f"Value null at 'plan.stages.2.member.durationInMinutes' {FAILED} not be null",
            f"Value null at 'plan.stages.2.member.targets.1.member.contactTargetInfo.isEssential' {FAILED} not be null",
        ],
    ),
    (
        {"Tags": [{"Key": "a b", "Value": ""}]},
        [
            (
                rf"Value 'a b' at 'tags.1.member.key' {FAILED} satisfy regular expression pattern: "
                r"^[\\\/a-zA-Z0-9_+=\-]*$"
            ),
            f"Value '' at 'tags.1.member.value' {FAILED} have length greater than or equal to 1",
        ],
    ),
    ({"Plan": {"Stages": [None]}}, [f"Value null at 'plan.stages.1.member' {FAILED} not be null"]),
    ({"Plan": []}, [f"Value '[]' at 'plan' {FAILED} be of type structure"]),
    ({"Alias": 7}, [f"Value '7' at 'alias' {FAILED} be of type string"]),
    (
        {"Plan": {"Stages": [{"DurationInMinutes": True, "Targets": []}]}},
        [f"Value 'true' at 'plan.stages.1.member.durationInMinutes' {FAILED} be of type integer"],
    ),
]


@pytest.mark.parametrize(("members", "expected"), CONTACT_CASES)
def test_constraints_of_a_contact(members: dict[str, Any], expected: list[str]) -> None:
    assert violations(CONTACTS, "CreateContact", contact(**members)) == expected


def test_display_names_take_letters_of_every_script() -> None:
    assert read(CONTACTS, "CreateContact", contact(DisplayName="Ада Лавлейс ٣"))["DisplayName"] == "Ада Лавлейс ٣"


def test_aliases_take_no_letters_beyond_ascii() -> None:
    assert violations(CONTACTS, "CreateContact", contact(Alias="ädä"))


def test_scalars_in_a_list_are_reported_once_by_the_list() -> None:
    rotation = {
        "Name": "r",
        "ContactIds": [ARN, "x", "y"],
        "TimeZoneId": "UTC",
        "Recurrence": {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1},
    }
    [found] = violations(CONTACTS, "CreateRotation", rotation)
    assert found.startswith(f"Value '[{ARN}, x, y]' at 'contactIds' {FAILED} satisfy constraint: [Member must satisfy")
    assert found.endswith(
        "Member must have length less than or equal to 2048, Member must have length greater than or equal to 1]"
    )


@pytest.mark.parametrize(
    ("tags", "beginning"),
    [
        ({"aws:x": "y"}, "Value '{aws:x=y}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint"),
        ({"x": "y" * 257}, f"Value '{{x={'y' * 257}}}' at 'tags' failed to satisfy constraint: Map value must satisfy"),
        ({}, f"Value '{{}}' at 'tags' {FAILED} have length greater than or equal to 1"),
    ],
)
def test_maps(tags: dict[str, str], beginning: str) -> None:
    plan = {"name": "critical", "incidentTemplate": {"title": "t", "impact": 1}, "tags": tags}
    [found] = violations(INCIDENTS, "CreateResponsePlan", plan)
    assert found.startswith(beginning)


@pytest.mark.parametrize("chat", [{}, {"empty": {}, "chatbotSns": ["arn:aws:sns:us-east-1:123456789012:t"]}])
def test_exactly_one_member_of_a_union(chat: dict[str, Any]) -> None:
    plan = {"name": "critical", "incidentTemplate": {"title": "t", "impact": 1}, "chatChannel": chat}
    [found] = violations(INCIDENTS, "CreateResponsePlan", plan)
    assert "at 'chatChannel'" in found


def test_fields_of_a_contacts_error() -> None:
    with pytest.raises(ServiceError) as caught:
        read(CONTACTS, "CreateContact", contact(Alias="A", Type="B"))
    assert caught.value.members["Reason"] == "FIELD_VALIDATION_FAILED"
    assert [field["Name"] for field in caught.value.members["Fields"]] == ["alias", "type"]
    assert all(field["Message"] for field in caught.value.members["Fields"])


def test_an_incidents_error_has_a_message_only() -> None:
    with pytest.raises(ServiceError) as caught:
        read(INCIDENTS, "CreateResponsePlan", {})
    assert caught.value.members == {}


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000, b'"x"'])
def test_bodies_that_are_no_json_object(body: bytes) -> None:
    with pytest.raises(ServiceError) as caught:
        read(CONTACTS, "ListContacts", body)
    assert caught.value.members == {"Reason": "CANNOT_PARSE"}


def test_unknown_and_null_members_are_ignored() -> None:
    assert read(CONTACTS, "ListContacts", {"AliasPrefix": None, "Colour": "red", "MaxResults": 5}) == {"MaxResults": 5}


def test_an_empty_body_is_an_empty_object() -> None:
    assert read(CONTACTS, "ListContacts", b"") == {}


@pytest.mark.parametrize("sent", [1767225600, 1767225600.0, "2026-01-01T00:00:00Z", "2025-12-31T19:00:00-05:00"])
def test_timestamps_become_aware_datetimes(sent: Any) -> None:
    members = read(CONTACTS, "ListRotationShifts", {"RotationId": ARN, "EndTime": sent})
    assert members["EndTime"] == datetime(2026, 1, 1, tzinfo=UTC)
    assert members["EndTime"].tzinfo is UTC


@pytest.mark.parametrize("sent", ["tomorrow", 1e300, True, {}])
def test_what_is_no_timestamp(sent: Any) -> None:
    [found] = violations(CONTACTS, "ListRotationShifts", {"RotationId": ARN, "EndTime": sent})
    assert found.endswith("Member must be of type timestamp")


def test_members_in_path_and_query() -> None:
    members = read(
        INCIDENTS,
        "UntagResource",
        b"",
        method="DELETE",
        path="/tags/arn%3Aaws%3Assm-incidents%3A%3A123456789012%3Aresponse-plan%2Fcritical",
        query="tagKeys=team&tagKeys=cost%20center",
    )
    assert members == {"resourceArn": PLAN_ARN, "tagKeys": ["team", "cost center"]}


def test_a_missing_query_parameter() -> None:
    with pytest.raises(ServiceError, match="Value null at 'arn' failed"):
        read(INCIDENTS, "GetResponsePlan", b"", method="GET", path="/getResponsePlan")


@pytest.mark.parametrize("service", [CONTACTS, INCIDENTS], ids=lambda service: service.name)
def test_every_operation_can_be_read_and_routed(service: Service) -> None:
    prefix = service.model.metadata.get("targetPrefix")
    for name, operation in service.operations.items():
        http = service.model.operation_model(name).http
        path = http["requestUri"].replace("{resourceArn}", "arn%3Ax%2Fy")
        headers = {b"x-amz-target": f"{prefix}.{name}".encode()}
        request = Request(http["method"], path, path.encode(), b"", headers, b"{}")
        assert service.route(request) is operation
        try:
            operation.read(request)
        except ServiceError as error:
            assert "Member must not be null" in error.message  # noqa: PT017 - some operations need no member
