# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Rotations: who takes turns, when the hand-offs are, and which hours are covered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from .names import read_rotation_name, read_tags
from .node import Node
from .problems import did_you_mean
from .week import DAYS

ROTATION_KEYS = ("members", "start_time", "time_zone_id", "recurrence", "tags")
RECURRENCE_KEYS = (
    "number_of_on_calls",
    "recurrence_multiplier",
    "daily",
    "weekly",
    "monthly",
    "shift_coverages",
)

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True, order=True)
class HandOffTime:
    """A wall-clock time of day in the rotation's zone."""

    hour: int
    minute: int

    def __str__(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"


@dataclass(frozen=True, slots=True)
class WeeklyHandOff:
    """A hand-off on a day of the week (MON to SUN)."""

    day: str
    time: HandOffTime


@dataclass(frozen=True, slots=True)
class MonthlyHandOff:
    """A hand-off on a day of the month (1 to 31)."""

    day: int
    time: HandOffTime


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hours covered on a day; an ``end`` not after ``start`` is on the next day."""

    start: HandOffTime
    end: HandOffTime


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How turns are taken: exactly one of ``daily``, ``weekly`` and ``monthly`` is not empty.

    ``shift_coverages`` maps days of the week to their covered hours; empty means round the clock. AWS replaces a
    recurrence as a whole, so there is no unmanaged part in it.
    """

    number_of_on_calls: int
    recurrence_multiplier: int
    daily: tuple[HandOffTime, ...] = ()
    weekly: tuple[WeeklyHandOff, ...] = ()
    monthly: tuple[MonthlyHandOff, ...] = ()
    shift_coverages: Mapping[str, tuple[Coverage, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """Members are aliases in shift order; ``start_time`` is an instant (UTC, whole seconds)."""

    name: str
    members: tuple[str, ...] | None = None
    start_time: datetime | None = None
    time_zone_id: str | None = None
    recurrence: Recurrence | None = None
    tags: Mapping[str, str] | None = None

    def wall_clock_start(self) -> str | None:
        """Return the start as people write it: local time in the rotation's zone."""
        return None if self.start_time is None else wall_clock(self.start_time, self.time_zone_id or "UTC")


def wall_clock(instant: datetime, zone: str) -> str:
    """Return an instant as people write it: local time in ``zone``.

    In autumn the clock shows an hour twice; a time in the second one is told apart by its offset.
    """
    local = instant.astimezone(ZoneInfo(zone))
    shown = local if local.fold else local.replace(tzinfo=None)
    return shown.isoformat(timespec="seconds" if local.second else "minutes")


def read_rotation(node: Node, name: str) -> Rotation:
    """Read one entry of ``rotations``. The members' names are checked by the caller, who knows the people."""
    read_rotation_name(node, name)
    if not node.mapping(ROTATION_KEYS, required=("members", "start_time", "time_zone_id", "recurrence")):
        return Rotation(name)
    zone = node.optional("time_zone_id", read_time_zone)
    return Rotation(
        name=name,
        members=node.optional("members", read_members),
        start_time=node.optional("start_time", lambda n: read_wall_clock(n, zone or "UTC")),
        time_zone_id=zone,
        recurrence=node.optional("recurrence", read_recurrence),
        tags=node.optional("tags", read_tags),
    )


def read_members(node: Node) -> tuple[str, ...]:
    """Read 1 to 30 aliases in shift order."""
    elements = node.elements(least=1, most=30, what="members")
    members = [element.text(least=1) or "" for element in elements]  # "" where something is wrong: positions stay
    for position, alias in enumerate(members):
        if alias and alias in members[:position]:
            node.problems.add(f"{node.path}[{position}]", alias, "is in the rotation twice", "name everybody once")
    return tuple(members)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    # Some machines list files of their own as zones.
    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


def read_time_zone(node: Node) -> str | None:
    """Read the name of an IANA time zone that AWS takes."""
    if not isinstance(node.value, str) or node.value not in _zones() or "+" in node.value:
        # Abbreviations and POSIX forms are refused by AWS, as is a plus sign in the name. They look alike whatever
        # their offsets, so only places are suggested.
        places = [zone for zone in _zones() if "/" in zone and not zone.startswith("Etc/")]
        text = node.value if isinstance(node.value, str) else ""
        node.bad(
            "is not an IANA time zone that AWS takes",
            did_you_mean(text, places, "use a name such as America/New_York or UTC"),
        )
        return None
    return str(node.value)


def read_wall_clock(node: Node, zone: str, *, whose: str = "time_zone_id") -> datetime | None:
    """Read a wall-clock time in ``zone``, which must exist there, as an instant; ``whose`` says which zone it is."""
    value = node.value
    if isinstance(value, date):  # YAML turns an unquoted time stamp into one
        value = value.isoformat()
    try:
        local = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        node.bad("is not a date and time", f'write it as "2026-01-06T13:00", the wall clock in {whose}')
        return None
    if not 1970 <= local.year < 2970:
        node.bad("is not in the years 1970 to 2969", "correct the year")
        return None
    if local.tzinfo is not None:
        return local.astimezone(UTC).replace(microsecond=0)
    start = local.replace(tzinfo=ZoneInfo(zone), microsecond=0).astimezone(UTC)
    there = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if there != local.replace(microsecond=0):
        node.bad(
            f"does not exist in {zone}: the clocks are put forward over it",
            f"use {there.isoformat(timespec='minutes')}",
        )
        return None
    return start


def read_recurrence(node: Node) -> Recurrence | None:
    """Read a recurrence; lists of hand-offs keep their order, coverages are a map without one."""
    if not node.mapping(RECURRENCE_KEYS):
        return None
    settings = [key for key in ("daily", "weekly", "monthly") if node.has(key)]
    if len(settings) != 1:
        said = f"has {' and '.join(settings)}" if settings else "has none of daily, weekly and monthly"
        node.problems.add(node.path, None, said, "keep exactly one of daily, weekly and monthly")
    hand_offs = [hand_off for key in settings for hand_off in _read_hand_offs(node.child(key), key)]
    multiplier = node.optional("recurrence_multiplier", lambda n: n.integer(1, 100)) or 1
    on_calls = node.optional("number_of_on_calls", lambda n: n.integer(1, 30)) or 1
    coverages = node.optional("shift_coverages", _read_coverages)
    return Recurrence(
        number_of_on_calls=on_calls,
        recurrence_multiplier=multiplier,
        daily=tuple(h for h in hand_offs if isinstance(h, HandOffTime)),
        weekly=tuple(h for h in hand_offs if isinstance(h, WeeklyHandOff)),
        monthly=tuple(h for h in hand_offs if isinstance(h, MonthlyHandOff)),
        shift_coverages=coverages or {},
    )


def _read_hand_offs(node: Node, kind: str) -> list[HandOffTime | WeeklyHandOff | MonthlyHandOff | None]:
    elements = node.elements(least=1, what="hand-offs")
    hand_offs = [_read_hand_off(element, kind) for element in elements]
    for position, hand_off in enumerate(hand_offs):
        if hand_off is not None and hand_off in hand_offs[:position]:
            elements[position].bad("is there twice", "name every hand-off once")
    return hand_offs


def _read_hand_off(node: Node, kind: str) -> HandOffTime | WeeklyHandOff | MonthlyHandOff | None:
    if kind == "daily":
        return read_clock(node)
    if not node.mapping(("day", "time"), required=("day", "time")):
        return None
    time = node.optional("time", read_clock)
    if kind == "weekly":
        day = node.optional("day", lambda n: n.choice(DAYS))
        return WeeklyHandOff(day, time) if day and time else None
    day_of_month = node.optional("day", lambda n: n.integer(1, 31))
    return MonthlyHandOff(day_of_month, time) if day_of_month and time else None


def read_clock(node: Node) -> HandOffTime | None:
    """Read ``HH:MM``. Unquoted, YAML 1.1 reads 13:00 as the number 780: that is turned back.

    It does so from 1:00, which is 60; smaller numbers were written as such and are most likely hours.
    """
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool) and 60 <= value < 24 * 60:
        return HandOffTime(value // 60, value % 60)
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        node.bad("is not a time of day", 'write "HH:MM", 00:00 to 23:59')
        return None
    return HandOffTime(int(match[1]), int(match[2]))


def _read_coverages(node: Node) -> dict[str, tuple[Coverage, ...]]:
    found: dict[str, tuple[Coverage, ...]] = {}
    for day, entry in node.entries():
        if Node(entry.path, day, node.problems).choice(DAYS) is None:
            continue
        windows = [window for element in entry.elements(least=1, what="windows") if (window := _read_window(element))]
        found[day] = tuple(windows)
    # In the order of the week, so that a definition written in another order is the same definition.
    return {day: found[day] for day in DAYS if day in found}


def _read_window(node: Node) -> Coverage | None:
    if not node.mapping(("start", "end"), required=("start", "end")):
        return None
    start = node.optional("start", read_clock)
    end = node.optional("end", read_clock)
    if start is None or end is None:
        return None
    length = timedelta(hours=end.hour - start.hour, minutes=end.minute - start.minute) % timedelta(days=1)
    if timedelta(0) < length < timedelta(minutes=30):
        node.bad("is shorter than 30 minutes", "AWS takes coverages of 30 minutes or more", show=False)
        return None
    return Coverage(start, end)
