"""What plans may say."""

from __future__ import annotations

from typing import Any

import pytest

MISSING = "arn:aws:ssm-contacts:us-east-1:111122223333:"


def stage(*targets: dict[str, Any], minutes: int = 5) -> dict[str, Any]:
    return {"Stages": [{"DurationInMinutes": minutes, "Targets": list(targets)}]}


def to_channel(arn: str, **members: Any) -> dict[str, Any]:
    return {"ChannelTargetInfo": {"ContactChannelId": arn, **members}}


def to_contact(arn: str, *, essential: bool = True) -> dict[str, Any]:
    return {"ContactTargetInfo": {"ContactId": arn, "IsEssential": essential}}


@pytest.mark.parametrize("stages", [[], [{"DurationInMinutes": 5, "Targets": []}]])
def test_a_schedule_with_stages_is_refused_even_if_there_are_none(contacts: Any, refused: Any, stages: Any) -> None:
    plan = {"Stages": stages, "RotationIds": []}
    error = refused("ValidationException", contacts.create_contact, Alias="primary", Type="ONCALL_SCHEDULE", Plan=plan)
    assert "ONCALL SCHEDULE contact cannot have stages in plan" in error["Error"]["Message"]
    assert error["Reason"] == "OTHER"


@pytest.mark.parametrize("kind", ["PERSONAL", "ESCALATION"])
def test_rotations_belong_to_schedules_only(contacts: Any, refused: Any, kind: str) -> None:
    plan: dict[str, Any] = {"Stages": [], "RotationIds": []}
    refused("ValidationException", contacts.create_contact, Alias="ada", Type=kind, Plan=plan)


@pytest.mark.parametrize("kind", ["PERSONAL", "ESCALATION"])
def test_a_stage_without_target_must_take_time(contacts: Any, refused: Any, kind: str) -> None:
    refused("ValidationException", contacts.create_contact, Alias="a", Type=kind, Plan=stage(minutes=0))
    contacts.create_contact(Alias="a", Type=kind, Plan=stage(minutes=1))


def test_a_stage_of_zero_minutes_with_a_target_is_accepted(estate: Any) -> None:
    ada = estate.contact("ada")
    plan = stage(to_contact(ada, essential=False), minutes=0)
    assert estate.plan(estate.contact("ladder", Type="ESCALATION", Plan=plan)) == plan


def test_a_stage_takes_at_most_thirty_minutes(contacts: Any, refused: Any) -> None:
    refused("ValidationException", contacts.create_contact, Alias="a", Type="PERSONAL", Plan=stage(minutes=31))


def test_a_persons_plan_reads_back_in_order_and_as_sent(estate: Any) -> None:
    ada = estate.contact("ada")
    phone, mail = estate.phone(ada), estate.channel(ada, "mail", "EMAIL", "ada@example.gov")
    plan = stage(to_channel(phone, RetryIntervalInMinutes=1), to_channel(mail))
    plan["Stages"] += stage(to_channel(mail, RetryIntervalInMinutes=0), minutes=0)["Stages"]
    estate.client.update_contact(ContactId=ada, Plan=plan)
    assert estate.plan(ada) == plan


def test_an_escalation_plan_reads_back_in_order(estate: Any) -> None:
    grace, ada = estate.people("grace", "ada")
    schedule = estate.schedule("primary", estate.rotation("r", [ada]))
    plan = stage(to_contact(schedule), to_contact(grace, essential=False), to_contact(ada))
    assert estate.plan(estate.contact("ladder", Type="ESCALATION", Plan=plan)) == plan


def test_an_engagement_plan_names_own_existing_channels_only(estate: Any, refused: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    foreign = estate.phone(grace)
    missing = f"{MISSING}contact-channel/ada/00000000-0000-4000-8000-000000000000"
    for target in (to_channel(foreign), to_channel(missing), to_contact(grace), {}):
        refused("ValidationException", estate.client.update_contact, ContactId=ada, Plan=stage(target))
    both = {**to_channel(estate.phone(ada)), **to_contact(grace)}
    refused("ValidationException", estate.client.update_contact, ContactId=ada, Plan=stage(both))
    assert estate.plan(ada) == {"Stages": []}


def test_an_escalation_plan_names_people_and_schedules_only(estate: Any, refused: Any) -> None:
    ladder = estate.contact("ladder", Type="ESCALATION")
    ada = estate.contact("ada")
    bad: list[dict[str, Any]] = [
        to_contact(ladder),
        to_contact(f"{MISSING}contact/nobody"),
        to_contact("arn:aws:ssm-contacts:us-east-1:444455556666:contact/ada"),
        to_channel(estate.phone(ada)),
        {"ContactTargetInfo": {"IsEssential": True}},
    ]
    for target in bad:
        refused("ValidationException", estate.client.update_contact, ContactId=ladder, Plan=stage(target))
    assert estate.plan(ladder) == {"Stages": []}


def test_a_schedule_names_existing_rotations_and_at_most_eight(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    rotations = [estate.rotation(f"r{number}", [ada]) for number in range(9)]
    create = {"Alias": "primary", "Type": "ONCALL_SCHEDULE"}
    missing = {"RotationIds": [f"{MISSING}rotation/none"]}
    refused("ValidationException", estate.client.create_contact, **create, Plan=missing)
    nine = refused(
        "ServiceQuotaExceededException", estate.client.create_contact, **create, Plan={"RotationIds": rotations}
    )
    assert nine["QuotaCode"]
    assert nine["ServiceCode"] == "ssm-contacts"
    reversed_eight = rotations[7::-1]
    assert estate.plan(estate.schedule("primary", *reversed_eight)) == {"RotationIds": reversed_eight}


def test_a_deleted_channel_stays_in_the_plan(estate: Any) -> None:
    ada = estate.contact("ada")
    phone = estate.phone(ada)
    plan = stage(to_channel(phone))
    estate.client.update_contact(ContactId=ada, Plan=plan)
    estate.client.delete_contact_channel(ContactChannelId=phone)
    assert estate.plan(ada) == plan


def test_a_deleted_rotation_leaves_every_schedule(estate: Any) -> None:
    ada = estate.contact("ada")
    one, two = estate.rotation("one", [ada]), estate.rotation("two", [ada])
    first, second = estate.schedule("first", one, two), estate.schedule("second", two)
    former = estate.schedule("former", two)
    estate.client.update_contact(ContactId=former, Plan={"RotationIds": [one]})
    estate.client.delete_rotation(RotationId=two)
    assert estate.plan(first) == {"RotationIds": [one]}
    assert estate.plan(second) == {"RotationIds": []}
    assert estate.plan(former) == {"RotationIds": [one]}


def test_a_deleted_schedule_leaves_its_rotations(estate: Any) -> None:
    rotation = estate.rotation("one", [estate.contact("ada")])
    schedule = estate.schedule("first", rotation)
    estate.client.delete_contact(ContactId=schedule)
    assert estate.client.get_rotation(RotationId=rotation)["Name"] == "one"
    estate.client.delete_rotation(RotationId=rotation)
