# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan the deletion of what the definition no longer names: only ever objects with our tags."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.account import Account
from .._model.kinds import Kind
from .._model.organisation import Organisation
from .._model.problems import Problems
from .actions import Action, Verb


def plan_prune(organisation: Organisation, account: Account, problems: Problems) -> Iterator[Action]:
    """Yield the deletions. People are only pruned when the whole organisation is meant."""
    wanted = {(kind, name) for kind, name, _model in organisation.desired()}
    for owned in account.owned:
        if (owned.kind, owned.name) in wanted:
            continue
        if owned.kind is Kind.CONTACT:
            if not organisation.complete:
                continue
            _check_not_in_a_rotation(owned.name, organisation, account, problems)
        elif owned.team not in organisation.teams and not organisation.complete:
            continue
        yield Action(Verb.DELETE, owned.kind, owned.name, team=owned.team, found=owned)


def _check_not_in_a_rotation(alias: str, organisation: Organisation, account: Account, problems: Problems) -> None:
    """AWS refuses to delete a contact that a rotation holds; rotations of ours are corrected or gone by then."""
    corrected = {name for team in organisation.teams.values() for name in team.rotations}
    deleted = {owned.name for owned in account.owned if owned.kind is Kind.ROTATION} - corrected
    for name, rotation in account.rotations.items():
        if name not in corrected | deleted and alias in (rotation.model.members or ()):
            problems.add(
                f"people.{alias}",
                alias,
                f"is to be deleted, but rotation '{name}', which is not managed here, still holds them",
                "take them out of that rotation first, or keep them in people",
            )
