"""What the incidents service remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # read at run time when the state file is loaded
from typing import Any


@dataclass(slots=True)
class Region:
    """One region of a replication set. ``key`` is its KMS key or ``DefaultKey``, ``since`` the time of ``status``."""

    key: str
    added: datetime
    status: str
    since: datetime


@dataclass(slots=True)
class ReplicationSet:
    """The replication set of an account.

    ``regions`` is ordered: the first is the one that may tag contacts. ``status`` is one of AWS's; when it is
    CREATING, UPDATING or DELETING, ``settles`` is the time at which that is over. What is over is carried out by
    ``sandbox.incidents.replication_set.current``, which is the only way to get at a set.
    """

    arn: str
    regions: dict[str, Region]
    created: datetime
    created_by: str
    modified: datetime
    modified_by: str
    status: str
    settles: datetime
    protected: bool = False
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ResourcePolicy:
    """A policy on a response plan. ``region`` is where it was put."""

    id: str
    document: str
    region: str


@dataclass(slots=True)
class ResponsePlan:
    """A response plan. ``template`` is the incident template; it and the lists have wire names and no empty members.

    ``display_name`` and ``chat_topics`` are empty when there are none.
    """

    arn: str
    name: str
    template: dict[str, Any]
    display_name: str = ""
    chat_topics: list[str] = field(default_factory=list)
    engagements: list[str] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    integrations: list[dict[str, Any]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    policies: dict[str, ResourcePolicy] = field(default_factory=dict)


@dataclass(slots=True)
class TimelineEvent:
    """Something that happened during an incident. ``references`` have wire names."""

    id: str
    type: str
    time: datetime
    data: str
    updated: datetime
    references: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Incident:
    """An incident. ``source`` and ``related_items`` have wire names, the latter are keyed by their generated id.

    ``timeline`` is keyed by event id, in the order of writing; ``tags`` are copied from the response plan's template.
    """

    arn: str
    plan: str
    title: str
    impact: int
    dedupe: str
    source: dict[str, str]
    created: datetime
    modified: datetime
    modified_by: str
    summary: str = ""
    resolved: datetime | None = None
    chat_topics: list[str] = field(default_factory=list)
    notification_targets: list[dict[str, str]] = field(default_factory=list)
    related_items: dict[str, dict[str, Any]] = field(default_factory=dict)
    timeline: dict[str, TimelineEvent] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """OPEN or RESOLVED."""
        return "OPEN" if self.resolved is None else "RESOLVED"


@dataclass(slots=True)
class IncidentsBook:
    """Everything of one account. ``response_plans`` are keyed by ARN, which holds their name.

    ``incidents`` are keyed by ARN, oldest first.
    """

    replication_set: ReplicationSet | None = None
    response_plans: dict[str, ResponsePlan] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)


@dataclass(slots=True)
class IncidentsState:
    """The books of all accounts, by account."""

    accounts: dict[str, IncidentsBook] = field(default_factory=dict)

    def book(self, account: str) -> IncidentsBook:
        """The book of ``account``, made when it is first asked for."""
        book = self.accounts.get(account)
        if book is None:
            book = self.accounts[account] = IncidentsBook()
        return book
