# ruff: noqa: E501  (messages are easier to compare whole)
"""Modules response_plan and response_plan_info."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.lab import ACCOUNT, Lab
from tests.support.module_run import Modules

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/runbooks"
ARN = f"arn:aws:ssm-incidents::{ACCOUNT}:response-plan/web"
RUNBOOK: dict[str, Any] = {
    "document_name": "Restart",
    "document_version": "3",
    "role_arn": ROLE,
    "target_account": "IMPACTED_ACCOUNT",
    "parameters": {"Note": ["", "by alarm"], "Nothing": []},
    "dynamic_parameters": {"Incident": "INCIDENT_RECORD_ARN"},
}
PAGER_DUTY = {"name": "web", "secret_id": "pager-duty", "service_id": "P123"}
FULL: dict[str, Any] = {
    "name": "web",
    "display_name": "Web",
    "title": "Web is down",
    "impact": 1,
    "summary": "It is down.",
    "dedupe_string": "web",
    "incident_tags": {"service": "", "Cost center": "4711"},
    "notification_targets": [f"{TOPIC}b", f"{TOPIC}a"],
    "chat_channel": [f"{TOPIC}chat"],
    "engage": ["web-oncall", "ada", "web-escalation"],
    "ssm_automation": RUNBOOK,
    "pager_duty": PAGER_DUTY,
    "tags": {"managed-by": "terraform", "empty": ""},
}
EMPTY: dict[str, Any] = {
    "display_name": "",
    "summary": "",
    "dedupe_string": "",
    "incident_tags": {},
    "notification_targets": [],
    "chat_channel": [],
    "engage": [],
    "ssm_automation": {},
    "pager_duty": {},
}
BARE = {"name": "web", "title": "Web is down", "impact": 1}


@pytest.fixture
def engaged(lab: Lab) -> None:
    """A person, a schedule and an escalation plan."""
    lab.person("ada")
    lab.rotation("primary", "ada")
    lab.schedule("web-oncall", "primary")
    lab.escalation_plan("web-escalation", (0, ["ada"]))
    lab.forget_calls()


def in_aws(lab: Lab, name: str = "web") -> dict[str, Any]:
    """The plan as AWS has it."""
    arn = f"arn:aws:ssm-incidents::{ACCOUNT}:response-plan/{name}"
    shape: dict[str, Any] = lab.incidents.get_response_plan(arn=arn)
    del shape["ResponseMetadata"]
    return {**shape, "tags": lab.incidents.list_tags_for_resource(resourceArn=arn)["tags"]}


@pytest.mark.usefixtures("engaged")
def test_create_empty_and_delete(modules: Modules, lab: Lab) -> None:
    made = modules.both("response_plan", **FULL)
    assert made["arn"] == ARN
    assert made["before"] == {}
    assert made["after"] == {
        **FULL,
        "notification_targets": [f"{TOPIC}a", f"{TOPIC}b"],
        "engage": ["ada", "web-escalation", "web-oncall"],
    }
    full: dict[str, Any] = {
        "arn": ARN,
        "name": "web",
        "displayName": "Web",
        "incidentTemplate": {
            "title": "Web is down",
            "impact": 1,
            "summary": "It is down.",
            "dedupeString": "web",
            "incidentTags": {"service": "", "Cost center": "4711"},
            "notificationTargets": [{"snsTopicArn": f"{TOPIC}a"}, {"snsTopicArn": f"{TOPIC}b"}],
        },
        "chatChannel": {"chatbotSns": [f"{TOPIC}chat"]},
        "engagements": [lab.arn("ada"), lab.arn("web-escalation"), lab.arn("web-oncall")],
        "actions": [
            {
                "ssmAutomation": {
                    "documentName": "Restart",
                    "documentVersion": "3",
                    "roleArn": ROLE,
                    "targetAccount": "IMPACTED_ACCOUNT",
                    "parameters": {"Note": ["", "by alarm"], "Nothing": []},
                    "dynamicParameters": {"Incident": {"variable": "INCIDENT_RECORD_ARN"}},
                }
            }
        ],
        "integrations": [
            {
                "pagerDutyConfiguration": {
                    "name": "web",
                    "secretId": "pager-duty",
                    "pagerDutyIncidentConfiguration": {"serviceId": "P123"},
                }
            }
        ],
        "tags": {"managed-by": "terraform", "empty": ""},
    }
    assert in_aws(lab) == full

    # What is left out stays.
    modules.unchanged("response_plan", name="web")
    changed = modules.both("response_plan", name="web", impact=5)
    assert [change["field"] for step in changed["plan"] for change in step["changes"]] == ["impact"]
    full["incidentTemplate"]["impact"] = 5
    assert in_aws(lab) == full

    modules.both("response_plan", name="web", **EMPTY)
    assert in_aws(lab) == {
        "arn": ARN,
        "name": "web",
        "incidentTemplate": {"title": "Web is down", "impact": 5},
        "chatChannel": {"empty": {}},
        "engagements": [],
        "actions": [],
        "integrations": [],
        "tags": full["tags"],
    }

    gone = modules.both("response_plan", name="web", state="absent")
    assert gone["after"] == {}
    assert gone["arn"] == ARN
    assert lab.account()["response_plans"] == {}


def test_tags(modules: Modules, lab: Lab) -> None:
    marked = {"managed-by": "oncall.incident_manager", "team": "web"}
    modules.both("response_plan", **BARE, tags={**marked, "a": "1", "b": "2"})
    modules.both("response_plan", name="web", tags={"a": "", "c:d": "3"})
    assert in_aws(lab)["tags"] == {**marked, "a": "", "c:d": "3"}
    modules.both("response_plan", name="web", tags={"e": "5"}, purge_tags=False)
    assert in_aws(lab)["tags"] == {**marked, "a": "", "c:d": "3", "e": "5"}
    modules.unchanged("response_plan", name="web", tags={"aws:x": "y"}, purge_tags=False)
    modules.both("response_plan", name="web", tags={})
    assert in_aws(lab)["tags"] == marked


def test_order_means_nothing(modules: Modules, lab: Lab) -> None:
    for alias in ("ada", "grace"):
        lab.person(alias)
    topics = [f"{TOPIC}{name}" for name in "ba"]
    wanted: dict[str, Any] = {"notification_targets": topics, "chat_channel": topics, "engage": ["grace", "ada"]}
    modules.both("response_plan", **BARE, **wanted)
    modules.unchanged("response_plan", name="web", **{key: value[::-1] for key, value in wanted.items()})


def test_a_runbook_is_one_value_and_defaults_are_no_change(modules: Modules, lab: Lab) -> None:
    least = {"document_name": "Restart", "role_arn": ROLE}
    modules.both("response_plan", **BARE, ssm_automation=RUNBOOK)
    modules.both("response_plan", name="web", ssm_automation=least)
    assert in_aws(lab)["actions"] == [
        {
            "ssmAutomation": {
                "documentName": "Restart",
                "roleArn": ROLE,
                "targetAccount": "RESPONSE_PLAN_OWNER_ACCOUNT",
            }
        }
    ]
    same = {"document_version": "$DEFAULT", "target_account": "RESPONSE_PLAN_OWNER_ACCOUNT", "parameters": {}}
    modules.unchanged("response_plan", name="web", ssm_automation={**least, **same})


@pytest.mark.usefixtures("engaged")
def test_calls(modules: Modules, lab: Lab) -> None:
    reads = {"ssm-incidents:ListReplicationSets": 1, "ssm-incidents:GetResponsePlan": 1}
    tags = {"ssm-incidents:ListTagsForResource": 1}

    def calls(**options: Any) -> dict[str, int]:
        lab.forget_calls()
        modules.run("response_plan", name="web", **options)
        return lab.calls()

    created = {"ssm-incidents:CreateResponsePlan": 1}
    wanted = {"title": "Web", "impact": 1, "engage": ["ada", "web-oncall"], "tags": {"a": "1"}}
    assert calls(**wanted) == {**reads, **tags, **created, "ssm-contacts:ListContacts": 2}
    # Whom the plan engages already is not looked for again.
    assert calls(**wanted) == {**reads, **tags}
    assert calls(engage=["ada", "web-escalation"]) == {
        **reads,
        "ssm-contacts:ListContacts": 1,
        "ssm-incidents:UpdateResponsePlan": 1,
    }
    changed_tags = {"ssm-incidents:TagResource": 1, "ssm-incidents:UntagResource": 1}
    assert calls(tags={"b": "2"}) == {**reads, **tags, **changed_tags}
    assert calls(state="absent") == {**reads, "ssm-incidents:DeleteResponsePlan": 1}
    assert calls(state="absent") == reads


def test_what_a_plan_engages_already_may_be_gone(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    lab.person("grace")
    lab.response_plan("web", "ada")
    lab.contacts.delete_contact(ContactId=lab.arn("ada"))
    modules.unchanged("response_plan", name="web", engage=["ada"])
    modules.both("response_plan", name="web", engage=["ada", "grace"])
    assert in_aws(lab)["engagements"] == [lab.arn("ada"), lab.arn("grace")]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"name": "w e b"}, "name: 'w e b' has characters that AWS refuses; allowed: letters without accents, digits, _ and -"),
        ({"name": ""}, "name: '' has 0 characters, AWS takes 1 to 200; change its length"),
        ({"name": "x" * 201}, "has 201 characters, AWS takes 1 to 200; change its length"),
        ({"display_name": "x" * 201}, "has 201 characters, AWS takes 0 to 200; change its length"),
        ({"title": ""}, "title: '' has 0 characters, AWS takes 1 to 200; change its length"),
        ({"title": "x" * 201}, "has 201 characters, AWS takes 1 to 200; change its length"),
        ({"impact": 0}, "impact: 0 is out of range, AWS takes 1 to 5; change it"),
        ({"impact": 6}, "impact: 6 is out of range, AWS takes 1 to 5; change it"),
        ({"summary": "x" * 8001}, "has 8001 characters, AWS takes 0 to 8000; change its length"),
        ({"dedupe_string": "x" * 1001}, "has 1001 characters, AWS takes 0 to 1000; change its length"),
        ({"incident_tags": {str(key): "" for key in range(51)}}, "incident_tags: has 51 tags, AWS takes at most 50; drop some"),
        ({"incident_tags": {"aws:x": ""}}, "incident_tags.'aws:x': 'aws:x' has characters that AWS refuses; allowed: letters without accents, digits, spaces and _ = @ : . + , / -"),
        ({"incident_tags": {"x" * 129: ""}}, "has 129 characters, AWS takes 1 to 128; change its length"),
        ({"incident_tags": {"x": "x" * 257}}, "has 257 characters, AWS takes 0 to 256; change its length"),
        ({"notification_targets": [f"{TOPIC}{key}" for key in range(11)]}, "notification_targets: has 11 topics, AWS takes at most 10; shorten it"),
        ({"chat_channel": [f"{TOPIC}{key}" for key in range(6)]}, "chat_channel: has 6 topics, AWS takes at most 5; shorten it"),
        ({"chat_channel": ["C012AB3CD"]}, "chat_channel[0]: 'C012AB3CD' has characters that AWS refuses; allowed: an SNS topic ARN such as arn:aws:sns:us-east-1:123456789012:platform-chat"),
        ({"engage": list("abcdef")}, "engage: has 6 engagements, AWS takes at most 5; shorten it"),
        ({"engage": ["Ada"]}, "engage[0]: 'Ada' has characters that AWS refuses; allowed: lower-case letters, digits, _ and -"),
        ({"engage": [""]}, "engage[0]: '' has 0 characters, AWS takes at least 1; change its length"),
        ({"ssm_automation": {"role_arn": ROLE}}, "ssm_automation.document_name: is required; add it"),
        ({"ssm_automation": {"document_name": "Restart"}}, "ssm_automation.role_arn: is required; add it"),
        ({"ssm_automation": {**RUNBOOK, "document_name": "ab"}}, "ssm_automation.document_name: 'ab' has 2 characters, AWS takes 3 to 128; change its length"),
        ({"ssm_automation": {**RUNBOOK, "document_name": "a b c"}}, "ssm_automation.document_name: 'a b c' has characters that AWS refuses; allowed: letters, digits and _ . : / -"),
        ({"ssm_automation": {**RUNBOOK, "role_arn": "runbooks"}}, "ssm_automation.role_arn: 'runbooks' has characters that AWS refuses; allowed: the ARN of an IAM role"),
        ({"ssm_automation": {**RUNBOOK, "document_version": "x" * 129}}, "has 129 characters, AWS takes 1 to 128; change its length"),
        ({"ssm_automation": {**RUNBOOK, "parameters": {str(key): "" for key in range(201)}}}, "ssm_automation.parameters: has 201 parameters, AWS takes at most 200; drop some"),
        ({"ssm_automation": {**RUNBOOK, "parameters": {"x" * 51: "v"}}}, "has 51 characters, AWS takes 1 to 50; change its length"),
        ({"ssm_automation": {**RUNBOOK, "parameters": {"x": ["v"] * 101}}}, "ssm_automation.parameters.x: has 101 values, AWS takes at most 100; shorten it"),
        ({"ssm_automation": {**RUNBOOK, "parameters": {"x": "v" * 513}}}, "has 513 characters, AWS takes 0 to 512; change its length"),
        ({"ssm_automation": {**RUNBOOK, "dynamic_parameters": dict.fromkeys(map(str, range(201)), "INVOLVED_RESOURCES")}}, "ssm_automation.dynamic_parameters: has 201 parameters, AWS takes at most 200; drop some"),
        ({"ssm_automation": {**RUNBOOK, "dynamic_parameters": {"x" * 51: "INVOLVED_RESOURCES"}}}, "has 51 characters, AWS takes 1 to 50; change its length"),
        ({"ssm_automation": {**RUNBOOK, "dynamic_parameters": {"x": "INCIDENT_ARN"}}}, "ssm_automation.dynamic_parameters.x: 'INCIDENT_ARN' is not one of INCIDENT_RECORD_ARN, INVOLVED_RESOURCES; did you mean 'INCIDENT_RECORD_ARN'?"),
        ({"pager_duty": {**PAGER_DUTY, "name": "x" * 201}}, "has 201 characters, AWS takes 1 to 200; change its length"),
        ({"pager_duty": {**PAGER_DUTY, "secret_id": "x" * 513}}, "has 513 characters, AWS takes 1 to 512; change its length"),
        ({"pager_duty": {**PAGER_DUTY, "service_id": "x" * 201}}, "has 201 characters, AWS takes 1 to 200; change its length"),
        ({"pager_duty": {"name": "web", "service_id": "P123"}}, "pager_duty.secret_id: is required; add it"),
        ({"tags": {str(key): "" for key in range(51)}}, "tags: has 51 tags, AWS takes at most 50; drop some"),
        ({"tags": {"a;b": ""}}, "tags.'a;b': 'a;b' has characters that AWS refuses; allowed: letters without accents, digits, spaces and _ = @ : . + , / -"),
        ({"tags": {"x": "x" * 257}}, "has 257 characters, AWS takes 0 to 256; change its length"),
    ],
)  # fmt: skip
def test_limits_are_told_before_any_call(modules: Modules, lab: Lab, options: dict[str, Any], told: str) -> None:
    said = modules.refused("response_plan", **{**BARE, **options})
    first, problem = said.split("\n  ")
    assert first == "1 problem in the definition; nothing was written:"
    assert problem.endswith(told)
    assert lab.calls() == {}


def test_another_target_account_is_refused(modules: Modules) -> None:
    said = modules.refused("response_plan", **BARE, ssm_automation={**RUNBOOK, "target_account": "MINE"})
    assert "target_account must be one of: RESPONSE_PLAN_OWNER_ACCOUNT, IMPACTED_ACCOUNT" in said


def test_what_the_account_does_not_have(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    assert modules.refused("response_plan", name="web", engage=["ada", "gracee"]).splitlines()[1:] == [
        "  title: is required to create the response plan; add it",
        "  impact: is required to create the response plan; add it",
        "  engage[1]: 'gracee' does not exist in the account; create it first, or correct the alias",
    ]


def test_topics_of_another_account_or_region(modules: Modules, lab: Lab) -> None:
    theirs, elsewhere = "arn:aws:sns:us-east-1:999988887777:chat", f"arn:aws:sns:us-west-2:{ACCOUNT}:all"
    said = modules.refused(
        "response_plan", **BARE, chat_channel=[theirs], notification_targets=[f"{TOPIC}a", elsewhere]
    )
    assert said.splitlines()[1:] == [
        f"  notification_targets[1]: '{elsewhere}' is in another region than the one connected to, which AWS does not support; use a topic in us-east-1, or connect to us-west-2",
        f"  chat_channel[0]: '{theirs}' belongs to another account than the response plan, which AWS does not support; use a topic of account {ACCOUNT}",
    ]
    # One that is there already may have been put there from its own region.
    lab.incidents.create_response_plan(
        name="web",
        incidentTemplate={"title": "t", "impact": 1, "notificationTargets": [{"snsTopicArn": elsewhere}]},
    )
    modules.unchanged("response_plan", name="web", notification_targets=[elsewhere])


def test_an_account_that_is_not_enabled(modules: Modules, new_lab: Lab) -> None:
    new_lab.reset()
    assert "playbooks/site.yml" in modules.refused("response_plan", **BARE)


@pytest.mark.usefixtures("engaged")
def test_info_is_input(modules: Modules, lab: Lab) -> None:
    assert modules.response_plan_info() == {**modules.response_plan_info(), "response_plans": [], "details": {}}
    modules.response_plan(**FULL)
    lab.response_plan("bare")
    read = modules.response_plan_info()
    assert [plan["name"] for plan in read["response_plans"]] == ["bare", "web"]
    assert read["details"]["web"] == {"arn": ARN}
    assert read["response_plans"][0] == {"name": "bare", "title": "bare", "impact": 1, **EMPTY, "tags": {}}
    for plan in read["response_plans"]:
        modules.unchanged("response_plan", **plan)
    # Made anew, they are the same.
    for plan in read["response_plans"]:
        modules.response_plan(name=plan["name"], state="absent")
        modules.response_plan(**plan)
    assert modules.response_plan_info()["response_plans"] == read["response_plans"]


def test_info_reads_no_more_than_it_must(modules: Modules, lab: Lab) -> None:
    for name in ("a", "b", "c"):
        lab.response_plan(name)

    def names(**options: Any) -> list[str]:
        lab.forget_calls()
        read = modules.response_plan_info(**options)
        assert list(read["details"]) == [plan["name"] for plan in read["response_plans"]]
        return [plan["name"] for plan in read["response_plans"]]

    def calls(plans: int) -> dict[str, int]:
        each = {"ssm-incidents:GetResponsePlan": plans, "ssm-incidents:ListTagsForResource": plans} if plans else {}
        return {"ssm-incidents:ListReplicationSets": 1, **each}

    assert names(names=["b", "none", "b", "no name", "x" * 300]) == ["b"]
    assert lab.calls() == calls(2)
    assert names(names=[]) == []
    assert lab.calls() == calls(0)
    assert names() == ["a", "b", "c"]
    assert lab.calls() == {**calls(3), "ssm-incidents:ListResponsePlans": 1}
