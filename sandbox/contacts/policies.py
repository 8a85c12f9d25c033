"""Policies that share contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import demand_contact
from sandbox.contacts.errors import invalid, not_found
from sandbox.policy_document import is_policy_document

if TYPE_CHECKING:
    from sandbox.context import RequestContext


def put_contact_policy(context: RequestContext, request: dict[str, Any]) -> None:
    """PutContactPolicy. It replaces a former one."""
    contact = demand_contact(context, request["ContactArn"])
    if not is_policy_document(request["Policy"]):
        raise invalid("The policy is not a valid JSON policy document")
    contact.policy = request["Policy"]


def get_contact_policy(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetContactPolicy.

    Unpublished rule (``absent_contact_policy``): a contact without one is answered without ``Policy``.
    """
    contact = demand_contact(context, request["ContactArn"])
    if contact.policy is not None:
        return {"ContactArn": contact.arn, "Policy": contact.policy}
    if context.world.rules.absent_contact_policy == "not_found":
        raise not_found("CONTACT", contact.arn)
    return {"ContactArn": contact.arn}
