# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One override of a rotation, and those that a rotation has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api.calls import is_missing
from .._apply.overrides import apply_override
from .._errors import AwsCallError
from .._model.account import Account, Found, Listed
from .._model.kinds import Kind
from .._model.names import read_rotation_name
from .._model.oncall import Shift, horizon, instant_text, shifts_data
from .._model.override import (
    MONTHS_AHEAD,
    FoundOverride,
    RotationOverride,
    check_ahead,
    check_new_override,
    check_order,
    check_overlaps,
    describe_override,
    months_after,
    overlap_text,
    read_override,
)
from .._model.problems import InvalidDefinitionError
from .._model.rotation import read_wall_clock
from .._outcome import Outcome
from .._plan.actions import Action, Change, Plan, Verb
from .._wire.overrides import override_from_wire, preview_to_wire
from .._wire.shifts import shift_from_wire
from .lookup import find_rotation_now
from .options import options_node
from .outcome import Intention, carry_out
from .read_rotations import read_rotation

if TYPE_CHECKING:
    from datetime import datetime

    from .._apply.run import Run, Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._model.rotation import Rotation

STEPS: Steps = {Kind.ROTATION_OVERRIDE: apply_override}
_ZONE = "the rotation's zone"
_OVERRIDE_ID = re.compile(r"[\da-fA-F-]{36,39}")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A rotation with the ARNs of its members by alias, its overrides around the time meant, the service's time."""

    rotation: Found[Rotation]
    arns: Mapping[str, str]
    overrides: tuple[FoundOverride, ...]
    now: datetime

    @property
    def zone(self) -> str:
        return self.rotation.model.time_zone_id or "UTC"

    def same(self, override: RotationOverride) -> list[FoundOverride]:
        """Return the overrides with the same key; AWS may take one twice."""
        return [other for other in self.overrides if other.model.equals(override)]

    def in_the_way(self, override: RotationOverride) -> list[FoundOverride]:
        """Return the other overrides of its time."""
        others = (other for other in self.overrides if not other.model.equals(override))
        return [other for other in others if other.model.overlaps(override)]


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the override about, or away."""
    root = _read_options(params)
    clients = connect()
    name = str(params["rotation"])
    shape, now = find_rotation_now(clients, name)
    if shape is None:
        if params["state"] == "present":
            root.child("rotation").bad("does not exist in the account", "create it first, or correct the name")
        root.problems.raise_if_any()
        nothing = carry_out(clients, Intention({}, {}, Plan()), STEPS, _made, check_mode=check_mode)
        return _outcome(nothing, "", ())
    rotation, arns = read_rotation(clients, shape, tags=False)
    override = read_override(root, name, rotation.model.time_zone_id or "UTC")
    if override is None or root.problems.found:
        raise InvalidDefinitionError(root.problems.found)
    seen = _Seen(rotation, arns, _around(clients, rotation, override), now)
    if params["state"] == "present":
        intention = _intend_present(root, override, seen, replace=bool(params["replace_overlapping"]))
    else:
        intention = _intend_absent(override, seen)
    outcome = carry_out(clients, intention, STEPS, _made, check_mode=check_mode)
    if check_mode and intention.plan:
        shifts = _previewed_shifts(clients, override, seen, intention.plan)
    else:
        shifts = _real_shifts(clients, override, seen)
    return _outcome(outcome, rotation.arn, shifts)


def _read_options(params: Mapping[str, Any]) -> Node:
    """Check the options as far as that is possible without the rotation, whose zone tells which instants are meant."""
    root = options_node(params)
    read_rotation_name(root.child("rotation"), str(params["rotation"]))
    for key in ("start_time", "end_time"):
        read_wall_clock(root.child(key), "UTC", whose=_ZONE)
    root.problems.raise_if_any()
    return root


def _made(run: Run) -> str | None:
    return next(iter(run.overrides.values()), None)


def _outcome(outcome: Outcome, rotation_arn: str, shifts: tuple[Shift, ...]) -> Outcome:
    """An override has an id instead of an ARN of its own."""
    result = {
        **outcome.result,
        "arn": rotation_arn,
        "override_id": outcome.result["arn"],
        "shifts": shifts_data(shifts),
    }
    return Outcome(result, outcome.warnings)


def _around(clients: Clients, rotation: Found[Rotation], override: RotationOverride) -> tuple[FoundOverride, ...]:
    """Return the overrides that touch the time meant or a shift that does, those created first before others."""
    recurrence = rotation.model.recurrence
    margin = horizon(recurrence) if recurrence else override.end - override.start
    start, end = override.start - margin, override.end + margin
    shapes = contacts_api.list_rotation_overrides(clients.contacts, rotation.arn, start, end)
    created = sorted(shapes, key=lambda shape: shape["CreateTime"])
    return tuple(override_from_wire(shape, override.rotation) for shape in created)


def _intend_present(root: Node, override: RotationOverride, seen: _Seen, *, replace: bool) -> Intention:
    """Plan to have the override. One that is there stays, whatever AWS would say to it today."""
    same, others = seen.same(override), seen.in_the_way(override)
    warnings = []
    if not same:
        check_new_override(root, override, list(seen.arns))
        check_ahead(root, override, seen.zone, seen.now)
        if override.end <= seen.now:
            warnings.append(f"the override {override.label(seen.zone)} is over: it changes nothing from now on")
        if not replace:
            check_overlaps(root, others, seen.zone)
    elif not replace:
        warnings += [f"{override.label(seen.zone)} overlaps {overlap_text(other, seen.zone)}" for other in others]
    root.problems.raise_if_any()

    actions = [] if same else [plan_creation(override, seen.zone)]
    # The new one is made before the others go, which is the order of every plan: a run that stops in between leaves
    # both, so that somebody is on call all the time, and the next run finds the new one and deletes the rest.
    actions += _deletions(others, seen.zone) if replace else ()
    return Intention(
        describe_override(same[0].model, seen.zone) if same else {},
        describe_override(same[0].model if same else override, seen.zone),
        Plan.of(actions, unchanged=len(same)),
        arn=same[0].override_id if same else "",
        account=_account(seen),
        warnings=tuple(warnings),
    )


def _intend_absent(override: RotationOverride, seen: _Seen) -> Intention:
    same = seen.same(override)
    return Intention(
        describe_override(same[0].model, seen.zone) if same else {},
        {},
        Plan.of(_deletions(same, seen.zone)),
        arn=same[0].override_id if same else "",
        account=_account(seen),
    )


def _account(seen: _Seen) -> Account:
    aliases = {alias: Listed(Kind.CONTACT, arn) for alias, arn in seen.arns.items()}
    return Account(aliases=aliases, rotations={seen.rotation.model.name: seen.rotation})


def plan_creation(override: RotationOverride, zone: str) -> Action:
    """Return the step that makes an override; ``zone`` is that of its rotation."""
    change = Change("contacts", None, list(override.contacts))
    return Action(Verb.CREATE, Kind.ROTATION_OVERRIDE, override.label(zone), (change,), desired=override)


def _deletions(overrides: list[FoundOverride], zone: str) -> Iterator[Action]:
    for found in overrides:
        contacts = list(found.model.contacts)
        changes = (Change("contacts", contacts, None),) if contacts else ()
        yield Action(Verb.DELETE, Kind.ROTATION_OVERRIDE, found.model.label(zone), changes, found=found)


def _real_shifts(clients: Clients, override: RotationOverride, seen: _Seen) -> tuple[Shift, ...]:
    shapes = contacts_api.list_rotation_shifts(clients.contacts, seen.rotation.arn, override.start, override.end)
    return tuple(shift_from_wire(shape) for shape in shapes)


def _previewed_shifts(clients: Clients, override: RotationOverride, seen: _Seen, plan: Plan) -> tuple[Shift, ...]:
    """Ask for the shifts that there would be after the plan."""
    gone = [action.found for action in plan.actions if action.verb is Verb.DELETE]
    left = [found.model for found in seen.overrides if found not in gone]
    new = [action.desired for action in plan.actions if action.verb is Verb.CREATE]
    members = preview_to_wire(seen.rotation.model, [*left, *new], seen.arns)
    end = override.end
    shapes = contacts_api.list_preview_rotation_shifts(clients.contacts, end, StartTime=override.start, **members)
    return tuple(shift_from_wire(shape) for shape in shapes)


def overrides_info(params: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    """Return the overrides of a rotation, all those of an interval or the one with an id."""
    name = str(params["rotation"])
    shape, now = find_rotation_now(clients, name)
    zone = str(shape["TimeZoneId"]) if shape else "UTC"
    start, end = _interval(params, zone, now)
    shapes: list[Any] = []
    if shape and params["override_id"]:
        shapes = _by_id(clients, shape["RotationArn"], params["override_id"])
    elif shape:
        shapes = contacts_api.list_rotation_overrides(clients.contacts, shape["RotationArn"], start, end)
    found = [override_from_wire(entry, name) for entry in shapes]
    found.sort(key=lambda entry: (entry.model.start, entry.model.end, entry.override_id))
    return {
        "rotation_overrides": [describe_override(entry.model, zone) for entry in found],
        "details": {
            entry.override_id: {
                "contacts": list(entry.model.contacts),
                "start_instant": instant_text(entry.model.start),
                "end_instant": instant_text(entry.model.end),
                "create_time": instant_text(entry.created) if entry.created else "",
            }
            for entry in found
        },
    }


def _interval(params: Mapping[str, Any], zone: str, now: datetime) -> tuple[datetime, datetime]:
    root = options_node(params)
    start = root.optional("start_time", lambda node: read_wall_clock(node, zone, whose=_ZONE)) or now
    end = root.optional("end_time", lambda node: read_wall_clock(node, zone, whose=_ZONE))
    end = end or months_after(max(start, now), MONTHS_AHEAD)
    if not root.problems.found:
        check_order(root, start, end)
    root.problems.raise_if_any()
    return start, end


def _by_id(clients: Clients, arn: str, override_id: str) -> list[Any]:
    if not _OVERRIDE_ID.fullmatch(override_id):
        return []  # AWS would refuse the question; there is none
    try:
        return [contacts_api.get_rotation_override(clients.contacts, arn, override_id)]
    except AwsCallError as error:
        if is_missing(error):
            return []
        raise
