# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._api import incidents as incidents_api
from .._plan.actions import Action, Verb

if TYPE_CHECKING:
    from .run import Run


def apply_contact_policy(run: Run, action: Action) -> None:
    """Set the policy of a contact."""
    contacts_api.put_contact_policy(run.clients.contacts, run.contacts[action.name], action.desired.text)


def apply_response_plan_policy(run: Run, action: Action) -> None:
    """Add a policy to a response plan, or remove one."""
    arn = run.response_plans[action.owner]
    if action.verb is Verb.DELETE:
        incidents_api.delete_resource_policy(run.clients.incidents, arn, action.found.id)
    else:
        run.policies[action.owner] = incidents_api.put_resource_policy(run.clients.incidents, arn, action.desired.text)
