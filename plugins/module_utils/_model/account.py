# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What an account holds, read into the model: names instead of ARNs, AWS's quirks removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from .contact import Channel, Contact
    from .escalation_plan import EscalationPlan
    from .kinds import Kind
    from .response_plan import ResponsePlan
    from .rotation import Rotation
    from .schedule import OnCallSchedule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """An object of the account. ``tags`` are all its tags (the model's own ``tags`` stay None).

    ``references`` are the ARNs of the people and plans that it refers to, by alias, as far as they are known.
    """

    arn: str
    model: T
    tags: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundChannel:
    """A channel of a contact, and whether its owner has activated it."""

    arn: str
    channel: Channel
    activated: bool


@dataclass(frozen=True, slots=True)
class FoundContact(Found[Any]):
    """A person of the account.

    ``stages`` is the engagement plan as AWS keeps it: per stage its minutes and its targets, each a channel ARN (a
    deleted channel may still be named) with the minutes before a retry.
    """

    model: Contact
    channels: tuple[FoundChannel, ...] = ()
    stages: tuple[tuple[int, tuple[tuple[str, int | None], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of one of AWS's lists."""

    kind: Kind
    arn: str


@dataclass(frozen=True, slots=True)
class OwnedObject:
    """An object that carries our ownership tags; ``team`` is None for people."""

    kind: Kind
    name: str
    arn: str
    team: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as far as a run needs it.

    ``aliases`` lists every contact, schedule and escalation plan; ``rotations`` every rotation (tags only of the wanted
    ones), ``response_plan_arns`` every response plan. The other maps hold the wanted objects that exist. ``owned`` is
    everything with our tags, read only where pruning is asked for.
    """

    aliases: Mapping[str, Listed] = field(default_factory=dict)
    contacts: Mapping[str, FoundContact] = field(default_factory=dict)
    rotations: Mapping[str, Found[Rotation]] = field(default_factory=dict)
    schedules: Mapping[str, Found[OnCallSchedule]] = field(default_factory=dict)
    escalation_plans: Mapping[str, Found[EscalationPlan]] = field(default_factory=dict)
    response_plans: Mapping[str, Found[ResponsePlan]] = field(default_factory=dict)
    response_plan_arns: Mapping[str, str] = field(default_factory=dict)
    owned: tuple[OwnedObject, ...] = ()
