"""Rotations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

MISSING = "arn:aws:ssm-contacts:us-east-1:111122223333:rotation/none"


def at(hour: int, minute: int = 0) -> dict[str, int]:
    return {"HourOfDay": hour, "MinuteOfHour": minute}


DAILY = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [at(9)]}


def get(estate: Any, rotation: str) -> dict[str, Any]:
    answer: dict[str, Any] = estate.client.get_rotation(RotationId=rotation)
    return answer


def test_a_rotation_reads_back(estate: Any) -> None:
    grace, ada = estate.people("grace", "ada")
    start = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)
    recurrence = {
        "NumberOfOnCalls": 2,
        "RecurrenceMultiplier": 3,
        "WeeklySettings": [
            {"DayOfWeek": "TUE", "HandOffTime": at(13, 30)},
            {"DayOfWeek": "MON", "HandOffTime": at(8)},
        ],
        "ShiftCoverages": {"FRI": [{"Start": at(8, 30), "End": at(17, 45)}]},
    }
    rotation = estate.rotation("primary", [grace, ada], StartTime=start, Recurrence=recurrence)
    assert rotation.startswith("arn:aws:ssm-contacts:us-east-1:111122223333:rotation/")
    assert "primary" not in rotation
    read = get(estate, rotation)
    del read["ResponseMetadata"]
    expected = {
        "RotationArn": rotation,
        "Name": "primary",
        "ContactIds": [grace, ada],
        "StartTime": start,
        "TimeZoneId": "America/New_York",
        "Recurrence": recurrence,
    }
    assert read == expected
    assert estate.client.list_rotations()["Rotations"] == [expected]


def test_coverage_days_come_back_in_another_order(estate: Any) -> None:
    windows = {day: [{"Start": at(8), "End": at(17)}] for day in ("MON", "TUE", "WED")}
    recurrence = {**DAILY, "ShiftCoverages": windows}
    rotation = estate.rotation("primary", estate.people("ada"), Recurrence=recurrence)
    for _ in range(2):
        read = get(estate, rotation)["Recurrence"]["ShiftCoverages"]
        assert read == windows
        assert list(read) == ["WED", "TUE", "MON"]
        estate.client.update_rotation(RotationId=rotation, Recurrence=recurrence)


def test_a_rotation_starts_now_unless_told_otherwise_in_whole_seconds(server: Any, estate: Any) -> None:
    people = estate.people("ada")
    now = datetime.fromisoformat(server.control("GET", "clock")["now"])
    started = get(estate, estate.rotation("now", people))["StartTime"]
    assert started.microsecond == 0
    assert now - timedelta(seconds=1) < started < now + timedelta(seconds=30)
    given = datetime(2030, 1, 1, 12, 0, 0, 250_000, tzinfo=UTC)
    assert get(estate, estate.rotation("given", people, StartTime=given))["StartTime"] == given.replace(microsecond=0)


def test_members_are_existing_people(estate: Any, refused: Any) -> None:
    ada = estate.contact("ada")
    ladder = estate.contact("ladder", Type="ESCALATION")
    schedule = estate.schedule("schedule")
    rotation = estate.rotation("primary", [ada])
    for other in (ladder, schedule):
        members = {"TimeZoneId": "UTC", "Recurrence": DAILY, "ContactIds": [ada, other]}
        refused("ValidationException", estate.client.create_rotation, Name="x", **members)
        refused("ValidationException", estate.client.update_rotation, RotationId=rotation, **members)
    nobody = ada.replace("ada", "nobody")
    members = {"TimeZoneId": "UTC", "Recurrence": DAILY, "ContactIds": [nobody]}
    error = refused("ResourceNotFoundException", estate.client.create_rotation, Name="x", **members)
    assert error["ResourceId"] == nobody
    refused("ResourceNotFoundException", estate.client.update_rotation, RotationId=rotation, **members)
    assert get(estate, rotation)["ContactIds"] == [ada]
    assert get(estate, rotation)["TimeZoneId"] == "America/New_York"
    assert len(estate.client.list_rotations()["Rotations"]) == 1


@pytest.mark.parametrize("zone", ["PST", "America/Gotham", "america/new_york", "Etc/GMT+5", "UTC+2"])
def test_zones_are_those_of_iana(estate: Any, refused: Any, zone: str) -> None:
    ada = estate.people("ada")
    members = {"Name": "x", "ContactIds": ada, "Recurrence": DAILY}
    refused("ValidationException", estate.client.create_rotation, TimeZoneId=zone, **members)
    rotation = estate.rotation("y", ada, TimeZoneId="Etc/GMT-5")
    refused(
        "ValidationException",
        estate.client.update_rotation,
        RotationId=rotation,
        Recurrence=DAILY,
        TimeZoneId=zone,
    )


def test_a_recurrence_needs_hand_offs(estate: Any, refused: Any) -> None:
    ada = estate.people("ada")
    bare = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1}
    for recurrence in (bare, {**bare, "DailySettings": []}):
        refused(
            "ValidationException",
            estate.client.create_rotation,
            Name="x",
            ContactIds=ada,
            TimeZoneId="UTC",
            Recurrence=recurrence,
        )
    monthly = {**bare, "MonthlySettings": [{"DayOfMonth": 31, "HandOffTime": at(9)}]}
    for number, recurrence in enumerate((DAILY, monthly, {**DAILY, **monthly})):
        rotation = estate.rotation(f"r{number}", ada, Recurrence=recurrence)
        assert get(estate, rotation)["Recurrence"] == recurrence


@pytest.mark.parametrize(
    ("start", "end", "accepted"),
    [
        (at(8), at(8, 29), False),
        (at(8), at(8, 30), True),
        (at(8), at(8), True),
        (at(23, 50), at(0, 10), False),
        (at(22), at(6), True),
        (at(8), None, False),
    ],
)
def test_a_coverage_takes_half_an_hour(
    estate: Any, refused: Any, start: dict[str, int], end: dict[str, int] | None, accepted: bool
) -> None:
    window = {"Start": start, **({"End": end} if end else {})}
    members = {
        "Name": "x",
        "ContactIds": estate.people("ada"),
        "TimeZoneId": "UTC",
        "Recurrence": {**DAILY, "ShiftCoverages": {"MON": [window]}},
    }
    if accepted:
        estate.client.create_rotation(**members)
    else:
        refused("ValidationException", estate.client.create_rotation, **members)


def test_a_name_is_taken_once(estate: Any, refused: Any) -> None:
    ada = estate.people("ada")
    rotation = estate.rotation("primary", ada)
    members = {"Name": "primary", "ContactIds": ada, "TimeZoneId": "UTC", "Recurrence": DAILY}
    error = refused("ConflictException", estate.client.create_rotation, **members)
    assert (error["ResourceId"], error["ResourceType"]) == (rotation, "ROTATION")
    estate.client.delete_rotation(RotationId=rotation)
    assert estate.client.create_rotation(**members)["RotationArn"] != rotation


def test_an_update_replaces_the_recurrence_and_leaves_the_rest(estate: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    start = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)
    first = {**DAILY, "ShiftCoverages": {"MON": [{"Start": at(8), "End": at(17)}]}}
    rotation = estate.rotation("primary", [ada, grace], StartTime=start, Recurrence=first)
    before = get(estate, rotation)
    estate.client.update_rotation(RotationId=rotation, Recurrence=estate.weekly)
    after = get(estate, rotation)
    assert after["Recurrence"] == estate.weekly
    for member in ("Name", "ContactIds", "StartTime", "TimeZoneId"):
        assert after[member] == before[member]
    moved = datetime(2046, 10, 20, 17, 0, 0, 999_000, tzinfo=UTC)
    estate.client.update_rotation(
        RotationId=rotation,
        Recurrence=estate.weekly,
        ContactIds=[grace],
        StartTime=moved,
        TimeZoneId="Europe/Dublin",
    )
    last = get(estate, rotation)
    assert last["ContactIds"] == [grace]
    assert last["StartTime"] == moved.replace(microsecond=0)
    assert last["TimeZoneId"] == "Europe/Dublin"


def test_an_update_needs_a_recurrence(estate: Any, refused: Any) -> None:
    rotation = estate.rotation("primary", estate.people("ada"))
    refused("ValidationException", estate.client.update_rotation, RotationId=rotation, TimeZoneId="UTC")


def test_an_unknown_rotation_is_not_found(contacts: Any, refused: Any) -> None:
    for call, members in (
        (contacts.get_rotation, {}),
        (contacts.update_rotation, {"Recurrence": DAILY}),
        (contacts.delete_rotation, {}),
    ):
        error = refused("ResourceNotFoundException", call, RotationId=MISSING, **members)
        assert (error["ResourceId"], error["ResourceType"]) == (MISSING, "ROTATION")


def test_rotations_are_listed_by_prefix(estate: Any) -> None:
    ada = estate.people("ada")
    for name in ("team b", "team a", "other"):
        estate.rotation(name, ada)

    def names(**members: Any) -> list[str]:
        return [rotation["Name"] for rotation in estate.client.list_rotations(**members)["Rotations"]]

    assert names() == ["team b", "team a", "other"]
    assert names(RotationNamePrefix="team") == ["team b", "team a"]
    assert names(RotationNamePrefix="nothing") == []


def test_a_repeated_token_makes_one_rotation(estate: Any, refused: Any) -> None:
    ada, grace = estate.people("ada", "grace")
    rotation = estate.rotation("primary", [ada], IdempotencyToken="token-1")
    assert estate.rotation("primary", [ada], IdempotencyToken="token-1") == rotation
    assert len(estate.client.list_rotations()["Rotations"]) == 1
    members = {"TimeZoneId": "UTC", "Recurrence": DAILY, "Name": "primary", "IdempotencyToken": "token-1"}
    refused("ValidationException", estate.client.create_rotation, ContactIds=[grace], **members)
    estate.client.delete_rotation(RotationId=rotation)
    assert estate.rotation("primary", [ada], IdempotencyToken="token-1") != rotation
