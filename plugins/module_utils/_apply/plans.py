# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for schedules and escalation plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._plan.actions import Action, Verb
from .._wire.escalation_plans import escalation_plan_to_wire
from .contacts import create_contact, update_contact

if TYPE_CHECKING:
    from .._model.escalation_plan import EscalationPlan
    from .._model.schedule import OnCallSchedule
    from .run import Run


def apply_schedule(run: Run, action: Action) -> None:
    """Create, update or delete a schedule."""
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
        return
    schedule: OnCallSchedule = action.desired
    plan = {"RotationIds": [run.rotations[name] for name in schedule.rotations or ()]}
    if action.verb is Verb.CREATE:
        create_contact(run, action, "ONCALL_SCHEDULE", plan)
    else:
        update_contact(run, action, "rotations", plan)


def apply_escalation_plan(run: Run, action: Action) -> None:
    """Create, update or delete an escalation plan."""
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
        return
    escalation: EscalationPlan = action.desired
    known = action.found.references if action.found else {}
    plan = escalation_plan_to_wire(escalation.stages or (), {**run.contacts, **known})
    if action.verb is Verb.CREATE:
        create_contact(run, action, "ESCALATION", plan)
    else:
        update_contact(run, action, "stages", plan)
