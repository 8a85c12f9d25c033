"""Response plans.

What a plan refers to is not checked (contacts, runbooks and their roles, the PagerDuty secret); chat topics are only
with the switch ``check_chat_topics``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.idempotency import once
from sandbox.incidents.arns import response_plan_arn
from sandbox.incidents.errors import conflict, invalid, not_found
from sandbox.incidents.replication_set import serves
from sandbox.incidents.state import ResponsePlan
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sandbox.context import RequestContext

TEMPLATE_UPDATES = {
    "incidentTemplateTitle": "title",
    "incidentTemplateImpact": "impact",
    "incidentTemplateSummary": "summary",
    "incidentTemplateDedupeString": "dedupeString",
    "incidentTemplateTags": "incidentTags",
    "incidentTemplateNotificationTargets": "notificationTargets",
}
"""Members of an update and the members of the incident template that they replace."""


def find(context: RequestContext, arn: str) -> ResponsePlan | None:
    """The plan ``arn`` of the caller's account, as seen from the caller's region."""
    return context.world.incidents.book(context.account).response_plans.get(arn) if serves(context) else None


def demand(context: RequestContext, arn: str) -> ResponsePlan:
    """As ``find``; raises ResourceNotFoundException."""
    plan = find(context, arn)
    if plan is None:
        raise not_found("RESPONSE_PLAN", arn)
    return plan


def create_response_plan(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateResponsePlan."""

    def alive(answer: dict[str, Any]) -> bool:
        return find(context, answer["arn"]) is not None

    return once(context, "CreateResponsePlan", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    if not serves(context):
        raise not_found("REPLICATION_SET", f"of account {context.account} in {context.region}")
    arn = response_plan_arn(context.account, request["name"])
    plans = context.world.incidents.book(context.account).response_plans
    if arn in plans:
        raise conflict(f"Response plan {request['name']} already exists", "RESPONSE_PLAN", arn)
    plan = ResponsePlan(
        arn=arn,
        name=request["name"],
        template=_template(request["incidentTemplate"]),
        display_name=request.get("displayName", ""),
        tags=dict(request.get("tags", {})),
    )
    _set_lists(context, plan, request)
    plans[arn] = plan
    return {"arn": arn}


def _template(template: dict[str, Any]) -> dict[str, Any]:
    """An incident template as AWS keeps it: members that are empty are not there, targets are a set."""
    if not template["title"]:
        raise invalid("Invalid value provided - The title of the incident template must not be empty")
    kept = {name: value for name, value in template.items() if value or name == "impact"}
    if "notificationTargets" in kept:
        topics = _ordered(target["snsTopicArn"] for target in kept["notificationTargets"])
        kept["notificationTargets"] = [{"snsTopicArn": topic} for topic in topics]
    return kept


def _ordered(members: Iterable[str]) -> list[str]:
    """A set in the order it reads back in. Unpublished rule: sorted, so no client may rely on the order it sent."""
    return sorted(set(members))


def _set_lists(context: RequestContext, plan: ResponsePlan, request: dict[str, Any]) -> None:
    """Take over the members that a create and an update have in common; those left out of ``request`` stay."""
    if "chatChannel" in request:
        topics = _ordered(request["chatChannel"].get("chatbotSns", ()))
        _check_chat_topics(context, topics)
        plan.chat_topics = topics
    if "engagements" in request:
        plan.engagements = _ordered(request["engagements"])
    if "actions" in request:
        plan.actions = request["actions"]
    if "integrations" in request:
        plan.integrations = request["integrations"]


def _check_chat_topics(context: RequestContext, topics: list[str]) -> None:
    """With the switch ``check_chat_topics``: topics must exist in the plan's account and region.

    Off by default. That the topic lets ssm-incidents publish is not checked.
    """
    if not context.world.rules.check_chat_topics or not topics:
        return
    from moto.sns.models import sns_backends  # noqa: PLC0415 - slow to import and needed by few

    known = sns_backends[context.account][context.region].topics
    for topic in topics:
        if topic not in known:
            raise invalid(f"Invalid value provided - Unable to publish to the chat channel topic {topic}")


def get_response_plan(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetResponsePlan.

    Unpublished rule: lists and the chat channel are there when empty, empty texts and template members are not.
    """
    plan = demand(context, request["arn"])
    answer: dict[str, Any] = {
        "arn": plan.arn,
        "name": plan.name,
        "incidentTemplate": plan.template,
        "chatChannel": {"chatbotSns": plan.chat_topics} if plan.chat_topics else {"empty": {}},
        "engagements": plan.engagements,
        "actions": plan.actions,
        "integrations": plan.integrations,
    }
    if plan.display_name:
        answer["displayName"] = plan.display_name
    return answer


def update_response_plan(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateResponsePlan: what is left out stays, what is empty is cleared."""

    def make() -> dict[str, Any]:
        plan = demand(context, request["arn"])
        changes = {member: request[name] for name, member in TEMPLATE_UPDATES.items() if name in request}
        template = _template({**plan.template, **changes})
        _set_lists(context, plan, request)
        plan.template = template
        plan.display_name = request.get("displayName", plan.display_name)
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        return find(context, request["arn"]) is not None

    return once(context, "UpdateResponsePlan", request, alive=alive, make=make)


def delete_response_plan(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteResponsePlan, also of one that is not there."""
    plan = find(context, request["arn"])
    if plan is not None:
        del context.world.incidents.book(context.account).response_plans[plan.arn]


def list_response_plans(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListResponsePlans, by name."""
    plans = context.world.incidents.book(context.account).response_plans if serves(context) else {}
    page, token = paginate(
        context, "ListResponsePlans", sorted(plans), request.get("maxResults"), request.get("nextToken")
    )
    summaries = []
    for arn in page:
        plan = plans[arn]
        named = {"displayName": plan.display_name} if plan.display_name else {}
        summaries.append({"arn": arn, "name": plan.name, **named})
    return {"responsePlanSummaries": summaries, **({"nextToken": token} if token else {})}
