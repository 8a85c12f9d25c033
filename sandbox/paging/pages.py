"""Pages: how they are made and what happens to them."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.inbox import Message
from sandbox.incidents.timeline import note_acknowledgement, note_page
from sandbox.paging.plans import acknowledge, book_of, resolution, schedule, stop
from sandbox.paging.responders import respond
from sandbox.paging.state import Engagement, Page, Receipt

if TYPE_CHECKING:
    from sandbox.contacts.state import Channel, Contact
    from sandbox.context import RequestContext
    from sandbox.paging.queue import Event
    from sandbox.paging.state import ReceiptType

CODE_DIGITS = 6


def send(context: RequestContext, engagement: Engagement, event: Event) -> None:
    """Make a page for a channel, if it is still there and active; if not, nobody is told."""
    book = book_of(context)
    turn = engagement.turns[event.turn]
    channel = book.channels.get(event.channel)
    if turn.over or channel is None or not channel.activated:
        return
    contact = book.contacts[channel.contact_arn]
    page = Page(
        arn=f"arn:aws:ssm-contacts:{context.region}:{context.account}:page/{contact.alias}/{uuid.uuid4()}",
        engagement=engagement.arn,
        contact=contact.arn,
        channel=channel.arn,
        code=f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}",
        turn=event.turn,
        resolutions=[*turn.chain, resolution(turn.contact, turn.type, event.stage)],
        made=context.now,
    )
    book.pages[page.arn] = page
    book.contact_pages.setdefault(contact.arn, []).append(page.arn)
    engagement.pages.append(page.arn)
    responder = respond(
        context.world.responders,
        account=context.account,
        region=context.region,
        contact=contact.alias,
        channel=(channel.name, channel.type),
    )
    if responder is None or responder.action != "fail":
        _deliver_to_inbox(context, engagement, page, contact, channel)
    if responder is not None and responder.action != "ignore":
        at = context.now + timedelta(seconds=responder.after_seconds)
        what = {"page": page.arn, "action": responder.action}
        retry = {"attempt": event.attempt, "retry_minutes": event.retry_minutes}
        same = {"turn": event.turn, "stage": event.stage, "channel": event.channel}
        schedule(context, at, "respond", engagement, **what, **retry, **same)


def _deliver_to_inbox(
    context: RequestContext, engagement: Engagement, page: Page, contact: Contact, channel: Channel
) -> None:
    page.sent = context.now
    _write(context, page, "SENT", f"SM{uuid.uuid4().hex}")
    public = channel.type == "SMS"
    subject = engagement.public_subject if public else engagement.subject
    content = engagement.public_content if public else engagement.content
    context.world.inbox.append(
        Message(
            contact=contact.alias,
            channel=channel.name,
            type=channel.type,
            address=channel.address,
            sent_at=context.now,
            subject=subject or "Incident Manager engagement",
            account=context.account,
            region=context.region,
            body=f"{content} Acknowledgement code: {page.code}.".lstrip(),
            code=page.code,
            channel_arn=channel.arn,
            page_arn=page.arn,
        )
    )
    note_page(context, engagement.incident, page.contact, engagement.arn)


def _write(context: RequestContext, page: Page, kind: ReceiptType, info: str, channel: str | None = None) -> None:
    page.receipts.append(Receipt(kind, context.now, channel or page.channel, info))


def answer(context: RequestContext, engagement: Engagement, event: Event) -> None:
    """What a responder does with a page. Once the engagement is over, nobody answers any more."""
    page = book_of(context).pages[event.page]
    if engagement.stop is not None:
        return
    if event.action == "fail":
        _fail(context, engagement, page, event)
    else:
        deliver(context, page, page.code)
    if event.action == "ack":
        read(context, engagement, page, page.code)


def _fail(context: RequestContext, engagement: Engagement, page: Page, event: Event) -> None:
    """The sending of a page fails. It is tried again if the target has an interval for that.

    Unpublished rule (``send_retries``): once; an interval of 0 is at once.
    """
    _write(context, page, "ERROR", "The message could not be sent")
    if event.retry_minutes is None or event.attempt >= context.world.rules.send_retries:
        return
    schedule(
        context,
        context.now + timedelta(minutes=event.retry_minutes),
        "send",
        engagement,
        turn=event.turn,
        stage=event.stage,
        channel=event.channel,
        attempt=event.attempt + 1,
        retry_minutes=event.retry_minutes,
    )


def deliver(context: RequestContext, page: Page, info: str, channel: str | None = None) -> None:
    """The page reached its device. Once it has, nothing more is written."""
    if page.delivered is None:
        page.delivered = context.now
        _write(context, page, "DELIVERED", info, channel)


def read(context: RequestContext, engagement: Engagement, page: Page, info: str, channel: str | None = None) -> None:
    """A human acknowledged the page. Once that is so, nothing more happens."""
    if page.read is not None:
        return
    page.read = context.now
    _write(context, page, "READ", info, channel)
    acknowledge(context, engagement, engagement.turns[page.turn])
    note_acknowledgement(context, engagement.incident, page.contact, engagement.arn)


def stop_engagement(context: RequestContext, engagement: Engagement, reason: str = "") -> None:
    """End an engagement and the pages that nobody acknowledged. Doing so again changes nothing."""
    if engagement.stop is not None:
        return
    stop(context, engagement)
    pages = book_of(context).pages
    for arn in engagement.pages:
        page = pages[arn]
        if page.sent is not None and page.read is None:
            _write(context, page, "STOP", reason or "Engagement stopped")
