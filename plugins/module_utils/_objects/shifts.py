# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The shifts of rotations in an interval, and those that a definition would have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from .._api import contacts as contacts_api
from .._model.node import Node
from .._model.oncall import RotationShifts, rotation_shifts_data, shifts_text
from .._model.override import RotationOverride, check_new_override, check_order, read_override
from .._model.rotation import Rotation, read_rotation, read_wall_clock
from .._oncall import list_people_and_rotations
from .._wire.overrides import preview_to_wire
from .._wire.rotations import rotation_from_wire
from .._wire.shifts import shift_from_wire
from .options import options_node

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]
# What a definition is called while it is read; rotations of the account have names.
_UNNAMED = "definition"


def shifts_info(params: Mapping[str, Any], connect: Callable[[], Clients]) -> Result:
    """Return shifts as AWS calculates them: those of rotations, or those that a definition would have."""
    root = options_node(params)
    root.child("days").integer(1, 366, "days")
    if not root.has("definition"):
        if root.has("overrides"):
            root.problems.add("overrides", None, "goes with definition only", "drop it, or give the definition")
        _interval(root, "UTC", datetime.now(UTC))
        root.problems.raise_if_any()
        return _real(params, root, connect())
    rotation, overrides = _read_definition(root)
    return _previewed(root, rotation, overrides, connect())


def _interval(root: Node, zone: str, begin: datetime) -> tuple[datetime, datetime]:
    """Return the interval asked for, by the clock of a zone; without a start from ``begin`` on."""
    start = root.optional("start_time", lambda node: read_wall_clock(node, zone, whose="the rotation's zone")) or begin
    end = root.optional("end_time", lambda node: read_wall_clock(node, zone, whose="the rotation's zone"))
    if end is None:
        # Days of the wall clock, of which some have 23 or 25 hours.
        return start, (start.astimezone(ZoneInfo(zone)) + timedelta(days=root.value["days"])).astimezone(UTC)
    return start, end


def _checked_interval(root: Node, zone: str, begin: datetime) -> tuple[datetime, datetime]:
    start, end = _interval(root, zone, begin)
    if not root.problems.found:
        check_order(root, start, end)
    root.problems.raise_if_any()
    return start, end


def _real(params: Mapping[str, Any], root: Node, clients: Clients) -> Result:
    names, listed = list_people_and_rotations(clients)
    now = listed.answered_at or datetime.now(UTC)
    shapes = {str(shape["Name"]): shape for shape in listed}
    wanted = list(dict.fromkeys(sorted(shapes) if params["rotations"] is None else params["rotations"]))
    rotations = [rotation_from_wire(shapes[name]) for name in wanted if name in shapes]
    intervals = {entry.name: _checked_interval(root, entry.time_zone_id or "UTC", now) for entry in rotations}

    def ask(rotation: Rotation) -> RotationShifts:
        arn = shapes[rotation.name]["RotationArn"]
        found = contacts_api.list_rotation_shifts(clients.contacts, arn, *intervals[rotation.name])
        return RotationShifts(rotation, tuple(shift_from_wire(shape) for shape in found))

    return _result(clients.each(ask, rotations), names, [name for name in wanted if name not in shapes])


def _read_definition(root: Node) -> tuple[Rotation, list[RotationOverride]]:
    """Read the definition and its overrides; raises InvalidDefinitionError with every mistake."""
    rotation = read_rotation(root.child("definition"), _UNNAMED)
    zone = rotation.time_zone_id or "UTC"
    overrides = []
    for node in root.child("overrides").elements() if root.has("overrides") else ():
        override = read_override(node, _UNNAMED, zone)
        if override is not None:
            check_new_override(node, override, rotation.members or ())
            overrides.append(override)
    root.problems.raise_if_any()
    return rotation, overrides


def _previewed(root: Node, rotation: Rotation, overrides: Sequence[RotationOverride], clients: Clients) -> Result:
    """Ask for a preview: people whom the account has are named by their ARN, others by their alias."""
    listed = contacts_api.list_contacts(clients.contacts)
    now = listed.answered_at or datetime.now(UTC)
    begin = max(now, rotation.start_time or now)
    start, end = _checked_interval(root, rotation.time_zone_id or "UTC", begin)
    arns = {str(shape["Alias"]): str(shape["ContactArn"]) for shape in listed}
    names = {str(shape["Alias"]): str(shape.get("DisplayName", "")) for shape in listed}
    members = preview_to_wire(rotation, overrides, arns)
    shapes = contacts_api.list_preview_rotation_shifts(clients.contacts, end, StartTime=start, **members)
    shifts = tuple(shift_from_wire(shape) for shape in shapes)
    unnamed = Rotation("", time_zone_id=rotation.time_zone_id)
    return _result([RotationShifts(unnamed, shifts)], names, [])


def _result(found: Sequence[RotationShifts], names: dict[str, str], missing: list[str]) -> Result:
    return {
        "shifts": rotation_shifts_data(found, names),
        "shifts_text": shifts_text(found, names),
        "missing": missing,
    }
