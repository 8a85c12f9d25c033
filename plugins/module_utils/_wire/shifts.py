# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read the shapes of shifts. Pure."""

from __future__ import annotations

from typing import Any

from .._model.oncall import Shift
from .contacts import alias_of


def shift_from_wire(shape: dict[str, Any]) -> Shift:
    """Read an entry of ListRotationShifts."""
    details = shape.get("ShiftDetails") or {}
    return Shift(
        start=shape["StartTime"],
        end=shape["EndTime"],
        contacts=tuple(alias_of(arn) for arn in shape.get("ContactIds") or ()),
        overridden=tuple(alias_of(arn) for arn in details.get("OverriddenContactIds") or ()),
        by_override=shape.get("Type") == "OVERRIDDEN",
    )
