# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Delete a person, schedule or escalation plan. Only this needs to know all kinds of objects that may refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._apply.overrides import apply_override
from .._apply.people import apply_contact
from .._apply.plans import apply_escalation_plan, apply_schedule
from .._apply.response_plans import apply_response_plan
from .._apply.rotations import apply_rotation
from .._model.account import Account, Found, Listed
from .._model.kinds import Kind
from .._plan.actions import Action, Plan, Verb
from .holders import find_holders, plan_release
from .outcome import Intention

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .form import Described

STEPS: Steps = {
    Kind.CONTACT: apply_contact,
    Kind.ROTATION: apply_rotation,
    Kind.ROTATION_OVERRIDE: apply_override,
    Kind.ONCALL_SCHEDULE: apply_schedule,
    Kind.ESCALATION_PLAN: apply_escalation_plan,
    Kind.RESPONSE_PLAN: apply_response_plan,
}


def intend_absent(
    kind: Kind,
    name: str,
    found: Found[Any] | None,
    before: Described,
    root: Node,
    clients: Clients,
    params: Mapping[str, Any],
) -> Intention:
    """Plan to delete the object, taken out first of whatever refers to it where ``force`` says so."""
    if found is None:
        return Intention({}, {}, Plan())
    holders = find_holders(clients, name, kind)
    release = list(
        plan_release(name, holders, root.problems, force=bool(params["force"]), allow_empty=bool(params["allow_empty"]))
    )
    root.problems.raise_if_any()
    plan = Plan.of([*release, Action(Verb.DELETE, kind, name, found=found)])
    references = [entry.references for entry in holders.rotations.values()]
    aliases = {alias: Listed(kind, arn) for arns in references for alias, arn in arns.items()}
    account = Account(aliases=aliases, rotations=holders.every_rotation)
    return Intention(before, {}, plan, arn=found.arn, account=account)
