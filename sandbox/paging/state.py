"""What is remembered of engagements and their pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # read at run time when the state file is loaded
from typing import Any, Literal

ReceiptType = Literal["SENT", "DELIVERED", "READ", "ERROR", "STOP"]


@dataclass(slots=True)
class Receipt:
    """One thing that happened to a page. ``channel`` is an ARN."""

    type: ReceiptType
    time: datetime
    channel: str
    info: str


@dataclass(slots=True)
class Page:
    """One message to one channel of one person.

    ``turn`` is the place, in the engagement's turns, of the plan that made the page. ``resolutions`` have wire names.
    A page that was never ``sent`` failed.
    """

    arn: str
    engagement: str
    contact: str
    channel: str
    code: str
    turn: int
    resolutions: list[dict[str, Any]]
    made: datetime
    sent: datetime | None = None
    delivered: datetime | None = None
    read: datetime | None = None
    receipts: list[Receipt] = field(default_factory=list)


@dataclass(slots=True)
class Turn:
    """A plan that is being worked through for an engagement.

    ``stages`` is the plan as it was when the turn began, ``parent`` the place of the turn that began this one, and
    ``chain`` how it led here (wire names, without the contact itself). ``essential`` is what the target says that
    began it. ``rounds`` is how often the plan has started over, ``over`` whether it is cut short.
    """

    contact: str
    type: str
    stages: list[dict[str, Any]]
    chain: list[dict[str, Any]] = field(default_factory=list)
    parent: int | None = None
    essential: bool = False
    rounds: int = 0
    over: bool = False


@dataclass(slots=True)
class Engagement:
    """Incident Manager working on reaching a contact.

    ``acknowledged`` and ``pages`` are ARNs, of people and in the order of sending. ``incident`` and the public texts
    are empty when there are none.
    """

    arn: str
    contact: str
    sender: str
    subject: str
    content: str
    start: datetime
    public_subject: str = ""
    public_content: str = ""
    incident: str = ""
    stop: datetime | None = None
    turns: list[Turn] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
