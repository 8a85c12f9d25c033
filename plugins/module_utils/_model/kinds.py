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
    CHANNEL_ACTIVATION = 4
    ENGAGEMENT_PLAN = 5
    ROTATION = 6
    ROTATION_OVERRIDE = 7
    ONCALL_SCHEDULE = 8
    ESCALATION_PLAN = 9
    RESPONSE_PLAN = 10
    CONTACT_POLICY = 11
    RESPONSE_PLAN_POLICY = 12

    @property
    def title(self) -> str:
        """Return the kind as people read it (``oncall schedule``)."""
        return self.name.lower().replace("_", " ")

    @property
    def one(self) -> str:
        """Return it with its article (``an oncall schedule``)."""
        return f"{'an' if self.title[0] in 'aeio' else 'a'} {self.title}"
