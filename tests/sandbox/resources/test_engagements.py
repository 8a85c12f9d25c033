"""Engagements over HTTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

MISSING = "arn:aws:ssm-contacts:us-east-1:111122223333:engagement/ada/00000000-0000-4000-8000-000000000000"


def test_an_engagement_from_start_to_stop(server: Any, estate: Any) -> None:
    client, ada = estate.client, estate.reachable("ada")
    arn = estate.engagement(ada, PublicSubject="public", PublicContent="not much")
    assert arn.startswith("arn:aws:ssm-contacts:us-east-1:111122223333:engagement/ada/")
    described = client.describe_engagement(EngagementId=arn)
    del described["ResponseMetadata"]
    start = described.pop("StartTime")
    assert described == {
        "EngagementArn": arn,
        "ContactArn": ada,
        "Sender": "tester",
        "Subject": "subject",
        "Content": "content",
        "PublicSubject": "public",
        "PublicContent": "not much",
    }
    server.advance(60)
    client.stop_engagement(EngagementId=arn, Reason="a drill")
    stop = client.describe_engagement(EngagementId=arn)["StopTime"]
    assert stop - start >= timedelta(seconds=60)
    server.advance(60)
    client.stop_engagement(EngagementId=arn)
    assert client.describe_engagement(EngagementId=arn)["StopTime"] == stop


def test_stopping_ends_pages_and_later_stages(server: Any, estate: Any) -> None:
    client, ada = estate.client, estate.reachable("ada", 5, 5, 0)
    arn = estate.engagement(ada)
    server.advance(300)
    pages = client.list_pages_by_engagement(EngagementId=arn)["Pages"]
    assert len(pages) == 2
    server.control("POST", "responders", [{"action": "ack"}])
    client.stop_engagement(EngagementId=arn, Reason="a drill")
    server.advance(3600)
    assert len(client.list_pages_by_engagement(EngagementId=arn)["Pages"]) == 2
    for page in pages:
        receipts = client.list_page_receipts(PageId=page["PageArn"])["Receipts"]
        assert [receipt["ReceiptType"] for receipt in receipts] == ["SENT", "STOP"]
        assert receipts[1]["ReceiptInfo"] == "a drill"


def test_the_list_is_newest_first_and_can_be_narrowed(server: Any, estate: Any) -> None:
    client, ada = estate.client, estate.reachable("ada")
    first = estate.engagement(ada, IncidentId="arn:aws:ssm-incidents::111122223333:incident-record/plan/1")
    server.advance(3600)
    between = datetime.fromisoformat(server.control("GET", "clock")["now"])
    server.advance(3600)
    second = estate.engagement(ada)

    def listed(**members: Any) -> list[str]:
        return [entry["EngagementArn"] for entry in client.list_engagements(**members)["Engagements"]]

    assert listed() == [second, first]
    assert listed(IncidentId="arn:aws:ssm-incidents::111122223333:incident-record/plan/1") == [first]
    assert listed(TimeRangeValue={"StartTime": between}) == [second]
    assert listed(TimeRangeValue={"EndTime": between}) == [first]
    assert not {"Subject", "IncidentId", "StopTime"} & client.list_engagements()["Engagements"][0].keys()


def test_what_is_not_there(estate: Any, refused: Any) -> None:
    client = estate.client
    texts = {"Sender": "s", "Subject": "s", "Content": "c"}
    missing = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/nobody"
    refused("ResourceNotFoundException", client.start_engagement, ContactId=missing, **texts)
    answer = refused("ResourceNotFoundException", client.describe_engagement, EngagementId=MISSING)
    assert (answer["ResourceType"], answer["ResourceId"]) == ("ENGAGEMENT", MISSING)
    refused("ResourceNotFoundException", client.stop_engagement, EngagementId=MISSING)
    refused("ResourceNotFoundException", client.list_pages_by_engagement, EngagementId=MISSING)
    refused("ValidationException", client.list_tags_for_resource, ResourceARN=MISSING)


def test_a_token_starts_one_engagement(estate: Any, refused: Any) -> None:
    client, ada = estate.client, estate.reachable("ada")
    members = {"ContactId": ada, "Sender": "s", "Subject": "s", "Content": "c", "IdempotencyToken": "once"}
    arn = client.start_engagement(**members)["EngagementArn"]
    assert client.start_engagement(**members)["EngagementArn"] == arn
    refused("ValidationException", client.start_engagement, **{**members, "Content": "other"})
    assert len(client.list_engagements()["Engagements"]) == 1


def test_accounts_and_regions_are_apart(server: Any, estate: Any, refused: Any) -> None:
    arn = estate.engagement(estate.reachable("ada"))
    server.enable(account="444455556666")
    other = server.client("ssm-contacts", account="444455556666")
    assert other.list_engagements()["Engagements"] == []
    refused("ResourceNotFoundException", other.describe_engagement, EngagementId=arn)
