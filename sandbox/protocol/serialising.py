"""Answers fitted to the service model: a handler that answers something else is a mistake of the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

Writer = Callable[[Any], Any]


class ModelMismatchError(Exception):
    """What a handler returned does not fit the model. Its text names the member and what is wrong with it."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path: list[str] = []

    def inside(self, name: str) -> ModelMismatchError:
        """The same problem seen from the container, which holds it under ``name``."""
        self.path.insert(0, name)
        return self

    def __str__(self) -> str:
        return f"{'.'.join(self.path) or 'the answer'}: {self.problem}"


def compile_writer(shape: Any) -> Writer:
    """The function that turns a value of ``shape`` into JSON types, or raises ``ModelMismatchError``.

    It checks members, required members, types and enums, and leaves out members that are ``None``. ``KeyError`` for a
    shape type that no service of the sandbox uses.
    """
    return _COMPILERS[shape.type_name](shape)


def _compile_structure(shape: Any) -> Writer:
    writers = {name: compile_writer(member) for name, member in shape.members.items()}
    required = frozenset(shape.required_members)

    def write(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ModelMismatchError(f"{type(value).__name__} instead of a structure")
        result = {}
        for name, item in value.items():
            if name not in writers:
                raise ModelMismatchError("not a member of the model").inside(name)
            if item is None:
                continue
            try:
                result[name] = writers[name](item)
            except ModelMismatchError as error:
                raise error.inside(name) from None
        if not required <= result.keys():
            raise ModelMismatchError("required but missing").inside(", ".join(sorted(required - result.keys())))
        return result

    return write


def _compile_list(shape: Any) -> Writer:
    element = compile_writer(shape.member)

    def write(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ModelMismatchError(f"{type(value).__name__} instead of a list")
        try:
            return [element(item) for item in value]
        except ModelMismatchError as error:
            raise error.inside("[]") from None

    return write


def _compile_map(shape: Any) -> Writer:
    key, entry = compile_writer(shape.key), compile_writer(shape.value)

    def write(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ModelMismatchError(f"{type(value).__name__} instead of a map")
        try:
            return {key(name): entry(item) for name, item in value.items()}
        except ModelMismatchError as error:
            raise error.inside("{}") from None

    return write


def _compile_string(shape: Any) -> Writer:
    allowed = frozenset(shape.metadata.get("enum", ()))

    def write(value: Any) -> Any:
        if not isinstance(value, str):
            raise ModelMismatchError(f"{type(value).__name__} instead of a string")
        if allowed and value not in allowed:
            raise ModelMismatchError(f"{value!r} is not one of {', '.join(sorted(allowed))}")
        return value

    return write


def _compile_integer(_shape: Any) -> Writer:
    def write(value: Any) -> Any:
        if type(value) is not int:
            raise ModelMismatchError(f"{type(value).__name__} instead of an integer")
        return value

    return write


def _compile_boolean(_shape: Any) -> Writer:
    def write(value: Any) -> Any:
        if type(value) is not bool:
            raise ModelMismatchError(f"{type(value).__name__} instead of a boolean")
        return value

    return write


def _compile_timestamp(_shape: Any) -> Writer:
    def write(value: Any) -> Any:
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise ModelMismatchError(f"{value!r} instead of an aware datetime")
        return round(value.timestamp(), 3)

    return write


_COMPILERS: dict[str, Callable[[Any], Writer]] = {
    "structure": _compile_structure,
    "list": _compile_list,
    "map": _compile_map,
    "string": _compile_string,
    "integer": _compile_integer,
    "boolean": _compile_boolean,
    "timestamp": _compile_timestamp,
}
