# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""On-call schedules: the rotations that are on call together or one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .names import read_alias, read_display_name, read_tags
from .node import Node


@dataclass(frozen=True, slots=True)
class OnCallSchedule:
    """A contact of type ONCALL_SCHEDULE; ``rotations`` are names, in order."""

    alias: str
    display_name: str | None = None
    rotations: tuple[str, ...] | None = None
    tags: Mapping[str, str] | None = None


def read_schedule(node: Node, alias: str) -> OnCallSchedule:
    """Read one entry of ``schedules``. The rotations' names are checked by the caller."""
    read_alias(node, alias)
    required: tuple[str, ...] = ("rotations",)
    if isinstance(node.value, Mapping) and "stages" in node.value:
        node.child("stages").problems.add(
            node.child("stages").path,
            None,
            "a schedule has no stages",
            "list its rotations here; stages belong to escalation_plan",
        )
        node = Node(node.path, {k: v for k, v in node.value.items() if k != "stages"}, node.problems)
        required = ()
    if not node.mapping(("display_name", "rotations", "tags"), required=required):
        return OnCallSchedule(alias)
    return OnCallSchedule(
        alias=alias,
        display_name=node.optional("display_name", read_display_name),
        rotations=node.optional("rotations", read_rotation_names),
        tags=node.optional("tags", read_tags),
    )


def read_rotation_names(node: Node) -> tuple[str, ...]:
    """Read the names of the rotations of a schedule, at most 8; each may be there once."""
    elements = node.elements(most=8, what="rotations")
    names = [element.text(least=1) or "" for element in elements]  # "" where something is wrong: positions stay
    for position, name in enumerate(names):
        if name and name in names[:position]:
            node.problems.add(f"{node.path}[{position}]", name, "is in the schedule twice", "name it once")
    return tuple(names)
