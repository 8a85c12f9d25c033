"""Laws of shifts, in all time zones, mostly around clock changes.

The same examples every time; ``EXPLORE_SHIFTS=1`` looks for others, and for more of them.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, get_args, get_type_hints
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekdays
from dateutil.tz import datetime_exists
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sandbox.rules import Rules
from sandbox.shifts import (
    DAYS,
    HandOff,
    Override,
    Recurrence,
    RotationDefinition,
    Shift,
    preview_overrides_from_wire,
    recurrence_from_wire,
    rotation_shifts,
    shift_to_wire,
    shifts,
)

EXPLORE = "EXPLORE_SHIFTS" in os.environ


def laws(examples: int) -> settings:
    return settings(
        max_examples=examples * (20 if EXPLORE else 1), derandomize=not EXPLORE, deadline=None, database=None
    )


DEFAULTS = Rules()
SWITCHES = (
    "first_shift",
    "several_hand_offs",
    "multiplier_counts",
    "mixed_settings",
    "crew_step",
    "crew_beyond_contacts",
    "day_beyond_month",
    "missing_local_time",
    "repeated_local_time",
    "coverages_cut_shifts",
    "coverage_past_midnight",
    "coverage_of_equal_times",
    "empty_coverages",
    "overlapping_override_winner",
)
"""The rules of shifts, but for those that clip or leave out what the laws look at."""


def values(switch: str) -> tuple[Any, ...]:
    return get_args(get_type_hints(Rules)[switch]) or (True, False)


any_rules = st.builds(Rules, **{switch: st.sampled_from(values(switch)) for switch in SWITCHES})


# --- Examples


@cache
def clock_change(zone: str, year: int) -> datetime | None:
    """Up to an hour after one of the clock changes of ``year``, if there is one."""
    local = ZoneInfo(zone)
    days = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(366)]
    changes = [day for day, after in pairwise(days) if _offset(day, local) != _offset(after, local)]
    if not changes:
        return None
    day = changes[year % len(changes)]
    hours = (day + timedelta(hours=number) for number in range(1, 25))
    return next(hour for hour in hours if _offset(hour, local) != _offset(day, local))


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


zones = st.sampled_from(sorted(available_timezones()))
wall_times = st.builds(HandOff, st.integers(0, 23) | st.integers(0, 3), st.integers(0, 59) | st.sampled_from([0, 30]))
coverage_maps = st.dictionaries(
    st.sampled_from(DAYS), st.lists(st.tuples(wall_times, wall_times), max_size=3).map(tuple), min_size=1, max_size=7
)


@st.composite
def recurrences(draw: st.DrawFn, coverages: st.SearchStrategy[Any] = coverage_maps) -> Recurrence:
    recurrence = Recurrence(
        number_of_on_calls=draw(st.integers(1, 4)),
        recurrence_multiplier=draw(st.integers(1, 3) | st.integers(1, 100)),
        shift_coverages=draw(st.none() | coverages),
    )
    days_of_month = st.integers(1, 31) | st.integers(28, 31)
    match draw(st.sampled_from(["day", "week", "month"])):
        case "day":
            return replace(recurrence, daily=draw(few(wall_times)))
        case "week":
            return replace(recurrence, weekly=draw(few(st.tuples(st.sampled_from(DAYS), wall_times))))
        case _:
            return replace(recurrence, monthly=draw(few(st.tuples(days_of_month, wall_times))))


def few(places: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(places, min_size=1, max_size=3).map(tuple)


@st.composite
def rotations(draw: st.DrawFn, coverages: st.SearchStrategy[Any] = coverage_maps) -> RotationDefinition:
    """Rotations that start some days from a clock change, if the zone has one that year."""
    zone, year = draw(zones), draw(st.integers(1970, 2037) | st.just(2011))
    change = clock_change(zone, year) or datetime(year, 6, 1, tzinfo=UTC)
    start = change + timedelta(minutes=draw(st.integers(-20_000, 4_000)))
    people = draw(st.integers(1, 5))
    return RotationDefinition(tuple("ABCDE"[:people]), start, zone, draw(recurrences(coverages)))


round_the_clock = rotations(st.none())
spans = st.integers(-3_000, 30_000) | st.integers(-3_000, 1_500_000)


def window(rotation: RotationDefinition, minutes: list[int]) -> list[datetime]:
    """Times so many minutes after the start, in order."""
    return [rotation.start_time + timedelta(minutes=number) for number in sorted(minutes)]


def listed(
    rotation: RotationDefinition,
    begin: datetime,
    end: datetime,
    overrides: list[Override] | None = None,
    rules: Rules = DEFAULTS,
) -> list[Shift]:
    return list(shifts(rotation, begin, end, overrides or [], rules))


@st.composite
def override_lists(draw: st.DrawFn, rotation: RotationDefinition) -> list[Override]:
    overrides = []
    for number in range(draw(st.integers(1, 4))):
        start, end = window(rotation, draw(st.lists(st.integers(-500, 12_000), min_size=2, max_size=2, unique=True)))
        created = datetime(2026, 1, 1, draw(st.integers(0, 3)), tzinfo=UTC)
        crew = tuple(draw(st.lists(st.sampled_from("ABCDE"), max_size=3, unique=True)))
        overrides.append(Override(crew, start, end, created, id=str(number)))
    return overrides


# --- A second, slow way to the hand-offs: rules of dateutil, and every turn from the first one on


def slow_hand_offs(rotation: RotationDefinition, until: datetime) -> list[datetime]:
    """All hand-offs from the start on, and those of some months after ``until``."""
    zone = ZoneInfo(rotation.time_zone_id)
    first = rotation.start_time.astimezone(zone).replace(tzinfo=None, hour=0, minute=0, second=0) - timedelta(days=70)
    last = until.astimezone(zone).replace(tzinfo=None) + timedelta(days=160)
    local = sorted(moment for rule in _rrules(rotation.recurrence, first) for moment in rule.between(first, last))
    instants = [_slow_instant(moment, zone) for moment in local]
    in_order = list(accumulate(reversed(instants), min))[::-1]
    found = [moment for moment in in_order if moment >= rotation.start_time]
    while found[0] == found[1]:  # the turn that begins the order has a length
        del found[0]
    return found


def _rrules(recurrence: Recurrence, first: datetime) -> list[rrule]:
    def options(hand_off: HandOff) -> dict[str, Any]:
        return {"dtstart": first, "byhour": hand_off.hour, "byminute": hand_off.minute, "bysecond": 0}

    daily = [rrule(DAILY, **options(hand_off)) for hand_off in set(recurrence.daily)]
    weekly = [
        rrule(WEEKLY, byweekday=weekdays[DAYS.index(day)], **options(hand_off))
        for day, hand_off in set(recurrence.weekly)
    ]
    monthly = [
        rrule(MONTHLY, bymonthday=range(min(day, 28), day + 1), bysetpos=-1, **options(hand_off))
        for day, hand_off in set(recurrence.monthly)
    ]
    return [*daily, *weekly, *monthly]


def _slow_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """By the offset before the gap: the wall clock a day earlier, read on with that offset."""
    aware = local.replace(tzinfo=zone)
    if datetime_exists(aware):
        return aware.astimezone(UTC)
    step = timedelta(minutes=1)
    before = aware - step
    while not datetime_exists(before):
        before -= step
    return before.astimezone(UTC) + (aware - before)


def slow_turns(rotation: RotationDefinition, until: datetime) -> list[Shift]:
    """By the rules' defaults, all shifts that start before ``until``, without coverages."""
    every = slow_hand_offs(rotation, until)
    recurrence = rotation.recurrence
    per_unit = len(set(recurrence.daily) | set(recurrence.weekly) | set(recurrence.monthly))
    kept = [moment for number, moment in enumerate(every) if number // per_unit % recurrence.recurrence_multiplier == 0]
    begins = kept if kept and kept[0] == rotation.start_time else [rotation.start_time, *kept]
    contacts, size = rotation.contact_ids, min(recurrence.number_of_on_calls, len(rotation.contact_ids))
    turns = []
    for number, (begin, end) in enumerate(pairwise(begins)):
        crew = tuple(contacts[(number * size + seat) % len(contacts)] for seat in range(size))
        if begin < end and begin < until:
            turns.append(Shift(begin, end, crew))
    return turns


@laws(250)
@given(rotation=round_the_clock, span=st.integers(1, 200_000))
def test_shifts_are_what_a_walk_from_the_start_finds(rotation: RotationDefinition, span: int) -> None:
    until = rotation.start_time + timedelta(minutes=span)
    # The walk ends 160 days after `until`: longer shifts than of two months would be beyond it.
    rotation = replace(rotation, recurrence=replace(rotation.recurrence, recurrence_multiplier=span % 2 + 1))
    assert listed(rotation, rotation.start_time, until) == slow_turns(rotation, until)


# --- Laws


@laws(250)
@given(rotation=round_the_clock, minutes=st.lists(spans, min_size=2, max_size=2), rules=any_rules)
def test_shifts_follow_each_other_without_gap(rotation: RotationDefinition, minutes: list[int], rules: Rules) -> None:
    begin, end = window(rotation, [*minutes[:1], min(minutes[1], minutes[0] + 60_000)])
    found = listed(rotation, begin, end, rules=rules)
    assert all(shift.start_time < shift.end_time for shift in found)
    assert all(shift.end_time == following.start_time for shift, following in pairwise(found))
    assert all(shift.start_time < end and shift.end_time > begin for shift in found)
    if found and rules.first_shift == "at_start_time":
        assert found[0].start_time <= max(begin, rotation.start_time)
    if found:
        assert found[-1].end_time >= end
    elif rules.first_shift == "at_start_time":
        assert begin == end or end <= rotation.start_time


@laws(150)
@given(
    rotation=rotations(), minutes=st.lists(spans, min_size=3, max_size=3, unique=True), rules=any_rules, data=st.data()
)
def test_a_window_is_the_union_of_its_parts(
    rotation: RotationDefinition, minutes: list[int], rules: Rules, data: st.DataObject
) -> None:
    first = min(minutes)
    a, b, c = window(rotation, [first, *(min(number, first + 60_000) for number in sorted(minutes)[1:])])
    overrides = data.draw(override_lists(rotation))
    parts = listed(rotation, a, b, overrides, rules) + listed(rotation, b, c, overrides, rules)
    assert list(dict.fromkeys(parts)) == listed(rotation, a, c, overrides, rules)


@laws(100)
@given(rotation=rotations(), start=spans, rules=any_rules)
def test_the_end_of_a_shift_is_where_the_next_page_begins(
    rotation: RotationDefinition, start: int, rules: Rules
) -> None:
    begin = rotation.start_time + timedelta(minutes=start)
    end = begin + timedelta(days=20)
    every = listed(rotation, begin, end, rules=rules)
    for number, shift in enumerate(every[:5], 1):
        assert listed(rotation, shift.end_time, end, rules=rules) == every[number:]


def is_calm(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks do not change within two days."""
    days = [moment + timedelta(hours=12 * number) for number in range(-4, 5)]
    return len({_offset(day, zone) for day in days}) == 1


@laws(200)
@given(rotation=round_the_clock, start=spans, rules=any_rules)
def test_shifts_start_when_the_wall_clock_says_so(rotation: RotationDefinition, start: int, rules: Rules) -> None:
    zone, recurrence = ZoneInfo(rotation.time_zone_id), rotation.recurrence
    begin = rotation.start_time + timedelta(minutes=start)
    hand_offs = {*recurrence.daily, *(time for _, time in recurrence.weekly), *(time for _, time in recurrence.monthly)}
    for shift in listed(rotation, begin, begin + timedelta(days=20), rules=rules):
        local = shift.start_time.astimezone(zone)
        if shift.start_time == rotation.start_time or not is_calm(shift.start_time, zone):
            continue
        assert HandOff(local.hour, local.minute) in hand_offs
        if recurrence.weekly:
            assert (DAYS[local.weekday()], HandOff(local.hour, local.minute)) in recurrence.weekly


def is_covered(local: datetime, recurrence: Recurrence) -> bool:
    """Whether the wall clock time is in a window, by looking at today's and at yesterday's."""
    for ago in (0, 1):
        day = local - timedelta(days=ago)
        for start, end in (recurrence.shift_coverages or {}).get(DAYS[day.weekday()], ()):
            begin = datetime.combine(day, time(start.hour, start.minute))
            stop = datetime.combine(day, time(end.hour, end.minute)) + timedelta(days=end <= start)
            if begin <= local < stop:
                return True
    return False


@laws(300)
@given(rotation=rotations(), minutes=st.lists(spans, min_size=1, max_size=5))
def test_somebody_is_on_call_exactly_when_a_window_covers_it(rotation: RotationDefinition, minutes: list[int]) -> None:
    recurrence, zone = rotation.recurrence, ZoneInfo(rotation.time_zone_id)
    assume(recurrence.shift_coverages and any(recurrence.shift_coverages.values()))
    uncut = replace(rotation, recurrence=replace(recurrence, shift_coverages=None))
    for moment in window(rotation, minutes):
        instant = moment, moment + timedelta(seconds=1)
        found = listed(rotation, *instant)
        assert all(
            shift in [replace(shift, contact_ids=turn.contact_ids) for turn in listed(uncut, *instant)]
            for shift in found
        )
        assert len(found) <= 1
        if is_calm(moment, zone):
            local = moment.astimezone(zone).replace(tzinfo=None)
            assert bool(found) == (moment >= rotation.start_time and is_covered(local, recurrence))


@laws(150)
@given(rotation=rotations(), start=spans, rules=any_rules)
def test_pieces_of_coverages_never_overlap_nor_cross_a_hand_off(
    rotation: RotationDefinition, start: int, rules: Rules
) -> None:
    begin = rotation.start_time + timedelta(minutes=start)
    end = begin + timedelta(days=20)
    found = listed(rotation, begin, end, rules=rules)
    assert all(shift.end_time <= following.start_time for shift, following in pairwise(found))
    turns = listed(
        replace(rotation, recurrence=replace(rotation.recurrence, shift_coverages=None)), begin, end, rules=rules
    )
    for shift in found:
        (turn,) = (turn for turn in turns if turn.start_time < shift.end_time and shift.start_time < turn.end_time)
        assert turn.start_time <= shift.start_time < shift.end_time <= turn.end_time
        assert turn.contact_ids == shift.contact_ids


@laws(200)
@given(rotation=rotations(), rules=any_rules, data=st.data())
def test_overrides_change_who_but_not_when(rotation: RotationDefinition, rules: Rules, data: st.DataObject) -> None:
    begin, end = window(rotation, [-100, 9_000])
    overrides = data.draw(override_lists(rotation))
    before, after = listed(rotation, begin, end, rules=rules), listed(rotation, begin, end, overrides, rules)
    assert all(shift.type == "REGULAR" and not shift.overridden_contact_ids for shift in before)
    latest = rules.overlapping_override_winner == "last_created"
    for shift in after:
        over = [
            override
            for override in overrides
            if override.start_time <= shift.start_time and shift.end_time <= override.end_time
        ]
        touching = [
            override
            for override in overrides
            if override.start_time < shift.end_time and shift.start_time < override.end_time
        ]
        if shift.type == "REGULAR":
            assert not touching
        else:
            created = (max if latest else min)(override.create_time for override in over)
            assert shift.contact_ids in [
                override.new_contact_ids for override in over if override.create_time == created
            ]
    demand_same_times(before, after, begin, end)


def demand_same_times(before: list[Shift], after: list[Shift], begin: datetime, end: datetime) -> None:
    """Each shift of ``before`` is made of pieces of ``after``, which know its crew; pieces outside the window are not
    listed."""
    seen = 0
    for shift in before:
        pieces = [piece for piece in after if shift.start_time <= piece.start_time and piece.end_time <= shift.end_time]
        assert all(piece.end_time == following.start_time for piece, following in pairwise(pieces))
        assert {piece.overridden_contact_ids or piece.contact_ids for piece in pieces} == {shift.contact_ids}
        assert pieces[0].start_time <= max(shift.start_time, begin)
        assert pieces[-1].end_time >= min(shift.end_time, end)
        seen += len(pieces)
    assert seen == len(after)


# --- Preview and reality


def wire_time(hand_off: HandOff) -> dict[str, int]:
    return {"HourOfDay": hand_off.hour, "MinuteOfHour": hand_off.minute}


def to_wire(recurrence: Recurrence) -> dict[str, Any]:
    wire: dict[str, Any] = {
        "NumberOfOnCalls": recurrence.number_of_on_calls,
        "RecurrenceMultiplier": recurrence.recurrence_multiplier,
        "DailySettings": [wire_time(hand_off) for hand_off in recurrence.daily],
        "WeeklySettings": [{"DayOfWeek": day, "HandOffTime": wire_time(at)} for day, at in recurrence.weekly],
        "MonthlySettings": [{"DayOfMonth": day, "HandOffTime": wire_time(at)} for day, at in recurrence.monthly],
    }
    if recurrence.shift_coverages is not None:
        wire["ShiftCoverages"] = {
            day: [{"Start": wire_time(start), "End": wire_time(end)} for start, end in windows]
            for day, windows in recurrence.shift_coverages.items()
        }
    return wire


@laws(100)
@given(rotation=rotations(), rules=any_rules, data=st.data())
def test_a_preview_equals_what_it_previews(rotation: RotationDefinition, rules: Rules, data: st.DataObject) -> None:
    """A preview lists its overrides in the order in which the real ones are created."""
    begin, end = window(rotation, [-100, 9_000])
    real = [
        replace(override, create_time=datetime(2026, 1, 1, number, tzinfo=UTC))
        for number, override in enumerate(data.draw(override_lists(rotation)))
    ]
    previewed = [
        {"NewMembers": list(override.new_contact_ids), "StartTime": override.start_time, "EndTime": override.end_time}
        for override in real
    ]
    preview = rotation_shifts(
        contact_ids=list(rotation.contact_ids),
        start_time=rotation.start_time,
        time_zone_id=rotation.time_zone_id,
        recurrence=to_wire(rotation.recurrence),
        overrides=preview_overrides_from_wire(previewed),
        window_start=begin,
        window_end=end,
        rules=rules,
    )
    assert recurrence_from_wire(to_wire(rotation.recurrence)) == rotation.recurrence
    assert list(preview) == [shift_to_wire(shift) for shift in listed(rotation, begin, end, real, rules)]
