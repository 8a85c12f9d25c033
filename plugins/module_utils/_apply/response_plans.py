# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for response plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import incidents as incidents_api
from .._plan.actions import Action, Verb
from .._wire.contacts import idempotency_token
from .._wire.incidents import response_plan_to_wire, response_plan_update_to_wire

if TYPE_CHECKING:
    from .._model.response_plan import ResponsePlan
    from .run import Run


def apply_response_plan(run: Run, action: Action) -> None:
    """Create, update or delete a response plan."""
    client, plan = run.clients.incidents, action.desired
    if action.verb is Verb.DELETE:
        incidents_api.delete_response_plan(client, action.found.arn)
        return
    if action.verb is Verb.CREATE:
        _create_response_plan(run, plan)
        return
    fields = action.changed_fields() - {"tags"}
    if fields and action.verb is Verb.UPDATE:
        arns = {**run.contacts, **action.found.references}
        members = response_plan_update_to_wire(plan, fields, arns)
        incidents_api.update_response_plan(client, action.found.arn, members)
    _set_tags(run, action)


def _create_response_plan(run: Run, plan: ResponsePlan) -> None:
    members = response_plan_to_wire(plan, run.contacts)
    members |= {"tags": dict(plan.tags or {})} if plan.tags else {}
    members["clientToken"] = idempotency_token("response plan", members)
    run.response_plans[plan.name] = incidents_api.create_response_plan(run.clients.incidents, members)


def _set_tags(run: Run, action: Action) -> None:
    change = next((change for change in action.changes if change.field == "tags"), None)
    if change is None:
        return
    if change.after:
        incidents_api.tag(run.clients.incidents, action.found.arn, change.after)
    gone = set(change.before) - set(change.after)
    if gone:
        incidents_api.untag(run.clients.incidents, action.found.arn, gone)
