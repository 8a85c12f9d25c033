"""Modules response_plan_policy and response_plan_policy_info."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.lab import ACCOUNT, Lab
from tests.support.module_run import Modules

ARN = f"arn:aws:ssm-incidents::{ACCOUNT}:response-plan/web"
SHARE = "d901b37a-dbb0-458a-8842-75575c464219-external-principals"


def policy(sid: str) -> dict[str, Any]:
    statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": ["222233334444"]},
        "Action": ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"],
        "Resource": [ARN],
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def in_aws(lab: Lab) -> dict[str, str]:
    """The ids of the policies by the Sid of their statement."""
    entries = lab.incidents.get_resource_policies(resourceArn=ARN)["resourcePolicies"]
    return {json.loads(entry["policyDocument"])["Statement"][0]["Sid"]: entry["policyId"] for entry in entries}


@pytest.fixture
def plan(lab: Lab) -> str:
    """A response plan without policies."""
    return lab.response_plan("web")


def put(lab: Lab, *sids: str) -> None:
    for sid in sids:
        lab.incidents.put_resource_policy(resourceArn=ARN, policy=json.dumps(policy(sid), indent=1))


@pytest.mark.usefixtures("plan")
def test_add_and_remove(modules: Modules, lab: Lab) -> None:
    put(lab, "B")
    wanted = {"response_plan": "web", "policy": policy("A")}
    made = modules.both("response_plan_policy", **wanted)
    assert made["arn"] == ARN
    assert made["before"] == {}
    assert made["after"] == wanted
    assert made["policy_id"] == in_aws(lab)["A"]
    assert modules.run("response_plan_policy", **wanted)["policy_id"] == in_aws(lab)["A"]
    assert modules.run("response_plan_policy", check=True, response_plan="web", policy=policy("C"))["policy_id"] == ""
    assert set(in_aws(lab)) == {"A", "B"}

    gone = modules.both("response_plan_policy", **wanted, state="absent")
    assert (gone["before"], gone["after"]) == (wanted, {})
    modules.both("response_plan_policy", response_plan="web", policy_id=in_aws(lab)["B"], state="absent")
    assert in_aws(lab) == {}


@pytest.mark.usefixtures("plan")
def test_another_way_of_writing_it_is_no_change(modules: Modules, lab: Lab) -> None:
    put(lab, "A")
    statement = policy("A")["Statement"][0]
    written = {**statement, "Principal": {"AWS": "arn:aws:iam::222233334444:root"}, "Resource": ARN}
    text = json.dumps({"Statement": written, "Version": "2012-10-17"}, indent=3)
    modules.unchanged("response_plan_policy", response_plan="web", policy=text)


@pytest.mark.usefixtures("plan")
def test_one_takes_the_place_of_another(modules: Modules, lab: Lab) -> None:
    put(lab, "A", "B")
    former = in_aws(lab)["A"]
    changed = modules.both("response_plan_policy", response_plan="web", policy=policy("C"), policy_id=former)
    assert changed["before"] == {"response_plan": "web", "policy": policy("A")}
    assert [step["action"] for step in changed["plan"]] == ["create", "delete"]
    assert set(in_aws(lab)) == {"B", "C"}
    writes = [call for call in lab.sequence() if "Resource" in call and "Get" not in call]
    assert writes == []  # The last runs changed nothing.


@pytest.mark.usefixtures("plan")
def test_the_new_one_is_there_before_the_former_goes(modules: Modules, lab: Lab) -> None:
    put(lab, "A")
    lab.forget_calls()
    modules.run("response_plan_policy", response_plan="web", policy=policy("B"), purge_policies=True)
    assert lab.sequence() == [
        "ssm-incidents:ListReplicationSets",
        "ssm-incidents:GetResourcePolicies",
        "ssm-incidents:PutResourcePolicy",
        "ssm-incidents:DeleteResourcePolicy",
    ]


@pytest.mark.usefixtures("plan")
def test_purging_leaves_what_ram_made(modules: Modules, lab: Lab) -> None:
    put(lab, "A", "B", SHARE)
    modules.both("response_plan_policy", response_plan="web", policy=policy("C"), purge_policies=True)
    assert set(in_aws(lab)) == {"C", SHARE}
    modules.both("response_plan_policy", response_plan="web", policy_id=in_aws(lab)[SHARE], state="absent")
    assert set(in_aws(lab)) == {"C"}


@pytest.mark.usefixtures("plan")
def test_the_same_policy_twice(modules: Modules, lab: Lab) -> None:
    put(lab, "A", "A")
    modules.unchanged("response_plan_policy", response_plan="web", policy=policy("A"))
    modules.both("response_plan_policy", response_plan="web", policy=policy("A"), purge_policies=True)
    assert len(lab.incidents.get_resource_policies(resourceArn=ARN)["resourcePolicies"]) == 1
    put(lab, "A")
    modules.both("response_plan_policy", response_plan="web", policy=policy("A"), state="absent")
    assert in_aws(lab) == {}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"response_plan": "w e b"}, "response_plan: 'w e b' has characters that AWS refuses"),
        ({"policy": "{"}, "policy: is not JSON: "),
        ({"policy": {"Version": "2012-10-17"}}, "policy.Statement: is required; add it"),
        ({"policy": policy("x" * 4000)}, " characters as JSON, AWS takes at most 4000; shorten it"),
    ],
)
def test_mistakes_are_told_before_any_call(modules: Modules, lab: Lab, options: dict[str, Any], told: str) -> None:
    said = modules.refused("response_plan_policy", **{"response_plan": "web", "policy": policy("A"), **options})
    assert said.startswith("1 problem in the definition; nothing was written:\n")
    assert told in said
    assert lab.calls() == {}


def test_which_policy_must_be_said(modules: Modules) -> None:
    said = modules.refused("response_plan_policy", response_plan="web")
    assert said == "state is present but all of the following are missing: policy"
    said = modules.refused("response_plan_policy", response_plan="web", state="absent")
    assert said == "state is absent but any of the following are missing: policy, policy_id"


def test_an_unknown_response_plan(modules: Modules) -> None:
    said = modules.refused("response_plan_policy", response_plan="none", policy=policy("A"))
    assert "response_plan: 'none' does not exist in the account; create it first, or correct the name" in said
    gone = modules.unchanged("response_plan_policy", response_plan="none", policy=policy("A"), state="absent")
    assert gone["arn"] == ""


@pytest.mark.usefixtures("plan")
def test_info_is_input(modules: Modules, lab: Lab) -> None:
    put(lab, "A", SHARE)
    lab.response_plan("bare")
    least = json.dumps({"Statement": {"Effect": "Deny"}})
    lab.incidents.put_resource_policy(resourceArn=ARN.replace("web", "bare"), policy=least)
    lab.response_plan("alone")
    lab.forget_calls()
    read = modules.run("response_plan_policy_info")
    assert lab.calls() == {
        "ssm-incidents:ListReplicationSets": 1,
        "ssm-incidents:ListResponsePlans": 1,
        "ssm-incidents:GetResourcePolicies": 3,
    }
    assert read["response_plan_policies"] == [
        {"response_plan": "bare", "policy": {"Version": "2008-10-17", "Statement": [{"Effect": "Deny"}]}},
        {"response_plan": "web", "policy": policy("A")},
        {"response_plan": "web", "policy": policy(SHARE)},
    ]
    region = {"ram_resource_share_region": "us-east-1"}
    assert list(read["details"]) == ["alone", "bare", "web"]
    assert read["details"]["alone"]["policies"] == []
    assert read["details"]["web"] == {
        "arn": ARN,
        "policies": [
            {"policy_id": in_aws(lab)["A"], "made_by_ram": False, **region},
            {"policy_id": in_aws(lab)[SHARE], "made_by_ram": True, **region},
        ],
    }
    for element in read["response_plan_policies"]:
        modules.unchanged("response_plan_policy", **element)


@pytest.mark.usefixtures("plan")
def test_info_of_some(modules: Modules, lab: Lab) -> None:
    put(lab, "A")
    lab.response_plan("other")
    lab.forget_calls()
    read = modules.run("response_plan_policy_info", response_plans=["web", "none", "no name", "x" * 300])
    assert [element["response_plan"] for element in read["response_plan_policies"]] == ["web"]
    assert list(read["details"]) == ["web"]
    assert lab.calls() == {"ssm-incidents:ListReplicationSets": 1, "ssm-incidents:GetResourcePolicies": 2}
