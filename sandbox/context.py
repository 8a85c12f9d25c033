"""What an operation is given besides its validated request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.world import World


@dataclass(slots=True)
class RequestContext:
    """Who asks, where and when.

    ``account`` (12 digits) and ``region`` come from the request's credential scope, ``now`` is the sandbox clock
    (aware, UTC), ``world`` is everything the sandbox remembers.
    """

    account: str
    region: str
    now: datetime
    world: World


Handler = Callable[[RequestContext, dict[str, Any]], dict[str, Any] | None]
"""An operation: validated request members under wire names (timestamps as aware datetimes) to response members.

Registered in the ``OPERATIONS: dict[str, Handler]`` of ``sandbox.contacts`` and ``sandbox.incidents`` under the AWS
operation name. Runs on the event loop: no blocking, no threads, so the state needs no locks.
"""
