"""Contacts of all three types."""

from __future__ import annotations

from typing import Any

import pytest

ARN = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/"


def test_a_person_reads_back(contacts: Any) -> None:
    made = contacts.create_contact(Alias="ada", Type="PERSONAL", DisplayName="Ada Lovelace", Plan={"Stages": []})
    assert made["ContactArn"] == f"{ARN}ada"
    read = contacts.get_contact(ContactId=f"{ARN}ada")
    del read["ResponseMetadata"]
    assert read == {
        "ContactArn": f"{ARN}ada",
        "Alias": "ada",
        "Type": "PERSONAL",
        "DisplayName": "Ada Lovelace",
        "Plan": {"Stages": []},
    }


def test_each_type_reads_back_the_one_list_of_its_plan(estate: Any) -> None:
    assert estate.plan(estate.contact("ada")) == {"Stages": []}
    assert estate.plan(estate.contact("ladder", Type="ESCALATION")) == {"Stages": []}
    assert estate.plan(estate.contact("primary", Type="ONCALL_SCHEDULE")) == {"RotationIds": []}


@pytest.mark.parametrize("second", ["PERSONAL", "ESCALATION", "ONCALL_SCHEDULE"])
def test_an_alias_is_taken_for_all_types(estate: Any, refused: Any, second: str) -> None:
    estate.contact("ada")
    error = refused("ConflictException", estate.client.create_contact, Alias="ada", Type=second, Plan={})
    assert error["ResourceId"] == f"{ARN}ada"
    assert error["ResourceType"] == "CONTACT"
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_an_unknown_contact_is_not_found(contacts: Any, refused: Any) -> None:
    for call in (contacts.get_contact, contacts.update_contact, contacts.delete_contact):
        error = refused("ResourceNotFoundException", call, ContactId=f"{ARN}nobody")
        assert error["ResourceId"] == f"{ARN}nobody"
        assert error["ResponseMetadata"]["HTTPStatusCode"] == 404
    refused("ResourceNotFoundException", contacts.list_contact_channels, ContactId=f"{ARN}nobody")


def test_an_update_leaves_alone_what_it_does_not_name(estate: Any) -> None:
    ada = estate.contact("ada", DisplayName="Ada")
    stages = [{"DurationInMinutes": 5, "Targets": []}]
    estate.client.update_contact(ContactId=ada, Plan={"Stages": stages})
    assert estate.client.get_contact(ContactId=ada)["DisplayName"] == "Ada"
    estate.client.update_contact(ContactId=ada, DisplayName="Ada Lovelace")
    read = estate.client.get_contact(ContactId=ada)
    assert read["Plan"] == {"Stages": stages}
    assert read["DisplayName"] == "Ada Lovelace"


def test_an_empty_display_name_clears_it(estate: Any) -> None:
    ada = estate.contact("ada", DisplayName="Ada")
    estate.client.update_contact(ContactId=ada, DisplayName="")
    assert "DisplayName" not in estate.client.get_contact(ContactId=ada)
    assert "DisplayName" not in estate.client.list_contacts()["Contacts"][0]


def test_a_refused_update_changes_nothing(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada", DisplayName="Ada")
    bad = {"Stages": [{"DurationInMinutes": 0, "Targets": []}]}
    refused("ValidationException", estate.client.update_contact, ContactId=ada, DisplayName="Other", Plan=bad)
    assert estate.client.get_contact(ContactId=ada)["DisplayName"] == "Ada"


def test_a_person_in_a_rotation_cannot_be_deleted(estate: Any, refused: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    rotation = estate.rotation("primary", [ada, grace])
    error = refused("ConflictException", estate.client.delete_contact, ContactId=ada)
    assert error["ResourceId"] == ada
    assert [entity["DependentResourceIds"] for entity in error["DependentEntities"]] == [[rotation]]
    estate.client.update_rotation(RotationId=rotation, Recurrence=estate.weekly, ContactIds=[grace])
    estate.client.delete_contact(ContactId=ada)
    refused("ResourceNotFoundException", estate.client.get_contact, ContactId=ada)
    refused("ConflictException", estate.client.delete_contact, ContactId=grace)
    estate.client.delete_rotation(RotationId=rotation)
    estate.client.delete_contact(ContactId=grace)


def test_a_plan_that_names_a_contact_does_not_hold_it(estate: Any) -> None:
    ada = estate.contact("ada")
    target = {"ContactTargetInfo": {"ContactId": ada, "IsEssential": True}}
    stages = [{"DurationInMinutes": 5, "Targets": [target]}]
    ladder = estate.contact("ladder", Type="ESCALATION", Plan={"Stages": stages})
    estate.client.delete_contact(ContactId=ada)
    assert estate.plan(ladder)["Stages"] == stages


def test_a_deleted_contact_takes_its_channels_along_and_can_be_made_again(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada", Tags=[{"Key": "team", "Value": "a"}])
    phone = estate.phone(ada)
    estate.client.delete_contact(ContactId=ada)
    refused("ResourceNotFoundException", estate.client.get_contact_channel, ContactChannelId=phone)
    assert estate.client.list_contacts()["Contacts"] == []
    assert estate.contact("ada") == ada
    assert estate.client.list_contact_channels(ContactId=ada)["ContactChannels"] == []
    assert estate.client.list_tags_for_resource(ResourceARN=ada)["Tags"] == []


def test_lists_are_filtered_and_have_no_plans(estate: Any) -> None:
    estate.people("team-b", "team-a", "teamzz", "other")
    estate.contact("team", DisplayName="Team", Type="ESCALATION")

    def aliases(**members: Any) -> list[str]:
        return [contact["Alias"] for contact in estate.client.list_contacts(**members)["Contacts"]]

    assert aliases() == ["other", "team", "team-a", "team-b", "teamzz"]
    assert aliases(AliasPrefix="team") == ["team", "team-a", "team-b", "teamzz"]
    assert aliases(AliasPrefix="team-") == ["team-a", "team-b"]
    assert aliases(AliasPrefix="team", Type="ESCALATION") == ["team"]
    assert aliases(Type="ONCALL_SCHEDULE") == []
    summary = estate.client.list_contacts(Type="ESCALATION")["Contacts"]
    assert summary == [{"ContactArn": f"{ARN}team", "Alias": "team", "Type": "ESCALATION", "DisplayName": "Team"}]


def test_a_repeated_token_makes_one_contact(estate: Any, refused: Any) -> None:
    first = estate.contact("ada", IdempotencyToken="token-1")
    assert estate.contact("ada", IdempotencyToken="token-1") == first
    refused("ConflictException", estate.client.create_contact, Alias="ada", Type="PERSONAL", Plan={})
    estate.client.delete_contact(ContactId=first)
    assert estate.contact("ada", IdempotencyToken="token-1") == first
    assert len(estate.client.list_contacts()["Contacts"]) == 1


def test_a_region_has_its_own_contacts(server: Any, refused: Any) -> None:
    server.enable("us-east-1", "us-west-2")
    east = server.client("ssm-contacts")
    west = server.client("ssm-contacts", region="us-west-2")
    ada = east.create_contact(Alias="ada", Type="PERSONAL", Plan={})["ContactArn"]
    assert west.list_contacts()["Contacts"] == []
    refused("ResourceNotFoundException", west.get_contact, ContactId=ada)
    western = west.create_contact(Alias="ada", Type="PERSONAL", Plan={})["ContactArn"]
    assert western == "arn:aws:ssm-contacts:us-west-2:111122223333:contact/ada"


def test_an_account_has_its_own_contacts(server: Any, estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    server.enable(account="444455556666")
    other = server.client("ssm-contacts", account="444455556666")
    assert other.list_contacts()["Contacts"] == []
    refused("ResourceNotFoundException", other.get_contact, ContactId=ada)
