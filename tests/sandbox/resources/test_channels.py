"""Channels and their activation."""

from __future__ import annotations

from typing import Any

import pytest


def status(estate: Any, channel: str) -> str:
    return str(estate.client.get_contact_channel(ContactChannelId=channel)["ActivationStatus"])


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_channel_reads_back(estate: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada)
    assert phone.startswith("arn:aws:ssm-contacts:us-east-1:111122223333:contact-channel/ada/")
    expected = {
        "ContactChannelArn": phone,
        "ContactArn": ada,
        "Name": "phone",
        "Type": "SMS",
        "DeliveryAddress": {"SimpleAddress": "+12025550101"},
        "ActivationStatus": "NOT_ACTIVATED",
    }
    read = estate.client.get_contact_channel(ContactChannelId=phone)
    del read["ResponseMetadata"]
    assert read == expected
    assert estate.client.list_contact_channels(ContactId=ada)["ContactChannels"] == [expected]


def test_channels_are_listed_in_the_order_of_their_creation(estate: Any) -> None:
    ada = estate.contact("ada")
    for name in ("zulu", "alpha", "mike"):
        estate.channel(ada, name, "EMAIL", f"{name}@example.gov")
    listed = estate.client.list_contact_channels(ContactId=ada)["ContactChannels"]
    assert [channel["Name"] for channel in listed] == ["zulu", "alpha", "mike"]


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("SMS", "2025550101"),
        ("SMS", "+1 202 555 0101"),
        ("VOICE", "+0123456789"),
        ("VOICE", "+12"),
        ("VOICE", "+1234567890123456"),
        ("VOICE", "ada@example.gov"),
        ("EMAIL", "ada"),
        ("EMAIL", "ada@example"),
        ("EMAIL", "ada @example.gov"),
        ("EMAIL", "+12025550101"),
    ],
)
def test_an_address_fits_its_type(estate: Any, refused: Any, kind: str, address: str) -> None:
    ada = estate.contact("ada")
    members = {"ContactId": ada, "Name": "device", "Type": kind}
    address_member = {"SimpleAddress": address}
    refused("ValidationException", estate.client.create_contact_channel, **members, DeliveryAddress=address_member)
    good = {"SMS": "+12025550101", "VOICE": "+442079460000", "EMAIL": "ada.l+x@mail.example.gov"}[kind]
    channel = estate.channel(ada, "device", kind, good)
    refused(
        "ValidationException",
        estate.client.update_contact_channel,
        ContactChannelId=channel,
        DeliveryAddress=address_member,
    )


def test_an_address_is_needed(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    members = {"ContactId": ada, "Name": "device", "Type": "SMS", "DeliveryAddress": {}}
    refused("ValidationException", estate.client.create_contact_channel, **members)


def test_only_people_have_channels(estate: Any, refused: Any) -> None:
    ladder = estate.contact("ladder", Type="ESCALATION")
    members = {"Name": "device", "Type": "SMS", "DeliveryAddress": {"SimpleAddress": "+12025550101"}}
    refused("ValidationException", estate.client.create_contact_channel, ContactId=ladder, **members)
    missing = ladder.replace("ladder", "nobody")
    refused("ValidationException", estate.client.create_contact_channel, ContactId=missing, **members)


def test_names_and_addresses_are_taken_once_per_contact(estate: Any, refused: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    phone = estate.phone(ada)
    create = estate.client.create_contact_channel
    same_name = {"ContactId": ada, "Name": "phone", "Type": "EMAIL", "DeliveryAddress": {"SimpleAddress": "a@b.gov"}}
    error = refused("ConflictException", create, **same_name)
    assert (error["ResourceId"], error["ResourceType"]) == (phone, "CONTACT_CHANNEL")
    same = {"ContactId": ada, "Name": "other", "Type": "SMS", "DeliveryAddress": {"SimpleAddress": "+12025550101"}}
    assert refused("ConflictException", create, **same)["ResourceId"] == phone
    assert estate.phone(grace)
    voice = estate.channel(ada, "voice", "VOICE", "+12025550101")
    refused("ConflictException", estate.client.update_contact_channel, ContactChannelId=voice, Name="phone")
    estate.client.update_contact_channel(ContactChannelId=voice, Name="voice")
    assert len(estate.client.list_contact_channels(ContactId=ada)["ContactChannels"]) == 2


def test_an_unknown_channel_is_not_found(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    missing = f"{ada.replace(':contact/', ':contact-channel/')}/00000000-0000-4000-8000-000000000000"
    client = estate.client
    for call, members in (
        (client.get_contact_channel, {}),
        (client.update_contact_channel, {"Name": "x"}),
        (client.delete_contact_channel, {}),
        (client.send_activation_code, {}),
        (client.activate_contact_channel, {"ActivationCode": "123456"}),
        (client.deactivate_contact_channel, {}),
    ):
        error = refused("ResourceNotFoundException", call, ContactChannelId=missing, **members)
        assert error["ResourceType"] == "CONTACT_CHANNEL"


def test_a_new_channel_is_sent_a_code_that_activates_it(server: Any, estate: Any, codes: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada)
    assert status(estate, phone) == "NOT_ACTIVATED"
    (message,) = server.control("GET", "inbox?contact=ada")
    assert len(message["code"]) == 6
    assert message["code"].isdecimal()
    assert message["code"] in message["body"]
    assert message["channel"] == "phone"
    assert message["type"] == "SMS"
    assert message["address"] == "+12025550101"
    assert message["channel_arn"] == phone
    estate.client.activate_contact_channel(ContactChannelId=phone, ActivationCode=codes("ada")[0])
    assert status(estate, phone) == "ACTIVATED"
    listed = estate.client.list_contact_channels(ContactId=ada)["ContactChannels"]
    assert listed[0]["ActivationStatus"] == "ACTIVATED"


def test_a_deferred_channel_is_sent_nothing_until_asked(estate: Any, codes: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada, DeferActivation=True)
    assert codes("ada") == []
    refused(
        "ValidationException",
        estate.client.activate_contact_channel,
        ContactChannelId=phone,
        ActivationCode="000000",
    )
    estate.client.send_activation_code(ContactChannelId=phone)
    estate.client.activate_contact_channel(ContactChannelId=phone, ActivationCode=codes("ada")[0])
    assert status(estate, phone) == "ACTIVATED"


def test_a_wrong_code_activates_nothing(estate: Any, codes: Any, refused: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    activate = estate.client.activate_contact_channel
    refused("ValidationException", activate, ContactChannelId=phone, ActivationCode=other_than(codes("ada")[0]))
    assert status(estate, phone) == "NOT_ACTIVATED"
    activate(ContactChannelId=phone, ActivationCode=codes("ada")[0])


def test_only_the_code_sent_last_counts(estate: Any, codes: Any, refused: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    activate = estate.client.activate_contact_channel
    while len(set(codes("ada"))) < 2:
        estate.client.send_activation_code(ContactChannelId=phone)
    first, *_, last = dict.fromkeys(codes("ada"))
    refused("ValidationException", activate, ContactChannelId=phone, ActivationCode=first)
    activate(ContactChannelId=phone, ActivationCode=last)


def test_a_code_is_good_for_its_channel_only(estate: Any, server: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada)
    mail = estate.channel(ada, "mail", "EMAIL", "ada@example.gov", DeferActivation=True)
    (message,) = server.control("GET", "inbox?contact=ada")
    activate = estate.client.activate_contact_channel
    refused("ValidationException", activate, ContactChannelId=mail, ActivationCode=message["code"])
    assert status(estate, phone) == "NOT_ACTIVATED"


def test_a_deactivated_channel_needs_a_new_code(estate: Any, codes: Any, refused: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    activate = estate.client.activate_contact_channel
    activate(ContactChannelId=phone, ActivationCode=codes("ada")[0])
    estate.client.send_activation_code(ContactChannelId=phone)
    estate.client.deactivate_contact_channel(ContactChannelId=phone)
    assert status(estate, phone) == "NOT_ACTIVATED"
    for code in codes("ada"):
        refused("ValidationException", activate, ContactChannelId=phone, ActivationCode=code)
    estate.client.deactivate_contact_channel(ContactChannelId=phone)
    estate.client.send_activation_code(ContactChannelId=phone)
    activate(ContactChannelId=phone, ActivationCode=codes("ada")[-1])
    assert status(estate, phone) == "ACTIVATED"


def test_another_name_keeps_the_activation_and_another_address_does_not(estate: Any, codes: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    update = estate.client.update_contact_channel
    estate.client.activate_contact_channel(ContactChannelId=phone, ActivationCode=codes("ada")[0])
    update(ContactChannelId=phone, Name="mobile")
    update(ContactChannelId=phone, DeliveryAddress={"SimpleAddress": "+12025550101"})
    assert status(estate, phone) == "ACTIVATED"
    update(ContactChannelId=phone, DeliveryAddress={"SimpleAddress": "+12025550102"})
    read = estate.client.get_contact_channel(ContactChannelId=phone)
    assert read["Name"] == "mobile"
    assert read["DeliveryAddress"] == {"SimpleAddress": "+12025550102"}
    assert read["ActivationStatus"] == "NOT_ACTIVATED"


def test_a_code_sent_to_the_old_address_is_worthless(estate: Any, codes: Any, refused: Any) -> None:
    phone = estate.phone(estate.contact("ada"))
    estate.client.update_contact_channel(ContactChannelId=phone, DeliveryAddress={"SimpleAddress": "+12025550102"})
    refused(
        "ValidationException",
        estate.client.activate_contact_channel,
        ContactChannelId=phone,
        ActivationCode=codes("ada")[0],
    )


def test_a_deleted_channel_is_gone_and_its_address_free(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada)
    estate.client.delete_contact_channel(ContactChannelId=phone)
    assert estate.client.list_contact_channels(ContactId=ada)["ContactChannels"] == []
    refused("ResourceNotFoundException", estate.client.delete_contact_channel, ContactChannelId=phone)
    assert estate.phone(ada) != phone


def test_a_repeated_token_makes_one_channel_and_sends_one_code(estate: Any, codes: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada, IdempotencyToken="token-1")
    assert estate.phone(ada, IdempotencyToken="token-1") == phone
    assert len(codes("ada")) == 1
    estate.client.delete_contact_channel(ContactChannelId=phone)
    assert estate.phone(ada, IdempotencyToken="token-1") != phone
