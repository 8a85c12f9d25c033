"""The limits of runbooks and PagerDuty integrations."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.node import Node
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import Problems
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.response_plan import (
    PagerDuty,
    ResponsePlan,
    SsmAutomation,
    read_response_plan_fields,
)

RUNBOOK: dict[str, Any] = {"document_name": "doc", "role_arn": "arn:aws:iam::123456789012:role/a"}
PAGER_DUTY = {"name": "n" * 200, "secret_id": "s" * 512, "service_id": "x" * 200}


def read(**value: Any) -> tuple[ResponsePlan, list[str]]:
    problems = Problems()
    return read_response_plan_fields(Node("", value, problems), "web"), [str(problem) for problem in problems.found]


def test_what_is_left_out_is_not_managed_and_what_is_empty_is() -> None:
    assert read() == (ResponsePlan("web"), [])
    empty = ResponsePlan("web", ssm_automation=(), pager_duty=())
    assert read(ssm_automation={}, pager_duty={}) == (empty, [])


def test_the_longest_that_aws_takes() -> None:
    names = [f"{number:050}" for number in range(200)]
    runbook = {
        **RUNBOOK,
        "document_version": "v" * 128,
        "parameters": dict.fromkeys(names, ["v" * 512] * 100),
        "dynamic_parameters": dict.fromkeys(names, "INVOLVED_RESOURCES"),
    }
    plan, problems = read(ssm_automation=runbook, pager_duty=PAGER_DUTY)
    assert problems == []
    assert plan.pager_duty == (PagerDuty("n" * 200, "s" * 512, "x" * 200),)
    assert plan.ssm_automation == (
        SsmAutomation(
            **RUNBOOK,
            document_version="v" * 128,
            parameters=dict.fromkeys(names, ("v" * 512,) * 100),
            dynamic_parameters=dict.fromkeys(names, "INVOLVED_RESOURCES"),
        ),
    )


def test_empty_values_of_parameters_are_kept() -> None:
    plan, problems = read(ssm_automation={**RUNBOOK, "parameters": {"a": "", "b": ["", "x"], "c": []}})
    assert problems == []
    assert plan.ssm_automation == (SsmAutomation(**RUNBOOK, parameters={"a": ("",), "b": ("", "x"), "c": ()}),)


@pytest.mark.parametrize("kind", ["parameters", "dynamic_parameters"])
def test_the_number_and_the_names_of_parameters(kind: str) -> None:
    many = {str(number): "INVOLVED_RESOURCES" for number in range(201)}
    assert read(ssm_automation={**RUNBOOK, kind: many})[1] == [
        f"ssm_automation.{kind}: has 201 parameters, AWS takes at most 200; drop some"
    ]
    for name in ("", "x" * 51):
        [problem] = read(ssm_automation={**RUNBOOK, kind: {name: "INVOLVED_RESOURCES"}})[1]
        assert problem.endswith(f"has {len(name)} characters, AWS takes 1 to 50; change its length")


@pytest.mark.parametrize("key", list(PAGER_DUTY))
def test_the_lengths_of_a_pager_duty_integration(key: str) -> None:
    for value in ("", PAGER_DUTY[key] + "x"):
        [problem] = read(pager_duty={**PAGER_DUTY, key: value})[1]
        most = len(PAGER_DUTY[key])
        assert problem.endswith(f"has {len(value)} characters, AWS takes 1 to {most}; change its length")
