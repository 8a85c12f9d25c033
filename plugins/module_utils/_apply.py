# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Carry out a plan: phase by phase, the independent steps of a phase at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._api import contacts as contacts_api
from ._api import incidents as incidents_api
from ._clients import Clients
from ._errors import OncallError, PartialFailureError
from ._model.account import Account
from ._model.contact import Channel, Contact
from ._model.escalation_plan import EscalationPlan
from ._model.kinds import Kind
from ._model.response_plan import ResponsePlan
from ._model.rotation import Rotation
from ._model.schedule import OnCallSchedule
from ._plan.actions import Action, Plan, Verb
from ._wire.contacts import (
    engagement_plan_to_wire,
    escalation_plan_to_wire,
    idempotency_token,
    recurrence_to_wire,
    tags_to_wire,
)
from ._wire.incidents import response_plan_to_wire, response_plan_update_to_wire


@dataclass(frozen=True, slots=True)
class _Run:
    """The clients and the ARNs known so far; steps of one phase only ever add names of their own."""

    clients: Clients
    send_activation_codes: bool
    contacts: dict[str, str]
    rotations: dict[str, str]
    channels: dict[tuple[str, str], str] = field(default_factory=dict)


def apply(clients: Clients, plan: Plan, account: Account, *, send_activation_codes: bool = False) -> None:
    """Do what the plan says.

    When steps fail, the others of their phase are still done, and the phases after it are not begun: raises
    PartialFailureError naming each. Running again with a fresh plan goes on from there.
    """
    run = _Run(
        clients,
        send_activation_codes,
        contacts={alias: listed.arn for alias, listed in account.aliases.items()},
        rotations={name: found.arn for name, found in account.rotations.items()},
        channels={
            (alias, entry.channel.name): entry.arn
            for alias, contact in account.contacts.items()
            for entry in contact.channels
        },
    )
    done = 0
    for phase in plan.phases():
        failed = [outcome for outcome in clients.each(lambda action: _attempt(run, action), phase) if outcome]
        done += len(phase) - len(failed)
        if failed:
            raise PartialFailureError(failed, done, len(plan.actions) - done - len(failed))


def _attempt(run: _Run, action: Action) -> tuple[str, str] | None:
    try:
        _STEPS[action.kind](run, action)
    except OncallError as error:
        return f"{action.verb} {action.kind.title} {action.name}", str(error)
    return None


def _tag(run: _Run, action: Action) -> None:
    """Carry out the change of tags among the action's changes, if there is one."""
    change = next((change for change in action.changes if change.field == "tags"), None)
    if change is None:
        return
    gone = set(change.before) - set(change.after)
    arn = action.found.arn
    if action.kind is Kind.RESPONSE_PLAN:
        if change.after:
            incidents_api.tag(run.clients.incidents, arn, change.after)
        if gone:
            incidents_api.untag(run.clients.incidents, arn, gone)
        return
    if change.after:
        contacts_api.tag(run.clients.contacts, arn, tags_to_wire(change.after))
    if gone:
        contacts_api.untag(run.clients.contacts, arn, gone)


def _create_contact(run: _Run, action: Action, kind: str, plan: dict[str, Any]) -> None:
    desired = action.desired
    display_name = {"DisplayName": desired.display_name} if desired.display_name else {}
    token = idempotency_token("contact", desired.alias, kind, plan, desired.display_name, dict(desired.tags or {}))
    tags = tags_to_wire(desired.tags or {})
    run.contacts[desired.alias] = contacts_api.create_contact(
        run.clients.contacts, desired.alias, kind, plan, tags, IdempotencyToken=token, **display_name
    )


def _update_contact(run: _Run, action: Action, plan_field: str = "", plan: dict[str, Any] | None = None) -> None:
    """Update display name and plan where they change, then the tags; ``plan_field`` is the plan's name in the model."""
    fields = action.changed_fields()
    members: dict[str, Any] = {}
    if "display_name" in fields:
        members["DisplayName"] = action.desired.display_name
    if plan_field in fields:
        members["Plan"] = plan
    if members:
        contacts_api.update_contact(run.clients.contacts, action.found.arn, **members)
    _tag(run, action)


def _contact(run: _Run, action: Action) -> None:
    if action.verb is Verb.CREATE:
        # The engagement plan names channels, which need the contact first: it follows as a step of its own.
        _create_contact(run, action, "PERSONAL", {"Stages": []})
    elif action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
    else:
        _update_contact(run, action)


def _channel(run: _Run, action: Action) -> None:
    client, channel = run.clients.contacts, action.desired
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact_channel(client, action.found.arn)
        return
    if action.verb is Verb.UPDATE:
        fields = action.changed_fields()
        contacts_api.update_contact_channel(
            client,
            action.found.arn,
            channel.name if "name" in fields else None,
            channel.address.value if "address" in fields else None,
        )
        run.channels[action.owner, channel.name] = action.found.arn
        return
    if action.verb is Verb.REPLACE:
        contacts_api.delete_contact_channel(client, action.found.arn)
    run.channels[action.owner, channel.name] = _create_channel(run, action.owner, channel)


def _create_channel(run: _Run, alias: str, channel: Channel) -> str:
    arn = run.contacts[alias]
    token = idempotency_token("channel", arn, channel.name, channel.type, channel.address.value)
    return contacts_api.create_contact_channel(
        run.clients.contacts,
        arn,
        channel.name,
        channel.type,
        channel.address.value,
        token,
        send_code=run.send_activation_codes,
    )


def _engagement_plan(run: _Run, action: Action) -> None:
    contact: Contact = action.desired
    arns = {name: arn for (alias, name), arn in run.channels.items() if alias == contact.alias}
    plan = engagement_plan_to_wire(contact.engagement_plan or (), arns)
    contacts_api.update_contact(run.clients.contacts, run.contacts[contact.alias], Plan=plan)


def _rotation(run: _Run, action: Action) -> None:
    client, rotation = run.clients.contacts, action.desired
    if action.verb is Verb.DELETE:
        contacts_api.delete_rotation(client, action.found.arn)
        return
    if action.verb is Verb.CREATE:
        members = _rotation_members(run, rotation, frozenset(("members", "start_time", "time_zone_id")))
        members |= {"Name": rotation.name, "Tags": tags_to_wire(rotation.tags or {})}
        members["IdempotencyToken"] = idempotency_token("rotation", members)
        run.rotations[rotation.name] = contacts_api.create_rotation(client, members)
        return
    fields = action.changed_fields()
    if fields - {"tags"} and action.verb is Verb.UPDATE:
        contacts_api.update_rotation(client, action.found.arn, _rotation_members(run, rotation, fields))
    _tag(run, action)


def _rotation_members(run: _Run, rotation: Rotation, fields: frozenset[str]) -> dict[str, Any]:
    """Return what to send; AWS wants the recurrence every time, and a new zone moves the start's wall clock."""
    members: dict[str, Any] = {"Recurrence": recurrence_to_wire(rotation.recurrence)} if rotation.recurrence else {}
    if "members" in fields:
        members["ContactIds"] = [run.contacts[alias] for alias in rotation.members or ()]
    if "time_zone_id" in fields:
        members["TimeZoneId"] = rotation.time_zone_id
    if fields & {"start_time", "time_zone_id"} and rotation.start_time is not None:
        members["StartTime"] = rotation.start_time
    return members


def _schedule(run: _Run, action: Action) -> None:
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
        return
    schedule: OnCallSchedule = action.desired
    plan = {"RotationIds": [run.rotations[name] for name in schedule.rotations or ()]}
    if action.verb is Verb.CREATE:
        _create_contact(run, action, "ONCALL_SCHEDULE", plan)
    else:
        _update_contact(run, action, "rotations", plan)


def _escalation_plan(run: _Run, action: Action) -> None:
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
        return
    escalation: EscalationPlan = action.desired
    plan = escalation_plan_to_wire(escalation.stages or (), run.contacts)
    if action.verb is Verb.CREATE:
        _create_contact(run, action, "ESCALATION", plan)
    else:
        _update_contact(run, action, "stages", plan)


def _response_plan(run: _Run, action: Action) -> None:
    client, plan = run.clients.incidents, action.desired
    if action.verb is Verb.DELETE:
        incidents_api.delete_response_plan(client, action.found.arn)
        return
    if action.verb is Verb.CREATE:
        _create_response_plan(run, plan)
        return
    fields = action.changed_fields() - {"tags"}
    if fields and action.verb is Verb.UPDATE:
        members = response_plan_update_to_wire(plan, fields, run.contacts)
        incidents_api.update_response_plan(client, action.found.arn, members)
    _tag(run, action)


def _create_response_plan(run: _Run, plan: ResponsePlan) -> None:
    members = response_plan_to_wire(plan, run.contacts)
    members |= {"tags": dict(plan.tags or {})} if plan.tags else {}
    members["clientToken"] = idempotency_token("response plan", members)
    incidents_api.create_response_plan(run.clients.incidents, members)


_STEPS: Mapping[Kind, Callable[[_Run, Action], None]] = {
    Kind.CONTACT: _contact,
    Kind.CONTACT_CHANNEL: _channel,
    Kind.ENGAGEMENT_PLAN: _engagement_plan,
    Kind.ROTATION: _rotation,
    Kind.ONCALL_SCHEDULE: _schedule,
    Kind.ESCALATION_PLAN: _escalation_plan,
    Kind.RESPONSE_PLAN: _response_plan,
}
