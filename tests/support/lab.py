"""A sandbox with an account in it, as integration tests see it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from tests.support.account import read_account, read_replication_set
from tests.support.sandbox_process import REGION, SandboxProcess

ACCOUNT = "123456789012"

_READ = re.compile(r"[\w-]+:(BatchGet|Describe|Get|List)[A-Z]")


class Lab:
    """The account of the example's inventory in a sandbox, with clients that never retry."""

    def __init__(self, server: SandboxProcess) -> None:
        self.server = server
        self.url = server.url
        self.contacts = server.client("ssm-contacts", account=ACCOUNT)
        self.incidents = server.client("ssm-incidents", account=ACCOUNT)

    def reset(self) -> None:
        """Empty the whole sandbox."""
        self.server.control("POST", "reset")

    def enable(self) -> None:
        """Give the account a replication set, and forget the calls made for that."""
        self.server.enable(REGION, account=ACCOUNT)
        self.forget_calls()

    def calls(self) -> dict[str, int]:
        """The calls since they were last forgotten, by operation."""
        found: dict[str, int] = self.server.control("GET", "calls")
        return found

    def reads(self) -> dict[str, int]:
        return {name: count for name, count in self.calls().items() if _READ.match(name)}

    def writes(self) -> dict[str, int]:
        return {name: count for name, count in self.calls().items() if not _READ.match(name)}

    def forget_calls(self) -> None:
        self.server.control("DELETE", "calls")

    def sequence(self) -> list[str]:
        """The operations called, in order."""
        calls = self.server.control("GET", "calls?detail=1")
        return [f"{call['service']}:{call['operation']}" for call in calls]

    def clear_faults(self) -> None:
        self.server.control("DELETE", "faults")

    def struck(self) -> int:
        """How many calls the posted faults struck."""
        return sum(int(fault["struck"]) for fault in self.server.control("GET", "faults"))

    def account(self) -> dict[str, Any]:
        """Everything in the account."""
        return read_account(self.contacts, self.incidents)

    def replication_set(self) -> dict[str, Any] | None:
        return read_replication_set(self.incidents)

    def arn(self, alias: str) -> str:
        """The ARN of a person, schedule or escalation plan."""
        return f"arn:aws:ssm-contacts:{REGION}:{ACCOUNT}:contact/{alias}"

    def person(self, alias: str) -> str:
        """Make sure that there is a person, without devices, and return the ARN."""
        known = [shape["Alias"] for shape in self.contacts.list_contacts(AliasPrefix=alias)["Contacts"]]
        if alias not in known:
            self.contacts.create_contact(Alias=alias, Type="PERSONAL", Plan={"Stages": []})
        return self.arn(alias)

    def rotation(self, name: str, *members: str, **more: Any) -> str:
        """Make a weekly rotation of people, who are made as well, and return the ARN."""
        settings = {
            "StartTime": datetime(2026, 1, 6, 18, tzinfo=UTC),
            "TimeZoneId": "America/New_York",
            "Recurrence": {
                "NumberOfOnCalls": 1,
                "RecurrenceMultiplier": 1,
                "WeeklySettings": [{"DayOfWeek": "TUE", "HandOffTime": {"HourOfDay": 13, "MinuteOfHour": 0}}],
            },
            **more,
        }
        people = [self.person(alias) for alias in members]
        return str(self.contacts.create_rotation(Name=name, ContactIds=people, **settings)["RotationArn"])

    def schedule(self, alias: str, *rotations: str) -> str:
        """Make a schedule of rotations that exist and return the ARN."""
        plan = {"RotationIds": [self.rotation_arn(name) for name in rotations]}
        return str(self.contacts.create_contact(Alias=alias, Type="ONCALL_SCHEDULE", Plan=plan)["ContactArn"])

    def escalation_plan(self, alias: str, *stages: tuple[int, list[str]]) -> str:
        """Make an escalation plan of stages (minutes, aliases) and return the ARN."""
        plan = {
            "Stages": [
                {
                    "DurationInMinutes": minutes,
                    "Targets": [
                        {"ContactTargetInfo": {"ContactId": self.arn(target), "IsEssential": False}}
                        for target in targets
                    ],
                }
                for minutes, targets in stages
            ]
        }
        return str(self.contacts.create_contact(Alias=alias, Type="ESCALATION", Plan=plan)["ContactArn"])

    def response_plan(self, name: str, *engaged: str) -> str:
        """Make a response plan that engages aliases and return the ARN."""
        engagements = [self.arn(alias) for alias in engaged]
        template = {"title": name, "impact": 1}
        made = self.incidents.create_response_plan(name=name, incidentTemplate=template, engagements=engagements)
        return str(made["arn"])

    def rotation_arn(self, name: str) -> str:
        rotations = self.contacts.list_rotations()["Rotations"]
        [arn] = [str(rotation["RotationArn"]) for rotation in rotations if rotation["Name"] == name]
        return arn
