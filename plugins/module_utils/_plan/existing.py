# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan changes of an object that exists: fields, tags and taking over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .._model.account import Found
from .._model.kinds import Kind
from .._model.names import OWNER, OWNER_TAG
from .actions import Action, Change, Verb, compare_tags


@dataclass(frozen=True, slots=True)
class Policy:
    """How far a run may go: take over objects that lack our tags, delete what is no longer wanted, drop other tags."""

    adopt: bool = False
    prune: bool = False
    purge_tags: bool = False


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
    tags = compare_tags(desired.tags, found.tags, purge=policy.purge_tags)
    if found.tags.get(OWNER_TAG) != OWNER:
        yield Action(Verb.ADOPT, kind, name, tags, team, desired, found)
        tags = ()
    if fields or tags:
        yield Action(Verb.UPDATE, kind, name, fields + tags, team, desired, found)
