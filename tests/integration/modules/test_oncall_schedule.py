"""Module oncall_schedule."""

from __future__ import annotations

from typing import Any

from tests.support.lab import Lab
from tests.support.module_run import Modules


def test_create_change_and_delete(modules: Modules, lab: Lab) -> None:
    lab.rotation("primary", "ada", "grace")
    lab.rotation("secondary", "ada")
    wanted: dict[str, Any] = {"alias": "web", "display_name": "Web", "rotations": ["primary"], "tags": {"a": "1"}}
    made = modules.both("oncall_schedule", **wanted)
    assert made["arn"] == lab.arn("web")
    assert lab.account()["schedules"] == {"web": {"display_name": "Web", "rotations": ["primary"], "tags": {"a": "1"}}}

    modules.both("oncall_schedule", alias="web", rotations=["secondary", "primary"], tags={"b": "2"})
    assert lab.account()["schedules"] == {
        "web": {"display_name": "Web", "rotations": ["secondary", "primary"], "tags": {"b": "2"}}
    }
    modules.both("oncall_schedule", alias="web", display_name="", rotations=[])
    assert lab.account()["schedules"] == {"web": {"display_name": "", "rotations": [], "tags": {"b": "2"}}}

    gone = modules.both("oncall_schedule", alias="web", state="absent")
    assert gone["after"] == {}
    assert lab.account()["schedules"] == {}


def test_refusals(modules: Modules, lab: Lab) -> None:
    lab.rotation("primary", "ada")
    told = modules.refused("oncall_schedule", alias="Web", display_name="O'Brien", rotations=["primary"] * 9)
    assert "alias: 'Web' has characters that AWS refuses" in told
    assert 'display_name: "O\'Brien" has characters that AWS refuses' in told
    assert "rotations: has 9 rotations, AWS takes at most 8" in told
    assert "rotations[0]: 'primry' does not exist" in modules.refused(
        "oncall_schedule", alias="web", rotations=["primry"]
    )
    assert "rotations: is required to create the schedule" in modules.refused("oncall_schedule", alias="web")
    assert "alias: 'ada' is the alias of an existing contact" in modules.refused(
        "oncall_schedule", alias="ada", rotations=["primary"]
    )
