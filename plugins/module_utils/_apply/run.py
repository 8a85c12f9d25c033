# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Carry out a plan: phase by phase, the independent steps of a phase at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .._errors import OncallError, PartialFailureError

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.account import Account
    from .._model.kinds import Kind
    from .._plan.actions import Action, Plan


@dataclass(frozen=True, slots=True)
class Run:
    """The clients and the ARNs known so far; steps of one phase only ever add names of their own.

    ``contacts`` are people, schedules and escalation plans by alias, ``channels`` are by alias and channel name,
    ``response_plans`` and ``rotations`` by name; ``policies`` are the ids of policies by response plan.
    ``overrides`` are the ids of new overrides by the name of their action.
    """

    clients: Clients
    contacts: dict[str, str]
    rotations: dict[str, str]
    send_activation_codes: bool = False
    channels: dict[tuple[str, str], str] = field(default_factory=dict)
    response_plans: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)


Step = Callable[[Run, "Action"], None]
Steps = Mapping["Kind", Step]


def apply(clients: Clients, plan: Plan, account: Account, steps: Steps, *, send_activation_codes: bool = False) -> Run:
    """Do what the plan says, each action by the step of its kind, and return the ARNs known then.

    When steps fail, the others of their phase are still done, and the phases after it are not begun: raises
    PartialFailureError naming each. Running again with a fresh plan goes on from there.
    """
    run = Run(
        clients,
        contacts={alias: listed.arn for alias, listed in account.aliases.items()},
        rotations={name: found.arn for name, found in account.rotations.items()},
        send_activation_codes=send_activation_codes,
        channels={
            (alias, entry.channel.name): entry.arn
            for alias, contact in account.contacts.items()
            for entry in contact.channels
        },
        response_plans=dict(account.response_plan_arns),
    )
    done = 0
    for phase in plan.phases():
        failed = [outcome for outcome in clients.each(lambda action: _attempt(run, steps, action), phase) if outcome]
        done += len(phase) - len(failed)
        if failed:
            raise PartialFailureError(failed, done, len(plan.actions) - done - len(failed))
    return run


def _attempt(run: Run, steps: Steps, action: Action) -> tuple[str, str] | None:
    try:
        steps[action.kind](run, action)
    except OncallError as error:
        return f"{action.verb} {action.kind.title} {action.name}", str(error)
    return None
