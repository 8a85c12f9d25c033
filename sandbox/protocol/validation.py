"""Requests checked against the service model, in the words of AWS.

A shape is compiled once into a reader. A reader takes what JSON decoded to, its path and the list of violations found
so far, and returns the value as handlers get it: timestamps as aware datetimes; members that the model does not know
and members that are null are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import regex  # type: ignore[import-untyped]

Predicate = Callable[[Any], bool]


class Violation(NamedTuple):
    """One failed constraint. ``value`` is the echo of the value, ``None`` where the model calls it sensitive."""

    value: str | None
    path: str
    constraint: str

    def __str__(self) -> str:
        echo = "Value" if self.value is None else f"Value {self.value}"
        return f"{echo} at '{self.path}' failed to satisfy constraint: {self.constraint}"


class Check(NamedTuple):
    """A constraint: whether a value of the right type keeps it, and what AWS says if not."""

    holds: Predicate
    constraint: str


Reader = Callable[[Any, str, list[Violation]], Any]


def describe(violations: list[Violation]) -> str:
    """All violations as the one message AWS makes of them."""
    noun = "error" if len(violations) == 1 else "errors"
    return f"{len(violations)} validation {noun} detected: " + "; ".join(map(str, violations))


def compile_reader(shape: Any) -> Reader:
    """The reader of ``shape``. ``KeyError`` for a shape type that no service of the sandbox uses."""
    return _COMPILERS[shape.type_name](shape)


def _compile_structure(shape: Any) -> Reader:
    members = [
        (name, name[0].lower() + name[1:], compile_reader(member), name in shape.required_members)
        for name, member in shape.members.items()
    ]
    union = bool(shape.is_tagged_union)

    def read(value: Any, path: str, found: list[Violation]) -> Any:
        if type(value) is not dict:
            found.append(_wrong_type(shape, value, path))
            return value
        result = {}
        prefix = f"{path}." if path else ""
        for name, wire, reader, required in members:
            item = value.get(name)
            if item is not None:
                result[name] = reader(item, prefix + wire, found)
            elif required:
                found.append(Violation("null", prefix + wire, "Member must not be null"))
        if union and len(result) != 1:
            found.append(Violation(_echo(shape, value), path, "Member must have exactly one member of the union set"))
        return result

    return read


def _compile_list(shape: Any) -> Reader:
    own = _checks(shape)
    element = _compile_element(shape, shape.member, "Member must satisfy constraint")

    def read(value: Any, path: str, found: list[Violation]) -> Any:
        if type(value) is not list:
            found.append(_wrong_type(shape, value, path))
            return value
        _apply(own, shape, value, path, found)
        return element(value, range(1, len(value) + 1), value, path, found)

    return read


def _compile_map(shape: Any) -> Reader:
    own = _checks(shape)
    key = _compile_element(shape, shape.key, "Map keys must satisfy constraint")
    entry = _compile_element(shape, shape.value, "Map value must satisfy constraint")

    def read(value: Any, path: str, found: list[Violation]) -> Any:
        if type(value) is not dict:
            found.append(_wrong_type(shape, value, path))
            return value
        _apply(own, shape, value, path, found)
        keys = key(value, value, value, path, found)
        return dict(zip(keys, entry(value.values(), value, value, path, found), strict=True))

    return read


def _compile_element(container: Any, shape: Any, label: str) -> Callable[..., list[Any]]:
    """The reader of all elements of a list, or keys or values of a map.

    AWS reports bad structures inside a container by their own path, but bad scalars by the container, once, with all
    the constraints that its scalars are under.
    """
    reader = compile_reader(shape)
    inner = _checks(shape) if shape.type_name in _SCALARS else []
    constraint = f"{label}: [{', '.join(check.constraint for check in inner)}]"

    def read(items: Any, labels: Any, value: Any, path: str, found: list[Violation]) -> list[Any]:
        result, scalars_hold = [], True
        for item, name in zip(items, labels, strict=True):
            at = f"{path}.{name}.member"
            if item is None:
                found.append(Violation("null", at, "Member must not be null"))
            elif not inner:
                result.append(reader(item, at, found))
                continue
            elif not isinstance(item, _SCALARS[shape.type_name]):
                found.append(_wrong_type(shape, item, at))
            else:
                scalars_hold = scalars_hold and all(check.holds(item) for check in inner)
            result.append(item)
        if not scalars_hold:
            found.append(Violation(_echo(container, value), path, constraint))
        return result

    return read


def _compile_scalar(shape: Any) -> Reader:
    checks = _checks(shape)
    kind = _SCALARS[shape.type_name]

    def read(value: Any, path: str, found: list[Violation]) -> Any:
        if type(value) is not kind:
            found.append(_wrong_type(shape, value, path))
            return value
        for holds, constraint in checks:
            if not holds(value):
                found.append(Violation(_echo(shape, value), path, constraint))
        return value

    return read


def _compile_timestamp(shape: Any) -> Reader:
    def read(value: Any, path: str, found: list[Violation]) -> Any:
        try:
            if type(value) in (int, float):
                return datetime.fromtimestamp(value, UTC)
            if type(value) is str:
                moment = datetime.fromisoformat(value)
                return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            pass
        found.append(_wrong_type(shape, value, path))
        return value

    return read


_SCALARS: dict[str, type] = {"string": str, "integer": int, "boolean": bool}

_COMPILERS: dict[str, Callable[[Any], Reader]] = {
    "structure": _compile_structure,
    "list": _compile_list,
    "map": _compile_map,
    "timestamp": _compile_timestamp,
    **dict.fromkeys(_SCALARS, _compile_scalar),
}


def _apply(checks: list[Check], shape: Any, value: Any, path: str, found: list[Violation]) -> None:
    found.extend(Violation(_echo(shape, value), path, constraint) for holds, constraint in checks if not holds(value))


def _wrong_type(shape: Any, value: Any, path: str) -> Violation:
    """Unpublished rule: AWS clients check types themselves, so nobody sees what AWS answers to a wrong one."""
    return Violation(_echo(shape, value), path, f"Member must be of type {shape.type_name}")


def _echo(shape: Any, value: Any) -> str | None:
    return None if shape.metadata.get("sensitive") else f"'{_text(shape, value)}'"


def _text(shape: Any, value: Any) -> str:
    """A value as AWS prints it. Structures are opaque: they may hold what must not be repeated."""
    if isinstance(value, list):
        return f"[{', '.join(_text(getattr(shape, 'member', None), item) for item in value)}]"
    if isinstance(value, dict):
        if getattr(shape, "type_name", "") != "map":
            return f"{getattr(shape, 'name', '')}(...)"
        return f"{{{', '.join(f'{key}={_text(shape.value, item)}' for key, item in value.items())}}}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _checks(shape: Any) -> list[Check]:
    metadata = shape.metadata
    checks = []
    if "pattern" in metadata:
        checks.append(_pattern(metadata["pattern"]))
    low, high = metadata.get("min"), metadata.get("max")
    if shape.type_name == "integer":
        if high is not None:
            checks.append(Check(lambda value: value <= high, f"Member must have value less than or equal to {high}"))
        if low is not None:
            text = f"Member must have value greater than or equal to {low}"
            checks.append(Check(lambda value: value >= low, text))
    else:
        if high is not None:
            text = f"Member must have length less than or equal to {high}"
            checks.append(Check(lambda value: len(value) <= high, text))
        if low:
            text = f"Member must have length greater than or equal to {low}"
            checks.append(Check(lambda value: len(value) >= low, text))
    if "enum" in metadata:
        allowed = frozenset(metadata["enum"])
        text = f"Member must satisfy enum value set: [{', '.join(metadata['enum'])}]"
        checks.append(Check(allowed.__contains__, text))
    return checks


def _pattern(pattern: str) -> Check:
    r"""A pattern of the model. They are Java's: the whole string must match and ``\w``, ``\s`` are ASCII.

    Python's ``re`` has no ``\p{L}``; the ``regex`` package has, but not limited to ASCII, so each gets the patterns it
    reads like Java.
    """
    compiled: Any = regex.compile(pattern) if r"\p" in pattern else re.compile(pattern, re.ASCII)
    fullmatch = compiled.fullmatch
    return Check(
        lambda value: fullmatch(value) is not None, f"Member must satisfy regular expression pattern: {pattern}"
    )
