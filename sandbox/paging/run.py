"""Time going on: everything that is due happens, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.context import RequestContext
from sandbox.incidents.replication_set import serves
from sandbox.paging import pages, plans

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.paging.queue import Event
    from sandbox.world import World

_ACTIONS = {"stage": plans.run_stage, "send": pages.send, "respond": pages.answer}


def run_due(world: World, until: datetime) -> int:
    """Let everything happen that is due at ``until``, each at its own time. Returns how many events that were."""
    before = world.queue.made - len(world.queue.heap)
    while (event := world.queue.pop_due(until)) is not None:
        _run(world, event)
    return world.queue.made - len(world.queue.heap) - before


def _run(world: World, event: Event) -> None:
    """One event. Accounts and regions that Incident Manager no longer serves have lost their engagements."""
    context = RequestContext(event.account, event.region, event.at, world)
    if not serves(context):
        return
    engagement = plans.book_of(context).engagements.get(event.engagement)
    if engagement is not None:
        _ACTIONS[event.kind](context, engagement, event)
