# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The kinds of objects, in the order in which they depend on each other."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """A kind of object; a larger one may refer to smaller ones, never the other way round."""

    REPLICATION_SET = 1
    CONTACT = 2
    CONTACT_CHANNEL = 3
    ENGAGEMENT_PLAN = 4
    ROTATION = 5
    ROTATION_OVERRIDE = 6
    ONCALL_SCHEDULE = 7
    ESCALATION_PLAN = 8
    RESPONSE_PLAN = 9
    CONTACT_POLICY = 10
    RESPONSE_PLAN_POLICY = 11

    @property
    def title(self) -> str:
        """Return the kind as people read it (``oncall schedule``)."""
        return self.name.lower().replace("_", " ")
