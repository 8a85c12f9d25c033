"""Everything that reached a human: activation codes and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Message:
    """One delivered message.

    ``contact`` is the alias, ``channel`` the channel's name, ``type`` SMS, VOICE or EMAIL, ``address`` where it went,
    ``code`` the activation or acceptance code in it, ``account`` and ``region`` where the contact lives; the ARNs
    tell messages apart that belong to equally named things.
    """

    contact: str
    channel: str
    type: str
    address: str
    sent_at: datetime
    subject: str
    account: str
    region: str
    body: str = ""
    code: str | None = None
    channel_arn: str | None = None
    page_arn: str | None = None
