"""Module contact_channel."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

PHONE = "+12025550101"
KEY = {"redaction_key": "a key for these tests"}
ADA = {"contact": "ada", "name": "phone", **KEY}
NEW = {**ADA, "type": "SMS", "address": PHONE}


@pytest.fixture(autouse=True)
def person(lab: Lab) -> None:
    lab.person("ada")


def stored(lab: Lab) -> dict[str, tuple[str, str, bool]]:
    """The channels as the service has them."""
    listed = lab.contacts.list_contact_channels(ContactId=lab.arn("ada"))["ContactChannels"]
    return {
        entry["Name"]: (
            entry["Type"],
            entry["DeliveryAddress"]["SimpleAddress"],
            entry["ActivationStatus"] == "ACTIVATED",
        )
        for entry in listed
    }


def codes(lab: Lab) -> list[str]:
    return [str(message["code"]) for message in lab.server.control("GET", "inbox?contact=ada")]


def test_create_change_and_delete(modules: Modules, lab: Lab) -> None:
    made = modules.both("contact_channel", **NEW)
    assert stored(lab) == {"phone": ("SMS", PHONE, False)}
    assert made["activated"] is False
    assert codes(lab) == []
    assert PHONE not in str(made)
    modules.unchanged("contact_channel", **ADA)
    modules.unchanged("contact_channel", **{**NEW, "address": made["after"]["address"]})
    modules.both("contact_channel", **{**NEW, "address": "+12025550102"})
    modules.both("contact_channel", **{**NEW, "name": "mobile", "address": "+12025550102"})
    assert stored(lab) == {"mobile": ("SMS", "+12025550102", False)}
    replaced = modules.both("contact_channel", **{**NEW, "name": "mobile", "type": "VOICE"})
    assert replaced["plan"][0]["action"] == "replace"
    assert stored(lab) == {"mobile": ("VOICE", PHONE, False)}
    modules.both("contact_channel", contact="ada", name="mobile", state="absent", **KEY)
    assert stored(lab) == {}
    modules.unchanged("contact_channel", contact="nobody", name="mobile", state="absent")


def test_activation(modules: Modules, lab: Lab) -> None:
    modules.run("contact_channel", **NEW, send_activation_code=True)
    [first] = codes(lab)
    checked = modules.run("contact_channel", **ADA, send_activation_code=True, check=True)
    assert checked["plan"][0]["changes"] == [{"field": "activation_code", "before": None, "after": "sent"}]
    assert codes(lab) == [first]
    modules.run("contact_channel", **ADA, send_activation_code=True)
    _first, code = codes(lab)
    activated = modules.both("contact_channel", **ADA, activation_code=code)
    assert activated["activated"] is True
    assert code not in str(activated)
    assert stored(lab)["phone"][2] is True
    modules.unchanged("contact_channel", **ADA, send_activation_code=True)
    modules.unchanged("contact_channel", **ADA, active=True)
    deactivated = modules.both("contact_channel", **ADA, active=False)
    assert deactivated["activated"] is False
    assert stored(lab)["phone"][2] is False


def test_a_new_address_is_to_be_activated_again(modules: Modules, lab: Lab) -> None:
    modules.run("contact_channel", **NEW, send_activation_code=True)
    modules.run("contact_channel", **ADA, activation_code=codes(lab)[-1])
    changed = modules.run("contact_channel", **{**NEW, "address": "+12025550102"}, send_activation_code=True)
    assert [step["kind"] for step in changed["plan"]] == ["contact_channel", "channel_activation"]
    assert changed["activated"] is False
    assert len(codes(lab)) == 2


def test_a_wrong_code(modules: Modules, lab: Lab) -> None:
    modules.run("contact_channel", **NEW, send_activation_code=True)
    wrong = "000000" if codes(lab)[0] != "000000" else "111111"
    failed = modules.attempt("contact_channel", **ADA, activation_code=wrong)
    assert failed["failed"]
    assert "The activation code is not valid" in str(failed["failed_items"])
    assert wrong not in failed["msg"]


def test_deleting_one_that_the_engagement_plan_names(modules: Modules) -> None:
    modules.run("contact_channel", **NEW)
    stages = [{"duration_in_minutes": 5, "channels": [{"type": "SMS"}]}]
    modules.run("contact", alias="ada", channels=[{"name": "phone", "type": "SMS"}], engagement_plan=stages)
    gone = modules.both("contact_channel", **ADA, state="absent")
    assert gone["warnings"] == ["the engagement plan of ada goes on to name phone: AWS skips it in silence"]


def test_calls(modules: Modules, lab: Lab) -> None:
    modules.run("contact_channel", **NEW)
    lab.forget_calls()
    modules.run("contact_channel", **NEW)
    assert lab.calls() == {"ssm-contacts:ListContacts": 1, "ssm-contacts:ListContactChannels": 1}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"contact": "nobody"}, "contact: 'nobody' does not exist in the account"),
        ({"contact": "ladder"}, "contact: 'ladder' is the alias of an existing escalation plan"),
        ({"name": "a/b"}, "name: 'a/b' has characters that AWS refuses"),
        ({"name": "x" * 256}, "name: "),
        ({"address": "12025550101"}, "address: <number not shown> is not an E.164 phone number"),
        ({"address": None}, "address: is required to create the channel"),
        ({"type": "EMAIL", "address": "ada"}, "address: <address not shown> is not a mail address"),
        (
            {"type": "EMAIL", "address": f"{'a' * 310}@example.gov"},
            "address: <address not shown> is not a mail address",
        ),
        ({"type": None}, "type: is required where an address is given"),
        ({"activation_code": "12345"}, "activation_code: <code not shown> is not a code of 6 to 10 digits"),
        ({"activation_code": "123456"}, "activation_code: cannot be of an address that nothing was sent to yet"),
        ({"active": True}, "activation_code: is required: only the owner of the device has it"),
        ({"active": False, "send_activation_code": True}, "active: is false, but a code is for activating"),
    ],
)
def test_refusals(modules: Modules, lab: Lab, wrong: dict[str, Any], told: str) -> None:
    lab.escalation_plan("ladder", (5, ["ada"]))
    message = modules.refused("contact_channel", **{**NEW, **wrong})
    assert told in message
    assert message.startswith("1 problem in the definition; nothing was written:")
