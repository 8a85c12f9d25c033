"""Pages, their acknowledgement and their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of, demand_channel, demand_contact, demand_engagement, demand_page
from sandbox.contacts.engagements import texts
from sandbox.contacts.errors import invalid
from sandbox.pagination import paginate
from sandbox.paging.pages import deliver, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.context import RequestContext
    from sandbox.paging.state import Page, Receipt


def accept_page(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """AcceptPage: DELIVERED says that it arrived; READ acknowledges it, which it cannot be without having arrived."""
    page = demand_page(context, request["PageId"])
    engagement = demand_engagement(context, page.engagement)
    _check_code(context, page, request)
    channel = _answering_channel(context, page, request)
    if engagement.stop is not None and page.read is None:
        _check_stopped(context)
    deliver(context, page, request["AcceptCode"], channel)
    if request["AcceptType"] == "READ":
        read(context, engagement, page, request["AcceptCode"], channel)
    return {}


def _check_code(context: RequestContext, page: Page, request: dict[str, Any]) -> None:
    """Unpublished rule (``accept_code_validation``): what is demanded when the request does not say."""
    validation = request.get("AcceptCodeValidation", context.world.rules.accept_code_validation)
    if validation == "ENFORCE" and request["AcceptCode"] != page.code:
        raise invalid("The accept code is not the one of the page")


def _answering_channel(context: RequestContext, page: Page, request: dict[str, Any]) -> str:
    """The ARN of the channel that answers. Unpublished rule: it is one of the person who was paged."""
    if "ContactChannelId" not in request:
        return page.channel
    channel = demand_channel(context, request["ContactChannelId"])
    if channel.contact_arn != page.contact:
        raise invalid(f"The contact channel is not one of {page.contact}")
    return channel.arn


def _check_stopped(context: RequestContext) -> None:
    """Unpublished rule: ``accepting_stopped_page``."""
    if context.world.rules.accepting_stopped_page == "refused":
        raise invalid("The engagement of the page is stopped")


def describe_page(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """DescribePage."""
    page = demand_page(context, request["PageId"])
    return {**_summary(context, page), **texts(demand_engagement(context, page.engagement))}


def _summary(context: RequestContext, page: Page) -> dict[str, Any]:
    engagement = demand_engagement(context, page.engagement)
    return {
        "PageArn": page.arn,
        "EngagementArn": page.engagement,
        "ContactArn": page.contact,
        "Sender": engagement.sender,
        "IncidentId": engagement.incident or None,
        "SentTime": page.sent,
        "DeliveryTime": page.delivered,
        "ReadTime": page.read,
    }


def list_pages_by_contact(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListPagesByContact."""
    contact = demand_contact(context, request["ContactId"])
    arns = book_of(context).contact_pages.get(contact.arn, [])
    return _listed(context, "ListPagesByContact", arns, request, contact.arn)


def list_pages_by_engagement(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListPagesByEngagement."""
    engagement = demand_engagement(context, request["EngagementId"])
    return _listed(context, "ListPagesByEngagement", engagement.pages, request, engagement.arn)


def _listed(
    context: RequestContext, operation: str, arns: Sequence[str], request: dict[str, Any], binding: str
) -> dict[str, Any]:
    """A list of pages. Unpublished rule: ``page_order``."""
    ordered = arns if context.world.rules.page_order == "oldest_first" else arns[::-1]
    page, token = paginate(
        context, operation, ordered, request.get("MaxResults"), request.get("NextToken"), binding=binding
    )
    pages = book_of(context).pages
    return {"Pages": [_summary(context, pages[arn]) for arn in page], "NextToken": token}


def list_page_receipts(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListPageReceipts. Unpublished rule: ``receipt_order``."""
    held = demand_page(context, request["PageId"])
    receipts = held.receipts
    if context.world.rules.receipt_order == "by_type":
        receipts = sorted(receipts, key=lambda receipt: receipt.type)
    page, token = paginate(
        context,
        "ListPageReceipts",
        receipts,
        request.get("MaxResults"),
        request.get("NextToken"),
        binding=held.arn,
    )
    return {"Receipts": [_receipt(receipt) for receipt in page], "NextToken": token}


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "ReceiptType": receipt.type,
        "ReceiptTime": receipt.time,
        "ContactChannelArn": receipt.channel,
        "ReceiptInfo": receipt.info,
    }


def list_page_resolutions(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListPageResolutions: from what was engaged to the person. There are never more than fit on one page."""
    page = demand_page(context, request["PageId"])
    if "NextToken" in request:
        raise invalid("Invalid NextToken")
    return {"PageResolutions": page.resolutions}
