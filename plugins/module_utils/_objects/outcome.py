# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What every module of one object does: carry its plan out unless only checking, and say what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .._apply.run import Run, Steps, apply
from .._model.account import Account
from .._model.secret import redacted
from .._outcome import Outcome
from .._plan.actions import Plan
from .._plan.render import plan_data, plan_diff, plan_text

if TYPE_CHECKING:
    from .._clients import Clients

Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Intention:
    """What a module means to do: the object before and after as people write it (empty: there is none), the plan.

    ``arn`` is that of the object where it exists; ``account`` holds what the plan's actions refer to. ``more`` is
    returned beside the usual results.
    """

    before: Described
    after: Described
    plan: Plan
    arn: str = ""
    account: Account = field(default_factory=Account)
    more: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    send_activation_codes: bool = False


def carry_out(
    clients: Clients,
    intention: Intention,
    steps: Steps,
    made: Callable[[Run], str | None],
    *,
    check_mode: bool,
    redaction_key: str | None = None,
    learned: Callable[[Run], Mapping[str, Any]] | None = None,
) -> Outcome:
    """Apply the plan unless only checking; ``made`` tells the ARN of an object that was created.

    ``learned`` tells results that only AWS knows, in place of those of the intention.
    """
    arn = intention.arn
    more = dict(intention.more)
    if intention.plan and not check_mode:
        send = intention.send_activation_codes
        run = apply(clients, intention.plan, intention.account, steps, send_activation_codes=send)
        arn = arn or made(run) or ""
        more |= learned(run) if learned else {}
    # Without a key of the user's, digests only tell two addresses of one result apart.
    key = (redaction_key or secrets.token_hex()).encode()
    result = {
        "changed": bool(intention.plan),
        "arn": arn,
        "before": redacted(intention.before, key),
        "after": redacted(intention.after, key),
        "plan": plan_data(intention.plan, key),
        "plan_text": plan_text(intention.plan, key),
        "diff": plan_diff(intention.plan, key),
        **more,
    }
    return Outcome(result, intention.warnings)


def merged_tags(
    before: Mapping[str, str], desired: Mapping[str, str] | None, plan: Plan, *, of: tuple[Any, str]
) -> dict[str, str]:
    """Return the tags after the plan: as they were, with the change of tags of the object ``of`` (kind and name)."""
    if desired is None:
        return dict(sorted(before.items()))
    after = dict(before)
    for action in plan.actions:
        if (action.kind, action.name) != of:
            continue
        for change in action.changes:
            if change.field == "tags":
                after = {key: value for key, value in after.items() if key not in (change.before or {})}
                after |= change.after or {}
    return dict(sorted(after.items()))
