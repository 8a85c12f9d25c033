# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What the module returns that reads escalation plans, in the form of the options of its twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._model.kinds import Kind
from .lookup import arns_asked_for
from .read_escalation_plans import ESCALATION_PLAN, read_escalation_plan

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]


def escalation_plans_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return escalation plans: two reads for each beside the list."""
    arns = arns_asked_for(clients, Kind.ESCALATION_PLAN, params)
    found = [plan for plan, _targets in clients.each(lambda arn: read_escalation_plan(clients, arn), arns)]
    return {
        "escalation_plans": [ESCALATION_PLAN.written(plan, plan.model.alias) for plan in found],
        "details": {plan.model.alias: {"arn": plan.arn} for plan in found},
    }
