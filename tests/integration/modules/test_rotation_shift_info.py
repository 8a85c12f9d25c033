"""Module rotation_shift_info."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

DAILY: dict[str, Any] = {
    "members": ["ada", "newcomer"],
    "start_time": "2027-03-12T09:00",
    "time_zone_id": "America/New_York",
    "recurrence": {"daily": ["09:00"]},
}


@pytest.fixture(autouse=True)
def account(lab: Lab) -> None:
    lab.server.control("POST", "clock", {"set": "2027-03-01T12:00:00Z"})
    lab.contacts.create_contact(Alias="ada", Type="PERSONAL", DisplayName="Ada Lovelace", Plan={"Stages": []})
    lab.rotation("primary", "ada", "grace")
    lab.rotation("secondary", "grace", TimeZoneId="Europe/Dublin")
    lab.forget_calls()


def by_boto3(lab: Lab, rotation: str, start: datetime, end: datetime) -> list[tuple[str, datetime, datetime]]:
    """The shifts as plain boto3 reads them."""
    pages = lab.contacts.get_paginator("list_rotation_shifts").paginate(
        RotationId=lab.rotation_arn(rotation), StartTime=start, EndTime=end
    )
    return [
        (json.dumps([arn.rsplit("/", 1)[1] for arn in shift["ContactIds"]]), shift["StartTime"], shift["EndTime"])
        for page in pages
        for shift in page["RotationShifts"]
    ]


def said(found: dict[str, Any], rotation: str) -> list[tuple[str, datetime, datetime]]:
    return [
        (
            json.dumps(shift["contacts"]),
            datetime.fromisoformat(shift["start_time"]),
            datetime.fromisoformat(shift["end_time"]),
        )
        for shift in found["shifts"]
        if shift["rotation"] == rotation
    ]


def test_shifts_of_rotations(modules: Modules, lab: Lab) -> None:
    lab.contacts.create_rotation_override(
        RotationId=lab.rotation_arn("primary"),
        NewContactIds=[lab.arn("ada")],
        StartTime=datetime(2027, 3, 13, 14, tzinfo=UTC),
        EndTime=datetime(2027, 3, 14, 14, tzinfo=UTC),
    )
    lab.forget_calls()
    found = modules.rotation_shift_info(rotations=["secondary", "primary", "nowhere", "primary"])
    assert lab.calls() == {
        "ssm-contacts:ListContacts": 1,
        "ssm-contacts:ListRotations": 1,
        "ssm-contacts:ListRotationShifts": 2,
    }
    assert found["missing"] == ["nowhere"]
    assert list(dict.fromkeys(shift["rotation"] for shift in found["shifts"])) == ["secondary", "primary"]
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    for rotation in ("primary", "secondary"):
        assert said(found, rotation) == by_boto3(lab, rotation, now, now + timedelta(days=14))
    [replaced] = [shift for shift in found["shifts"] if shift["type"] == "OVERRIDDEN"]
    assert replaced == {
        "rotation": "primary",
        "type": "OVERRIDDEN",
        "contacts": ["ada"],
        "display_names": ["Ada Lovelace"],
        "overridden_contacts": ["grace"],
        "start_time": "2027-03-13T14:00:00Z",
        "end_time": "2027-03-14T14:00:00Z",
        "local_start_time": "2027-03-13T09:00",
        "local_end_time": "2027-03-14T10:00",  # the clocks were put forward in between
        "time_zone_id": "America/New_York",
    }
    assert "Sat 2027-03-13 09:00 EST  Sun 2027-03-14 10:00 EDT  Ada Lovelace (for grace)" in found["shifts_text"]


def test_the_interval_is_by_the_clock_of_each_rotation(modules: Modules, lab: Lab) -> None:
    found = modules.rotation_shift_info(start_time="2027-03-09T13:00", end_time="2027-03-09T13:01")
    utc = datetime(2027, 3, 9, 13, tzinfo=UTC)  # as in Dublin
    new_york = utc + timedelta(hours=5)
    minute = timedelta(minutes=1)
    assert said(found, "primary") == by_boto3(lab, "primary", new_york, new_york + minute)
    assert said(found, "secondary") == by_boto3(lab, "secondary", utc, utc + minute)
    assert len(found["shifts"]) == 2
    same = modules.rotation_shift_info(start_time="2027-03-09T18:00Z", days=1, rotations=["primary"])
    assert said(same, "primary")[0] == said(found, "primary")[0]
    nothing = modules.rotation_shift_info(rotations=[])
    assert (nothing["shifts"], nothing["shifts_text"]) == ([], "ROTATION  FROM  UNTIL  ON CALL")


def test_a_definition_that_is_not_applied(modules: Modules, lab: Lab) -> None:
    found = modules.rotation_shift_info(
        definition=DAILY,
        overrides=[{"contacts": [], "start_time": "2027-03-13T12:00", "end_time": "2027-03-13T15:00"}],
        days=2,
    )
    assert lab.calls() == {"ssm-contacts:ListContacts": 1, "ssm-contacts:ListPreviewRotationShifts": 1}
    assert found["shifts_text"].splitlines() == [
        "FROM                      UNTIL                     ON CALL",
        "Fri 2027-03-12 09:00 EST  Sat 2027-03-13 09:00 EST  Ada Lovelace",
        "Sat 2027-03-13 09:00 EST  Sat 2027-03-13 12:00 EST  newcomer",
        "Sat 2027-03-13 12:00 EST  Sat 2027-03-13 15:00 EST  nobody",
        "Sat 2027-03-13 15:00 EST  Sun 2027-03-14 09:00 EDT  newcomer",
    ]
    assert [shift["type"] for shift in found["shifts"]] == ["REGULAR", "REGULAR", "OVERRIDDEN", "REGULAR"]
    assert {shift["rotation"] for shift in found["shifts"]} == {""}
    assert found["shifts"][2]["overridden_contacts"] == ["newcomer"]
    later = modules.rotation_shift_info(definition=DAILY, start_time="2027-04-01", days=1)
    assert later["shifts"][0]["local_start_time"] == "2027-03-31T09:00"
    assert lab.writes() == {}


def test_a_preview_equals_what_it_previews(modules: Modules, lab: Lab) -> None:
    lab.person("newcomer")
    lab.forget_calls()
    previewed = modules.rotation_shift_info(definition=DAILY, start_time="2027-03-10")
    modules.rotation(name="daily", **DAILY)
    real = modules.rotation_shift_info(rotations=["daily"], start_time="2027-03-10")
    assert [{**shift, "rotation": "daily"} for shift in previewed["shifts"]] == real["shifts"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            {"definition": {**DAILY, "recurrence": {}, "time_zone_id": "EST5"}},
            [
                "definition.recurrence: has none of daily, weekly and monthly",
                "definition.time_zone_id: 'EST5' is not an IANA time zone",
            ],
        ),
        ({"definition": {"members": []}}, ["definition.start_time: is required", "definition.members: has 0 members"]),
        ({"definition": {**DAILY, "membres": []}}, ["definition.membres: unknown key; did you mean 'members'?"]),
        (
            {
                "definition": DAILY,
                "overrides": [
                    {"contacts": ["grace"], "start_time": "2027-03-13", "end_time": "2027-03-13T00:10"},
                    {"contacts": [], "start_time": "2027-03-13", "end_time": "2027-03-12"},
                    {"contacts": [], "start_time": "2027-03-14T02:30", "end_time": "soon"},
                ],
            },
            [
                "overrides[0].contacts[0]: 'grace' is not a member of the rotation; its members are ada, newcomer",
                "overrides[0].end_time: '2027-03-13T00:10' is 10 minutes after start_time",
                "overrides[1].end_time: '2027-03-12' is not after start_time",
                "overrides[2].start_time: '2027-03-14T02:30' does not exist in America/New_York",
                "overrides[2].end_time: 'soon' is not a date and time",
            ],
        ),
        (
            {"overrides": [{"contacts": [], "start_time": "2027-03-13", "end_time": "2027-03-14"}]},
            ["overrides: goes with"],
        ),
        ({"start_time": "soon"}, ["start_time: 'soon' is not a date and time"]),
        ({"start_time": "2027-03-13", "end_time": "2027-03-12"}, ["end_time: '2027-03-12' is not after start_time"]),
        ({"definition": DAILY, "end_time": "2027-03-02"}, ["end_time: '2027-03-02' is not after start_time"]),
        ({"days": 367}, ["days: 367 is out of range, AWS takes 1 to 366 days"]),
        ({"rotations": [], "definition": DAILY}, ["mutually exclusive"]),
    ],
)
def test_refusals(modules: Modules, options: dict[str, Any], told: list[str]) -> None:
    message = modules.refused("rotation_shift_info", **options)
    for sentence in told:
        assert sentence in message
