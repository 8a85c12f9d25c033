# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What schedules, escalation plans, rotations and response plans share: objects that have no objects below them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._plan.actions import Plan
from .._plan.existing import Policy, plan_object
from .outcome import Intention, merged_tags

if TYPE_CHECKING:
    from .._model.account import Account, Found
    from .form import Form


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
