"""Tags of contacts and rotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import demand_contact, demand_rotation, new_tags
from sandbox.contacts.errors import invalid, quota_exceeded

if TYPE_CHECKING:
    from sandbox.contacts.state import Contact, Rotation
    from sandbox.context import RequestContext

MOST_TAGS = 50


def _resource(context: RequestContext, arn: str) -> Contact | Rotation:
    """The taggable resource ``arn``. Channels, engagements and pages are ValidationException."""
    kind = arn.split(":", 5)[-1].partition("/")[0]
    if kind == "contact":
        return demand_contact(context, arn)
    if kind == "rotation":
        return demand_rotation(context, arn)
    raise invalid(f"Invalid resource Arn {arn}")


def tag_resource(context: RequestContext, request: dict[str, Any]) -> None:
    """TagResource. More than 50 tags in all are ServiceQuotaExceededException."""
    resource = _resource(context, request["ResourceARN"])
    tags = new_tags(context, request["Tags"])
    if len(resource.tags.keys() | tags.keys()) > MOST_TAGS:
        raise quota_exceeded(f"A resource has at most {MOST_TAGS} tags", "tags-per-resource")
    resource.tags.update(tags)


def untag_resource(context: RequestContext, request: dict[str, Any]) -> None:
    """UntagResource. Keys that are not there are no error."""
    resource = _resource(context, request["ResourceARN"])
    for key in request["TagKeys"]:
        resource.tags.pop(key, None)


def list_tags_for_resource(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListTagsForResource."""
    tags = _resource(context, request["ResourceARN"]).tags
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}
