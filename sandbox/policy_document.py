"""What both services ask of a resource policy."""

from __future__ import annotations

import msgspec


def is_policy_document(text: str) -> bool:
    """Whether ``text`` is a JSON object with statements. What they say is not looked into."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(document, dict) and isinstance(document.get("Statement"), list | dict)
