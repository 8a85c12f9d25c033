"""A world without a process, in which plans are worked through at a time of the test's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox import contacts, incidents
from sandbox.clock import Clock
from sandbox.context import RequestContext
from sandbox.paging.responders import Responder
from sandbox.paging.run import run_due
from sandbox.rules import Rules
from sandbox.world import World

ACCOUNT, REGION = "111122223333", "us-east-1"
NOON = datetime(2026, 8, 31, 12, 0, tzinfo=UTC)
DAILY = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}]}

Stage = tuple[int, list[tuple[str, bool]]]


class PagingWorld:
    """Handlers called directly; ``advance`` is the clock. Times are minutes after noon."""

    def __init__(self, **rules: Any) -> None:
        self.world = World(clock=Clock(), rules=Rules(**rules))
        self.now = NOON
        self.incidents("CreateReplicationSet", regions={REGION: {}})

    def _context(self) -> RequestContext:
        return RequestContext(account=ACCOUNT, region=REGION, now=self.now, world=self.world)

    def contacts(self, operation: str, **members: Any) -> dict[str, Any]:
        return contacts.OPERATIONS[operation](self._context(), members) or {}

    def incidents(self, operation: str, **members: Any) -> dict[str, Any]:
        return incidents.OPERATIONS[operation](self._context(), members) or {}

    def advance(self, minutes: float) -> int:
        """Let time pass; returns how many events happened."""
        self.now += timedelta(minutes=minutes)
        return run_due(self.world, self.now)

    def arn(self, alias: str) -> str:
        return f"arn:aws:ssm-contacts:{REGION}:{ACCOUNT}:contact/{alias}"

    def person(self, alias: str, *stages: int, active: bool = True, retry: int | None = None) -> str:
        """Somebody with one phone, which each of the stages (their minutes) tries."""
        self.contacts("CreateContact", Alias=alias, Type="PERSONAL", Plan={})
        phone = self.phone(alias, "phone", "+12025550101", active=active)
        info = {"ContactChannelId": phone, **({} if retry is None else {"RetryIntervalInMinutes": retry})}
        targets = [{"ChannelTargetInfo": info}]
        plan = [{"DurationInMinutes": minutes, "Targets": targets} for minutes in stages or (0,)]
        self.contacts("UpdateContact", ContactId=self.arn(alias), Plan={"Stages": plan})
        return self.arn(alias)

    def phone(self, alias: str, name: str, number: str, *, active: bool = True) -> str:
        address = {"SimpleAddress": number}
        made = self.contacts(
            "CreateContactChannel", ContactId=self.arn(alias), Name=name, Type="SMS", DeliveryAddress=address
        )
        phone = str(made["ContactChannelArn"])
        if active:
            code = self.world.inbox[-1].code
            self.contacts("ActivateContactChannel", ContactChannelId=phone, ActivationCode=code)
        return phone

    def schedule(self, alias: str, *people: str) -> str:
        members = {"ContactIds": [self.arn(name) for name in people], "StartTime": NOON - timedelta(hours=3)}
        rotation = self.contacts("CreateRotation", Name=alias, TimeZoneId="UTC", Recurrence=DAILY, **members)
        plan = {"RotationIds": [rotation["RotationArn"]]}
        self.contacts("CreateContact", Alias=alias, Type="ONCALL_SCHEDULE", Plan=plan)
        return str(rotation["RotationArn"])

    def escalation(self, alias: str, *stages: Stage) -> str:
        self.contacts("CreateContact", Alias=alias, Type="ESCALATION", Plan={"Stages": self.stages(*stages)})
        return self.arn(alias)

    def stages(self, *stages: Stage) -> list[dict[str, Any]]:
        """Stages of an escalation plan: minutes, and targets with whether they are essential."""
        return [
            {
                "DurationInMinutes": minutes,
                "Targets": [
                    {"ContactTargetInfo": {"ContactId": self.arn(name), "IsEssential": essential}}
                    for name, essential in targets
                ],
            }
            for minutes, targets in stages
        ]

    def engage(self, alias: str, **members: Any) -> str:
        texts = {"Sender": "tester", "Subject": "secret", "Content": "private", **members}
        return str(self.contacts("StartEngagement", ContactId=self.arn(alias), **texts)["EngagementArn"])

    def responder(self, action: Any, contact: str | None = None, **members: Any) -> None:
        self.world.responders.append(Responder(action, contact, **members))

    def accept(self, alias: str, **members: Any) -> None:
        """Acknowledge the last page that reached a person."""
        message = next(each for each in reversed(self.world.inbox) if each.contact == alias and each.page_arn)
        wanted = {"PageId": message.page_arn, "AcceptType": "READ", "AcceptCode": message.code, **members}
        self.contacts("AcceptPage", **wanted)

    def pages(self) -> list[tuple[float, str]]:
        """When whom was paged, failed sendings left out."""
        return [
            ((message.sent_at - NOON) / timedelta(minutes=1), message.contact)
            for message in self.world.inbox
            if message.page_arn
        ]

    def receipts(self, page: str) -> list[tuple[str, float]]:
        answer = self.contacts("ListPageReceipts", PageId=page)
        return [
            (receipt["ReceiptType"], (receipt["ReceiptTime"] - NOON) / timedelta(minutes=1))
            for receipt in answer["Receipts"]
        ]
