# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between escalation plans in the model and the shapes of ssm-contacts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._model.escalation_plan import EscalationPlan, EscalationStage, EscalationTarget
from .contacts import alias_of

Shape = dict[str, Any]


def escalation_plan_to_wire(stages: Iterable[EscalationStage], contact_arns: Mapping[str, str]) -> Shape:
    """Return the Plan of an ESCALATION contact; ``contact_arns`` are by alias."""
    return {
        "Stages": [
            {
                "DurationInMinutes": stage.duration_in_minutes,
                "Targets": [
                    {
                        "ContactTargetInfo": {
                            "ContactId": contact_arns[target.contact],
                            "IsEssential": target.is_essential,
                        }
                    }
                    for target in stage.targets
                ],
            }
            for stage in stages
        ]
    }


def escalation_plan_from_wire(shape: Shape) -> EscalationPlan:
    """Read an ESCALATION contact."""
    return EscalationPlan(
        alias=str(shape["Alias"]),
        display_name=str(shape.get("DisplayName", "")),
        stages=tuple(
            EscalationStage(
                int(stage["DurationInMinutes"]),
                tuple(
                    EscalationTarget(alias_of(info.get("ContactId", "")), bool(info["IsEssential"]))
                    for target in stage.get("Targets", ())
                    if (info := target.get("ContactTargetInfo"))
                ),
            )
            for stage in shape["Plan"].get("Stages", ())
        ),
    )
