# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Ask AWS who is on call: its own shifts, overrides applied, for any number of schedules at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from ._api import contacts as contacts_api
from ._clients import Clients
from ._model.kinds import Kind
from ._model.oncall import RotationOnCall, ScheduleOnCall, Shift, at_instant, horizon
from ._model.rotation import Rotation
from ._wire.contacts import KIND_OF_TYPE, alias_of, rotation_from_wire


@dataclass(frozen=True, slots=True)
class OnCall:
    """The answer: the instant it is for, the schedules found, people's display names by alias, names not found."""

    at: datetime
    schedules: tuple[ScheduleOnCall, ...]
    names: dict[str, str]
    missing: tuple[str, ...]


def who_is_on_call(clients: Clients, wanted: Mapping[str | None, Sequence[str]] | None, at: datetime | None) -> OnCall:
    """Return who is on call at an instant (None: the service's own now).

    ``wanted`` are schedules by the team for which they are asked; without it, all schedules are meant.

    Makes two lists, one read per schedule and one per rotation.
    """
    client = clients.contacts
    contacts, listed_rotations = clients.each(
        lambda read: read(client), (contacts_api.list_contacts, contacts_api.list_rotations)
    )
    of_type = {shape["Alias"]: shape for shape in contacts if KIND_OF_TYPE[shape["Type"]] is Kind.ONCALL_SCHEDULE}
    asked = [(team, alias) for team, entries in (wanted or {None: list(of_type)}).items() for alias in entries]
    aliases = list(dict.fromkeys(alias for _team, alias in asked if alias in of_type))
    shapes = clients.each(lambda alias: contacts_api.get_contact(client, of_type[alias]["ContactArn"]), aliases)
    shape_of = dict(zip(aliases, shapes, strict=True))
    instant = at or _service_time(shapes)

    by_arn = {shape["RotationArn"]: rotation_from_wire(shape) for shape in listed_rotations}
    used = [arn for shape in shapes for arn in shape["Plan"].get("RotationIds", ()) if arn in by_arn]
    arns = list(dict.fromkeys(used))
    found = clients.each(lambda arn: _of_rotation(client, arn, by_arn[arn], instant), arns)
    on_call = dict(zip(arns, found, strict=True))
    return OnCall(
        at=instant,
        schedules=tuple(
            ScheduleOnCall(
                alias=str(shape["Alias"]),
                display_name=str(shape.get("DisplayName", "")),
                rotations=tuple(on_call[arn] for arn in shape["Plan"].get("RotationIds", ()) if arn in on_call),
                team=team,
            )
            for team, alias in asked
            if (shape := shape_of.get(alias))
        ),
        names={str(shape["Alias"]): str(shape.get("DisplayName", "")) for shape in contacts},
        missing=tuple(alias for _team, alias in asked if alias not in of_type),
    )


def _service_time(shapes: Sequence[dict[str, Any]]) -> datetime:
    """Return the time of the service, not of this machine: its answers carry it."""
    for shape in shapes:
        date = shape.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
        if date:
            return parsedate_to_datetime(date)
    return datetime.now(UTC)


def _of_rotation(client: Any, arn: str, rotation: Rotation, instant: datetime) -> RotationOnCall:
    end = instant + (horizon(rotation.recurrence) if rotation.recurrence else timedelta(days=8))
    shapes = contacts_api.list_rotation_shifts(client, arn, instant, end)
    return at_instant(rotation, [shift_from_wire(shape) for shape in shapes], instant)


def shift_from_wire(shape: dict[str, Any]) -> Shift:
    """Read an entry of ListRotationShifts."""
    details = shape.get("ShiftDetails") or {}
    return Shift(
        start=shape["StartTime"],
        end=shape["EndTime"],
        contacts=tuple(alias_of(arn) for arn in shape.get("ContactIds") or ()),
        overridden=tuple(alias_of(arn) for arn in details.get("OverriddenContactIds") or ()),
    )
