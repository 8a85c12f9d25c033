# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What is wrong with a definition, collected so that the user sees everything at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


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
    """Collects problems in the order in which the definition is read."""

    found: list[Problem] = field(default_factory=list)

    def add(self, path: str, value: object, rule: str, way_out: str) -> None:
        """Record a problem; ``value`` is shown as Python would write it (``''`` for nothing to show: pass None)."""
        self.found.append(Problem(path, "" if value is None else repr(value), rule, way_out))

    def raise_if_any(self) -> None:
        """Raise InvalidDefinitionError with all problems found so far."""
        if self.found:
            raise InvalidDefinitionError(self.found)


class InvalidDefinitionError(Exception):
    """The definition cannot be used; carries every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{count} problem{'s' if count > 1 else ''} in the definition; nothing was written:\n{lines}")


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Suggest the closest known name, or say what to do otherwise."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean '{close[0]}'?" if close else otherwise
