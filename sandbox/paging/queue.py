"""What is going to happen, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # read at run time when the state file is loaded
from heapq import heappop, heappush
from typing import Any, Literal

Kind = Literal["stage", "send", "respond"]


@dataclass(slots=True, order=True)
class Event:
    """Something that happens to an engagement at a time; events of one time happen in the order of their making.

    ``stage``: stage ``stage`` of turn ``turn`` begins. ``send``: ``channel`` gets a page, for the ``attempt``-th time
    after a failure; ``retry_minutes`` is the interval to the next attempt. ``respond``: whoever has the page does
    ``action``.
    """

    at: datetime
    sequence: int
    kind: Kind = field(compare=False)
    account: str = field(compare=False)
    region: str = field(compare=False)
    engagement: str = field(compare=False)
    turn: int = field(default=0, compare=False)
    stage: int = field(default=0, compare=False)
    channel: str = field(default="", compare=False)
    attempt: int = field(default=0, compare=False)
    retry_minutes: int | None = field(default=None, compare=False)
    page: str = field(default="", compare=False)
    action: str = field(default="", compare=False)


@dataclass(slots=True)
class EventQueue:
    """A heap of events. ``made`` counts all there ever were."""

    heap: list[Event] = field(default_factory=list)
    made: int = 0

    def push(self, at: datetime, kind: Kind, **members: Any) -> None:
        """Let something happen at ``at``."""
        heappush(self.heap, Event(at, self.made, kind, **members))
        self.made += 1

    def pop_due(self, until: datetime) -> Event | None:
        """The next event, if its time is not after ``until``."""
        return heappop(self.heap) if self.heap and self.heap[0].at <= until else None
