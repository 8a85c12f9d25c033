"""Accounts that hold what a definition wants, for planning against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.oncall.incident_manager.plugins.module_utils._model.account import (
    Account,
    Found,
    FoundChannel,
    FoundContact,
    Listed,
    OwnedObject,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import Contact
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.kinds import Kind
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.organisation import Organisation
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.incidents import (
    response_plan_from_wire,
    response_plan_to_wire,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._wire.people import (
    engagement_plan_to_wire,
    stages_from_wire,
)


def arn(name: str) -> str:
    """The ARN of a person, schedule or escalation plan."""
    return f"arn:aws:ssm-contacts:us-east-1:123456789012:contact/{name}"


class _Arns(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return arn(name)


ARNS: Mapping[str, str] = _Arns()


def channel_arn(alias: str, name: str) -> str:
    return f"arn:aws:ssm-contacts:us-east-1:123456789012:contact-channel/{alias}/{name}"


def found_contact(contact: Contact) -> FoundContact:
    """The person as the account has them after a run."""
    channels = contact.channels or ()
    arns = {channel.name: channel_arn(contact.alias, channel.name) for channel in channels}
    return FoundContact(
        arn=arn(contact.alias),
        model=Contact(contact.alias, contact.display_name or ""),
        tags=dict(contact.tags or {}),
        channels=tuple(FoundChannel(arns[channel.name], channel, activated=True) for channel in channels),
        stages=stages_from_wire(engagement_plan_to_wire(contact.engagement_plan or (), arns)),
    )


def _found(model: Any, name: str, **emptied: Any) -> Found[Any]:
    return Found(arn(name), replace(model, tags=None, **emptied), dict(model.tags or {}))


def account_of(organisation: Organisation) -> Account:
    """The account after the definition has been applied to an empty one."""
    teams = organisation.teams.values()
    schedules = {alias: schedule for team in teams for alias, schedule in team.schedules.items()}
    plans = {alias: plan for team in teams for alias, plan in team.escalation_plans.items()}
    response_plans = {name: plan for team in teams for name, plan in team.response_plans.items()}
    wanted = list(organisation.desired())
    return Account(
        aliases={
            name: Listed(kind, arn(name))
            for kind, name, _model in wanted
            if kind not in (Kind.ROTATION, Kind.RESPONSE_PLAN)
        },
        contacts={alias: found_contact(contact) for alias, contact in organisation.contacts.items()},
        rotations={name: _found(r, name) for team in teams for name, r in team.rotations.items()},
        schedules={a: _found(s, a, display_name=s.display_name or "") for a, s in schedules.items()},
        escalation_plans={a: _found(p, a, display_name=p.display_name or "") for a, p in plans.items()},
        response_plans={
            name: Found(
                arn(name),
                response_plan_from_wire({"arn": arn(name), **response_plan_to_wire(plan, ARNS)}),
                dict(plan.tags or {}),
            )
            for name, plan in response_plans.items()
        },
        response_plan_arns={name: arn(name) for name in response_plans},
        owned=tuple(OwnedObject(kind, name, arn(name), team) for kind, name, team in wanted),
    )
