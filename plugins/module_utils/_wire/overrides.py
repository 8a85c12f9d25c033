# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Translate between the model and the shapes of overrides and previews. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .._model.override import FoundOverride, RotationOverride
from .contacts import alias_of
from .rotations import recurrence_to_wire

if TYPE_CHECKING:
    from .._model.rotation import Rotation

Shape = dict[str, Any]


def override_to_wire(override: RotationOverride, arns: Mapping[str, str]) -> Shape:
    """Return the members of CreateRotationOverride but for the rotation; ``arns`` are by alias."""
    return {
        "NewContactIds": [arns[alias] for alias in override.contacts],
        "StartTime": override.start,
        "EndTime": override.end,
    }


def override_from_wire(shape: Mapping[str, Any], rotation: str) -> FoundOverride:
    """Read an override as ListRotationOverrides and GetRotationOverride return it."""
    created = shape.get("CreateTime")
    return FoundOverride(
        str(shape["RotationOverrideId"]),
        RotationOverride(
            rotation=rotation,
            start=_whole(shape["StartTime"]),
            end=_whole(shape["EndTime"]),
            contacts=tuple(alias_of(str(arn)) for arn in shape.get("NewContactIds") or ()),
        ),
        created.astimezone(UTC) if isinstance(created, datetime) else None,
    )


def _whole(time: datetime) -> datetime:
    """AWS may keep parts of a second, we do not."""
    return time.astimezone(UTC).replace(microsecond=0)


def preview_to_wire(rotation: Rotation, overrides: Iterable[RotationOverride], arns: Mapping[str, str]) -> Shape:
    """Return the members of ListPreviewRotationShifts but for the interval.

    Those who have no ARN are written by their alias: AWS takes any text there. Of overrides that overlap, the one
    created last comes last.
    """
    shape: Shape = {
        "Members": [arns.get(alias, alias) for alias in rotation.members or ()],
        "TimeZoneId": rotation.time_zone_id,
        "Recurrence": None if rotation.recurrence is None else recurrence_to_wire(rotation.recurrence),
        "RotationStartTime": rotation.start_time,
        "Overrides": [
            {
                "NewMembers": [arns.get(alias, alias) for alias in override.contacts],
                "StartTime": override.start,
                "EndTime": override.end,
            }
            for override in overrides
        ],
    }
    return {name: value for name, value in shape.items() if value is not None and value != []}
