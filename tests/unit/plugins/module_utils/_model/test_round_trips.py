"""What is described can be read again, and is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import (
    Channel,
    EngagementStage,
    read_engagement_plan,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.describe import (
    describe_engagement_plan,
    describe_escalation_plan,
    describe_recurrence,
    describe_response_plan,
    describe_rotation,
    describe_schedule,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.escalation_plan import (
    EscalationPlan,
    read_escalation_plan,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.node import Node
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import Problems
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.response_plan import (
    ResponsePlan,
    read_response_plan,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import (
    Recurrence,
    Rotation,
    read_recurrence,
    read_rotation,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.schedule import (
    OnCallSchedule,
    read_schedule,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import strategies

T = TypeVar("T")


def reading(described: Any, read: Callable[[Node], T]) -> T:
    problems = Problems()
    made = read(Node("here", described, problems))
    assert problems.found == []
    return made


@strategies.thorough
@given(strategies.rotations)
def test_rotations(rotation: Rotation) -> None:
    assert reading(describe_rotation(rotation), lambda node: read_rotation(node, rotation.name)) == rotation


@strategies.thorough
@given(strategies.recurrences())
def test_recurrences(recurrence: Recurrence) -> None:
    assert reading(describe_recurrence(recurrence), read_recurrence) == recurrence


@strategies.thorough
@given(strategies.schedules)
def test_schedules(schedule: OnCallSchedule) -> None:
    assert reading(describe_schedule(schedule), lambda node: read_schedule(node, schedule.alias)) == schedule


@strategies.thorough
@given(strategies.escalation_plans)
def test_escalation_plans(plan: EscalationPlan) -> None:
    assert reading(describe_escalation_plan(plan), lambda node: read_escalation_plan(node, plan.alias)) == plan


@strategies.thorough
@given(strategies.response_plans)
def test_response_plans(plan: ResponsePlan) -> None:
    assert reading(describe_response_plan(plan), lambda node: read_response_plan(node, plan.name)) == plan


@strategies.thorough
@given(
    strategies.devices().flatmap(lambda channels: st.tuples(st.just(channels), strategies.engagement_plans(channels)))
)
def test_engagement_plans(made: tuple[tuple[Channel, ...], tuple[EngagementStage, ...]]) -> None:
    channels, plan = made
    again = reading(
        describe_engagement_plan(plan), lambda node: read_engagement_plan(node, channels, skip_missing_types=False)
    )
    assert again == plan


def start_read_again(start: datetime, zone: str) -> datetime | None:
    written = describe_rotation(Rotation("r", start_time=start, time_zone_id=zone))
    whole = {**written, "members": ["ada"], "recurrence": {"daily": ["09:00"]}}
    return reading(whole, lambda node: read_rotation(node, "r")).start_time


@strategies.thorough
@given(strategies.instants, strategies.zones)
def test_starts_at_any_instant_in_any_zone(start: datetime, zone: str) -> None:
    assert start_read_again(start, zone) == start


def changes_of(zone: str, year: int) -> list[datetime]:
    """The hours of a year at which a zone's clock changes."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=n) for n in range(0, 366 * 24, 24)]
    clock = ZoneInfo(zone)
    days = [
        day
        for day in hours
        if day.astimezone(clock).utcoffset() != (day + timedelta(days=1)).astimezone(clock).utcoffset()
    ]
    return [day + timedelta(hours=n) for day in days for n in range(25)]


def test_starts_around_every_clock_change_in_every_zone() -> None:
    zones = {tuple(changes_of(zone, 2026)): zone for zone in strategies.ZONES}
    assert len(zones) > 5
    for hours, zone in zones.items():
        for hour in hours:
            for start in (hour, hour + timedelta(minutes=30), hour + timedelta(minutes=59, seconds=59)):
                assert start_read_again(start, zone) == start


@pytest.mark.parametrize(
    ("start", "zone", "written"),
    [
        (datetime(2026, 1, 6, 18, tzinfo=UTC), "America/New_York", "2026-01-06T13:00"),
        (datetime(2026, 1, 6, 18, 0, 5, tzinfo=UTC), "America/New_York", "2026-01-06T13:00:05"),
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "America/New_York", "2026-11-01T01:30"),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "America/New_York", "2026-11-01T01:30-05:00"),
        (datetime(2026, 1, 6, 13, tzinfo=UTC), None, "2026-01-06T13:00"),
    ],
)
def test_starts_are_written_as_the_clock_shows_them(start: datetime, zone: str | None, written: str) -> None:
    assert Rotation("r", start_time=start, time_zone_id=zone).wall_clock_start() == written


def test_no_start_is_described_as_none() -> None:
    assert Rotation("r").wall_clock_start() is None
    assert describe_rotation(Rotation("r")) == {}


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-06T13:00",
        "2026-01-06 13:00",
        "2026-01-06T13:00:00.750",
        "2026-01-06T18:00Z",
        "2026-01-06T19:00+01:00",
        datetime(2026, 1, 6, 13),  # noqa: DTZ001
        datetime(2026, 1, 6, 18, tzinfo=UTC),
    ],
)
def test_forms_of_a_start(written: object) -> None:
    rotation = {
        "members": ["a"],
        "start_time": written,
        "time_zone_id": "America/New_York",
        "recurrence": {"daily": ["13:00"]},
    }
    assert reading(rotation, lambda node: read_rotation(node, "r")).start_time == datetime(2026, 1, 6, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "clock"), [("13:00", "13:00"), (780, "13:00"), ("00:00", "00:00"), (60, "01:00"), (1439, "23:59")]
)
def test_clocks_as_yaml_reads_them(written: object, clock: str) -> None:
    recurrence = reading({"daily": [written]}, read_recurrence)
    assert recurrence is not None
    assert [str(time) for time in recurrence.daily] == [clock]


@pytest.mark.parametrize(
    "written", [59, 0, -1, 1440, True, 13.5, None, "7:00", "13:60", "13:00:00", [], pytest.param(10**5000, id="huge")]
)
def test_other_clocks_are_refused(written: object) -> None:
    problems = Problems()
    read_recurrence(Node("here", {"daily": [written]}, problems))
    assert [problem.path for problem in problems.found] == ["here.daily[0]"]
