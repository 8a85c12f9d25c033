# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Compare the definition with the account and say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._model.account import Account, Found
from .._model.describe import (
    describe_escalation_plan,
    describe_response_plan,
    describe_rotation,
    describe_schedule,
)
from .._model.kinds import Kind
from .._model.names import OWNER, OWNER_TAG
from .._model.organisation import Organisation, Team
from .._model.problems import Problems
from .actions import Action, Plan
from .contacts import check_addresses, plan_contact
from .existing import Policy, plan_object
from .prune import plan_prune

Describe = Callable[[Any], dict[str, Any]]

DESCRIBE: Mapping[Kind, Describe] = {
    Kind.ROTATION: describe_rotation,
    Kind.ONCALL_SCHEDULE: describe_schedule,
    Kind.ESCALATION_PLAN: describe_escalation_plan,
    Kind.RESPONSE_PLAN: describe_response_plan,
}


@dataclass(slots=True)
class _Gathered:
    actions: list[Action] = field(default_factory=list)
    unchanged: int = 0

    def add(self, actions: Iterable[Action]) -> None:
        before = len(self.actions)
        self.actions.extend(actions)
        self.unchanged += len(self.actions) == before


def make_plan(organisation: Organisation, account: Account, policy: Policy) -> Plan:
    """Return the plan that makes the account what the definition says.

    Raises InvalidDefinitionError where the account stands in the way: an alias taken by another type, an object that is
    not ours and may not be adopted, a reference to something that neither exists nor is going to.
    """
    problems = Problems()
    gathered = _Gathered()
    _check_types(organisation, account, problems)
    _check_ownership(organisation, account, policy, problems)
    _check_borrowed(organisation, account, problems)
    for alias, contact in organisation.contacts.items():
        person = account.contacts.get(alias)
        if person is not None and contact.channels:
            check_addresses(problems, f"people.{alias}", contact.channels, person.channels)
        plan_contact(gathered.add, contact, person, policy)
    for team in organisation.teams.values():
        for kind, wanted, found in _objects(team, account):
            for name, model in wanted.items():
                plan = plan_object(kind, name, model, found.get(name), DESCRIBE[kind], team.name, policy)
                gathered.add(plan)
    if policy.prune:
        gathered.actions.extend(plan_prune(organisation, account, problems))
    problems.raise_if_any()
    return Plan.of(gathered.actions, gathered.unchanged)


def _objects(team: Team, account: Account) -> Iterator[tuple[Kind, Mapping[str, Any], Mapping[str, Found[Any]]]]:
    yield Kind.ROTATION, team.rotations, account.rotations
    yield Kind.ONCALL_SCHEDULE, team.schedules, account.schedules
    yield Kind.ESCALATION_PLAN, team.escalation_plans, account.escalation_plans
    yield Kind.RESPONSE_PLAN, team.response_plans, account.response_plans


def _found(kind: Kind, name: str, account: Account) -> Found[Any] | None:
    maps: Mapping[Kind, Mapping[str, Found[Any]]] = {
        Kind.CONTACT: account.contacts,
        Kind.ROTATION: account.rotations,
        Kind.ONCALL_SCHEDULE: account.schedules,
        Kind.ESCALATION_PLAN: account.escalation_plans,
        Kind.RESPONSE_PLAN: account.response_plans,
    }
    return maps[kind].get(name)


def _path(kind: Kind, name: str, team: str | None) -> str:
    parts = {
        Kind.ROTATION: "rotations",
        Kind.ONCALL_SCHEDULE: "schedules",
        Kind.ESCALATION_PLAN: "escalation_plan",
        Kind.RESPONSE_PLAN: "response_plans",
    }
    return f"people.{name}" if team is None else f"teams.{team}.{parts[kind]}.{name}"


def _check_types(organisation: Organisation, account: Account, problems: Problems) -> None:
    """AWS keeps people, schedules and escalation plans under one set of aliases and never changes a type."""
    for kind, name, team in organisation.desired():
        listed = account.aliases.get(name)
        if kind in (Kind.ROTATION, Kind.RESPONSE_PLAN) or listed is None or listed.kind is kind:
            continue
        problems.add(
            _path(kind, name, team),
            name,
            f"is the alias of an existing {listed.kind.title}, and AWS cannot change the type of an alias",
            "choose another alias, or delete the existing object first",
        )


def _check_ownership(organisation: Organisation, account: Account, policy: Policy, problems: Problems) -> None:
    if policy.adopt:
        return
    for kind, name, team in organisation.desired():
        found = _found(kind, name, account)
        if found is not None and found.tags.get(OWNER_TAG) != OWNER:
            problems.add(
                _path(kind, name, team),
                name,
                f"exists already as {kind.one} without the tag {OWNER_TAG}={OWNER}",
                "set `adopt: true` to take it over, or choose another name",
            )


def _check_borrowed(organisation: Organisation, account: Account, problems: Problems) -> None:
    missing = [
        *(entry for entry in organisation.borrowed.items() if entry[0] not in account.aliases),
        *(entry for entry in organisation.borrowed_rotations.items() if entry[0] not in account.rotations),
    ]
    for name, team in missing:
        problems.add(
            f"teams.{team}",
            name,
            "is used by a team of this run but does not exist yet",
            f"apply team {team} first, or both together",
        )
