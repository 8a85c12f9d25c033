"""Module contact."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

PHONE = "+12025550101"
MAIL = "ada@example.gov"
KEY = {"redaction_key": "a key for these tests"}
ADA: dict[str, Any] = {
    "alias": "ada",
    "display_name": "Ada Lovelace",
    "channels": [
        {"name": "phone", "type": "SMS", "address": PHONE},
        {"name": "mail", "type": "EMAIL", "address": MAIL},
    ],
    "engagement_plan": [
        {"duration_in_minutes": 5, "channels": [{"name": "phone", "retry_interval_in_minutes": 2}]},
        {"duration_in_minutes": 0, "channels": [{"type": "EMAIL"}]},
    ],
    "tags": {"cost-center": "4711"},
    **KEY,
}
STORED: dict[str, Any] = {
    "display_name": "Ada Lovelace",
    "tags": {"cost-center": "4711"},
    "channels": {"phone": ("SMS", PHONE), "mail": ("EMAIL", MAIL)},
    "engagement_plan": [{"minutes": 5, "channels": [("phone", 2)]}, {"minutes": 0, "channels": [("mail", None)]}],
}


def test_create(modules: Modules, lab: Lab) -> None:
    made = modules.both("contact", **ADA)
    assert lab.account()["people"] == {"ada": STORED}
    assert made["before"] == {}
    assert made["arn"] == lab.arn("ada")
    assert made["unactivated_channels"] == ["mail", "phone"]
    assert PHONE not in str(made)
    assert MAIL not in str(made)


def test_what_is_left_out_stays(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    modules.unchanged("contact", alias="ada", **KEY)
    modules.both("contact", alias="ada", display_name="Ada King", **KEY)
    assert lab.account()["people"]["ada"] == {**STORED, "display_name": "Ada King"}
    # A channel without address keeps the one it has.
    modules.unchanged("contact", alias="ada", channels=[{"name": "phone", "type": "SMS"}], **KEY)


def test_what_is_empty_is_emptied(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    emptied = modules.both(
        "contact", alias="ada", display_name="", channels=[], purge_channels=True, engagement_plan=[], tags={}, **KEY
    )
    assert lab.account()["people"]["ada"] == {"display_name": "", "tags": {}, "channels": {}, "engagement_plan": []}
    assert emptied["warnings"] == ["ada has no channel in the engagement plan: no page can reach them"]


def test_channels(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    home = {"name": "home", "type": "VOICE", "address": "+12025550199"}
    modules.both("contact", alias="ada", channels=[home], **KEY)
    assert sorted(lab.account()["people"]["ada"]["channels"]) == ["home", "mail", "phone"]
    renamed = modules.both("contact", alias="ada", channels=[{**ADA["channels"][0], "name": "mobile"}], **KEY)
    assert renamed["plan"][0]["changes"] == [{"field": "name", "before": "phone", "after": "mobile"}]
    assert lab.account()["people"]["ada"]["engagement_plan"][0]["channels"] == [("mobile", 2)]
    pruned = modules.both("contact", alias="ada", channels=[home], purge_channels=True, **KEY)
    assert [step["name"] for step in pruned["plan"]] == ["ada/mail", "ada/mobile"]
    assert pruned["warnings"] == [
        "the engagement plan of ada names mobile, which is no channel: AWS skips it in silence",
        "the engagement plan of ada names mail, which is no channel: AWS skips it in silence",
        "ada has no channel in the engagement plan: no page can reach them",
    ]


def test_tags(modules: Modules, lab: Lab) -> None:
    ours = {"managed-by": "oncall.incident_manager", "team": "web"}
    modules.run("contact", **{**ADA, "tags": {**ours, "a": "1"}})
    modules.both("contact", alias="ada", tags={"b": "2"}, **KEY)
    assert lab.account()["people"]["ada"]["tags"] == {**ours, "b": "2"}
    modules.both("contact", alias="ada", tags={"c": "3"}, purge_tags=False, **KEY)
    assert lab.account()["people"]["ada"]["tags"] == {**ours, "b": "2", "c": "3"}


def test_delete(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    gone = modules.both("contact", alias="ada", state="absent", **KEY)
    assert gone["after"] == {}
    assert lab.account()["people"] == {}
    modules.unchanged("contact", alias="nobody", state="absent")


@pytest.fixture
def held(lab: Lab) -> None:
    """Ada is everywhere, and in two places alone."""
    lab.rotation("primary", "ada", "grace")
    lab.rotation("alone", "ada")
    lab.schedule("oncall", "primary", "alone")
    lab.escalation_plan("web", (5, ["ada", "oncall"]), (10, ["ada"]), (0, ["ada"]))
    lab.response_plan("critical", "ada", "web")
    lab.response_plan("only", "ada")
    lab.response_plan("other", "web")


@pytest.mark.usefixtures("held")
def test_deleting_one_who_is_held(modules: Modules, lab: Lab) -> None:
    told = modules.refused("contact", alias="ada", state="absent")
    for holder in ("rotation alone", "rotation primary", "escalation plan web", "response plan critical", "plan only"):
        assert holder in told
    assert "set `force: true`" in told
    told = modules.refused("contact", alias="ada", state="absent", force=True)
    assert "'ada' is the last member of rotation alone: the rotation would be deleted" in told
    assert "'ada' is the only target in stage 2 of escalation plan web" in told
    assert "'ada' is the only target in stage 3 of escalation plan web" in told
    assert "'ada' is all that response plan only engages" in told
    modules.both("contact", alias="ada", state="absent", force=True, allow_empty=True, **KEY)
    account = lab.account()
    assert list(account["people"]) == ["grace"]
    assert account["rotations"]["primary"]["members"] == ["grace"]
    assert list(account["rotations"]) == ["primary"]
    assert account["schedules"]["oncall"]["rotations"] == ["primary"]
    assert account["escalation_plans"]["web"]["stages"] == [
        {"minutes": 5, "page": [("oncall", False)]},
        {"minutes": 10, "page": []},
    ]
    assert {name: plan["engage"] for name, plan in account["response_plans"].items()} == {
        "critical": {"web"},
        "only": set(),
        "other": {"web"},
    }


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("operation", ["UpdateRotation", "UpdateContact", "DeleteRotation", "DeleteContact"])
def test_a_removal_that_was_stopped_is_finished(modules: Modules, lab: Lab, operation: str) -> None:
    options = {"alias": "ada", "state": "absent", "force": True, "allow_empty": True}
    lab.server.fault("timeout_after_commit", service="ssm-contacts", operation=operation, count=1)
    modules.attempt("contact", **options, aws_config={"retries": {"total_max_attempts": 1}, "read_timeout": 1})
    lab.clear_faults()
    modules.run("contact", **options)
    assert list(lab.account()["people"]) == ["grace"]
    modules.unchanged("contact", **options)


def test_calls(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    lab.forget_calls()
    modules.run("contact", **{**ADA, "tags": None})
    assert lab.calls() == {
        "ssm-contacts:ListContacts": 1,
        "ssm-contacts:GetContact": 1,
        "ssm-contacts:ListContactChannels": 1,
    }


def channel(**wrong: Any) -> dict[str, Any]:
    return {"channels": [{"name": "phone", "type": "SMS", "address": PHONE, **wrong}], "engagement_plan": None}


def plan(**wrong: Any) -> dict[str, Any]:
    return {"engagement_plan": [{"duration_in_minutes": 5, "channels": [{"name": "phone"}], **wrong}]}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"alias": "Ada"}, "alias: 'Ada' has characters that AWS refuses"),
        ({"alias": "a" * 256}, "alias: "),
        ({"alias": "ladder"}, "alias: 'ladder' is the alias of an existing escalation plan"),
        ({"display_name": "Miles O'Brien"}, 'display_name: "Miles O\'Brien" has characters that AWS refuses'),
        ({"display_name": "x" * 256}, "display_name: "),
        (channel(address="0044 7700 900123"), "channels[0].address: <number not shown> is not an E.164 phone number"),
        (channel(address=None), "channels[0].address: is required to create the channel"),
        (channel(address="+1…(a41f)"), "channels[0].address: is required to create the channel"),
        (channel(type="EMAIL", address="nobody"), "channels[0].address: <address not shown> is not a mail address"),
        (channel(name="a/b"), "channels[0].name: 'a/b' has characters that AWS refuses"),
        (channel(name=""), "channels[0].name: '' has 0 characters"),
        ({"channels": [ADA["channels"][0]] * 2}, "channels[1]: 'phone' names two channels of this person"),
        (plan(duration_in_minutes=31), "engagement_plan[0].duration_in_minutes: 31 is out of range"),
        (plan(duration_in_minutes=0, channels=[]), "engagement_plan[0]: lasts 0 minutes and has no channel"),
        (plan(channels=[{"name": "fon"}]), "engagement_plan[0].channels[0].name: 'fon' is no channel of this person"),
        (plan(channels=[{"type": "VOICE"}]), "engagement_plan[0].channels[0].type: 'VOICE' is a type of which"),
        (
            plan(channels=[{"name": "phone", "retry_interval_in_minutes": 61}]),
            "engagement_plan[0].channels[0].retry_interval_in_minutes: 61 is out of range",
        ),
        (plan(channels=[{}]), "engagement_plan[0].channels[0]: needs exactly one of name and type"),
        ({"tags": {"a.b": "1"}}, "tags.a.b: 'a.b' has characters that AWS refuses"),
        ({"tags": {"a": ""}}, "tags.a: '' has 0 characters, AWS takes 1 to 256"),
        ({"tags": {f"k{n}": "v" for n in range(51)}}, "tags: has 51 tags, AWS takes at most 50"),
    ],
)
def test_refusals(modules: Modules, lab: Lab, wrong: dict[str, Any], told: str) -> None:
    lab.person("grace")
    lab.escalation_plan("ladder", (5, ["grace"]))
    message = modules.refused("contact", **{**ADA, **wrong})
    assert told in message
    assert message.startswith("1 problem in the definition; nothing was written:")
    assert "900123" not in message


X, Y, Z = "+12025550101", "+12025550102", "+12025550103"


@pytest.mark.parametrize(
    ("there", "wanted", "purge"),
    [
        pytest.param({"a": X, "b": Y}, {"a": Y, "b": X}, False, id="exchanged"),
        pytest.param({"a": X, "old": Y}, {"a": Y}, True, id="taken from one that is to go"),
        pytest.param({"a": X, "b": Y}, {"a": Y}, False, id="taken from one that stays"),
        pytest.param({"a": X, "b": Y}, {"a": Y, "b": Z}, False, id="handed on"),
    ],
)
def test_an_address_that_another_device_has(
    modules: Modules, lab: Lab, there: dict[str, str], wanted: dict[str, str], purge: bool
) -> None:
    def sms(channels: dict[str, str]) -> list[dict[str, str]]:
        return [{"name": name, "type": "SMS", "address": address} for name, address in channels.items()]

    modules.run("contact", alias="ada", channels=sms(there), engagement_plan=[])
    told = modules.refused("contact", alias="ada", channels=sms(wanted), purge_channels=purge)
    assert "channels: 'a' is to get the address that channel" in told
    assert {name: address for name, (_type, address) in lab.account()["people"]["ada"]["channels"].items()} == there


def test_another_type_with_the_address_of_another_device_loses_none(modules: Modules, lab: Lab) -> None:
    channels = [{"name": "a", "type": "VOICE", "address": X}, {"name": "b", "type": "SMS", "address": X}]
    modules.run("contact", alias="ada", channels=channels, engagement_plan=[])
    modules.refused("contact", alias="ada", channels=[{"name": "a", "type": "SMS", "address": X}])
    modules.refused("contact_channel", contact="ada", name="a", type="SMS", address=X)
    assert sorted(lab.account()["people"]["ada"]["channels"]) == ["a", "b"]


def test_deleting_one_who_is_in_an_override(modules: Modules, lab: Lab) -> None:
    rotation = lab.rotation("primary", "ada", "grace")
    start = datetime.fromisoformat(lab.server.control("GET", "clock")["now"]) + timedelta(days=2)
    times = {"StartTime": start, "EndTime": start + timedelta(hours=1)}
    lab.contacts.create_rotation_override(RotationId=rotation, NewContactIds=[lab.arn("ada")], **times)
    modules.run("rotation", name="primary", members=["grace"])
    assert "'ada' is held by override primary" in modules.refused("contact", alias="ada", state="absent")
    modules.both("contact", alias="ada", state="absent", force=True, **KEY)
    assert lab.contacts.list_rotation_overrides(RotationId=rotation, **times)["RotationOverrides"] == []


def test_engagements_of_other_accounts_are_not_ours(modules: Modules, lab: Lab) -> None:
    lab.person("ada")
    shared = lab.arn("ada").replace("123456789012", "999999999999")
    arn = lab.response_plan("shared")
    lab.incidents.update_response_plan(arn=arn, engagements=[shared, lab.arn("ada")])
    modules.both("contact", alias="ada", state="absent", force=True, **KEY)
    assert lab.incidents.get_response_plan(arn=arn)["engagements"] == [shared]
    [written] = modules.run("response_plan_info", names=["shared"])["response_plans"]
    assert written["engage"] == [shared]
    modules.unchanged("response_plan", **written)


def test_a_plan_that_names_a_deleted_channel_can_be_written_back(modules: Modules, lab: Lab) -> None:
    modules.run("contact", **ADA)
    modules.run("contact_channel", contact="ada", name="phone", state="absent")
    [written] = modules.run("contact_info", aliases=["ada"], **KEY)["contacts"]
    assert written["engagement_plan"][0]["channels"][0]["name"].startswith("(deleted channel ")
    lab.forget_calls()
    modules.unchanged("contact", **written, **KEY)
