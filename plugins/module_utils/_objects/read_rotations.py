# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read rotations and schedules of the account in full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api.calls import is_missing
from .._errors import AwsCallError
from .._model.account import Found
from .._model.describe import describe_rotation, describe_schedule
from .._model.kinds import Kind
from .._wire.contacts import alias_of, tags_from_wire
from .._wire.rotations import rotation_from_wire, schedule_from_wire
from .form import Form

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.rotation import Rotation
    from .._model.schedule import OnCallSchedule

ROTATION = Form(Kind.ROTATION, "name", describe_rotation, {})
SCHEDULE = Form(Kind.ONCALL_SCHEDULE, "alias", describe_schedule, {"display_name": "", "rotations": []})


def read_rotation(
    clients: Clients, shape: Mapping[str, Any], *, tags: bool = True
) -> tuple[Found[Rotation], dict[str, str]]:
    """Read the tags of a rotation that is known whole, and return the ARNs of its members by alias as well."""
    arn = str(shape["RotationArn"])
    tagged = tags_from_wire(contacts_api.list_tags(clients.contacts, arn)) if tags else {}
    members = {alias_of(str(member)): str(member) for member in shape["ContactIds"]}
    return Found(arn, rotation_from_wire(dict(shape)), tagged), members


def get_rotation(clients: Clients, arn: str) -> Found[Rotation] | None:
    """Read a rotation by ARN, without its tags; None where it is gone."""
    try:
        shape = contacts_api.get_rotation(clients.contacts, arn)
    except AwsCallError as error:
        if is_missing(error):
            return None
        raise
    return Found(arn, rotation_from_wire(shape))


def read_schedule(
    clients: Clients, arn: str, *, tags: bool = True
) -> tuple[Found[OnCallSchedule], dict[str, Found[Rotation]]]:
    """Read a schedule and, for their names, its rotations; one that was deleted is missing among them."""
    reads = [contacts_api.get_contact, *([contacts_api.list_tags] if tags else ())]
    shape, *tagged = clients.each(lambda read: read(clients.contacts, arn), reads)
    arns = [str(entry) for entry in shape["Plan"].get("RotationIds", ())]
    rotations = [found for found in clients.each(lambda entry: get_rotation(clients, entry), arns) if found]
    model = schedule_from_wire(shape, {found.arn: found.model.name for found in rotations})
    schedule = Found(arn, model, tags_from_wire(tagged[0]) if tagged else {})
    return schedule, {found.model.name: found for found in rotations}
