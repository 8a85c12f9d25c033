# ruff: noqa: E501  (a table is easier to compare whole)
"""Who is on call, as data and as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.oncall import (
    RotationOnCall,
    RotationShifts,
    ScheduleOnCall,
    Shift,
    at_instant,
    horizon,
    oncall_data,
    oncall_text,
    rotation_shifts_data,
    shifts_text,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import (
    HandOffTime,
    MonthlyHandOff,
    Recurrence,
    Rotation,
    WeeklyHandOff,
)

NOON = HandOffTime(12, 0)
ROTATION = Rotation("primary", time_zone_id="America/New_York")
NAMES = {"ada": "Ada Lovelace", "grace": ""}


def at(day: int, hour: int = 17) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


FIRST, SECOND = Shift(at(20), at(27), ("ada",)), Shift(at(27), at(31), ("grace",), ("ada", "alan"))


@pytest.mark.parametrize(
    ("instant", "now", "after"),
    [
        (at(19), None, FIRST),
        (at(20), FIRST, SECOND),
        (at(27) - timedelta(seconds=1), FIRST, SECOND),
        (at(27), SECOND, None),
        (at(31), None, None),
    ],
)
def test_a_shift_holds_its_start_and_not_its_end(instant: datetime, now: Shift | None, after: Shift | None) -> None:
    found = at_instant(ROTATION, [SECOND, FIRST], instant)
    assert (found.now, found.next) == (now, after)


@pytest.mark.parametrize(
    ("settings", "days"),
    [
        ({"daily": (NOON,)}, 10),
        ({"weekly": (WeeklyHandOff("MON", NOON),)}, 22),
        ({"monthly": (MonthlyHandOff(1, NOON),)}, 70),
        ({"daily": (NOON,), "recurrence_multiplier": 5}, 18),
    ],
)
def test_the_horizon_holds_two_turns_and_a_week(settings: dict[str, Any], days: int) -> None:
    assert horizon(Recurrence(**{"number_of_on_calls": 1, "recurrence_multiplier": 1, **settings})) == timedelta(days)


SCHEDULES = (
    ScheduleOnCall(
        "web", "Web", (RotationOnCall(ROTATION, FIRST, SECOND), RotationOnCall(Rotation("b"), SECOND, None))
    ),
    ScheduleOnCall("idle", "", (), "apps"),
    ScheduleOnCall("gap", "", (RotationOnCall(Rotation("c"), None, Shift(at(20), at(21), ())),)),
)


def test_the_table() -> None:
    without_teams = [replace(schedule, team=None) for schedule in SCHEDULES]
    assert oncall_text(without_teams, NAMES).splitlines() == [
        "SCHEDULE  ROTATION       ON CALL NOW                     UNTIL                     NEXT                            FROM",
        "web       primary        Ada Lovelace                    Tue 2026-10-27 13:00 EDT  grace (for Ada Lovelace, alan)  Tue 2026-10-27 13:00 EDT",
        "          b              grace (for Ada Lovelace, alan)  Sat 2026-10-31 17:00 UTC  nobody",
        "idle      (no rotation)  nobody",
        "gap       c              nobody                                                    nobody                          Tue 2026-10-20 17:00 UTC",
    ]
    with_teams = oncall_text(SCHEDULES, NAMES).splitlines()
    assert [line[:14].rstrip() for line in with_teams] == ["TEAM  SCHEDULE", "      web", "", "apps  idle", "      gap"]
    assert oncall_text([], {}) == "SCHEDULE  ROTATION  ON CALL NOW  UNTIL  NEXT  FROM"


def test_the_data() -> None:
    web, idle, gap = oncall_data(SCHEDULES, NAMES)
    assert web["rotations"][0] == {
        "rotation": "primary",
        "time_zone_id": "America/New_York",
        "now": {
            "contacts": ["ada"],
            "display_names": ["Ada Lovelace"],
            "start_time": "2026-10-20T17:00:00Z",
            "end_time": "2026-10-27T17:00:00Z",
            "overridden_contacts": [],
        },
        "next": {
            "contacts": ["grace"],
            "display_names": ["grace"],
            "start_time": "2026-10-27T17:00:00Z",
            "end_time": "2026-10-31T17:00:00Z",
            "overridden_contacts": ["ada", "alan"],
        },
    }
    assert idle == {"team": "apps", "schedule": "idle", "display_name": "", "rotations": []}
    assert gap["rotations"][0]["now"] is None


STAND_IN = Shift(at(27), at(31), (), ("ada",), by_override=True)
SHIFTS = [RotationShifts(ROTATION, (STAND_IN, FIRST)), RotationShifts(Rotation("idle", time_zone_id="UTC"), ())]


def test_the_table_of_shifts() -> None:
    assert shifts_text(SHIFTS, NAMES).splitlines() == [
        "ROTATION  FROM                      UNTIL                     ON CALL",
        "primary   Tue 2026-10-20 13:00 EDT  Tue 2026-10-27 13:00 EDT  Ada Lovelace",
        "          Tue 2026-10-27 13:00 EDT  Sat 2026-10-31 13:00 EDT  nobody",
        "idle                                                          nobody",
    ]
    unnamed = [RotationShifts(replace(ROTATION, name=""), (FIRST,))]
    assert shifts_text(unnamed, {}).splitlines() == [
        "FROM                      UNTIL                     ON CALL",
        "Tue 2026-10-20 13:00 EDT  Tue 2026-10-27 13:00 EDT  ada",
    ]
    assert shifts_text([], {}) == "ROTATION  FROM  UNTIL  ON CALL"


def test_the_data_of_shifts() -> None:
    first, second = rotation_shifts_data(SHIFTS, NAMES)
    assert (first["type"], first["local_start_time"], first["display_names"]) == (
        "REGULAR",
        "2026-10-20T13:00",
        ["Ada Lovelace"],
    )
    assert second == {
        "rotation": "primary",
        "type": "OVERRIDDEN",
        "contacts": [],
        "display_names": [],
        "start_time": "2026-10-27T17:00:00Z",
        "end_time": "2026-10-31T17:00:00Z",
        "overridden_contacts": ["ada"],
        "local_start_time": "2026-10-27T13:00",
        "local_end_time": "2026-10-31T13:00",
        "time_zone_id": "America/New_York",
    }
