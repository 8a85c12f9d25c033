# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Names and tags as the two services take them (patterns and lengths of the AWS service models)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .node import Node

ALIAS_PATTERN = re.compile(r"[a-z0-9_-]+")
# \w is what AWS calls letters and digits here, in any script, plus the underscore that AWS allows as well.
DISPLAY_NAME_PATTERN = re.compile(r"[\w .-]*")
RESPONSE_PLAN_NAME_PATTERN = re.compile(r"[a-zA-Z0-9_-]+")

CONTACT_TAG_KEY = re.compile(r"[/a-zA-Z0-9_+=-]+")
CONTACT_TAG_VALUE = re.compile(r"[\w .:/=+@-]+")
ROTATION_NAME_PATTERN = re.compile(r"[a-zA-Z0-9_.\s-]+")
INCIDENT_TAG_KEY = re.compile(r"(?!aws:)[a-zA-Z0-9 _=@:.+,/-]+")
INCIDENT_TAG_VALUE = re.compile(r"[a-zA-Z0-9 _=@:.+,/-]*")
# What both services take.
SHARED_TAG_VALUE = re.compile(r"[a-zA-Z0-9 _.:/=+@-]+")

OWNER_TAG = "managed-by"
OWNER = "oncall.incident_manager"
TEAM_TAG = "team"


def read_alias(node: Node, alias: str) -> str | None:
    """Check the alias of a contact, schedule or escalation plan, which is a key of the definition at ``node``."""
    named = Node(node.path, alias, node.problems)
    return named.text(least=1, most=255, pattern=ALIAS_PATTERN, allowed="lower-case letters, digits, _ and -")


def read_display_name(node: Node) -> str | None:
    """Read a display name; an apostrophe as in *O'Brien* is refused by AWS itself."""
    return node.text(
        most=255,
        pattern=DISPLAY_NAME_PATTERN,
        allowed="letters, digits, spaces and _ . - (no apostrophe, comma, slash or bracket: write O Brien or OBrien)",
    )


def read_channel_name(node: Node, name: str) -> str | None:
    """Check the name of a device, which is a key of the definition at ``node``."""
    named = Node(node.path, name, node.problems)
    return named.text(least=1, most=255, pattern=DISPLAY_NAME_PATTERN, allowed="letters, digits, spaces and _ . -")


def read_rotation_name(node: Node, name: str) -> str | None:
    """Check the name of a rotation, which is a key of the definition at ``node``."""
    named = Node(node.path, name, node.problems)
    allowed = "letters without accents, digits, spaces and _ . -"
    return named.text(least=1, most=255, pattern=ROTATION_NAME_PATTERN, allowed=allowed)


def read_response_plan_name(node: Node, name: str) -> str | None:
    """Check the name of a response plan, which is a key of the definition at ``node``."""
    named = Node(node.path, name, node.problems)
    return named.text(
        least=1, most=200, pattern=RESPONSE_PLAN_NAME_PATTERN, allowed="letters without accents, digits, _ and -"
    )


def read_tags(node: Node) -> Mapping[str, str] | None:
    """Read tags that both services take: contacts and rotations refuse more keys, response plans more values.

    The keys by which the collection knows what is its own are refused: a run over teams sets them itself.
    """
    tags: dict[str, str] = {}
    for key, value_node in node.entries():
        key_node = Node(value_node.path, key, node.problems)
        if key.startswith("aws:") or key in (OWNER_TAG, TEAM_TAG):
            key_node.bad("is a reserved tag key", f"aws: belongs to AWS, {OWNER_TAG} and {TEAM_TAG} to this collection")
            continue
        allowed = "letters without accents, digits and / _ + = - (the services share these)"
        if key_node.text(least=1, most=128, pattern=CONTACT_TAG_KEY, allowed=allowed) is None:
            continue
        allowed = "letters without accents, digits, spaces and _ . : / = + - @ (the services share these)"
        value = value_node.text(least=1, most=256, pattern=SHARED_TAG_VALUE, allowed=allowed)
        if value is not None:
            tags[key] = value
    if len(tags) > 48:
        node.problems.add(node.path, None, f"has {len(tags)} tags, AWS takes 50 with our two", "drop some")
    return tags


def read_contact_tags(node: Node) -> dict[str, str]:
    """Read all tags of a person, schedule, escalation plan or rotation: those of AWS itself are left to AWS."""
    tags: dict[str, str] = {}
    for key, value_node in node.entries():
        if key.startswith("aws:"):
            continue
        key_node = Node(value_node.path, key, node.problems)
        allowed = "letters without accents, digits and / _ + = -"
        if key_node.text(least=1, most=128, pattern=CONTACT_TAG_KEY, allowed=allowed) is None:
            continue
        allowed = "letters, digits, spaces and _ . : / = + - @"
        value = value_node.text(least=1, most=256, pattern=CONTACT_TAG_VALUE, allowed=allowed)
        if value is not None:
            tags[key] = value
    _check_number(node, tags)
    return tags


def read_incident_tags(node: Node) -> dict[str, str]:
    """Read tags as ssm-incidents takes them: more characters in keys, fewer in values, which may be empty."""
    tags: dict[str, str] = {}
    for key, value_node in node.entries():
        key_node = Node(value_node.path, key, node.problems)
        allowed = "letters without accents, digits, spaces and _ = @ : . + , / -"
        if key_node.text(least=1, most=128, pattern=INCIDENT_TAG_KEY, allowed=allowed) is None:
            continue
        value = value_node.text(most=256, pattern=INCIDENT_TAG_VALUE, allowed=allowed)
        if value is not None:
            tags[key] = value
    _check_number(node, tags)
    return tags


def read_own_incident_tags(node: Node) -> dict[str, str]:
    """Read all tags of a response plan or replication set: those of AWS itself are left to AWS."""
    if isinstance(node.value, Mapping):
        kept = {key: value for key, value in node.value.items() if not str(key).startswith("aws:")}
        node = Node(node.path, kept, node.problems)
    return read_incident_tags(node)


def _check_number(node: Node, tags: Mapping[str, str]) -> None:
    if len(tags) > 50:
        node.problems.add(node.path, None, f"has {len(tags)} tags, AWS takes at most 50", "drop some")
