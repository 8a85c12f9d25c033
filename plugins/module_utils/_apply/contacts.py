# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What people, schedules and escalation plans have in common: they are all contacts to ssm-contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._wire.contacts import idempotency_token, tags_to_wire

if TYPE_CHECKING:
    from .._plan.actions import Action
    from .run import Run


def set_tags(run: Run, action: Action) -> None:
    """Carry out the change of tags among the action's changes, if there is one."""
    change = next((change for change in action.changes if change.field == "tags"), None)
    if change is None:
        return
    if change.after:
        contacts_api.tag(run.clients.contacts, action.found.arn, tags_to_wire(change.after))
    gone = set(change.before) - set(change.after)
    if gone:
        contacts_api.untag(run.clients.contacts, action.found.arn, gone)


def create_contact(run: Run, action: Action, kind: str, plan: dict[str, Any]) -> None:
    """Create the contact wanted, of AWS's type ``kind``, and remember its ARN."""
    desired = action.desired
    display_name = {"DisplayName": desired.display_name} if desired.display_name else {}
    token = idempotency_token("contact", desired.alias, kind, plan, desired.display_name, dict(desired.tags or {}))
    tags = tags_to_wire(desired.tags or {})
    run.contacts[desired.alias] = contacts_api.create_contact(
        run.clients.contacts, desired.alias, kind, plan, tags, IdempotencyToken=token, **display_name
    )


def update_contact(run: Run, action: Action, plan_field: str = "", plan: dict[str, Any] | None = None) -> None:
    """Update display name and plan where they change, then the tags; ``plan_field`` is the plan's name in the model."""
    fields = action.changed_fields()
    members: dict[str, Any] = {}
    if "display_name" in fields:
        members["DisplayName"] = action.desired.display_name
    if plan_field in fields:
        members["Plan"] = plan
    if members:
        contacts_api.update_contact(run.clients.contacts, action.found.arn, **members)
    set_tags(run, action)
