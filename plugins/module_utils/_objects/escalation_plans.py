# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One escalation plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._apply.plans import apply_escalation_plan
from .._model.account import Account, Listed
from .._model.escalation_plan import EscalationPlan, read_escalation_stages
from .._model.kinds import Kind
from .._model.names import read_alias, read_contact_tags, read_display_name
from .lookup import check_kind, check_references, find_alias, find_aliases
from .options import options_node, require
from .outcome import carry_out
from .plain import intend_present
from .read_escalation_plans import ESCALATION_PLAN, read_escalation_plan

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._outcome import Outcome

STEPS: Steps = {ESCALATION_PLAN.kind: apply_escalation_plan}


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the escalation plan about, or away."""
    plan, root = _read_options(params)
    clients = connect()
    alias = plan.alias
    listed = find_alias(clients, alias)
    check_kind(root.problems, "alias", alias, listed, ESCALATION_PLAN.kind)
    root.problems.raise_if_any()
    present, steps = params["state"] == "present", STEPS
    found = None
    arns: dict[str, str] = {}
    if listed is not None:
        tags = present and plan.tags is not None
        found, arns = read_escalation_plan(clients, str(listed["ContactArn"]), tags=tags)
    if present:
        if found is None:
            require(root, "stages", to="create the escalation plan")
        account = Account(aliases=_known_aliases(clients, plan, arns, root))
        root.problems.raise_if_any()
        intention = intend_present(ESCALATION_PLAN, alias, plan, found, account, params)
        if not any(stage["page"] for stage in intention.after["stages"]):
            doubt = f"escalation plan {alias} reaches nobody: no stage pages a person or a schedule"
            intention = replace(intention, warnings=(doubt,))
    else:
        from . import deleting  # noqa: PLC0415 - other runs should not pay for it

        before = ESCALATION_PLAN.written(found, alias) if found else {}
        intention = deleting.intend_absent(ESCALATION_PLAN.kind, alias, found, before, root, clients, params)
        steps = deleting.STEPS
    return carry_out(clients, intention, steps, lambda applied: applied.contacts.get(alias), check_mode=check_mode)


def _read_options(params: Mapping[str, Any]) -> tuple[EscalationPlan, Node]:
    root = options_node(params)
    alias = str(params["alias"])
    read_alias(root.child("alias"), alias)
    plan = EscalationPlan(
        alias=alias,
        display_name=root.optional("display_name", read_display_name),
        stages=root.optional("stages", read_escalation_stages),
        tags=root.optional("tags", read_contact_tags),
    )
    root.problems.raise_if_any()
    return plan, root


def _known_aliases(clients: Clients, plan: EscalationPlan, arns: Mapping[str, str], root: Node) -> dict[str, Listed]:
    """Return the targets with their ARNs; records a problem for each new one that does not exist."""
    new = {
        f"stages[{number}].page[{position}]": target.contact
        for number, stage in enumerate(plan.stages or ())
        for position, target in enumerate(stage.targets)
        if target.contact not in arns
    }
    found = find_aliases(clients, new.values())
    check_references(root.problems, new, found, {Kind.CONTACT: "people", Kind.ONCALL_SCHEDULE: "schedules"})
    return {alias: Listed(Kind.CONTACT, arn) for alias, arn in arns.items()} | found
