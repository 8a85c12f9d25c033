"""Module rotation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

WEEKLY = {"weekly": [{"day": "TUE", "time": "13:00"}]}
PRIMARY: dict[str, Any] = {
    "name": "primary",
    "members": ["ada", "grace"],
    "start_time": "2026-01-06T13:00",
    "time_zone_id": "America/New_York",
    "recurrence": WEEKLY,
    "tags": {"a": "1"},
}


@pytest.fixture(autouse=True)
def people(lab: Lab) -> None:
    for alias in ("ada", "grace", "alan"):
        lab.person(alias)


def on_call(lab: Lab, name: str) -> list[str]:
    """Whom the service says is on call."""
    now = datetime.fromisoformat(lab.server.control("GET", "clock")["now"])
    shifts = lab.contacts.list_rotation_shifts(
        RotationId=lab.rotation_arn(name), StartTime=now, EndTime=now.replace(year=now.year + 1)
    )
    return [arn.rsplit("/", 1)[-1] for arn in shifts["RotationShifts"][0]["ContactIds"]]


def test_create_change_and_delete(modules: Modules, lab: Lab) -> None:
    made = modules.both("rotation", **PRIMARY)
    assert made["arn"] == lab.rotation_arn("primary")
    assert made["shifts_before"] == []
    assert made["on_call_now"] == {"before": [], "after": on_call(lab, "primary"), "changes": False}
    stored = lab.account()["rotations"]["primary"]
    assert stored == {
        "members": ["ada", "grace"],
        "start_time": datetime(2026, 1, 6, 18, tzinfo=UTC),
        "time_zone_id": "America/New_York",
        "recurrence": {
            "NumberOfOnCalls": 1,
            "RecurrenceMultiplier": 1,
            "WeeklySettings": [{"DayOfWeek": "TUE", "HandOffTime": {"HourOfDay": 13, "MinuteOfHour": 0}}],
        },
        "tags": {"a": "1"},
    }
    covered = {
        **WEEKLY,
        "shift_coverages": {"FRI": [{"start": "08:30", "end": "17:00"}], "MON": [{"start": "09:00", "end": "17:15"}]},
    }
    modules.both("rotation", name="primary", recurrence=covered, tags={"b": "2"})
    changed = lab.account()["rotations"]["primary"]
    assert {**changed, "recurrence": None} == {**stored, "tags": {"b": "2"}, "recurrence": None}
    coverages = changed["recurrence"]["ShiftCoverages"]
    assert coverages["FRI"] == [
        {"Start": {"HourOfDay": 8, "MinuteOfHour": 30}, "End": {"HourOfDay": 17, "MinuteOfHour": 0}}
    ]
    assert sorted(coverages) == ["FRI", "MON"]

    gone = modules.both("rotation", name="primary", state="absent")
    assert gone["after"] == {}
    assert lab.account()["rotations"] == {}


def test_the_start_is_compared_as_an_instant(modules: Modules, lab: Lab) -> None:
    lab.rotation("primary", "ada", StartTime=datetime(2026, 1, 6, 18, 0, 0, 250000, tzinfo=UTC))
    modules.unchanged("rotation", name="primary", start_time="2026-01-06T13:00", recurrence=WEEKLY)
    modules.unchanged("rotation", name="primary", start_time="2026-01-06T18:00:00+00:00")
    modules.both("rotation", name="primary", start_time="2026-01-13T13:00")
    modules.both("rotation", name="primary", time_zone_id="Europe/Dublin")


def test_shifts_before_and_after(modules: Modules, lab: Lab) -> None:
    modules.run("rotation", **PRIMARY)
    was = on_call(lab, "primary")
    other = ["grace", "ada"]
    told = modules.refused("rotation", name="primary", members=other, fail_on_handoff=True)
    assert f"{was[0]} on call now would be relieved by" in told
    assert "wait for the hand-off at" in told
    changed = modules.both("rotation", name="primary", members=other)
    assert changed["on_call_now"] == {"before": was, "after": on_call(lab, "primary"), "changes": True}
    assert changed["shifts_before"][0]["contacts"] == was
    assert changed["shifts_after"][0]["contacts"] == on_call(lab, "primary")
    assert changed["shifts_before"][0]["start_time"] == changed["shifts_after"][0]["start_time"]
    modules.unchanged("rotation", name="primary", members=other, fail_on_handoff=True)
    told = modules.refused("rotation", name="primary", state="absent", fail_on_handoff=True)
    assert "would be relieved by nobody" in told


def test_rename(modules: Modules, lab: Lab) -> None:
    modules.run("rotation", **PRIMARY)
    lab.rotation("other", "alan")
    lab.schedule("web", "other", "primary")
    lab.schedule("apps", "other")
    was = on_call(lab, "primary")
    start = datetime.fromisoformat(lab.server.control("GET", "clock")["now"]) + timedelta(days=30)
    override = {"NewContactIds": [lab.arn("grace")], "StartTime": start, "EndTime": start + timedelta(hours=1)}
    lab.contacts.create_rotation_override(RotationId=lab.rotation_arn("primary"), **override)
    made = modules.both("rotation", name="leading", renamed_from="primary")
    assert made["on_call_now"] == {"before": was, "after": was, "changes": False}
    account = lab.account()
    assert sorted(account["rotations"]) == ["leading", "other"]
    assert account["rotations"]["leading"]["tags"] == {"a": "1"}
    assert account["schedules"]["web"]["rotations"] == ["other", "leading"]
    assert account["schedules"]["apps"]["rotations"] == ["other"]
    interval = {"StartTime": start, "EndTime": start + timedelta(hours=1)}
    [moved] = lab.contacts.list_rotation_overrides(RotationId=lab.rotation_arn("leading"), **interval)[
        "RotationOverrides"
    ]
    assert moved["NewContactIds"] == override["NewContactIds"]
    assert moved["StartTime"] == start.replace(microsecond=0)


@pytest.mark.parametrize("call", range(1, 4))
def test_a_rename_that_was_stopped_is_finished(modules: Modules, lab: Lab, call: int) -> None:
    modules.run("rotation", **PRIMARY)
    lab.schedule("web", "primary")
    lab.server.fault(
        "error500",
        service="ssm-contacts",
        operation=["CreateRotation", "UpdateContact", "DeleteRotation"][call - 1],
        count=20,
    )
    stopped = modules.attempt(
        "rotation", name="leading", renamed_from="primary", aws_config={"retries": {"total_max_attempts": 1}}
    )
    assert stopped["failed"]
    lab.clear_faults()
    modules.run("rotation", name="leading", renamed_from="primary")
    account = lab.account()
    assert list(account["rotations"]) == ["leading"]
    assert account["schedules"]["web"]["rotations"] == ["leading"]
    modules.unchanged("rotation", name="leading", renamed_from="primary")


def test_deleting_one_that_schedules_list(modules: Modules, lab: Lab) -> None:
    lab.rotation("primary", "ada")
    lab.rotation("secondary", "grace")
    lab.schedule("web", "primary", "secondary")
    lab.schedule("apps", "primary")
    told = modules.refused("rotation", name="primary", state="absent")
    assert (
        "is held by oncall schedule apps, oncall schedule web" in told
        or "is held by oncall schedule web, oncall schedule apps" in told
    )
    told = modules.refused("rotation", name="primary", state="absent", force=True)
    assert "'primary' is the only rotation of oncall schedule apps" in told
    modules.both("rotation", name="primary", state="absent", force=True, allow_empty=True)
    assert lab.account()["schedules"]["web"]["rotations"] == ["secondary"]
    assert lab.account()["schedules"]["apps"]["rotations"] == []


def test_calls(modules: Modules, lab: Lab) -> None:
    modules.run("rotation", **PRIMARY)
    lab.forget_calls()
    modules.run("rotation", **PRIMARY)
    assert lab.calls() == {
        "ssm-contacts:ListRotations": 1,
        "ssm-contacts:ListTagsForResource": 1,
        "ssm-contacts:ListRotationShifts": 1,
    }


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"members": []}, "members: has 0 members, at least 1 needed"),
        ({"members": [f"p{n}" for n in range(31)]}, "members: has 31 members, AWS takes at most 30"),
        ({"members": ["ada", "ada"]}, "members[1]: 'ada' is in the rotation twice"),
        ({"members": ["ada", "gracee"]}, "members[1]: 'gracee' does not exist in the account"),
        ({"members": ["ladder"]}, "members[0]: 'ladder' is of kind escalation plan; only people can stand here"),
        ({"name": "a/b"}, "name: 'a/b' has characters that AWS refuses"),
        ({"name": "x" * 256}, "name: "),
        ({"time_zone_id": "PST"}, "time_zone_id: 'PST' is not an IANA time zone that AWS takes"),
        ({"time_zone_id": "Etc/GMT+5"}, "time_zone_id: 'Etc/GMT+5' is not an IANA time zone that AWS takes"),
        ({"start_time": "2026-03-08T02:30"}, "start_time: '2026-03-08T02:30' does not exist in America/New_York"),
        ({"start_time": "soon"}, "start_time: 'soon' is not a date and time"),
        ({"recurrence": {"daily": ["09:00"], **WEEKLY}}, "recurrence: has daily and weekly"),
        ({"recurrence": {}}, "recurrence: has none of daily, weekly and monthly"),
        ({"recurrence": {**WEEKLY, "number_of_on_calls": 0}}, "recurrence.number_of_on_calls: 0 is out of range"),
        (
            {"recurrence": {**WEEKLY, "recurrence_multiplier": 101}},
            "recurrence.recurrence_multiplier: 101 is out of range",
        ),
        ({"recurrence": {"daily": ["24:00"]}}, "recurrence.daily[0]: '24:00' is not a time of day"),
        ({"recurrence": {"monthly": [{"day": 32, "time": "09:00"}]}}, "recurrence.monthly[0].day: 32 is out of range"),
        (
            {"recurrence": {**WEEKLY, "shift_coverages": {"MON": [{"start": "09:00", "end": "09:29"}]}}},
            "recurrence.shift_coverages.MON[0]: is shorter than 30 minutes",
        ),
        (
            {"recurrence": {**WEEKLY, "shift_coverages": {"MO": []}}},
            "recurrence.shift_coverages.MO: 'MO' is not one of",
        ),
        ({"tags": {"a b": "1"}}, "tags.'a b': 'a b' has characters that AWS refuses"),
        ({"tags": {"a": ""}}, "tags.a: '' has 0 characters, AWS takes 1 to 256"),
        ({"tags": {f"k{n}": "v" for n in range(51)}}, "tags: has 51 tags, AWS takes at most 50"),
        ({"renamed_from": "primary"}, "renamed_from: 'primary' is the name itself"),
    ],
)
def test_refusals(modules: Modules, lab: Lab, wrong: dict[str, Any], told: str) -> None:
    lab.escalation_plan("ladder", (5, ["ada"]))
    message = modules.refused("rotation", **{**PRIMARY, **wrong})
    assert told in message
    assert message.startswith("1 problem in the definition; nothing was written:")


def test_what_is_needed_to_create(modules: Modules) -> None:
    told = modules.refused("rotation", name="primary")
    for option in ("members", "start_time", "time_zone_id", "recurrence"):
        assert f"{option}: is required to create the rotation; add it" in told


def override(lab: Lab, rotation: str, alias: str, after: int, hours: int) -> None:
    now = datetime.fromisoformat(lab.server.control("GET", "clock")["now"])
    times = {"StartTime": now + timedelta(hours=after), "EndTime": now + timedelta(hours=after + hours)}
    arn = lab.rotation_arn(rotation)
    lab.contacts.create_rotation_override(RotationId=arn, NewContactIds=[lab.arn(alias)], **times)


def test_a_rename_that_an_override_stands_in_the_way_of(modules: Modules, lab: Lab) -> None:
    modules.run("rotation", **PRIMARY)
    override(lab, "primary", "ada", 48, 2)
    told = modules.refused("rotation", name="leading", renamed_from="primary", members=["grace"])
    assert "is of ada, who would not be in the rotation; delete that override first" in told
    override(lab, "primary", "grace", 49, 4)
    told = modules.refused("rotation", name="leading", renamed_from="primary")
    assert "overlaps another override; delete that override first" in told


def test_a_rename_beside_another_rotation_of_that_name(modules: Modules, lab: Lab) -> None:
    modules.run("rotation", **PRIMARY)
    modules.run("rotation", **{**PRIMARY, "name": "leading", "members": ["alan"]})
    told = modules.refused("rotation", name="leading", renamed_from="primary")
    assert "renamed_from: 'primary' exists beside 'leading', which is a different rotation" in told
    assert sorted(lab.account()["rotations"]) == ["leading", "primary"]


def test_a_rename_keeps_what_tells_whose_it_is(modules: Modules, lab: Lab) -> None:
    ours = {"managed-by": "oncall.incident_manager", "team": "web"}
    modules.run("rotation", **{**PRIMARY, "tags": {**ours, "a": "1"}})
    modules.both("rotation", name="leading", renamed_from="primary", tags={"b": "2"})
    assert lab.account()["rotations"]["leading"]["tags"] == {**ours, "b": "2"}


def test_a_recurrence_that_only_aws_takes_is_shown(modules: Modules, lab: Lab) -> None:
    nine = {"HourOfDay": 9, "MinuteOfHour": 0}
    weekly = [{"DayOfWeek": "TUE", "HandOffTime": nine}]
    mixed = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [nine], "WeeklySettings": weekly}
    lab.rotation("mixed", "ada", Recurrence=mixed)
    assert "daily 09:00, weekly TUE 09:00" in modules.run("rotation", name="renamed", renamed_from="mixed")["plan_text"]
