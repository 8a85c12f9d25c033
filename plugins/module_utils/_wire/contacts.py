# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between the model and the shapes of ssm-contacts. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from .._model.account import FoundChannel, FoundContact
from .._model.contact import Channel, Contact, EngagementStage
from .._model.escalation_plan import EscalationPlan, EscalationStage, EscalationTarget
from .._model.kinds import Kind
from .._model.rotation import (
    DAYS,
    Coverage,
    HandOffTime,
    MonthlyHandOff,
    Recurrence,
    Rotation,
    WeeklyHandOff,
)
from .._model.schedule import OnCallSchedule
from .._model.secret import Address

KIND_OF_TYPE: Mapping[str, Kind] = {
    "PERSONAL": Kind.CONTACT,
    "ONCALL_SCHEDULE": Kind.ONCALL_SCHEDULE,
    "ESCALATION": Kind.ESCALATION_PLAN,
}

Shape = dict[str, Any]


def alias_of(arn: str) -> str:
    """Return the alias in the ARN of a contact, schedule or escalation plan."""
    return arn.rsplit("/", 1)[-1]


def tags_to_wire(tags: Mapping[str, str]) -> list[Shape]:
    """Return tags as ssm-contacts writes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def tags_from_wire(tags: Iterable[Shape]) -> dict[str, str]:
    """Return tags as a mapping."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def idempotency_token(*content: object) -> str:
    """Return a token for content that is being created: the same content gives the same token, whoever sends it."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def channel_from_wire(shape: Shape) -> FoundChannel:
    """Read an entry of ListContactChannels."""
    arn = str(shape["ContactChannelArn"])
    channel = Channel(
        name=str(shape["Name"]),
        type=str(shape.get("Type", "")),
        address=Address(str(shape["DeliveryAddress"].get("SimpleAddress", ""))),
    )
    return FoundChannel(arn, channel, activated=shape.get("ActivationStatus") == "ACTIVATED")


def engagement_plan_to_wire(stages: Iterable[EngagementStage], channel_arns: Mapping[str, str]) -> Shape:
    """Return the Plan of a PERSONAL contact; ``channel_arns`` are by channel name."""
    return {
        "Stages": [
            {
                "DurationInMinutes": stage.duration_in_minutes,
                "Targets": [
                    {
                        "ChannelTargetInfo": {"ContactChannelId": channel_arns[target.channel]}
                        | (
                            {}
                            if target.retry_interval_in_minutes is None
                            else {"RetryIntervalInMinutes": target.retry_interval_in_minutes}
                        )
                    }
                    for target in stage.channels
                ],
            }
            for stage in stages
        ]
    }


def stages_from_wire(plan: Shape) -> tuple[tuple[int, tuple[tuple[str, int | None], ...]], ...]:
    """Read the Plan of a PERSONAL contact, targets as channel ARNs."""
    return tuple(
        (
            int(stage["DurationInMinutes"]),
            tuple(
                (str(info["ContactChannelId"]), info.get("RetryIntervalInMinutes"))
                for target in stage.get("Targets", ())
                if (info := target.get("ChannelTargetInfo"))
            ),
        )
        for stage in plan.get("Stages", ())
    )


def contact_from_wire(shape: Shape) -> Contact:
    """Read a PERSONAL contact, without its channels and engagement plan."""
    return Contact(alias=str(shape["Alias"]), display_name=str(shape.get("DisplayName", "")))


def escalation_plan_to_wire(stages: Iterable[EscalationStage], contact_arns: Mapping[str, str]) -> Shape:
    """Return the Plan of an ESCALATION contact; ``contact_arns`` are by alias."""
    return {
        "Stages": [
            {
                "DurationInMinutes": stage.duration_in_minutes,
                "Targets": [
                    {
                        "ContactTargetInfo": {
                            "ContactId": contact_arns[target.contact],
                            "IsEssential": target.is_essential,
                        }
                    }
                    for target in stage.targets
                ],
            }
            for stage in stages
        ]
    }


def escalation_plan_from_wire(shape: Shape) -> EscalationPlan:
    """Read an ESCALATION contact."""
    return EscalationPlan(
        alias=str(shape["Alias"]),
        display_name=str(shape.get("DisplayName", "")),
        stages=tuple(
            EscalationStage(
                int(stage["DurationInMinutes"]),
                tuple(
                    EscalationTarget(alias_of(info.get("ContactId", "")), bool(info["IsEssential"]))
                    for target in stage.get("Targets", ())
                    if (info := target.get("ContactTargetInfo"))
                ),
            )
            for stage in shape["Plan"].get("Stages", ())
        ),
    )


def found_contact(shape: Shape, channels: Iterable[Shape], tags: Mapping[str, str]) -> FoundContact:
    """Put a person together: the answer of GetContact, the entries of ListContactChannels, the tags."""
    return FoundContact(
        arn=str(shape["ContactArn"]),
        model=contact_from_wire(shape),
        tags=tags,
        channels=tuple(channel_from_wire(entry) for entry in channels),
        stages=stages_from_wire(shape["Plan"]),
    )


def schedule_from_wire(shape: Shape, rotation_names: Mapping[str, str]) -> OnCallSchedule:
    """Read an ONCALL_SCHEDULE contact; ``rotation_names`` are by ARN, a rotation that lacks there was deleted."""
    arns = shape["Plan"].get("RotationIds", ())
    return OnCallSchedule(
        alias=str(shape["Alias"]),
        display_name=str(shape.get("DisplayName", "")),
        rotations=tuple(rotation_names.get(arn, f"(deleted rotation {arn.rsplit('/', 1)[-1]})") for arn in arns),
    )


def _time_to_wire(time: HandOffTime) -> Shape:
    return {"HourOfDay": time.hour, "MinuteOfHour": time.minute}


def _time_from_wire(shape: Shape) -> HandOffTime:
    return HandOffTime(int(shape["HourOfDay"]), int(shape["MinuteOfHour"]))


def recurrence_to_wire(recurrence: Recurrence) -> Shape:
    """Return a recurrence; the settings and coverages it does not have are left out."""
    shape: Shape = {
        "NumberOfOnCalls": recurrence.number_of_on_calls,
        "RecurrenceMultiplier": recurrence.recurrence_multiplier,
    }
    if recurrence.daily:
        shape["DailySettings"] = [_time_to_wire(time) for time in recurrence.daily]
    if recurrence.weekly:
        shape["WeeklySettings"] = [
            {"DayOfWeek": entry.day, "HandOffTime": _time_to_wire(entry.time)} for entry in recurrence.weekly
        ]
    if recurrence.monthly:
        shape["MonthlySettings"] = [
            {"DayOfMonth": entry.day, "HandOffTime": _time_to_wire(entry.time)} for entry in recurrence.monthly
        ]
    if recurrence.shift_coverages:
        shape["ShiftCoverages"] = {
            day: [{"Start": _time_to_wire(window.start), "End": _time_to_wire(window.end)} for window in windows]
            for day, windows in recurrence.shift_coverages.items()
        }
    return shape


def recurrence_from_wire(shape: Shape) -> Recurrence:
    """Read a recurrence; AWS returns the days of coverages in any order, the model in the order of the week."""
    coverages = shape.get("ShiftCoverages") or {}
    return Recurrence(
        number_of_on_calls=int(shape["NumberOfOnCalls"]),
        recurrence_multiplier=int(shape["RecurrenceMultiplier"]),
        daily=tuple(_time_from_wire(entry) for entry in shape.get("DailySettings") or ()),
        weekly=tuple(
            WeeklyHandOff(str(entry["DayOfWeek"]), _time_from_wire(entry["HandOffTime"]))
            for entry in shape.get("WeeklySettings") or ()
        ),
        monthly=tuple(
            MonthlyHandOff(int(entry["DayOfMonth"]), _time_from_wire(entry["HandOffTime"]))
            for entry in shape.get("MonthlySettings") or ()
        ),
        shift_coverages={
            day: tuple(
                Coverage(_time_from_wire(window["Start"]), _time_from_wire(window["End"])) for window in coverages[day]
            )
            for day in DAYS
            if coverages.get(day)
        },
    )


def rotation_from_wire(shape: Shape) -> Rotation:
    """Read a rotation as ListRotations and GetRotation return it; AWS may keep parts of a second, we do not."""
    start = shape.get("StartTime")
    return Rotation(
        name=str(shape["Name"]),
        members=tuple(alias_of(arn) for arn in shape.get("ContactIds", ())),
        start_time=start.astimezone(UTC).replace(microsecond=0) if isinstance(start, datetime) else None,
        time_zone_id=str(shape["TimeZoneId"]),
        recurrence=recurrence_from_wire(shape["Recurrence"]),
    )
