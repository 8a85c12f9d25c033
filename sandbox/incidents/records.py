"""Incidents: how they start, their record and its end."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.idempotency import once
from sandbox.incidents import response_plans
from sandbox.incidents.arns import caller_arn, incident_arn, ops_item_arn
from sandbox.incidents.engaging import engage, stop_engagements
from sandbox.incidents.errors import conflict, invalid
from sandbox.incidents.filters import matcher
from sandbox.incidents.incident_lookup import demand, find, incidents_of, touch
from sandbox.incidents.related_items import add
from sandbox.incidents.state import Incident
from sandbox.incidents.timeline import START, TRIGGER, note, note_changes
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.context import RequestContext
    from sandbox.incidents.state import ResponsePlan

MANUAL_SOURCE = "aws.ssm-incidents.custom"
"""The source of an incident that is started without trigger details."""

_FILTERS = {
    "creationTime": (datetime, lambda incident: [incident.created]),
    "impact": (int, lambda incident: [incident.impact]),
    "status": (str, lambda incident: [incident.status]),
    "createdBy": (str, lambda incident: [incident.source["createdBy"]]),
}


def start_incident(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """StartIncident. The incident of a response plan with a dedupe string is one as long as it is open."""

    def alive(answer: dict[str, Any]) -> bool:
        return find(context, answer["incidentRecordArn"]) is not None

    return once(context, "StartIncident", request, alive=alive, make=lambda: _start(context, request))


def _start(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    plan = response_plans.demand(context, request["responsePlanArn"])
    trigger = request.get("triggerDetails", {})
    _check_source(context, trigger)
    incident = _same_incident(context, plan)
    if incident is not None:
        return _fold(context, incident, request)
    incident = _new_incident(context, plan, request)
    for item in request.get("relatedItems", ()):
        add(incident, item)
    incidents_of(context)[incident.arn] = incident
    note(context, incident, TRIGGER, _trigger_data(trigger))
    note(context, incident, START, _trigger_data(trigger))
    _attach_parent(context, incident)
    engage(context, incident, plan.engagements)
    return {"incidentRecordArn": incident.arn}


def _check_source(context: RequestContext, trigger: dict[str, Any]) -> None:
    """Unpublished rule (``aws_sources``): what becomes of a source that is reserved."""
    reserved = trigger.get("source", "").startswith("aws.")
    if reserved and context.world.rules.aws_sources == "refused":
        raise invalid("Invalid value provided - The source of trigger details must not begin with aws.")


def _same_incident(context: RequestContext, plan: ResponsePlan) -> Incident | None:
    """The open incident with the plan's dedupe string. Unpublished rule: ``dedupe_scope``."""
    dedupe = plan.template.get("dedupeString")
    if not dedupe:
        return None
    everywhere = context.world.rules.dedupe_scope == "account"
    for incident in incidents_of(context).values():
        if incident.dedupe == dedupe and incident.resolved is None and (everywhere or incident.plan == plan.arn):
            return incident
    return None


def _fold(context: RequestContext, incident: Incident, request: dict[str, Any]) -> dict[str, Any]:
    """Let a trigger join an open incident. Unpublished rules: ``folded_start``; its related items join, too."""
    if context.world.rules.folded_start == "conflict":
        raise conflict("An incident with this dedupe string is open", "INCIDENT_RECORD", incident.arn)
    for item in request.get("relatedItems", ()):
        add(incident, item)
    note(context, incident, TRIGGER, _trigger_data(request.get("triggerDetails", {})))
    return {"incidentRecordArn": incident.arn}


def _new_incident(context: RequestContext, plan: ResponsePlan, request: dict[str, Any]) -> Incident:
    template, trigger = plan.template, request.get("triggerDetails", {})
    caller = caller_arn(context.account)
    source = {"createdBy": caller, "source": trigger.get("source", MANUAL_SOURCE)}
    if "triggerArn" in trigger:
        source["resourceArn"] = trigger["triggerArn"]
    return Incident(
        arn=incident_arn(context.account, plan.name),
        plan=plan.arn,
        title=request.get("title") or template["title"],
        impact=request.get("impact", template["impact"]),
        dedupe=template.get("dedupeString") or str(uuid.uuid4()),
        source=source,
        created=context.now,
        modified=context.now,
        modified_by=caller,
        summary=template.get("summary", ""),
        chat_topics=list(plan.chat_topics),
        notification_targets=list(template.get("notificationTargets", ())),
        tags=dict(template.get("incidentTags", {})),
    )


def _trigger_data(trigger: dict[str, Any]) -> dict[str, Any]:
    return {name: trigger[name] for name in ("triggerArn", "rawData") if name in trigger}


def _attach_parent(context: RequestContext, incident: Incident) -> None:
    """Attach the parent OpsItem, which exists by its ARN only."""
    arn = ops_item_arn(context.account, context.region)
    item = add(incident, {"identifier": {"type": "PARENT", "value": {"arn": arn}}, "title": "parentItem"})
    note_changes(context, incident, {"relatedItems": {"itemToAdd": item}})


def _summary(incident: Incident) -> dict[str, Any]:
    return {
        "arn": incident.arn,
        "title": incident.title,
        "status": incident.status,
        "impact": incident.impact,
        "creationTime": incident.created,
        "resolvedTime": incident.resolved,
        "incidentRecordSource": incident.source,
    }


def get_incident_record(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetIncidentRecord. Unpublished rule: lists and the chat channel are there when empty, the summary is not."""
    incident = demand(context, request["arn"])
    record = {
        **_summary(incident),
        "summary": incident.summary or None,
        "lastModifiedBy": incident.modified_by,
        "lastModifiedTime": incident.modified,
        "dedupeString": incident.dedupe,
        "automationExecutions": [],
        "chatChannel": _chat_channel(incident.chat_topics),
        "notificationTargets": incident.notification_targets,
    }
    return {"incidentRecord": record}


def _chat_channel(topics: list[str]) -> dict[str, Any]:
    return {"chatbotSns": topics} if topics else {"empty": {}}


def update_incident_record(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateIncidentRecord: what is left out stays, what is empty is cleared."""

    def make() -> dict[str, Any]:
        incident = demand(context, request["arn"])
        before = _attributes(incident)
        _set_status(context, incident, request.get("status", incident.status))
        incident.title = request.get("title", incident.title)
        incident.summary = request.get("summary", incident.summary)
        incident.impact = request.get("impact", incident.impact)
        if "chatChannel" in request:
            incident.chat_topics = request["chatChannel"].get("chatbotSns", [])
        incident.notification_targets = request.get("notificationTargets", incident.notification_targets)
        touch(context, incident)
        changes = {name: value for name, value in _attributes(incident).items() if before[name] != value}
        note_changes(context, incident, changes)
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        return find(context, request["arn"]) is not None

    return once(context, "UpdateIncidentRecord", request, alive=alive, make=make)


def _attributes(incident: Incident) -> dict[str, Any]:
    return {
        "title": incident.title,
        "summary": incident.summary,
        "impact": incident.impact,
        "status": incident.status,
        "chatChannel": _chat_channel(incident.chat_topics),
        "notificationTargets": incident.notification_targets,
    }


def _set_status(context: RequestContext, incident: Incident, status: str) -> None:
    """Resolve an incident or open it again. Unpublished rules: ``reopening``, ``resolving_stops_engagements``."""
    if status == incident.status:
        return
    if status == "OPEN":
        if context.world.rules.reopening == "refused":
            raise invalid("Invalid value provided - A resolved incident cannot be opened again")
        incident.resolved = None
        return
    incident.resolved = context.now
    if context.world.rules.resolving_stops_engagements:
        stop_engagements(context, incident)


def delete_incident_record(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteIncidentRecord with its timeline, also of one that is not there. Its engagements go on."""
    incidents_of(context).pop(request["arn"], None)


def list_incident_records(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListIncidentRecords. Unpublished rule: newest first."""
    filters = request.get("filters", [])
    passes = matcher(filters, _FILTERS)
    found = [incident for incident in reversed(incidents_of(context).values()) if passes(incident)]
    page, token = paginate(
        context,
        "ListIncidentRecords",
        found,
        request.get("maxResults"),
        request.get("nextToken"),
        binding=filters,
    )
    return {"incidentRecordSummaries": [_summary(incident) for incident in page], "nextToken": token}
