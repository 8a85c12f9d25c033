"""What people do with the pages they get, as tests and drills want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Action = Literal["ack", "deliver", "ignore", "fail"]
ACTIONS: tuple[Action, ...] = ("ack", "deliver", "ignore", "fail")


@dataclass(slots=True)
class Responder:
    """What becomes of a page, ``after_seconds``: it is acknowledged, delivered, ignored, or its sending fails.

    ``contact`` is an alias, ``channel`` a channel's name or SMS, VOICE or EMAIL. What is left out matches everything.
    ``pages`` is how many pages it still applies to; without it, to all.
    """

    action: Action
    contact: str | None = None
    channel: str | None = None
    after_seconds: float = 0
    account: str | None = None
    region: str | None = None
    pages: int | None = None

    def __post_init__(self) -> None:
        """``ValueError`` for a time that is in the past or beyond the calendar."""
        if not 0 <= self.after_seconds <= LONGEST_SECONDS:
            raise ValueError(f"after_seconds is a number between 0 and {LONGEST_SECONDS}")


LONGEST_SECONDS = 366 * 24 * 3600


def respond(
    responders: Sequence[Responder], *, account: str, region: str, contact: str, channel: tuple[str, str]
) -> Responder | None:
    """Who takes a page to ``contact`` over a channel of this (name, type): the last one posted that matches."""
    for responder in reversed(responders):
        if (
            responder.pages != 0
            and responder.contact in (None, contact)
            and responder.channel in (None, *channel)
            and responder.account in (None, account)
            and responder.region in (None, region)
        ):
            if responder.pages is not None:
                responder.pages -= 1
            return responder
    return None
