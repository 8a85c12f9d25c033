"""What is allowed but doubtful, whatever the day on which it is looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.lint import zones_differ_in_daylight_saving

from tests.unit.definitions import definition, put, read

ROTATION = "teams.web.rotations.primary"


def warnings(*puts: tuple[str, Any]) -> tuple[str, ...]:
    written = definition()
    for path, value in puts:
        put(written, path, value)
    return read(written).warnings


def test_the_definition_itself_is_beyond_doubt() -> None:
    assert warnings() == ()


@pytest.mark.parametrize("person", [{}, {"channels": {}}])
def test_a_member_without_devices(person: dict[str, Any]) -> None:
    assert warnings(("people.ada", person)) == (
        "ada is in rotation primary but has no phone and no mail: no page can reach them",
    )


def test_a_member_whose_plan_is_empty() -> None:
    assert warnings(("people.ada.engagement_plan", [])) == (
        "ada is in rotation primary but has an empty engagement plan: no page can reach them",
    )


def test_more_on_call_than_members() -> None:
    assert warnings((f"{ROTATION}.recurrence.number_of_on_calls", 2)) == ()
    assert warnings((f"{ROTATION}.recurrence.number_of_on_calls", 3)) == (
        "rotation primary wants 3 people on call but has 2",
    )


OFF = ("rotation primary does not start on a hand-off: AWS does not say how long its first shift is",)


@pytest.mark.parametrize(
    ("start", "recurrence", "told"),
    [
        ("2026-01-06T13:00", {"daily": ["09:00", "13:00"]}, ()),
        ("2026-01-06T13:01", {"daily": ["09:00", "13:00"]}, OFF),
        ("2026-01-06T13:00", {"weekly": [{"day": "TUE", "time": "13:00"}]}, ()),
        ("2026-01-07T13:00", {"weekly": [{"day": "TUE", "time": "13:00"}]}, OFF),
        ("2026-07-07T13:00", {"weekly": [{"day": "TUE", "time": "13:00"}]}, ()),
        ("2026-01-06T13:00", {"monthly": [{"day": 6, "time": "13:00"}]}, ()),
        ("2026-01-06T13:00", {"monthly": [{"day": 7, "time": "13:00"}]}, OFF),
    ],
)
def test_a_start_beside_the_hand_offs(start: str, recurrence: dict[str, Any], told: tuple[str, ...]) -> None:
    assert warnings((f"{ROTATION}.start_time", start), (f"{ROTATION}.recurrence", recurrence)) == told


def test_a_schedule_of_zones_that_change_on_different_dates() -> None:
    other = {**definition()["teams"]["web"]["rotations"]["primary"], "time_zone_id": "Europe/Dublin"}
    schedule = ("teams.web.schedules.web-oncall.rotations", ["primary", "other"])
    assert warnings(("teams.web.rotations.other", other), schedule) == (
        (
            "schedule web-oncall mixes America/New_York, Europe/Dublin: their clocks change on different dates, which "
            "leaves gaps or overlaps for some weeks"
        ),
    )
    other["time_zone_id"] = "America/Los_Angeles"
    assert warnings(("teams.web.rotations.other", other), schedule) == ()


@pytest.mark.parametrize(
    ("zones", "differ"),
    [
        (set(), False),
        ({"Europe/Dublin"}, False),
        ({"America/New_York", "America/Los_Angeles"}, False),
        ({"America/New_York", "America/Los_Angeles", "America/St_Johns"}, False),
        ({"Europe/Dublin", "Europe/Helsinki"}, False),
        ({"UTC", "Asia/Tokyo"}, False),
        ({"America/New_York", "Europe/Dublin"}, True),
        ({"America/New_York", "America/Phoenix"}, True),
        ({"Europe/Dublin", "Australia/Sydney"}, True),
    ],
)
def test_the_answer_is_the_same_on_every_day_of_the_year(zones: set[str], differ: bool) -> None:
    for week in range(0, 366, 13):
        assert zones_differ_in_daylight_saving(zones, date(2026, 1, 1) + timedelta(week)) == differ
    assert zones_differ_in_daylight_saving(zones) == differ
