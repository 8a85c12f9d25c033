"""The shapes of ssm-incidents: what is sent reads back the same, and only what is meant is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.response_plan import (
    PagerDuty,
    ResponsePlan,
    SsmAutomation,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.incidents import (
    response_plan_from_wire,
    response_plan_to_wire,
    response_plan_update_to_wire,
)
from hypothesis import given

from tests.unit import strategies
from tests.unit.accounts import ARNS, arn

FULL = ResponsePlan(
    name="web",
    title="Title",
    impact=2,
    display_name="Web",
    summary="S",
    dedupe_string="d",
    incident_tags={"a": ""},
    notification_targets=("t1",),
    chat_channel=("t2",),
    engagements=("ada",),
    ssm_automation=(SsmAutomation("doc", "role", "2", "IMPACTED_ACCOUNT", {"p": ("v",)}, {"q": "INVOLVED_RESOURCES"}),),
    pager_duty=(PagerDuty("n", "s", "x"),),
)
EMPTY = ResponsePlan(
    name="web",
    title="Title",
    impact=2,
    display_name="",
    summary="",
    dedupe_string="",
    incident_tags={},
    notification_targets=(),
    chat_channel=(),
    engagements=(),
    ssm_automation=(),
    pager_duty=(),
)
ACTION = {
    "ssmAutomation": {
        "documentName": "doc",
        "documentVersion": "2",
        "roleArn": "role",
        "targetAccount": "IMPACTED_ACCOUNT",
        "parameters": {"p": ["v"]},
        "dynamicParameters": {"q": {"variable": "INVOLVED_RESOURCES"}},
    }
}
INTEGRATION = {
    "pagerDutyConfiguration": {
        "name": "n",
        "secretId": "s",
        "pagerDutyIncidentConfiguration": {"serviceId": "x"},
    }
}


def read_back(shape: dict[str, Any]) -> ResponsePlan:
    """What GetResponsePlan answers after this was created."""
    return response_plan_from_wire({"arn": arn("web"), **shape})


@strategies.thorough
@given(strategies.response_plans)
def test_response_plans_read_back_the_same(plan: ResponsePlan) -> None:
    assert read_back(response_plan_to_wire(plan, ARNS)) == plan


@strategies.thorough
@given(strategies.response_plans)
def test_sets_come_back_in_any_order(plan: ResponsePlan) -> None:
    shape = response_plan_to_wire(plan, ARNS)
    shape["engagements"] = list(reversed(shape.get("engagements", [])))
    template = shape["incidentTemplate"]
    template["notificationTargets"] = list(reversed(template.get("notificationTargets", [])))
    shape["chatChannel"] = {"chatbotSns": list(reversed(shape.get("chatChannel", {}).get("chatbotSns", [])))}
    assert read_back(shape) == plan


def test_creating_sends_everything() -> None:
    assert response_plan_to_wire(FULL, ARNS) == {
        "name": "web",
        "displayName": "Web",
        "incidentTemplate": {
            "title": "Title",
            "impact": 2,
            "summary": "S",
            "dedupeString": "d",
            "incidentTags": {"a": ""},
            "notificationTargets": [{"snsTopicArn": "t1"}],
        },
        "chatChannel": {"chatbotSns": ["t2"]},
        "engagements": [arn("ada")],
        "actions": [ACTION],
        "integrations": [INTEGRATION],
    }


@pytest.mark.parametrize("plan", [EMPTY, ResponsePlan("web", title="Title", impact=2)])
def test_creating_sends_nothing_empty_or_unmanaged(plan: ResponsePlan) -> None:
    shape = response_plan_to_wire(plan, ARNS)
    assert shape == {"name": "web", "incidentTemplate": {"title": "Title", "impact": 2}}
    assert read_back(shape) == EMPTY


UPDATES: tuple[tuple[str, str, Any, Any], ...] = (
    ("title", "incidentTemplateTitle", "Title", "Title"),
    ("impact", "incidentTemplateImpact", 2, 2),
    ("display_name", "displayName", "Web", ""),
    ("summary", "incidentTemplateSummary", "S", ""),
    ("dedupe_string", "incidentTemplateDedupeString", "d", ""),
    ("incident_tags", "incidentTemplateTags", {"a": ""}, {}),
    ("notification_targets", "incidentTemplateNotificationTargets", [{"snsTopicArn": "t1"}], []),
    ("chat_channel", "chatChannel", {"chatbotSns": ["t2"]}, {"empty": {}}),
    ("engage", "engagements", [arn("ada")], []),
    ("ssm_automation", "actions", [ACTION], []),
    ("pager_duty", "integrations", [INTEGRATION], []),
)


@pytest.mark.parametrize(("field", "member", "full", "empty"), UPDATES)
def test_updating_sends_the_changed_field_alone_and_empties_it(field: str, member: str, full: Any, empty: Any) -> None:
    assert response_plan_update_to_wire(FULL, frozenset((field, "tags")), ARNS) == {member: full}
    assert response_plan_update_to_wire(EMPTY, frozenset((field,)), ARNS) == {member: empty}


def test_updating_nothing_sends_nothing() -> None:
    assert response_plan_update_to_wire(FULL, frozenset(), ARNS) == {}
    assert response_plan_update_to_wire(FULL, frozenset(("tags",)), ARNS) == {}


def test_empty_parameter_maps_are_left_out() -> None:
    plan = replace(FULL, ssm_automation=(SsmAutomation("doc", "role", parameters={}, dynamic_parameters={}),))
    [action] = response_plan_to_wire(plan, ARNS)["actions"]
    assert action["ssmAutomation"] == {
        "documentName": "doc",
        "roleArn": "role",
        "targetAccount": "RESPONSE_PLAN_OWNER_ACCOUNT",
    }


def test_what_aws_fills_in_is_no_difference() -> None:
    shape = response_plan_to_wire(EMPTY, ARNS)
    shape["actions"] = [{"ssmAutomation": {"documentName": "doc", "roleArn": "role", "documentVersion": "$DEFAULT"}}]
    shape["chatChannel"] = {"empty": {}}
    assert read_back(shape) == replace(EMPTY, ssm_automation=(SsmAutomation("doc", "role"),))


@pytest.mark.parametrize("version", [None, "", "$DEFAULT"])
def test_the_default_version_is_no_version(version: str | None) -> None:
    shape = response_plan_to_wire(FULL, {"ada": arn("ada")})
    shape["actions"][0]["ssmAutomation"]["documentVersion"] = version
    assert read_back(shape).ssm_automation[0].document_version is None  # type: ignore[index]


def test_what_the_alias_alone_does_not_mean_goes_by_its_arn() -> None:
    shared = "arn:aws:ssm-contacts:us-east-1:999999999999:contact/ada"
    elsewhere = arn("grace").replace("us-east-1", "us-west-2")
    shape = response_plan_to_wire(EMPTY, ARNS) | {"engagements": [arn("ada"), shared, arn("grace"), elsewhere]}
    assert read_back(shape).engagements == tuple(sorted(["ada", shared, arn("grace"), elsewhere]))
