"""Rotations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from sandbox.contacts.books import book_of, demand_rotation, new_rotation_arn, new_tags, person
from sandbox.contacts.errors import conflict, invalid, quota_exceeded
from sandbox.contacts.state import Rotation
from sandbox.idempotency import once
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.context import RequestContext

SETTINGS = ("DailySettings", "WeeklySettings", "MonthlySettings")
MINUTES_A_DAY = 24 * 60


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def whole_seconds(moment: datetime) -> datetime:
    """A time as the service keeps it. Unpublished rule: fractions of a second are cut off."""
    return moment.replace(microsecond=0)


def check_time_zone(name: str) -> None:
    """Raises ValidationException unless ``name`` is an IANA time zone."""
    if name not in _zones():
        raise invalid(f"Unknown time zone {name}")


def checked_recurrence(context: RequestContext, recurrence: dict[str, Any]) -> dict[str, Any]:
    """``recurrence`` as it is kept: coverages come back in another order of days than they were sent in."""
    _check_settings(context, recurrence)
    coverages = recurrence.get("ShiftCoverages")
    if coverages is None:
        return recurrence
    for windows in coverages.values():
        for window in windows:
            _check_window(context, window)
    return {**recurrence, "ShiftCoverages": dict(reversed(coverages.items()))}


def _check_settings(context: RequestContext, recurrence: dict[str, Any]) -> None:
    """Which of daily, weekly and monthly hand-offs are there.

    Unpublished rule (``recurrence_settings``): at least one of them; an empty list is none.
    """
    given = [name for name in SETTINGS if recurrence.get(name)]
    if not given:
        raise invalid(f"A recurrence must have one of {', '.join(SETTINGS)}")
    if len(given) > 1 and context.world.rules.recurrence_settings == "exactly_one":
        raise invalid(f"A recurrence must have only one of {', '.join(SETTINGS)}")


def _check_window(context: RequestContext, window: dict[str, Any]) -> None:
    """A coverage window, which ends the next day if it ends no later than it starts.

    Unpublished rules: both ends are needed; ``coverage_minimum_minutes`` (30 in the console) holds here, too.
    """
    if not window.keys() >= {"Start", "End"}:
        raise invalid("A shift coverage has a Start and an End")
    start, end = (window[name]["HourOfDay"] * 60 + window[name]["MinuteOfHour"] for name in ("Start", "End"))
    minutes = (end - start) % MINUTES_A_DAY or MINUTES_A_DAY
    least = context.world.rules.coverage_minimum_minutes
    if minutes < least:
        raise invalid(f"A shift coverage is at least {least} minutes long")


def create_rotation(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateRotation."""

    def alive(answer: dict[str, Any]) -> bool:
        return answer["RotationArn"] in book_of(context).rotations

    return once(context, "CreateRotation", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    _check_name(context, request["Name"])
    _check_quota(context)
    check_time_zone(request["TimeZoneId"])
    rotation = Rotation(
        arn=new_rotation_arn(context),
        name=request["Name"],
        contacts=_members(context, request["ContactIds"]),
        start=whole_seconds(request.get("StartTime", context.now)),
        time_zone=request["TimeZoneId"],
        recurrence=checked_recurrence(context, request["Recurrence"]),
        tags=new_tags(context, request.get("Tags", [])),
    )
    book_of(context).add_rotation(rotation)
    return {"RotationArn": rotation.arn}


def _check_name(context: RequestContext, name: str) -> None:
    """Unpublished rule (``rotation_names_unique``): a name is taken once per account and region."""
    book = book_of(context)
    if context.world.rules.rotation_names_unique and name in book.rotation_names:
        taken = next(rotation.arn for rotation in book.rotations.values() if rotation.name == name)
        raise conflict(f"Rotation {name} already exists", "ROTATION", taken)


def _check_quota(context: RequestContext) -> None:
    most = context.world.rules.rotation_quota
    if most and len(book_of(context).rotations) >= most:
        raise quota_exceeded(f"The account has {most} rotations", "rotations")


def _members(context: RequestContext, arns: list[str]) -> list[str]:
    return [person(context, arn).arn for arn in arns]


def _described(rotation: Rotation) -> dict[str, Any]:
    return {
        "RotationArn": rotation.arn,
        "Name": rotation.name,
        "ContactIds": rotation.contacts,
        "StartTime": rotation.start,
        "TimeZoneId": rotation.time_zone,
        "Recurrence": rotation.recurrence,
    }


def get_rotation(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetRotation."""
    return _described(demand_rotation(context, request["RotationId"]))


def list_rotations(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListRotations, oldest first."""
    prefix = request.get("RotationNamePrefix", "")
    rotations = [rotation for rotation in book_of(context).rotations.values() if rotation.name.startswith(prefix)]
    page, token = paginate(
        context, "ListRotations", rotations, request.get("MaxResults"), request.get("NextToken"), binding=prefix
    )
    return {"Rotations": [_described(rotation) for rotation in page], **({"NextToken": token} if token else {})}


def update_rotation(context: RequestContext, request: dict[str, Any]) -> None:
    """UpdateRotation: the recurrence is replaced as a whole, other members left out stay."""
    rotation = demand_rotation(context, request["RotationId"])
    check_time_zone(request.get("TimeZoneId", rotation.time_zone))
    recurrence = checked_recurrence(context, request["Recurrence"])
    contacts = _members(context, request["ContactIds"]) if "ContactIds" in request else rotation.contacts
    rotation.recurrence = recurrence
    rotation.time_zone = request.get("TimeZoneId", rotation.time_zone)
    rotation.start = whole_seconds(request.get("StartTime", rotation.start))
    book_of(context).set_members(rotation, contacts)


def delete_rotation(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteRotation, with its overrides. It leaves the schedules that name it."""
    book_of(context).drop_rotation(demand_rotation(context, request["RotationId"]))
