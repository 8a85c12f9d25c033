# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What the modules return that read rotations and schedules, in the form of the options of their twins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._model.kinds import Kind
from .._model.names import ROTATION_NAME_PATTERN
from .._model.oncall import instant_text
from .lookup import arns_asked_for, find_rotations, whole_rotation
from .read_rotations import ROTATION, SCHEDULE, read_rotation, read_schedule

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]


def rotations_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return rotations: one read for each beside the list, and one more for each with 25 members or more."""
    if params["names"] is None:
        prefix = params["name_prefix"]
        legible = not prefix or ROTATION_NAME_PATTERN.fullmatch(prefix)
        listed = contacts_api.list_rotations(clients.contacts, prefix=prefix) if legible else []
        shapes = clients.each(lambda shape: whole_rotation(clients, shape), listed)
    else:
        shapes = list(find_rotations(clients, params["names"]).values())
    read = [rotation for rotation, _members in clients.each(lambda shape: read_rotation(clients, shape), shapes)]
    found = sorted(read, key=lambda rotation: rotation.model.name)
    return {
        "rotations": [ROTATION.written(rotation, rotation.model.name) for rotation in found],
        "details": {
            rotation.model.name: {
                "arn": rotation.arn,
                "start_instant": instant_text(rotation.model.start_time) if rotation.model.start_time else "",
            }
            for rotation in found
        },
    }


def schedules_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return on-call schedules: two reads for each beside the list, and one for each of its rotations."""
    arns = arns_asked_for(clients, Kind.ONCALL_SCHEDULE, params)
    found = [schedule for schedule, _rotations in clients.each(lambda arn: read_schedule(clients, arn), arns)]
    return {
        "oncall_schedules": [SCHEDULE.written(schedule, schedule.model.alias) for schedule in found],
        "details": {schedule.model.alias: {"arn": schedule.arn} for schedule in found},
    }
