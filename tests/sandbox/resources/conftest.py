"""An account in which Incident Manager is enabled, and ways to fill it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

WEEKLY = {
    "NumberOfOnCalls": 1,
    "RecurrenceMultiplier": 1,
    "WeeklySettings": [{"DayOfWeek": "TUE", "HandOffTime": {"HourOfDay": 13, "MinuteOfHour": 0}}],
}

Refused = Callable[..., dict[str, Any]]


class Estate:
    """Makes things with a client of ssm-contacts and returns their ARNs."""

    weekly = WEEKLY

    def __init__(self, client: Any, server: Any = None) -> None:
        self.client = client
        self.server = server

    def arn(self, alias: str) -> str:
        return f"arn:aws:ssm-contacts:us-east-1:111122223333:contact/{alias}"

    def contact(self, alias: str, **members: Any) -> str:
        members = {"Type": "PERSONAL", "Plan": {}, **members}
        return str(self.client.create_contact(Alias=alias, **members)["ContactArn"])

    def people(self, *aliases: str) -> list[str]:
        return [self.contact(alias) for alias in aliases]

    def channel(self, contact: str, name: str, kind: str, address: str, **members: Any) -> str:
        answer = self.client.create_contact_channel(
            ContactId=contact, Name=name, Type=kind, DeliveryAddress={"SimpleAddress": address}, **members
        )
        return str(answer["ContactChannelArn"])

    def phone(self, contact: str, **members: Any) -> str:
        return self.channel(contact, "phone", "SMS", "+12025550101", **members)

    def rotation(self, name: str, contacts: list[str], **members: Any) -> str:
        members = {"TimeZoneId": "America/New_York", "Recurrence": WEEKLY, **members}
        return str(self.client.create_rotation(Name=name, ContactIds=contacts, **members)["RotationArn"])

    def schedule(self, alias: str, *rotations: str) -> str:
        return self.contact(alias, Type="ONCALL_SCHEDULE", Plan={"RotationIds": list(rotations)})

    def reachable(self, alias: str, *stages: int, kind: str = "SMS", address: str = "+12025550101") -> str:
        """Somebody with one active channel, which each of the stages (their minutes) tries."""
        contact = self.contact(alias)
        channel = self.channel(contact, "device", kind, address)
        code = self.server.control("GET", f"inbox?contact={alias}")[-1]["code"]
        self.client.activate_contact_channel(ContactChannelId=channel, ActivationCode=code)
        targets = [{"ChannelTargetInfo": {"ContactChannelId": channel, "RetryIntervalInMinutes": 1}}]
        plan = [{"DurationInMinutes": minutes, "Targets": targets} for minutes in stages or (0,)]
        self.client.update_contact(ContactId=contact, Plan={"Stages": plan})
        return contact

    def ladder(self, alias: str, *stages: tuple[int, str, bool]) -> str:
        """An escalation plan: minutes, the one contact of a stage, whether it is essential."""
        plan = [
            {
                "DurationInMinutes": minutes,
                "Targets": [{"ContactTargetInfo": {"ContactId": contact, "IsEssential": essential}}],
            }
            for minutes, contact, essential in stages
        ]
        return self.contact(alias, Type="ESCALATION", Plan={"Stages": plan})

    def engagement(self, contact: str, **members: Any) -> str:
        members = {"Sender": "tester", "Subject": "subject", "Content": "content", **members}
        return str(self.client.start_engagement(ContactId=contact, **members)["EngagementArn"])

    def plan(self, contact: str) -> dict[str, Any]:
        answer: dict[str, Any] = self.client.get_contact(ContactId=contact)["Plan"]
        return answer


@pytest.fixture
def replication_set(server: Any) -> str:
    """The ARN of an ACTIVE replication set of the test's region."""
    return str(server.enable())


@pytest.fixture
def contacts(server: Any, replication_set: str) -> Any:  # noqa: ARG001 - nothing works without it
    return server.client("ssm-contacts")


@pytest.fixture
def incidents(server: Any, replication_set: str) -> Any:  # noqa: ARG001 - nothing works without it
    return server.client("ssm-incidents")


@pytest.fixture
def estate(contacts: Any, server: Any) -> Estate:
    return Estate(contacts, server)


@pytest.fixture
def refused() -> Refused:
    """Asserts that a call fails with an error code; returns the whole parsed error answer."""

    def check(code: str, call: Callable[..., Any], **members: Any) -> dict[str, Any]:
        with pytest.raises(ClientError) as caught:
            call(**members)
        answer: dict[str, Any] = dict(caught.value.response)
        assert answer["Error"]["Code"] == code, answer["Error"]
        return answer

    return check


@pytest.fixture
def codes(server: Any) -> Callable[[str], list[str]]:
    """The activation codes that reached a contact, oldest first."""

    def read(alias: str) -> list[str]:
        return [message["code"] for message in server.control("GET", f"inbox?contact={alias}")]

    return read
