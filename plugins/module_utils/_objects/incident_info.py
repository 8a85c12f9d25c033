# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What the modules return that only read response plans, policies and the replication set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api import incidents as incidents_api
from .._model.names import read_alias, read_response_plan_name
from .._model.node import Node
from .._model.problems import Problems
from .._replication_set import described_set, look
from .lookup import account_id, find_aliases, response_plan_arn
from .policies import (
    read_contact_policy,
    read_response_plan_policies,
    written_contact_policy,
    written_response_plan_policy,
)
from .response_plans import RESPONSE_PLAN, read_response_plan

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]


def response_plans_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return response plans: two reads for each, one for the account and, without names, the list."""
    arns = _response_plan_arns(clients, params["names"])
    read = clients.each(lambda arn: read_response_plan(clients, arn)[0], arns.values())
    found = {name: plan for name, plan in zip(arns, read, strict=True) if plan}
    return {
        "response_plans": [RESPONSE_PLAN.written(plan, name) for name, plan in found.items()],
        "details": {name: {"arn": plan.arn} for name, plan in found.items()},
    }


def response_plan_policies_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return the policies of response plans: one read for each plan, one for the account and perhaps the list."""
    arns = _response_plan_arns(clients, params["response_plans"])
    read = clients.each(lambda arn: read_response_plan_policies(clients, arn), arns.values())
    found = {name: policies for name, policies in zip(arns, read, strict=True) if policies is not None}
    return {
        "response_plan_policies": [
            written_response_plan_policy(name, policy) for name, policies in found.items() for policy in policies
        ],
        "details": {
            name: {
                "arn": arns[name],
                "policies": [
                    {
                        "policy_id": policy.id,
                        "ram_resource_share_region": policy.region,
                        "made_by_ram": policy.made_by_ram,
                    }
                    for policy in policies
                ],
            }
            for name, policies in found.items()
        },
    }


def contact_policies_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return the policies of contacts: one read for each beside the list."""
    arns = _contact_arns(clients, params["contacts"])
    read = clients.each(lambda arn: read_contact_policy(clients, arn), arns.values())
    found = dict(zip(arns, read, strict=True))
    return {
        "contact_policies": [written_contact_policy(alias, policy) for alias, policy in found.items() if policy],
        "details": {alias: {"arn": arns[alias], "has_policy": policy is not None} for alias, policy in found.items()},
    }


def replication_sets_info(clients: Clients) -> Result:
    """Return the replication set, where there is one: three reads."""
    found = look(clients)
    if found is None:
        return {"replication_sets": [], "details": {}}
    regions = {
        region: {"status": str(shape.get("status") or ""), "status_message": str(shape.get("statusMessage") or "")}
        for region, shape in sorted(found.regions.items())
    }
    details = {"arn": found.set.arn, "status": found.set.status, "regions": regions}
    return {"replication_sets": [described_set(found.set)], "details": details}


def _response_plan_arns(clients: Clients, names: Iterable[str] | None) -> dict[str, str]:
    """Return the ARNs of these response plans, or of all that the account has, by name.

    Lists also show what other accounts share with this one.
    """
    account = account_id(clients)
    if names is None:
        arns = [str(shape["arn"]) for shape in incidents_api.list_response_plans(clients.incidents)]
        names = [arn.rsplit("/", 1)[-1] for arn in arns if arn.split(":")[4] == account]
    partition = clients.incidents.meta.partition
    possible = sorted({name for name in names if _possible(name, read_response_plan_name)})
    return {name: response_plan_arn(account, name, partition) for name in possible}


def _contact_arns(clients: Clients, aliases: Iterable[str] | None) -> dict[str, str]:
    """Return the ARNs of those of the aliases that exist, or of all people, schedules and plans of the account."""
    if aliases is not None:
        found = find_aliases(clients, (alias for alias in aliases if _possible(alias, read_alias)))
        return {alias: found[alias].arn for alias in sorted(found)}
    account = account_id(clients)
    arns = {str(shape["Alias"]): str(shape["ContactArn"]) for shape in _own(clients, account)}
    return dict(sorted(arns.items()))


def _possible(name: str, read: Callable[[Node, str], str | None]) -> bool:
    """Tell whether something may have this name: AWS refuses others in questions too, and here nothing has them."""
    return read(Node("", None, Problems()), name) is not None


def _own(clients: Clients, account: str) -> Iterable[Mapping[str, Any]]:
    listed = contacts_api.list_contacts(clients.contacts)
    return (shape for shape in listed if shape["ContactArn"].split(":")[4] == account)
