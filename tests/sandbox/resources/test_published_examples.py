"""The examples that botocore ships for ssm-contacts, asked of the sandbox."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore import xform_name

from sandbox.services import OPERATIONS

FILE = Path(botocore.__file__).parent / "data" / "ssm-contacts" / "2021-05-03" / "examples-1.json"
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
PAGING = re.compile("Engagement|Page")
EXAMPLES = [
    pytest.param(operation, example, id=f"{operation}-{number}")
    for operation, examples in json.loads(FILE.read_text()).get("examples", {}).items()
    for number, example in enumerate(examples)
]
READ = ("DescribePage", "ListPageReceipts", "ListPagesByContact")
"""The examples that show a page which somebody has acknowledged."""

CHANNELS = {
    "beb25840-5ac8-4644-95cc-7a8de390fa65": ("akuas sms", "SMS", "+15005550199"),
    "49f3c24d-5f9f-4638-ae25-3f49e04229ad": ("akuas voice", "VOICE", "+15005550198"),
    "77d4f447-f619-4954-afff-85551e369c2a": ("akuas email", "EMAIL", "akua@example.com"),
}
"""What the channels of the examples are here. Ids that are not among them stand for the first."""


class Organisation:
    """The people of the examples and their channels, and the words that differ here."""

    def __init__(self, server: Any, estate: Any, codes: Any, operation: str) -> None:
        self.arns: dict[str, str] = {}
        self.channels: dict[str, str] = {}
        self.engagements: dict[str, str] = {}
        self.page = ""
        self.accept_code = ""
        self.code = ""
        if operation != "CreateContact":
            self._people(estate)
            self._channels(estate, operation)
        if operation == "GetContactPolicy":
            estate.client.put_contact_policy(ContactArn=self.arns["akuam"], Policy='{"Statement": []}')
        if codes("akuam"):
            first = self.channels[next(iter(CHANNELS))]
            self.code = next(
                message["code"]
                for message in server.control("GET", "inbox?contact=akuam")
                if message["channel_arn"] == first
            )

    def engage(self, server: Any, estate: Any, operation: str) -> None:
        """What the examples about engagements and pages ask after, in the state in which they show it."""
        client, akua = estate.client, self.arns["akuam"]
        for message in server.control("GET", "inbox?contact=akuam"):
            client.activate_contact_channel(ContactChannelId=message["channel_arn"], ActivationCode=message["code"])
        public = {} if operation.startswith("List") else {"PublicSubject": "test", "PublicContent": "Testing"}
        if operation in READ:
            server.control("POST", "responders", [{"action": "ack"}])
        for alias in ("example_escalation", "akuam"):
            arn = estate.engagement(self.arns[alias], **public)
            self.engagements[alias] = arn
        (page,) = client.list_pages_by_engagement(EngagementId=self.engagements["akuam"])["Pages"]
        self.page = page["PageArn"]
        self.accept_code = server.control("GET", "inbox?contact=akuam")[-1]["code"]
        assert akua == page["ContactArn"]

    def _people(self, estate: Any) -> None:
        for alias, name in {
            "akuam": "Akua Mansa",
            "alejr": "Alejandro Rosalez",
            "anasi": "Ana Carolina Silva",
        }.items():
            tags = [{"Key": "group1", "Value": "1"}]
            self.arns[alias] = estate.contact(alias, DisplayName=name, Tags=tags)

    def _channels(self, estate: Any, operation: str) -> None:
        wanted = {} if operation == "CreateContactChannel" else CHANNELS
        for channel_id, (name, kind, address) in wanted.items():
            self.channels[channel_id] = estate.channel(self.arns["akuam"], name, kind, address)
        targets = [
            {"ChannelTargetInfo": {"ContactChannelId": arn, "RetryIntervalInMinutes": 1}}
            for arn in self.channels.values()
        ]
        stages = [{"DurationInMinutes": 5, "Targets": [target]} for target in targets]
        estate.client.update_contact(ContactId=self.arns["akuam"], Plan={"Stages": stages})
        people = [
            {"ContactTargetInfo": {"ContactId": self.arns[alias], "IsEssential": alias == "akuam"}}
            for alias in ("akuam", "alejr", "anasi")
        ]
        stages = [
            {"DurationInMinutes": minutes, "Targets": [target]}
            for minutes, target in zip((5, 5, 0), people, strict=True)
        ]
        self.arns["example_escalation"] = estate.contact(
            "example_escalation", DisplayName="Example Escalation", Type="ESCALATION", Plan={"Stages": stages}
        )

    def here(self, value: Any) -> Any:
        """``value`` of an example in the words of this organisation."""
        if isinstance(value, dict):
            return {name: self._member(name, member) for name, member in value.items()}
        if isinstance(value, list):
            return [self.here(item) for item in value]
        return self._arn(value) if isinstance(value, str) and value.startswith("arn:") else value

    def _arn(self, value: str) -> Any:
        """The ARN here of what the ARN ``value`` of an example stands for."""
        kind, alias, *rest = value.rpartition(":")[2].split("/")
        if kind == "contact-channel":
            first = self.channels.get(next(iter(CHANNELS)))
            return self.channels.get(rest[0], first)
        if kind == "engagement":
            return self.engagements[alias]
        return self.page if kind == "page" else self.arns[alias]

    def _member(self, name: str, value: Any) -> Any:
        codes = {"ActivationCode": self.code, "AcceptCode": self.accept_code}
        return codes.get(name) or self.here(value)


def shape(value: Any) -> Any:
    """Keys and types of an answer; of lists, the set of shapes in them."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        shapes: list[Any] = []
        for item in map(shape, value):
            if item not in shapes:
                shapes.append(item)
        return shapes
    timed = isinstance(value, datetime) or (isinstance(value, str) and TIME.match(value))
    return "time" if timed else type(value).__name__


def test_the_examples_cover_what_is_expected() -> None:
    operations = {parameters.values[0] for parameters in EXAMPLES}
    assert len(operations) == 27
    assert operations <= OPERATIONS["ssm-contacts"].keys()


@pytest.mark.parametrize(("operation", "example"), EXAMPLES)
def test_an_example_gets_an_answer_of_its_shape(
    server: Any, estate: Any, codes: Any, operation: str, example: dict[str, Any]
) -> None:
    organisation = Organisation(server, estate, codes, operation)
    if PAGING.search(operation):
        organisation.engage(server, estate, operation)
    answer = getattr(estate.client, xform_name(operation))(**organisation.here(example["input"]))
    del answer["ResponseMetadata"]
    assert shape(answer) == shape(example["output"])
