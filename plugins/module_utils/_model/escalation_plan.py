# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Escalation plans: whom to page, and how long to wait before paging the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .names import read_alias, read_display_name, read_tags
from .node import Node


@dataclass(frozen=True, slots=True)
class EscalationTarget:
    """A person or schedule by alias; ``is_essential``: its acknowledgement stops the plan."""

    contact: str
    is_essential: bool


@dataclass(frozen=True, slots=True)
class EscalationStage:
    """Targets paged together, then ``duration_in_minutes`` before the next stage."""

    duration_in_minutes: int
    targets: tuple[EscalationTarget, ...]


@dataclass(frozen=True, slots=True)
class EscalationPlan:
    """A contact of type ESCALATION."""

    alias: str
    display_name: str | None = None
    stages: tuple[EscalationStage, ...] | None = None
    tags: Mapping[str, str] | None = None


def read_escalation_plan(node: Node, alias: str) -> EscalationPlan:
    """Read one entry of ``escalation_plan``: a list of stages, or a mapping with ``stages`` and more."""
    read_alias(node, alias)
    if isinstance(node.value, list | tuple):
        return EscalationPlan(alias=alias, stages=read_escalation_stages(node))
    if not node.mapping(("display_name", "stages", "tags"), required=("stages",)):
        return EscalationPlan(alias)
    return EscalationPlan(
        alias=alias,
        display_name=node.optional("display_name", read_display_name),
        stages=node.optional("stages", read_escalation_stages),
        tags=node.optional("tags", read_tags),
    )


def read_escalation_stages(node: Node) -> tuple[EscalationStage, ...]:
    """Read the stages. The targets' aliases are checked by the caller."""
    stages: list[EscalationStage] = []
    for stage in node.elements():
        if not stage.mapping(("duration_in_minutes", "page", "is_essential")):
            stages.append(EscalationStage(0, ()))  # positions stay
            continue
        duration = stage.optional("duration_in_minutes", lambda n: n.integer(0, 30, "minutes"))
        essential = stage.optional("is_essential", lambda n: n.boolean()) or False
        entries = stage.child("page").elements() if stage.has("page") else []
        targets: list[EscalationTarget] = []
        for entry in entries:
            target = _read_target(entry, essential=essential)
            if target is not None and target.contact in [earlier.contact for earlier in targets]:
                entry.problems.add(entry.path, target.contact, "is paged twice in one stage", "name it once")
            elif target is not None:
                targets.append(target)
        if not entries and not duration and not stage.problems.about(stage.path):
            stage.problems.add(
                stage.path, None, "lasts 0 minutes and pages nobody", "give it `page:` or a `duration_in_minutes:`"
            )
        stages.append(EscalationStage(duration or 0, tuple(targets)))
    return tuple(stages)


def _read_target(node: Node, *, essential: bool) -> EscalationTarget | None:
    if isinstance(node.value, str):
        return EscalationTarget(str(node.value), essential)
    if not node.mapping(("contact", "is_essential"), required=("contact",)):
        return None
    contact = node.optional("contact", lambda n: n.text(least=1))
    own = node.optional("is_essential", lambda n: n.boolean())
    return EscalationTarget(contact, essential if own is None else own) if contact else None
