# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The bulk run: any number of teams and their people, in one process."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._api.calls import ACCOUNT_NOT_FOUND
from ._apply.every_step import EVERY_STEP
from ._apply.run import apply
from ._clients import Clients
from ._errors import AwsCallError
from ._model.account import Account
from ._model.kinds import Kind
from ._model.organisation import Organisation, read_organisation
from ._observe import observe
from ._outcome import Outcome
from ._plan.actions import Action, Plan, Verb
from ._plan.existing import Policy
from ._plan.planner import make_plan
from ._plan.render import counts_text, plan_data, plan_diff, plan_text

_SHORTEST_ADDRESS = 6
_ORDINARY_KEYS = frozenset(("display_name", "engagement_plan", "type"))
_LIKE_AN_ADDRESS = re.compile(r"@|(\d\D?){7}")


@dataclass(frozen=True, slots=True)
class Request:
    """What the module is asked for; ``people`` and ``teams`` are the YAML as written."""

    people: Any
    teams: Any
    selected: list[str] | None = None
    default_engagement_plan: Any = None
    tags: Any = None
    policy: Policy = field(default_factory=Policy)
    send_activation_codes: bool = False
    assume_replication_set: bool = False
    redaction_key: str | None = None


def addresses_in(people: Any) -> set[str]:
    """Return every text in ``people`` that is, or may have been meant to be, an address: no output may show it.

    An address in the wrong place is one as well: under a mistyped key, in a list, or instead of the person.
    """
    persons = people.values() if isinstance(people, Mapping) else (people,)
    texts = {text for person in persons for text in _possible_addresses(person)}
    # Shorter texts are no addresses, and hiding them would blot out ordinary words of the output.
    return {text for text in texts if len(text) >= _SHORTEST_ADDRESS}


def _possible_addresses(value: Any, *, ordinary: bool = False) -> Iterator[str]:
    """Yield the texts in ``value``; where ``ordinary`` texts belong, only those that look like an address."""
    if isinstance(value, Mapping):
        for key, entry in value.items():
            if key != "tags":
                yield from _possible_addresses(entry, ordinary=ordinary or key in _ORDINARY_KEYS)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _possible_addresses(entry, ordinary=ordinary)
    elif isinstance(value, int):
        # Python refuses to write numbers of thousands of digits, which are nobody's.
        yield str(value) if abs(value) < 10**99 else ""
    elif isinstance(value, str) and (not ordinary or _LIKE_AN_ADDRESS.search(value)):
        yield value


def run(request: Request, connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Read, compare, plan and, unless only checking, apply.

    The definition is checked before ``connect`` is called: a wrong one costs no call. Raises InvalidDefinitionError,
    AwsCallError or PartialFailureError.
    """
    organisation = read_organisation(
        request.people,
        request.teams,
        selected=request.selected,
        default_engagement_plan=request.default_engagement_plan,
        tags=request.tags,
    )
    clients = connect()
    account = _observe(clients, organisation, request, check_mode=check_mode)
    plan = make_plan(organisation, account, request.policy)
    if not check_mode:
        apply(clients, plan, account, EVERY_STEP, send_activation_codes=request.send_activation_codes)
    key = (request.redaction_key or secrets.token_hex()).encode()
    return Outcome(_result(plan, organisation, account, key), organisation.warnings)


def _observe(clients: Clients, organisation: Organisation, request: Request, *, check_mode: bool) -> Account:
    try:
        return observe(clients, organisation, owned=request.policy.prune)
    except AwsCallError as error:
        if ACCOUNT_NOT_FOUND in str(error) and request.assume_replication_set and check_mode:
            return Account()
        raise


def _result(plan: Plan, organisation: Organisation, account: Account, key: bytes) -> dict[str, Any]:
    return {
        "changed": bool(plan),
        "plan": plan_data(plan, key),
        "plan_text": plan_text(plan, key),
        "summary": counts_text(plan),
        "counts": plan.counts(),
        "unactivated_channels": _unactivated(plan, organisation, account),
        "diff": plan_diff(plan, key),
    }


def _unactivated(plan: Plan, organisation: Organisation, account: Account) -> list[str]:
    """Return the channels, as ``alias/name``, through which nobody can be paged until they are activated."""
    waiting = {
        f"{alias}/{entry.channel.name}"
        for alias in organisation.contacts
        if alias in account.contacts
        for entry in account.contacts[alias].channels
        if not entry.activated
    }
    for action in plan.actions:
        if action.kind is Kind.CONTACT_CHANNEL:
            waiting -= {_found_name(action)}
            if action.verb is Verb.DELETE:
                continue
            if _awaits_activation(action):
                waiting.add(action.name)
    return sorted(waiting)


def _found_name(action: Action) -> str:
    return f"{action.owner}/{action.found.channel.name}" if action.found else action.name


def _awaits_activation(action: Action) -> bool:
    """A new channel or address has to be activated; a renamed channel stays as it is."""
    if action.verb is Verb.UPDATE and "address" not in action.changed_fields():
        return not action.found.activated
    return True
