"""The timeline of an incident: what happens to it by itself, and what users write."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.idempotency import once
from sandbox.incidents.errors import invalid, not_found
from sandbox.incidents.filters import matcher
from sandbox.incidents.incident_lookup import demand, find
from sandbox.incidents.state import TimelineEvent
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.context import RequestContext
    from sandbox.incidents.state import Incident

TRIGGER = "SSM Incident Trigger"
START = "SSM Incident Start"
RECORD_UPDATE = "SSM Incident Record Update"
PAGE = "SSM Contacts Page for Incident"
ACKNOWLEDGEMENT = "SSM Contacts Page Acknowledgement for Incident"
USER_TYPES = ("Custom Event", "Note")

_FILTERS = {
    "eventTime": (datetime, lambda event: [event.time]),
    "eventType": (str, lambda event: [event.type]),
    "eventReference": (str, lambda event: [value for each in event.references for value in each.values()]),
}


def note(context: RequestContext, incident: Incident, kind: str, data: dict[str, Any]) -> None:
    """Write what happened to an incident."""
    _add(context, incident, kind, context.now, json.dumps(data))


def note_changes(context: RequestContext, incident: Incident, changes: dict[str, Any]) -> None:
    """Write which attributes of the record have which new values."""
    modified = [
        {"attributeName": name, "newValue": value if isinstance(value, str) else json.dumps(value)}
        for name, value in changes.items()
    ]
    if modified:
        note(context, incident, RECORD_UPDATE, {"modifiedAttributes": modified})


def note_page(context: RequestContext, incident: str, contact: str, engagement: str) -> None:
    """Write that somebody was paged for the incident ``incident``, if there is one."""
    _note_paging(context, PAGE, incident, contact, engagement)


def note_acknowledgement(context: RequestContext, incident: str, contact: str, engagement: str) -> None:
    """Write that somebody acknowledged a page for the incident ``incident``, if there is one."""
    _note_paging(context, ACKNOWLEDGEMENT, incident, contact, engagement)


def _note_paging(context: RequestContext, kind: str, incident: str, contact: str, engagement: str) -> None:
    held = find(context, incident)
    if held is not None:
        note(context, held, kind, {"contactArn": contact, "engagementArn": engagement})


def _add(
    context: RequestContext,
    incident: Incident,
    kind: str,
    time: datetime,
    data: str,
    references: list[dict[str, str]] | None = None,
) -> TimelineEvent:
    event = TimelineEvent(str(uuid.uuid4()), kind, time, data, context.now, references or [])
    incident.timeline[event.id] = event
    return event


def create_timeline_event(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateTimelineEvent."""

    def make() -> dict[str, Any]:
        incident = demand(context, request["incidentRecordArn"])
        _check_type(context, request["eventType"])
        event = _add(
            context,
            incident,
            request["eventType"],
            request["eventTime"],
            request["eventData"],
            request.get("eventReferences"),
        )
        return {"eventId": event.id, "incidentRecordArn": incident.arn}

    def alive(answer: dict[str, Any]) -> bool:
        incident = find(context, answer["incidentRecordArn"])
        return incident is not None and answer["eventId"] in incident.timeline

    return once(context, "CreateTimelineEvent", request, alive=alive, make=make)


def _check_type(context: RequestContext, kind: str) -> None:
    """Whether users may write events of this type. Unpublished rule: ``system_events``."""
    if kind not in USER_TYPES and context.world.rules.system_events == "protected":
        raise invalid(f"Invalid value provided - The event type must be one of {', '.join(USER_TYPES)}, not {kind}")


def _demand(context: RequestContext, request: dict[str, Any]) -> tuple[Incident, TimelineEvent]:
    incident = demand(context, request["incidentRecordArn"])
    event = incident.timeline.get(request["eventId"])
    if event is None:
        raise not_found("TIMELINE_EVENT", request["eventId"])
    return incident, event


def _summary(incident: Incident, event: TimelineEvent) -> dict[str, Any]:
    return {
        "eventId": event.id,
        "eventReferences": event.references,
        "eventTime": event.time,
        "eventType": event.type,
        "eventUpdatedTime": event.updated,
        "incidentRecordArn": incident.arn,
    }


def get_timeline_event(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetTimelineEvent."""
    incident, event = _demand(context, request)
    return {"event": {**_summary(incident, event), "eventData": event.data}}


def update_timeline_event(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateTimelineEvent: what is left out stays, references are replaced as a whole."""

    def make() -> dict[str, Any]:
        _, event = _demand(context, request)
        _check_type(context, event.type)
        _check_type(context, request.get("eventType", event.type))
        event.type = request.get("eventType", event.type)
        event.time = request.get("eventTime", event.time)
        event.data = request.get("eventData", event.data)
        event.references = request.get("eventReferences", event.references)
        event.updated = context.now
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        incident = find(context, request["incidentRecordArn"])
        return incident is not None and request["eventId"] in incident.timeline

    return once(context, "UpdateTimelineEvent", request, alive=alive, make=make)


def delete_timeline_event(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteTimelineEvent, also of one that is not there, or of an incident that is not there."""
    incident = find(context, request["incidentRecordArn"])
    event = None if incident is None else incident.timeline.get(request["eventId"])
    if incident is None or event is None:
        return
    _check_type(context, event.type)
    del incident.timeline[event.id]


def list_timeline_events(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListTimelineEvents, newest first unless told otherwise; of an unknown incident there are none."""
    arn, filters, order = request["incidentRecordArn"], request.get("filters", []), request.get("sortOrder")
    passes = matcher(filters, _FILTERS)
    incident = find(context, arn)
    events = [] if incident is None else [event for event in incident.timeline.values() if passes(event)]
    events.sort(key=lambda event: event.time)
    page, token = paginate(
        context,
        "ListTimelineEvents",
        events if order == "ASCENDING" else events[::-1],
        request.get("maxResults"),
        request.get("nextToken"),
        binding=[arn, filters, order],
    )
    summaries = [] if incident is None else [_summary(incident, event) for event in page]
    return {"eventSummaries": summaries, "nextToken": token}
