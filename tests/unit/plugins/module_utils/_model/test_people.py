"""What is read from people: absent is not managed, empty is made empty, the default plan fits everybody."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import (
    ChannelTarget,
    EngagementStage,
)

from tests.unit.definitions import ABSENT, definition, read


def person(written: Any, plan: Any = None) -> Any:
    whole = definition("people.ada", written)
    whole["default_engagement_plan"] = plan
    return read(whole).contacts["ada"]


@pytest.mark.parametrize("empty", [ABSENT, None])
@pytest.mark.parametrize(("key", "field"), [("display_name", "display_name"), ("channels", "channels")])
def test_absent_is_not_managed(key: str, field: str, empty: object) -> None:
    assert getattr(person({} if empty is ABSENT else {key: empty}), field) is None


def test_without_devices_nothing_is_said_of_the_engagement_plan() -> None:
    assert person({}, [{"duration_in_minutes": 1, "channels": [{"type": "SMS"}]}]).engagement_plan is None


def test_empty_is_managed() -> None:
    made = person({"display_name": "", "channels": {}, "engagement_plan": []})
    assert (made.display_name, made.channels, made.engagement_plan) == ("", (), ())


def test_short_forms_and_more_devices() -> None:
    made = person(
        {"email": "a@b.gov", "sms": "+12025550101", "channels": {"second": {"type": "SMS", "address": "+12025550102"}}}
    )
    assert [(c.name, c.type) for c in made.channels] == [("sms", "SMS"), ("email", "EMAIL"), ("second", "SMS")]


def test_the_default_plan_skips_what_somebody_lacks() -> None:
    plan = [
        {"duration_in_minutes": 5, "channels": [{"type": "SMS", "retry_interval_in_minutes": 1}, {"type": "VOICE"}]},
        {"duration_in_minutes": 6, "channels": [{"type": "VOICE"}]},
        {"duration_in_minutes": 7, "channels": [{"name": "pager"}]},
        {"duration_in_minutes": 8, "channels": []},
    ]
    made = person({"sms": "+12025550101"}, plan)
    assert made.engagement_plan == (EngagementStage(5, (ChannelTarget("sms", 1),)), EngagementStage(8, ()))


def test_a_type_means_all_devices_of_it() -> None:
    channels = {"second": {"type": "SMS", "address": "+12025550102"}}
    made = person(
        {"sms": "+12025550101", "channels": channels}, [{"duration_in_minutes": 5, "channels": [{"type": "SMS"}]}]
    )
    assert made.engagement_plan == (EngagementStage(5, (ChannelTarget("sms"), ChannelTarget("second"))),)


def test_tags_are_inherited_and_ours_always_there() -> None:
    written = definition("tags", {"a": "common", "b": "common", "c": "common"})
    written["teams"]["web"]["tags"] = {"b": "team", "c": "team"}
    written["teams"]["web"]["rotations"]["primary"]["tags"] = {"c": "own"}
    organisation = read(written)
    assert organisation.contacts["ada"].tags == {
        "a": "common",
        "b": "common",
        "c": "common",
        "managed-by": "oncall.incident_manager",
    }
    assert organisation.teams["web"].rotations["primary"].tags == {
        "a": "common",
        "b": "team",
        "c": "own",
        "managed-by": "oncall.incident_manager",
        "team": "web",
    }


def test_a_selected_run_takes_only_its_people_along_and_borrows_the_rest() -> None:
    written = definition()
    written["people"]["linus"] = {"sms": "+12025550104"}
    written["teams"]["ops"] = {
        "schedules": {"ops-oncall": {"rotations": ["primary"]}},
        "escalation_plan": {"ops": [{"page": ["linus"]}, {"page": ["web-oncall"]}]},
        "response_plans": {"ops-critical": {"title": "Ops", "impact": 1, "engage": ["web", "ops"]}},
    }
    organisation = read(written, ["ops"])
    assert list(organisation.contacts) == ["linus"]
    assert organisation.borrowed == {"web-oncall": "web", "web": "web"}
    assert organisation.borrowed_rotations == {"primary": "web"}
    assert not organisation.complete
    everything = read(written)
    assert list(everything.contacts) == ["ada", "grace", "linus"]
    assert everything.complete
    assert everything.borrowed == everything.borrowed_rotations == {}
