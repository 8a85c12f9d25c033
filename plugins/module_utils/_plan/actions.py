# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""A plan as a value: what would be done, to what, and why. Nothing here talks to AWS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from .._model.kinds import Kind


class Verb(StrEnum):
    """What happens to an object."""

    CREATE = "create"
    ADOPT = "adopt"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after, in the form in which people write it; None where there is nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Action:
    """One step. ``desired`` is the model object wanted and ``found`` what the account has, where there is such.

    ``name`` is what people know the object by; a channel and an engagement plan belong to the contact ``owner``.
    """

    verb: Verb
    kind: Kind
    name: str
    changes: tuple[Change, ...] = ()
    team: str | None = None
    desired: Any = None
    found: Any = None
    owner: str = ""

    def changed_fields(self) -> frozenset[str]:
        """Return the names of the fields that change."""
        return frozenset(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Plan:
    """Actions in the order in which they may be carried out, and how many objects need nothing."""

    actions: tuple[Action, ...] = ()
    unchanged: int = 0

    @classmethod
    def of(cls, actions: Iterable[Action], unchanged: int = 0) -> Plan:
        """Order the actions: what others depend on comes first; deletions come last, dependants first."""
        return cls(tuple(sorted(actions, key=_order)), unchanged)

    def phases(self) -> Iterator[tuple[Action, ...]]:
        """Yield groups of actions; those within a group do not depend on each other."""
        for _number, group in groupby(self.actions, key=_phase):
            yield tuple(group)

    def counts(self) -> dict[str, int]:
        """Return how many actions there are of each verb, and ``unchanged``."""
        found = Counter(action.verb for action in self.actions)
        return {**{verb.value: found[verb] for verb in Verb}, "unchanged": self.unchanged}

    def __bool__(self) -> bool:
        return bool(self.actions)


def _phase(action: Action) -> tuple[int, int]:
    if action.verb is Verb.DELETE:
        return (1, -action.kind)
    return (0, action.kind)


def _order(action: Action) -> tuple[tuple[int, int], str, int]:
    return (_phase(action), action.name, list(Verb).index(action.verb))


def compare(desired: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes that make ``found`` what ``desired`` says; fields absent from ``desired`` are not managed.

    A field that AWS does not return equals an empty one.
    """
    return tuple(
        Change(field, found.get(field), value)
        for field, value in desired.items()
        if value != found.get(field) and (value or found.get(field) or value == 0)
    )


def compare_tags(
    desired: Mapping[str, str] | None, found: Mapping[str, str], *, purge: bool, kept: Collection[str] = ()
) -> tuple[Change, ...]:
    """Return the change of tags, if any.

    Foreign tags go only when purged; ``aws:`` tags, which are AWS's own, and those with the keys ``kept`` never go.
    """
    if desired is None:
        return ()
    droppable = {key for key in found if not key.startswith("aws:")} - set(kept)
    dropped = droppable - desired.keys() if purge else set()
    added = {key for key, value in desired.items() if found.get(key) != value}
    if not added and not dropped:
        return ()
    touched = sorted(added | dropped)
    before = {key: found[key] for key in touched if key in found}
    after = {key: desired[key] for key in touched if key in desired}
    return (Change("tags", before, after),)
