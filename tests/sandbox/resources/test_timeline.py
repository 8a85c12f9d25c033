"""The timeline over HTTP."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

MISSING = "arn:aws:ssm-incidents::111122223333:incident-record/critical/00000000-0000-4000-8000-000000000000"
ALARM = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:disk"
TIME = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def incident(estate: Any, incidents: Any) -> str:
    """An incident that pages ada."""
    template = {"title": "Critical", "impact": 2}
    engagements = [estate.reachable("ada")]
    plan = incidents.create_response_plan(name="critical", incidentTemplate=template, engagements=engagements)["arn"]
    trigger = {"source": "gov.example.monitor", "triggerArn": ALARM, "rawData": '{"a": 1}', "timestamp": 1}
    return str(incidents.start_incident(responsePlanArn=plan, triggerDetails=trigger)["incidentRecordArn"])


def custom(incidents: Any, incident: str, **members: Any) -> str:
    members = {"eventType": "Custom Event", "eventTime": TIME, "eventData": '"text"', **members}
    return str(incidents.create_timeline_event(incidentRecordArn=incident, **members)["eventId"])


def listed(incidents: Any, incident: str, **members: Any) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = incidents.list_timeline_events(incidentRecordArn=incident, **members)[
        "eventSummaries"
    ]
    return events


def data(incidents: Any, incident: str, event: str) -> Any:
    found = incidents.get_timeline_event(incidentRecordArn=incident, eventId=event)["event"]
    return json.loads(found["eventData"])


def test_what_is_written_by_itself(server: Any, estate: Any, incidents: Any, incident: str) -> None:
    server.advance(60)
    page = next(message for message in server.control("GET", "inbox?contact=ada") if message["page_arn"])
    estate.client.accept_page(PageId=page["page_arn"], AcceptType="READ", AcceptCode=page["code"])
    server.advance(60)
    incidents.update_incident_record(arn=incident, status="RESOLVED", title="Critical")
    (engagement,) = estate.client.list_engagements(IncidentId=incident)["Engagements"]
    trigger = {"triggerArn": ALARM, "rawData": '{"a": 1}'}
    paged = {"contactArn": estate.arn("ada"), "engagementArn": engagement["EngagementArn"]}
    events = listed(incidents, incident, sortOrder="ASCENDING")
    parent = data(incidents, incident, events[2]["eventId"])["modifiedAttributes"][0]
    assert parent["attributeName"] == "relatedItems"
    assert json.loads(parent["newValue"])["itemToAdd"]["title"] == "parentItem"
    told = [(event["eventType"], data(incidents, incident, event["eventId"])) for event in events]
    assert [told[place] for place in (0, 1, 3, 4, 5)] == [
        ("SSM Incident Trigger", trigger),
        ("SSM Incident Start", trigger),
        ("SSM Contacts Page for Incident", paged),
        ("SSM Contacts Page Acknowledgement for Incident", paged),
        (
            "SSM Incident Record Update",
            {"modifiedAttributes": [{"attributeName": "status", "newValue": "RESOLVED"}]},
        ),
    ]
    assert [event["eventId"] for event in listed(incidents, incident)] == [
        event["eventId"] for event in reversed(events)
    ]


def test_an_event_from_creation_to_deletion(server: Any, incidents: Any, incident: str, refused: Any) -> None:
    references = [{"resource": incident}, {"relatedItemId": f"related-item/TASK/{'0' * 32}"}]
    event = custom(incidents, incident, eventReferences=references)
    where = {"incidentRecordArn": incident, "eventId": event}
    found = incidents.get_timeline_event(**where)["event"]
    written = found.pop("eventUpdatedTime")
    assert found == {
        **where,
        "eventType": "Custom Event",
        "eventTime": TIME,
        "eventData": '"text"',
        "eventReferences": references,
    }
    server.advance(60)
    incidents.update_timeline_event(**where, eventData='"other"', eventReferences=[])
    found = incidents.get_timeline_event(**where)["event"]
    assert (found["eventData"], found["eventReferences"], found["eventTime"]) == ('"other"', [], TIME)
    assert found["eventUpdatedTime"] > written
    for _ in range(2):
        incidents.delete_timeline_event(**where)
    answer = refused("ResourceNotFoundException", incidents.get_timeline_event, **where)
    assert (answer["resourceType"], answer["resourceIdentifier"]) == ("TIMELINE_EVENT", event)
    refused("ResourceNotFoundException", incidents.update_timeline_event, **where, eventData="x")


def test_a_token_writes_one_event(incidents: Any, incident: str) -> None:
    assert len({custom(incidents, incident, clientToken="once") for _ in range(2)}) == 1


def test_filters_and_order(incidents: Any, incident: str, refused: Any) -> None:
    note = custom(incidents, incident, eventType="Note", eventReferences=[{"resource": incident}])
    event = custom(incidents, incident, eventTime=TIME.replace(hour=13))

    def ids(*filters: tuple[str, dict[str, Any]], **members: Any) -> list[str]:
        wanted = [{"key": key, "condition": condition} for key, condition in filters]
        return [event["eventId"] for event in listed(incidents, incident, filters=wanted, **members)]

    mine = ("eventType", {"equals": {"stringValues": ["Note", "Custom Event"]}})
    assert ids(mine) == [event, note]
    assert ids(mine, sortBy="EVENT_TIME", sortOrder="ASCENDING") == [note, event]
    assert ids(("eventTime", {"before": TIME.replace(minute=30)})) == [note]
    assert ids(mine, ("eventTime", {"after": TIME})) == [event]
    assert ids(("eventReference", {"equals": {"stringValues": [incident]}})) == [note]
    for key in ("eventData", "eventTime"):
        wrong = [{"key": key, "condition": {"equals": {"stringValues": ["x"]}}}]
        refused("ValidationException", incidents.list_timeline_events, incidentRecordArn=incident, filters=wrong)


def test_users_leave_the_events_of_the_system_alone(incidents: Any, incident: str, refused: Any) -> None:
    where = {"incidentRecordArn": incident, "eventId": listed(incidents, incident)[0]["eventId"]}
    refused("ValidationException", incidents.update_timeline_event, **where, eventData="x")
    refused("ValidationException", incidents.delete_timeline_event, **where)
    members = {"incidentRecordArn": incident, "eventTime": TIME, "eventData": "x", "eventType": "SSM Incident Start"}
    refused("ValidationException", incidents.create_timeline_event, **members)


def test_an_unknown_incident(incidents: Any, refused: Any) -> None:
    where = {"incidentRecordArn": MISSING, "eventId": "1"}
    assert listed(incidents, MISSING) == []
    incidents.delete_timeline_event(**where)
    for call, members in (
        (incidents.get_timeline_event, where),
        (incidents.update_timeline_event, where),
        (
            incidents.create_timeline_event,
            {"incidentRecordArn": MISSING, "eventType": "Note", "eventTime": TIME, "eventData": "x"},
        ),
    ):
        answer = refused("ResourceNotFoundException", call, **members)
        assert answer["resourceType"] == "INCIDENT_RECORD"
