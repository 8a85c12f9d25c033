"""Shifts: worked examples, and every rule with every value of its switch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.rules import Rules
from sandbox.shifts import (
    Override,
    RotationDefinition,
    preview_overrides_from_wire,
    recurrence_from_wire,
    rotation_shifts,
    shifts,
)

NEW_YORK = "America/New_York"
FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


def utc(text: str) -> datetime:
    """``2026-06-01 09:00``."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def at(text: str) -> dict[str, int]:
    hour, minute = map(int, text.split(":"))
    return {"HourOfDay": hour, "MinuteOfHour": minute}


def daily(*times: str, multiplier: int = 1, on_calls: int = 1) -> dict[str, Any]:
    return {
        "NumberOfOnCalls": on_calls,
        "RecurrenceMultiplier": multiplier,
        "DailySettings": [at(time) for time in times],
    }


def weekly(*times: str, multiplier: int = 1, coverages: dict[str, str] | None = None) -> dict[str, Any]:
    """``weekly("MON 08:00", coverages={"WED": "08:00-17:00 18:00-20:00"})``."""
    return {
        "NumberOfOnCalls": 1,
        "RecurrenceMultiplier": multiplier,
        "WeeklySettings": [{"DayOfWeek": time[:3], "HandOffTime": at(time[4:])} for time in times],
        **({"ShiftCoverages": {day: windows(text) for day, text in coverages.items()}} if coverages else {}),
    }


def monthly(*times: str, multiplier: int = 1) -> dict[str, Any]:
    """``monthly("20 08:00")``."""
    return {
        "NumberOfOnCalls": 1,
        "RecurrenceMultiplier": multiplier,
        "MonthlySettings": [{"DayOfMonth": int(day), "HandOffTime": at(time)} for day, time in map(str.split, times)],
    }


def windows(text: str) -> list[dict[str, dict[str, int]]]:
    return [{"Start": at(window[:5]), "End": at(window[6:])} for window in text.split()]


def override(start: str, end: str, crew: str, *, created: int = 0) -> Override:
    return Override(tuple(crew), utc(start), utc(end), create_time=utc("2026-01-01 00:00") + timedelta(hours=created))


def table(
    recurrence: dict[str, Any],
    start: str,
    window: tuple[str, str],
    *overrides: Override,
    zone: str = "UTC",
    contacts: str = "ABC",
    rules: dict[str, Any] | None = None,
) -> list[str]:
    """Shifts as ``10-20 17:00 | 10-27 17:00 | AB | for C``, times in UTC."""
    listed = rotation_shifts(
        contact_ids=list(contacts),
        start_time=utc(start),
        time_zone_id=zone,
        recurrence=recurrence,
        overrides=overrides,
        window_start=utc(window[0]),
        window_end=utc(window[1]),
        rules=Rules(**(rules or {})),
    )
    return [_line(shift) for shift in listed]


def _line(shift: dict[str, Any]) -> str:
    line = f"{shift['StartTime']:%m-%d %H:%M} | {shift['EndTime']:%m-%d %H:%M} | {''.join(shift['ContactIds'])}"
    if shift["Type"] == "REGULAR":
        assert "ShiftDetails" not in shift
        return line
    assert shift["Type"] == "OVERRIDDEN"
    return f"{line} | for {''.join(shift['ShiftDetails']['OverriddenContactIds'])}"


def starts(*arguments: Any, **options: Any) -> list[str]:
    """Start and crew of the shifts of ``table``: ``10-20 17:00 A``."""
    return [line[:11] + " " + line.split(" | ")[2] for line in table(*arguments, **options)]


# --- Worked examples


def test_v1_weekly_across_the_autumn_change() -> None:
    assert table(weekly("TUE 13:00"), "2026-10-20 17:00", ("2026-10-20 17:00", "2026-11-17 18:00"), zone=NEW_YORK) == [
        "10-20 17:00 | 10-27 17:00 | A",
        "10-27 17:00 | 11-03 18:00 | B",
        "11-03 18:00 | 11-10 18:00 | C",
        "11-10 18:00 | 11-17 18:00 | A",
    ]


def test_v2_weekly_across_the_spring_change() -> None:
    assert table(weekly("TUE 13:00"), "2027-03-02 18:00", ("2027-03-02 18:00", "2027-03-23 17:00"), zone=NEW_YORK) == [
        "03-02 18:00 | 03-09 18:00 | A",
        "03-09 18:00 | 03-16 17:00 | B",
        "03-16 17:00 | 03-23 17:00 | C",
    ]


def test_v3_daily() -> None:
    assert table(
        daily("09:00"), "2026-10-30 13:00", ("2026-10-30 13:00", "2026-11-02 14:00"), zone=NEW_YORK, contacts="AB"
    ) == [
        "10-30 13:00 | 10-31 13:00 | A",
        "10-31 13:00 | 11-01 14:00 | B",
        "11-01 14:00 | 11-02 14:00 | A",
    ]


def test_v4_two_at_a_time() -> None:
    assert table(
        daily("09:00", multiplier=2, on_calls=2), "2026-06-01 09:00", ("2026-06-01 09:00", "2026-06-09 09:00")
    ) == [
        "06-01 09:00 | 06-03 09:00 | AB",
        "06-03 09:00 | 06-05 09:00 | CA",
        "06-05 09:00 | 06-07 09:00 | BC",
        "06-07 09:00 | 06-09 09:00 | AB",
    ]


def test_v5_monthly_on_another_utc_date() -> None:
    assert table(
        monthly("20 08:00"), "2026-01-19 21:00", ("2026-01-19 21:00", "2026-02-19 21:00"), zone="Australia/Sydney"
    ) == ["01-19 21:00 | 02-19 21:00 | A"]


@pytest.mark.parametrize(
    ("date", "dublin_end", "los_angeles_start"),
    [
        ("2026-10-20", "16:00", "16:00"),
        ("2026-10-27", "17:00", "16:00"),
        ("2026-11-03", "17:00", "17:00"),
        ("2027-03-20", "17:00", "16:00"),
        ("2027-03-30", "16:00", "16:00"),
    ],
)
def test_v6_zones_that_change_on_different_dates(date: str, dublin_end: str, los_angeles_start: str) -> None:
    every_day = dict.fromkeys(("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), "09:00-17:00")
    recurrence = {**weekly("MON 09:00", coverages=every_day), "WeeklySettings": [], "DailySettings": [at("09:00")]}
    window = (f"{date} 12:00", f"{date} 18:00")
    (dublin,) = table(recurrence, "2026-10-01 08:00", window, zone="Europe/Dublin")
    (los_angeles,) = table(recurrence, "2026-10-01 16:00", window, zone="America/Los_Angeles")
    assert dublin.split(" | ")[1] == f"{date[5:]} {dublin_end}"
    assert los_angeles.split(" | ")[0] == f"{date[5:]} {los_angeles_start}"


def test_v7_business_hours() -> None:
    hours = dict.fromkeys(("MON", "WED", "FRI"), "08:00-17:00")
    assert table(
        weekly("MON 08:00", coverages=hours),
        "2026-10-26 12:00",
        ("2026-10-26 12:00", "2026-11-03 00:00"),
        zone=NEW_YORK,
        contacts="AB",
    ) == [
        "10-26 12:00 | 10-26 21:00 | A",
        "10-28 12:00 | 10-28 21:00 | A",
        "10-30 12:00 | 10-30 21:00 | A",
        "11-02 13:00 | 11-02 22:00 | B",
    ]


def test_v8_override_across_a_hand_off() -> None:
    assert table(
        weekly("TUE 13:00"),
        "2026-10-20 17:00",
        ("2026-10-20 17:00", "2026-11-03 18:00"),
        override("2026-10-26 12:00", "2026-10-28 12:00", "C"),
        zone=NEW_YORK,
    ) == [
        "10-20 17:00 | 10-26 12:00 | A",
        "10-26 12:00 | 10-27 17:00 | C | for A",
        "10-27 17:00 | 10-28 12:00 | C | for B",
        "10-28 12:00 | 11-03 18:00 | B",
    ]


# --- The first shift


def test_nobody_is_on_call_before_the_start() -> None:
    assert table(daily("09:00"), "2026-06-01 09:00", ("2026-05-01 00:00", "2026-06-01 09:00")) == []
    assert starts(daily("09:00"), "2026-06-01 09:00", ("2026-05-01 00:00", "2026-06-01 09:01")) == ["06-01 09:00 A"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("at_start_time", ["06-03 12:00 | 06-08 09:00 | A", "06-08 09:00 | 06-15 09:00 | B"]),
        ("at_first_hand_off", ["06-08 09:00 | 06-15 09:00 | A"]),
    ],
)
def test_first_shift(value: str, expected: list[str]) -> None:
    window = ("2026-06-01 00:00", "2026-06-15 00:00")
    assert table(weekly("MON 09:00"), "2026-06-03 12:00", window, rules={"first_shift": value}) == expected


def test_a_window_within_the_first_short_shift() -> None:
    assert starts(weekly("MON 09:00"), "2026-06-03 12:00", ("2026-06-05 00:00", "2026-06-06 00:00")) == [
        "06-03 12:00 A"
    ]


# --- Several hand-offs, multiplier


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("next_crew", ["06-01 09:00 A", "06-01 21:00 B", "06-02 09:00 C", "06-02 21:00 A"]),
        ("same_crew", ["06-01 09:00 A", "06-01 21:00 A", "06-02 09:00 B", "06-02 21:00 B"]),
    ],
)
def test_several_hand_offs(value: str, expected: list[str]) -> None:
    window = ("2026-06-01 09:00", "2026-06-03 09:00")
    assert starts(daily("21:00", "09:00"), "2026-06-01 09:00", window, rules={"several_hand_offs": value}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("units", ["06-01 09:00 A", "06-04 09:00 B", "06-15 09:00 C", "06-18 09:00 A", "06-29 09:00 B"]),
        ("hand_offs", ["06-01 09:00 A", "06-08 09:00 B", "06-15 09:00 C", "06-22 09:00 A", "06-29 09:00 B"]),
    ],
)
def test_multiplier_with_several_hand_offs(value: str, expected: list[str]) -> None:
    recurrence = weekly("MON 09:00", "THU 09:00", multiplier=2)
    window = ("2026-06-01 09:00", "2026-07-02 09:00")
    assert starts(recurrence, "2026-06-01 09:00", window, rules={"multiplier_counts": value}) == expected


def test_units_count_from_the_first_hand_off() -> None:
    recurrence = weekly("MON 09:00", "THU 09:00", multiplier=2)
    assert starts(recurrence, "2026-06-04 09:00", ("2026-06-04 09:00", "2026-06-29 09:00")) == [
        "06-04 09:00 A",
        "06-08 09:00 B",
        "06-18 09:00 C",
        "06-22 09:00 A",
    ]


@pytest.mark.parametrize("value", ["units", "hand_offs"])
def test_multiplier_with_one_hand_off(value: str) -> None:
    assert table(
        weekly("MON 09:00", multiplier=3),
        "2026-06-01 09:00",
        ("2026-06-22 09:00", "2026-06-22 10:00"),
        rules={"multiplier_counts": value},
    ) == ["06-22 09:00 | 07-13 09:00 | B"]


def test_a_hand_off_that_is_there_twice_counts_once() -> None:
    assert starts(daily("09:00", "09:00"), "2026-06-01 09:00", ("2026-06-01 09:00", "2026-06-03 09:00")) == [
        "06-01 09:00 A",
        "06-02 09:00 B",
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("shortest_unit", ["06-01 09:00 A", "06-02 09:00 B"]), ("longest_unit", ["06-01 09:00 A"])],
)
def test_mixed_settings(value: str, expected: list[str]) -> None:
    recurrence = {**weekly("MON 09:00"), "DailySettings": [at("09:00")]}
    window = ("2026-06-01 09:00", "2026-06-03 09:00")
    assert starts(recurrence, "2026-06-01 09:00", window, rules={"mixed_settings": value}) == expected


def test_a_recurrence_without_hand_offs() -> None:
    with pytest.raises(ValueError, match="a recurrence needs hand-offs"):
        table(daily(), "2026-06-01 09:00", ("2026-06-01 09:00", "2026-06-03 09:00"))


# --- Crews


def crews(size: int, contacts: str, **rules: Any) -> list[str]:
    lines = table(
        daily("09:00", on_calls=size),
        "2026-06-01 09:00",
        ("2026-06-01 09:00", "2026-06-05 09:00"),
        contacts=contacts,
        rules=rules,
    )
    return [line.split(" | ")[2] for line in lines]


@pytest.mark.parametrize(
    ("value", "expected"), [("whole_crew", ["AB", "CA", "BC", "AB"]), ("one_contact", ["AB", "BC", "CA", "AB"])]
)
def test_crew_step(value: str, expected: list[str]) -> None:
    assert crews(2, "ABC", crew_step=value) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("same_order", ["AB", "AB", "AB", "AB"]), ("wrapped_order", ["AB", "BA", "AB", "BA"])]
)
def test_crew_beyond_contacts(value: str, expected: list[str]) -> None:
    assert crews(3, "AB", crew_beyond_contacts=value) == expected


def test_a_crew_of_everybody() -> None:
    assert crews(2, "AB") == ["AB"] * 4


def test_an_absurdly_large_crew() -> None:
    assert crews(10**15, "AB", crew_beyond_contacts="wrapped_order")[0] == "AB"


# --- Months


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("last_day", ["01-31 09:00 A", "02-28 09:00 B", "03-31 09:00 C", "04-30 09:00 A"]),
        ("first_of_next_month", ["01-31 09:00 A", "03-01 09:00 B", "03-31 09:00 C", "05-01 09:00 A"]),
    ],
)
def test_day_beyond_month(value: str, expected: list[str]) -> None:
    window = ("2026-01-31 09:00", "2026-05-02 09:00")
    assert starts(monthly("31 09:00"), "2026-01-31 09:00", window, rules={"day_beyond_month": value}) == expected


def test_leap_day() -> None:
    assert starts(monthly("30 09:00", multiplier=12), "2024-02-29 09:00", ("2024-02-29 09:00", "2029-01-01 00:00")) == [
        "02-29 09:00 A",
        "02-28 09:00 B",
        "02-28 09:00 C",
        "02-28 09:00 A",
        "02-29 09:00 B",
    ]


def test_days_that_a_short_month_puts_on_one_day() -> None:
    """The earlier time is first; at one time, the crew whose turn has no length is passed over."""
    window = ("2026-02-01 00:00", "2026-03-30 00:00")
    assert starts(monthly("30 10:00", "31 09:00"), "2026-01-30 10:00", window) == [
        "01-31 09:00 B",
        "02-28 09:00 C",
        "02-28 10:00 A",
    ]
    assert starts(monthly("30 09:00", "31 09:00"), "2026-01-30 09:00", window) == ["01-31 09:00 B", "02-28 09:00 A"]
    assert starts(monthly("30 09:00", "31 09:00"), "2026-02-28 09:00", window) == ["02-28 09:00 A"]


def test_the_first_hand_off_begins_a_turn_that_has_a_length() -> None:
    assert starts(monthly("30 09:00", "31 09:00"), "2026-02-10 00:00", ("2026-02-10 00:00", "2026-03-31 00:00")) == [
        "02-10 00:00 A",
        "02-28 09:00 B",
        "03-30 09:00 C",
    ]


def test_days_beyond_the_month_give_way_to_those_of_the_next() -> None:
    window = ("2026-02-02 00:00", "2026-03-03 00:00")
    rules = {"day_beyond_month": "first_of_next_month"}
    assert starts(monthly("1 09:00", "31 10:00"), "2026-01-01 09:00", window, rules=rules) == [
        "02-01 09:00 C",
        "03-01 09:00 B",
    ]


# --- Wall clocks


@pytest.mark.parametrize(("value", "start"), [("offset_before", "03-14 07:30"), ("first_valid", "03-14 07:00")])
def test_missing_local_time(value: str, start: str) -> None:
    assert starts(
        daily("02:30"),
        "2027-03-13 07:30",
        ("2027-03-13 07:30", "2027-03-15 07:00"),
        zone=NEW_YORK,
        rules={"missing_local_time": value},
    ) == ["03-13 07:30 A", f"{start} B", "03-15 06:30 C"]


@pytest.mark.parametrize(("value", "start"), [("first", "11-01 05:30"), ("second", "11-01 06:30")])
def test_repeated_local_time(value: str, start: str) -> None:
    assert starts(
        daily("01:30"),
        "2026-10-31 05:30",
        ("2026-10-31 05:30", "2026-11-02 07:00"),
        zone=NEW_YORK,
        rules={"repeated_local_time": value},
    ) == ["10-31 05:30 A", f"{start} B", "11-02 06:30 C"]


def test_hand_offs_that_a_jump_would_put_in_the_wrong_order() -> None:
    """02:45 would be 03:45, after 03:15: the turn between them has no length on that day."""
    assert table(
        daily("02:45", "03:15"), "2027-03-13 07:45", ("2027-03-13 08:00", "2027-03-15 07:00"), zone=NEW_YORK
    ) == [
        "03-13 07:45 | 03-13 08:15 | A",
        "03-13 08:15 | 03-14 07:15 | B",
        "03-14 07:15 | 03-15 06:45 | A",
        "03-15 06:45 | 03-15 07:15 | B",
    ]


def test_a_jump_at_midnight() -> None:
    assert starts(
        daily("00:00"), "2018-11-03 03:00", ("2018-11-03 03:00", "2018-11-06 00:00"), zone="America/Sao_Paulo"
    ) == ["11-03 03:00 A", "11-04 03:00 B", "11-05 02:00 C"]


def test_a_day_that_clocks_skipped() -> None:
    """Apia had no 30 December 2011: the crew of that day has no turn."""
    assert table(daily("09:00"), "2011-12-28 19:00", ("2011-12-28 19:00", "2012-01-01 19:00"), zone="Pacific/Apia") == [
        "12-28 19:00 | 12-29 19:00 | A",
        "12-29 19:00 | 12-30 19:00 | B",
        "12-30 19:00 | 12-31 19:00 | A",
        "12-31 19:00 | 01-01 19:00 | B",
    ]


def test_a_window_after_a_day_that_clocks_skipped() -> None:
    """Early on the 31st, what began on the 29th still lasts."""
    window = ("2011-12-30 10:30", "2011-12-30 11:00")
    assert table(daily("09:00"), "2011-12-28 19:00", window, zone="Pacific/Apia") == ["12-29 19:00 | 12-30 19:00 | B"]
    recurrence = weekly("MON 09:00", coverages={"THU": "20:00-19:00"})
    window = ("2011-12-30 22:00", "2011-12-30 23:00")
    assert table(recurrence, "2011-12-26 19:00", window, zone="Pacific/Apia") == ["12-30 06:00 | 12-31 05:00 | A"]


def test_zones_with_odd_offsets() -> None:
    window = ("2026-06-01 00:00", "2026-06-01 12:00")
    assert "06-01 03:15 B" in starts(daily("09:00"), "2026-05-31 03:15", window, zone="Asia/Kathmandu")
    assert starts(
        daily("09:00"), "2026-03-31 22:30", ("2026-04-05 00:00", "2026-04-06 00:00"), zone="Australia/Lord_Howe"
    ) == [
        "04-04 22:30 B",
        "04-05 22:30 C",
    ]


# --- Coverages


def covered(coverages: dict[str, str], **rules: Any) -> list[str]:
    return table(
        weekly("MON 09:00", coverages=coverages),
        "2026-06-01 09:00",
        ("2026-06-01 09:00", "2026-06-10 09:00"),
        rules=rules,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, ["06-01 10:00 | 06-01 12:00 | A", "06-08 10:00 | 06-08 12:00 | B"]),
        (False, ["06-01 09:00 | 06-08 09:00 | A", "06-08 09:00 | 06-15 09:00 | B"]),
    ],
)
def test_coverages_cut_shifts(value: bool, expected: list[str]) -> None:
    assert covered({"MON": "10:00-12:00"}, coverages_cut_shifts=value) == expected


@pytest.mark.parametrize(("value", "end"), [("next_day", "06-03 06:00"), ("until_midnight", "06-03 00:00")])
def test_coverage_past_midnight(value: str, end: str) -> None:
    lines = covered({"TUE": "22:00-06:00"}, coverage_past_midnight=value)
    assert lines[0] == f"06-02 22:00 | {end} | A"


@pytest.mark.parametrize(("value", "expected"), [("whole_day", ["06-02 22:00 | 06-03 22:00 | A"]), ("nothing", [])])
@pytest.mark.parametrize("other", ["next_day", "until_midnight"])
def test_coverage_of_equal_times(value: str, expected: list[str], other: str) -> None:
    rules = {"coverage_of_equal_times": value, "coverage_past_midnight": other}
    assert covered({"TUE": "22:00-22:00"}, **rules)[:1] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("round_the_clock", ["06-01 09:00 | 06-08 09:00 | A", "06-08 09:00 | 06-15 09:00 | B"]), ("nobody", [])],
)
@pytest.mark.parametrize("coverages", [{}, {"MON": []}])
def test_empty_coverages(value: str, expected: list[str], coverages: dict[str, Any]) -> None:
    recurrence = {**weekly("MON 09:00"), "ShiftCoverages": coverages}
    window = ("2026-06-01 09:00", "2026-06-10 09:00")
    assert table(recurrence, "2026-06-01 09:00", window, rules={"empty_coverages": value}) == expected


def test_a_coverage_across_a_hand_off_has_two_crews() -> None:
    assert covered({"SUN": "20:00-12:00"})[1:] == ["06-07 20:00 | 06-08 09:00 | A", "06-08 09:00 | 06-08 12:00 | B"]


def test_a_hand_off_outside_the_coverages() -> None:
    assert covered({"SUN": "10:00-12:00", "MON": "10:00-12:00"}) == [
        "06-01 10:00 | 06-01 12:00 | A",
        "06-07 10:00 | 06-07 12:00 | A",
        "06-08 10:00 | 06-08 12:00 | B",
    ]


def test_a_start_within_a_coverage() -> None:
    """The night of the Sunday before the start reaches into it."""
    assert covered({"SUN": "20:00-10:00"})[0] == "06-01 09:00 | 06-01 10:00 | A"


def test_windows_that_touch_stay_two_and_those_that_overlap_are_parted() -> None:
    assert covered({"TUE": "12:00-14:00 10:00-12:00"})[:2] == [
        "06-02 10:00 | 06-02 12:00 | A",
        "06-02 12:00 | 06-02 14:00 | A",
    ]
    assert covered({"TUE": "10:00-14:00 12:00-16:00 11:00-12:00"}) == [
        "06-02 10:00 | 06-02 14:00 | A",
        "06-02 14:00 | 06-02 16:00 | A",
        "06-09 10:00 | 06-09 14:00 | B",
        "06-09 14:00 | 06-09 16:00 | B",
    ]


def test_a_window_that_clocks_skip_is_none() -> None:
    """Neither 02:10 to 02:40 in New York nor the Friday that Apia did not have."""
    recurrence = weekly("MON 09:00", coverages={"SUN": "02:10-02:40"})
    window = ("2027-03-09 00:00", "2027-03-22 00:00")
    assert table(recurrence, "2027-03-01 14:00", window, zone=NEW_YORK) == ["03-21 06:10 | 03-21 06:40 | C"]
    recurrence = weekly("MON 09:00", coverages={"THU": "20:00-21:00", "FRI": "09:00-17:00", "SAT": "10:00-11:00"})
    assert table(recurrence, "2011-12-26 19:00", ("2011-12-28 00:00", "2012-01-02 00:00"), zone="Pacific/Apia") == [
        "12-30 06:00 | 12-30 07:00 | A",
        "12-30 20:00 | 12-30 21:00 | A",
    ]


# --- Windows of the question


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("whole", ["06-01 09:00 | 06-02 09:00 | A", "06-02 09:00 | 06-03 09:00 | B"]),
        ("clipped", ["06-01 12:00 | 06-02 09:00 | A", "06-02 09:00 | 06-02 12:00 | B"]),
    ],
)
def test_shifts_at_window_edges(value: str, expected: list[str]) -> None:
    window = ("2026-06-01 12:00", "2026-06-02 12:00")
    assert table(daily("09:00"), "2026-06-01 09:00", window, rules={"shifts_at_window_edges": value}) == expected


def test_shifts_that_only_touch_the_window_are_not_in_it() -> None:
    window = ("2026-06-02 09:00", "2026-06-03 09:00")
    assert table(daily("09:00"), "2026-06-01 09:00", window) == ["06-02 09:00 | 06-03 09:00 | B"]


@pytest.mark.parametrize("end", ["2026-06-01 12:00", "2026-05-01 12:00"])
def test_an_empty_window(end: str) -> None:
    assert table(daily("09:00"), "2026-06-01 09:00", ("2026-06-01 12:00", end)) == []


def test_shifts_are_computed_as_they_are_asked_for() -> None:
    rotation = RotationDefinition(("A",), utc("2026-06-01 09:00"), "UTC", recurrence_from_wire(daily("09:00")))
    first = next(shifts(rotation, utc("2026-06-01 09:00"), LAST, (), Rules()))
    assert first.start_time == utc("2026-06-01 09:00")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("start", [FIRST, utc("9998-12-30 00:00"), LAST])
def test_the_ends_of_the_calendar(zone: str, start: datetime) -> None:
    for recurrence in (
        daily("09:00"),
        weekly("MON 09:00", multiplier=100, coverages={"MON": "22:00-06:00"}),
        monthly("31 09:00"),
    ):
        rotation = RotationDefinition(("A",), start, zone, recurrence_from_wire(recurrence))
        for begin, end in ((FIRST, utc("0002-03-01 00:00")), (utc("9998-12-01 00:00"), LAST)):
            assert all(shift.start_time < shift.end_time for shift in shifts(rotation, begin, end, (), Rules()))


# --- Overrides


def overridden(*overrides: Override, **rules: Any) -> list[str]:
    window = ("2026-06-01 09:00", "2026-06-02 09:00")
    return table(daily("09:00"), "2026-06-01 09:00", window, *overrides, rules=rules)


def test_an_override_of_exactly_one_shift() -> None:
    assert overridden(override("2026-06-01 09:00", "2026-06-02 09:00", "BC")) == [
        "06-01 09:00 | 06-02 09:00 | BC | for A"
    ]


def test_an_override_beside_a_shift() -> None:
    others = (
        override("2026-06-01 08:00", "2026-06-01 09:00", "C"),
        override("2026-06-02 09:00", "2026-06-02 10:00", "C"),
    )
    assert overridden(*others) == ["06-01 09:00 | 06-02 09:00 | A"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "last_created",
            [
                "06-01 09:00 | 06-01 12:00 | A",
                "06-01 12:00 | 06-01 15:00 | B | for A",
                "06-01 15:00 | 06-01 18:00 | C | for A",
                "06-01 18:00 | 06-01 20:00 | B | for A",
                "06-01 20:00 | 06-02 09:00 | A",
            ],
        ),
        (
            "first_created",
            [
                "06-01 09:00 | 06-01 12:00 | A",
                "06-01 12:00 | 06-01 20:00 | B | for A",
                "06-01 20:00 | 06-02 09:00 | A",
            ],
        ),
    ],
)
def test_overlapping_override_winner(value: str, expected: list[str]) -> None:
    inner = override("2026-06-01 15:00", "2026-06-01 18:00", "C", created=2)
    outer = override("2026-06-01 12:00", "2026-06-01 20:00", "B", created=1)
    assert overridden(inner, outer, overlapping_override_winner=value) == expected
    assert overridden(outer, inner, overlapping_override_winner=value) == expected


def test_overrides_created_at_one_time_count_in_the_order_of_the_list() -> None:
    first = override("2026-06-01 09:00", "2026-06-02 09:00", "B")
    second = override("2026-06-01 09:00", "2026-06-02 09:00", "C")
    assert overridden(first, second) == ["06-01 09:00 | 06-02 09:00 | C | for A"]
    assert overridden(first, second, overlapping_override_winner="first_created") == [
        "06-01 09:00 | 06-02 09:00 | B | for A"
    ]


@pytest.mark.parametrize(("value", "lines"), [("listed", ["06-01 12:00 | 06-02 09:00 |  | for A"]), ("left_out", [])])
def test_crewless_shifts(value: str, lines: list[str]) -> None:
    assert overridden(override("2026-06-01 12:00", "2026-06-03 09:00", ""), crewless_shifts=value) == [
        "06-01 09:00 | 06-01 12:00 | A",
        *lines,
    ]


def test_an_override_puts_nobody_on_call_outside_the_coverages() -> None:
    assert table(
        weekly("MON 09:00", coverages={"MON": "10:00-12:00"}),
        "2026-06-01 09:00",
        ("2026-06-01 00:00", "2026-06-08 00:00"),
        override("2026-05-31 00:00", "2026-06-01 11:00", "C"),
    ) == ["06-01 10:00 | 06-01 11:00 | C | for A", "06-01 11:00 | 06-01 12:00 | A"]


def test_pieces_of_an_overridden_shift_outside_the_window_are_not_in_it() -> None:
    cover = override("2026-06-01 15:00", "2026-06-01 18:00", "C")
    assert table(daily("09:00"), "2026-06-01 09:00", ("2026-06-01 16:00", "2026-06-01 17:00"), cover) == [
        "06-01 15:00 | 06-01 18:00 | C | for A"
    ]


def test_overrides_of_a_preview() -> None:
    times = {"StartTime": utc("2026-06-01 12:00"), "EndTime": utc("2026-06-01 15:00")}
    overrides = preview_overrides_from_wire([{"NewMembers": ["B"], **times}, times])
    assert [override.new_contact_ids for override in overrides] == [("B",), ()]
    assert overridden(*overrides)[1] == "06-01 12:00 | 06-01 15:00 |  | for A"


@pytest.mark.parametrize("missing", ["StartTime", "EndTime"])
def test_an_override_of_a_preview_without_its_times(missing: str) -> None:
    times = {"StartTime": utc("2026-06-01 12:00"), "EndTime": utc("2026-06-01 15:00")}
    del times[missing]
    with pytest.raises(ValueError, match="An override has a StartTime and an EndTime"):
        preview_overrides_from_wire([times])
