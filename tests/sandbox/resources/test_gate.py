"""Nothing works before the account has a replication set with the caller's region."""

from __future__ import annotations

from typing import Any

import pytest

ACCOUNT = "arn:aws:ssm-contacts:us-east-1:111122223333"
CONTACT = f"{ACCOUNT}:contact/ada"
CHANNEL = f"{ACCOUNT}:contact-channel/ada/1"
ENGAGEMENT = f"{ACCOUNT}:engagement/ada/1"
PAGE = f"{ACCOUNT}:page/ada/1"
ROTATION = f"{ACCOUNT}:rotation/1"
OVERRIDE = "00000000-0000-4000-8000-000000000000"
RECURRENCE = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}]}
INTERVAL = {"StartTime": 1_800_000_000, "EndTime": 1_800_100_000}
CHANNEL_MEMBERS = {"Name": "n", "Type": "SMS", "DeliveryAddress": {"SimpleAddress": "+12025550101"}}

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("create_contact", {"Alias": "ada", "Type": "PERSONAL", "Plan": {}}),
    ("get_contact", {"ContactId": CONTACT}),
    ("update_contact", {"ContactId": CONTACT}),
    ("delete_contact", {"ContactId": CONTACT}),
    ("list_contacts", {}),
    ("get_contact_policy", {"ContactArn": CONTACT}),
    ("put_contact_policy", {"ContactArn": CONTACT, "Policy": "{}"}),
    ("create_contact_channel", {"ContactId": CONTACT, **CHANNEL_MEMBERS}),
    ("get_contact_channel", {"ContactChannelId": CHANNEL}),
    ("update_contact_channel", {"ContactChannelId": CHANNEL}),
    ("delete_contact_channel", {"ContactChannelId": CHANNEL}),
    ("list_contact_channels", {"ContactId": CONTACT}),
    ("send_activation_code", {"ContactChannelId": CHANNEL}),
    ("activate_contact_channel", {"ContactChannelId": CHANNEL, "ActivationCode": "123456"}),
    ("deactivate_contact_channel", {"ContactChannelId": CHANNEL}),
    (
        "create_rotation",
        {"Name": "r", "ContactIds": [CONTACT], "TimeZoneId": "UTC", "Recurrence": RECURRENCE},
    ),
    ("get_rotation", {"RotationId": ROTATION}),
    ("update_rotation", {"RotationId": ROTATION, "Recurrence": RECURRENCE}),
    ("delete_rotation", {"RotationId": ROTATION}),
    ("list_rotations", {}),
    ("create_rotation_override", {"RotationId": ROTATION, "NewContactIds": [], **INTERVAL}),
    ("get_rotation_override", {"RotationId": ROTATION, "RotationOverrideId": OVERRIDE}),
    ("delete_rotation_override", {"RotationId": ROTATION, "RotationOverrideId": OVERRIDE}),
    ("list_rotation_overrides", {"RotationId": ROTATION, **INTERVAL}),
    ("list_rotation_shifts", {"RotationId": ROTATION, **INTERVAL}),
    (
        "list_preview_rotation_shifts",
        {"Members": [CONTACT], "TimeZoneId": "UTC", "Recurrence": RECURRENCE, **INTERVAL},
    ),
    ("start_engagement", {"ContactId": CONTACT, "Sender": "s", "Subject": "s", "Content": "c"}),
    ("stop_engagement", {"EngagementId": ENGAGEMENT}),
    ("describe_engagement", {"EngagementId": ENGAGEMENT}),
    ("list_engagements", {}),
    ("accept_page", {"PageId": PAGE, "AcceptType": "READ", "AcceptCode": "123456"}),
    ("describe_page", {"PageId": PAGE}),
    ("list_pages_by_contact", {"ContactId": CONTACT}),
    ("list_pages_by_engagement", {"EngagementId": ENGAGEMENT}),
    ("list_page_receipts", {"PageId": PAGE}),
    ("list_page_resolutions", {"PageId": PAGE}),
    ("tag_resource", {"ResourceARN": CONTACT, "Tags": []}),
    ("untag_resource", {"ResourceARN": CONTACT, "TagKeys": []}),
    ("list_tags_for_resource", {"ResourceARN": CONTACT}),
]


def assert_closed(refused: Any, client: Any, operation: str, members: dict[str, Any]) -> None:
    error = refused("ValidationException", getattr(client, operation), **members)
    assert error["Error"]["Message"] == "Invalid value provided - Account not found for the request"
    assert error["Reason"] == "OTHER"


@pytest.mark.parametrize(("operation", "members"), CALLS, ids=[name for name, _ in CALLS])
def test_no_operation_of_contacts_works_without_a_replication_set(
    server: Any, refused: Any, operation: str, members: dict[str, Any]
) -> None:
    assert_closed(refused, server.client("ssm-contacts"), operation, members)


def test_contacts_are_closed_while_the_set_is_created_or_deleted(start: Any, refused: Any) -> None:
    server = start("--replication-delay-seconds", "100")
    incidents, contacts = server.client("ssm-incidents"), server.client("ssm-contacts")
    arn = incidents.create_replication_set(regions={"us-east-1": {}})["arn"]
    assert_closed(refused, contacts, "list_contacts", {})
    server.advance(101)
    contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={})
    incidents.delete_replication_set(arn=arn)
    assert_closed(refused, contacts, "list_contacts", {})
    server.advance(101)
    assert_closed(refused, contacts, "list_contacts", {})


def test_active_regions_are_served_while_others_come_and_go(start: Any, refused: Any) -> None:
    server = start("--replication-delay-seconds", "100")
    server.enable("us-east-1", "us-west-2")
    server.advance(24 * 3600)
    incidents = server.client("ssm-incidents")
    (arn,) = incidents.list_replication_sets()["replicationSetArns"]
    clients = {
        region: server.client("ssm-contacts", region=region) for region in ("us-east-1", "us-west-2", "eu-west-1")
    }
    clients["us-west-2"].create_contact(Alias="ada", Type="PERSONAL", Plan={})
    assert_closed(refused, clients["eu-west-1"], "list_contacts", {})
    incidents.update_replication_set(arn=arn, actions=[{"addRegionAction": {"regionName": "eu-west-1"}}])
    assert_closed(refused, clients["eu-west-1"], "list_contacts", {})
    assert clients["us-east-1"].list_contacts()["Contacts"] == []
    server.advance(101)
    assert clients["eu-west-1"].list_contacts()["Contacts"] == []
    incidents.update_replication_set(arn=arn, actions=[{"deleteRegionAction": {"regionName": "us-west-2"}}])
    assert_closed(refused, clients["us-west-2"], "list_contacts", {})
    assert clients["us-east-1"].list_contacts()["Contacts"] == []
    server.advance(101)
    incidents.update_replication_set(arn=arn, actions=[{"addRegionAction": {"regionName": "us-west-2"}}])
    server.advance(101)
    assert clients["us-west-2"].list_contacts()["Contacts"] == []


def test_incidents_show_nothing_without_or_outside_the_set(server: Any, refused: Any) -> None:
    arn = "arn:aws:ssm-incidents::111122223333:response-plan/critical"
    template = {"title": "Critical", "impact": 1}

    def assert_nothing(client: Any) -> None:
        assert client.list_replication_sets()["replicationSetArns"] == []
        assert client.list_response_plans()["responsePlanSummaries"] == []
        refused("ResourceNotFoundException", client.get_response_plan, arn=arn)
        refused("ResourceNotFoundException", client.update_response_plan, arn=arn, displayName="x")
        refused("ResourceNotFoundException", client.list_tags_for_resource, resourceArn=arn)
        refused("ResourceNotFoundException", client.get_resource_policies, resourceArn=arn)
        refused("ResourceNotFoundException", client.create_response_plan, name="x", incidentTemplate=template)
        client.delete_response_plan(arn=arn)

    assert_nothing(server.client("ssm-incidents"))
    set_arn = server.enable("us-east-1", "us-west-2")
    server.client("ssm-incidents").create_response_plan(name="critical", incidentTemplate=template)
    outside = server.client("ssm-incidents", region="eu-west-1")
    assert_nothing(outside)
    for call in (outside.get_replication_set, outside.delete_replication_set):
        refused("ResourceNotFoundException", call, arn=set_arn)
    assert server.client("ssm-incidents", region="us-west-2").get_response_plan(arn=arn)["name"] == "critical"
