# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Who refers to a person, schedule or plan: AWS would leave dangling references, or refuse to delete."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api import incidents as incidents_api
from .._model.account import Found
from .._model.describe import (
    describe_escalation_plan,
    describe_response_plan,
    describe_rotation,
    describe_schedule,
)
from .._model.kinds import Kind
from .._model.override import MONTHS_AHEAD, months_after
from .._plan.actions import Action, Verb, compare
from .._wire.contacts import alias_of
from .._wire.escalation_plans import escalation_plan_from_wire
from .._wire.incidents import engaged_arns, response_plan_from_wire
from .._wire.overrides import override_from_wire
from .._wire.rotations import rotation_from_wire, schedule_from_wire
from .lookup import whole_rotation

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.escalation_plan import EscalationPlan, EscalationStage
    from .._model.override import FoundOverride
    from .._model.problems import Problems
    from .._model.response_plan import ResponsePlan
    from .._model.rotation import Rotation
    from .._model.schedule import OnCallSchedule


@dataclass(frozen=True, slots=True)
class Holders:
    """What refers to an alias, by name.

    ``overrides`` are those of rotations that are not over. ``schedules`` list rotations that have no other member.
    ``every_rotation`` is what overrides and schedules may be of.
    """

    rotations: Mapping[str, Found[Rotation]]
    overrides: tuple[FoundOverride, ...]
    escalation_plans: Mapping[str, Found[EscalationPlan]]
    response_plans: Mapping[str, Found[ResponsePlan]]
    schedules: Mapping[str, Found[OnCallSchedule]]
    every_rotation: Mapping[str, Found[Rotation]]

    def __bool__(self) -> bool:
        return bool(self.rotations or self.overrides or self.escalation_plans or self.response_plans)

    def named(self) -> str:
        """Name them in a sentence."""
        parts = [
            *(f"rotation {name}" for name in self.rotations),
            *(f"override {override.model.label(self.zone_of(override))}" for override in self.overrides),
            *(f"escalation plan {alias}" for alias in self.escalation_plans),
            *(f"response plan {name}" for name in self.response_plans),
        ]
        return ", ".join(parts)

    def zone_of(self, override: FoundOverride) -> str:
        """Return the time zone of the rotation of an override."""
        return self.every_rotation[override.model.rotation].model.time_zone_id or "UTC"


def find_holders(clients: Clients, alias: str, kind: Kind) -> Holders:
    """Look through whatever may refer to something of this kind; there is no other way than to read it all."""
    rotations = contacts_api.list_rotations(clients.contacts) if kind is Kind.CONTACT else []
    whole = clients.each(lambda shape: whole_rotation(clients, shape), rotations)
    escalation_plans = []
    if kind in (Kind.CONTACT, Kind.ONCALL_SCHEDULE):
        listed = contacts_api.list_contacts(clients.contacts, kind="ESCALATION")
        arns = [str(shape["ContactArn"]) for shape in listed]
        escalation_plans = clients.each(lambda arn: contacts_api.get_contact(clients.contacts, arn), arns)
    plans = [str(shape["arn"]) for shape in incidents_api.list_response_plans(clients.incidents)]
    response_plans = clients.each(lambda arn: incidents_api.get_response_plan(clients.incidents, arn), plans)

    every_rotation = {
        model.name: Found(str(shape["RotationArn"]), model, references=_by_alias(shape["ContactIds"]))
        for shape in whole
        for model in (rotation_from_wire(shape),)
    }
    holding = {name: found for name, found in every_rotation.items() if alias in (found.model.members or ())}
    alone = [found for found in holding.values() if found.model.members == (alias,)]
    now = getattr(rotations, "answered_at", None) or datetime.now(UTC)
    stages = [(shape, escalation_plan_from_wire(shape)) for shape in escalation_plans]
    engaged = [(shape, response_plan_from_wire(shape)) for shape in response_plans]
    return Holders(
        rotations=holding,
        overrides=_overrides_of(clients, alias, every_rotation, now),
        escalation_plans={
            model.alias: Found(str(shape["ContactArn"]), model, references=_by_alias(_paged(shape)))
            for shape, model in stages
            if any(target.contact == alias for stage in model.stages or () for target in stage.targets)
        },
        response_plans={
            model.name: Found(str(shape["arn"]), model, references=engaged_arns(shape))
            for shape, model in engaged
            if alias in (model.engagements or ())
        },
        schedules=_schedules_of(clients, alone),
        every_rotation=every_rotation,
    )


def _by_alias(arns: Iterable[Any]) -> dict[str, str]:
    return {alias_of(str(arn)): str(arn) for arn in arns}


def _paged(shape: Mapping[str, Any]) -> Iterator[str]:
    for stage in shape["Plan"].get("Stages", ()):
        yield from (arn for target in stage["Targets"] if (arn := target["ContactTargetInfo"].get("ContactId")))


def _overrides_of(
    clients: Clients, alias: str, rotations: Mapping[str, Found[Rotation]], now: datetime
) -> tuple[FoundOverride, ...]:
    """Return the overrides that name somebody and are not over."""
    until = months_after(now, 2 * MONTHS_AHEAD)
    listed = clients.each(
        lambda item: contacts_api.list_rotation_overrides(clients.contacts, item[1].arn, now, until), rotations.items()
    )
    found = (
        override_from_wire(shape, name) for name, shapes in zip(rotations, listed, strict=True) for shape in shapes
    )
    return tuple(override for override in found if alias in override.model.contacts)


def _schedules_of(clients: Clients, rotations: Iterable[Found[Rotation]]) -> dict[str, Found[OnCallSchedule]]:
    holding: dict[str, Found[OnCallSchedule]] = {}
    for rotation in rotations:
        holding |= find_schedules(clients, rotation)[0]
    return holding


def find_schedules(
    clients: Clients, rotation: Found[Rotation]
) -> tuple[dict[str, Found[OnCallSchedule]], dict[str, Found[Rotation]]]:
    """Return the schedules that list a rotation, and every rotation by name: schedules know them by ARN only."""
    listed = contacts_api.list_contacts(clients.contacts, kind="ONCALL_SCHEDULE")
    arns = [str(shape["ContactArn"]) for shape in listed]
    shapes = clients.each(lambda arn: contacts_api.get_contact(clients.contacts, arn), arns)
    holding = [shape for shape in shapes if rotation.arn in shape["Plan"].get("RotationIds", ())]
    rotations = {
        str(s["Name"]): Found(str(s["RotationArn"]), rotation_from_wire(s))
        for s in contacts_api.list_rotations(clients.contacts)
    }
    names = {found.arn: name for name, found in rotations.items()}
    schedules = {
        str(shape["Alias"]): Found(str(shape["ContactArn"]), schedule_from_wire(shape, names)) for shape in holding
    }
    return schedules, rotations


def plan_relink(
    schedules: Mapping[str, Found[OnCallSchedule]], gone: Collection[str], new_name: str | None = None
) -> Iterator[Action]:
    """Yield what puts another rotation into the place of those that go from schedules, or leaves the place out."""
    for alias, found in schedules.items():
        before = found.model.rotations or ()
        if new_name is None or new_name in before:
            rotations = tuple(entry for entry in before if entry not in gone)
        else:
            rotations = tuple(new_name if entry in gone else entry for entry in before)
        desired = replace(found.model, rotations=rotations)
        yield _update(Kind.ONCALL_SCHEDULE, alias, found, desired, describe_schedule)


def plan_release(
    alias: str, holders: Holders, problems: Problems, *, force: bool, allow_empty: bool
) -> Iterator[Action]:
    """Yield what takes ``alias`` out of everything that holds it; records a problem where that may not be done."""
    if holders and not force:
        problems.add(
            "state",
            None,
            f"'{alias}' is held by {holders.named()}",
            "take it out of them first, or set `force: true` to have that done",
        )
        return
    yield from _without_turns(alias, holders, problems, allow_empty=allow_empty)
    yield from _without_pages(alias, holders, problems, allow_empty=allow_empty)


def _without_turns(alias: str, holders: Holders, problems: Problems, *, allow_empty: bool) -> Iterator[Action]:
    """Yield what takes somebody out of overrides and rotations, and rotations that are left without members away."""
    for override in holders.overrides:
        label = override.model.label(holders.zone_of(override))
        yield Action(Verb.DELETE, Kind.ROTATION_OVERRIDE, label, found=override)
    emptied_rotations = {name for name, found in holders.rotations.items() if found.model.members == (alias,)}
    yield from plan_relink(holders.schedules, emptied_rotations)
    for name, rotation in holders.rotations.items():
        members = tuple(member for member in rotation.model.members or () if member != alias)
        if not members and not allow_empty:
            _refuse(problems, alias, f"the last member of rotation {name}", "the rotation would be deleted")
        elif not members:
            yield Action(Verb.DELETE, Kind.ROTATION, name, found=rotation)
        else:
            yield _update(Kind.ROTATION, name, rotation, replace(rotation.model, members=members), describe_rotation)


def _without_pages(alias: str, holders: Holders, problems: Problems, *, allow_empty: bool) -> Iterator[Action]:
    """Yield what takes somebody or something out of escalation plans and response plans."""
    for name, plan in holders.escalation_plans.items():
        stages, emptied = _without(plan.model.stages or (), alias)
        for number in emptied:
            if not allow_empty:
                what = f"the only target in stage {number + 1} of escalation plan {name}"
                _refuse(problems, alias, what, "the stage would page nobody")
        desired = replace(plan.model, stages=stages)
        yield _update(Kind.ESCALATION_PLAN, name, plan, desired, describe_escalation_plan)
    for name, response_plan in holders.response_plans.items():
        engagements = tuple(engaged for engaged in response_plan.model.engagements or () if engaged != alias)
        if not engagements and not allow_empty:
            _refuse(problems, alias, f"all that response plan {name} engages", "its incidents would page nobody")
        desired_plan = replace(response_plan.model, engagements=engagements)
        yield _update(Kind.RESPONSE_PLAN, name, response_plan, desired_plan, describe_response_plan)


def _refuse(problems: Problems, alias: str, what: str, consequence: str) -> None:
    problems.add(
        "force",
        None,
        f"'{alias}' is {what}: {consequence}",
        "put somebody else there first, or set `allow_empty: true`",
    )


def _update(kind: Kind, name: str, found: Found[Any], desired: Any, describe: Any) -> Action:
    changes = compare(describe(desired), describe(found.model))
    return Action(Verb.UPDATE, kind, name, changes, desired=desired, found=found)


def _without(stages: tuple[EscalationStage, ...], alias: str) -> tuple[tuple[EscalationStage, ...], list[int]]:
    """Return the stages without the target, and the numbers of those that it alone was in.

    AWS refuses a stage that neither pages nor waits: such a one goes altogether.
    """
    left: list[EscalationStage] = []
    emptied: list[int] = []
    for number, stage in enumerate(stages):
        targets = tuple(target for target in stage.targets if target.contact != alias)
        if stage.targets and not targets:
            emptied.append(number)
        if targets or stage.duration_in_minutes:
            left.append(replace(stage, targets=targets))
    return tuple(left), emptied
