"""Tags of replication sets, response plans and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.incidents import incident_lookup, replication_set, response_plans
from sandbox.incidents.arns import kind
from sandbox.incidents.errors import invalid, not_found, quota_exceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.context import RequestContext

MOST_TAGS = 50


def _of_replication_set(context: RequestContext, arn: str) -> dict[str, str]:
    held = replication_set.find(context, arn)
    if held is None:
        raise not_found("REPLICATION_SET", arn)
    return held.tags


def _of_response_plan(context: RequestContext, arn: str) -> dict[str, str]:
    return response_plans.demand(context, arn).tags


def _of_incident(context: RequestContext, arn: str) -> dict[str, str]:
    return incident_lookup.demand(context, arn).tags


TAGGABLE: dict[str, Callable[[RequestContext, str], dict[str, str]]] = {
    "replication-set": _of_replication_set,
    "response-plan": _of_response_plan,
    "incident-record": _of_incident,
}
"""How to get at the tags of a resource, by its kind. Each raises ResourceNotFoundException."""


def _tags(context: RequestContext, arn: str) -> dict[str, str]:
    resolve = TAGGABLE.get(kind(arn))
    if resolve is None:
        raise invalid(f"Invalid value provided - Resource cannot be tagged: {arn}")
    return resolve(context, arn)


def tag_resource(context: RequestContext, request: dict[str, Any]) -> None:
    """TagResource. More than 50 tags in all are ServiceQuotaExceededException."""
    tags = _tags(context, request["resourceArn"])
    if len(tags.keys() | request["tags"].keys()) > MOST_TAGS:
        raise quota_exceeded(f"A resource has at most {MOST_TAGS} tags", "tags-per-resource")
    tags.update(request["tags"])


def untag_resource(context: RequestContext, request: dict[str, Any]) -> None:
    """UntagResource. Keys that are not there are no error."""
    tags = _tags(context, request["resourceArn"])
    for key in request["tagKeys"]:
        tags.pop(key, None)


def list_tags_for_resource(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListTagsForResource."""
    return {"tags": _tags(context, request["resourceArn"])}
