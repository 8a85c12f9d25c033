# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for overrides of rotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._plan.actions import Action, Verb
from .._wire.contacts import idempotency_token
from .._wire.overrides import override_to_wire

if TYPE_CHECKING:
    from .._model.override import FoundOverride, RotationOverride
    from .run import Run


def apply_override(run: Run, action: Action) -> None:
    """Create an override, or delete one that was found. The rotation and its people must be known to the run."""
    client = run.clients.contacts
    if action.verb is Verb.DELETE:
        found: FoundOverride = action.found
        contacts_api.delete_rotation_override(client, run.rotations[found.model.rotation], found.override_id)
        return
    override: RotationOverride = action.desired
    arn = run.rotations[override.rotation]
    members = override_to_wire(override, run.contacts)
    members["IdempotencyToken"] = idempotency_token("rotation override", arn, members)
    run.overrides[action.name] = contacts_api.create_rotation_override(client, arn, members)
