# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The model in the form in which people write it: plain mappings and lists, managed fields only.

This is the reverse of the ``read_…`` functions: what is described here can be read again. Addresses stay ``Address``
objects, so that nobody prints one by accident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .secret import NO_ADDRESS

if TYPE_CHECKING:
    from .account import FoundContact
    from .contact import Channel, Contact, EngagementStage
    from .escalation_plan import EscalationPlan, EscalationStage
    from .response_plan import PagerDuty, ResponsePlan, SsmAutomation
    from .rotation import Recurrence, Rotation
    from .schedule import OnCallSchedule


def describe_contact(contact: Contact) -> dict[str, Any]:
    """Describe the contact itself, without channels and engagement plan, which are objects of their own."""
    return _managed(display_name=contact.display_name)


def describe_channel(channel: Channel) -> dict[str, Any]:
    """Describe a channel; its name is kept, since AWS lets it change. An address that is to stay is not managed."""
    address = None if channel.address == NO_ADDRESS else channel.address
    return _managed(name=channel.name, type=channel.type, address=address)


def describe_engagement_plan(stages: Iterable[EngagementStage]) -> list[dict[str, Any]]:
    """Describe the stages of a person's engagement plan."""
    return [
        {
            "duration_in_minutes": stage.duration_in_minutes,
            "channels": [
                _managed(name=target.channel, retry_interval_in_minutes=target.retry_interval_in_minutes)
                for target in stage.channels
            ],
        }
        for stage in stages
    ]


def describe_found_stages(
    found: FoundContact, renamed: Mapping[str, str] | None = None, replaced: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Describe the engagement plan that a person has; ``renamed`` are new names of channels by ARN."""
    names = {entry.arn: entry.channel.name for entry in found.channels} | dict(renamed or {})
    return [
        {
            "duration_in_minutes": minutes,
            "channels": [
                {"name": _target_name(arn, names, replaced)}
                | ({} if retry is None else {"retry_interval_in_minutes": retry})
                for arn, retry in targets
            ],
        }
        for minutes, targets in found.stages
    ]


def _target_name(arn: str, names: Mapping[str, str], replaced: Collection[str]) -> str:
    """Name a target; one that is gone or about to be is named so, which makes the plan differ from any wanted one."""
    if arn in replaced:
        return f"(replaced channel {names[arn]})"
    return names.get(arn, deleted_channel_name(arn))


def deleted_channel_name(arn: str) -> str:
    """Name a channel that a plan still names although it is gone."""
    return f"(deleted channel {arn.rsplit('/', 1)[-1][:8]})"


def describe_rotation(rotation: Rotation) -> dict[str, Any]:
    """Describe a rotation; the start is wall-clock time in its zone."""
    return _managed(
        members=None if rotation.members is None else list(rotation.members),
        start_time=rotation.wall_clock_start(),
        time_zone_id=rotation.time_zone_id,
        recurrence=None if rotation.recurrence is None else describe_recurrence(rotation.recurrence),
    )


def describe_recurrence(recurrence: Recurrence) -> dict[str, Any]:
    """Describe a recurrence with the one kind of hand-offs that it has."""
    described: dict[str, Any] = {}
    if recurrence.daily:
        described["daily"] = [str(time) for time in recurrence.daily]
    if recurrence.weekly:
        described["weekly"] = [{"day": entry.day, "time": str(entry.time)} for entry in recurrence.weekly]
    if recurrence.monthly:
        described["monthly"] = [{"day": entry.day, "time": str(entry.time)} for entry in recurrence.monthly]
    described["recurrence_multiplier"] = recurrence.recurrence_multiplier
    described["number_of_on_calls"] = recurrence.number_of_on_calls
    described["shift_coverages"] = {
        day: [{"start": str(window.start), "end": str(window.end)} for window in windows]
        for day, windows in (recurrence.shift_coverages or {}).items()
    }
    return described


def describe_schedule(schedule: OnCallSchedule) -> dict[str, Any]:
    """Describe an on-call schedule."""
    return _managed(
        display_name=schedule.display_name,
        rotations=None if schedule.rotations is None else list(schedule.rotations),
    )


def describe_escalation_plan(plan: EscalationPlan) -> dict[str, Any]:
    """Describe an escalation plan."""
    return _managed(
        display_name=plan.display_name,
        stages=None if plan.stages is None else [_describe_stage(stage) for stage in plan.stages],
    )


def _describe_stage(stage: EscalationStage) -> dict[str, Any]:
    return {
        "duration_in_minutes": stage.duration_in_minutes,
        "page": [{"contact": target.contact, "is_essential": target.is_essential} for target in stage.targets],
    }


def describe_response_plan(plan: ResponsePlan) -> dict[str, Any]:
    """Describe a response plan."""
    return _managed(
        display_name=plan.display_name,
        title=plan.title,
        impact=plan.impact,
        summary=plan.summary,
        dedupe_string=plan.dedupe_string,
        incident_tags=None if plan.incident_tags is None else dict(sorted(plan.incident_tags.items())),
        notification_targets=_listed(plan.notification_targets),
        chat_channel=_listed(plan.chat_channel),
        engage=_listed(plan.engagements),
        ssm_automation=_first_or_empty(plan.ssm_automation, _describe_automation),
        pager_duty=_first_or_empty(plan.pager_duty, _describe_pager_duty),
    )


def _describe_automation(automation: SsmAutomation) -> dict[str, Any]:
    return _managed(
        document_name=automation.document_name,
        document_version=automation.document_version,
        role_arn=automation.role_arn,
        target_account=automation.target_account,
        parameters=automation.parameters and {key: list(value) for key, value in automation.parameters.items()},
        dynamic_parameters=automation.dynamic_parameters and dict(automation.dynamic_parameters),
    )


def _describe_pager_duty(pager_duty: PagerDuty) -> dict[str, Any]:
    return {"name": pager_duty.name, "secret_id": pager_duty.secret_id, "service_id": pager_duty.service_id}


def _first_or_empty(entries: tuple[Any, ...] | None, describe: Any) -> dict[str, Any] | None:
    if entries is None:
        return None
    return describe(entries[0]) if entries else {}


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _managed(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def describe_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """Describe tags, in a stable order."""
    return dict(sorted(tags.items()))
