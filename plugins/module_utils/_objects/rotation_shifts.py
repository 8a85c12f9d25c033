# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What a change of a rotation does to its shifts, and to who is on call at this moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._model.oncall import Shift, horizon, instant_text, shifts_data
from .._wire.overrides import override_from_wire, preview_to_wire
from .._wire.shifts import shift_from_wire

if TYPE_CHECKING:
    from datetime import datetime

    from .._clients import Clients
    from .._model.account import Found
    from .._model.problems import Problems
    from .._model.rotation import Rotation

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Handover:
    """The shifts around a change: as they are (None: there is no rotation) and as they would be, from ``now`` on."""

    now: datetime
    before: tuple[Shift, ...] | None
    after: tuple[Shift, ...]

    def crews(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who is on call at this moment, before and after."""
        return self._crew(self.before or ()), self._crew(self.after)

    def _crew(self, shifts: Sequence[Shift]) -> tuple[str, ...]:
        return next((shift.contacts for shift in shifts if shift.start <= self.now < shift.end), ())

    def changes_now(self) -> bool:
        """Tell whether somebody else is on call at this moment; where nobody was yet, nobody is relieved."""
        before, after = self.crews()
        return bool(before) and sorted(before) != sorted(after)

    def data(self) -> dict[str, Any]:
        """Return it for the results of the module."""
        before, after = self.crews()
        return {
            "shifts_before": shifts_data(self.before or ())[:_SHOWN],
            "shifts_after": shifts_data(self.after)[:_SHOWN],
            "on_call_now": {"before": list(before), "after": list(after), "changes": self.changes_now()},
        }


def real_shifts(clients: Clients, found: Found[Rotation], now: datetime) -> tuple[Shift, ...]:
    """Ask for the shifts from now on, overrides applied."""
    if found.model.recurrence is None:
        return ()
    end = now + horizon(found.model.recurrence)
    shapes = contacts_api.list_rotation_shifts(clients.contacts, found.arn, now, end)
    return tuple(shift_from_wire(shape) for shape in shapes)


def preview_shifts(
    clients: Clients, rotation: Rotation, arns: Mapping[str, str], found: Found[Rotation] | None, now: datetime
) -> tuple[Shift, ...]:
    """Ask which shifts a definition would have; overrides of the rotation that it changes go on to apply."""
    if rotation.recurrence is None or rotation.time_zone_id is None:
        return ()
    end = now + horizon(rotation.recurrence)
    listed = contacts_api.list_rotation_overrides(clients.contacts, found.arn, now, end) if found else []
    created = sorted(listed, key=lambda entry: entry["CreateTime"])
    overrides = [override_from_wire(entry, rotation.name).model for entry in created]
    members = preview_to_wire(rotation, overrides, arns)
    shapes = contacts_api.list_preview_rotation_shifts(clients.contacts, end, StartTime=now, **members)
    return tuple(shift_from_wire(shape) for shape in shapes)


def check_handover(problems: Problems, handover: Handover) -> None:
    """Record a problem where another person would be on call at this moment."""
    if not handover.changes_now():
        return
    before, after = handover.crews()
    until = next(shift.end for shift in handover.before or () if shift.start <= handover.now < shift.end)
    relief = " and ".join(after) or "nobody"
    problems.add(
        "fail_on_handoff",
        None,
        f"{' and '.join(before)} on call now would be relieved by {relief}",
        f"wait for the hand-off at {instant_text(until)}, or set `fail_on_handoff: false`",
    )
