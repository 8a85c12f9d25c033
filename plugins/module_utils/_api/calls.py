# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""How every call to AWS is made and its failure explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .._errors import AwsCallError
from .._model.problems import without_addresses

with suppress(ImportError):  # the module reports what is missing, and needs to start for that
    from botocore.exceptions import (
        BotoCoreError,
        ClientError,
        EndpointConnectionError,
        NoCredentialsError,
        NoRegionError,
    )
ACCOUNT_NOT_FOUND = "Account not found"

_AVAILABILITY = (
    "AWS Systems Manager Incident Manager takes no new customers since 2025-11-07: only accounts that enabled it "
    "before then can use it. To try things out, use the local sandbox (`make sandbox`)."
)
_NOT_ENABLED = (
    "No replication set of this account serves this region. Run the account role (playbooks/site.yml) or the "
    "replication_set module first, or correct `region` to one that is in the set. " + _AVAILABILITY
)
_CREDENTIALS = "Refresh the credentials (for example `aws sso login`), then run it again."

_HINTS = {
    "UnsupportedOperationException": _AVAILABILITY,
    "ExpiredToken": "The credentials have expired. " + _CREDENTIALS,
    "ExpiredTokenException": "The credentials have expired. " + _CREDENTIALS,
    "UnrecognizedClientException": "AWS does not know these credentials. " + _CREDENTIALS,
    "InvalidClientTokenId": "AWS does not know these credentials. " + _CREDENTIALS,
    "InvalidSignatureException": "The secret key does not fit the access key, or this machine's clock is wrong.",
    "ThrottlingException": "AWS kept throttling through all retries: run it again later, or with fewer `workers`.",
    "ServiceQuotaExceededException": "Ask AWS to raise the quota, or remove what is not needed.",
    "DataEncryptionException": "The replication set's KMS key must be enabled and usable for ssm-contacts.",
}


@contextmanager
def calling(what: str, operation: str) -> Iterator[None]:
    """Turn botocore's exceptions into AwsCallError. ``what`` completes *Failed to …*."""
    try:
        yield
    except ClientError as error:
        details = error.response.get("Error", {})
        code, message = str(details.get("Code", "")), str(details.get("Message", ""))
        if code == "ValidationException":  # quotes what it was sent, which by mistake may be somebody's address
            message = without_addresses(message)
        request_id = str(error.response.get("ResponseMetadata", {}).get("RequestId", ""))
        raise AwsCallError(what, operation, code, message, _hint(operation, code, message), request_id) from error
    except BotoCoreError as error:
        raise AwsCallError(what, operation, type(error).__name__, str(error), _connection_hint(error)) from error


def _hint(operation: str, code: str, message: str) -> str:
    if ACCOUNT_NOT_FOUND in message:
        return _NOT_ENABLED
    if code.startswith("AccessDenied"):
        return f"The caller needs the IAM action for {operation}; docs/operations.md lists what each module needs."
    if code == "ValidationException" and not message:
        return (
            "An empty message usually means that the replication set's KMS key does not let ssm-contacts and "
            "ssm-incidents use it (kms:CreateGrant, kms:DescribeKey)."
        )
    return _HINTS.get(code, "")


def _connection_hint(error: Exception) -> str:
    if isinstance(error, EndpointConnectionError):
        if "127.0.0.1" in str(error) or "localhost" in str(error):
            return "The sandbox is not running there: start it with `make sandbox` and run this again."
        return "Check the region and the network."
    if isinstance(error, NoCredentialsError):
        return "Give credentials: a profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role of this machine."
    if isinstance(error, NoRegionError):
        return "Give a region: the `region` option or AWS_REGION."
    return ""


class Entries(list[Any]):
    """The entries of a list operation, and the service's own time when it answered, if it told."""

    answered_at: datetime | None = None


def every(client: Any, method: str, key: str, what: str, operation: str, **params: Any) -> Entries:
    """Return all entries of a list operation, following every token (a page may be empty and still have one)."""
    entries = Entries()
    with calling(what, operation):
        for page in client.get_paginator(method).paginate(**params):
            entries.extend(page.get(key, ()))
            entries.answered_at = service_time(page)
    return entries


def service_time(answer: Mapping[str, Any]) -> datetime | None:
    """Return the time of the service, not of this machine: its answers carry it."""
    date = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
    return parsedate_to_datetime(date) if date else None


def is_missing(error: AwsCallError) -> bool:
    """Tell whether AWS says that the object is not there."""
    return error.code == "ResourceNotFoundException" or "Invalid resource Arn" in str(error)
