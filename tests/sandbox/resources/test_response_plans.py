"""Response plans."""

from __future__ import annotations

from typing import Any

import pytest

ARN = "arn:aws:ssm-incidents::111122223333:response-plan/critical"
ROLE = "arn:aws:iam::111122223333:role/nobody"
CONTACTS = [
    "arn:aws:ssm-contacts:us-east-1:111122223333:contact/nobody",
    "arn:aws:ssm-contacts:us-east-1:444455556666:contact/foreign",
]
TOPICS = [f"arn:aws:sns:us-east-1:111122223333:{name}" for name in ("chat", "more")]
RUNBOOK = {
    "ssmAutomation": {
        "documentName": "None",
        "documentVersion": "99",
        "roleArn": ROLE,
        "targetAccount": "IMPACTED_ACCOUNT",
        "parameters": {"Names": ["b", "a"]},
        "dynamicParameters": {"Incident": {"variable": "INCIDENT_RECORD_ARN"}},
    }
}
PAGERDUTY = {
    "pagerDutyConfiguration": {
        "name": "pd",
        "secretId": "none",
        "pagerDutyIncidentConfiguration": {"serviceId": "P1"},
    }
}
FULL: dict[str, Any] = {
    "displayName": "Critical",
    "incidentTemplate": {
        "title": "Critical",
        "impact": 1,
        "summary": "Something is down",
        "dedupeString": "down",
        "incidentTags": {"team": "platform", "empty": ""},
        "notificationTargets": [{"snsTopicArn": topic} for topic in TOPICS],
    },
    "chatChannel": {"chatbotSns": TOPICS},
    "engagements": sorted(CONTACTS),
    "actions": [RUNBOOK],
    "integrations": [PAGERDUTY],
}
BARE: dict[str, Any] = {"incidentTemplate": {"title": "Critical", "impact": 1}}


def get(incidents: Any) -> dict[str, Any]:
    answer: dict[str, Any] = incidents.get_response_plan(arn=ARN)
    del answer["ResponseMetadata"]
    return answer


@pytest.fixture
def full(incidents: Any) -> Any:
    """A client; there is a plan with every member."""
    incidents.create_response_plan(name="critical", **FULL)
    return incidents


def test_a_plan_with_every_member_reads_back_though_nothing_it_names_exists(full: Any) -> None:
    assert get(full) == {"arn": ARN, "name": "critical", **FULL}


def test_a_bare_plan_reads_back_with_empty_lists(incidents: Any) -> None:
    assert incidents.create_response_plan(name="critical", **BARE)["arn"] == ARN
    assert get(incidents) == {
        "arn": ARN,
        "name": "critical",
        **BARE,
        "chatChannel": {"empty": {}},
        "engagements": [],
        "actions": [],
        "integrations": [],
    }


def test_sets_come_back_sorted_and_without_doubles(incidents: Any) -> None:
    backwards = TOPICS[::-1]
    template = {**BARE["incidentTemplate"], "notificationTargets": [{"snsTopicArn": topic} for topic in backwards]}
    incidents.create_response_plan(
        name="critical",
        incidentTemplate=template,
        chatChannel={"chatbotSns": [*backwards, *TOPICS]},
        engagements=[*sorted(CONTACTS, reverse=True), CONTACTS[0]],
    )
    plan = get(incidents)
    assert plan["chatChannel"]["chatbotSns"] == TOPICS
    assert plan["engagements"] == sorted(CONTACTS)
    assert [target["snsTopicArn"] for target in plan["incidentTemplate"]["notificationTargets"]] == TOPICS


def test_a_name_is_taken_once(full: Any, refused: Any) -> None:
    error = refused("ConflictException", full.create_response_plan, name="critical", **BARE)
    assert (error["resourceType"], error["resourceIdentifier"]) == ("RESPONSE_PLAN", ARN)
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 409


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ({}, {}),
        ({"displayName": "Other"}, {"displayName": "Other"}),
        ({"chatChannel": {"chatbotSns": TOPICS[:1]}}, {"chatChannel": {"chatbotSns": TOPICS[:1]}}),
        ({"chatChannel": {"empty": {}}}, {"chatChannel": {"empty": {}}}),
        ({"engagements": CONTACTS[:1]}, {"engagements": CONTACTS[:1]}),
        ({"engagements": []}, {"engagements": []}),
        ({"actions": []}, {"actions": []}),
        ({"integrations": []}, {"integrations": []}),
    ],
)
def test_an_update_changes_what_it_names_and_nothing_else(
    full: Any, update: dict[str, Any], expected: dict[str, Any]
) -> None:
    before = get(full)
    full.update_response_plan(arn=ARN, **update)
    assert get(full) == {**before, **expected}


def test_an_empty_display_name_clears_it(full: Any) -> None:
    full.update_response_plan(arn=ARN, displayName="")
    assert "displayName" not in get(full)
    assert full.list_response_plans()["responsePlanSummaries"] == [{"arn": ARN, "name": "critical"}]


@pytest.mark.parametrize(
    ("update", "member", "value"),
    [
        ("incidentTemplateTitle", "title", "Other"),
        ("incidentTemplateImpact", "impact", 5),
        ("incidentTemplateSummary", "summary", "Other"),
        ("incidentTemplateSummary", "summary", ""),
        ("incidentTemplateDedupeString", "dedupeString", "other"),
        ("incidentTemplateDedupeString", "dedupeString", ""),
        ("incidentTemplateTags", "incidentTags", {"a": "b"}),
        ("incidentTemplateTags", "incidentTags", {}),
        ("incidentTemplateNotificationTargets", "notificationTargets", [{"snsTopicArn": TOPICS[0]}]),
        ("incidentTemplateNotificationTargets", "notificationTargets", []),
    ],
)
def test_an_update_of_the_template_replaces_one_member_and_empty_clears_it(
    full: Any, update: str, member: str, value: Any
) -> None:
    before = get(full)
    full.update_response_plan(arn=ARN, **{update: value})
    expected = {**before["incidentTemplate"], member: value}
    if not value:
        del expected[member]
    assert get(full) == {**before, "incidentTemplate": expected}


def test_a_title_cannot_be_cleared(full: Any, refused: Any) -> None:
    refused("ValidationException", full.update_response_plan, arn=ARN, incidentTemplateTitle="", displayName="x")
    assert get(full)["displayName"] == "Critical"
    assert get(full)["incidentTemplate"]["title"] == "Critical"


@pytest.mark.parametrize("member", ["parameters", "dynamicParameters"])
def test_empty_parameter_maps_are_refused(incidents: Any, refused: Any, member: str) -> None:
    runbook = {"ssmAutomation": {"documentName": "None", "roleArn": ROLE, member: {}}}
    error = refused("ValidationException", incidents.create_response_plan, name="critical", **BARE, actions=[runbook])
    assert "Member must have length greater than or equal to 1" in error["Error"]["Message"]


@pytest.mark.parametrize(
    "members",
    [
        {"engagements": [CONTACTS[0]] * 6},
        {"actions": [RUNBOOK] * 2},
        {"integrations": [PAGERDUTY] * 2},
        {"chatChannel": {"chatbotSns": []}},
        {"chatChannel": {"chatbotSns": TOPICS * 3}},
        {"tags": {}},
        {"engagements": ["arn:aws:ssm-contacts:us-east-1:111122223333:rotation/r"]},
    ],
)
def test_the_limits_of_the_model_hold(incidents: Any, refused: Any, members: dict[str, Any]) -> None:
    refused("ValidationException", incidents.create_response_plan, name="critical", **BARE, **members)


def test_deletion_succeeds_twice_and_frees_the_name(full: Any, refused: Any) -> None:
    full.put_resource_policy(resourceArn=ARN, policy='{"Statement": []}')
    for _ in range(2):
        assert full.delete_response_plan(arn=ARN)["ResponseMetadata"]["HTTPStatusCode"] == 204
    error = refused("ResourceNotFoundException", full.get_response_plan, arn=ARN)
    assert (error["resourceType"], error["resourceIdentifier"]) == ("RESPONSE_PLAN", ARN)
    refused("ResourceNotFoundException", full.update_response_plan, arn=ARN)
    full.create_response_plan(name="critical", **BARE)
    assert full.get_resource_policies(resourceArn=ARN)["resourcePolicies"] == []


def test_plans_are_listed_by_name(full: Any) -> None:
    full.create_response_plan(name="another", **BARE)
    assert full.list_response_plans()["responsePlanSummaries"] == [
        {"arn": ARN.replace("critical", "another"), "name": "another"},
        {"arn": ARN, "name": "critical", "displayName": "Critical"},
    ]


def test_plans_belong_to_the_account(server: Any, full: Any, refused: Any) -> None:
    server.enable(account="444455556666")
    other = server.client("ssm-incidents", account="444455556666")
    assert other.list_response_plans()["responsePlanSummaries"] == []
    refused("ResourceNotFoundException", other.get_response_plan, arn=ARN)
    other.delete_response_plan(arn=ARN)
    assert get(full)["name"] == "critical"


def test_repeated_tokens_do_things_once(incidents: Any, refused: Any) -> None:
    create = {"name": "critical", "clientToken": "create", **BARE}
    assert incidents.create_response_plan(**create)["arn"] == ARN
    assert incidents.create_response_plan(**create)["arn"] == ARN
    refused("ConflictException", incidents.create_response_plan, name="critical", **BARE)
    incidents.update_response_plan(arn=ARN, displayName="One", clientToken="update")
    incidents.update_response_plan(arn=ARN, displayName="Two")
    incidents.update_response_plan(arn=ARN, displayName="One", clientToken="update")
    assert get(incidents)["displayName"] == "Two"
    incidents.delete_response_plan(arn=ARN)
    assert incidents.create_response_plan(**create)["arn"] == ARN
    assert get(incidents)["name"] == "critical"
