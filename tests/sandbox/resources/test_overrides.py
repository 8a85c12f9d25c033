"""Rotation overrides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def now(server: Any, estate: Any) -> datetime:  # noqa: ARG001 - making the replication set moves the clock
    return datetime.fromisoformat(server.control("GET", "clock")["now"]).replace(microsecond=0)


@pytest.fixture
def rotation(estate: Any) -> str:
    return str(estate.rotation("primary", estate.people("ada", "grace")))


@pytest.fixture
def ada(rotation: str) -> str:  # noqa: ARG001 - its members are made with it
    return "arn:aws:ssm-contacts:us-east-1:111122223333:contact/ada"


def members(rotation: str, people: list[str], start: datetime, length: timedelta) -> dict[str, Any]:
    return {"RotationId": rotation, "NewContactIds": people, "StartTime": start, "EndTime": start + length}


HOUR = timedelta(hours=1)


def test_an_override_reads_back(estate: Any, rotation: str, ada: str, now: datetime) -> None:
    wanted = members(rotation, [ada], now + HOUR, HOUR)
    made = estate.client.create_rotation_override(**wanted)["RotationOverrideId"]
    assert len(made) == 36
    read = estate.client.get_rotation_override(RotationId=rotation, RotationOverrideId=made)
    del read["ResponseMetadata"]
    created = read.pop("CreateTime")
    assert timedelta() <= created - now < timedelta(seconds=30)
    assert read == {
        "RotationOverrideId": made,
        "RotationArn": rotation,
        "NewContactIds": [ada],
        "StartTime": now + HOUR,
        "EndTime": now + 2 * HOUR,
    }


def test_nobody_on_call_and_the_past_and_an_overlap_are_accepted(
    estate: Any, rotation: str, ada: str, now: datetime
) -> None:
    create = estate.client.create_rotation_override
    create(**members(rotation, [], now, HOUR))
    create(**members(rotation, [ada], now - 48 * HOUR, HOUR))
    create(**members(rotation, [ada], now + HOUR / 2, HOUR))
    listed = estate.client.list_rotation_overrides(
        RotationId=rotation, StartTime=now - 100 * HOUR, EndTime=now + 100 * HOUR
    )["RotationOverrides"]
    assert [override["NewContactIds"] for override in listed] == [[ada], [], [ada]]


def test_an_override_takes_half_an_hour_and_ends_after_its_start(
    estate: Any, rotation: str, ada: str, now: datetime, refused: Any
) -> None:
    create = estate.client.create_rotation_override
    for length in (timedelta(minutes=29, seconds=59), timedelta(), -HOUR):
        refused("ValidationException", create, **members(rotation, [ada], now, length))
    create(**members(rotation, [ada], now, timedelta(minutes=30)))


def test_an_override_starts_within_six_months(
    estate: Any, rotation: str, ada: str, now: datetime, refused: Any
) -> None:
    create = estate.client.create_rotation_override
    refused("ValidationException", create, **members(rotation, [ada], now + timedelta(days=185), HOUR))
    create(**members(rotation, [ada], now + timedelta(days=180), HOUR))


def test_the_people_of_an_override_are_in_the_rotation(
    estate: Any, rotation: str, ada: str, now: datetime, refused: Any
) -> None:
    create = estate.client.create_rotation_override
    stranger = estate.contact("stranger")
    ladder = estate.contact("ladder", Type="ESCALATION")
    refused("ValidationException", create, **members(rotation, [ada, stranger], now, HOUR))
    refused("ValidationException", create, **members(rotation, [ladder], now, HOUR))
    nobody = ada.replace("ada", "nobody")
    refused("ResourceNotFoundException", create, **members(rotation, [nobody], now, HOUR))


def test_the_list_holds_what_touches_the_interval_by_start(
    estate: Any, rotation: str, ada: str, now: datetime, refused: Any
) -> None:
    late, early = (
        estate.client.create_rotation_override(**members(rotation, [ada], now + hours * HOUR, HOUR))[
            "RotationOverrideId"
        ]
        for hours in (10, 5)
    )

    def listed(start: float, end: float) -> list[str]:
        answer = estate.client.list_rotation_overrides(
            RotationId=rotation, StartTime=now + start * HOUR, EndTime=now + end * HOUR
        )
        return [override["RotationOverrideId"] for override in answer["RotationOverrides"]]

    assert listed(0, 24) == [early, late]
    assert listed(5.5, 10) == [early]
    assert listed(6, 10) == []
    assert listed(6, 10.5) == [late]
    interval = {"RotationId": rotation, "StartTime": now}
    refused("ValidationException", estate.client.list_rotation_overrides, **interval)
    refused("ValidationException", estate.client.list_rotation_overrides, **interval, EndTime=now)


def test_a_deleted_override_is_gone(estate: Any, rotation: str, ada: str, now: datetime, refused: Any) -> None:
    made = estate.client.create_rotation_override(**members(rotation, [ada], now, HOUR))["RotationOverrideId"]
    which = {"RotationId": rotation, "RotationOverrideId": made}
    estate.client.delete_rotation_override(**which)
    for call in (estate.client.get_rotation_override, estate.client.delete_rotation_override):
        error = refused("ResourceNotFoundException", call, **which)
        assert (error["ResourceId"], error["ResourceType"]) == (made, "ROTATION_OVERRIDE")
    interval = {"StartTime": now - HOUR, "EndTime": now + 9 * HOUR}
    assert estate.client.list_rotation_overrides(RotationId=rotation, **interval)["RotationOverrides"] == []


def test_an_override_belongs_to_its_rotation(estate: Any, rotation: str, ada: str, now: datetime, refused: Any) -> None:
    other = estate.rotation("other", [ada])
    made = estate.client.create_rotation_override(**members(rotation, [ada], now, HOUR))["RotationOverrideId"]
    refused(
        "ResourceNotFoundException",
        estate.client.get_rotation_override,
        RotationId=other,
        RotationOverrideId=made,
    )


def test_an_unknown_rotation_is_an_invalid_arn(contacts: Any, refused: Any) -> None:
    arn = "arn:aws:ssm-contacts:us-east-1:111122223333:rotation/none"
    interval = {"StartTime": datetime(2026, 1, 1, tzinfo=UTC), "EndTime": datetime(2026, 1, 2, tzinfo=UTC)}
    for call, more in (
        (contacts.create_rotation_override, {"NewContactIds": [], **interval}),
        (contacts.list_rotation_overrides, interval),
        (contacts.get_rotation_override, {"RotationOverrideId": NOBODY}),
        (contacts.delete_rotation_override, {"RotationOverrideId": NOBODY}),
    ):
        error = refused("ValidationException", call, RotationId=arn, **more)
        assert error["Error"]["Message"].startswith("Invalid value provided - Invalid resource Arn")


def test_a_deleted_rotation_drops_its_overrides(
    estate: Any, rotation: str, ada: str, now: datetime, refused: Any
) -> None:
    wanted = members(rotation, [ada], now, HOUR)
    made = estate.client.create_rotation_override(**wanted)["RotationOverrideId"]
    estate.client.delete_rotation(RotationId=rotation)
    which = {"RotationId": rotation, "RotationOverrideId": made}
    refused("ValidationException", estate.client.get_rotation_override, **which)


def test_a_repeated_token_makes_one_override(estate: Any, rotation: str, ada: str, now: datetime) -> None:
    wanted = {**members(rotation, [ada], now, HOUR), "IdempotencyToken": "token-1"}
    create = estate.client.create_rotation_override
    made = create(**wanted)["RotationOverrideId"]
    assert create(**wanted)["RotationOverrideId"] == made
    interval = {"StartTime": now - HOUR, "EndTime": now + 9 * HOUR}
    listed = estate.client.list_rotation_overrides(RotationId=rotation, **interval)["RotationOverrides"]
    assert [override["RotationOverrideId"] for override in listed] == [made]
    estate.client.delete_rotation_override(RotationId=rotation, RotationOverrideId=made)
    assert create(**wanted)["RotationOverrideId"] != made
