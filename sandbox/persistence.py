"""The state file."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from sandbox.contacts.state import ContactsState
from sandbox.idempotency import IdempotencyStore
from sandbox.inbox import Message
from sandbox.incidents.state import IncidentsState
from sandbox.paging.queue import EventQueue
from sandbox.paging.responders import Responder

if TYPE_CHECKING:
    from pathlib import Path

    from sandbox.world import World

FORMAT = 1
SAVE_AFTER_SECONDS = 0.5

log = logging.getLogger(__name__)


class StateFileError(Exception):
    """The state file cannot be used. Its text says which file and why."""


@dataclass
class Saved:
    """The content of the state file."""

    format: int
    clock_offset_seconds: float
    contacts: ContactsState = field(default_factory=ContactsState)
    incidents: IncidentsState = field(default_factory=IncidentsState)
    inbox: list[Message] = field(default_factory=list)
    idempotency: IdempotencyStore = field(default_factory=IdempotencyStore)
    queue: EventQueue = field(default_factory=EventQueue)
    responders: list[Responder] = field(default_factory=list)


def save(world: World, path: Path) -> None:
    """Replace ``path`` by the state of ``world``, atomically. Raises ``StateFileError``."""
    saved = Saved(
        format=FORMAT,
        clock_offset_seconds=world.clock.offset_seconds,
        contacts=world.contacts,
        incidents=world.incidents,
        inbox=world.inbox,
        idempotency=world.idempotency,
        queue=world.queue,
        responders=world.responders,
    )
    beside = path.with_name(path.name + ".new")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(saved))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise StateFileError(f"cannot write the state file {path}: {error.strerror}") from error


def load(world: World, path: Path) -> None:
    """Fill ``world`` from ``path`` if that exists. Raises ``StateFileError``."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise StateFileError(f"cannot read the state file {path}: {error.strerror}") from error
    try:
        saved = msgspec.json.decode(content, type=Saved)
    except (msgspec.MsgspecError, ValueError) as error:
        raise StateFileError(f"the state file {path} is not one of this sandbox: {error}") from error
    if saved.format != FORMAT:
        raise StateFileError(f"the state file {path} has format {saved.format}, this sandbox reads {FORMAT}")
    world.clock.reset(saved.clock_offset_seconds)
    world.contacts = saved.contacts
    world.incidents = saved.incidents
    world.inbox = saved.inbox
    world.idempotency = saved.idempotency
    world.queue = saved.queue
    world.responders = saved.responders


class Saver:
    """Saves a world soon after it changed, many changes at once."""

    def __init__(self, world: World, path: Path | None) -> None:
        """Without a ``path`` nothing is saved."""
        self._world = world
        self._path = path
        self._timer: asyncio.TimerHandle | None = None

    def changed(self) -> None:
        """Save within ``SAVE_AFTER_SECONDS``. Called on the event loop."""
        if self._path is not None and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SAVE_AFTER_SECONDS, self._save_and_report)

    def _save_and_report(self) -> None:
        self._timer = None
        try:
            self.save()
        except StateFileError as error:
            log.error("%s", error)  # noqa: TRY400 - the file is at fault, not the code

    def save(self) -> None:
        """Save now. Raises ``StateFileError``."""
        if self._path is not None:
            save(self._world, self._path)
