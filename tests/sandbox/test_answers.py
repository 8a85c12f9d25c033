"""Answers and errors of handlers on the wire, and what happens when a handler is wrong."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.engine import Engine
from sandbox.errors import ServiceError
from sandbox.moto_bridge import MotoBridge
from sandbox.protocol.messages import Request, Response
from sandbox.world import World

if TYPE_CHECKING:
    from sandbox.context import RequestContext

ARN = "arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada"
PLAN_ARN = "arn:aws:ssm-incidents::123456789012:response-plan/critical"


def ask(service: str, operation: str, handler: Any, path: str = "/", query: bytes = b"", body: Any = None) -> Response:
    """What a sandbox whose only operation is ``handler`` answers."""
    scope = f"Credential=111122223333/20260101/eu-west-1/{service}/aws4_request"
    headers = {b"authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0".encode()}
    if service == "ssm-contacts":
        headers[b"x-amz-target"] = f"SSMContacts.{operation}".encode()
    method = "GET" if operation.startswith("Get") and service == "ssm-incidents" else "POST"
    request = Request(method, path, path.encode(), query, headers, json.dumps(body or {}).encode())

    async def call() -> Response:
        world = World()
        engine = Engine(world, MotoBridge(world.clock, ("127.0.0.1", 1)), {service: {operation: handler}})
        return await engine.call(request)

    return asyncio.run(call())


def get_contact(handler: Any) -> Response:
    return ask("ssm-contacts", "GetContact", handler, body={"ContactId": ARN})


def get_plan(handler: Any) -> Response:
    return ask("ssm-incidents", "GetResponsePlan", handler, "/getResponsePlan", f"arn={PLAN_ARN}".encode())


CONTACT = {"ContactArn": ARN, "Alias": "ada", "Type": "PERSONAL", "Plan": {"Stages": []}}


def raising(error: Exception) -> Any:
    def handler(_context: RequestContext, _request: dict[str, Any]) -> Any:
        raise error

    return handler


def test_the_handler_is_told_who_asks_and_what() -> None:
    seen = []

    def handler(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        seen.append((context.account, context.region, request))
        return CONTACT

    response = get_contact(handler)
    assert seen == [("111122223333", "eu-west-1", {"ContactId": ARN})]
    assert response.status == 200
    assert dict(response.headers)[b"content-type"] == b"application/x-amz-json-1.1"
    assert json.loads(response.body) == CONTACT


def test_timestamps_are_epoch_seconds_with_milliseconds() -> None:
    answer = {
        "ContactArn": ARN,
        "EngagementArn": ARN,
        "Sender": "s",
        "Subject": "s",
        "Content": "c",
        "StartTime": datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC),
    }
    response = ask("ssm-contacts", "DescribeEngagement", lambda *_: answer, body={"EngagementId": ARN})
    assert json.loads(response.body)["StartTime"] == 1767225600.123


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({**CONTACT, "Colour": "red"}, "Colour: not a member of the model"),
        ({**CONTACT, "Alias": None}, "Alias: required but missing"),
        ({**CONTACT, "Alias": 7}, "Alias: int instead of a string"),
        ({**CONTACT, "Type": "TEAM"}, "Type: 'TEAM' is not one of ESCALATION, ONCALL_SCHEDULE, PERSONAL"),
        (
            {**CONTACT, "Plan": {"Stages": [{"DurationInMinutes": "5", "Targets": []}]}},
            "Plan.Stages.[].DurationInMinutes: str instead of an integer",
        ),
        (None, "required but missing"),
    ],
)
def test_an_answer_that_does_not_fit_the_model(answer: Any, complaint: str, caplog: pytest.LogCaptureFixture) -> None:
    response = get_contact(lambda *_: answer)
    assert response.status == 500
    assert json.loads(response.body)["__type"] == "InternalServerException"
    assert complaint in caplog.text


def test_a_handler_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    assert get_contact(raising(RuntimeError("out of order"))).status == 500
    assert "out of order" in caplog.text


def test_a_contacts_error() -> None:
    error = ServiceError("ResourceNotFoundException", "no ada", ResourceId=ARN, ResourceType="CONTACT")
    response = get_contact(raising(error))
    assert response.status == 404
    assert json.loads(response.body) == {
        "__type": "ResourceNotFoundException",
        "Message": "no ada",
        "ResourceId": ARN,
        "ResourceType": "CONTACT",
    }


def test_an_incidents_error() -> None:
    until = datetime(2026, 1, 1, tzinfo=UTC)
    error = ServiceError("ConflictException", "busy", retryAfter=until, resourceType="REPLICATION_SET")
    response = get_plan(raising(error))
    assert response.status == 409
    assert dict(response.headers)[b"x-amzn-errortype"] == b"ConflictException"
    assert json.loads(response.body) == {
        "message": "busy",
        "retryAfter": 1767225600.0,
        "resourceType": "REPLICATION_SET",
    }


def test_an_error_outside_the_model_is_passed_on() -> None:
    response = get_plan(raising(ServiceError("UnsupportedOperationException", "closed")))
    assert (response.status, json.loads(response.body)) == (400, {"message": "closed"})


def test_an_error_without_its_required_members(caplog: pytest.LogCaptureFixture) -> None:
    response = get_contact(raising(ServiceError("ResourceNotFoundException", "no ada")))
    assert response.status == 500
    assert "ResourceId, ResourceType: required but missing" in caplog.text


def test_204_has_no_body() -> None:
    response = ask(
        "ssm-incidents", "DeleteResponsePlan", lambda *_: None, "/deleteResponsePlan", body={"arn": PLAN_ARN}
    )
    assert (response.status, response.body) == (204, b"")
