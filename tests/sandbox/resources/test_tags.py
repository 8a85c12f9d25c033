"""Tags of both services."""

from __future__ import annotations

from typing import Any

import pytest


def tags(client: Any, arn: str) -> dict[str, str]:
    listed = client.list_tags_for_resource(ResourceARN=arn)["Tags"]
    return {tag["Key"]: tag["Value"] for tag in listed}


def pairs(**mapping: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in mapping.items()]


@pytest.mark.parametrize("kind", ["PERSONAL", "ESCALATION", "ONCALL_SCHEDULE", "rotation"])
def test_contacts_of_all_types_and_rotations_have_tags(estate: Any, kind: str) -> None:
    made = pairs(team="a", owner="b")
    if kind == "rotation":
        arn = estate.rotation("primary", estate.people("grace"), Tags=made)
    else:
        arn = estate.contact("ada", Type=kind, Tags=made)
    assert tags(estate.client, arn) == {"team": "a", "owner": "b"}
    estate.client.tag_resource(ResourceARN=arn, Tags=pairs(team="c", more="d"))
    assert tags(estate.client, arn) == {"team": "c", "owner": "b", "more": "d"}
    estate.client.untag_resource(ResourceARN=arn, TagKeys=["team", "absent"])
    assert tags(estate.client, arn) == {"owner": "b", "more": "d"}


def test_other_resources_of_contacts_have_no_tags(estate: Any, refused: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    client = estate.client
    for arn in (phone, "not-an-arn", "arn:aws:ssm-contacts:us-east-1:111122223333:page/ada/1"):
        refused("ValidationException", client.tag_resource, ResourceARN=arn, Tags=pairs(a="b"))
        refused("ValidationException", client.untag_resource, ResourceARN=arn, TagKeys=["a"])
        refused("ValidationException", client.list_tags_for_resource, ResourceARN=arn)


@pytest.mark.parametrize("kind", ["contact", "rotation"])
def test_an_unknown_resource_of_contacts_has_no_tags(contacts: Any, refused: Any, kind: str) -> None:
    arn = f"arn:aws:ssm-contacts:us-east-1:111122223333:{kind}/none"
    refused("ResourceNotFoundException", contacts.tag_resource, ResourceARN=arn, Tags=pairs(a="b"))
    refused("ResourceNotFoundException", contacts.untag_resource, ResourceARN=arn, TagKeys=["a"])
    refused("ResourceNotFoundException", contacts.list_tags_for_resource, ResourceARN=arn)


@pytest.mark.parametrize(
    "bad",
    [
        pairs(**{"with space": "v"}),
        pairs(**{"aws:own": "v"}),
        pairs(key=""),
        pairs(key="what?"),
        [{"Key": "key"}],
        [{"Key": "key", "Value": "a"}, {"Key": "key", "Value": "b"}],
        pairs(**{f"k{number}": "v" for number in range(51)}),
    ],
)
def test_bad_tags_are_refused(estate: Any, refused: Any, bad: list[dict[str, str]]) -> None:
    ada = estate.contact("ada")
    refused("ValidationException", estate.client.tag_resource, ResourceARN=ada, Tags=bad)
    refused("ValidationException", estate.client.create_contact, Alias="x", Type="PERSONAL", Plan={}, Tags=bad)
    assert tags(estate.client, ada) == {}
    assert len(estate.client.list_contacts()["Contacts"]) == 1


def test_a_resource_of_contacts_has_at_most_fifty_tags(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada", Tags=pairs(**{f"k{number}": "v" for number in range(50)}))
    error = refused(
        "ServiceQuotaExceededException", estate.client.tag_resource, ResourceARN=ada, Tags=pairs(one_more="v")
    )
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 402
    estate.client.tag_resource(ResourceARN=ada, Tags=pairs(k0="w"))
    assert tags(estate.client, ada)["k0"] == "w"


def test_contacts_are_tagged_in_the_first_region_only(server: Any, refused: Any) -> None:
    server.enable("us-east-1", "eu-west-1")
    west = server.client("ssm-contacts", region="eu-west-1")
    ada = west.create_contact(Alias="ada", Type="PERSONAL", Plan={})["ContactArn"]
    refused("ValidationException", west.tag_resource, ResourceARN=ada, Tags=pairs(a="b"))
    create = {"Alias": "grace", "Type": "PERSONAL", "Plan": {}, "Tags": pairs(a="b")}
    refused("ValidationException", west.create_contact, **create)
    assert tags(west, ada) == {}
    server.client("ssm-contacts").create_contact(**create)


def incident_tags(client: Any, arn: str) -> dict[str, str]:
    answer: dict[str, str] = client.list_tags_for_resource(resourceArn=arn)["tags"]
    return answer


@pytest.mark.parametrize("kind", ["replication set", "response plan"])
def test_sets_and_plans_have_tags(server: Any, refused: Any, kind: str) -> None:
    client = server.client("ssm-incidents")
    made = {"team": "a", "empty value": ""}
    arn = client.create_replication_set(regions={"us-east-1": {}}, tags=made)["arn"]
    server.advance(60)
    if kind == "response plan":
        template = {"title": "t", "impact": 1}
        arn = client.create_response_plan(name="plan", incidentTemplate=template, tags=made)["arn"]
    assert incident_tags(client, arn) == made
    answer = client.tag_resource(resourceArn=arn, tags={"team": "b", "x:y@z": "c"})
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert incident_tags(client, arn) == {"team": "b", "empty value": "", "x:y@z": "c"}
    client.untag_resource(resourceArn=arn, tagKeys=["empty value", "x:y@z", "absent"])
    assert incident_tags(client, arn) == {"team": "b"}
    for bad in ({}, {"aws:own": "v"}, {"k" * 129: "v"}, {"key": "v" * 257}):
        refused("ValidationException", client.tag_resource, resourceArn=arn, tags=bad)
    client.tag_resource(resourceArn=arn, tags={f"k{number}": "v" for number in range(49)})
    error = refused("ServiceQuotaExceededException", client.tag_resource, resourceArn=arn, tags={"more": "v"})
    assert error["serviceCode"] == "ssm-incidents"
    assert len(incident_tags(client, arn)) == 50


def test_unknown_resources_of_incidents_have_no_tags(incidents: Any, refused: Any) -> None:
    for resource, code in (
        ("replication-set/00000000-0000-4000-8000-000000000000", "ResourceNotFoundException"),
        ("response-plan/none", "ResourceNotFoundException"),
        ("something/else", "ValidationException"),
    ):
        arn = f"arn:aws:ssm-incidents::111122223333:{resource}"
        refused(code, incidents.tag_resource, resourceArn=arn, tags={"a": "b"})
        refused(code, incidents.untag_resource, resourceArn=arn, tagKeys=["a"])
        refused(code, incidents.list_tags_for_resource, resourceArn=arn)
