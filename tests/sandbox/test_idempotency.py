"""Answers remembered by idempotency token."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from sandbox.context import RequestContext
from sandbox.errors import ServiceError
from sandbox.idempotency import once
from sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def context() -> RequestContext:
    return RequestContext("111122223333", "us-east-1", datetime(2026, 1, 1, tzinfo=UTC), World())


@pytest.fixture
def create() -> Callable[..., str]:
    """Sends a request; answers the ARN, which is numbered by how many things were really made."""
    made = count(1)

    def send(context: RequestContext, request: dict[str, Any], operation: str, *, alive: bool = True) -> str:
        answer = once(
            context, operation, request, alive=lambda _answer: alive, make=lambda: {"Arn": f"thing/{next(made)}"}
        )
        return str(answer["Arn"])

    return send


CONTACT = {"Alias": "ada", "IdempotencyToken": "t1"}


def test_the_first_answer_again(context: RequestContext, create: Callable[..., str]) -> None:
    assert [create(context, dict(CONTACT), "CreateContact") for _ in range(3)] == ["thing/1"] * 3


def test_without_a_token_every_request_is_new(context: RequestContext, create: Callable[..., str]) -> None:
    assert [create(context, {"Alias": "ada"}, "CreateContact") for _ in range(2)] == ["thing/1", "thing/2"]


def test_made_again_once_the_thing_is_gone(context: RequestContext, create: Callable[..., str]) -> None:
    create(context, CONTACT, "CreateContact")
    assert create(context, CONTACT, "CreateContact", alive=False) == "thing/2"


def test_tokens_of_others_do_not_matter(context: RequestContext, create: Callable[..., str]) -> None:
    asked = [
        (context, "CreateContact"),
        (replace(context, account="444455556666"), "CreateContact"),
        (replace(context, region="eu-west-1"), "CreateContact"),
        (context, "CreateRotation"),
    ]
    assert len({create(who, CONTACT, operation) for who, operation in asked}) == len(asked)


@pytest.mark.parametrize(
    ("operation", "token", "code"),
    [
        ("CreateContact", "IdempotencyToken", "ValidationException"),
        ("CreateRotation", "IdempotencyToken", "ValidationException"),
        ("CreateReplicationSet", "clientToken", "ConflictException"),
        ("UpdateDeletionProtection", "clientToken", "ValidationException"),
    ],
)
def test_the_same_token_with_another_request(
    context: RequestContext, create: Callable[..., str], operation: str, token: str, code: str
) -> None:
    create(context, {"x": 1, token: "t1"}, operation)
    with pytest.raises(ServiceError) as caught:
        create(context, {"x": 2, token: "t1"}, operation)
    assert caught.value.code == code


def test_a_failure_is_not_remembered(context: RequestContext, create: Callable[..., str]) -> None:
    def fail() -> dict[str, Any]:
        raise ServiceError("ThrottlingException", "slow down")

    with pytest.raises(ServiceError):
        once(context, "CreateContact", CONTACT, alive=lambda _answer: True, make=fail)
    assert create(context, CONTACT, "CreateContact") == "thing/1"
