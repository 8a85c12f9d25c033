"""Mistakes in the YAML, through the real playbook: each is told with place, value, rule and way out before any call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab

Definition = dict[str, Any]
Mistake = Callable[[Definition], Any]

BAD_NUMBER = "0044 7700 900123"


def _rotation(definition: Definition) -> Definition:
    found: Definition = definition["teams"]["platform"]["rotations"]["platform-primary"]
    return found


def _team(definition: Definition) -> Definition:
    found: Definition = definition["teams"]["platform"]
    return found


def _unknown_person(definition: Definition) -> None:
    _rotation(definition)["members"][1] = "gracee"


def _duplicate_alias(definition: Definition) -> None:
    _team(definition)["schedules"]["ada"] = {"rotations": ["platform-primary"]}


def _apostrophe(definition: Definition) -> None:
    definition["people"]["maeve"]["display_name"] = "Maeve O'Brien"


def _bad_phone(definition: Definition) -> None:
    definition["people"]["ada"]["sms"] = BAD_NUMBER


def _bad_zone(definition: Definition) -> None:
    _rotation(definition)["time_zone_id"] = "America/New_Yrok"


def _time_that_does_not_exist(definition: Definition) -> None:
    _rotation(definition)["start_time"] = "2026-03-08T02:30"


def _empty_rotation(definition: Definition) -> None:
    _rotation(definition)["members"] = []


def _weekly_and_daily(definition: Definition) -> None:
    _rotation(definition)["recurrence"]["daily"] = ["09:00"]


def _long_stage(definition: Definition) -> None:
    _team(definition)["escalation_plan"]["platform"]["stages"][0]["duration_in_minutes"] = 31


def _schedule_with_stages(definition: Definition) -> None:
    _team(definition)["schedules"]["platform-primary"]["stages"] = []


def _plan_for_nobody(definition: Definition) -> None:
    _team(definition)["escalation_plan"]["platform"] = [{"duration_in_minutes": 5}]


def _unknown_plan(definition: Definition) -> None:
    _team(definition)["response_plans"]["platform-critical"]["engage"] = ["platfrom"]


def _bad_tag(definition: Definition) -> None:
    definition["people"]["ada"]["tags"] = {"cost center": "4711"}


ROTATION = "teams.platform.rotations.platform-primary"
MISTAKES: dict[Mistake, tuple[str, ...]] = {
    _unknown_person: (f"{ROTATION}.members[1]: 'gracee' is not in people; did you mean 'grace'?",),
    _duplicate_alias: (
        "teams.platform.schedules.ada: 'ada' is a duplicate alias, it stands at people.ada too; rename one of them",
    ),
    _apostrophe: (
        "people.maeve.display_name: ",
        "Maeve O'Brien",
        "has characters that AWS refuses; allowed: letters, digits, spaces",
        "write O Brien or OBrien",
    ),
    _bad_phone: ("people.ada.sms: <number not shown> is not an E.164 phone number; write it as +",),
    _bad_zone: (
        (
            f"{ROTATION}.time_zone_id: 'America/New_Yrok' is not an IANA time zone that AWS takes; "
            "did you mean 'America/New_York'?"
        ),
    ),
    _time_that_does_not_exist: (
        (
            f"{ROTATION}.start_time: '2026-03-08T02:30' does not exist in America/New_York: the clocks are put forward "
            "over it; use 2026-03-08T03:30"
        ),
    ),
    _empty_rotation: (
        f"{ROTATION}.members: ",
        "has 0 members, at least 1 needed; add what is missing",
    ),
    _weekly_and_daily: (f"{ROTATION}.recurrence: has daily and weekly; keep exactly one of daily, weekly and monthly",),
    _long_stage: (
        (
            "teams.platform.escalation_plan.platform.stages[0].duration_in_minutes: 31 is out of range, AWS takes 0 to "
            "30 minutes; change it"
        ),
    ),
    _schedule_with_stages: (
        (
            "teams.platform.schedules.platform-primary.stages: a schedule has no stages; list its rotations here; "
            "stages belong to escalation_plan"
        ),
    ),
    _plan_for_nobody: (
        (
            "teams.platform.escalation_plan.platform: reaches nobody; page a person, or a schedule whose people have a "
            "phone or mail"
        ),
    ),
    _unknown_plan: (
        (
            "teams.platform.response_plans.platform-critical.engage: 'platfrom' is not in people, schedules or "
            "escalation plans; did you mean 'platform'?"
        ),
    ),
    _bad_tag: (
        (
            "people.ada.tags.'cost center': 'cost center' has characters that AWS refuses; allowed: letters "
            "without accents, digits and / _ + = - (the services share these)"
        ),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__.strip("_"))
def test_a_mistake_is_told_before_any_call(
    lab: Lab, written: Playbook, definition: Definition, mistake: Mistake
) -> None:
    mistake(definition)
    failed = written("onboard_team", definition, "-l", "platform")
    assert failed.code != 0
    assert failed.message.startswith("1 problem in the definition; nothing was written:\n")
    for said in MISTAKES[mistake]:
        assert said in failed.message
    [result] = [result for result in failed.results if result.get("failed")]
    [problem] = result["problems"]
    assert problem.keys() == {"path", "value", "rule", "way_out"}
    assert problem["rule"]
    assert problem["way_out"]
    assert BAD_NUMBER not in failed.output
    assert lab.calls() == {}


def test_all_mistakes_are_told_at_once(lab: Lab, written: Playbook, definition: Definition) -> None:
    together = [mistake for mistake in MISTAKES if mistake not in (_unknown_person, _empty_rotation, _bad_zone)]
    for mistake in together:
        if mistake is not _plan_for_nobody:
            mistake(definition)
    failed = written("onboard_team", definition, "-l", "platform", "--check", as_json=False)
    assert failed.code != 0
    flat = " ".join(failed.output.split())
    for mistake in together:
        if mistake is not _plan_for_nobody:
            for said in MISTAKES[mistake]:
                assert " ".join(said.split()) in flat
    assert f"{len(together) - 1} problems in the definition; nothing was written" in flat
    assert lab.calls() == {}


def test_a_mistake_of_another_team_stops_nobody(lab: Lab, written: Playbook, definition: Definition) -> None:
    definition["teams"]["appdev"]["rotations"]["appdev-primary"]["members"] = []
    written("onboard_team", definition, "-l", "platform").succeeded()
    assert "platform-primary" in lab.account()["rotations"]


def test_a_team_without_a_definition(lab: Lab, written: Playbook, definition: Definition) -> None:
    definition["teams"]["platform"] = "soon"
    failed = written("onboard_team", definition, "-l", "platform")
    assert failed.code != 0
    assert "oncall_team" in failed.message
    assert lab.calls() == {}
