"""Engagements. How they become pages is in ``sandbox.paging``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of, demand_contact, demand_engagement
from sandbox.idempotency import once
from sandbox.pagination import paginate
from sandbox.paging.pages import stop_engagement as stop_paging
from sandbox.paging.plans import begin, new_engagement_arn
from sandbox.paging.state import Engagement

if TYPE_CHECKING:
    from sandbox.context import RequestContext


def start_engagement(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """StartEngagement."""

    def alive(answer: dict[str, Any]) -> bool:
        return answer["EngagementArn"] in book_of(context).engagements

    return once(context, "StartEngagement", request, alive=alive, make=lambda: _start(context, request))


def _start(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """Begin an engagement. Unpublished rule: the incident it names need not be there."""
    contact = demand_contact(context, request["ContactId"])
    engagement = Engagement(
        arn=new_engagement_arn(context, contact),
        contact=contact.arn,
        sender=request["Sender"],
        subject=request["Subject"],
        content=request["Content"],
        start=context.now,
        public_subject=request.get("PublicSubject", ""),
        public_content=request.get("PublicContent", ""),
        incident=request.get("IncidentId", ""),
    )
    begin(context, engagement)
    return {"EngagementArn": engagement.arn}


def stop_engagement(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """StopEngagement, also of one that is stopped, which changes nothing."""
    stop_paging(context, demand_engagement(context, request["EngagementId"]), request.get("Reason", ""))
    return {}


def describe_engagement(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """DescribeEngagement."""
    engagement = demand_engagement(context, request["EngagementId"])
    return {**_summary(engagement), **texts(engagement)}


def texts(engagement: Engagement) -> dict[str, Any]:
    """What is said to those who are engaged."""
    return {
        "Subject": engagement.subject,
        "Content": engagement.content,
        "PublicSubject": engagement.public_subject or None,
        "PublicContent": engagement.public_content or None,
    }


def _summary(engagement: Engagement) -> dict[str, Any]:
    return {
        "EngagementArn": engagement.arn,
        "ContactArn": engagement.contact,
        "Sender": engagement.sender,
        "IncidentId": engagement.incident or None,
        "StartTime": engagement.start,
        "StopTime": engagement.stop,
    }


def list_engagements(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListEngagements, newest first. Unpublished rule: those that start in the interval, ends included."""
    incident, interval = request.get("IncidentId"), request.get("TimeRangeValue", {})
    since, until = interval.get("StartTime"), interval.get("EndTime")
    found = [
        engagement
        for engagement in reversed(book_of(context).engagements.values())
        if (incident is None or engagement.incident == incident)
        and (since is None or since <= engagement.start)
        and (until is None or engagement.start <= until)
    ]
    page, token = paginate(
        context,
        "ListEngagements",
        found,
        request.get("MaxResults"),
        request.get("NextToken"),
        binding=[incident, since, until],
    )
    return {"Engagements": [_summary(engagement) for engagement in page], "NextToken": token}
