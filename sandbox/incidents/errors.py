"""The errors of ssm-incidents, with the members that the model gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sandbox.errors import ServiceError

if TYPE_CHECKING:
    from datetime import datetime

ResourceType = Literal["RESPONSE_PLAN", "INCIDENT_RECORD", "TIMELINE_EVENT", "REPLICATION_SET", "RESOURCE_POLICY"]


def invalid(message: str) -> ServiceError:
    """A ValidationException."""
    return ServiceError("ValidationException", message)


def not_found(resource_type: ResourceType, identifier: str) -> ServiceError:
    """A ResourceNotFoundException about the resource ``identifier`` (its ARN, or id if it has none)."""
    noun = resource_type.replace("_", " ").lower()
    return ServiceError(
        "ResourceNotFoundException",
        f"Unable to find {noun} {identifier}",
        resourceIdentifier=identifier,
        resourceType=resource_type,
    )


def conflict(
    message: str, resource_type: ResourceType, identifier: str, *, retry_after: datetime | None = None
) -> ServiceError:
    """A ConflictException; ``retry_after`` is when the resource is expected to be free."""
    members: dict[str, Any] = {"resourceIdentifier": identifier, "resourceType": resource_type}
    if retry_after is not None:
        members["retryAfter"] = retry_after
    return ServiceError("ConflictException", message, **members)


def quota_exceeded(message: str, quota: str) -> ServiceError:
    """A ServiceQuotaExceededException. Unpublished rule: quota codes; ``quota`` stands for one."""
    return ServiceError("ServiceQuotaExceededException", message, quotaCode=quota, serviceCode="ssm-incidents")
