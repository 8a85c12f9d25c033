# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Resource policies: JSON documents that are the same when they say the same, however they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .node import Node

CONTACT_POLICY_LENGTH = 395_000
RESPONSE_PLAN_POLICY_LENGTH = 4000

_DOCUMENT_KEYS = ("Version", "Id", "Statement")
_STATEMENT_KEYS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_VERSIONS = ("2012-10-17", "2008-10-17")
_WITHOUT_VERSION = "2008-10-17"  # what IAM takes a document for that does not say
_ACCOUNT_ARN = re.compile(r"arn:[\w-]+:iam::(\d{12}):root")
_SHARE_SID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b")


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """``document`` is the normal form, by which policies are compared and shown; ``text`` is what AWS gets or has."""

    document: Mapping[str, Any]
    text: str = field(compare=False)


UNREADABLE = PolicyDocument({}, "")


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """A policy of a response plan. ``region`` is that of the resource share, where it was made by one."""

    id: str
    policy: PolicyDocument
    region: str = ""

    @property
    def made_by_ram(self) -> bool:
        """Tell whether AWS Resource Access Manager made it: its statements bear the id of a resource share."""
        statements = self.policy.document.get("Statement", ())
        return any(_SHARE_SID.match(str(statement.get("Sid", ""))) for statement in statements)


def read_policy(node: Node, most: int) -> PolicyDocument:
    """Read a policy given as JSON text of at most ``most`` characters; spaces between its parts do not count."""
    try:
        value = json.loads(node.value, parse_constant=_no_constant)
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        text.encode()
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        node.bad(f"is not JSON: {error.msg} at {where}", "give a policy document as JSON or as a mapping", show=False)
        return UNREADABLE
    except ValueError:  # NaN, a number of thousands of digits, half a character
        node.bad("has a value that JSON does not have", "give a policy document as JSON", show=False)
        return UNREADABLE
    except RecursionError:
        node.bad("is nested too deeply", "give a policy document", show=False)
        return UNREADABLE
    if len(text) > most:
        node.bad(f"has {len(text)} characters as JSON, AWS takes at most {most}", "shorten it", show=False)
    readable = _check_document(Node(node.path, value, node.problems))
    return PolicyDocument(normalised(value), text) if readable else UNREADABLE


def _check_document(node: Node) -> bool:
    if not node.mapping(_DOCUMENT_KEYS, required=("Statement",)):
        return False
    if node.has("Version"):
        node.child("Version").choice(_VERSIONS)
    if not node.has("Statement"):
        return False
    statement = node.child("Statement")
    alone = isinstance(statement.value, Mapping)
    for entry in [statement] if alone else statement.elements(least=1, what="statements"):
        if entry.mapping(_STATEMENT_KEYS, required=("Effect",)) and entry.has("Effect"):
            entry.child("Effect").choice(("Allow", "Deny"))
    return not node.problems.about(statement.path)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def policy_from_text(text: str) -> PolicyDocument:
    """Take over a policy of the account; one that cannot be read equals no other."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    return PolicyDocument(normalised(value) if isinstance(value, dict) else {}, text)


def normalised(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with lists for single values, order where order means nothing, and one way to say a thing."""
    statements = document.get("Statement", ())
    statements = statements if isinstance(statements, list) else [statements]
    kept = (_statement(statement) for statement in statements if isinstance(statement, Mapping))
    named = {"Id": document["Id"]} if document.get("Id") else {}
    version = document.get("Version") or _WITHOUT_VERSION
    return {"Version": version, **named, "Statement": sorted(kept, key=_canonical)}


def _statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    normal: dict[str, Any] = {}
    for key in [*_STATEMENT_KEYS, *sorted(statement.keys() - set(_STATEMENT_KEYS))]:
        value = statement.get(key)
        if key in ("Principal", "NotPrincipal") and value:
            normal[key] = _principals(value)
        elif key in ("Action", "NotAction", "Resource", "NotResource") and value:
            normal[key] = _set(value)
        elif key == "Condition" and isinstance(value, Mapping):
            tests = {operator: _conditions(tested) for operator, tested in sorted(value.items())}
            normal |= {key: tests} if tests else {}
        elif value:
            normal[key] = value
    return normal


def _principals(value: Any) -> dict[str, Any]:
    """An account may be written as its number or as the ARN of its root, and everybody in two ways."""
    if not isinstance(value, Mapping):
        value = {"AWS": value}
    named = {kind: _set(entries) for kind, entries in sorted(value.items())}
    if "AWS" in named:
        named["AWS"] = _set([_ACCOUNT_ARN.sub(r"\1", str(entry)) for entry in named["AWS"]])
    return named


def _conditions(tested: Any) -> Any:
    if not isinstance(tested, Mapping):
        return tested
    return {key: _set(value, write=_as_text) for key, value in sorted(tested.items())}


def _as_text(value: Any) -> Any:
    """IAM takes truth values and numbers in conditions as text as well."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _set(value: Any, write: Any = None) -> list[Any]:
    entries = value if isinstance(value, list) else [value]
    written = [write(entry) for entry in entries] if write else entries
    return [entry for _key, entry in sorted({_canonical(entry): entry for entry in written}.items())]


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
