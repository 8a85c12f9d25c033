"""Everything the sandbox remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.clock import Clock
from sandbox.contacts.state import ContactsState
from sandbox.idempotency import IdempotencyStore
from sandbox.incidents.state import IncidentsState
from sandbox.paging.queue import EventQueue
from sandbox.rules import Rules

if TYPE_CHECKING:
    from sandbox.inbox import Message
    from sandbox.paging.responders import Responder


class World:
    """The state of the services and the settings they work under.

    Handlers reach it as ``context.world``. ``contacts`` and ``incidents`` are dataclasses of their packages; what they
    hold must survive JSON (string keys, no tuples as keys), because it goes to the state file.
    ``replication_delay_seconds`` is how long, in sandbox time, a replication set is CREATING, UPDATING or DELETING.
    """

    def __init__(
        self, *, clock: Clock | None = None, rules: Rules | None = None, replication_delay_seconds: float = 0.0
    ) -> None:
        self.clock = clock or Clock()
        self.rules = rules or Rules()
        self.replication_delay_seconds = replication_delay_seconds
        self.forget()

    def forget(self) -> None:
        """Empty the state; settings and the clock stay."""
        self.contacts = ContactsState()
        self.incidents = IncidentsState()
        self.inbox: list[Message] = []
        self.idempotency = IdempotencyStore()
        self.queue = EventQueue()
        self.responders: list[Responder] = []
