"""Rotation overrides: another crew for a while."""

from __future__ import annotations

import calendar
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of, demand_rotation_data, person
from sandbox.contacts.errors import invalid, not_found, quota_exceeded
from sandbox.contacts.rotations import whole_seconds
from sandbox.contacts.state import Override, Rotation
from sandbox.idempotency import once
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.context import RequestContext


def create_rotation_override(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateRotationOverride."""

    def alive(answer: dict[str, Any]) -> bool:
        rotation = book_of(context).rotations.get(request["RotationId"])
        return rotation is not None and answer["RotationOverrideId"] in rotation.overrides

    return once(context, "CreateRotationOverride", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    rotation = demand_rotation_data(context, request["RotationId"])
    override = Override(
        id=str(uuid.uuid4()),
        contacts=[person(context, arn).arn for arn in request["NewContactIds"]],
        start=whole_seconds(request["StartTime"]),
        end=whole_seconds(request["EndTime"]),
        created=context.now,
    )
    _check_interval(context, override)
    _check_members(context, rotation, override)
    _check_overlap(context, rotation, override)
    most = context.world.rules.override_quota
    if most and len(rotation.overrides) >= most:
        raise quota_exceeded(f"The rotation has {most} overrides", "overrides-per-rotation")
    rotation.overrides[override.id] = override
    return {"RotationOverrideId": override.id}


def check_order(start: datetime, end: datetime) -> None:
    """Raises ValidationException unless ``end`` is after ``start``."""
    if end <= start:
        raise invalid("EndTime must be after StartTime")


def _check_interval(context: RequestContext, override: Override) -> None:
    """How long an override is and how far ahead.

    Unpublished rules: what the console demands, at least ``override_minimum_minutes`` and at most
    ``override_horizon_months`` ahead (0: any time), is demanded here, too; one in the past is accepted.
    """
    rules = context.world.rules
    check_order(override.start, override.end)
    if override.end - override.start < timedelta(minutes=rules.override_minimum_minutes):
        raise invalid(f"An override is at least {rules.override_minimum_minutes} minutes long")
    months = rules.override_horizon_months
    if months and override.start > _months_after(context.now, months):
        raise invalid(f"An override starts at most {months} months ahead")


def _months_after(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _check_members(context: RequestContext, rotation: Rotation, override: Override) -> None:
    """Unpublished rule (``override_members_only``): as in the console, only people of the rotation."""
    strangers = [arn for arn in override.contacts if arn not in rotation.contacts]
    if strangers and context.world.rules.override_members_only:
        raise invalid(f"Not in the rotation: {', '.join(strangers)}")


def _check_overlap(context: RequestContext, rotation: Rotation, override: Override) -> None:
    """Unpublished rule (``overlapping_overrides``): overrides of a rotation may overlap."""
    if context.world.rules.overlapping_overrides == "accepted":
        return
    for other in rotation.overrides.values():
        if other.start < override.end and override.start < other.end:
            raise invalid(f"The override overlaps with override {other.id}")


def _demand(context: RequestContext, request: dict[str, Any]) -> tuple[Rotation, Override]:
    rotation = demand_rotation_data(context, request["RotationId"])
    override = rotation.overrides.get(request["RotationOverrideId"])
    if override is None:
        raise not_found("ROTATION_OVERRIDE", request["RotationOverrideId"])
    return rotation, override


def _described(override: Override) -> dict[str, Any]:
    return {
        "RotationOverrideId": override.id,
        "NewContactIds": override.contacts,
        "StartTime": override.start,
        "EndTime": override.end,
        "CreateTime": override.created,
    }


def get_rotation_override(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetRotationOverride."""
    rotation, override = _demand(context, request)
    return {**_described(override), "RotationArn": rotation.arn}


def delete_rotation_override(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteRotationOverride: the original crew is back."""
    rotation, override = _demand(context, request)
    del rotation.overrides[override.id]


def list_rotation_overrides(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListRotationOverrides: those that touch the interval, past ones included, by start."""
    rotation = demand_rotation_data(context, request["RotationId"])
    start, end = request["StartTime"], request["EndTime"]
    check_order(start, end)
    touching = [other for other in rotation.overrides.values() if other.start < end and start < other.end]
    touching.sort(key=lambda other: other.start)
    page, token = paginate(
        context,
        "ListRotationOverrides",
        touching,
        request.get("MaxResults"),
        request.get("NextToken"),
        binding=[rotation.arn, start, end],
    )
    return {"RotationOverrides": [_described(other) for other in page], **({"NextToken": token} if token else {})}
