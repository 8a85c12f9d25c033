# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Response plans: what an incident looks like and whom it engages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .names import read_incident_tags, read_response_plan_name, read_tags
from .node import Node

RESPONSE_PLAN_KEYS = (
    "display_name",
    "title",
    "impact",
    "summary",
    "dedupe_string",
    "incident_tags",
    "notification_targets",
    "chat_channel",
    "engage",
    "ssm_automation",
    "pager_duty",
    "tags",
)
OWNER_ACCOUNT = "RESPONSE_PLAN_OWNER_ACCOUNT"  # where a runbook runs when nobody says otherwise

_AUTOMATION_KEYS = (
    "document_name",
    "document_version",
    "role_arn",
    "target_account",
    "parameters",
    "dynamic_parameters",
)
_TOPIC_ARN = re.compile(r"arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?")
_ROLE_ARN = re.compile(r"arn:aws(-cn|-us-gov)?:iam::(\d{12})?:role/.+")
_DOCUMENT = re.compile(r"[a-zA-Z0-9_.:/-]+")


@dataclass(frozen=True, slots=True)
class SsmAutomation:
    """The runbook that starts with the incident."""

    document_name: str
    role_arn: str
    document_version: str | None = None
    target_account: str = OWNER_ACCOUNT
    parameters: Mapping[str, tuple[str, ...]] | None = None
    dynamic_parameters: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PagerDuty:
    """The PagerDuty service that is told; ``secret_id`` names the Secrets Manager secret with the token."""

    name: str
    secret_id: str
    service_id: str


@dataclass(frozen=True, slots=True)
class ResponsePlan:
    """``engagements`` are aliases of people, schedules and escalation plans; lists without order are kept sorted."""

    name: str
    title: str | None = None
    impact: int | None = None
    display_name: str | None = None
    summary: str | None = None
    dedupe_string: str | None = None
    incident_tags: Mapping[str, str] | None = None
    notification_targets: tuple[str, ...] | None = None
    chat_channel: tuple[str, ...] | None = None
    engagements: tuple[str, ...] | None = None
    ssm_automation: tuple[SsmAutomation, ...] | None = None
    pager_duty: tuple[PagerDuty, ...] | None = None
    tags: Mapping[str, str] | None = None


def read_response_plan(node: Node, name: str) -> ResponsePlan:
    """Read one entry of ``response_plans``. The engaged aliases are checked by the caller."""
    read_response_plan_name(node, name)
    if not node.mapping(RESPONSE_PLAN_KEYS, required=("title", "impact")):
        return ResponsePlan(name)
    return replace(read_response_plan_fields(node, name), tags=node.optional("tags", read_tags))


def read_response_plan_fields(node: Node, name: str) -> ResponsePlan:
    """Read everything but the tags."""
    return ResponsePlan(
        name=name,
        display_name=node.optional("display_name", lambda n: n.text(most=200)),
        title=node.optional("title", lambda n: n.text(least=1, most=200)),
        impact=node.optional("impact", lambda n: n.integer(1, 5)),
        summary=node.optional("summary", lambda n: n.text(most=8000)),
        dedupe_string=node.optional("dedupe_string", lambda n: n.text(most=1000)),
        incident_tags=node.optional("incident_tags", read_incident_tags),
        notification_targets=node.optional("notification_targets", lambda n: _read_topics(n, 10)),
        chat_channel=node.optional("chat_channel", lambda n: _read_topics(n, 5)),
        engagements=node.optional("engage", _read_engagements),
        ssm_automation=node.optional("ssm_automation", _read_automation),
        pager_duty=node.optional("pager_duty", _read_pager_duty),
    )


def _read_engagements(node: Node) -> tuple[str, ...]:
    names = [name for element in node.elements(most=5, what="engagements") if (name := element.text(least=1))]
    return tuple(sorted(set(names)))


def _read_topics(node: Node, most: int) -> tuple[str, ...]:
    allowed = "an SNS topic ARN such as arn:aws:sns:us-east-1:123456789012:platform-chat"
    topics = [
        topic
        for element in node.elements(most=most, what="topics")
        if (topic := element.text(least=1, most=1000, pattern=_TOPIC_ARN, allowed=allowed))
    ]
    return tuple(sorted(set(topics)))


def _read_automation(node: Node) -> tuple[SsmAutomation, ...]:
    """Read the runbook; an empty mapping means none."""
    if not node.value and isinstance(node.value, dict):
        return ()
    if not node.mapping(_AUTOMATION_KEYS, required=("document_name", "role_arn")):
        return ()
    document = node.optional(
        "document_name", lambda n: n.text(least=3, most=128, pattern=_DOCUMENT, allowed="letters, digits and _ . : / -")
    )
    role = node.optional(
        "role_arn", lambda n: n.text(least=1, most=1000, pattern=_ROLE_ARN, allowed="the ARN of an IAM role")
    )
    accounts = (OWNER_ACCOUNT, "IMPACTED_ACCOUNT")
    variables = ("INCIDENT_RECORD_ARN", "INVOLVED_RESOURCES")
    parameters: dict[str, tuple[str, ...]] = {}
    for name, entry in _parameters(node.child("parameters")):
        listed = Node(entry.path, [entry.value] if isinstance(entry.value, str) else entry.value, node.problems)
        values = [element.text(most=512) for element in listed.elements(most=100, what="values")]
        parameters[name] = tuple(value for value in values if value is not None)
    dynamic: dict[str, str] = {}
    for name, entry in _parameters(node.child("dynamic_parameters")):
        variable = entry.choice(variables)
        if variable:
            dynamic[name] = variable
    version = node.optional("document_version", lambda n: n.text(least=1, most=128))
    if document is None or role is None:
        return ()
    return (
        SsmAutomation(
            document_name=document,
            role_arn=role,
            document_version=None if version == "$DEFAULT" else version,
            target_account=node.optional("target_account", lambda n: n.choice(accounts)) or OWNER_ACCOUNT,
            parameters=dict(sorted(parameters.items())) or None,
            dynamic_parameters=dict(sorted(dynamic.items())) or None,
        ),
    )


def _parameters(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the parameters of a runbook by name."""
    entries = list(node.entries())
    if len(entries) > 200:
        node.problems.add(node.path, None, f"has {len(entries)} parameters, AWS takes at most 200", "drop some")
    for name, entry in entries:
        Node(entry.path, name, node.problems).text(least=1, most=50)
        yield name, entry


def _read_pager_duty(node: Node) -> tuple[PagerDuty, ...]:
    """Read the PagerDuty integration; an empty mapping means none."""
    if not node.value and isinstance(node.value, dict):
        return ()
    longest = {"name": 200, "secret_id": 512, "service_id": 200}
    if not node.mapping(longest, required=longest):
        return ()
    values = {key: node.child(key).text(least=1, most=most) if node.has(key) else None for key, most in longest.items()}
    if any(value is None for value in values.values()):
        return ()
    return (PagerDuty(str(values["name"]), str(values["secret_id"]), str(values["service_id"])),)
