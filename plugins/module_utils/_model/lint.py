# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What is allowed but probably not meant: told as warnings, never as errors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .week import DAYS

if TYPE_CHECKING:
    from .contact import Contact
    from .rotation import Rotation
    from .schedule import OnCallSchedule


def warnings_about(
    contacts: Mapping[str, Contact],
    rotations: Sequence[Mapping[str, Rotation]],
    schedules: Sequence[Mapping[str, OnCallSchedule]],
) -> Iterable[str]:
    """Yield a sentence for each doubtful thing."""
    every_rotation = {name: rotation for group in rotations for name, rotation in group.items()}
    for name, rotation in every_rotation.items():
        yield from doubts_about_rotation(name, rotation, contacts)
    for group in schedules:
        for alias, schedule in group.items():
            zones = {
                zone
                for name in schedule.rotations or ()
                if name in every_rotation and (zone := every_rotation[name].time_zone_id)
            }
            if zones_differ_in_daylight_saving(zones):
                yield (
                    f"schedule {alias} mixes {', '.join(sorted(zones))}: their clocks change on different dates, which "
                    "leaves gaps or overlaps for some weeks"
                )


def doubts_about_rotation(name: str, rotation: Rotation, contacts: Mapping[str, Contact]) -> Iterable[str]:
    """Yield a sentence for each doubtful thing about a rotation; ``contacts`` are the people who are known."""
    members = rotation.members or ()
    for alias in members:
        contact = contacts.get(alias)
        if contact is not None and not contact.channels:
            yield f"{alias} is in rotation {name} but has no phone and no mail: no page can reach them"
        elif contact is not None and contact.engagement_plan == ():
            yield f"{alias} is in rotation {name} but has an empty engagement plan: no page can reach them"
    if rotation.recurrence and rotation.recurrence.number_of_on_calls > len(members):
        yield f"rotation {name} wants {rotation.recurrence.number_of_on_calls} people on call but has {len(members)}"
    if not starts_on_hand_off(rotation):
        yield f"rotation {name} does not start on a hand-off: AWS does not say how long its first shift is"


def starts_on_hand_off(rotation: Rotation) -> bool:
    """Tell whether the start is one of the recurrence's hand-offs by the wall clock."""
    recurrence = rotation.recurrence
    if rotation.start_time is None or recurrence is None or rotation.time_zone_id is None:
        return True
    local = rotation.start_time.astimezone(ZoneInfo(rotation.time_zone_id))
    clock = (local.hour, local.minute)
    if recurrence.daily:
        return clock in [(h.hour, h.minute) for h in recurrence.daily]
    if recurrence.weekly:
        return (DAYS[local.weekday()], *clock) in [(h.day, h.time.hour, h.time.minute) for h in recurrence.weekly]
    return (local.day, *clock) in [(h.day, h.time.hour, h.time.minute) for h in recurrence.monthly]


def zones_differ_in_daylight_saving(zones: Collection[str], today: date | None = None) -> bool:
    """Tell whether the hours between the zones change in the course of the year ahead.

    Compared at everybody's own noon: on the day of a change, zones further west follow some hours later.
    """
    if len(zones) < 2:
        return False
    first = today or datetime.now(UTC).date()
    clocks = [ZoneInfo(zone) for zone in sorted(zones)]
    spread = set()
    for day in range(366):
        noon = datetime.combine(first + timedelta(days=day), time(12))
        offsets = [noon.replace(tzinfo=clock).utcoffset() or timedelta() for clock in clocks]
        spread.add(tuple(offset - offsets[0] for offset in offsets))
    return len(spread) > 1
