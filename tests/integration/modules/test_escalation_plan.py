"""Module escalation_plan."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

STAGES: list[dict[str, Any]] = [
    {"duration_in_minutes": 5, "page": ["oncall"], "is_essential": True},
    {"page": ["grace", {"contact": "ada", "is_essential": True}]},
]


@pytest.fixture(autouse=True)
def people(lab: Lab) -> None:
    lab.rotation("primary", "ada", "grace")
    lab.schedule("oncall", "primary")


def test_create_change_and_delete(modules: Modules, lab: Lab) -> None:
    made = modules.both("escalation_plan", alias="web", display_name="Web", stages=STAGES, tags={"a": "1"})
    assert made["arn"] == lab.arn("web")
    assert lab.account()["escalation_plans"] == {
        "web": {
            "display_name": "Web",
            "stages": [
                {"minutes": 5, "page": [("oncall", True)]},
                {"minutes": 0, "page": [("grace", False), ("ada", True)]},
            ],
            "tags": {"a": "1"},
        }
    }
    modules.both("escalation_plan", alias="web", stages=[{"duration_in_minutes": 30}, {"page": ["ada"]}])
    assert lab.account()["escalation_plans"]["web"]["stages"] == [
        {"minutes": 30, "page": []},
        {"minutes": 0, "page": [("ada", False)]},
    ]
    emptied = modules.both("escalation_plan", alias="web", display_name="", stages=[], tags={})
    assert lab.account()["escalation_plans"]["web"] == {"display_name": "", "stages": [], "tags": {}}
    assert "escalation plan web reaches nobody: no stage pages a person or a schedule" in emptied["warnings"]
    modules.both("escalation_plan", alias="web", state="absent")
    assert lab.account()["escalation_plans"] == {}


def test_targets_that_are_gone_may_stay(modules: Modules, lab: Lab) -> None:
    lab.person("leaver")
    lab.escalation_plan("web", (5, ["leaver", "ada"]))
    lab.contacts.delete_contact(ContactId=lab.arn("leaver"))
    stages = [{"duration_in_minutes": 5, "page": ["leaver", "ada"]}]
    modules.unchanged("escalation_plan", alias="web", stages=stages)
    modules.both("escalation_plan", alias="web", stages=[{"duration_in_minutes": 5, "page": ["ada"]}])


def test_deleting_one_that_is_engaged(modules: Modules, lab: Lab) -> None:
    lab.escalation_plan("web", (5, ["ada"]))
    lab.response_plan("critical", "web", "ada")
    lab.response_plan("only", "web")
    told = modules.refused("escalation_plan", alias="web", state="absent")
    assert "'web' is held by response plan critical, response plan only" in told
    told = modules.refused("escalation_plan", alias="web", state="absent", force=True)
    assert "'web' is all that response plan only engages: its incidents would page nobody" in told
    modules.both("escalation_plan", alias="web", state="absent", force=True, allow_empty=True)
    account = lab.account()
    assert account["escalation_plans"] == {}
    assert account["response_plans"]["critical"]["engage"] == {"ada"}
    assert account["response_plans"]["only"]["engage"] == set()


def test_calls(modules: Modules, lab: Lab) -> None:
    modules.run("escalation_plan", alias="web", stages=STAGES, tags={"a": "1"})
    lab.forget_calls()
    modules.run("escalation_plan", alias="web", stages=STAGES, tags={"a": "1"})
    assert lab.calls() == {
        "ssm-contacts:ListContacts": 1,
        "ssm-contacts:GetContact": 1,
        "ssm-contacts:ListTagsForResource": 1,
    }


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"alias": "Web"}, "alias: 'Web' has characters that AWS refuses"),
        ({"alias": "ada"}, "alias: 'ada' is the alias of an existing contact"),
        ({"display_name": "a, b"}, "display_name: 'a, b' has characters that AWS refuses"),
        ({"display_name": "x" * 256}, "display_name: "),
        (
            {"stages": [{"duration_in_minutes": 31, "page": ["ada"]}]},
            "stages[0].duration_in_minutes: 31 is out of range",
        ),
        ({"stages": [{"duration_in_minutes": 0}]}, "stages[0]: lasts 0 minutes and pages nobody"),
        ({"stages": [{"page": ["ada", "ada"]}]}, "stages[0].page[1]: 'ada' is paged twice in one stage"),
        ({"stages": [{"page": ["adda"]}]}, "stages[0].page[0]: 'adda' does not exist in the account"),
        ({"stages": [{"page": ["ladder"]}]}, "stages[0].page[0]: 'ladder' is of kind escalation plan"),
        ({"stages": None}, "stages: is required to create the escalation plan"),
    ],
)
def test_refusals(modules: Modules, lab: Lab, wrong: dict[str, Any], told: str) -> None:
    lab.escalation_plan("ladder", (5, ["ada"]))
    message = modules.refused("escalation_plan", **{"alias": "web", "stages": STAGES, **wrong})
    assert told in message
    assert message.startswith("1 problem in the definition; nothing was written:")
