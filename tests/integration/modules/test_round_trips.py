"""What a module that reads returns, its twin takes as it is, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.core import bulk
from tests.support.lab import Lab
from tests.support.module_run import Modules

KEY = {"redaction_key": "a key for these tests"}
TWINS = {
    "contact": ("contacts", {**KEY}, {**KEY}),
    "rotation": ("rotations", {}, {}),
    "oncall_schedule": ("oncall_schedules", {}, {}),
    "escalation_plan": ("escalation_plans", {}, {}),
}


@pytest.fixture
def example(clients: Any, definition: dict[str, Any]) -> None:
    """The example organisation, in which every kind of object is written in several ways."""
    bulk(clients, definition, tags={"cost-center": "4711"})


@pytest.fixture
def bare(lab: Lab) -> None:
    """Objects of which nothing is filled in that may be left out."""
    lab.rotation("bare", "ada")
    lab.schedule("bare-schedule")
    lab.escalation_plan("bare-plan")


def feed_back(modules: Modules, module: str) -> int:
    plural, reading, writing = TWINS[module]
    found = modules.run(f"{module}_info", **reading)[plural]
    for written in found:
        modules.unchanged(module, **written, **writing)
    return len(found)


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("module", "count"), [("contact", 12), ("rotation", 8), ("oncall_schedule", 7), ("escalation_plan", 3)]
)
def test_the_example(modules: Modules, module: str, count: int) -> None:
    assert feed_back(modules, module) == count


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("module", list(TWINS))
def test_bare_objects(modules: Modules, module: str) -> None:
    assert feed_back(modules, module) == 1


@pytest.mark.usefixtures("example")
def test_channels(modules: Modules) -> None:
    found = modules.run("contact_channel_info", contacts=["ada", "nobody", "platform"], **KEY)
    assert [(entry["name"], entry["active"]) for entry in found["contact_channels"]] == [
        ("email", False),
        ("sms", False),
        ("voice", False),
    ]
    for written in found["contact_channels"]:
        modules.unchanged("contact_channel", **written, **KEY)


@pytest.mark.usefixtures("example")
def test_unknown_names_are_left_out(modules: Modules, lab: Lab) -> None:
    lab.forget_calls()
    for module, (plural, reading, _writing) in TWINS.items():
        option = "names" if module == "rotation" else "aliases"
        found = modules.run(f"{module}_info", **{option: ["nobody-of-this-name"]}, **reading)
        assert found[plural] == []
        assert found["details"] == {}
    assert lab.calls() == {"ssm-contacts:ListContacts": 3, "ssm-contacts:ListRotations": 1}


@pytest.mark.usefixtures("example")
def test_prefixes(modules: Modules) -> None:
    rotations = modules.run("rotation_info", name_prefix="platform-")["rotations"]
    assert [rotation["name"] for rotation in rotations] == [
        "platform-deployment",
        "platform-interrupts",
        "platform-primary",
        "platform-secondary",
    ]
    people = modules.run("contact_info", alias_prefix="da")
    assert [person["alias"] for person in people["contacts"]] == ["dave"]
    assert people["details"]["dave"]["channels"]["sms"]["activated"] is False


@pytest.mark.usefixtures("example")
def test_nobody_s_address_is_returned(modules: Modules, definition: dict[str, Any]) -> None:
    told = str(modules.run("contact_info")) + str(
        modules.run("contact_channel_info", contacts=list(definition["people"]))
    )
    for person in definition["people"].values():
        for kind in ("sms", "voice", "email"):
            assert person.get(kind, "nothing at all") not in told
