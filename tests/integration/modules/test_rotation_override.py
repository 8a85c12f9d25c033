"""Modules rotation_override and rotation_override_info."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

CHRISTMAS: dict[str, Any] = {
    "rotation": "primary",
    "contacts": ["grace"],
    "start_time": "2027-12-24T13:00",
    "end_time": "2027-12-26T13:00",
}
FROM, UNTIL = datetime(2027, 12, 24, 18, tzinfo=UTC), datetime(2027, 12, 26, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def rotation(lab: Lab) -> str:
    """A rotation, at a time at which nothing in this file is too far ahead."""
    lab.server.control("POST", "clock", {"set": "2027-12-01T12:00:00Z"})
    lab.person("alan")
    return lab.rotation("primary", "ada", "grace")


def stored(lab: Lab, rotation: str) -> list[tuple[list[str], datetime, datetime]]:
    """The overrides as plain boto3 reads them, in order of time."""
    everything = {"StartTime": datetime(1970, 1, 1, tzinfo=UTC), "EndTime": datetime(2100, 1, 1, tzinfo=UTC)}
    listed = lab.contacts.list_rotation_overrides(RotationId=rotation, **everything)["RotationOverrides"]
    return [
        ([arn.rsplit("/", 1)[1] for arn in entry["NewContactIds"]], entry["StartTime"], entry["EndTime"])
        for entry in listed
    ]


def override(lab: Lab, rotation: str, people: list[str], start: datetime, end: datetime) -> str:
    """Make an override with plain boto3 and return its id."""
    arns = [lab.arn(alias) for alias in people]
    made = lab.contacts.create_rotation_override(RotationId=rotation, NewContactIds=arns, StartTime=start, EndTime=end)
    return str(made["RotationOverrideId"])


def test_create_and_delete(modules: Modules, lab: Lab, rotation: str) -> None:
    checked = modules.rotation_override(check=True, **CHRISTMAS)
    made = modules.both("rotation_override", **CHRISTMAS)
    assert made["after"] == CHRISTMAS
    assert made["arn"] == rotation
    assert checked["override_id"] == ""
    read = lab.contacts.get_rotation_override(RotationId=rotation, RotationOverrideId=made["override_id"])
    assert (read["NewContactIds"], read["StartTime"], read["EndTime"]) == ([lab.arn("grace")], FROM, UNTIL)
    assert made["plan_text"].splitlines() == [
        "+ rotation override primary 2027-12-24T13:00 to 2027-12-26T13:00  contacts grace",
        "",
        "1 to create, 0 unchanged",
    ]
    expected = [
        {
            "contacts": ["grace"],
            "start_time": "2027-12-24T18:00:00Z",
            "end_time": "2027-12-26T18:00:00Z",
            "overridden_contacts": ["ada"],
        }
    ]
    assert checked["shifts"] == made["shifts"] == expected
    assert modules.unchanged("rotation_override", **CHRISTMAS)["override_id"] == made["override_id"]

    checked = modules.rotation_override(check=True, state="absent", **CHRISTMAS)
    gone = modules.both("rotation_override", state="absent", **CHRISTMAS)
    assert (gone["before"], gone["after"]) == (CHRISTMAS, {})
    assert (
        checked["shifts"]
        == gone["shifts"]
        == [
            {
                "contacts": ["ada"],
                "start_time": "2027-12-21T18:00:00Z",
                "end_time": "2027-12-28T18:00:00Z",
                "overridden_contacts": [],
            }
        ]
    )
    assert stored(lab, rotation) == []
    # Made again after it was deleted, it is there again: the idempotency token is the same.
    assert modules.both("rotation_override", **CHRISTMAS)["override_id"] != made["override_id"]


def test_the_same_override_by_other_words(modules: Modules, lab: Lab, rotation: str) -> None:
    lab.contacts.update_rotation(
        RotationId=rotation,
        ContactIds=[lab.arn(alias) for alias in ("ada", "grace", "alan")],
        Recurrence=lab.contacts.get_rotation(RotationId=rotation)["Recurrence"],
    )
    override(lab, rotation, ["grace", "alan"], FROM + timedelta(microseconds=250_000), UNTIL)
    same = {**CHRISTMAS, "contacts": ["alan", "grace"], "start_time": "2027-12-24T18:00:00Z"}
    assert modules.unchanged("rotation_override", **same)["before"]["start_time"] == "2027-12-24T13:00"


def test_nobody_on_call(modules: Modules, lab: Lab, rotation: str) -> None:
    nobody = {**CHRISTMAS, "contacts": []}
    made = modules.both("rotation_override", **nobody)
    assert stored(lab, rotation) == [([], FROM, UNTIL)]
    assert made["shifts"][0]["contacts"] == []
    assert "contacts none" in made["plan_text"]
    modules.both("rotation_override", state="absent", **nobody)
    assert stored(lab, rotation) == []


def test_calls(modules: Modules, lab: Lab) -> None:
    def calls(**options: Any) -> dict[str, int]:
        lab.forget_calls()
        modules.rotation_override(**options)
        return {name.removeprefix("ssm-contacts:"): count for name, count in lab.calls().items()}

    reads = {"ListRotations": 1, "ListRotationOverrides": 1}
    assert calls(check=True, **CHRISTMAS) == {**reads, "ListPreviewRotationShifts": 1}
    assert calls(**CHRISTMAS) == {**reads, "CreateRotationOverride": 1, "ListRotationShifts": 1}
    assert calls(**CHRISTMAS) == {**reads, "ListRotationShifts": 1}
    other = {**CHRISTMAS, "contacts": ["ada"], "replace_overlapping": True}
    assert calls(**other) == {
        **reads,
        "CreateRotationOverride": 1,
        "DeleteRotationOverride": 1,
        "ListRotationShifts": 1,
    }
    assert calls(state="absent", **other) == {**reads, "DeleteRotationOverride": 1, "ListRotationShifts": 1}
    assert calls(state="absent", **other) == {**reads, "ListRotationShifts": 1}


def test_overlaps(modules: Modules, lab: Lab, rotation: str) -> None:
    first = override(lab, rotation, ["ada"], FROM - timedelta(days=3), FROM + timedelta(hours=1))
    second = override(lab, rotation, [], UNTIL - timedelta(hours=1), UNTIL + timedelta(hours=1))
    override(lab, rotation, ["ada"], UNTIL + timedelta(hours=1), UNTIL + timedelta(days=1))
    override(lab, rotation, ["ada"], UNTIL, UNTIL + timedelta(hours=2))
    told = modules.refused("rotation_override", **CHRISTMAS)
    assert told.startswith("2 problems")
    assert (
        "start_time: overlaps the override of ada from 2027-12-21T13:00 to 2027-12-24T14:00 in America/New_York "
        f"(id {first}); choose another time, delete that override first, or set `replace_overlapping: true`"
    ) in told
    assert (
        f"overlaps the override of nobody from 2027-12-26T12:00 to 2027-12-26T14:00 in America/New_York (id {second})"
        in told
    )

    replaced = modules.both("rotation_override", replace_overlapping=True, **CHRISTMAS)
    assert [(step["action"], step["name"]) for step in replaced["plan"]] == [
        ("create", "primary 2027-12-24T13:00 to 2027-12-26T13:00"),
        ("delete", "primary 2027-12-21T13:00 to 2027-12-24T14:00"),
        ("delete", "primary 2027-12-26T12:00 to 2027-12-26T14:00"),
    ]
    assert [entry[0] for entry in stored(lab, rotation)] == [["grace"], ["ada"], ["ada"]]


def test_a_replacement_that_stopped_in_between_goes_on(modules: Modules, lab: Lab, rotation: str) -> None:
    old = override(lab, rotation, ["ada"], FROM, UNTIL)
    lab.server.fault("access_denied", operation="DeleteRotationOverride")
    stopped = modules.attempt("rotation_override", replace_overlapping=True, **CHRISTMAS)
    assert stopped["failed"]
    assert len(stored(lab, rotation)) == 2
    lab.clear_faults()

    warned = modules.unchanged("rotation_override", **CHRISTMAS)["warnings"]
    assert any("overlaps the override of ada" in warning and old in warning for warning in warned)
    modules.both("rotation_override", replace_overlapping=True, **CHRISTMAS)
    assert stored(lab, rotation) == [(["grace"], FROM, UNTIL)]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"end_time": "2027-12-24T13:29"}, "end_time: '2027-12-24T13:29' is 29 minutes after start_time"),
        (
            {"start_time": "2028-06-01T08:01", "end_time": "2028-06-02"},
            "start_time: '2028-06-01T08:01' is more than 6 months ahead, which AWS does not take",
        ),
        (
            {"start_time": "2028-03-12T02:30", "end_time": "2028-03-13"},
            "start_time: '2028-03-12T02:30' does not exist in America/New_York: the clocks are put forward over it",
        ),
        ({"start_time": "Christmas"}, "start_time: 'Christmas' is not a date and time; write it as"),
        ({"rotation": "primry"}, "rotation: 'primry' does not exist in the account; create it first"),
    ],
)
def test_refusals(modules: Modules, options: dict[str, Any], told: str) -> None:
    message = modules.refused("rotation_override", **{**CHRISTMAS, **options})
    assert told in message
    assert message.startswith("1 problem in the definition")


def test_several_mistakes_are_told_at_once(modules: Modules) -> None:
    wrong = {"contacts": ["alan"], "start_time": "2028-07-01T13:00", "end_time": "2028-07-01T13:01"}
    assert modules.refused("rotation_override", **{**CHRISTMAS, **wrong}).startswith("3 problems")


def test_absent_where_there_is_nothing(modules: Modules, lab: Lab, rotation: str) -> None:
    override(lab, rotation, ["ada"], FROM, UNTIL)
    absent = {**CHRISTMAS, "state": "absent"}
    assert modules.unchanged("rotation_override", **absent)["override_id"] == ""
    nothing = modules.unchanged("rotation_override", **{**absent, "rotation": "another"})
    assert (nothing["arn"], nothing["shifts"]) == ("", [])
    assert len(stored(lab, rotation)) == 1


def test_one_that_is_over_is_made_with_a_warning(modules: Modules) -> None:
    over = {**CHRISTMAS, "start_time": "2027-11-24T13:00", "end_time": "2027-11-25T13:00"}
    [warning] = modules.rotation_override(check=True, **over)["warnings"]
    assert (
        warning == "the override primary 2027-11-24T13:00 to 2027-11-25T13:00 is over: it changes nothing from now on"
    )


def test_the_hour_that_the_clock_shows_twice(modules: Modules, lab: Lab, rotation: str) -> None:
    wanted = {**CHRISTMAS, "start_time": "2027-11-07T01:30-05:00", "end_time": "2027-11-07T02:30"}
    made = modules.both("rotation_override", **wanted)
    assert (made["after"]["start_time"], made["after"]["end_time"]) == ("2027-11-07T01:30-05:00", "2027-11-07T02:30")
    [(_people, start, end)] = stored(lab, rotation)
    assert end - start == timedelta(hours=1)
    first = {**wanted, "start_time": "2027-11-07T01:30", "replace_overlapping": True}
    modules.both("rotation_override", **first)
    [(_people, start, end)] = stored(lab, rotation)
    assert end - start == timedelta(hours=2)


def test_info_round_trip(modules: Modules, lab: Lab, rotation: str) -> None:
    # Whoever made these did not ask the module: one is of a former member, one is over, one is too short a notice.
    lab.contacts.update_rotation(
        RotationId=rotation,
        ContactIds=[lab.arn("ada"), lab.arn("alan")],
        Recurrence=lab.contacts.get_rotation(RotationId=rotation)["Recurrence"],
    )
    former = override(lab, rotation, ["alan"], FROM, UNTIL)
    over = override(lab, rotation, [], FROM - timedelta(days=90), FROM - timedelta(days=89))
    lab.contacts.update_rotation(
        RotationId=rotation,
        ContactIds=[lab.arn("ada")],
        Recurrence=lab.contacts.get_rotation(RotationId=rotation)["Recurrence"],
    )
    found = modules.rotation_override_info(rotation="primary")
    assert found["rotation_overrides"] == [{**CHRISTMAS, "contacts": ["alan"]}]
    assert found["details"].keys() == {former}
    assert found["details"][former] | {"create_time": ""} == {
        "contacts": ["alan"],
        "start_instant": "2027-12-24T18:00:00Z",
        "end_instant": "2027-12-26T18:00:00Z",
        "create_time": "",
    }
    assert found["details"][former]["create_time"].startswith("2027-12-01T12:")
    everything = modules.rotation_override_info(rotation="primary", start_time="2027-01-01")
    assert list(everything["details"]) == [over, former]
    for element in everything["rotation_overrides"]:
        modules.unchanged("rotation_override", **element)

    lab.forget_calls()
    assert modules.rotation_override_info(rotation="primary", override_id=over)["details"].keys() == {over}
    assert lab.calls() == {"ssm-contacts:ListRotations": 1, "ssm-contacts:GetRotationOverride": 1}
    unknown = "00000000-0000-4000-8000-000000000000"
    assert modules.rotation_override_info(rotation="primary", override_id=unknown)["rotation_overrides"] == []
    assert modules.rotation_override_info(rotation="another")["rotation_overrides"] == []
    told = modules.refused("rotation_override_info", rotation="primary", start_time="2028-01-01", end_time="2027-01-01")
    assert "end_time: '2027-01-01' is not after start_time" in told
