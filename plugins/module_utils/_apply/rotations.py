# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for rotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._plan.actions import Action, Verb
from .._wire.contacts import idempotency_token, tags_to_wire
from .._wire.rotations import recurrence_to_wire
from .contacts import set_tags

if TYPE_CHECKING:
    from .._model.rotation import Rotation
    from .run import Run


def apply_rotation(run: Run, action: Action) -> None:
    """Create, update or delete a rotation."""
    client, rotation = run.clients.contacts, action.desired
    if action.verb is Verb.DELETE:
        contacts_api.delete_rotation(client, action.found.arn)
        return
    if action.verb is Verb.CREATE:
        members = _rotation_members(run, rotation, frozenset(("members", "start_time", "time_zone_id")))
        members |= {"Name": rotation.name, "Tags": tags_to_wire(rotation.tags or {})}
        members["IdempotencyToken"] = idempotency_token("rotation", members)
        run.rotations[rotation.name] = contacts_api.create_rotation(client, members)
        return
    fields = action.changed_fields()
    if fields - {"tags"} and action.verb is Verb.UPDATE:
        contacts_api.update_rotation(client, action.found.arn, _rotation_members(run, rotation, fields))
    set_tags(run, action)


def _rotation_members(run: Run, rotation: Rotation, fields: frozenset[str]) -> dict[str, Any]:
    """Return what to send; AWS wants the recurrence every time, and a new zone moves the start's wall clock."""
    members: dict[str, Any] = {"Recurrence": recurrence_to_wire(rotation.recurrence)} if rotation.recurrence else {}
    if "members" in fields:
        members["ContactIds"] = [run.contacts[alias] for alias in rotation.members or ()]
    if "time_zone_id" in fields:
        members["TimeZoneId"] = rotation.time_zone_id
    if fields & {"start_time", "time_zone_id"} and rotation.start_time is not None:
        members["StartTime"] = rotation.start_time
    return members
