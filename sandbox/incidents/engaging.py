"""The engagements that an incident starts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox.incidents.replication_set import serves
from sandbox.paging import pages
from sandbox.paging.plans import begin, book_of, new_engagement_arn
from sandbox.paging.state import Engagement

if TYPE_CHECKING:
    from sandbox.context import RequestContext
    from sandbox.incidents.state import Incident

SENDER = "Incident Manager"
PUBLIC_TEXT = "Incident Manager has engaged you in an incident."


def engage(context: RequestContext, incident: Incident, contacts: list[str]) -> None:
    """Engage the contacts of a response plan, each in its own region; those that are not there are passed over.

    Unpublished rule: what the engagements say.
    """
    for arn in contacts:
        _, _, _, region, account, _ = arn.split(":", 5)
        there = replace(context, region=region)
        contact = book_of(there).contacts.get(arn) if account == context.account and serves(there) else None
        if contact is None:
            continue
        engagement = Engagement(
            arn=new_engagement_arn(there, contact),
            contact=arn,
            sender=SENDER,
            subject=incident.title,
            content=incident.summary or incident.title,
            start=context.now,
            public_subject=PUBLIC_TEXT,
            public_content=PUBLIC_TEXT,
            incident=incident.arn,
        )
        begin(there, engagement)


def stop_engagements(context: RequestContext, incident: Incident) -> None:
    """Stop everything that was started for an incident, in all regions."""
    for region, book in context.world.contacts.accounts.get(context.account, {}).items():
        for engagement in book.engagements.values():
            if engagement.incident == incident.arn:
                pages.stop_engagement(replace(context, region=region), engagement)
