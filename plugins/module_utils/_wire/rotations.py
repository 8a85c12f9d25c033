# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between rotations and schedules in the model and the shapes of ssm-contacts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .._model.rotation import (
    Coverage,
    HandOffTime,
    MonthlyHandOff,
    Recurrence,
    Rotation,
    WeeklyHandOff,
)
from .._model.schedule import OnCallSchedule
from .._model.week import DAYS
from .contacts import alias_of

Shape = dict[str, Any]


def schedule_from_wire(shape: Shape, rotation_names: Mapping[str, str]) -> OnCallSchedule:
    """Read an ONCALL_SCHEDULE contact; ``rotation_names`` are by ARN, a rotation that lacks there was deleted."""
    arns = shape["Plan"].get("RotationIds", ())
    return OnCallSchedule(
        alias=str(shape["Alias"]),
        display_name=str(shape.get("DisplayName", "")),
        rotations=tuple(rotation_names.get(arn, f"(deleted rotation {arn.rsplit('/', 1)[-1]})") for arn in arns),
    )


def _time_to_wire(time: HandOffTime) -> Shape:
    return {"HourOfDay": time.hour, "MinuteOfHour": time.minute}


def _time_from_wire(shape: Shape) -> HandOffTime:
    return HandOffTime(int(shape["HourOfDay"]), int(shape["MinuteOfHour"]))


def recurrence_to_wire(recurrence: Recurrence) -> Shape:
    """Return a recurrence; the settings and coverages it does not have are left out."""
    shape: Shape = {
        "NumberOfOnCalls": recurrence.number_of_on_calls,
        "RecurrenceMultiplier": recurrence.recurrence_multiplier,
    }
    if recurrence.daily:
        shape["DailySettings"] = [_time_to_wire(time) for time in recurrence.daily]
    if recurrence.weekly:
        shape["WeeklySettings"] = [
            {"DayOfWeek": entry.day, "HandOffTime": _time_to_wire(entry.time)} for entry in recurrence.weekly
        ]
    if recurrence.monthly:
        shape["MonthlySettings"] = [
            {"DayOfMonth": entry.day, "HandOffTime": _time_to_wire(entry.time)} for entry in recurrence.monthly
        ]
    if recurrence.shift_coverages:
        shape["ShiftCoverages"] = {
            day: [{"Start": _time_to_wire(window.start), "End": _time_to_wire(window.end)} for window in windows]
            for day, windows in recurrence.shift_coverages.items()
        }
    return shape


def recurrence_from_wire(shape: Shape) -> Recurrence:
    """Read a recurrence; AWS returns the days of coverages in any order, the model in the order of the week."""
    coverages = shape.get("ShiftCoverages") or {}
    return Recurrence(
        number_of_on_calls=int(shape["NumberOfOnCalls"]),
        recurrence_multiplier=int(shape["RecurrenceMultiplier"]),
        daily=tuple(_time_from_wire(entry) for entry in shape.get("DailySettings") or ()),
        weekly=tuple(
            WeeklyHandOff(str(entry["DayOfWeek"]), _time_from_wire(entry["HandOffTime"]))
            for entry in shape.get("WeeklySettings") or ()
        ),
        monthly=tuple(
            MonthlyHandOff(int(entry["DayOfMonth"]), _time_from_wire(entry["HandOffTime"]))
            for entry in shape.get("MonthlySettings") or ()
        ),
        shift_coverages={
            day: tuple(
                Coverage(_time_from_wire(window["Start"]), _time_from_wire(window["End"])) for window in coverages[day]
            )
            for day in DAYS
            if coverages.get(day)
        },
    )


def rotation_from_wire(shape: Shape) -> Rotation:
    """Read a rotation as ListRotations and GetRotation return it; AWS may keep parts of a second, we do not."""
    start = shape.get("StartTime")
    return Rotation(
        name=str(shape["Name"]),
        members=tuple(alias_of(arn) for arn in shape.get("ContactIds", ())),
        start_time=start.astimezone(UTC).replace(microsecond=0) if isinstance(start, datetime) else None,
        time_zone_id=str(shape["TimeZoneId"]),
        recurrence=recurrence_from_wire(shape["Recurrence"]),
    )
