# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between the model and the shapes of ssm-incidents. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._model.response_plan import OWNER_ACCOUNT, PagerDuty, ResponsePlan, SsmAutomation
from .contacts import alias_of

Shape = dict[str, Any]


def response_plan_from_wire(shape: Shape) -> ResponsePlan:
    """Read the answer of GetResponsePlan; what AWS leaves out is empty."""
    template = shape["incidentTemplate"]
    chat = shape.get("chatChannel") or {}
    targets = template.get("notificationTargets") or ()
    return ResponsePlan(
        name=str(shape["name"]),
        display_name=str(shape.get("displayName") or ""),
        title=str(template["title"]),
        impact=int(template["impact"]),
        summary=str(template.get("summary") or ""),
        dedupe_string=str(template.get("dedupeString") or ""),
        incident_tags=dict(template.get("incidentTags") or {}),
        notification_targets=tuple(sorted(str(target["snsTopicArn"]) for target in targets)),
        chat_channel=tuple(sorted(chat.get("chatbotSns") or ())),
        engagements=tuple(sorted(engaged_arns(shape))),
        ssm_automation=tuple(_automation_from_wire(a["ssmAutomation"]) for a in shape.get("actions") or ()),
        pager_duty=tuple(_pager_duty_from_wire(i["pagerDutyConfiguration"]) for i in shape.get("integrations") or ()),
    )


def engaged_arns(shape: Shape) -> dict[str, str]:
    """Return what a response plan engages: ARNs by alias.

    What another account shares, and one of two with the same alias, is not what the alias alone means: it goes by its
    ARN.
    """
    account = str(shape["arn"]).split(":")[4]
    arns = [str(arn) for arn in shape.get("engagements") or ()]
    own = [alias_of(arn) for arn in arns if arn.split(":")[4] == account]
    return {
        alias_of(arn) if arn.split(":")[4] == account and own.count(alias_of(arn)) == 1 else arn: arn for arn in arns
    }


def response_plan_to_wire(plan: ResponsePlan, engaged_arns: Mapping[str, str]) -> Shape:
    """Return the members of CreateResponsePlan (but tags and token); ``engaged_arns`` are by alias."""
    template = {
        "title": plan.title,
        "impact": plan.impact,
        "summary": plan.summary,
        "dedupeString": plan.dedupe_string,
        "incidentTags": dict(plan.incident_tags or {}),
        "notificationTargets": _topics(plan.notification_targets or ()),
    }
    shape: Shape = {"name": plan.name, "incidentTemplate": {name: value for name, value in template.items() if value}}
    if plan.display_name:
        shape["displayName"] = plan.display_name
    if plan.chat_channel:
        shape["chatChannel"] = {"chatbotSns": list(plan.chat_channel)}
    if plan.engagements:
        shape["engagements"] = [engaged_arns[alias] for alias in plan.engagements]
    if plan.ssm_automation:
        shape["actions"] = [_automation_to_wire(automation) for automation in plan.ssm_automation]
    if plan.pager_duty:
        shape["integrations"] = [_pager_duty_to_wire(pager_duty) for pager_duty in plan.pager_duty]
    return shape


def response_plan_update_to_wire(plan: ResponsePlan, fields: frozenset[str], engaged_arns: Mapping[str, str]) -> Shape:
    """Return the members of UpdateResponsePlan for the changed ``fields`` only.

    AWS leaves alone what is left out, so something emptied is sent as its empty value.
    """
    values: Mapping[str, tuple[str, Any]] = {
        "display_name": ("displayName", plan.display_name),
        "title": ("incidentTemplateTitle", plan.title),
        "impact": ("incidentTemplateImpact", plan.impact),
        "summary": ("incidentTemplateSummary", plan.summary),
        "dedupe_string": ("incidentTemplateDedupeString", plan.dedupe_string),
        "incident_tags": ("incidentTemplateTags", dict(plan.incident_tags or {})),
        "notification_targets": ("incidentTemplateNotificationTargets", _topics(plan.notification_targets or ())),
        "chat_channel": (
            "chatChannel",
            {"chatbotSns": list(plan.chat_channel)} if plan.chat_channel else {"empty": {}},
        ),
        "engage": ("engagements", [engaged_arns[alias] for alias in plan.engagements or ()]),
        "ssm_automation": ("actions", [_automation_to_wire(entry) for entry in plan.ssm_automation or ()]),
        "pager_duty": ("integrations", [_pager_duty_to_wire(entry) for entry in plan.pager_duty or ()]),
    }
    return dict(values[field] for field in sorted(fields) if field in values)


def _topics(arns: tuple[str, ...]) -> list[Shape]:
    return [{"snsTopicArn": arn} for arn in arns]


def _automation_to_wire(automation: SsmAutomation) -> Shape:
    """AWS refuses empty parameter maps: they are left out."""
    members = {
        "documentName": automation.document_name,
        "documentVersion": automation.document_version,
        "roleArn": automation.role_arn,
        "targetAccount": automation.target_account,
        "parameters": {name: list(values) for name, values in (automation.parameters or {}).items()},
        "dynamicParameters": {
            name: {"variable": variable} for name, variable in (automation.dynamic_parameters or {}).items()
        },
    }
    return {"ssmAutomation": {name: value for name, value in members.items() if value}}


def _automation_from_wire(shape: Shape) -> SsmAutomation:
    parameters = {name: tuple(values) for name, values in sorted((shape.get("parameters") or {}).items())}
    dynamic = {name: str(value["variable"]) for name, value in sorted((shape.get("dynamicParameters") or {}).items())}
    version = shape.get("documentVersion") or "$DEFAULT"
    return SsmAutomation(
        document_name=str(shape["documentName"]),
        role_arn=str(shape["roleArn"]),
        document_version=None if version == "$DEFAULT" else str(version),
        target_account=str(shape.get("targetAccount") or OWNER_ACCOUNT),
        parameters=parameters or None,
        dynamic_parameters=dynamic or None,
    )


def _pager_duty_to_wire(pager_duty: PagerDuty) -> Shape:
    return {
        "pagerDutyConfiguration": {
            "name": pager_duty.name,
            "secretId": pager_duty.secret_id,
            "pagerDutyIncidentConfiguration": {"serviceId": pager_duty.service_id},
        }
    }


def _pager_duty_from_wire(shape: Shape) -> PagerDuty:
    return PagerDuty(
        name=str(shape["name"]),
        secret_id=str(shape["secretId"]),
        service_id=str(shape["pagerDutyIncidentConfiguration"]["serviceId"]),
    )
