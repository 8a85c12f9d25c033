# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Policies: the one of a contact, and those of a response plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api import incidents as incidents_api
from .._api.calls import is_missing
from .._apply.policies import apply_contact_policy, apply_response_plan_policy
from .._errors import AwsCallError
from .._model.account import Account
from .._model.kinds import Kind
from .._model.names import read_alias, read_response_plan_name
from .._model.policy import (
    CONTACT_POLICY_LENGTH,
    RESPONSE_PLAN_POLICY_LENGTH,
    FoundPolicy,
    PolicyDocument,
    policy_from_text,
    read_policy,
)
from .._plan.policies import plan_contact_policy, plan_policy_absent, plan_policy_present
from .lookup import account_id, check_references, find_aliases, response_plan_arn
from .options import options_node
from .outcome import Described, Intention, carry_out

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._outcome import Outcome

CONTACT_STEPS: Steps = {Kind.CONTACT_POLICY: apply_contact_policy}
RESPONSE_PLAN_STEPS: Steps = {Kind.RESPONSE_PLAN_POLICY: apply_response_plan_policy}
_SHARED = {Kind.CONTACT: "people", Kind.ONCALL_SCHEDULE: "schedules", Kind.ESCALATION_PLAN: "escalation plans"}


def run_contact_policy(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Give a contact its policy."""
    root = options_node(params)
    alias = str(params["contact"])
    read_alias(root.child("contact"), alias)
    wanted = read_policy(root.child("policy"), CONTACT_POLICY_LENGTH)
    root.problems.raise_if_any()
    clients = connect()
    aliases = find_aliases(clients, [alias])
    check_references(root.problems, {"contact": alias}, aliases, _SHARED)
    root.problems.raise_if_any()
    arn = aliases[alias].arn
    found = read_contact_policy(clients, arn)
    before = written_contact_policy(alias, found) if found else {}
    plan = plan_contact_policy(alias, wanted, found)
    intention = Intention(before, written_contact_policy(alias, wanted), plan, arn, Account(aliases=aliases))
    return carry_out(clients, intention, CONTACT_STEPS, lambda _applied: arn, check_mode=check_mode)


def read_contact_policy(clients: Clients, arn: str) -> PolicyDocument | None:
    """Read the policy of a contact; None where it has none."""
    text = contacts_api.get_contact_policy(clients.contacts, arn)
    return policy_from_text(text) if text else None


def written_contact_policy(alias: str, policy: PolicyDocument) -> Described:
    """Write a policy in the form of the module's options."""
    return {"contact": alias, "policy": dict(policy.document)}


def run_response_plan_policy(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Add a policy to a response plan, or remove it."""
    root = options_node(params)
    name = str(params["response_plan"])
    read_response_plan_name(root.child("response_plan"), name)
    wanted = root.optional("policy", lambda node: read_policy(node, RESPONSE_PLAN_POLICY_LENGTH))
    root.problems.raise_if_any()
    clients = connect()
    arn = response_plan_arn(account_id(clients), name, clients.incidents.meta.partition)
    found = read_response_plan_policies(clients, arn)
    if params["state"] == "present" and wanted is not None:
        if found is None:
            way_out = "create it first, or correct the name"
            root.problems.add("response_plan", name, "does not exist in the account", way_out)
        root.problems.raise_if_any()
        intention = _intend_present(name, arn, wanted, found or [], params)
    else:
        intention = _intend_absent(name, arn, wanted, found, params["policy_id"])
    return carry_out(
        clients,
        intention,
        RESPONSE_PLAN_STEPS,
        lambda _applied: arn,
        check_mode=check_mode,
        learned=lambda applied: {"policy_id": applied.policies[name]} if name in applied.policies else {},
    )


def _intend_present(
    name: str, arn: str, wanted: PolicyDocument, found: list[FoundPolicy], params: Mapping[str, Any]
) -> Intention:
    replaced = params["policy_id"]
    plan = plan_policy_present(name, wanted, found, replaced=replaced, purge=bool(params["purge_policies"]))
    same = next((entry for entry in found if entry.policy == wanted), None)
    former = same or next((entry for entry in found if entry.id == replaced), None)
    return Intention(
        written_response_plan_policy(name, former) if former else {},
        {"response_plan": name, "policy": dict(wanted.document)},
        plan,
        arn,
        Account(response_plan_arns={name: arn}),
        {"policy_id": same.id if same else ""},
    )


def _intend_absent(
    name: str, arn: str, unwanted: PolicyDocument | None, found: list[FoundPolicy] | None, policy_id: str | None
) -> Intention:
    if found is None:
        return Intention({}, {}, plan_policy_absent(name, None, None, ()))
    plan = plan_policy_absent(name, unwanted, policy_id, found)
    before = written_response_plan_policy(name, plan.actions[0].found) if plan else {}
    return Intention(before, {}, plan, arn, Account(response_plan_arns={name: arn}))


def read_response_plan_policies(clients: Clients, arn: str) -> list[FoundPolicy] | None:
    """Read the policies of a response plan; None where there is no such plan."""
    try:
        shapes = incidents_api.get_resource_policies(clients.incidents, arn)
    except AwsCallError as error:
        if is_missing(error):
            return None
        raise
    return [
        FoundPolicy(
            str(shape["policyId"]),
            policy_from_text(str(shape["policyDocument"])),
            str(shape.get("ramResourceShareRegion") or ""),
        )
        for shape in shapes
    ]


def written_response_plan_policy(name: str, found: FoundPolicy) -> Described:
    """Write a policy in the form of the module's options."""
    return {"response_plan": name, "policy": dict(found.policy.document)}
