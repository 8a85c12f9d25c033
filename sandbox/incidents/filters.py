"""Filters of lists: all of them must hold, and of the values of one of them any."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.incidents.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def matcher(
    filters: list[dict[str, Any]], keys: Mapping[str, tuple[type, Callable[[Any], list[Any]]]]
) -> Callable[[Any], bool]:
    """Whether something passes ``filters``. ``keys`` tell the type of a key and what something has under it.

    Raises ValidationException for an unknown key and for a condition that does not fit its key: times are compared
    by ``before`` and ``after``, numbers by ``integerValues``, texts by ``stringValues``.
    """
    tests = []
    for each in filters:
        if each["key"] not in keys:
            raise invalid(f"Invalid value provided - Filter key {each['key']} is not one of {', '.join(keys)}")
        kind, values = keys[each["key"]]
        tests.append((values, _condition(each["key"], kind, each["condition"])))
    return lambda item: all(any(map(holds, values(item))) for values, holds in tests)


def _condition(key: str, kind: type, condition: dict[str, Any]) -> Callable[[Any], bool]:
    if kind is datetime:
        if "before" in condition:
            return lambda value: bool(value < condition["before"])
        if "after" in condition:
            return lambda value: bool(value > condition["after"])
    else:
        wanted = condition.get("equals", {}).get("integerValues" if kind is int else "stringValues")
        if wanted is not None:
            return lambda value: value in wanted
    raise invalid(f"Invalid value provided - The condition does not fit the filter key {key}")
