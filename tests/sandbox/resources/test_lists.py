"""Every paginator, walked in small pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

PEOPLE = ["ada", "alan", "barbara", "grace", "linus"]
INCIDENT = "arn:aws:ssm-incidents::111122223333:incident-record/plan/1"
FROM = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2040, 1, 1, tzinfo=UTC)
RECURRENCE = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}]}


def pages(client: Any, operation: str, key: str, size: int, **members: Any) -> list[list[Any]]:
    paginator = client.get_paginator(operation)
    return [page[key] for page in paginator.paginate(**members, PaginationConfig={"PageSize": size})]


def assert_paged(client: Any, operation: str, key: str, *, size: int = 2, most: int = 1024, **members: Any) -> None:
    """Small pages add up to what one page shows, which is more than two of them."""
    name = "MaxResults" if client.meta.service_model.service_name == "ssm-contacts" else "maxResults"
    whole = getattr(client, operation)(**members, **{name: most})
    assert not {"NextToken", "nextToken"} & whole.keys()
    walked = pages(client, operation, key, size, **members)
    assert [item for page in walked for item in page] == whole[key]
    assert len(walked) > 2
    assert {len(page) for page in walked[:-1]} == {size}


def test_contacts(estate: Any) -> None:
    estate.people(*PEOPLE)
    estate.contact("ladder", Type="ESCALATION")
    assert_paged(estate.client, "list_contacts", "Contacts")
    assert_paged(estate.client, "list_contacts", "Contacts", Type="PERSONAL")
    assert pages(estate.client, "list_contacts", "Contacts", 1, AliasPrefix="a", Type="PERSONAL") == [
        [contact] for contact in estate.client.list_contacts(AliasPrefix="a")["Contacts"]
    ]


def test_a_token_is_good_for_the_same_question_only(estate: Any, refused: Any) -> None:
    estate.people(*PEOPLE)
    token = estate.client.list_contacts(MaxResults=1, Type="PERSONAL")["NextToken"]
    refused("ValidationException", estate.client.list_contacts, NextToken=token)
    refused("ValidationException", estate.client.list_rotations, NextToken=token)
    assert estate.client.list_contacts(MaxResults=1, Type="PERSONAL", NextToken=token)["Contacts"]


def test_channels(estate: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    for number in range(5):
        estate.channel(ada, f"mail {number}", "EMAIL", f"ada{number}@example.gov")
    estate.phone(grace)
    assert_paged(estate.client, "list_contact_channels", "ContactChannels", ContactId=ada)


def test_rotations(estate: Any) -> None:
    people = estate.people("ada")
    for number in range(5):
        estate.rotation(f"team {number}", people)
    estate.rotation("other", people)
    assert_paged(estate.client, "list_rotations", "Rotations")
    assert_paged(estate.client, "list_rotations", "Rotations", RotationNamePrefix="team")


def test_overrides(server: Any, estate: Any, refused: Any) -> None:
    rotation = estate.rotation("primary", estate.people("ada"))
    now = datetime.fromisoformat(server.control("GET", "clock")["now"])
    for number in range(5):
        start = now + timedelta(hours=number)
        estate.client.create_rotation_override(
            RotationId=rotation, NewContactIds=[], StartTime=start, EndTime=start + timedelta(hours=1)
        )
    interval: dict[str, Any] = {"StartTime": FROM, "EndTime": UNTIL}
    assert_paged(estate.client, "list_rotation_overrides", "RotationOverrides", RotationId=rotation, **interval)
    listed = estate.client.list_rotation_overrides(RotationId=rotation, **interval, MaxResults=1)
    other = {"RotationId": rotation, **interval, "EndTime": UNTIL + timedelta(days=1)}
    refused("ValidationException", estate.client.list_rotation_overrides, **other, NextToken=listed["NextToken"])


def test_shifts(estate: Any) -> None:
    rotation = estate.rotation("primary", estate.people("ada"), StartTime=FROM, Recurrence=RECURRENCE)
    interval: dict[str, Any] = {"StartTime": FROM, "EndTime": FROM + timedelta(days=7)}
    assert_paged(estate.client, "list_rotation_shifts", "RotationShifts", RotationId=rotation, **interval)


def test_preview_shifts(estate: Any) -> None:
    (ada,) = estate.people("ada")
    assert_paged(
        estate.client,
        "list_preview_rotation_shifts",
        "RotationShifts",
        Members=[ada],
        TimeZoneId="UTC",
        Recurrence=RECURRENCE,
        RotationStartTime=FROM,
        StartTime=FROM,
        EndTime=FROM + timedelta(days=7),
    )


def test_response_plans(incidents: Any) -> None:
    for number in range(5):
        incidents.create_response_plan(name=f"plan-{number}", incidentTemplate={"title": "t", "impact": 1})
    assert_paged(incidents, "list_response_plans", "responsePlanSummaries", most=100)


def test_resource_policies(incidents: Any, refused: Any) -> None:
    plans = [
        incidents.create_response_plan(name=name, incidentTemplate={"title": "t", "impact": 1})["arn"]
        for name in ("one", "two")
    ]
    for plan in plans:
        for _ in range(5):
            incidents.put_resource_policy(resourceArn=plan, policy='{"Statement": []}')
    assert_paged(incidents, "get_resource_policies", "resourcePolicies", most=100, resourceArn=plans[0])
    token = incidents.get_resource_policies(resourceArn=plans[0], maxResults=1)["nextToken"]
    refused("ValidationException", incidents.get_resource_policies, resourceArn=plans[1], nextToken=token)


def test_replication_sets(incidents: Any, replication_set: str) -> None:
    assert pages(incidents, "list_replication_sets", "replicationSetArns", 1) == [[replication_set]]


def test_engagements_and_pages(server: Any, estate: Any, refused: Any) -> None:
    client, ada = estate.client, estate.reachable("ada", 1, 1, 1, 1, 0)
    for _ in range(5):
        engagement = estate.engagement(ada, IncidentId=INCIDENT)
    server.advance(3600)
    interval: dict[str, Any] = {"TimeRangeValue": {"StartTime": FROM, "EndTime": UNTIL}}
    assert_paged(client, "list_engagements", "Engagements")
    assert_paged(client, "list_engagements", "Engagements", IncidentId=INCIDENT, **interval)
    assert_paged(client, "list_pages_by_contact", "Pages", ContactId=ada)
    assert_paged(client, "list_pages_by_engagement", "Pages", EngagementId=engagement)
    token = client.list_engagements(MaxResults=1)["NextToken"]
    refused("ValidationException", client.list_engagements, NextToken=token, IncidentId=INCIDENT)


def test_receipts_and_resolutions(server: Any, estate: Any, refused: Any) -> None:
    client, ada = estate.client, estate.reachable("ada")
    estate.engagement(ada)
    (page,) = client.list_pages_by_contact(ContactId=ada)["Pages"]
    code = server.control("GET", "inbox?contact=ada")[-1]["code"]
    client.accept_page(PageId=page["PageArn"], AcceptType="READ", AcceptCode=code)
    assert_paged(client, "list_page_receipts", "Receipts", size=1, PageId=page["PageArn"])
    paginator = client.get_paginator("list_page_resolutions")
    walked = [answer["PageResolutions"] for answer in paginator.paginate(PageId=page["PageArn"])]
    assert walked == [[{"ContactArn": ada, "Type": "PERSONAL", "StageIndex": 0}]]
    refused("ValidationException", client.list_page_resolutions, PageId=page["PageArn"], NextToken="x")


def test_incidents_and_what_belongs_to_them(incidents: Any, refused: Any) -> None:
    plan = incidents.create_response_plan(name="plan", incidentTemplate={"title": "t", "impact": 1})["arn"]
    items = [{"identifier": {"type": "OTHER", "value": {"url": str(number)}}} for number in range(5)]
    for _ in range(5):
        arn = incidents.start_incident(responsePlanArn=plan, relatedItems=items)["incidentRecordArn"]
    for _ in range(5):
        event = {"eventType": "Note", "eventTime": FROM, "eventData": "x"}
        incidents.create_timeline_event(incidentRecordArn=arn, **event)
    notes = [{"key": "eventType", "condition": {"equals": {"stringValues": ["Note"]}}}]
    open_ones = [{"key": "status", "condition": {"equals": {"stringValues": ["OPEN"]}}}]
    belonging: dict[str, Any] = {"most": 100, "incidentRecordArn": arn}
    assert_paged(incidents, "list_incident_records", "incidentRecordSummaries", most=100, filters=open_ones)
    assert_paged(incidents, "list_timeline_events", "eventSummaries", filters=notes, **belonging)
    assert_paged(incidents, "list_timeline_events", "eventSummaries", sortOrder="ASCENDING", **belonging)
    assert_paged(incidents, "list_related_items", "relatedItems", **belonging)
    assert pages(incidents, "list_incident_findings", "findings", 1, incidentRecordArn=arn) == [[]]
    token = incidents.list_timeline_events(incidentRecordArn=arn, maxResults=1)["nextToken"]
    members = {"incidentRecordArn": arn, "nextToken": token}
    refused("ValidationException", incidents.list_timeline_events, **members, sortOrder="ASCENDING")
    refused("ValidationException", incidents.list_related_items, **members)


@pytest.mark.parametrize("size", [-1, 1025])
def test_a_page_of_contacts_has_at_most_1024_entries(contacts: Any, refused: Any, size: int) -> None:
    refused("ValidationException", contacts.list_contacts, MaxResults=size)
    assert contacts.list_contacts(MaxResults=0)["Contacts"] == []
