"""Incidents over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

MISSING = "arn:aws:ssm-incidents::111122223333:incident-record/critical/00000000-0000-4000-8000-000000000000"
TOPIC = "arn:aws:sns:us-east-1:111122223333:chat"


@pytest.fixture
def plan(incidents: Any) -> str:
    """A response plan that engages nobody."""
    return response_plan(incidents, "critical")


def response_plan(incidents: Any, name: str, engagements: list[str] | None = None, **template: Any) -> str:
    template = {"title": "Critical", "impact": 2, **template}
    made = incidents.create_response_plan(name=name, incidentTemplate=template, engagements=engagements or [])
    return str(made["arn"])


def start(incidents: Any, plan: str, **members: Any) -> str:
    return str(incidents.start_incident(responsePlanArn=plan, **members)["incidentRecordArn"])


def record(incidents: Any, arn: str) -> dict[str, Any]:
    answer: dict[str, Any] = incidents.get_incident_record(arn=arn)["incidentRecord"]
    return answer


def test_the_record_of_a_plain_incident(incidents: Any, plan: str) -> None:
    arn = start(incidents, plan)
    assert arn.startswith("arn:aws:ssm-incidents::111122223333:incident-record/critical/")
    found = record(incidents, arn)
    assert found.pop("creationTime") == found.pop("lastModifiedTime")
    assert len(found.pop("dedupeString")) == 36
    caller = "arn:aws:iam::111122223333:root"
    assert found == {
        "arn": arn,
        "title": "Critical",
        "impact": 2,
        "status": "OPEN",
        "incidentRecordSource": {"createdBy": caller, "source": "aws.ssm-incidents.custom"},
        "lastModifiedBy": caller,
        "automationExecutions": [],
        "chatChannel": {"empty": {}},
        "notificationTargets": [],
    }


def test_what_the_caller_says_comes_before_the_template(incidents: Any) -> None:
    plan = response_plan(incidents, "full", summary="s", incidentTags={"team": "platform"})
    trigger = {"source": "gov.example.monitor", "triggerArn": TOPIC, "rawData": '{"a": 1}', "timestamp": 1}
    item = {
        "identifier": {"type": "METRIC", "value": {"url": "https://example.gov"}},
        "generatedId": f"related-item/METRIC/{'0' * 32}",
    }
    arn = start(incidents, plan, title="Other", impact=1, triggerDetails=trigger, relatedItems=[item])
    found = record(incidents, arn)
    assert (found["title"], found["impact"], found["summary"]) == ("Other", 1, "s")
    assert found["incidentRecordSource"]["source"] == "gov.example.monitor"
    assert found["incidentRecordSource"]["resourceArn"] == TOPIC
    assert incidents.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "platform"}
    incidents.tag_resource(resourceArn=arn, tags={"a": ""})
    incidents.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert incidents.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": ""}
    assert [held["identifier"]["type"] for held in related(incidents, arn)] == ["METRIC", "PARENT"]
    assert related(incidents, arn)[0]["generatedId"] != item["generatedId"]


def related(incidents: Any, arn: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = incidents.list_related_items(incidentRecordArn=arn)["relatedItems"]
    return items


def test_an_incident_engages_the_contacts_of_its_plan(server: Any, estate: Any, incidents: Any) -> None:
    ada, nobody = estate.reachable("ada"), estate.arn("nobody")
    foreign = estate.arn("ada").replace("111122223333", "444455556666")
    plan = response_plan(incidents, "engaging", [ada, nobody, foreign])
    arn = start(incidents, plan)
    (engagement,) = estate.client.list_engagements(IncidentId=arn)["Engagements"]
    assert engagement["ContactArn"] == ada
    (page,) = estate.client.list_pages_by_engagement(EngagementId=engagement["EngagementArn"])["Pages"]
    assert page["IncidentId"] == arn
    (message,) = [message for message in server.control("GET", "inbox?contact=ada") if message["page_arn"]]
    estate.client.accept_page(PageId=page["PageArn"], AcceptType="READ", AcceptCode=message["code"])
    incidents.update_incident_record(arn=arn, status="RESOLVED")
    assert record(incidents, arn)["status"] == "RESOLVED"
    assert "StopTime" not in estate.client.describe_engagement(EngagementId=engagement["EngagementArn"])


def test_open_incidents_absorb_their_like(incidents: Any) -> None:
    plan, other = (response_plan(incidents, name, dedupeString="disk") for name in ("one", "two"))
    arn = start(incidents, plan)
    assert start(incidents, plan, title="again") == arn
    assert start(incidents, other) == arn
    assert (record(incidents, arn)["title"], record(incidents, arn)["dedupeString"]) == ("Critical", "disk")
    incidents.update_incident_record(arn=arn, status="RESOLVED")
    assert start(incidents, plan) != arn


def test_incidents_without_a_dedupe_string_stay_apart(incidents: Any, plan: str) -> None:
    assert start(incidents, plan) != start(incidents, plan)


def test_a_token_starts_one_incident(incidents: Any, plan: str, refused: Any) -> None:
    arn = start(incidents, plan, clientToken="once")
    assert start(incidents, plan, clientToken="once") == arn
    members = {"responsePlanArn": plan, "clientToken": "once"}
    refused("ConflictException", incidents.start_incident, **members, title="other")


def test_updates(server: Any, incidents: Any, plan: str) -> None:
    arn = start(incidents, plan)
    server.advance(60)
    target = {"snsTopicArn": TOPIC}
    changes = {"title": "New", "summary": "what", "impact": 5, "chatChannel": {"chatbotSns": [TOPIC]}}
    incidents.update_incident_record(arn=arn, **changes, notificationTargets=[target])
    found = record(incidents, arn)
    assert {name: found[name] for name in changes} == changes
    assert found["notificationTargets"] == [target]
    assert found["lastModifiedTime"] - found["creationTime"] >= timedelta(seconds=60)
    incidents.update_incident_record(arn=arn, summary="", chatChannel={"empty": {}}, notificationTargets=[])
    found = record(incidents, arn)
    assert (found["title"], found["chatChannel"], found["notificationTargets"]) == ("New", {"empty": {}}, [])
    assert "summary" not in found


def test_resolving_and_reopening(server: Any, incidents: Any, plan: str) -> None:
    arn = start(incidents, plan)
    incidents.update_incident_record(arn=arn, status="RESOLVED")
    resolved = record(incidents, arn)["resolvedTime"]
    server.advance(60)
    incidents.update_incident_record(arn=arn, status="RESOLVED")
    assert record(incidents, arn)["resolvedTime"] == resolved
    incidents.update_incident_record(arn=arn, status="OPEN")
    assert record(incidents, arn)["status"] == "OPEN"
    assert "resolvedTime" not in record(incidents, arn)


def test_the_list_and_its_filters(server: Any, incidents: Any, plan: str, refused: Any) -> None:
    first = start(incidents, plan, impact=1)
    server.advance(60)
    between = datetime.fromisoformat(server.control("GET", "clock")["now"])
    server.advance(60)
    second = start(incidents, plan, impact=3)
    incidents.update_incident_record(arn=first, status="RESOLVED")

    def listed(*filters: tuple[str, dict[str, Any]]) -> list[str]:
        wanted = [{"key": key, "condition": condition} for key, condition in filters]
        found = incidents.list_incident_records(filters=wanted)["incidentRecordSummaries"]
        return [summary["arn"] for summary in found]

    def texts(*values: str) -> dict[str, Any]:
        return {"equals": {"stringValues": list(values)}}

    def numbers(*values: int) -> dict[str, Any]:
        return {"equals": {"integerValues": list(values)}}

    assert listed() == [second, first]
    assert listed(("status", texts("OPEN"))) == [second]
    assert listed(("status", texts("OPEN", "RESOLVED"))) == [second, first]
    assert listed(("impact", numbers(1))) == [first]
    assert listed(("impact", numbers(1)), ("status", texts("OPEN"))) == []
    assert listed(("creationTime", {"before": between})) == [first]
    assert listed(("creationTime", {"after": between})) == [second]
    assert listed(("createdBy", texts("arn:aws:iam::111122223333:root"))) == [second, first]
    assert listed(("createdBy", texts("somebody"))) == []
    for key, condition in (("title", texts("x")), ("impact", texts("1")), ("creationTime", numbers(1))):
        members = {"filters": [{"key": key, "condition": condition}]}
        refused("ValidationException", incidents.list_incident_records, **members)


def test_deleting(incidents: Any, plan: str, refused: Any) -> None:
    arn = start(incidents, plan)
    for _ in range(2):
        incidents.delete_incident_record(arn=arn)
    refused("ResourceNotFoundException", incidents.get_incident_record, arn=arn)
    assert incidents.list_incident_records()["incidentRecordSummaries"] == []


def test_what_is_not_there(incidents: Any, refused: Any) -> None:
    missing = {"incidentRecordArn": MISSING}
    add = {"itemToAdd": {"identifier": {"type": "OTHER", "value": {"url": "u"}}}}
    plan = MISSING.replace("incident-record", "response-plan")
    refused("ResourceNotFoundException", incidents.start_incident, responsePlanArn=plan)
    for call, members in (
        (incidents.get_incident_record, {"arn": MISSING}),
        (incidents.update_incident_record, {"arn": MISSING, "title": "x"}),
        (incidents.update_related_items, {**missing, "relatedItemsUpdate": add}),
        (incidents.list_incident_findings, missing),
        (incidents.batch_get_incident_findings, {**missing, "findingIds": ["1"]}),
        (incidents.list_tags_for_resource, {"resourceArn": MISSING}),
    ):
        answer = refused("ResourceNotFoundException", call, **members)
        assert (answer["resourceType"], answer["resourceIdentifier"]) == ("INCIDENT_RECORD", MISSING)
    assert incidents.list_related_items(**missing)["relatedItems"] == []
    incidents.delete_incident_record(arn=MISSING)


def test_reserved_sources(incidents: Any, plan: str, refused: Any) -> None:
    trigger = {"source": "aws.mine", "timestamp": 1}
    refused("ValidationException", incidents.start_incident, responsePlanArn=plan, triggerDetails=trigger)


def test_related_items(incidents: Any, plan: str) -> None:
    arn = start(incidents, plan)
    (parent,) = related(incidents, arn)
    assert parent["title"] == "parentItem"
    assert parent["identifier"]["type"] == "PARENT"
    assert parent["identifier"]["value"]["arn"].startswith("arn:aws:ssm:us-east-1:111122223333:opsitem/oi-")
    identifier = {"type": "TASK", "value": {"url": "https://example.gov"}}
    for title in ("one", "two"):
        update = {"itemToAdd": {"identifier": identifier, "title": title}}
        incidents.update_related_items(incidentRecordArn=arn, relatedItemsUpdate=update)
    _, item = related(incidents, arn)
    assert item["generatedId"].startswith("related-item/TASK/")
    assert (item["identifier"], item["title"]) == (identifier, "two")
    for _ in range(2):
        incidents.update_related_items(incidentRecordArn=arn, relatedItemsUpdate={"itemToRemove": identifier})
    assert related(incidents, arn) == [parent]


def test_an_incident_has_at_most_100_related_items(incidents: Any, plan: str, refused: Any) -> None:
    items = [{"identifier": {"type": "OTHER", "value": {"url": str(number)}}} for number in range(99)]
    arn = start(incidents, plan, relatedItems=items)
    update = {"itemToAdd": {"identifier": {"type": "OTHER", "value": {"url": "more"}}}}
    members = {"incidentRecordArn": arn, "relatedItemsUpdate": update}
    refused("ValidationException", incidents.update_related_items, **members)


def test_there_are_no_findings(incidents: Any, plan: str) -> None:
    arn = start(incidents, plan)
    assert incidents.list_incident_findings(incidentRecordArn=arn)["findings"] == []
    answer = incidents.batch_get_incident_findings(incidentRecordArn=arn, findingIds=["1", "2"])
    assert answer["findings"] == []
    assert [error["findingId"] for error in answer["errors"]] == ["1", "2"]


def test_nothing_is_seen_outside_the_set(server: Any, incidents: Any, plan: str, refused: Any) -> None:
    arn = start(incidents, plan)
    outside = server.client("ssm-incidents", region="eu-west-1")
    assert outside.list_incident_records()["incidentRecordSummaries"] == []
    refused("ResourceNotFoundException", outside.get_incident_record, arn=arn)
