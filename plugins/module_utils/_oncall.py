# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Ask AWS who is on call: its own shifts, overrides applied, for any number of schedules at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ._api import contacts as contacts_api
from ._api.calls import Entries, service_time
from ._clients import Clients
from ._errors import OncallError
from ._model.kinds import Kind
from ._model.names import TEAM_TAG
from ._model.oncall import RotationOnCall, ScheduleOnCall, at_instant, horizon
from ._model.rotation import Rotation
from ._objects.lookup import list_own
from ._wire.contacts import KIND_OF_TYPE, tags_from_wire
from ._wire.rotations import rotation_from_wire
from ._wire.shifts import shift_from_wire


@dataclass(frozen=True, slots=True)
class OnCall:
    """The answer: the instant it is for, the schedules found, people's display names by alias, names not found."""

    at: datetime
    schedules: tuple[ScheduleOnCall, ...]
    names: dict[str, str]
    missing: tuple[str, ...]


def read_instant(text: str, option: str = "at") -> datetime:
    """Read an instant in ISO 8601; without an offset it is UTC."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{option}: {text!r} is not a date and time; write it as 2026-12-25T03:00:00-05:00"
        raise OncallError(message) from error
    if not 1970 <= instant.year < 2970:
        message = f"{option}: {text!r} is not in the years 1970 to 2969; correct the year"
        raise OncallError(message)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


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


def teams_on_call(clients: Clients, teams: Sequence[str], at: datetime | None) -> OnCall:
    """Return who is on call for teams: in the schedules that carry their tag. What is missing are teams without one."""
    listed = list_own(clients, Kind.ONCALL_SCHEDULE)
    arns = [str(shape["ContactArn"]) for shape in listed]
    tags = clients.each(lambda arn: tags_from_wire(contacts_api.list_tags(clients.contacts, arn)), arns)
    wanted: dict[str | None, list[str]] = {team: [] for team in teams}
    for shape, tagged in zip(listed, tags, strict=True):
        if tagged.get(TEAM_TAG) in wanted:
            wanted[tagged[TEAM_TAG]].append(str(shape["Alias"]))
    found = who_is_on_call(clients, wanted, at)
    return replace(found, missing=tuple(team for team in teams if not wanted[team]))


def rotations_on_call(clients: Clients, names: Sequence[str], at: datetime | None) -> OnCall:
    """Return who is on call in rotations, in a schedule or not: put together as one schedule without a name."""
    people, listed = list_people_and_rotations(clients)
    instant = at or listed.answered_at or datetime.now(UTC)
    shapes = {str(shape["Name"]): shape for shape in listed}
    known = [name for name in dict.fromkeys(names) if name in shapes]
    found = clients.each(
        lambda name: _of_rotation(
            clients.contacts, shapes[name]["RotationArn"], rotation_from_wire(shapes[name]), instant
        ),
        known,
    )
    return OnCall(
        at=instant,
        schedules=(ScheduleOnCall("", "", tuple(found)),),
        names=people,
        missing=tuple(name for name in names if name not in shapes),
    )


def list_people_and_rotations(clients: Clients) -> tuple[dict[str, str], Entries]:
    """Return display names by alias, and the list of all rotations."""
    reads = (contacts_api.list_contacts, contacts_api.list_rotations)
    contacts, rotations = clients.each(lambda read: read(clients.contacts), reads)
    return {str(shape["Alias"]): str(shape.get("DisplayName", "")) for shape in contacts}, rotations


def _service_time(shapes: Sequence[dict[str, Any]]) -> datetime:
    return next((time for shape in shapes if (time := service_time(shape))), datetime.now(UTC))


def _of_rotation(client: Any, arn: str, rotation: Rotation, instant: datetime) -> RotationOnCall:
    end = instant + (horizon(rotation.recurrence) if rotation.recurrence else timedelta(days=8))
    shapes = contacts_api.list_rotation_shifts(client, arn, instant, end)
    return at_instant(rotation, [shift_from_wire(shape) for shape in shapes], instant)
