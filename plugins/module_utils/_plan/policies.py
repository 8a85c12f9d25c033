# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan the policies of contacts, which have one each, and of response plans, which may have several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .._model.kinds import Kind
from .._model.policy import FoundPolicy, PolicyDocument
from .actions import Action, Change, Plan, Verb


def plan_contact_policy(alias: str, wanted: PolicyDocument, found: PolicyDocument | None) -> Plan:
    """Return what gives a contact the policy."""
    if wanted == found:
        return Plan(unchanged=1)
    change = Change("policy", found.document if found else None, wanted.document)
    verb = Verb.UPDATE if found else Verb.CREATE
    return Plan((Action(verb, Kind.CONTACT_POLICY, alias, (change,), desired=wanted, found=found),))


def plan_policy_present(
    name: str, wanted: PolicyDocument, found: Sequence[FoundPolicy], *, replaced: str | None, purge: bool
) -> Plan:
    """Return what gives a response plan the policy once; ``replaced`` is the id of one that it takes the place of.

    ``purge`` removes all others, except those that a resource share brings about.
    """
    same = next((entry for entry in found if entry.policy == wanted), None)
    actions: list[Action] = []
    if same is None:
        change = Change("policy", None, wanted.document)
        actions.append(Action(Verb.CREATE, Kind.RESPONSE_PLAN_POLICY, name, (change,), desired=wanted, owner=name))
    gone = [
        entry for entry in found if entry is not same and (entry.id == replaced or (purge and not entry.made_by_ram))
    ]
    return _planned([*actions, *_deletions(name, gone)])


def plan_policy_absent(
    name: str, unwanted: PolicyDocument | None, policy_id: str | None, found: Sequence[FoundPolicy]
) -> Plan:
    """Return what removes the policies of this content and the one of this id."""
    gone = [entry for entry in found if entry.policy == unwanted or entry.id == policy_id]
    return _planned(list(_deletions(name, gone)))


def _planned(actions: list[Action]) -> Plan:
    return Plan.of(actions, unchanged=0 if actions else 1)


def _deletions(name: str, gone: Iterable[FoundPolicy]) -> Iterable[Action]:
    for entry in gone:
        change = Change("policy", entry.policy.document, None)
        label = f"{name}/{entry.id}"
        yield Action(Verb.DELETE, Kind.RESPONSE_PLAN_POLICY, label, (change,), found=entry, owner=name)
