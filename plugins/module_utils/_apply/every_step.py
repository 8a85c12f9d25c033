# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The steps of every kind, for runs over whole teams."""

from __future__ import annotations

from .._model.kinds import Kind
from .people import apply_channel, apply_contact, apply_engagement_plan
from .plans import apply_escalation_plan, apply_schedule
from .response_plans import apply_response_plan
from .rotations import apply_rotation
from .run import Steps

EVERY_STEP: Steps = {
    Kind.CONTACT: apply_contact,
    Kind.CONTACT_CHANNEL: apply_channel,
    Kind.ENGAGEMENT_PLAN: apply_engagement_plan,
    Kind.ROTATION: apply_rotation,
    Kind.ONCALL_SCHEDULE: apply_schedule,
    Kind.ESCALATION_PLAN: apply_escalation_plan,
    Kind.RESPONSE_PLAN: apply_response_plan,
}
