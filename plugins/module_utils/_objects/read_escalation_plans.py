# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read escalation plans of the account in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._model.account import Found
from .._model.describe import describe_escalation_plan
from .._model.kinds import Kind
from .._wire.contacts import alias_of, tags_from_wire
from .._wire.escalation_plans import escalation_plan_from_wire
from .form import Form

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.escalation_plan import EscalationPlan

ESCALATION_PLAN = Form(Kind.ESCALATION_PLAN, "alias", describe_escalation_plan, {"display_name": "", "stages": []})


def read_escalation_plan(
    clients: Clients, arn: str, *, tags: bool = True
) -> tuple[Found[EscalationPlan], dict[str, str]]:
    """Read an escalation plan and the ARNs of its targets by alias, whether these still exist or not."""
    reads = [contacts_api.get_contact, *([contacts_api.list_tags] if tags else ())]
    shape, *tagged = clients.each(lambda read: read(clients.contacts, arn), reads)
    targets = [target for stage in shape["Plan"].get("Stages", ()) for target in stage["Targets"]]
    paged = [str(target["ContactTargetInfo"].get("ContactId", "")) for target in targets]
    found = Found(arn, escalation_plan_from_wire(shape), tags_from_wire(tagged[0]) if tagged else {})
    return found, {alias_of(target): target for target in paged if target}
