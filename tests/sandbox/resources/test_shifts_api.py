"""The two operations that show shifts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

MISSING = "arn:aws:ssm-contacts:us-east-1:111122223333:rotation/none"
START = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)
EIGHT = {"HourOfDay": 8, "MinuteOfHour": 0}
DAILY = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [EIGHT]}


def utc(month: int, day: int, hour: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def people(estate: Any) -> list[str]:
    return list(estate.people("ada", "barbara", "chen"))


@pytest.fixture
def rotation(estate: Any, people: list[str]) -> str:
    """Weekly, Tuesdays at 13:00 in New York."""
    return str(estate.rotation("primary", people, StartTime=START))


def brief(answer: dict[str, Any], people: list[str]) -> list[tuple[Any, ...]]:
    letters = dict(zip(people, "ABC", strict=True))
    return [
        (
            shift["StartTime"],
            shift["EndTime"],
            shift["Type"],
            "".join(letters[arn] for arn in shift["ContactIds"]),
            "".join(letters[arn] for arn in shift.get("ShiftDetails", {}).get("OverriddenContactIds", [])),
        )
        for shift in answer["RotationShifts"]
    ]


WEEKS = [
    (utc(10, 20, 17), utc(10, 27, 17), "REGULAR", "A", ""),
    (utc(10, 27, 17), utc(11, 3, 18), "REGULAR", "B", ""),
    (utc(11, 3, 18), utc(11, 10, 18), "REGULAR", "C", ""),
    (utc(11, 10, 18), utc(11, 17, 18), "REGULAR", "A", ""),
]


def test_shifts_follow_the_rotation_and_are_whole(estate: Any, rotation: str, people: list[str]) -> None:
    list_shifts = estate.client.list_rotation_shifts
    interval = {"RotationId": rotation, "StartTime": START, "EndTime": utc(11, 17, 18)}
    assert brief(list_shifts(**interval), people) == WEEKS
    inside = {"RotationId": rotation, "StartTime": utc(10, 28, 0), "EndTime": utc(10, 28, 1)}
    assert brief(list_shifts(**inside), people) == WEEKS[1:2]
    before = {"RotationId": rotation, "StartTime": utc(1, 1, 0), "EndTime": START}
    assert brief(list_shifts(**before), people) == []


def test_an_override_takes_the_place_of_the_crew_until_it_is_deleted(estate: Any, people: list[str]) -> None:
    start = (datetime.now(UTC) + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    hand_off = {"HourOfDay": start.hour, "MinuteOfHour": 0}
    recurrence = {**DAILY, "DailySettings": [hand_off]}
    rotation = estate.rotation("daily", people, StartTime=start, Recurrence=recurrence, TimeZoneId="UTC")
    hour, day = timedelta(hours=1), timedelta(days=1)
    override = estate.client.create_rotation_override(
        RotationId=rotation, NewContactIds=[people[2]], StartTime=start + day - hour, EndTime=start + day + hour
    )["RotationOverrideId"]
    interval = {"RotationId": rotation, "StartTime": start, "EndTime": start + 2 * day}
    assert brief(estate.client.list_rotation_shifts(**interval), people) == [
        (start, start + day - hour, "REGULAR", "A", ""),
        (start + day - hour, start + day, "OVERRIDDEN", "C", "A"),
        (start + day, start + day + hour, "OVERRIDDEN", "C", "B"),
        (start + day + hour, start + 2 * day, "REGULAR", "B", ""),
    ]
    estate.client.delete_rotation_override(RotationId=rotation, RotationOverrideId=override)
    assert brief(estate.client.list_rotation_shifts(**interval), people) == [
        (start, start + day, "REGULAR", "A", ""),
        (start + day, start + 2 * day, "REGULAR", "B", ""),
    ]


def test_shifts_are_of_the_rotation_as_it_is_now(estate: Any, rotation: str, people: list[str]) -> None:
    estate.client.update_rotation(RotationId=rotation, Recurrence=estate.weekly, ContactIds=people[::-1])
    answer = estate.client.list_rotation_shifts(RotationId=rotation, StartTime=START, EndTime=utc(10, 28, 0))
    assert [shift["ContactIds"] for shift in answer["RotationShifts"]] == [[people[2]], [people[1]]]


def test_without_a_start_shifts_are_listed_from_now_on(server: Any, estate: Any, people: list[str]) -> None:
    now = datetime.fromisoformat(server.control("GET", "clock")["now"])
    long_ago = now - timedelta(days=100)
    rotation = estate.rotation("daily", people, StartTime=long_ago, Recurrence=DAILY)
    answer = estate.client.list_rotation_shifts(RotationId=rotation, EndTime=now + timedelta(days=2))
    first, *_, last = answer["RotationShifts"]
    assert first["StartTime"] <= now + timedelta(seconds=30)
    assert first["EndTime"] > now
    assert last["EndTime"] >= now + timedelta(days=2)
    assert len(answer["RotationShifts"]) == 3


def test_pages_go_on_from_the_same_now(server: Any, estate: Any, people: list[str], refused: Any) -> None:
    now = datetime.fromisoformat(server.control("GET", "clock")["now"])
    rotation = estate.rotation("daily", people, StartTime=now - timedelta(days=100), Recurrence=DAILY)
    question = {"RotationId": rotation, "EndTime": now + timedelta(days=20), "MaxResults": 5}
    list_shifts = estate.client.list_rotation_shifts
    first = list_shifts(**question)
    server.advance(10 * 24 * 3600)
    second = list_shifts(**question, NextToken=first["NextToken"])
    assert second["RotationShifts"][0]["StartTime"] == first["RotationShifts"][-1]["EndTime"]
    moment, _, rest = first["NextToken"].partition("-")
    for bad in (rest, f"{int(moment) + 86400}-{rest}", f"x{first['NextToken']}", f"{'9' * 30}-{rest}", moment):
        refused("ValidationException", list_shifts, **question, NextToken=bad)
    refused("ValidationException", list_shifts, **{**question, "EndTime": now}, NextToken=first["NextToken"])


def test_an_endless_interval_costs_a_page(estate: Any, rotation: str) -> None:
    answer = estate.client.list_rotation_shifts(
        RotationId=rotation, StartTime=START, EndTime=datetime(9000, 1, 1, tzinfo=UTC), MaxResults=3
    )
    assert len(answer["RotationShifts"]) == 3
    assert answer["NextToken"]


def test_intervals_go_forward(estate: Any, rotation: str, people: list[str], refused: Any) -> None:
    reversed_interval = {"StartTime": utc(10, 28, 0), "EndTime": utc(10, 28, 0)}
    refused("ValidationException", estate.client.list_rotation_shifts, RotationId=rotation, **reversed_interval)
    preview = {"Members": people, "TimeZoneId": "UTC", "Recurrence": DAILY}
    refused("ValidationException", estate.client.list_preview_rotation_shifts, **preview, **reversed_interval)


def test_an_unknown_rotation_is_an_invalid_arn(contacts: Any, refused: Any) -> None:
    error = refused("ValidationException", contacts.list_rotation_shifts, RotationId=MISSING, EndTime=START)
    assert error["Error"]["Message"].startswith("Invalid value provided - Invalid resource Arn")


def test_a_preview_equals_the_real_thing(estate: Any, rotation: str, people: list[str]) -> None:
    real = estate.client.list_rotation_shifts(RotationId=rotation, StartTime=START, EndTime=utc(11, 17, 18))
    preview = estate.client.list_preview_rotation_shifts(
        RotationStartTime=START,
        StartTime=START,
        EndTime=utc(11, 17, 18),
        Members=people,
        TimeZoneId="America/New_York",
        Recurrence=estate.weekly,
    )
    assert preview["RotationShifts"] == real["RotationShifts"]


def test_a_preview_filters_by_start_and_knows_overrides(estate: Any, people: list[str]) -> None:
    preview = {
        "RotationStartTime": START,
        "EndTime": utc(11, 3, 18),
        "Members": people,
        "TimeZoneId": "America/New_York",
        "Recurrence": estate.weekly,
        "Overrides": [{"NewMembers": [people[2]], "StartTime": utc(10, 26, 12), "EndTime": utc(10, 28, 12)}],
    }
    expected = [
        (utc(10, 20, 17), utc(10, 26, 12), "REGULAR", "A", ""),
        (utc(10, 26, 12), utc(10, 27, 17), "OVERRIDDEN", "C", "A"),
        (utc(10, 27, 17), utc(10, 28, 12), "OVERRIDDEN", "C", "B"),
        (utc(10, 28, 12), utc(11, 3, 18), "REGULAR", "B", ""),
    ]
    show = estate.client.list_preview_rotation_shifts
    assert brief(show(**preview), people) == expected
    assert brief(show(**preview, StartTime=utc(10, 28, 12)), people) == expected[-1:]


def test_members_of_a_preview_are_free_text(contacts: Any) -> None:
    members = [f"person {number}" for number in range(30)]
    answer = contacts.list_preview_rotation_shifts(
        RotationStartTime=START,
        EndTime=START + timedelta(hours=1),
        Members=members,
        TimeZoneId="America/New_York",
        Recurrence={**DAILY, "NumberOfOnCalls": 30},
    )
    assert answer["RotationShifts"][0]["ContactIds"] == members


@pytest.mark.parametrize(
    "bad",
    [
        {"TimeZoneId": "PST"},
        {"Recurrence": {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1}},
        {"Overrides": [{"NewMembers": []}]},
        {"Overrides": [{"NewMembers": [], "StartTime": START, "EndTime": START}]},
        {"Members": []},
    ],
)
def test_a_preview_is_checked_like_a_rotation(contacts: Any, refused: Any, bad: dict[str, Any]) -> None:
    good = {
        "RotationStartTime": START,
        "EndTime": START + timedelta(days=1),
        "Members": ["a"],
        "TimeZoneId": "UTC",
        "Recurrence": DAILY,
    }
    assert contacts.list_preview_rotation_shifts(**good)["RotationShifts"]
    refused("ValidationException", contacts.list_preview_rotation_shifts, **{**good, **bad})
