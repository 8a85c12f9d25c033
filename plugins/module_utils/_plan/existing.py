# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan one object that has no objects below it: creating it, its fields, its tags, taking it over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .._model.account import Found
from .._model.describe import describe_tags
from .._model.kinds import Kind
from .._model.names import OWNER, OWNER_TAG, TEAM_TAG
from .actions import Action, Change, Verb, compare, compare_tags


@dataclass(frozen=True, slots=True)
class Policy:
    """How far a run may go: take over objects that lack our tags, delete what is no longer wanted, drop other tags.

    ``ownership`` False is for runs that change the one object they are told, whoever it belongs to: tags that say so
    are neither demanded nor dropped.
    """

    adopt: bool = False
    prune: bool = False
    purge_tags: bool = False
    ownership: bool = True


def plan_object(
    kind: Kind,
    name: str,
    desired: Any,
    found: Found[Any] | None,
    describe: Callable[[Any], dict[str, Any]],
    team: str | None,
    policy: Policy,
) -> Iterator[Action]:
    """Plan to create the object or to change what is described differently."""
    described = describe(desired)
    if found is None:
        changes = compare({**described, "tags": describe_tags(desired.tags or {})}, {})
        yield Action(Verb.CREATE, kind, name, changes, team, desired)
        return
    fields = compare(described, describe(found.model))
    yield from plan_update(kind, name, fields, desired, found, team, policy)


def plan_update(
    kind: Kind,
    name: str,
    fields: tuple[Change, ...],
    desired: Any,
    found: Found[Any],
    team: str | None,
    policy: Policy,
) -> Iterator[Action]:
    """Plan the changes of an object that exists: taking it over is an action of its own, so that it is seen."""
    kept = () if policy.ownership else (OWNER_TAG, TEAM_TAG)
    tags = compare_tags(desired.tags, found.tags, purge=policy.purge_tags, kept=kept)
    if policy.ownership and found.tags.get(OWNER_TAG) != OWNER:
        yield Action(Verb.ADOPT, kind, name, tags, team, desired, found)
        tags = ()
    if fields or tags:
        yield Action(Verb.UPDATE, kind, name, fields + tags, team, desired, found)
