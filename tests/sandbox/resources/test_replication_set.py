"""The replication set."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

DAY = 24 * 3600
KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-4000-8000-000000000000"


def add(region: str, **members: Any) -> list[dict[str, Any]]:
    return [{"addRegionAction": {"regionName": region, **members}}]


def remove(region: str) -> list[dict[str, Any]]:
    return [{"deleteRegionAction": {"regionName": region}}]


def get(incidents: Any, arn: str) -> dict[str, Any]:
    answer: dict[str, Any] = incidents.get_replication_set(arn=arn)["replicationSet"]
    return answer


@pytest.fixture
def slow(start: Any) -> Any:
    """A sandbox whose replication takes 100 seconds."""
    return start("--replication-delay-seconds", "100")


def test_a_set_reads_back(server: Any) -> None:
    server.enable("us-west-2", "us-east-1")
    incidents = server.client("ssm-incidents")
    (arn,) = incidents.list_replication_sets()["replicationSetArns"]
    assert arn.startswith("arn:aws:ssm-incidents::111122223333:replication-set/")
    held = get(incidents, arn)
    assert held["arn"] == arn
    assert held["status"] == "ACTIVE"
    assert held["deletionProtected"] is False
    assert held["createdBy"] == held["lastModifiedBy"] == "arn:aws:iam::111122223333:root"
    assert held["createdTime"] == held["lastModifiedTime"]
    assert abs((datetime.now(UTC) - held["createdTime"]).total_seconds()) < 60
    regions = held["regionMap"]
    for region in regions.values():
        assert held["createdTime"] <= region.pop("statusUpdateDateTime")
    assert regions == {
        "us-west-2": {"sseKmsKeyId": "DefaultKey", "status": "ACTIVE"},
        "us-east-1": {"sseKmsKeyId": "DefaultKey", "status": "ACTIVE", "statusMessage": "Tagging inaccessible"},
    }


def test_a_set_takes_time_to_come_and_go(slow: Any, refused: Any) -> None:
    incidents = slow.client("ssm-incidents")
    create = {"regions": {"us-east-1": {}}, "clientToken": "create"}
    arn = incidents.create_replication_set(**create)["arn"]
    held = get(incidents, arn)
    assert (held["status"], held["regionMap"]["us-east-1"]["status"]) == ("CREATING", "CREATING")
    slow.advance(95)
    assert get(incidents, arn)["status"] == "CREATING"
    slow.advance(10)
    held = get(incidents, arn)
    assert (held["status"], held["regionMap"]["us-east-1"]["status"]) == ("ACTIVE", "ACTIVE")
    incidents.delete_replication_set(arn=arn)
    held = get(incidents, arn)
    assert (held["status"], held["regionMap"]["us-east-1"]["status"]) == ("DELETING", "DELETING")
    incidents.delete_replication_set(arn=arn)
    refused("ConflictException", incidents.create_replication_set, **create)
    slow.advance(101)
    refused("ResourceNotFoundException", incidents.get_replication_set, arn=arn)
    assert incidents.list_replication_sets()["replicationSetArns"] == []
    assert incidents.create_replication_set(**create)["arn"] != arn


def test_both_waiters_wait(start: Any) -> None:
    incidents = start("--replication-delay-seconds", "1").client("ssm-incidents")
    patience = {"Delay": 0.05, "MaxAttempts": 100}
    arn = incidents.create_replication_set(regions={"us-east-1": {}})["arn"]
    assert get(incidents, arn)["status"] == "CREATING"
    incidents.get_waiter("wait_for_replication_set_active").wait(arn=arn, WaiterConfig=patience)
    assert get(incidents, arn)["status"] == "ACTIVE"
    incidents.delete_replication_set(arn=arn)
    assert get(incidents, arn)["status"] == "DELETING"
    incidents.get_waiter("wait_for_replication_set_deleted").wait(arn=arn, WaiterConfig=patience)
    assert incidents.list_replication_sets()["replicationSetArns"] == []


def test_an_account_has_one_set(server: Any, refused: Any) -> None:
    arn = server.enable("us-east-1")
    for region in ("us-east-1", "eu-west-1"):
        client = server.client("ssm-incidents", region=region)
        error = refused("ConflictException", client.create_replication_set, regions={region: {}})
        assert error["resourceType"] == "REPLICATION_SET"
        assert error["resourceIdentifier"] == arn
    assert server.enable("eu-west-1", account="444455556666")


@pytest.mark.parametrize(
    "regions",
    [
        ["us-east-1", "us-gov-west-1"],
        ["us-east-1", "mars-north-1"],
        ["us-west-2"],
        ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
        [],
    ],
)
def test_regions_are_known_and_few_and_hold_the_callers(server: Any, refused: Any, regions: list[str]) -> None:
    incidents = server.client("ssm-incidents")
    refused("ValidationException", incidents.create_replication_set, regions={region: {} for region in regions})
    assert incidents.list_replication_sets()["replicationSetArns"] == []


@pytest.mark.parametrize(
    "region",
    """us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-west-1 eu-west-2 eu-west-3 eu-central-1
    eu-north-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2""".split(),  # noqa: SIM905
)
def test_every_region_of_the_service_can_have_a_set(server: Any, region: str) -> None:
    assert server.enable(region)


def test_all_regions_have_customer_keys_or_none(server: Any, refused: Any) -> None:
    incidents = server.client("ssm-incidents")
    mixed = {"us-east-1": {"sseKmsKeyId": KEY}, "us-west-2": {}}
    refused("ValidationException", incidents.create_replication_set, regions=mixed)
    arn = incidents.create_replication_set(regions={"us-east-1": {"sseKmsKeyId": KEY}})["arn"]
    server.advance(60)
    assert get(incidents, arn)["regionMap"]["us-east-1"]["sseKmsKeyId"] == KEY
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=add("us-west-2"))
    incidents.update_replication_set(arn=arn, actions=add("us-west-2", sseKmsKeyId=KEY))


def test_a_region_is_added(slow: Any, refused: Any) -> None:
    arn = slow.enable("us-east-1")
    slow.advance(60)
    incidents = slow.client("ssm-incidents")
    created = get(incidents, arn)["createdTime"]
    incidents.update_replication_set(arn=arn, actions=add("us-west-2"))
    held = get(incidents, arn)
    assert held["status"] == "UPDATING"
    assert held["lastModifiedTime"] > created == held["createdTime"]
    assert {name: region["status"] for name, region in held["regionMap"].items()} == {
        "us-east-1": "ACTIVE",
        "us-west-2": "CREATING",
    }
    error = refused("ConflictException", incidents.update_replication_set, arn=arn, actions=add("eu-west-1"))
    assert error["resourceType"] == "REPLICATION_SET"
    assert error["retryAfter"]
    refused("ValidationException", incidents.delete_replication_set, arn=arn)
    slow.advance(101)
    held = get(incidents, arn)
    assert held["status"] == "ACTIVE"
    assert held["regionMap"]["us-west-2"]["status"] == "ACTIVE"
    assert slow.client("ssm-incidents", region="us-west-2").list_replication_sets()["replicationSetArns"] == [arn]


def test_what_cannot_be_added(server: Any, refused: Any) -> None:
    arn = server.enable("us-east-1", "us-west-2")
    incidents = server.client("ssm-incidents")
    for region in ("us-west-2", "us-gov-west-1"):
        refused("ValidationException", incidents.update_replication_set, arn=arn, actions=add(region))
    incidents.update_replication_set(arn=arn, actions=add("eu-west-1"))
    server.advance(1)
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=add("eu-west-2"))
    assert list(get(incidents, arn)["regionMap"]) == ["us-east-1", "us-west-2", "eu-west-1"]


def test_an_update_is_one_action(server: Any, refused: Any) -> None:
    arn = server.enable("us-east-1")
    incidents = server.client("ssm-incidents")
    both = [{**add("us-west-2")[0], **remove("us-east-1")[0]}]
    wrong: tuple[list[Any], ...] = ([], [*add("us-west-2"), *add("eu-west-1")], both, [{}])
    for actions in wrong:
        refused("ValidationException", incidents.update_replication_set, arn=arn, actions=actions)


def test_a_region_is_removed_a_day_after_it_was_added(slow: Any, refused: Any) -> None:
    arn = slow.enable("us-east-1", "us-west-2")
    incidents = slow.client("ssm-incidents")
    slow.advance(DAY - 100)
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=remove("us-west-2"))
    slow.advance(100)
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=remove("eu-west-1"))
    incidents.update_replication_set(arn=arn, actions=remove("us-west-2"))
    held = get(incidents, arn)
    assert (held["status"], held["regionMap"]["us-west-2"]["status"]) == ("UPDATING", "DELETING")
    slow.advance(101)
    held = get(incidents, arn)
    assert (held["status"], list(held["regionMap"])) == ("ACTIVE", ["us-east-1"])
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=remove("us-east-1"))
    incidents.update_replication_set(arn=arn, actions=add("us-west-2"))
    slow.advance(101)
    refused("ValidationException", incidents.update_replication_set, arn=arn, actions=remove("us-west-2"))


def test_protection_stops_deletion(server: Any, refused: Any) -> None:
    arn = server.enable("us-east-1")
    incidents = server.client("ssm-incidents")
    incidents.update_deletion_protection(arn=arn, deletionProtected=True)
    assert get(incidents, arn)["deletionProtected"] is True
    refused("ValidationException", incidents.delete_replication_set, arn=arn)
    assert get(incidents, arn)["status"] == "ACTIVE"
    incidents.update_deletion_protection(arn=arn, deletionProtected=False)
    incidents.delete_replication_set(arn=arn)


def test_an_unknown_set_is_not_found(server: Any, incidents: Any, refused: Any) -> None:
    arn = "arn:aws:ssm-incidents::111122223333:replication-set/00000000-0000-4000-8000-000000000000"
    for call, members in (
        (incidents.get_replication_set, {}),
        (incidents.delete_replication_set, {}),
        (incidents.update_replication_set, {"actions": add("us-west-2")}),
        (incidents.update_deletion_protection, {"deletionProtected": True}),
    ):
        error = refused("ResourceNotFoundException", call, arn=arn, **members)
        assert (error["resourceType"], error["resourceIdentifier"]) == ("REPLICATION_SET", arn)
    (mine,) = incidents.list_replication_sets()["replicationSetArns"]
    stranger = server.client("ssm-incidents", account="444455556666")
    refused("ResourceNotFoundException", stranger.get_replication_set, arn=mine)


def test_deletion_wipes_everything_of_the_account(server: Any, estate: Any, incidents: Any, refused: Any) -> None:
    server.enable(account="444455556666")
    other = server.client("ssm-contacts", account="444455556666")
    other.create_contact(Alias="grace", Type="PERSONAL", Plan={})
    ada = estate.contact("ada", IdempotencyToken="token-1")
    estate.phone(ada)
    estate.rotation("primary", [ada])
    plan = incidents.create_response_plan(name="critical", incidentTemplate={"title": "Critical", "impact": 1})
    (arn,) = incidents.list_replication_sets()["replicationSetArns"]
    incidents.delete_replication_set(arn=arn)
    server.advance(1)
    server.enable()
    assert estate.client.list_contacts()["Contacts"] == []
    assert estate.client.list_rotations()["Rotations"] == []
    assert incidents.list_response_plans()["responsePlanSummaries"] == []
    refused("ResourceNotFoundException", incidents.get_response_plan, arn=plan["arn"])
    assert estate.contact("ada", IdempotencyToken="token-1") == ada
    assert estate.client.list_contact_channels(ContactId=ada)["ContactChannels"] == []
    assert [contact["Alias"] for contact in other.list_contacts()["Contacts"]] == ["grace"]


def test_repeated_tokens_do_things_once(server: Any, refused: Any) -> None:
    incidents = server.client("ssm-incidents")
    create = {"regions": {"us-east-1": {}}, "clientToken": "create"}
    arn = incidents.create_replication_set(**create)["arn"]
    assert incidents.create_replication_set(**create)["arn"] == arn
    server.advance(60)
    update = {"arn": arn, "actions": add("us-west-2"), "clientToken": "update"}
    incidents.update_replication_set(**update)
    incidents.update_replication_set(**update)
    server.advance(60)
    incidents.update_replication_set(**update)
    assert get(incidents, arn)["status"] == "ACTIVE"
    refused("ConflictException", incidents.update_replication_set, **{**update, "actions": add("eu-west-1")})
    protect = {"arn": arn, "clientToken": "protect"}
    incidents.update_deletion_protection(**protect, deletionProtected=True)
    incidents.update_deletion_protection(arn=arn, deletionProtected=False)
    incidents.update_deletion_protection(**protect, deletionProtected=True)
    assert get(incidents, arn)["deletionProtected"] is False


def test_an_account_that_never_had_the_service_cannot_get_it(server: Any, refused: Any) -> None:
    closed = server.client("ssm-incidents", account="999999999999")
    error = refused("UnsupportedOperationException", closed.create_replication_set, regions={"us-east-1": {}})
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert "new customers" in error["Error"]["Message"]
    assert closed.list_replication_sets()["replicationSetArns"] == []
    refused("ValidationException", server.client("ssm-contacts", account="999999999999").list_contacts)
