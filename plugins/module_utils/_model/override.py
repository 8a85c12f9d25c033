# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Overrides of rotations: another crew for a while."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from .names import read_alias
from .node import Node
from .problems import did_you_mean
from .rotation import read_wall_clock, wall_clock

SHORTEST = timedelta(minutes=30)
MONTHS_AHEAD = 6
_ZONE = "the rotation's zone"


@dataclass(frozen=True, slots=True)
class RotationOverride:
    """``contacts`` (aliases) replace the whole crew; with none, nobody is on call. Times are UTC, in whole seconds."""

    rotation: str
    start: datetime
    end: datetime
    contacts: tuple[str, ...]

    def equals(self, other: RotationOverride) -> bool:
        """Tell whether it is the same override: people on call together have no order."""
        times = (self.start, self.end) == (other.start, other.end)
        return times and self.rotation == other.rotation and sorted(self.contacts) == sorted(other.contacts)

    def overlaps(self, other: RotationOverride) -> bool:
        """Tell whether there is a time for which both say who is on call."""
        return self.rotation == other.rotation and self.start < other.end and other.start < self.end

    def label(self, zone: str) -> str:
        """Name it for people, by the clock of its rotation."""
        return f"{self.rotation} {wall_clock(self.start, zone)} to {wall_clock(self.end, zone)}"

    def people(self) -> str:
        """Name its people in a sentence."""
        return " and ".join(self.contacts) or "nobody"


@dataclass(frozen=True, slots=True)
class FoundOverride:
    """An override of the account; AWS knows it by ``override_id``."""

    override_id: str
    model: RotationOverride
    created: datetime | None = None


def describe_override(override: RotationOverride, zone: str) -> dict[str, Any]:
    """Describe an override as people write it, by the clock of its rotation."""
    return {
        "rotation": override.rotation,
        "contacts": list(override.contacts),
        "start_time": wall_clock(override.start, zone),
        "end_time": wall_clock(override.end, zone),
    }


def read_override(node: Node, rotation: str, zone: str) -> RotationOverride | None:
    """Read ``contacts``, ``start_time`` and ``end_time``, which is after it."""
    contacts = _read_contacts(node.child("contacts"))
    start = read_wall_clock(node.child("start_time"), zone, whose=_ZONE)
    end = read_wall_clock(node.child("end_time"), zone, whose=_ZONE)
    if start is None or end is None or not check_order(node, start, end):
        return None
    return RotationOverride(rotation, start, end, contacts)


def check_order(node: Node, start: datetime, end: datetime) -> bool:
    """Record a problem unless ``end_time`` is after ``start_time``."""
    if end <= start:
        node.child("end_time").bad("is not after start_time", "correct one of them")
    return end > start


def _read_contacts(node: Node) -> tuple[str, ...]:
    elements = node.elements(most=30, what="contacts")
    contacts = [read_alias(element, element.value) or "" for element in elements]
    for position, alias in enumerate(contacts):
        if alias and alias in contacts[:position]:
            elements[position].bad("is there twice", "name everybody once")
    return tuple(contacts)


def check_new_override(node: Node, override: RotationOverride, members: Sequence[str]) -> None:
    """Record what AWS's console refuses; it does not publish what its API does."""
    if override.end - override.start < SHORTEST:
        minutes = (override.end - override.start).total_seconds() / 60
        rule = f"is {minutes:g} minutes after start_time, AWS takes overrides of 30 minutes or more"
        node.child("end_time").bad(rule, "end it later")
    for position, alias in enumerate(override.contacts):
        if alias not in members:
            place = Node(f"{node.child('contacts').path}[{position}]", alias, node.problems)
            known = f"its members are {', '.join(members)}; add them to the rotation first"
            place.bad("is not a member of the rotation", did_you_mean(alias, members, known))


def check_ahead(node: Node, override: RotationOverride, zone: str, now: datetime) -> None:
    """Record a problem where the override starts too far ahead of the service's time."""
    latest = months_after(now, MONTHS_AHEAD)
    if override.start > latest:
        rule = f"is more than {MONTHS_AHEAD} months ahead, which AWS does not take"
        node.child("start_time").bad(rule, f"start it by {wall_clock(latest, zone)} at the latest, or add it later")


def check_overlaps(node: Node, others: Iterable[FoundOverride], zone: str) -> None:
    """Record a problem for each other override of the time."""
    for other in others:
        node.problems.add(
            node.child("start_time").path,
            None,
            f"overlaps {overlap_text(other, zone)}",
            "choose another time, delete that override first, or set `replace_overlapping: true`",
        )


def overlap_text(other: FoundOverride, zone: str) -> str:
    """Name an override that is in the way."""
    times = f"{wall_clock(other.model.start, zone)} to {wall_clock(other.model.end, zone)} in {zone}"
    return f"the override of {other.model.people()} from {times} (id {other.override_id})"


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day and time some months later, or the last day of a month that does not have the day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
