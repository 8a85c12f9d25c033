"""Modules contact_policy and contact_policy_info."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

STATEMENT: dict[str, Any] = {
    "Sid": "Engage",
    "Effect": "Allow",
    "Principal": {"AWS": ["222233334444"]},
    "Action": ["ssm-contacts:GetContact", "ssm-contacts:StartEngagement"],
    "Resource": ["*"],
}
POLICY: dict[str, Any] = {"Version": "2012-10-17", "Statement": [STATEMENT]}
OTHER: dict[str, Any] = {"Version": "2012-10-17", "Statement": [{**STATEMENT, "Effect": "Deny"}]}


def in_aws(lab: Lab, alias: str) -> Any:
    text = lab.contacts.get_contact_policy(ContactArn=lab.arn(alias)).get("Policy")
    return json.loads(text) if text else None


def test_put_and_replace(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    made = modules.both("contact_policy", contact="ada", policy=POLICY)
    assert made["arn"] == lab.arn("ada")
    assert made["before"] == {}
    assert made["after"] == {"contact": "ada", "policy": POLICY}
    assert in_aws(lab, "ada") == POLICY

    changed = modules.both("contact_policy", contact="ada", policy=json.dumps(OTHER, indent=2))
    assert changed["plan_text"].startswith("~ contact policy ada  policy.Statement[0].Effect: Allow -> Deny\n")
    assert in_aws(lab, "ada") == OTHER


def test_schedules_and_plans_have_policies_too(modules: Modules, lab: Lab) -> None:
    lab.rotation("primary", "ada")
    lab.schedule("web-oncall", "primary")
    lab.escalation_plan("web", (0, ["ada"]))
    for alias in ("web-oncall", "web"):
        modules.both("contact_policy", contact=alias, policy=POLICY)
        assert in_aws(lab, alias) == POLICY


def test_another_way_of_writing_it_is_no_change(modules: Modules, lab: Lab) -> None:
    written = {
        "Statement": {
            **STATEMENT,
            "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
            "Action": STATEMENT["Action"][::-1],
            "Resource": "*",
        },
        "Version": "2012-10-17",
    }
    lab.contacts.put_contact_policy(ContactArn=lab.person("ada"), Policy=json.dumps(written))
    modules.unchanged("contact_policy", contact="ada", policy=POLICY)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"contact": "Ada"}, "contact: 'Ada' has characters that AWS refuses"),
        ({"policy": "{"}, "policy: is not JSON: "),
        ({"policy": []}, "policy: a list is not a mapping"),
        ({"policy": {"Version": "2012-10-17"}}, "policy.Statement: is required; add it"),
        (
            {"policy": {**POLICY, "Id": "x" * 395_000}},
            " characters as JSON, AWS takes at most 395000; shorten it",
        ),
    ],
)
def test_mistakes_are_told_before_any_call(modules: Modules, lab: Lab, options: dict[str, Any], told: str) -> None:
    said = modules.refused("contact_policy", **{"contact": "ada", "policy": POLICY, **options})
    assert said.startswith("1 problem in the definition; nothing was written:\n")
    assert told in said
    assert lab.calls() == {}


def test_the_longest_policy(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    empty = len(json.dumps({**POLICY, "Id": ""}, separators=(",", ":")))
    modules.run("contact_policy", contact="ada", policy={**POLICY, "Id": "x" * (395_000 - empty)})
    assert len(lab.contacts.get_contact_policy(ContactArn=lab.arn("ada"))["Policy"]) == 395_000


def test_an_unknown_contact(modules: Modules) -> None:
    assert "contact: 'nobody' does not exist in the account; create it first, or correct the alias" in modules.refused(
        "contact_policy", contact="nobody", policy=POLICY
    )


def test_calls(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    reads = {"ssm-contacts:ListContacts": 1, "ssm-contacts:GetContactPolicy": 1}
    for policy, writes in ((POLICY, {"ssm-contacts:PutContactPolicy": 1}), (POLICY, {})):
        lab.forget_calls()
        modules.run("contact_policy", contact="ada", policy=policy)
        assert lab.calls() == {**reads, **writes}


def test_info_is_input(modules: Modules, lab: Lab) -> None:
    for alias in ("ada", "grace", "alan"):
        lab.person(alias)
    modules.run("contact_policy", contact="grace", policy=POLICY)
    # The shortest document that there is, as others may have written it.
    least = json.dumps({"Statement": {"Effect": "Deny"}})
    lab.contacts.put_contact_policy(ContactArn=lab.arn("ada"), Policy=least)
    lab.forget_calls()
    read = modules.run("contact_policy_info")
    assert lab.calls() == {
        "ssm-incidents:ListReplicationSets": 1,
        "ssm-contacts:ListContacts": 1,
        "ssm-contacts:GetContactPolicy": 3,
    }
    assert read["contact_policies"] == [
        {"contact": "ada", "policy": {"Version": "2008-10-17", "Statement": [{"Effect": "Deny"}]}},
        {"contact": "grace", "policy": POLICY},
    ]
    assert read["details"] == {
        alias: {"arn": lab.arn(alias), "has_policy": alias != "alan"} for alias in ("ada", "alan", "grace")
    }
    for element in read["contact_policies"]:
        modules.unchanged("contact_policy", **element)


def test_info_of_some(modules: Modules, lab: Lab) -> None:
    for alias in ("ada", "ada-2"):
        lab.person(alias)
        modules.run("contact_policy", contact=alias, policy=POLICY)
    lab.forget_calls()
    read = modules.run("contact_policy_info", contacts=["ada", "nobody", "No Body", "x" * 300])
    assert [element["contact"] for element in read["contact_policies"]] == ["ada"]
    assert list(read["details"]) == ["ada"]
    assert lab.calls() == {"ssm-contacts:ListContacts": 2, "ssm-contacts:GetContactPolicy": 1}
