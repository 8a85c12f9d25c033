"""Errors as AWS puts them on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import msgspec

from sandbox.protocol.messages import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMON_STATUS = {
    "AccessDeniedException": 403,
    "ConflictException": 409,
    "DataEncryptionException": 400,
    "ExpiredTokenException": 403,
    "InternalServerException": 500,
    "MissingAuthenticationTokenException": 403,
    "NotImplementedException": 501,
    "ResourceNotFoundException": 404,
    "ServiceQuotaExceededException": 402,
    "ThrottlingException": 429,
    "UnknownOperationException": 404,
    "UnsupportedOperationException": 400,
    "ValidationException": 400,
}
"""HTTP status by error code, where the service model does not say (that of ssm-contacts says none)."""

JSON_TYPE = {"json": b"application/x-amz-json-1.1", "rest-json": b"application/json"}


def status_of(code: str, shape: Any | None = None) -> int:
    """The HTTP status of an error, from its shape if that says."""
    declared = shape.metadata.get("error", {}).get("httpStatusCode") if shape is not None else None
    return int(declared or COMMON_STATUS.get(code, 400))


def json_error(protocol: str, status: int, code: str, members: Mapping[str, Any]) -> Response:
    """An error of a JSON protocol: its code in the body (``__type``) and in the header that REST-JSON reads."""
    body = dict(members)
    if protocol != "rest-json":
        body = {"__type": code, **body}
    headers = [(b"content-type", JSON_TYPE.get(protocol, b"application/json")), (b"x-amzn-errortype", code.encode())]
    return Response(status, headers, msgspec.json.encode(body))


def xml_error(status: int, code: str, message: str, request_id: str) -> Response:
    """An error of a query or REST-XML service."""
    kind = "Receiver" if status >= 500 else "Sender"
    error = f"<Error><Type>{kind}</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    body = f"<ErrorResponse>{error}<RequestId>{request_id}</RequestId></ErrorResponse>"
    return Response(status, [(b"content-type", b"text/xml")], body.encode())


def s3_error(status: int, code: str, message: str, request_id: str) -> Response:
    """An error of S3, whose root element is the error itself."""
    body = (
        f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        f"<RequestId>{request_id}</RequestId></Error>"
    )
    return Response(status, [(b"content-type", b"application/xml")], body.encode())
