# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The whole definition: people and teams, read and checked together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from .contact import Contact, read_person
from .escalation_plan import EscalationPlan, read_escalation_plan
from .kinds import Kind
from .lint import warnings_about
from .names import OWNER, OWNER_TAG, TEAM_TAG, read_alias, read_tags
from .node import Node
from .problems import Problems, did_you_mean
from .response_plan import ResponsePlan, read_response_plan
from .rotation import Rotation, read_rotation
from .schedule import OnCallSchedule, read_schedule

TEAM_KEYS = ("members", "rotations", "schedules", "escalation_plan", "response_plans", "tags")

Owned = TypeVar("Owned", Contact, Rotation, OnCallSchedule, EscalationPlan, ResponsePlan)


@dataclass(frozen=True, slots=True)
class Team:
    """One team's own objects, each with all its tags."""

    name: str
    members: tuple[str, ...] = ()
    rotations: Mapping[str, Rotation] = field(default_factory=dict)
    schedules: Mapping[str, OnCallSchedule] = field(default_factory=dict)
    escalation_plans: Mapping[str, EscalationPlan] = field(default_factory=dict)
    response_plans: Mapping[str, ResponsePlan] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Organisation:
    """What a run is to bring about: the selected teams and the people they need.

    ``borrowed`` are aliases of other teams' schedules and plans that the selected teams refer to and that must exist
    already, each with the team that owns it. ``complete`` tells whether every team and person is meant, so that people
    nobody mentions may be pruned.
    """

    contacts: Mapping[str, Contact]
    teams: Mapping[str, Team]
    borrowed: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True
    warnings: tuple[str, ...] = ()

    def desired(self) -> Iterable[tuple[Kind, str, str | None]]:
        """Yield kind, name and team of every object wanted."""
        for alias in self.contacts:
            yield Kind.CONTACT, alias, None
        for team in self.teams.values():
            for kind, objects in (
                (Kind.ROTATION, team.rotations),
                (Kind.ONCALL_SCHEDULE, team.schedules),
                (Kind.ESCALATION_PLAN, team.escalation_plans),
                (Kind.RESPONSE_PLAN, team.response_plans),
            ):
                for name in objects:
                    yield kind, name, team.name


def read_organisation(
    people: object,
    teams: object,
    *,
    selected: Collection[str] | None = None,
    default_engagement_plan: object = None,
    tags: object = None,
) -> Organisation:
    """Read ``people`` and ``teams`` (plain YAML data) and check everything, references included.

    ``selected`` limits the run to some teams: the others' definitions only serve to resolve references, and mistakes in
    them do not stop anybody. Raises InvalidDefinitionError with every problem.
    """
    problems = Problems()
    common = read_tags(Node("tags", tags or {}, problems)) or {}
    every_person = _read_people(people, default_engagement_plan, common, problems)
    every_team, wanted = _read_teams(teams, selected, common, problems)
    _check_aliases_are_unique(every_person, every_team, wanted, problems)
    _check_names_are_unique(every_team, wanted, problems)

    view = _View(every_person, every_team)
    for name in wanted:
        if name in every_team:
            _check_references(every_team[name], view, problems)
    problems.raise_if_any()

    chosen = {name: every_team[name] for name in wanted}
    needed = set(every_person) if selected is None else set(_people_of(chosen.values()))
    contacts = {alias: contact for alias, contact in every_person.items() if alias in needed}
    return Organisation(
        contacts=contacts,
        teams=chosen,
        borrowed=_borrowed(chosen, view),
        complete=selected is None,
        warnings=tuple(
            warnings_about(
                contacts, [team.rotations for team in chosen.values()], [team.schedules for team in chosen.values()]
            )
        ),
    )


def _read_people(
    people: object, default_plan: object, common: Mapping[str, str], problems: Problems
) -> dict[str, Contact]:
    default_node = Node("default_engagement_plan", default_plan, problems)
    found: dict[str, Contact] = {}
    for alias, node in Node("people", people, problems).entries():
        person = read_person(node, alias, default_node)
        if person is not None:
            found[alias] = replace(person, tags={**common, **(person.tags or {}), OWNER_TAG: OWNER})
    _drop_repeated(problems)
    return found


def _drop_repeated(problems: Problems) -> None:
    """A mistake in the default engagement plan is found once for each person: keep one."""
    problems.found[:] = dict.fromkeys(problems.found)


def _read_teams(
    teams: object, selected: Collection[str] | None, common: Mapping[str, str], problems: Problems
) -> tuple[dict[str, Team], list[str]]:
    root = Node("teams", teams, problems)
    names = [name for name, _ in root.entries()]
    wanted = names if selected is None else list(dict.fromkeys(selected))
    for name in wanted:
        if name not in names:
            problems.add("selected", name, "is not in teams", did_you_mean(name, names, f"known: {', '.join(names)}"))
    found: dict[str, Team] = {}
    for name, node in root.entries():
        mistakes = problems if name in wanted else Problems()
        team = _read_team(Node(node.path, node.value, mistakes), name, common)
        if team is not None:
            found[name] = team
    return found, wanted


def _read_team(node: Node, name: str, common: Mapping[str, str]) -> Team | None:
    read_alias(node, name)
    if not node.mapping(TEAM_KEYS):
        return None
    own = node.optional("tags", read_tags) or {}
    tags = {**common, **own, OWNER_TAG: OWNER, TEAM_TAG: name}
    members = node.child("members").elements() if node.has("members") else []
    return Team(
        name=name,
        members=tuple(alias for element in members if (alias := element.text(least=1)) is not None),
        rotations=_read_all(node.child("rotations"), read_rotation, tags),
        schedules=_read_all(node.child("schedules"), read_schedule, tags),
        escalation_plans=_read_all(node.child("escalation_plan"), read_escalation_plan, tags),
        response_plans=_read_all(node.child("response_plans"), read_response_plan, tags),
    )


def _read_all(node: Node, read: Callable[[Node, str], Owned | None], tags: Mapping[str, str]) -> dict[str, Owned]:
    found: dict[str, Owned] = {}
    for name, entry in node.entries():
        made = read(entry, name)
        if made is not None:
            found[name] = replace(made, tags={**tags, **(made.tags or {}), OWNER_TAG: OWNER})
    return found


@dataclass(frozen=True, slots=True)
class _View:
    """Everything the definitions name, for resolving references."""

    people: Mapping[str, Contact]
    teams: Mapping[str, Team]

    def rotations(self) -> dict[str, tuple[str, Rotation]]:
        return {name: (team.name, r) for team in self.teams.values() for name, r in team.rotations.items()}

    def schedules(self) -> dict[str, tuple[str, OnCallSchedule]]:
        return {alias: (team.name, s) for team in self.teams.values() for alias, s in team.schedules.items()}

    def escalation_plans(self) -> dict[str, tuple[str, EscalationPlan]]:
        return {alias: (team.name, p) for team in self.teams.values() for alias, p in team.escalation_plans.items()}


def _check_aliases_are_unique(
    people: Mapping[str, Contact], teams: Mapping[str, Team], wanted: Sequence[str], problems: Problems
) -> None:
    """People, schedules and escalation plans are all contacts to AWS and share one set of aliases."""
    places: dict[str, list[tuple[str, str | None]]] = {alias: [(f"people.{alias}", None)] for alias in people}
    for team in teams.values():
        for part, aliases in (("schedules", team.schedules), ("escalation_plan", team.escalation_plans)):
            for alias in aliases:
                places.setdefault(alias, []).append((f"teams.{team.name}.{part}.{alias}", team.name))
    _report_duplicates(places, wanted, "alias", problems)


def _check_names_are_unique(teams: Mapping[str, Team], wanted: Sequence[str], problems: Problems) -> None:
    for part, what in (("rotations", "rotation"), ("response_plans", "response plan")):
        places: dict[str, list[tuple[str, str | None]]] = {}
        for team in teams.values():
            for name in getattr(team, part):
                places.setdefault(name, []).append((f"teams.{team.name}.{part}.{name}", team.name))
        _report_duplicates(places, wanted, what, problems)


def _report_duplicates(
    places: Mapping[str, list[tuple[str, str | None]]], wanted: Sequence[str], what: str, problems: Problems
) -> None:
    for name, found in places.items():
        if len(found) > 1 and any(team in wanted for _, team in found if team):
            first, *others = (path for path, _ in found)
            for path in others:
                problems.add(path, name, f"is a duplicate {what}, it stands at {first} too", "rename one of them")


def _check_references(team: Team, view: _View, problems: Problems) -> None:
    base = f"teams.{team.name}"
    people, rotations, schedules = view.people, view.rotations(), view.schedules()
    for position, alias in enumerate(team.members):
        _check_known(f"{base}.members[{position}]", alias, people, "people", problems)
    for name, rotation in team.rotations.items():
        for position, alias in enumerate(rotation.members or ()):
            path = f"{base}.rotations.{name}.members[{position}]"
            _check_known(path, alias, people, "people", problems)
    for alias, schedule in team.schedules.items():
        for position, name in enumerate(schedule.rotations or ()):
            path = f"{base}.schedules.{alias}.rotations[{position}]"
            _check_known(path, name, rotations, "rotations", problems)
    for alias, plan in team.escalation_plans.items():
        _check_escalation_plan(f"{base}.escalation_plan.{alias}", plan, view, problems)
    engageable = {**people, **schedules, **view.escalation_plans()}
    for name, response_plan in team.response_plans.items():
        for alias in response_plan.engagements or ():
            path = f"{base}.response_plans.{name}.engage"
            _check_known(path, alias, engageable, "people, schedules or escalation plans", problems)


def _check_known(path: str, name: str, known: Collection[str], where: str, problems: Problems) -> bool:
    if name in known:
        return True
    problems.add(path, name, f"is not in {where}", did_you_mean(name, known, "add it there or correct the name"))
    return False


def _check_escalation_plan(path: str, plan: EscalationPlan, view: _View, problems: Problems) -> None:
    schedules = view.schedules()
    pageable = {**view.people, **schedules}
    stages = plan.stages or ()
    known = [
        _check_known(f"{path}[{number}].page", target.contact, pageable, "people or schedules", problems)
        for number, stage in enumerate(stages)
        for target in stage.targets
    ]
    if all(known) and not any(view_reaches(view, target.contact) for stage in stages for target in stage.targets):
        problems.add(path, None, "reaches nobody", "page a person, or a schedule whose people have a phone or mail")


def view_reaches(view: _View, alias: str) -> bool:
    """Tell whether paging ``alias`` can reach a device of somebody."""
    rotations = view.rotations()
    if alias in view.people:
        aliases: list[str] = [alias]
    else:
        _, schedule = view.schedules()[alias]
        aliases = [
            member
            for name in schedule.rotations or ()
            if name in rotations
            for member in rotations[name][1].members or ()
        ]
    return any(view.people[a].channels for a in aliases if a in view.people)


def _people_of(teams: Iterable[Team]) -> Iterable[str]:
    for team in teams:
        yield from team.members
        for rotation in team.rotations.values():
            yield from rotation.members or ()
        for plan in team.escalation_plans.values():
            yield from (target.contact for stage in plan.stages or () for target in stage.targets)
        for response_plan in team.response_plans.values():
            yield from response_plan.engagements or ()


def _borrowed(chosen: Mapping[str, Team], view: _View) -> dict[str, Any]:
    """Return what the chosen teams use of other teams: schedules, plans and rotations, with their owner."""
    owners = {alias: team for alias, (team, _) in {**view.schedules(), **view.escalation_plans()}.items()}
    borrowed = {
        alias: owners[alias] for alias in _people_of(chosen.values()) if alias in owners and owners[alias] not in chosen
    }
    rotation_owners = {name: team for name, (team, _) in view.rotations().items()}
    for team in chosen.values():
        for schedule in team.schedules.values():
            for name in schedule.rotations or ():
                if rotation_owners[name] not in chosen:
                    borrowed[name] = rotation_owners[name]
    return borrowed
