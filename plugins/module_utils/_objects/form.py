# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""How a kind of object is written in the options of its module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._model.describe import describe_tags

if TYPE_CHECKING:
    from .._model.account import Found
    from .._model.kinds import Kind

Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of object is written: the option that names it, its description, and what AWS fills in at first."""

    kind: Kind
    identity: str
    describe: Callable[[Any], dict[str, Any]]
    empty: Mapping[str, Any]

    def written(self, found: Found[Any], name: str) -> Described:
        """Describe an object of the account in the form of the module's options."""
        return {self.identity: name, **self.describe(found.model), "tags": describe_tags(found.tags)}
