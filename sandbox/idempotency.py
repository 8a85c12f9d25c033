"""Answers remembered by idempotency token."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from sandbox.errors import ServiceError
from sandbox.protocol.models import operation_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.context import RequestContext

TOKEN_MEMBERS = ("IdempotencyToken", "clientToken")


@dataclass(slots=True)
class Remembered:
    """A request (digest of its members without the token) and what it was answered."""

    digest: str
    answer: dict[str, Any]


@dataclass(slots=True)
class IdempotencyStore:
    """Every remembered answer by ``account/region/operation/token``. Answers hold JSON types only."""

    entries: dict[str, Remembered] = field(default_factory=dict)


def once(
    context: RequestContext,
    operation: str,
    request: dict[str, Any],
    *,
    alive: Callable[[dict[str, Any]], bool],
    make: Callable[[], dict[str, Any]],
) -> dict[str, Any]:
    """Answer ``request`` with ``make()``, or with the first answer if its token was seen before.

    The token is the request's ``IdempotencyToken`` or ``clientToken``; without one, every request is a new one.
    ``alive`` says whether the thing an earlier answer speaks of still exists; if not, it is made again. What ``make``
    raises is not remembered. The same token with a different request is an error, see ``_reused``.
    """
    token = next((request[name] for name in TOKEN_MEMBERS if request.get(name)), None)
    if token is None:
        return make()
    entries = context.world.idempotency.entries
    key = f"{context.account}/{context.region}/{operation}/{token}"
    digest = _digest(request)
    seen = entries.get(key)
    if seen is not None and alive(seen.answer):
        if seen.digest != digest:
            raise _reused(operation)
        return dict(seen.answer)
    answer = make()
    entries[key] = Remembered(digest, dict(answer))
    return answer


def _digest(request: dict[str, Any]) -> str:
    content = {name: value for name, value in request.items() if name not in TOKEN_MEMBERS}
    return hashlib.blake2b(msgspec.json.encode(content, order="deterministic"), digest_size=16).hexdigest()


def _reused(operation: str) -> ServiceError:
    """A token sent again with other parameters.

    Unpublished rule: ConflictException where the operation declares it outside ssm-contacts, whose ConflictException
    must name a resource; ValidationException everywhere else.
    """
    model = operation_model(operation)
    declared = {shape.name for shape in model.error_shapes}
    if model.service_model.service_name == "ssm-incidents" and "ConflictException" in declared:
        return ServiceError("ConflictException", "The client token was already used with different parameters")
    return ServiceError(
        "ValidationException",
        "Invalid value provided - Idempotency token was already used with different parameters",
    )
