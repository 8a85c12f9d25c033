# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The whole definition: people and teams, read and checked together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .contact import Contact, read_person
from .escalation_plan import EscalationPlan, read_escalation_plan
from .kinds import Kind
from .lint import warnings_about
from .names import OWNER, OWNER_TAG, TEAM_TAG, read_alias, read_tags
from .node import Node
from .problems import Problems, addresses_in, did_you_mean
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

    ``borrowed`` are aliases of other teams' schedules and plans, and ``borrowed_rotations`` names of their rotations,
    that the selected teams refer to and that must exist already, each with the team that owns it. ``complete`` tells
    whether every team and person is meant, so that people nobody mentions may be pruned.
    """

    contacts: Mapping[str, Contact]
    teams: Mapping[str, Team]
    borrowed: Mapping[str, str] = field(default_factory=dict)
    borrowed_rotations: Mapping[str, str] = field(default_factory=dict)
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
    problems = Problems(addresses=addresses_in(people))
    common = read_tags(Node("tags", tags, problems)) or {}
    every_person = _read_people(people, default_engagement_plan, common, problems)
    every_team, wanted = _read_teams(teams, selected, common, problems)
    _check_aliases_are_unique(every_person, every_team, wanted, problems)
    _check_names_are_unique(every_team, wanted, problems)

    view = _View(every_person, every_team)
    for name in wanted:
        if name in every_team:
            _check_references(every_team[name], Node("teams", teams, problems).child(name), view)
    problems.raise_if_any()

    chosen = {name: every_team[name] for name in wanted}
    needed = set(every_person) if selected is None else set(_people_of(chosen.values()))
    contacts = {alias: contact for alias, contact in every_person.items() if alias in needed}
    return Organisation(
        contacts=contacts,
        teams=chosen,
        borrowed=_borrowed(chosen, view),
        borrowed_rotations=_borrowed_rotations(chosen, view),
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
        found[alias] = _tagged(person, {**common}, node)
    return found


def _tagged(made: Owned, inherited: Mapping[str, str], node: Node) -> Owned:
    """Return the object with all its tags: inherited, its own, and ours."""
    tags = {**inherited, **(made.tags or {}), OWNER_TAG: OWNER}
    _check_number_of_tags(node, tags, inherited, made.tags or {})
    return replace(made, tags=tags)


def _check_number_of_tags(node: Node, tags: Mapping[str, str], *parts: Mapping[str, str]) -> None:
    """Check the tags put together; a part that has too many itself is reported where it stands."""
    if len(tags) > 50 and all(len(part) <= 50 - (OWNER_TAG not in part) * 2 for part in parts):
        node.problems.add(node.path, None, f"has {len(tags)} tags with inherited ones, AWS takes 50", "drop some")


def _read_teams(
    teams: object, selected: Collection[str] | None, common: Mapping[str, str], problems: Problems
) -> tuple[dict[str, Team], list[str]]:
    root = Node("teams", teams, problems)
    names = [name for name, _node in root.entries()]
    wanted = names if selected is None else list(dict.fromkeys(selected))
    for name in wanted:
        if name not in names:
            problems.add("selected", name, "is not in teams", did_you_mean(name, names, f"known: {', '.join(names)}"))
    found: dict[str, Team] = {}
    for name, node in root.entries():
        mistakes = problems if name in wanted else Problems()
        found[name] = _read_team(Node(node.path, node.value, mistakes), name, common)
    return found, wanted


def _read_team(node: Node, name: str, common: Mapping[str, str]) -> Team:
    read_alias(node, name)
    if not node.mapping(TEAM_KEYS):
        return Team(name)
    own = node.optional("tags", read_tags) or {}
    tags = {**common, **own, OWNER_TAG: OWNER, TEAM_TAG: name}
    _check_number_of_tags(node, tags, common, own)
    members = node.child("members").elements() if node.has("members") else []
    return Team(
        name=name,
        members=tuple(element.text(least=1) or "" for element in members),
        rotations=_read_all(node.child("rotations"), read_rotation, tags),
        schedules=_read_all(node.child("schedules"), read_schedule, tags),
        escalation_plans=_read_all(node.child("escalation_plan"), read_escalation_plan, tags),
        response_plans=_read_all(node.child("response_plans"), read_response_plan, tags),
    )


def _read_all(node: Node, read: Callable[[Node, str], Owned], tags: Mapping[str, str]) -> dict[str, Owned]:
    return {name: _tagged(read(entry, name), tags, entry) for name, entry in node.entries()}


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
        if len(found) > 1 and any(team in wanted for _path, team in found if team):
            first, *others = (path for path, _team in found)
            for path in others:
                problems.add(path, name, f"is a duplicate {what}, it stands at {first} too", "rename one of them")


def _check_references(team: Team, node: Node, view: _View) -> None:
    parts = ("people", node.path, *(f"{node.path}.{part}" for part in ("rotations", "schedules", "escalation_plan")))
    if any(problem.path in parts for problem in node.problems.found):
        return  # what could not be read at all would be called unknown everywhere
    people, rotations, schedules = view.people, view.rotations(), view.schedules()
    _check_all_known(node.child("members"), team.members, people, "people")
    for name, rotation in team.rotations.items():
        members = _below(node, "rotations", name, "members")
        _check_all_known(members, rotation.members or (), people, "people")
    for alias, schedule in team.schedules.items():
        names = _below(node, "schedules", alias, "rotations")
        _check_all_known(names, schedule.rotations or (), rotations, "rotations")
    for alias, plan in team.escalation_plans.items():
        _check_escalation_plan(_below(node, "escalation_plan", alias), plan, view)
    engageable = {**people, **schedules, **view.escalation_plans()}
    for name, response_plan in team.response_plans.items():
        engage = _below(node, "response_plans", name, "engage")
        for alias in response_plan.engagements or ():
            _check_known(engage.path, alias, engageable, "people, schedules or escalation plans", node.problems)


def _below(node: Node, *keys: str) -> Node:
    """Return the node below ``keys``, as far as there are mappings."""
    for key in keys:
        node = node.child(key) if isinstance(node.value, Mapping) else node
    return node


def _check_all_known(node: Node, names: Iterable[str], known: Collection[str], where: str) -> None:
    for position, name in enumerate(names):
        _check_known(f"{node.path}[{position}]", name, known, where, node.problems)


def _check_known(path: str, name: str, known: Collection[str], where: str, problems: Problems) -> None:
    """Check a reference; an empty one stands for something that is reported already."""
    if name and name not in known:
        problems.add(path, name, f"is not in {where}", did_you_mean(name, known, "add it there or correct the name"))


def _check_escalation_plan(node: Node, plan: EscalationPlan, view: _View) -> None:
    pageable = {**view.people, **view.schedules()}
    stages = plan.stages or ()
    listed = node.child("stages") if isinstance(node.value, Mapping) else node
    for number, stage in enumerate(stages):
        for target in stage.targets:
            path = f"{listed.path}[{number}].page"
            _check_known(path, target.contact, pageable, "people or schedules", node.problems)
    targets = [target.contact for stage in stages for target in stage.targets]
    if not node.problems.about(node.path) and not any(_may_reach(view, alias) for alias in targets):
        way_out = "page a person, or a schedule whose people have a phone or mail"
        node.problems.add(node.path, None, "reaches nobody", way_out)


def _may_reach(view: _View, alias: str) -> bool:
    """Tell whether paging ``alias`` may reach a device of somebody.

    What is unknown or could not be read is a mistake of its own, here or in a team that is not meant, so it may.
    """
    if alias in view.people:
        return bool(view.people[alias].channels)
    schedules, rotations = view.schedules(), view.rotations()
    names = schedules[alias][1].rotations if alias in schedules else None
    if names is None or any(name not in rotations for name in names):
        return True
    crews = [rotations[name][1].members for name in names]
    return any(crew is None or any(a not in view.people or view.people[a].channels for a in crew) for crew in crews)


def _people_of(teams: Iterable[Team]) -> Iterable[str]:
    for team in teams:
        yield from team.members
        for rotation in team.rotations.values():
            yield from rotation.members or ()
        for plan in team.escalation_plans.values():
            yield from (target.contact for stage in plan.stages or () for target in stage.targets)
        for response_plan in team.response_plans.values():
            yield from response_plan.engagements or ()


def _borrowed(chosen: Mapping[str, Team], view: _View) -> dict[str, str]:
    """Return the schedules and plans of other teams that the chosen ones use, with their owner."""
    owners: dict[str, str] = {alias: team for alias, (team, _schedule) in view.schedules().items()}
    owners.update({alias: team for alias, (team, _plan) in view.escalation_plans().items()})
    used = _people_of(chosen.values())
    return {alias: owners[alias] for alias in used if alias in owners and owners[alias] not in chosen}


def _borrowed_rotations(chosen: Mapping[str, Team], view: _View) -> dict[str, str]:
    """Return the rotations of other teams that the chosen ones use, with their owner."""
    owners = {name: team for name, (team, _rotation) in view.rotations().items()}
    schedules = [schedule for team in chosen.values() for schedule in team.schedules.values()]
    used = [name for schedule in schedules for name in schedule.rotations or ()]
    return {name: owners[name] for name in used if owners[name] not in chosen}
