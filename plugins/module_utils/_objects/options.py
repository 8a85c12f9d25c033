# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The options of a module of one object, read like a definition: every mistake at once, before the first call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._model.node import Node
from .._model.problems import Problems
from .._model.secret import is_digest


def options_node(params: Mapping[str, Any], *, addresses: Iterable[str] = (), private: bool = False) -> Node:
    """Return the options as the root of a definition, so that paths begin with an option's name."""
    # Shorter texts are no addresses, and hiding them would blot out ordinary words.
    hidden = frozenset(
        address for address in addresses if (len(address) >= 6 or "@" in address) and not is_digest(address)
    )
    return Node("", _given(params), Problems(addresses=hidden, private=private))


def _given(value: Any) -> Any:
    """Drop what Ansible fills in with None for suboptions that are not given."""
    if isinstance(value, Mapping):
        return {key: _given(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [_given(entry) for entry in value]
    return value


def require(node: Node, *keys: str, to: str) -> None:
    """Record a problem for each option that is missing."""
    for key in keys:
        if not node.has(key):
            node.problems.add(key, None, f"is required to {to}", "add it")
