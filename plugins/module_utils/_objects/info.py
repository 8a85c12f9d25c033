# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What modules that only read return: objects in the form of their twins' options, and beside them what AWS adds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._model.describe import describe_channel
from .._model.kinds import Kind
from .._model.oncall import instant_text
from .._model.secret import redacted
from .._wire.contacts import channel_from_wire
from .found import (
    ESCALATION_PLAN,
    ROTATION,
    SCHEDULE,
    describe_person,
    read_contact,
    read_escalation_plan,
    read_rotation,
    read_schedule,
)
from .lookup import find_aliases, find_rotations, list_own, whole_rotation

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]


def contacts_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return people with channels, engagement plan and tags: three reads for each beside the list."""
    arns = _arns(clients, Kind.CONTACT, params)
    found = clients.each(lambda arn: read_contact(clients, arn), arns)
    key = (params["redaction_key"] or secrets.token_hex()).encode()
    return {
        "contacts": [redacted(describe_person(person), key) for person in found],
        "details": {
            person.model.alias: {
                "arn": person.arn,
                "channels": {
                    entry.channel.name: {"arn": entry.arn, "activated": entry.activated}
                    for entry in sorted(person.channels, key=lambda entry: entry.channel.name)
                },
            }
            for person in found
        },
    }


def channels_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return the channels of people: one read for each person, and one to find them."""
    found = find_aliases(clients, params["contacts"])
    people = sorted((alias, listed.arn) for alias, listed in found.items() if listed.kind is Kind.CONTACT)
    listed = clients.each(lambda person: contacts_api.list_contact_channels(clients.contacts, person[1]), people)
    key = (params["redaction_key"] or secrets.token_hex()).encode()
    channels = [
        (alias, entry)
        for (alias, _arn), shapes in zip(people, listed, strict=True)
        for entry in sorted((channel_from_wire(shape) for shape in shapes), key=lambda entry: entry.channel.name)
    ]
    return {
        "contact_channels": [
            {"contact": alias, **redacted(describe_channel(entry.channel), key), "active": entry.activated}
            for alias, entry in channels
        ],
        "details": {f"{alias}/{entry.channel.name}": {"arn": entry.arn} for alias, entry in channels},
    }


def schedules_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return on-call schedules: two reads for each beside the list, and one for each of its rotations."""
    arns = _arns(clients, Kind.ONCALL_SCHEDULE, params)
    found = [schedule for schedule, _rotations in clients.each(lambda arn: read_schedule(clients, arn), arns)]
    return {
        "oncall_schedules": [SCHEDULE.written(schedule, schedule.model.alias) for schedule in found],
        "details": {schedule.model.alias: {"arn": schedule.arn} for schedule in found},
    }


def escalation_plans_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return escalation plans: two reads for each beside the list."""
    arns = _arns(clients, Kind.ESCALATION_PLAN, params)
    found = [plan for plan, _targets in clients.each(lambda arn: read_escalation_plan(clients, arn), arns)]
    return {
        "escalation_plans": [ESCALATION_PLAN.written(plan, plan.model.alias) for plan in found],
        "details": {plan.model.alias: {"arn": plan.arn} for plan in found},
    }


def rotations_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return rotations: one read for each beside the list, and one more for each with 25 members or more."""
    if params["names"] is None:
        listed = contacts_api.list_rotations(clients.contacts, prefix=params["name_prefix"])
        shapes = clients.each(lambda shape: whole_rotation(clients, shape), listed)
    else:
        shapes = list(find_rotations(clients, params["names"]).values())
    read = [rotation for rotation, _members in clients.each(lambda shape: read_rotation(clients, shape), shapes)]
    found = sorted(read, key=lambda rotation: rotation.model.name)
    return {
        "rotations": [ROTATION.written(rotation, rotation.model.name) for rotation in found],
        "details": {
            rotation.model.name: {
                "arn": rotation.arn,
                "start_instant": instant_text(rotation.model.start_time) if rotation.model.start_time else "",
            }
            for rotation in found
        },
    }


def _arns(clients: Clients, kind: Kind, params: Mapping[str, Any]) -> list[str]:
    """Return the ARNs of the aliases asked for, or of all with a prefix, sorted; unknown ones are left out."""
    if params["aliases"] is None:
        return sorted(str(shape["ContactArn"]) for shape in list_own(clients, kind, prefix=params["alias_prefix"]))
    found = find_aliases(clients, params["aliases"])
    return sorted(listed.arn for listed in found.values() if listed.kind is kind)
