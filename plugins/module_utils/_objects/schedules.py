# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One on-call schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .._apply.plans import apply_schedule
from .._model.account import Account, Found
from .._model.names import read_alias, read_contact_tags, read_display_name
from .._model.schedule import OnCallSchedule, read_rotation_names
from .._wire.rotations import rotation_from_wire
from .lookup import check_kind, find_alias, find_rotations
from .options import options_node, require
from .outcome import carry_out
from .plain import intend_present
from .read_rotations import SCHEDULE, read_schedule

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._model.problems import Problems
    from .._model.rotation import Rotation
    from .._outcome import Outcome

STEPS: Steps = {SCHEDULE.kind: apply_schedule}


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the schedule about, or away."""
    schedule, root = _read_options(params)
    clients = connect()
    alias = schedule.alias
    listed = find_alias(clients, alias)
    check_kind(root.problems, "alias", alias, listed, SCHEDULE.kind)
    root.problems.raise_if_any()
    present, steps = params["state"] == "present", STEPS
    found = None
    rotations: dict[str, Found[Rotation]] = {}
    if listed is not None:
        tags = present and schedule.tags is not None
        found, rotations = read_schedule(clients, str(listed["ContactArn"]), tags=tags)
    if present:
        if found is None:
            require(root, "rotations", to="create the schedule")
        rotations |= _find_new(clients, schedule.rotations or (), rotations, root.problems)
        root.problems.raise_if_any()
        account = Account(rotations=rotations)
        intention = intend_present(SCHEDULE, alias, schedule, found, account, params)
    else:
        from . import deleting  # noqa: PLC0415 - other runs should not pay for it

        before = SCHEDULE.written(found, alias) if found else {}
        intention = deleting.intend_absent(SCHEDULE.kind, alias, found, before, root, clients, params)
        steps = deleting.STEPS
    return carry_out(clients, intention, steps, lambda applied: applied.contacts.get(alias), check_mode=check_mode)


def _read_options(params: Mapping[str, Any]) -> tuple[OnCallSchedule, Node]:
    root = options_node(params)
    alias = str(params["alias"])
    read_alias(root.child("alias"), alias)
    schedule = OnCallSchedule(
        alias=alias,
        display_name=root.optional("display_name", read_display_name),
        rotations=root.optional("rotations", read_rotation_names),
        tags=root.optional("tags", read_contact_tags),
    )
    root.problems.raise_if_any()
    return schedule, root


def _find_new(
    clients: Clients, names: tuple[str, ...], known: Mapping[str, Any], problems: Problems
) -> dict[str, Found[Rotation]]:
    """Look up the rotations that the schedule does not have yet; records a problem for each that does not exist."""
    new = [name for name in names if name not in known]
    found = find_rotations(clients, new)
    for position, name in enumerate(names):
        if name in new and name not in found:
            path = f"rotations[{position}]"
            problems.add(path, name, "does not exist in the account", "create it first, or correct the name")
    return {name: Found(str(shape["RotationArn"]), rotation_from_wire(shape)) for name, shape in found.items()}
