# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Who refers to a person, schedule or plan: AWS would leave dangling references, or refuse to delete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from .._plan.actions import Action, Verb, compare
from .._wire.contacts import alias_of
from .._wire.escalation_plans import escalation_plan_from_wire
from .._wire.incidents import response_plan_from_wire
from .._wire.rotations import rotation_from_wire, schedule_from_wire
from .lookup import whole_rotation

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.escalation_plan import EscalationPlan, EscalationStage
    from .._model.problems import Problems
    from .._model.response_plan import ResponsePlan
    from .._model.rotation import Rotation
    from .._model.schedule import OnCallSchedule


@dataclass(frozen=True, slots=True)
class Holders:
    """What refers to an alias, by name; ``arns`` are those of every alias that these objects refer to."""

    rotations: Mapping[str, Found[Rotation]]
    escalation_plans: Mapping[str, Found[EscalationPlan]]
    response_plans: Mapping[str, Found[ResponsePlan]]
    arns: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.rotations or self.escalation_plans or self.response_plans)

    def named(self) -> str:
        """Name them in a sentence."""
        parts = [
            *(f"rotation {name}" for name in self.rotations),
            *(f"escalation plan {alias}" for alias in self.escalation_plans),
            *(f"response plan {name}" for name in self.response_plans),
        ]
        return ", ".join(parts)


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

    members = [(str(shape["RotationArn"]), rotation_from_wire(shape)) for shape in whole]
    stages = [(str(shape["ContactArn"]), escalation_plan_from_wire(shape)) for shape in escalation_plans]
    engaged = [(str(shape["arn"]), response_plan_from_wire(shape)) for shape in response_plans]
    return Holders(
        rotations={model.name: Found(arn, model) for arn, model in members if alias in (model.members or ())},
        escalation_plans={model.alias: Found(arn, model) for arn, model in stages if alias in _paged_by(model)},
        response_plans={model.name: Found(arn, model) for arn, model in engaged if alias in (model.engagements or ())},
        arns={alias_of(arn): arn for arn in _referred(whole, escalation_plans, response_plans)},
    )


def _paged_by(plan: EscalationPlan) -> set[str]:
    return {target.contact for stage in plan.stages or () for target in stage.targets}


def _referred(rotations: list[Any], escalation_plans: list[Any], response_plans: list[Any]) -> Iterator[str]:
    for shape in rotations:
        yield from shape.get("ContactIds", ())
    for shape in escalation_plans:
        for stage in shape["Plan"].get("Stages", ()):
            yield from (arn for target in stage["Targets"] if (arn := target["ContactTargetInfo"].get("ContactId")))
    for shape in response_plans:
        yield from shape.get("engagements") or ()


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


def plan_relink(schedules: Mapping[str, Found[OnCallSchedule]], name: str, new_name: str | None) -> Iterator[Action]:
    """Yield what puts another rotation into the place of ``name`` in schedules, or leaves the place out."""
    for alias, found in schedules.items():
        before = found.model.rotations or ()
        if new_name is None or new_name in before:
            rotations = tuple(entry for entry in before if entry != name)
        else:
            rotations = tuple(new_name if entry == name else entry for entry in before)
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
    for name, rotation in holders.rotations.items():
        members = tuple(member for member in rotation.model.members or () if member != alias)
        if not members and not allow_empty:
            _refuse(problems, alias, f"the last member of rotation {name}", "the rotation would be deleted")
        elif not members:
            yield Action(Verb.DELETE, Kind.ROTATION, name, found=rotation)
        else:
            yield _update(Kind.ROTATION, name, rotation, replace(rotation.model, members=members), describe_rotation)
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
