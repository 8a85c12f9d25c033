"""The errors of ssm-contacts, with the members that the model demands.

Unpublished rules: the names of resource types and relations and the quota codes. The texts start as AWS's do.
"""

from __future__ import annotations

from typing import Any, Literal

from sandbox.errors import ServiceError

ResourceType = Literal["CONTACT", "CONTACT_CHANNEL", "ROTATION", "ROTATION_OVERRIDE", "ENGAGEMENT", "PAGE"]

MOST_DEPENDENTS = 25
"""How many ARNs fit into one list of the model."""


def invalid(problem: str) -> ServiceError:
    """A ValidationException of the service itself, as opposed to one of its model."""
    return ServiceError("ValidationException", f"Invalid value provided - {problem}", Reason="OTHER")


def not_found(resource_type: ResourceType, identifier: str) -> ServiceError:
    """A ResourceNotFoundException about ``identifier``, an ARN or the id of an override."""
    noun = resource_type.replace("_", " ").lower()
    return ServiceError(
        "ResourceNotFoundException",
        f"Unable to find {noun} {identifier}",
        ResourceId=identifier,
        ResourceType=resource_type,
    )


def conflict(
    message: str, resource_type: ResourceType, identifier: str, *, dependents: dict[str, list[str]] | None = None
) -> ServiceError:
    """A ConflictException about ``identifier``; ``dependents`` are the ARNs that are in the way, by relation."""
    members: dict[str, Any] = {"ResourceId": identifier, "ResourceType": resource_type}
    if dependents:
        members["DependentEntities"] = [
            {"RelationType": relation, "DependentResourceIds": arns[:MOST_DEPENDENTS]}
            for relation, arns in dependents.items()
        ]
    return ServiceError("ConflictException", message, **members)


def quota_exceeded(message: str, quota: str) -> ServiceError:
    """A ServiceQuotaExceededException; ``quota`` stands for its code."""
    return ServiceError("ServiceQuotaExceededException", message, QuotaCode=quota, ServiceCode="ssm-contacts")
