# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What the shapes of ssm-contacts have in common: types, ARNs, tags, tokens. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from .._model.kinds import Kind

KIND_OF_TYPE: Mapping[str, Kind] = {
    "PERSONAL": Kind.CONTACT,
    "ONCALL_SCHEDULE": Kind.ONCALL_SCHEDULE,
    "ESCALATION": Kind.ESCALATION_PLAN,
}

Shape = dict[str, Any]


def alias_of(arn: str) -> str:
    """Return the alias in the ARN of a contact, schedule or escalation plan."""
    return arn.rsplit("/", 1)[-1]


def tags_to_wire(tags: Mapping[str, str]) -> list[Shape]:
    """Return tags as ssm-contacts writes them."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def tags_from_wire(tags: Iterable[Shape]) -> dict[str, str]:
    """Return tags as a mapping."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def idempotency_token(*content: object) -> str:
    """Return a token for content that is being created: the same content gives the same token, whoever sends it."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
