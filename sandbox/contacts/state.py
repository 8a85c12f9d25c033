"""What the contacts service remembers."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import datetime  # read at run time when the state file is loaded
from typing import Any

from sandbox.paging.state import Engagement, Page  # read at run time when the state file is loaded


@dataclass(slots=True)
class Contact:
    """A person, an escalation plan or an on-call schedule.

    ``plan`` has wire names: ``Stages`` for PERSONAL and ESCALATION, ``RotationIds`` for ONCALL_SCHEDULE. ``channels``
    are channel ARNs in the order of their creation. ``rotations`` are the ARNs of the rotations that hold this
    person, kept so that deletion need not look through all of them.
    """

    arn: str
    alias: str
    type: str
    plan: dict[str, Any]
    display_name: str = ""
    tags: dict[str, str] = field(default_factory=dict)
    policy: str | None = None
    channels: list[str] = field(default_factory=list)
    rotations: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Channel:
    """A device or mailbox of a person. ``code`` is the activation code that is awaited, sent at ``code_sent_at``."""

    arn: str
    contact_arn: str
    name: str
    type: str
    address: str
    activated: bool = False
    code: str | None = None
    code_sent_at: datetime | None = None


@dataclass(slots=True)
class Override:
    """Another crew for a rotation from ``start`` to ``end``; ``contacts`` are ARNs and replace the whole crew."""

    id: str
    contacts: list[str]
    start: datetime
    end: datetime
    created: datetime


@dataclass(slots=True)
class Rotation:
    """An order of people and the times at which they hand over.

    ``recurrence`` has wire names. ``schedules`` are the ARNs of the on-call schedules whose plan names this rotation,
    ``overrides`` are keyed by id.
    """

    arn: str
    name: str
    contacts: list[str]
    start: datetime
    time_zone: str
    recurrence: dict[str, Any]
    tags: dict[str, str] = field(default_factory=dict)
    schedules: list[str] = field(default_factory=list)
    overrides: dict[str, Override] = field(default_factory=dict)


@dataclass(slots=True)
class ContactsBook:
    """Everything of one account in one region, keyed by ARN.

    An alias is looked up by the ARN made of it. ``aliases`` is sorted: lists of contacts are pages of it.
    ``rotation_names`` counts the rotations of each name. ``contact_pages`` are the ARNs of a contact's pages, oldest
    first as everything here.
    """

    contacts: dict[str, Contact] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    rotations: dict[str, Rotation] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    rotation_names: dict[str, int] = field(default_factory=dict)
    engagements: dict[str, Engagement] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    contact_pages: dict[str, list[str]] = field(default_factory=dict)

    def add_contact(self, contact: Contact) -> None:
        """Remember a contact whose ARN is not taken."""
        self.contacts[contact.arn] = contact
        insort(self.aliases, contact.alias)

    def drop_contact(self, contact: Contact) -> None:
        """Forget a contact with its channels."""
        del self.contacts[contact.arn]
        del self.aliases[bisect_left(self.aliases, contact.alias)]
        for arn in contact.channels:
            del self.channels[arn]

    def add_rotation(self, rotation: Rotation) -> None:
        """Remember a rotation and who is in it."""
        self.rotations[rotation.arn] = rotation
        self.rotation_names[rotation.name] = self.rotation_names.get(rotation.name, 0) + 1
        self._enlist(rotation)

    def drop_rotation(self, rotation: Rotation) -> None:
        """Forget a rotation with its overrides, and take it out of every schedule."""
        del self.rotations[rotation.arn]
        self.rotation_names[rotation.name] -= 1
        if not self.rotation_names[rotation.name]:
            del self.rotation_names[rotation.name]
        self._discharge(rotation)
        for arn in rotation.schedules:
            plan = self.contacts[arn].plan
            plan["RotationIds"] = [other for other in plan["RotationIds"] if other != rotation.arn]

    def set_members(self, rotation: Rotation, contacts: list[str]) -> None:
        """Give a remembered rotation other people."""
        self._discharge(rotation)
        rotation.contacts = contacts
        self._enlist(rotation)

    def set_plan(self, contact: Contact, plan: dict[str, Any]) -> None:
        """Give a contact another plan, and tell the rotations of a schedule that they belong to it."""
        for arn in set(contact.plan.get("RotationIds", ())):
            self.rotations[arn].schedules.remove(contact.arn)
        contact.plan = plan
        for arn in set(plan.get("RotationIds", ())):
            self.rotations[arn].schedules.append(contact.arn)

    def _enlist(self, rotation: Rotation) -> None:
        for arn in set(rotation.contacts):
            self.contacts[arn].rotations.append(rotation.arn)

    def _discharge(self, rotation: Rotation) -> None:
        for arn in set(rotation.contacts):
            self.contacts[arn].rotations.remove(rotation.arn)


@dataclass(slots=True)
class ContactsState:
    """The books of all accounts: by account, then by region."""

    accounts: dict[str, dict[str, ContactsBook]] = field(default_factory=dict)

    def book(self, account: str, region: str) -> ContactsBook:
        """The book of ``account`` in ``region``, made when it is first asked for."""
        regions = self.accounts.setdefault(account, {})
        book = regions.get(region)
        if book is None:
            book = regions[region] = ContactsBook()
        return book

    def forget(self, account: str, region: str | None = None) -> None:
        """Drop everything of ``account``, or only what it has in ``region``."""
        if region is None:
            self.accounts.pop(account, None)
        else:
            self.accounts.get(account, {}).pop(region, None)
