"""Pages over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

MISSING = "arn:aws:ssm-contacts:us-east-1:111122223333:page/ada/00000000-0000-4000-8000-000000000000"


@pytest.fixture
def page(estate: Any) -> str:
    """The ARN of a page that ada has."""
    estate.engagement(estate.reachable("ada"))
    (made,) = estate.client.list_pages_by_contact(ContactId=estate.arn("ada"))["Pages"]
    return str(made["PageArn"])


@pytest.fixture
def code(server: Any, page: str) -> str:
    """The code in that page."""
    (message,) = [message for message in server.control("GET", "inbox?contact=ada") if message["page_arn"] == page]
    return str(message["code"])


def receipts(client: Any, page: str) -> list[tuple[str, str]]:
    listed = client.list_page_receipts(PageId=page)["Receipts"]
    return [(receipt["ReceiptType"], receipt["ReceiptInfo"]) for receipt in listed]


def test_a_page_that_is_sent(estate: Any, page: str) -> None:
    described = estate.client.describe_page(PageId=page)
    assert page.startswith("arn:aws:ssm-contacts:us-east-1:111122223333:page/ada/")
    assert (described["ContactArn"], described["Subject"]) == (estate.arn("ada"), "subject")
    assert not {"DeliveryTime", "ReadTime", "IncidentId", "PublicContent"} & described.keys()
    engagement = estate.client.describe_engagement(EngagementId=described["EngagementArn"])
    assert described["SentTime"] == engagement["StartTime"]
    (receipt,) = estate.client.list_page_receipts(PageId=page)["Receipts"]
    assert receipt["ReceiptType"] == "SENT"
    assert receipt["ReceiptInfo"].startswith("SM")
    assert (
        receipt["ContactChannelArn"]
        == estate.client.list_contact_channels(ContactId=estate.arn("ada"))["ContactChannels"][0]["ContactChannelArn"]
    )


def test_reading_writes_both_receipts_once(server: Any, estate: Any, page: str, code: str) -> None:
    server.advance(90)
    for _ in range(2):
        estate.client.accept_page(PageId=page, AcceptType="READ", AcceptCode=code, Note="on it")
        server.advance(1)
    sent, *others = sorted(receipts(estate.client, page), reverse=True)
    assert (sent[0], others) == ("SENT", [("READ", code), ("DELIVERED", code)])
    described = estate.client.describe_page(PageId=page)
    assert described["ReadTime"] == described["DeliveryTime"]
    assert timedelta(seconds=90) <= described["ReadTime"] - described["SentTime"] < timedelta(seconds=91)


def test_delivery_is_no_acknowledgement(server: Any, estate: Any, page: str, code: str) -> None:
    estate.client.accept_page(PageId=page, AcceptType="DELIVERED", AcceptCode=code)
    described = estate.client.describe_page(PageId=page)
    assert "ReadTime" not in described
    server.advance(10)
    estate.client.accept_page(PageId=page, AcceptType="READ", AcceptCode=code)
    read = estate.client.describe_page(PageId=page)
    assert read["DeliveryTime"] == described["DeliveryTime"] < read["ReadTime"]


def test_codes(estate: Any, refused: Any, page: str, code: str) -> None:
    accept, wrong = estate.client.accept_page, f"{(int(code) + 1) % 10**6:06}"
    for members in ({}, {"AcceptCodeValidation": "ENFORCE"}):
        refused("ValidationException", accept, PageId=page, AcceptType="READ", AcceptCode=wrong, **members)
    assert [kind for kind, _ in receipts(estate.client, page)] == ["SENT"]
    accept(PageId=page, AcceptType="READ", AcceptCode=wrong, AcceptCodeValidation="IGNORE")
    assert ("READ", wrong) in receipts(estate.client, page)


def test_another_device_may_answer(estate: Any, refused: Any, page: str, code: str) -> None:
    members = {"PageId": page, "AcceptType": "READ", "AcceptCode": code}
    mail = estate.channel(estate.arn("ada"), "mail", "EMAIL", "ada@example.gov")
    stranger = estate.phone(estate.contact("grace"))
    refused("ValidationException", estate.client.accept_page, **members, ContactChannelId=stranger)
    refused("ResourceNotFoundException", estate.client.accept_page, **members, ContactChannelId=f"{mail}0")
    estate.client.accept_page(**members, ContactChannelId=mail)
    channels = [receipt["ContactChannelArn"] for receipt in estate.client.list_page_receipts(PageId=page)["Receipts"]]
    assert channels.count(mail) == 2


def test_sms_carries_the_public_texts_only(server: Any, estate: Any) -> None:
    ada = estate.reachable("ada")
    estate.reachable("grace", kind="EMAIL", address="grace@example.gov")
    for contact in (ada, estate.arn("grace")):
        estate.engagement(contact, PublicSubject="public", PublicContent="not much")
    sms, mail = [message for message in server.control("GET", "inbox") if message["page_arn"]]
    assert sms["subject"] == "public"
    assert sms["body"] == f"not much Acknowledgement code: {sms['code']}."
    assert mail["subject"] == "subject"
    assert mail["body"].startswith("content")


def test_resolutions_lead_from_the_plan_to_the_person(server: Any, estate: Any) -> None:
    ada, grace = estate.reachable("ada", 0), estate.reachable("grace", 1, 0)
    schedule = estate.schedule("schedule", estate.rotation("primary", [grace]))
    ladder = estate.ladder("ladder", (5, ada, False), (0, schedule, True))
    estate.engagement(ladder)
    server.advance(3600)
    (page,) = estate.client.list_pages_by_contact(ContactId=ada)["Pages"]
    assert estate.client.list_page_resolutions(PageId=page["PageArn"])["PageResolutions"] == [
        {"ContactArn": ladder, "Type": "ESCALATION", "StageIndex": 0},
        {"ContactArn": ada, "Type": "PERSONAL", "StageIndex": 0},
    ]
    latest = estate.client.list_pages_by_contact(ContactId=grace)["Pages"][0]
    assert estate.client.list_page_resolutions(PageId=latest["PageArn"])["PageResolutions"] == [
        {"ContactArn": ladder, "Type": "ESCALATION", "StageIndex": 1},
        {"ContactArn": schedule, "Type": "ONCALL_SCHEDULE", "StageIndex": 0},
        {"ContactArn": grace, "Type": "PERSONAL", "StageIndex": 1},
    ]


def test_what_is_not_there(estate: Any, refused: Any) -> None:
    client = estate.client
    for call in (client.describe_page, client.list_page_receipts, client.list_page_resolutions):
        answer = refused("ResourceNotFoundException", call, PageId=MISSING)
        assert (answer["ResourceType"], answer["ResourceId"]) == ("PAGE", MISSING)
    refused("ResourceNotFoundException", client.accept_page, PageId=MISSING, AcceptType="READ", AcceptCode="123456")
    refused("ResourceNotFoundException", client.list_pages_by_contact, ContactId=estate.arn("nobody"))
    refused("ValidationException", client.accept_page, PageId=MISSING, AcceptType="SEEN", AcceptCode="123456")
