"""Pages and their tokens."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from sandbox.errors import ServiceError
from sandbox.protocol.models import largest_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.context import RequestContext

T = TypeVar("T")

_DIGEST_BYTES = 15
_POSITION_BYTES = 6


def paginate(
    context: RequestContext,
    operation: str,
    items: Sequence[T],
    limit: int | None,
    token: str | None,
    *,
    binding: object = None,
) -> tuple[list[T], str | None]:
    """Cut one page out of ``items``, which must come in the same order on every call.

    ``limit`` is MaxResults of the request: absent or 0 means the largest page of the model. ``binding`` is whatever
    else selects the items (filters, the ARN asked about; anything ``msgspec`` can encode). The next token is ``None``
    on the last page. A token of another operation, account, region or binding, or an altered one, is a
    ``ValidationException``.
    """
    seal = _seal_input(context, operation, binding)
    start = 0 if token is None else _open(token, seal)
    end = start + (limit or largest_page(operation))
    return list(items[start:end]), _close(end, seal) if end < len(items) else None


def _seal_input(context: RequestContext, operation: str, binding: object) -> bytes:
    parts: list[Any] = [context.account, context.region, operation, binding]
    return msgspec.json.encode(parts, order="deterministic")


def _digest(position: bytes, seal: bytes) -> bytes:
    return hashlib.blake2b(position + seal, digest_size=_DIGEST_BYTES, key=b"sandbox page token").digest()


def _close(position: int, seal: bytes) -> str:
    packed = position.to_bytes(_POSITION_BYTES, "big")
    return urlsafe_b64encode(packed + _digest(packed, seal)).decode()


def _open(token: str, seal: bytes) -> int:
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        raw = b""
    position, digest = raw[:_POSITION_BYTES], raw[_POSITION_BYTES:]
    if digest != _digest(position, seal) or urlsafe_b64encode(raw).decode() != token:
        raise ServiceError("ValidationException", "Invalid value provided - Invalid NextToken")
    return int.from_bytes(position, "big")
