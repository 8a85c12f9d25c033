# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Who is on call: shifts as AWS calculates them, put together per schedule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .rotation import Recurrence, Rotation, wall_clock


@dataclass(frozen=True, slots=True)
class Shift:
    """Contacts are aliases; ``overridden`` are those whom an override replaces, who may be nobody."""

    start: datetime
    end: datetime
    contacts: tuple[str, ...]
    overridden: tuple[str, ...] = ()
    by_override: bool = False


@dataclass(frozen=True, slots=True)
class RotationOnCall:
    """A rotation with its shift at the instant asked for (None: nobody) and the one after it."""

    rotation: Rotation
    now: Shift | None
    next: Shift | None


@dataclass(frozen=True, slots=True)
class RotationShifts:
    """A rotation with its shifts in an interval."""

    rotation: Rotation
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class ScheduleOnCall:
    """A schedule with its rotations, in order; ``team`` is whom it was asked for."""

    alias: str
    display_name: str
    rotations: tuple[RotationOnCall, ...]
    team: str | None = None


def horizon(recurrence: Recurrence) -> timedelta:
    """Return how far to look ahead to see the next shift for sure."""
    unit = timedelta(days=1) if recurrence.daily else timedelta(days=7) if recurrence.weekly else timedelta(days=31)
    # Two whole turns, and a week more, since coverages may leave out all but one day of the week.
    return unit * recurrence.recurrence_multiplier * 2 + timedelta(days=8)


def at_instant(rotation: Rotation, shifts: Sequence[Shift], instant: datetime) -> RotationOnCall:
    """Pick the shift that holds the instant and the first that begins after it."""
    ordered = sorted(shifts, key=lambda shift: shift.start)
    now = next((shift for shift in ordered if shift.start <= instant < shift.end), None)
    after = next((shift for shift in ordered if shift.start > instant), None)
    return RotationOnCall(rotation, now, after)


def oncall_data(schedules: Iterable[ScheduleOnCall], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the schedules as data; ``names`` are display names by alias."""
    return [
        {
            "team": schedule.team,
            "schedule": schedule.alias,
            "display_name": schedule.display_name,
            "rotations": [
                {
                    "rotation": entry.rotation.name,
                    "time_zone_id": entry.rotation.time_zone_id,
                    "now": _shift_data(entry.now, names),
                    "next": _shift_data(entry.next, names),
                }
                for entry in schedule.rotations
            ],
        }
        for schedule in schedules
    ]


def shifts_data(shifts: Iterable[Shift]) -> list[dict[str, Any]]:
    """Return shifts as data, in order, without display names."""
    return [
        {
            "contacts": list(shift.contacts),
            "start_time": instant_text(shift.start),
            "end_time": instant_text(shift.end),
            "overridden_contacts": list(shift.overridden),
        }
        for shift in sorted(shifts, key=lambda shift: shift.start)
    ]


def _shift_data(shift: Shift | None, names: dict[str, str]) -> dict[str, Any] | None:
    if shift is None:
        return None
    return {
        "contacts": list(shift.contacts),
        "display_names": [names.get(alias) or alias for alias in shift.contacts],
        "start_time": instant_text(shift.start),
        "end_time": instant_text(shift.end),
        "overridden_contacts": list(shift.overridden),
    }


def rotation_shifts_data(rotations: Iterable[RotationShifts], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the shifts of rotations as data, each also by the clock of its rotation."""
    found = []
    for entry in rotations:
        zone = entry.rotation.time_zone_id or "UTC"
        for shift in sorted(entry.shifts, key=lambda shift: shift.start):
            local = {"local_start_time": wall_clock(shift.start, zone), "local_end_time": wall_clock(shift.end, zone)}
            kind = "OVERRIDDEN" if shift.by_override else "REGULAR"
            said = _shift_data(shift, names) or {}
            found.append({"rotation": entry.rotation.name, "type": kind, **said, **local, "time_zone_id": zone})
    return found


def instant_text(time: datetime) -> str:
    """Write an instant as UTC in ISO 8601."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def oncall_text(schedules: Sequence[ScheduleOnCall], names: dict[str, str]) -> str:
    """Return a table for people: per rotation who is on call until when, and who is next; times in its zone."""
    rows = [("TEAM", "SCHEDULE", "ROTATION", "ON CALL NOW", "UNTIL", "NEXT", "FROM")]
    said = ""
    for schedule in schedules:
        team = schedule.team or ""
        label, team, said = schedule.alias, team if team != said else "", team
        for entry in schedule.rotations:
            zone = ZoneInfo(entry.rotation.time_zone_id or "UTC")
            rows.append(
                (
                    team,
                    label,
                    entry.rotation.name,
                    _people(entry.now, names),
                    _local(entry.now.end, zone) if entry.now else "",
                    _people(entry.next, names),
                    _local(entry.next.start, zone) if entry.next else "",
                )
            )
            label = team = ""
        if not schedule.rotations:
            rows.append((team, label, "(no rotation)", "nobody", "", "", ""))
    return _table(rows, without=() if any(schedule.team for schedule in schedules) else ("TEAM",))


def shifts_text(rotations: Iterable[RotationShifts], names: dict[str, str]) -> str:
    """Return a table for people: who is on call from when to when; times in the zone of each rotation."""
    rows = [("ROTATION", "FROM", "UNTIL", "ON CALL")]
    for entry in rotations:
        label, zone = entry.rotation.name, ZoneInfo(entry.rotation.time_zone_id or "UTC")
        for shift in sorted(entry.shifts, key=lambda shift: shift.start):
            rows.append((label, _local(shift.start, zone), _local(shift.end, zone), _people(shift, names)))
            label = ""
        if not entry.shifts:
            rows.append((label, "", "", "nobody"))
    named = any(entry[0] for entry in rows[1:]) or len(rows) == 1
    return _table(rows, without=() if named else ("ROTATION",))


def _table(rows: Sequence[tuple[str, ...]], *, without: Collection[str]) -> str:
    """Write rows below each other, the first one being the heads of the columns; ``without`` some columns."""
    columns = [column for column in zip(*rows, strict=True) if column[0] not in without]
    widths = [max(len(cell) for cell in column) for column in columns]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in zip(*columns, strict=True)
    )
    return "\n".join(line.rstrip() for line in lines)


def _people(shift: Shift | None, names: dict[str, str]) -> str:
    if shift is None or not shift.contacts:
        return "nobody"
    people = ", ".join(names.get(alias) or alias for alias in shift.contacts)
    instead = ", ".join(names.get(alias) or alias for alias in shift.overridden)
    return f"{people} (for {instead})" if instead else people


def _local(time: datetime, zone: ZoneInfo) -> str:
    return time.astimezone(zone).strftime("%a %Y-%m-%d %H:%M %Z")
