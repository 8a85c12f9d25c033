"""Plans: who or what is tried, in which order. Checked when they are written, never afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of
from sandbox.contacts.errors import invalid, quota_exceeded

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.context import RequestContext

ESCALATION_TARGETS = ("PERSONAL", "ONCALL_SCHEDULE")


def checked_plan(context: RequestContext, arn: str, contact_type: str, plan: dict[str, Any]) -> dict[str, Any]:
    """``plan`` of the contact ``arn`` as it is kept: with the one list its type has.

    Raises ValidationException, and ServiceQuotaExceededException for too many rotations.
    """
    if contact_type == "ONCALL_SCHEDULE":
        return _schedule(context, plan)
    if "RotationIds" in plan:
        raise invalid(f"{contact_type} contact cannot have rotations in plan")
    stages = plan.get("Stages", [])
    target = _channel_target if contact_type == "PERSONAL" else _contact_target
    for stage in stages:
        _check_stage(stage, lambda info: target(context, arn, info))
    return {"Stages": stages}


def _schedule(context: RequestContext, plan: dict[str, Any]) -> dict[str, Any]:
    if "Stages" in plan:
        raise invalid("ONCALL SCHEDULE contact cannot have stages in plan")
    arns = plan.get("RotationIds", [])
    most = context.world.rules.rotations_per_schedule
    if len(arns) > most:
        raise quota_exceeded(f"An on-call schedule has at most {most} rotations", "rotations-per-schedule")
    rotations = book_of(context).rotations
    for arn in arns:
        if arn not in rotations:
            raise invalid(f"Rotation not found: {arn}")
    return {"RotationIds": arns}


def _check_stage(stage: dict[str, Any], check_target: Callable[[dict[str, Any]], None]) -> None:
    if stage["DurationInMinutes"] == 0 and not stage["Targets"]:
        raise invalid("A stage of zero minutes must have a target")
    for target in stage["Targets"]:
        if len(target) != 1:
            raise invalid("A target has either ChannelTargetInfo or ContactTargetInfo")
        check_target(target)


def _channel_target(context: RequestContext, arn: str, target: dict[str, Any]) -> None:
    """A target in the plan of the person ``arn``.

    Unpublished rule (``plan_targets_must_exist``): the channel must exist and be this person's.
    """
    info = target.get("ChannelTargetInfo")
    if info is None:
        raise invalid("PERSONAL contact can only have contact channels as targets in plan")
    if not context.world.rules.plan_targets_must_exist:
        return
    channel = book_of(context).channels.get(info["ContactChannelId"])
    if channel is None or channel.contact_arn != arn:
        raise invalid(f"Contact channel not found for the contact: {info['ContactChannelId']}")


def _contact_target(context: RequestContext, _arn: str, target: dict[str, Any]) -> None:
    """A target in an escalation plan.

    Unpublished rules: ContactId is needed although the model makes it optional; with ``plan_targets_must_exist``, it
    must be there.
    """
    info = target.get("ContactTargetInfo")
    if info is None:
        raise invalid("ESCALATION contact can only have contacts as targets in plan")
    arn = info.get("ContactId")
    if arn is None:
        raise invalid("A contact target must have a ContactId")
    if arn.split(":")[4] != context.account:
        raise invalid(f"A contact of another account cannot be a target: {arn}")
    contact = book_of(context).contacts.get(arn)
    if contact is None:
        if context.world.rules.plan_targets_must_exist:
            raise invalid(f"Contact not found: {arn}")
    elif contact.type not in ESCALATION_TARGETS:
        raise invalid(f"{contact.type} contact cannot be a target in plan: {arn}")
