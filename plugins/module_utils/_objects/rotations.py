# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One rotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._apply.overrides import apply_override
from .._apply.plans import apply_schedule
from .._apply.rotations import apply_rotation
from .._model.account import Account, Found, Listed
from .._model.kinds import Kind
from .._model.lint import doubts_about_rotation
from .._model.names import OWNER_TAG, TEAM_TAG, read_contact_tags, read_rotation_name
from .._model.override import MONTHS_AHEAD, RotationOverride, months_after
from .._model.rotation import Rotation, read_members, read_recurrence, read_time_zone, read_wall_clock
from .._plan.actions import Action, Plan, Verb
from .._wire.contacts import alias_of
from .._wire.overrides import override_from_wire
from .lookup import check_references, find_aliases, find_rotation_now
from .options import options_node, require
from .outcome import Intention, carry_out
from .overrides import plan_creation
from .plain import intend_present
from .read_rotations import ROTATION, read_rotation
from .rotation_shifts import Handover, check_handover, preview_shifts, real_shifts

if TYPE_CHECKING:
    from datetime import datetime

    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._outcome import Outcome

STEPS: Steps = {
    Kind.ROTATION: apply_rotation,
    Kind.ROTATION_OVERRIDE: apply_override,
    Kind.ONCALL_SCHEDULE: apply_schedule,
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A rotation of the account, the ARNs of its members by alias, and the service's time."""

    found: Found[Rotation] | None
    arns: Mapping[str, str]
    now: datetime


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the rotation about, or away."""
    root = _read_options(params)
    clients = connect()
    intend = _intend_present if params["state"] == "present" else _intend_absent
    intention = intend(params, root, clients)
    name = str(params["name"])
    return carry_out(clients, intention, STEPS, lambda applied: applied.rotations.get(name), check_mode=check_mode)


def _read_options(params: Mapping[str, Any]) -> Node:
    """Check the options as far as that is possible without the account."""
    root = options_node(params)
    read_rotation_name(root.child("name"), str(params["name"]))
    if root.value.get("renamed_from") == params["name"]:
        root.problems.add("renamed_from", params["name"], "is the name itself", "give the name that it had before")
    root.optional("tags", read_contact_tags)
    _desired(root, str(params["name"]), None)
    root.problems.raise_if_any()
    return root


def _desired(root: Node, name: str, found: Rotation | None) -> Rotation:
    """Read the options; what they leave out is as found, so that the whole of it can be sent, as AWS wants it."""
    zone = root.optional("time_zone_id", read_time_zone) or (found.time_zone_id if found else None)
    given = Rotation(
        name=name,
        members=root.optional("members", read_members),
        # Without a zone, nobody knows yet which instant is meant.
        start_time=root.optional("start_time", lambda node: read_wall_clock(node, zone or "UTC")),
        time_zone_id=zone,
        recurrence=root.optional("recurrence", read_recurrence),
        tags=root.optional("tags", read_contact_tags),
    )
    if found is None:
        return given
    return replace(
        given,
        members=found.members if given.members is None else given.members,
        start_time=given.start_time or found.start_time,
        recurrence=given.recurrence or found.recurrence,
    )


def _see(clients: Clients, name: str, *, tags: bool) -> _Seen:
    shape, now = find_rotation_now(clients, name)
    if shape is None:
        return _Seen(None, {}, now)
    return _Seen(*read_rotation(clients, shape, tags=tags), now)


def _intend_present(params: Mapping[str, Any], root: Node, clients: Clients) -> Intention:
    name, old_name = str(params["name"]), params["renamed_from"]
    seen = _see(clients, name, tags=params["tags"] is not None or bool(old_name))
    old = _see(clients, old_name, tags=True) if old_name else _Seen(None, {}, seen.now)
    known = seen.found or old.found
    if known is None:
        require(root, "members", "start_time", "time_zone_id", "recurrence", to="create the rotation")
        root.problems.raise_if_any()
    desired = _desired(root, name, known.model if known else None)
    if old.found is not None:
        desired = replace(desired, tags=_renamed_tags(desired.tags, old.found.tags, purge=bool(params["purge_tags"])))
        if seen.found is not None:
            _check_half_renamed(root, name, old.found, seen.found)
    arns = {**old.arns, **seen.arns}
    arns |= _find_members(clients, desired, arns, root)
    root.problems.raise_if_any()

    aliases = {alias: Listed(Kind.CONTACT, arn) for alias, arn in arns.items()}
    rotations = {name: seen.found} if seen.found else {}
    intention = intend_present(ROTATION, name, desired, seen.found, Account(aliases, rotations=rotations), params)
    if old.found is not None:
        intention = _renaming(clients, intention, old.found, seen.found, desired, seen.now, root)
        root.problems.raise_if_any()
    handover = _handover(clients, desired, arns, known, intention.plan, seen.now)
    if params["fail_on_handoff"]:
        check_handover(root.problems, handover)
        root.problems.raise_if_any()
    doubts = tuple(doubts_about_rotation(name, desired, {}))
    return replace(intention, more=handover.data(), warnings=doubts)


def _find_members(clients: Clients, desired: Rotation, known: Mapping[str, str], root: Node) -> dict[str, str]:
    new = {f"members[{i}]": alias for i, alias in enumerate(desired.members or ()) if alias not in known}
    found = find_aliases(clients, new.values())
    check_references(root.problems, new, found, {Kind.CONTACT: "people"})
    return {alias: listed.arn for alias, listed in found.items()}


def _renaming(
    clients: Clients,
    intention: Intention,
    old: Found[Rotation],
    new: Found[Rotation] | None,
    desired: Rotation,
    now: datetime,
    root: Node,
) -> Intention:
    """Add what a rename takes, since AWS has none: overrides and schedules go over, then the old rotation goes."""
    from .holders import find_schedules, plan_relink  # noqa: PLC0415 - other runs should not pay for it

    schedules, rotations = find_schedules(clients, old)
    moved, arns = _moved_overrides(clients, old, new, desired, now, root)
    old_name = old.model.name
    actions = [
        *intention.plan.actions,
        *moved,
        *plan_relink(schedules, [old_name], desired.name),
        Action(Verb.DELETE, Kind.ROTATION, old_name, found=old),
    ]
    aliases = {**{alias: Listed(Kind.CONTACT, arn) for alias, arn in arns.items()}, **intention.account.aliases}
    known = {**rotations, **intention.account.rotations}
    account = replace(intention.account, aliases=aliases, rotations=known)
    before = intention.before or ROTATION.written(old, old_name)
    return replace(intention, before=before, plan=Plan.of(actions), account=account)


def _renamed_tags(given: Mapping[str, str] | None, old: Mapping[str, str], *, purge: bool) -> dict[str, str]:
    """Return the tags of the new rotation: those of the old one as far as they would have stayed, and those given."""
    mine = {key: value for key, value in old.items() if not key.startswith("aws:")}
    if given is None:
        return mine
    kept = {key: value for key, value in mine.items() if not purge or key in (OWNER_TAG, TEAM_TAG)}
    return {**kept, **given}


def _check_half_renamed(root: Node, name: str, old: Found[Rotation], new: Found[Rotation]) -> None:
    """A rotation of the new name must be what a run that was stopped left behind, not somebody else's."""
    half = _desired(root, name, old.model)
    if ROTATION.describe(half) != ROTATION.describe(new.model):
        root.problems.add(
            "renamed_from",
            old.model.name,
            f"exists beside '{name}', which is a different rotation",
            "delete the one that is not meant, or leave the option out",
        )


def _moved_overrides(
    clients: Clients, old: Found[Rotation], new: Found[Rotation] | None, desired: Rotation, now: datetime, root: Node
) -> tuple[list[Action], dict[str, str]]:
    """Plan the overrides of the old rotation that are not over, unless they went over in an earlier run.

    Returns the ARNs of their people by alias as well.
    """
    until = months_after(now, 2 * MONTHS_AHEAD)
    shapes = contacts_api.list_rotation_overrides(clients.contacts, old.arn, now, until)
    there = contacts_api.list_rotation_overrides(clients.contacts, new.arn, now, until) if new and shapes else []
    done = [override_from_wire(shape, desired.name).model for shape in there]
    wanted = [override_from_wire(shape, desired.name).model for shape in shapes]
    arns = {alias_of(str(arn)): str(arn) for shape in shapes for arn in shape["NewContactIds"]}
    missing = [override for override in wanted if not any(override.equals(other) for other in done)]
    zone = old.model.time_zone_id or "UTC"
    for override in missing:
        _check_movable(root, override, desired, [other for other in wanted if other is not override], zone)
    return [plan_creation(override, zone) for override in missing], arns


def _check_movable(
    root: Node, override: RotationOverride, desired: Rotation, others: list[RotationOverride], zone: str
) -> None:
    """Record a problem where an override cannot go over to the new rotation as it is."""
    strangers = [alias for alias in override.contacts if alias not in (desired.members or ())]
    rule = f"is of {' and '.join(strangers)}, who would not be in the rotation" if strangers else ""
    if any(override.overlaps(other) for other in others):
        # AWS does not publish which one counts, and a new order of creation may change it.
        rule = "overlaps another override"
    if rule:
        what = f"the override {override.label(zone)} {rule}"
        root.problems.add("renamed_from", None, what, "delete that override first, and make it again afterwards")


def _handover(
    clients: Clients,
    desired: Rotation,
    arns: Mapping[str, str],
    known: Found[Rotation] | None,
    plan: Plan,
    now: datetime,
) -> Handover:
    before = real_shifts(clients, known, now) if known else None
    changed = any(action.changed_fields() - {"tags"} for action in plan.actions if action.kind is Kind.ROTATION)
    if before is not None and not changed:
        return Handover(now, before, before)
    return Handover(now, before, preview_shifts(clients, desired, arns, known, now))


def _intend_absent(params: Mapping[str, Any], root: Node, clients: Clients) -> Intention:
    """Plan to delete the rotation. AWS would take it out of its schedules in silence: that is planned and shown."""
    name = str(params["name"])
    seen = _see(clients, name, tags=False)
    if seen.found is None:
        return Intention({}, {}, Plan(), more=Handover(seen.now, None, ()).data())
    from .holders import find_schedules, plan_relink  # noqa: PLC0415 - other runs should not pay for it

    schedules, rotations = find_schedules(clients, seen.found)
    if schedules and not params["force"]:
        root.problems.add(
            "state",
            None,
            f"'{name}' is held by {', '.join(f'oncall schedule {alias}' for alias in schedules)}",
            "take it out of them first, or set `force: true` to have that done",
        )
    for alias, schedule in schedules.items():
        if params["force"] and schedule.model.rotations == (name,) and not params["allow_empty"]:
            root.problems.add(
                "force",
                None,
                f"'{name}' is the only rotation of oncall schedule {alias}: nobody would be on call",
                "put another rotation there first, or set `allow_empty: true`",
            )
    handover = Handover(seen.now, real_shifts(clients, seen.found, seen.now), ())
    if params["fail_on_handoff"]:
        check_handover(root.problems, handover)
    root.problems.raise_if_any()
    actions = [*plan_relink(schedules, [name]), Action(Verb.DELETE, Kind.ROTATION, name, found=seen.found)]
    return Intention(
        ROTATION.written(seen.found, name),
        {},
        Plan.of(actions),
        arn=seen.found.arn,
        account=Account(rotations=rotations),
        more=handover.data(),
    )
