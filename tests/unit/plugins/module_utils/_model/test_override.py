# ruff: noqa: E501  (messages are easier to compare whole)
"""Overrides: reading, checking, and what counts as the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.node import Node
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.override import (
    FoundOverride,
    RotationOverride,
    check_ahead,
    check_new_override,
    check_overlaps,
    describe_override,
    months_after,
    read_override,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import Problems
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit import strategies

ZONE = "America/New_York"
START = datetime(2026, 12, 24, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
OVERRIDE = RotationOverride("primary", START, START + 48 * HOUR, ("grace", "ada"))
WRITTEN: dict[str, Any] = {
    "contacts": ["grace", "ada"],
    "start_time": "2026-12-24T13:00",
    "end_time": "2026-12-26T13:00",
}


def node(value: Any = None) -> Node:
    return Node("", WRITTEN if value is None else value, Problems())


def told(place: Node) -> list[str]:
    return [str(problem) for problem in place.problems.found]


@strategies.thorough
@given(
    strategies.zones,
    strategies.instants,
    st.timedeltas(timedelta(seconds=1), timedelta(days=400)),
    st.lists(strategies.aliases, max_size=30, unique=True),
)
def test_what_is_described_reads_back(zone: str, start: datetime, length: timedelta, contacts: list[str]) -> None:
    end = (start + length).replace(microsecond=0)
    assume(end > start)
    override = RotationOverride("primary", start, end, tuple(contacts))
    place = node(describe_override(override, zone))
    assert read_override(place, "primary", zone) == override
    assert told(place) == []


def test_the_order_of_people_means_nothing() -> None:
    assert OVERRIDE.equals(RotationOverride("primary", START, START + 48 * HOUR, ("ada", "grace")))
    for other in (
        RotationOverride("secondary", START, START + 48 * HOUR, ("ada", "grace")),
        RotationOverride("primary", START, START + 47 * HOUR, ("ada", "grace")),
        RotationOverride("primary", START, START + 48 * HOUR, ("ada",)),
    ):
        assert not OVERRIDE.equals(other)


@pytest.mark.parametrize(
    ("begin", "end", "overlaps"),
    [(-2, -1, False), (-2, 0, False), (-2, 1, True), (1, 2, True), (-1, 49, True), (47, 60, True), (48, 60, False)],
)
def test_an_override_holds_its_start_and_not_its_end(begin: int, end: int, overlaps: bool) -> None:
    other = RotationOverride("primary", START + begin * HOUR, START + end * HOUR, ())
    assert OVERRIDE.overlaps(other) is other.overlaps(OVERRIDE) is overlaps
    assert not OVERRIDE.overlaps(RotationOverride("secondary", START, START + HOUR, ()))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"end_time": "2026-12-24T13:00"}, "end_time: '2026-12-24T13:00' is not after start_time; correct one of them"),
        (
            {"end_time": "2026-12-24T17:00+00:00"},
            "end_time: '2026-12-24T17:00+00:00' is not after start_time; correct one of them",
        ),
        (
            {"end_time": "2027-03-14T02:30"},
            "end_time: '2027-03-14T02:30' does not exist in America/New_York: the clocks are put forward over it; use 2027-03-14T03:30",
        ),
        (
            {"start_time": "Christmas"},
            "start_time: 'Christmas' is not a date and time; write it as \"2026-01-06T13:00\", the wall clock in the rotation's zone",
        ),
        ({"contacts": ["ada", "ada"]}, "contacts[1]: 'ada' is there twice; name everybody once"),
        ({"contacts": "ada"}, "contacts: 'ada' is not a list; write it as a list"),
        (
            {"contacts": [f"p{number}" for number in range(31)]},
            "contacts: has 31 contacts, AWS takes at most 30; shorten it",
        ),
        (
            {"contacts": ["Ada"]},
            "contacts[0]: 'Ada' has characters that AWS refuses; allowed: lower-case letters, digits, _ and -",
        ),
    ],
)
def test_mistakes(options: dict[str, Any], expected: str) -> None:
    place = node({**WRITTEN, **options})
    read_override(place, "primary", ZONE)
    assert told(place) == [expected]


def test_what_a_new_one_must_be() -> None:
    place = node()
    check_new_override(place, OVERRIDE, ["ada", "grace"])
    check_new_override(place, RotationOverride("primary", START, START + HOUR / 2, ()), ["ada"])
    assert told(place) == []
    short = RotationOverride("primary", START, START + timedelta(minutes=29, seconds=30), ("grac", "alan"))
    check_new_override(place, short, ["ada", "grace"])
    assert told(place) == [
        "end_time: '2026-12-26T13:00' is 29.5 minutes after start_time, AWS takes overrides of 30 minutes or more; end it later",
        "contacts[0]: 'grac' is not a member of the rotation; did you mean 'grace'?",
        "contacts[1]: 'alan' is not a member of the rotation; its members are ada, grace; add them to the rotation first",
    ]


def test_six_months_ahead() -> None:
    place = node()
    check_ahead(place, OVERRIDE, ZONE, datetime(2026, 6, 24, 18, tzinfo=UTC))
    assert told(place) == []
    check_ahead(place, OVERRIDE, ZONE, datetime(2026, 6, 24, 17, 59, tzinfo=UTC))
    assert told(place) == [
        "start_time: '2026-12-24T13:00' is more than 6 months ahead, which AWS does not take; start it by 2026-12-24T12:59 at the latest, or add it later"
    ]


def test_months_after_in_months_that_lack_the_day() -> None:
    assert months_after(datetime(2026, 8, 31, 1, tzinfo=UTC), 6) == datetime(2027, 2, 28, 1, tzinfo=UTC)
    assert months_after(datetime(2027, 8, 31, 1, tzinfo=UTC), 6) == datetime(2028, 2, 29, 1, tzinfo=UTC)
    assert months_after(datetime(2026, 12, 15, tzinfo=UTC), 12) == datetime(2027, 12, 15, tzinfo=UTC)


def test_overlaps_are_named() -> None:
    place = node()
    check_overlaps(
        place,
        [FoundOverride("id-1", OVERRIDE), FoundOverride("id-2", RotationOverride("primary", START, START + HOUR, ()))],
        ZONE,
    )
    way_out = "choose another time, delete that override first, or set `replace_overlapping: true`"
    assert told(place) == [
        f"start_time: overlaps the override of grace and ada from 2026-12-24T13:00 to 2026-12-26T13:00 in {ZONE} (id id-1); {way_out}",
        f"start_time: overlaps the override of nobody from 2026-12-24T13:00 to 2026-12-24T14:00 in {ZONE} (id id-2); {way_out}",
    ]
