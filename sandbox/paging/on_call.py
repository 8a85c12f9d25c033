"""Who is on call now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.shifts import Override, RotationDefinition, recurrence_from_wire, shifts

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.contacts.state import Contact, ContactsBook, Rotation
    from sandbox.rules import Rules

_INSTANT = timedelta(microseconds=1)


def overrides_of(rotation: Rotation) -> list[Override]:
    """The overrides of a rotation as the shift calculation takes them."""
    return [
        Override(tuple(override.contacts), override.start, override.end, override.created, override.id)
        for override in rotation.overrides.values()
    ]


def on_call(book: ContactsBook, schedule: Contact, moment: datetime, rules: Rules) -> list[str]:
    """ARNs of the people that ``schedule`` has on call at ``moment``, rotation by rotation, everybody once."""
    people: dict[str, None] = {}
    for arn in schedule.plan.get("RotationIds", ()):
        rotation = book.rotations[arn]
        definition = RotationDefinition(
            tuple(rotation.contacts),
            rotation.start,
            rotation.time_zone,
            recurrence_from_wire(rotation.recurrence),
        )
        for shift in shifts(definition, moment, moment + _INSTANT, overrides_of(rotation), rules):
            people.update(dict.fromkeys(shift.contact_ids))
    return list(people)
