# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What is wrong with a definition, collected so that the user sees everything at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MAIL_LIKE = re.compile(r"[^\s@'\"]+@[^\s@'\"]+")
PHONE_LIKE = re.compile(r"\+?\d(?:[ .()/-]{0,2}\d){6,}")
NOT_SHOWN = "<not shown>"
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it is (``path`` in the YAML), what stands there, which rule it breaks and the way out.

    ``value`` is already fit for display: it never carries a phone number, an address or a code.
    """

    path: str
    value: str
    rule: str
    way_out: str

    def __str__(self) -> str:
        said = f"{self.value} {self.rule}" if self.value else self.rule
        return f"{self.path}: {said}; {self.way_out}"


@dataclass(slots=True)
class Problems:
    """Collects problems in the order in which the definition is read.

    ``addresses`` are texts that nobody may see, wherever in the definition they stand. In a ``private`` definition,
    any long number is taken for somebody's; otherwise only below ``people``.
    """

    found: list[Problem] = field(default_factory=list)
    addresses: frozenset[str] = frozenset()
    private: bool = False

    def add(self, path: str, value: object, rule: str, way_out: str) -> None:
        """Record a problem once; ``value`` is shown as Python would write it (None: nothing to show)."""
        shown = "" if value is None else _shown(value)
        private = self.private or path.startswith("people")
        problem = Problem(*(self._without_addresses(text, private=private) for text in (path, shown, rule, way_out)))
        if problem not in self.found:
            self.found.append(problem)

    def about(self, path: str) -> bool:
        """Tell whether something is wrong at ``path`` or below it."""
        return any(problem.path == path or problem.path.startswith((f"{path}.", f"{path}[")) for problem in self.found)

    def raise_if_any(self) -> None:
        """Raise InvalidDefinitionError with all problems found so far."""
        if self.found:
            raise InvalidDefinitionError(self.found)

    def _without_addresses(self, text: str, *, private: bool) -> str:
        for address in self.addresses:
            text = text.replace(repr(address)[1:-1], NOT_SHOWN).replace(address, NOT_SHOWN)
        # Among the people a long number is somebody's, elsewhere it may be an account's or a date.
        return without_addresses(text) if private else MAIL_LIKE.sub(NOT_SHOWN, text)


def without_addresses(text: str) -> str:
    """Return the text without anything that looks like a mail address or a phone number."""
    return PHONE_LIKE.sub(NOT_SHOWN, MAIL_LIKE.sub(NOT_SHOWN, text))


def addresses_in(people: object) -> frozenset[str]:
    """Return every text among the people that is, or was meant to be, an address."""
    values: list[Any] = []
    for person in people.values() if isinstance(people, Mapping) else ():
        if isinstance(person, Mapping):
            values += [person.get(key) for key in ("email", "sms", "voice", "slack")]
            channels = person.get("channels")
            devices = channels.values() if isinstance(channels, Mapping) else ()
            values += [device.get("address") for device in devices if isinstance(device, Mapping)]
    # Shorter texts are no addresses, and hiding them would blot out ordinary words.
    texts = (_digits(value) if isinstance(value, int) else value for value in values)
    return frozenset(text for text in texts if isinstance(text, str) and len(text) >= 6)


def _digits(number: int) -> str:
    """Write a number; Python refuses to write those of thousands of digits, which are nobody's."""
    return str(number) if abs(number) < 10**99 else ""


def _shown(value: object) -> str:
    """Write a value in short; what a list or a mapping holds is not what is wrong with it."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, int) and not isinstance(value, bool):
        return _digits(value) or "a huge number"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


class InvalidDefinitionError(Exception):
    """The definition cannot be used; carries every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{count} problem{'s' if count > 1 else ''} in the definition; nothing was written:\n{lines}")


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Suggest the closest known name, or say what to do otherwise."""
    close = closest(name, known)
    return f"did you mean '{close}'?" if close else otherwise


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like ``name``, if one does."""
    # Nobody's typing error is longer than this, and looking would take long.
    return next(iter(difflib.get_close_matches(name[:255], sorted(known), n=1)), None)
