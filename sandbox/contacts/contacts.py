"""Contacts: people, escalation plans and on-call schedules."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of, contact_arn, demand_contact, new_tags
from sandbox.contacts.errors import conflict, quota_exceeded
from sandbox.contacts.plans import checked_plan
from sandbox.contacts.state import Contact
from sandbox.idempotency import once
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.contacts.state import ContactsBook
    from sandbox.context import RequestContext


def create_contact(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateContact."""

    def alive(answer: dict[str, Any]) -> bool:
        return answer["ContactArn"] in book_of(context).contacts

    return once(context, "CreateContact", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    book = book_of(context)
    arn = contact_arn(context, request["Alias"])
    if arn in book.contacts:
        raise conflict(f"Contact {request['Alias']} already exists", "CONTACT", arn)
    most = context.world.rules.contact_quota
    if most and len(book.contacts) >= most:
        raise quota_exceeded(f"The account has {most} contacts", "contacts")
    contact = Contact(
        arn=arn,
        alias=request["Alias"],
        type=request["Type"],
        plan={},
        display_name=request.get("DisplayName", ""),
        tags=new_tags(context, request.get("Tags", [])),
    )
    plan = checked_plan(context, arn, contact.type, request["Plan"])
    book.add_contact(contact)
    book.set_plan(contact, plan)
    return {"ContactArn": arn}


def get_contact(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetContact."""
    contact = demand_contact(context, request["ContactId"])
    return {**_summary(contact), "Plan": contact.plan}


def _summary(contact: Contact) -> dict[str, Any]:
    """What lists show of a contact. Unpublished rule: a name that was cleared is left out."""
    summary = {"ContactArn": contact.arn, "Alias": contact.alias, "Type": contact.type}
    if contact.display_name:
        summary["DisplayName"] = contact.display_name
    return summary


def update_contact(context: RequestContext, request: dict[str, Any]) -> None:
    """UpdateContact: what is left out stays, an empty display name clears it."""
    contact = demand_contact(context, request["ContactId"])
    if "Plan" in request:
        book_of(context).set_plan(contact, checked_plan(context, contact.arn, contact.type, request["Plan"]))
    if "DisplayName" in request:
        contact.display_name = request["DisplayName"]


def delete_contact(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteContact, with its channels. ConflictException while a rotation holds it; plans that name it stay."""
    contact = demand_contact(context, request["ContactId"])
    if contact.rotations:
        raise conflict(
            f"Contact {contact.alias} is in a rotation",
            "CONTACT",
            contact.arn,
            dependents={"ROTATION": contact.rotations},
        )
    book = book_of(context)
    book.set_plan(contact, {})
    book.drop_contact(contact)


def list_contacts(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListContacts, by alias."""
    book = book_of(context)
    prefix, wanted = request.get("AliasPrefix", ""), request.get("Type")
    aliases = _aliases(book, prefix)
    arn = contact_arn(context, "")
    arns = [arn + alias for alias in aliases]
    if wanted is not None:
        arns = [arn for arn in arns if book.contacts[arn].type == wanted]
    page, token = paginate(
        context,
        "ListContacts",
        arns,
        request.get("MaxResults"),
        request.get("NextToken"),
        binding=[prefix, wanted],
    )
    contacts = [_summary(book.contacts[arn]) for arn in page]
    return {"Contacts": contacts, **({"NextToken": token} if token else {})}


def _aliases(book: ContactsBook, prefix: str) -> list[str]:
    if not prefix:
        return book.aliases
    start = bisect_left(book.aliases, prefix)
    end = bisect_left(book.aliases, prefix + "\x7f")
    return book.aliases[start:end]
