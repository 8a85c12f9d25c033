"""What gives a contact or a response plan its policies."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.policy import (
    FoundPolicy,
    PolicyDocument,
    policy_from_text,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.actions import Plan
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.policies import (
    plan_contact_policy,
    plan_policy_absent,
    plan_policy_present,
)


def policy(sid: str) -> PolicyDocument:
    return policy_from_text(json.dumps({"Statement": [{"Sid": sid, "Effect": "Allow"}]}))


A, B, C = policy("A"), policy("B"), policy("C")
RAM = policy("d901b37a-dbb0-458a-8842-75575c464219-external-principals")
FOUND = [FoundPolicy("1", A), FoundPolicy("2", B), FoundPolicy("3", RAM)]


def steps(plan: Plan) -> list[tuple[str, str]]:
    assert plan.unchanged == (not plan.actions)
    return [(action.verb.value, action.name) for action in plan.actions]


def test_the_policy_of_a_contact() -> None:
    assert steps(plan_contact_policy("ada", A, None)) == [("create", "ada")]
    assert steps(plan_contact_policy("ada", A, B)) == [("update", "ada")]
    assert steps(plan_contact_policy("ada", A, policy("A"))) == []
    [action] = plan_contact_policy("ada", A, B).actions
    assert [(c.field, c.before, c.after) for c in action.changes] == [("policy", B.document, A.document)]


@pytest.mark.parametrize(
    ("wanted", "settings", "expected"),
    [
        (A, {}, []),
        (C, {}, [("create", "web")]),
        (A, {"replaced": "1"}, []),
        (A, {"replaced": "2"}, [("delete", "web/2")]),
        (C, {"replaced": "2"}, [("create", "web"), ("delete", "web/2")]),
        (C, {"replaced": "3"}, [("create", "web"), ("delete", "web/3")]),
        (C, {"replaced": "4"}, [("create", "web")]),
        (A, {"purge": True}, [("delete", "web/2")]),
        (C, {"purge": True}, [("create", "web"), ("delete", "web/1"), ("delete", "web/2")]),
        (RAM, {"purge": True}, [("delete", "web/1"), ("delete", "web/2")]),
    ],
)
def test_a_policy_of_a_response_plan(
    wanted: PolicyDocument, settings: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    options = {"replaced": None, "purge": False, **settings}
    assert steps(plan_policy_present("web", wanted, FOUND, **options)) == expected


def test_of_two_that_say_the_same_one_is_left() -> None:
    twice = [FoundPolicy("1", A), FoundPolicy("2", A)]
    assert steps(plan_policy_present("web", A, twice, replaced=None, purge=False)) == []
    assert steps(plan_policy_present("web", A, twice, replaced=None, purge=True)) == [("delete", "web/2")]


@pytest.mark.parametrize(
    ("unwanted", "policy_id", "expected"),
    [
        (A, None, ["1", "4"]),
        (C, None, []),
        (None, "2", ["2"]),
        (None, "3", ["3"]),
        (None, "5", []),
        (A, "2", ["1", "2", "4"]),
    ],
)
def test_removing(unwanted: PolicyDocument | None, policy_id: str | None, expected: list[str]) -> None:
    plan = plan_policy_absent("web", unwanted, policy_id, [*FOUND, FoundPolicy("4", A)])
    assert steps(plan) == [("delete", f"web/{number}") for number in expected]
