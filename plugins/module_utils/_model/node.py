# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""A place in a definition: its value and its path, read with every mistake recorded instead of raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .problems import Problems, closest, did_you_mean

T = TypeVar("T")

_PLAIN_KEY = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Node:
    """``value`` found at ``path``. Readers return None after recording a problem, so that reading goes on."""

    path: str
    value: Any
    problems: Problems

    def bad(self, rule: str, way_out: str, *, show: bool = True) -> None:
        """Record that the value here breaks ``rule``."""
        self.problems.add(self.path, self.value if show else None, rule, way_out)

    def child(self, key: str) -> Node:
        """Return the node below ``key`` (value None where the key is absent)."""
        name = key if _PLAIN_KEY.fullmatch(key) else repr(key)
        return Node(f"{self.path}.{name}" if self.path else name, self.value.get(key), self.problems)

    def has(self, key: str) -> bool:
        """Tell whether ``key`` is there with a value: an absent key and a null one both mean *not managed*."""
        return self.value.get(key) is not None

    def mapping(self, known: Collection[str] | None = None, required: Collection[str] = ()) -> bool:
        """Check that here is a mapping with only ``known`` keys and all ``required`` ones.

        Returns False where the value is no mapping at all, so that the caller reads no further.
        """
        if not isinstance(self.value, Mapping):
            self.bad("is not a mapping", "write `key: value` lines here")
            return False
        meant: set[str | None] = set()
        for key in self.value:
            if not isinstance(key, str):
                self.problems.add(self.path, key, "is a key that is not text", "put the key in quotes")
            elif known is not None and key not in known:
                place = self.child(key).path
                self.problems.add(place, None, "unknown key", did_you_mean(key, known, f"known: {', '.join(known)}"))
                meant.add(closest(key, known))
        for key in required:
            # A misspelt key is one mistake, not two.
            if not self.has(key) and key not in meant:
                self.problems.add(self.child(key).path, None, "is required", "add it")
        return True

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Yield the named entries of a mapping, in the order written; records a problem where it is none."""
        if self.value is not None and self.mapping():
            for key in self.value:
                if isinstance(key, str):
                    yield key, self.child(key)

    def elements(self, *, least: int = 0, most: int | None = None, what: str = "entries") -> list[Node]:
        """Return the elements of a list, checking how many there are."""
        if not isinstance(self.value, list | tuple):
            self.bad("is not a list", "write it as a list")
            return []
        if len(self.value) < least:
            self.bad(f"has {len(self.value)} {what}, at least {least} needed", "add what is missing", show=False)
        if most is not None and len(self.value) > most:
            self.problems.add(self.path, None, f"has {len(self.value)} {what}, AWS takes at most {most}", "shorten it")
        return [Node(f"{self.path}[{i}]", element, self.problems) for i, element in enumerate(self.value)]

    def text(
        self,
        *,
        least: int = 0,
        most: int | None = None,
        pattern: re.Pattern[str] | None = None,
        allowed: str = "",
        show: bool = True,
    ) -> str | None:
        """Return text of ``least`` to ``most`` characters that matches ``pattern`` as a whole (``allowed`` says it)."""
        if not isinstance(self.value, str):
            structured = isinstance(self.value, Mapping | list | tuple)
            self.bad("is not text", "write text here" if structured else "put it in quotes", show=show)
            return None
        text = str(self.value)
        if len(text) < least or (most is not None and len(text) > most):
            bounds = f"{least} to {most}" if most is not None else f"at least {least}"
            self.bad(f"has {len(text)} characters, AWS takes {bounds}", "change its length", show=show)
            return None
        if pattern is not None and not pattern.fullmatch(text):
            self.bad("has characters that AWS refuses", f"allowed: {allowed}")
            return None
        return text

    def integer(self, least: int, most: int, unit: str = "") -> int | None:
        """Return a whole number within the bounds; text made of digits is one too (templates often give text)."""
        value = self.value
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            self.bad("is not a whole number", f"give {least} to {most}{unit and ' ' + unit}")
            return None
        if not least <= value <= most:
            self.bad(f"is out of range, AWS takes {least} to {most}{unit and ' ' + unit}", "change it")
            return None
        return value

    def boolean(self) -> bool | None:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.bad("is neither true nor false", "write true or false without quotes")
            return None
        return self.value

    def choice(self, choices: Collection[str]) -> str | None:
        """Return one of ``choices``."""
        if not isinstance(self.value, str) or self.value not in choices:
            text = self.value if isinstance(self.value, str) else ""
            self.bad(f"is not one of {', '.join(choices)}", did_you_mean(text, choices, "use one of them"))
            return None
        return str(self.value)

    def optional(self, key: str, read: Callable[[Node], T | None]) -> T | None:
        """Read the node below ``key`` where it is there; None means *not managed*."""
        return read(self.child(key)) if self.has(key) else None
