"""Who is on call: what the playbook shows is what the service says, overrides, clock and coverages included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.oncall import oncall_data
from ansible_collections.oncall.incident_manager.plugins.module_utils._oncall import who_is_on_call

from tests.support.core import bulk
from tests.support.lab import Lab

if TYPE_CHECKING:
    from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

    from tests.integration.conftest import Playbook

Definition = dict[str, Any]
Shape = dict[str, Any]

FIRST_TUESDAY = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)


@pytest.fixture
def everybody(lab: Lab, clients: Clients, definition: Definition) -> Lab:
    """The account with the whole example in it."""
    bulk(clients, definition)
    lab.forget_calls()
    return lab


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _shift(shape: Shape | None) -> Shape | None:
    if shape is None:
        return None
    return {
        "contacts": [arn.rsplit("/", 1)[1] for arn in shape["ContactIds"]],
        "start_time": _text(shape["StartTime"]),
        "end_time": _text(shape["EndTime"]),
        "overridden_contacts": [
            arn.rsplit("/", 1)[1] for arn in shape.get("ShiftDetails", {}).get("OverriddenContactIds", ())
        ],
    }


def _by_boto3(lab: Lab, schedule: str, at: datetime) -> dict[str, tuple[Shape | None, Shape | None]]:
    """Return the shifts at an instant and next of each rotation of a schedule, read with plain boto3."""
    names = {shape["RotationArn"]: shape["Name"] for shape in lab.contacts.list_rotations()["Rotations"]}
    found = {}
    for arn in lab.contacts.get_contact(ContactId=lab.arn(schedule))["Plan"]["RotationIds"]:
        pages = lab.contacts.get_paginator("list_rotation_shifts").paginate(
            RotationId=arn, StartTime=at, EndTime=at + timedelta(days=60)
        )
        shifts = sorted((s for page in pages for s in page["RotationShifts"]), key=lambda shape: shape["StartTime"])
        now = next((shape for shape in shifts if shape["StartTime"] <= at < shape["EndTime"]), None)
        after = next((shape for shape in shifts if shape["StartTime"] > at), None)
        found[names[arn]] = (_shift(now), _shift(after))
    return found


def _said(schedule: Shape) -> dict[str, tuple[Shape | None, Shape | None]]:
    """Return what the collection says, without the display names, in the form of ``_by_boto3``."""

    def plain(shift: Shape | None) -> Shape | None:
        return shift and {key: value for key, value in shift.items() if key != "display_names"}

    return {entry["rotation"]: (plain(entry["now"]), plain(entry["next"])) for entry in schedule["rotations"]}


def _ask(clients: Clients, schedules: list[str] | None, at: datetime | None) -> dict[str, Shape]:
    found = who_is_on_call(clients, None if schedules is None else {None: schedules}, at)
    return {entry["schedule"]: entry for entry in oncall_data(found.schedules, found.names)}


def _override(lab: Lab, rotation: str, person: str, start: datetime, end: datetime) -> None:
    lab.contacts.create_rotation_override(
        RotationId=lab.rotation_arn(rotation),
        NewContactIds=[lab.arn(person)],
        StartTime=start,
        EndTime=end,
        IdempotencyToken=f"{rotation}-{person}",
    )


def test_the_playbook_shows_what_the_service_says(everybody: Lab, playbook: Playbook, definition: Definition) -> None:
    shown = playbook("show_oncall").succeeded()
    answer = shown.only("Ask for the shifts of all teams")
    assert shown.changed == 0
    assert answer["missing"] == []
    wanted = [alias for team in ("platform", "appdev", "support") for alias in definition["teams"][team]["schedules"]]
    assert [entry["schedule"] for entry in answer["oncall"]] == wanted
    at = datetime.fromisoformat(answer["at"])
    assert abs(at - datetime.now(UTC) - timedelta(seconds=60)) < timedelta(seconds=60)  # the lab's clock is ahead
    for entry in answer["oncall"]:
        assert entry["schedule"] in definition["teams"][entry["team"]]["schedules"]
        assert _said(entry) == _by_boto3(everybody, entry["schedule"], at)
    text = shown.only("Show who is on call now and next")["msg"]
    assert text.startswith(f"As of {answer['at']}\n\nTEAM ")
    primary = next(entry for entry in answer["oncall"] if entry["schedule"] == "platform-primary")["rotations"][0]
    [name] = primary["now"]["display_names"]
    assert name == definition["people"][primary["now"]["contacts"][0]]["display_name"]
    assert name in text
    assert everybody.writes() == {}


def test_one_team_at_an_instant(everybody: Lab, playbook: Playbook) -> None:
    shown = playbook("show_oncall", "-l", "platform", "-e", "at=2026-01-06T13:30:00-05:00").succeeded()
    answer = shown.only("Ask for the shifts of all teams")
    assert answer["at"] == "2026-01-06T18:30:00Z"
    by_alias = {entry["schedule"]: entry for entry in answer["oncall"]}
    assert list(by_alias) == ["platform-primary", "platform-secondary", "platform-interrupts", "platform-deployment"]
    [primary] = by_alias["platform-primary"]["rotations"]
    assert primary["now"] == {
        "contacts": ["ada"],
        "display_names": ["Ada Lovelace"],
        "start_time": "2026-01-06T18:00:00Z",
        "end_time": "2026-01-13T18:00:00Z",
        "overridden_contacts": [],
    }
    assert primary["next"]["contacts"] == ["grace"]
    for alias, entry in by_alias.items():
        assert _said(entry) == _by_boto3(everybody, alias, FIRST_TUESDAY)
    assert "Tue 2026-01-13 13:00 EST" in answer["oncall_text"]


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-01-13T17:59:59+00:00", "ada"),
        ("2026-01-13T18:00:00+00:00", "grace"),
        ("2026-03-10T16:59:00+00:00", "ada"),  # the clocks have been put forward: hand-off an hour earlier in UTC
        ("2026-03-10T17:00:00+00:00", "grace"),
        ("2027-06-01T17:00:00+00:00", "grace"),
    ],
)
def test_hand_offs_keep_the_wall_clock(everybody: Lab, clients: Clients, at: str, who: str) -> None:
    instant = datetime.fromisoformat(at)
    said = _said(_ask(clients, ["platform-primary"], instant)["platform-primary"])
    now, _ = said["platform-primary"]
    assert now is not None
    assert now["contacts"] == [who]
    assert said == _by_boto3(everybody, "platform-primary", instant)


def test_nobody_is_on_call_outside_the_coverages(everybody: Lab, clients: Clients) -> None:
    saturday = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
    said = _ask(clients, ["support", "platform-interrupts"], saturday)
    for alias, entry in said.items():
        assert [rotation["now"] for rotation in entry["rotations"]] == [None] * len(entry["rotations"])
        assert all(rotation["next"]["contacts"] for rotation in entry["rotations"])
        assert _said(entry) == _by_boto3(everybody, alias, saturday)
    found = who_is_on_call(clients, {None: ["support"]}, saturday)
    assert [rotation.now for rotation in found.schedules[0].rotations] == [None, None]


def test_an_override_in_force(everybody: Lab, clients: Clients, playbook: Playbook) -> None:
    now = datetime.fromisoformat(everybody.server.control("GET", "clock")["now"])
    (regular, _) = _by_boto3(everybody, "platform-primary", now)["platform-primary"]
    assert regular is not None
    stand_in = "katherine" if regular["contacts"] != ["katherine"] else "ada"
    _override(everybody, "platform-primary", stand_in, now - timedelta(minutes=20), now + timedelta(hours=3))
    everybody.forget_calls()

    shown = playbook("show_oncall", "-l", "platform").succeeded()
    answer = shown.only("Ask for the shifts of all teams")
    primary = answer["oncall"][0]["rotations"][0]
    assert primary["now"]["contacts"] == [stand_in]
    assert primary["now"]["overridden_contacts"] == regular["contacts"]
    assert "(for " in answer["oncall_text"]
    assert _said(answer["oncall"][0]) == _by_boto3(everybody, "platform-primary", datetime.fromisoformat(answer["at"]))
    # And the rotation as such is not changed: applying again is no change.
    later = _ask(clients, ["platform-primary"], now + timedelta(hours=3, minutes=1))
    assert later["platform-primary"]["rotations"][0]["now"]["overridden_contacts"] == []


def test_the_time_is_that_of_the_service(everybody: Lab, clients: Clients) -> None:
    """The sandbox's clock is moved past hand-offs; without ``at`` the answer moves with it."""
    seen = []
    for _ in range(4):
        found = who_is_on_call(clients, {None: ["platform-primary"]}, None)
        service = datetime.fromisoformat(everybody.server.control("GET", "clock")["now"])
        assert abs(found.at - service) < timedelta(seconds=10)
        shift = found.schedules[0].rotations[0].now
        assert shift is not None
        assert _said(oncall_data(found.schedules, found.names)[0]) == _by_boto3(everybody, "platform-primary", found.at)
        seen.append(shift.contacts[0])
        everybody.server.advance(7 * 86400)
    order = ["ada", "grace", "alan", "katherine"]
    first = order.index(seen[0])
    assert seen == [order[(first + week) % 4] for week in range(4)]


def test_the_playbook_moves_with_the_clock(everybody: Lab, playbook: Playbook) -> None:
    everybody.server.advance(14 * 86400)
    answer = playbook("show_oncall", "-l", "appdev").succeeded().only("Ask for the shifts of all teams")
    at = datetime.fromisoformat(answer["at"])
    assert at - datetime.now(UTC) > timedelta(days=13)
    for entry in answer["oncall"]:
        assert _said(entry) == _by_boto3(everybody, entry["schedule"], at)


def test_unknown_schedules_are_named_and_no_error(everybody: Lab, module: Playbook) -> None:
    run = module("oncall_info", schedules=["platform-primary", "plattform", "ada"], at="2026-01-06T18:30:00")
    answer = run.succeeded().results[-1]
    assert answer["missing"] == ["plattform", "ada"]
    assert [entry["schedule"] for entry in answer["oncall"]] == ["platform-primary"]
    assert answer["at"] == "2026-01-06T18:30:00Z"
    assert everybody.calls() == {
        "ssm-contacts:GetContact": 1,
        "ssm-contacts:ListContacts": 1,
        "ssm-contacts:ListRotations": 1,
        "ssm-contacts:ListRotationShifts": 1,
    }


def test_all_schedules_when_none_is_named(everybody: Lab, clients: Clients, definition: Definition) -> None:
    found = who_is_on_call(clients, None, FIRST_TUESDAY)
    wanted = {alias for team in definition["teams"].values() for alias in team["schedules"]}
    assert {schedule.alias for schedule in found.schedules} == wanted
    assert found.missing == ()
    # Two lists, a read for each of 7 schedules, and one for each of 8 rotations.
    assert sum(everybody.calls().values()) == 2 + 7 + 8


def test_a_schedule_without_rotations(everybody: Lab, clients: Clients) -> None:
    everybody.contacts.update_contact(ContactId=everybody.arn("platform-primary"), Plan={"RotationIds": []})
    found = who_is_on_call(clients, {None: ["platform-primary"]}, FIRST_TUESDAY)
    assert [(schedule.alias, schedule.rotations) for schedule in found.schedules] == [("platform-primary", ())]


def test_a_date_that_is_none(everybody: Lab, module: Playbook) -> None:
    failed = module("oncall_info", at="next tuesday")
    assert failed.code != 0
    assert "at: 'next tuesday' is not a date and time; write it as 2026-12-25T03:00:00-05:00" in failed.message
    assert everybody.calls() == {}
