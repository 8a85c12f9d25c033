"""The shapes of ssm-contacts: what is sent reads back the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import (
    Channel,
    ChannelTarget,
    EngagementStage,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.escalation_plan import (
    EscalationPlan,
    EscalationStage,
    EscalationTarget,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import Recurrence, Rotation
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import Address
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.contacts import (
    alias_of,
    idempotency_token,
    tags_from_wire,
    tags_to_wire,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.escalation_plans import (
    escalation_plan_from_wire,
    escalation_plan_to_wire,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.people import (
    channel_from_wire,
    contact_from_wire,
    engagement_plan_to_wire,
    stages_from_wire,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.rotations import (
    recurrence_from_wire,
    recurrence_to_wire,
    rotation_from_wire,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import strategies
from tests.unit.accounts import ARNS, arn

EMPTY_RECURRENCE = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1}


@strategies.thorough
@given(strategies.recurrences(), st.randoms(use_true_random=False))
def test_recurrences_in_whatever_order_aws_returns_the_days(recurrence: Recurrence, random: Any) -> None:
    shape = recurrence_to_wire(recurrence)
    coverages = list(shape.get("ShiftCoverages", {}).items())
    random.shuffle(coverages)
    again = recurrence_from_wire({**shape, "ShiftCoverages": dict(coverages)})
    assert again == recurrence
    assert list(again.shift_coverages or {}) == list(recurrence.shift_coverages or {})
    settings = {"DailySettings", "WeeklySettings", "MonthlySettings"} & shape.keys()
    assert len(settings) == 1
    assert ("ShiftCoverages" in shape) == bool(recurrence.shift_coverages)


@strategies.thorough
@given(strategies.rotations, st.integers(0, 999_999), st.integers(-12, 14))
def test_rotations_with_parts_of_seconds_in_any_offset(rotation: Rotation, microsecond: int, hours: int) -> None:
    assert rotation.start_time
    assert rotation.recurrence
    start = rotation.start_time.replace(microsecond=microsecond).astimezone(timezone(timedelta(hours=hours)))
    shape = {
        "Name": rotation.name,
        "ContactIds": [arn(member) for member in rotation.members or ()],
        "StartTime": start,
        "TimeZoneId": rotation.time_zone_id,
        "Recurrence": recurrence_to_wire(rotation.recurrence),
    }
    assert rotation_from_wire(shape) == rotation


def test_a_rotation_may_come_without_start_and_members() -> None:
    shape = {"Name": "r", "TimeZoneId": "UTC", "Recurrence": EMPTY_RECURRENCE}
    made = rotation_from_wire(shape)
    assert (made.members, made.start_time) == ((), None)


def test_minutes_of_start_and_end_are_kept_apart() -> None:
    window = {"Start": {"HourOfDay": 8, "MinuteOfHour": 30}, "End": {"HourOfDay": 17, "MinuteOfHour": 5}}
    shape = {**EMPTY_RECURRENCE, "DailySettings": [window["Start"]], "ShiftCoverages": {"MON": [window], "TUE": []}}
    made = recurrence_from_wire(shape)
    assert [str(time) for time in made.daily] == ["08:30"]
    assert [(day, str(w.start), str(w.end)) for day, ws in (made.shift_coverages or {}).items() for w in ws] == [
        ("MON", "08:30", "17:05")
    ]


@strategies.thorough
@given(strategies.escalation_plans)
def test_escalation_plans(plan: EscalationPlan) -> None:
    shape = {
        "Alias": plan.alias,
        "DisplayName": plan.display_name,
        "Plan": escalation_plan_to_wire(plan.stages or (), ARNS),
    }
    assert "RotationIds" not in shape["Plan"]  # type: ignore[operator]
    assert escalation_plan_from_wire(shape) == plan


def test_an_escalation_plan_on_the_wire() -> None:
    stages = (EscalationStage(0, (EscalationTarget("ada", is_essential=False),)), EscalationStage(5, ()))
    assert escalation_plan_to_wire(stages, {"ada": "arn:ada"}) == {
        "Stages": [
            {
                "DurationInMinutes": 0,
                "Targets": [{"ContactTargetInfo": {"ContactId": "arn:ada", "IsEssential": False}}],
            },
            {"DurationInMinutes": 5, "Targets": []},
        ]
    }
    bare = escalation_plan_from_wire({"Alias": "x", "Plan": {}})
    assert (bare.display_name, bare.stages) == ("", ())


@strategies.thorough
@given(strategies.devices().flatmap(lambda found: st.tuples(st.just(found), strategies.engagement_plans(found))))
def test_engagement_plans(made: tuple[tuple[Channel, ...], tuple[EngagementStage, ...]]) -> None:
    channels, plan = made
    arns = {channel.name: f"arn:{channel.name}" for channel in channels}
    names = {channel_arn: name for name, channel_arn in arns.items()}
    read = stages_from_wire(engagement_plan_to_wire(plan, arns))
    assert plan == tuple(
        EngagementStage(minutes, tuple(ChannelTarget(names[target], retry) for target, retry in targets))
        for minutes, targets in read
    )


def test_an_engagement_plan_on_the_wire() -> None:
    plan = (EngagementStage(3, (ChannelTarget("sms", 0), ChannelTarget("mail"))),)
    assert engagement_plan_to_wire(plan, {"sms": "a", "mail": "b"}) == {
        "Stages": [
            {
                "DurationInMinutes": 3,
                "Targets": [
                    {"ChannelTargetInfo": {"ContactChannelId": "a", "RetryIntervalInMinutes": 0}},
                    {"ChannelTargetInfo": {"ContactChannelId": "b"}},
                ],
            }
        ]
    }
    assert engagement_plan_to_wire((), {}) == {"Stages": []}
    assert stages_from_wire({}) == ()
    assert stages_from_wire({"Stages": [{"DurationInMinutes": 1}]}) == ((1, ()),)


@pytest.mark.parametrize(("status", "activated"), [("ACTIVATED", True), ("NOT_ACTIVATED", False), (None, False)])
def test_channels(status: str | None, activated: bool) -> None:
    shape = {
        "ContactChannelArn": "arn",
        "Name": "sms",
        "Type": "SMS",
        "DeliveryAddress": {"SimpleAddress": "+12025550101"},
        "ActivationStatus": status,
    }
    found = channel_from_wire(shape)
    assert (found.arn, found.activated) == ("arn", activated)
    assert found.channel == Channel("sms", "SMS", Address("+12025550101"))
    assert "2025550101" not in repr(found)


def test_what_aws_leaves_out_of_a_contact_is_empty() -> None:
    assert contact_from_wire({"Alias": "ada"}).display_name == ""
    assert contact_from_wire({"Alias": "ada", "DisplayName": "Ada"}).display_name == "Ada"


@strategies.quick
@given(st.dictionaries(strategies.words, strategies.words))
def test_tags(tags: dict[str, str]) -> None:
    assert tags_from_wire(tags_to_wire(tags)) == tags
    assert [tag["Key"] for tag in tags_to_wire(tags)] == sorted(tags)


def test_tokens_follow_the_content() -> None:
    start = datetime(2026, 1, 6, tzinfo=UTC)
    token = idempotency_token("rotation", {"a": 1, "b": start})
    assert token == idempotency_token("rotation", {"b": start, "a": 1})
    assert token != idempotency_token("rotation", {"a": 1, "b": start + timedelta(seconds=1)})
    assert token != idempotency_token("rotation", "a", 1)
    assert len(token) <= 128
    assert token.isalnum()


def test_aliases_are_the_ends_of_arns() -> None:
    assert alias_of(arn("web-oncall")) == "web-oncall"
