"""The shapes of overrides and previews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ansible_collections.oncall.incident_manager.plugins.module_utils._model.override import RotationOverride
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import (
    HandOffTime,
    Recurrence,
    Rotation,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.overrides import (
    override_from_wire,
    override_to_wire,
    preview_to_wire,
)

from tests.unit.accounts import ARNS, arn

START = datetime(2026, 12, 24, 18, tzinfo=UTC)
OVERRIDE = RotationOverride("primary", START, START + timedelta(hours=4), ("grace", "ada"))


def test_what_is_sent_reads_back_in_whole_seconds() -> None:
    sent = override_to_wire(OVERRIDE, ARNS)
    assert sent["NewContactIds"] == [arn("grace"), arn("ada")]
    part = timedelta(microseconds=250_000)
    shape = {
        **sent,
        "RotationOverrideId": "id",
        "StartTime": sent["StartTime"] + part,
        "EndTime": sent["EndTime"] + part,
        "CreateTime": START,
    }
    found = override_from_wire(shape, "primary")
    assert (found.override_id, found.model, found.created) == ("id", OVERRIDE, START)
    assert override_from_wire({**shape, "NewContactIds": None, "CreateTime": None}, "primary").model.contacts == ()


def test_a_preview_names_strangers_by_their_alias() -> None:
    rotation = Rotation("", ("ada", "newcomer"), START, "UTC", Recurrence(1, 1, daily=(HandOffTime(9, 0),)))
    stand_in = RotationOverride("", START, START + timedelta(hours=1), ("newcomer", "ada"))
    assert preview_to_wire(rotation, [stand_in], {"ada": arn("ada")}) == {
        "Members": [arn("ada"), "newcomer"],
        "TimeZoneId": "UTC",
        "Recurrence": {
            "NumberOfOnCalls": 1,
            "RecurrenceMultiplier": 1,
            "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}],
        },
        "RotationStartTime": START,
        "Overrides": [
            {"NewMembers": ["newcomer", arn("ada")], "StartTime": START, "EndTime": START + timedelta(hours=1)}
        ],
    }
    assert "Overrides" not in preview_to_wire(rotation, [], {})
