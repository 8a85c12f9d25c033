"""Policies that share response plans."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.incidents import response_plans
from sandbox.incidents.errors import invalid, not_found
from sandbox.incidents.state import ResourcePolicy
from sandbox.pagination import paginate
from sandbox.policy_document import is_policy_document

if TYPE_CHECKING:
    from sandbox.context import RequestContext


def put_resource_policy(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """PutResourcePolicy: one more policy on a response plan."""
    plan = response_plans.demand(context, request["resourceArn"])
    if not is_policy_document(request["policy"]):
        raise invalid("Invalid value provided - The policy is not a valid JSON policy document")
    policy = ResourcePolicy(uuid.uuid4().hex, request["policy"], context.region)
    plan.policies[policy.id] = policy
    return {"policyId": policy.id}


def get_resource_policies(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetResourcePolicies of a response plan, oldest first."""
    arn = request["resourceArn"]
    policies = list(response_plans.demand(context, arn).policies.values())
    page, token = paginate(
        context,
        "GetResourcePolicies",
        policies,
        request.get("maxResults"),
        request.get("nextToken"),
        binding=arn,
    )
    entries = [
        {"policyId": policy.id, "policyDocument": policy.document, "ramResourceShareRegion": policy.region}
        for policy in page
    ]
    return {"resourcePolicies": entries, **({"nextToken": token} if token else {})}


def delete_resource_policy(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteResourcePolicy. An unknown id is ResourceNotFoundException."""
    plan = response_plans.demand(context, request["resourceArn"])
    if plan.policies.pop(request["policyId"], None) is None:
        raise not_found("RESOURCE_POLICY", request["policyId"])
