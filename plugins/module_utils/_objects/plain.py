# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What schedules, escalation plans, rotations and response plans share: objects that have no objects below them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._model.account import Account, Found, Listed
from .._plan.actions import Action, Plan, Verb
from .._plan.existing import Policy, plan_object
from .holders import find_holders, plan_release
from .outcome import Intention, merged_tags

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.node import Node
    from .found import Form


def intend_present(
    form: Form,
    name: str,
    desired: Any,
    found: Found[Any] | None,
    account: Account,
    params: Mapping[str, Any],
) -> Intention:
    """Plan to make the object as wanted; ``account`` holds what it refers to."""
    policy = Policy(purge_tags=bool(params["purge_tags"]), ownership=False)
    plan = Plan.of(plan_object(form.kind, name, desired, found, form.describe, None, policy))
    before = form.written(found, name) if found else {}
    tags = merged_tags(found.tags if found else {}, desired.tags, plan, of=(form.kind, name))
    after = {form.identity: name, **form.empty, **before, **form.describe(desired), "tags": tags}
    return Intention(before, after, plan, arn=found.arn if found else "", account=account)


def intend_absent(
    form: Form, name: str, found: Found[Any] | None, root: Node, clients: Clients, params: Mapping[str, Any]
) -> Intention:
    """Plan to delete the object, taken out first of whatever refers to it where ``force`` says so."""
    if found is None:
        return Intention({}, {}, Plan())
    holders = find_holders(clients, name, form.kind)
    release = list(
        plan_release(name, holders, root.problems, force=bool(params["force"]), allow_empty=bool(params["allow_empty"]))
    )
    root.problems.raise_if_any()
    plan = Plan.of([*release, Action(Verb.DELETE, form.kind, name, found=found)])
    aliases = {alias: Listed(form.kind, arn) for alias, arn in holders.arns.items()}
    return Intention(form.written(found, name), {}, plan, arn=found.arn, account=Account(aliases=aliases))
