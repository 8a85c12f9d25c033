"""Where the things of the caller's account and region are, found by ARN."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sandbox.contacts.errors import invalid, not_found
from sandbox.incidents.replication_set import first_region, serves

if TYPE_CHECKING:
    from sandbox.contacts.state import Channel, Contact, ContactsBook, Rotation
    from sandbox.context import Handler, RequestContext
    from sandbox.paging.state import Engagement, Page


def gated(handler: Handler) -> Handler:
    """``handler`` for callers that Incident Manager serves; the others are told that they have no account."""

    def run(context: RequestContext, request: dict[str, object]) -> dict[str, object] | None:
        if not serves(context):
            raise invalid("Account not found for the request")
        return handler(context, request)

    return run


def book_of(context: RequestContext) -> ContactsBook:
    """Everything of the caller's account in the caller's region."""
    return context.world.contacts.book(context.account, context.region)


def _arn(context: RequestContext, rest: str) -> str:
    return f"arn:aws:ssm-contacts:{context.region}:{context.account}:{rest}"


def contact_arn(context: RequestContext, alias: str) -> str:
    """The ARN of the contact ``alias``, of whichever type."""
    return _arn(context, f"contact/{alias}")


def new_channel_arn(context: RequestContext, alias: str) -> str:
    """An ARN for a new channel of the contact ``alias``."""
    return _arn(context, f"contact-channel/{alias}/{uuid.uuid4()}")


def new_rotation_arn(context: RequestContext) -> str:
    """An ARN for a new rotation. Unpublished rule: it says nothing about the rotation's name."""
    return _arn(context, f"rotation/{uuid.uuid4()}")


def demand_engagement(context: RequestContext, arn: str) -> Engagement:
    """The engagement ``arn``. Raises ResourceNotFoundException."""
    engagement = book_of(context).engagements.get(arn)
    if engagement is None:
        raise not_found("ENGAGEMENT", arn)
    return engagement


def demand_page(context: RequestContext, arn: str) -> Page:
    """The page ``arn``. Raises ResourceNotFoundException."""
    page = book_of(context).pages.get(arn)
    if page is None:
        raise not_found("PAGE", arn)
    return page


def demand_contact(context: RequestContext, arn: str) -> Contact:
    """The contact ``arn``. Raises ResourceNotFoundException."""
    contact = book_of(context).contacts.get(arn)
    if contact is None:
        raise not_found("CONTACT", arn)
    return contact


def demand_channel(context: RequestContext, arn: str) -> Channel:
    """The channel ``arn``. Raises ResourceNotFoundException."""
    channel = book_of(context).channels.get(arn)
    if channel is None:
        raise not_found("CONTACT_CHANNEL", arn)
    return channel


def demand_rotation(context: RequestContext, arn: str) -> Rotation:
    """The rotation ``arn``. Raises ResourceNotFoundException."""
    rotation = book_of(context).rotations.get(arn)
    if rotation is None:
        raise not_found("ROTATION", arn)
    return rotation


def demand_rotation_data(context: RequestContext, arn: str) -> Rotation:
    """The rotation ``arn``, for operations on its shifts and overrides.

    They answer an unknown rotation with a ValidationException. Unpublished rule (``unknown_rotation``): always.
    """
    rotation = book_of(context).rotations.get(arn)
    if rotation is None and context.world.rules.unknown_rotation == "invalid_arn":
        raise invalid(f"Invalid resource Arn {arn}")
    return rotation or demand_rotation(context, arn)


def person(context: RequestContext, arn: str) -> Contact:
    """The contact ``arn`` as a member of a rotation.

    Raises ResourceNotFoundException if there is none, ValidationException if it is not PERSONAL.
    """
    contact = demand_contact(context, arn)
    if contact.type != "PERSONAL":
        raise invalid(f"Only PERSONAL contacts can be in a rotation, {arn} is {contact.type}")
    return contact


def new_tags(context: RequestContext, tags: list[dict[str, str]]) -> dict[str, str]:
    """Tags of a request as a mapping. Raises ValidationException outside the first region of the replication set.

    Unpublished rule: a key given twice is refused.
    """
    if tags and context.region != first_region(context):
        raise invalid("Tags can only be set in the first Region of the replication set")
    for tag in tags:
        if not tag.keys() >= {"Key", "Value"}:
            raise invalid("A tag has a Key and a Value")
    mapping = {tag["Key"]: tag["Value"] for tag in tags}
    if len(mapping) != len(tags):
        raise invalid("A tag key is given more than once")
    return mapping
