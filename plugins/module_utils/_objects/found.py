# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read objects of the account in full, and describe them in the form of the modules' options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._model.account import Found, FoundContact
from .._model.describe import (
    describe_channel,
    describe_escalation_plan,
    describe_found_stages,
    describe_rotation,
    describe_schedule,
    describe_tags,
)
from .._model.kinds import Kind
from .._wire.contacts import (
    alias_of,
    escalation_plan_from_wire,
    found_contact,
    rotation_from_wire,
    schedule_from_wire,
    tags_from_wire,
)
from .lookup import get_rotation

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.contact import Channel
    from .._model.escalation_plan import EscalationPlan
    from .._model.rotation import Rotation
    from .._model.schedule import OnCallSchedule

Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of object is written: the option that names it, its description, and what AWS fills in at first."""

    kind: Kind
    identity: str
    describe: Callable[[Any], dict[str, Any]]
    empty: Mapping[str, Any]

    def written(self, found: Found[Any], name: str) -> Described:
        """Describe an object of the account in the form of the module's options."""
        return {self.identity: name, **self.describe(found.model), "tags": describe_tags(found.tags)}


SCHEDULE = Form(Kind.ONCALL_SCHEDULE, "alias", describe_schedule, {"display_name": "", "rotations": []})
ESCALATION_PLAN = Form(Kind.ESCALATION_PLAN, "alias", describe_escalation_plan, {"display_name": "", "stages": []})
ROTATION = Form(Kind.ROTATION, "name", describe_rotation, {})


def read_contact(clients: Clients, arn: str, *, tags: bool = True) -> FoundContact:
    """Read a person by ARN."""
    reads = [contacts_api.get_contact, contacts_api.list_contact_channels, *([contacts_api.list_tags] if tags else ())]
    shape, channels, *tagged = clients.each(lambda read: read(clients.contacts, arn), reads)
    return found_contact(shape, channels, tags_from_wire(tagged[0]) if tagged else {})


def describe_person(found: FoundContact) -> Described:
    """Describe a person of the account in the form of the module's options."""
    return {
        "alias": found.model.alias,
        "display_name": found.model.display_name or "",
        "channels": described_channels(entry.channel for entry in found.channels),
        "engagement_plan": describe_found_stages(found),
        "tags": describe_tags(found.tags),
    }


def described_channels(channels: Iterable[Channel]) -> list[Described]:
    """Describe channels, sorted: the order in which AWS lists them means nothing."""
    return [describe_channel(channel) for channel in sorted(channels, key=lambda channel: channel.name)]


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


def read_escalation_plan(
    clients: Clients, arn: str, *, tags: bool = True
) -> tuple[Found[EscalationPlan], dict[str, str]]:
    """Read an escalation plan and the ARNs of its targets by alias, whether these still exist or not."""
    reads = [contacts_api.get_contact, *([contacts_api.list_tags] if tags else ())]
    shape, *tagged = clients.each(lambda read: read(clients.contacts, arn), reads)
    targets = [target for stage in shape["Plan"].get("Stages", ()) for target in stage["Targets"]]
    paged = [str(target["ContactTargetInfo"].get("ContactId", "")) for target in targets]
    found = Found(arn, escalation_plan_from_wire(shape), tags_from_wire(tagged[0]) if tagged else {})
    return found, {alias_of(target): target for target in paged if target}


def read_rotation(
    clients: Clients, shape: Mapping[str, Any], *, tags: bool = True
) -> tuple[Found[Rotation], dict[str, str]]:
    """Read the tags of a rotation that is known whole, and return the ARNs of its members by alias as well."""
    arn = str(shape["RotationArn"])
    tagged = tags_from_wire(contacts_api.list_tags(clients.contacts, arn)) if tags else {}
    members = {alias_of(str(member)): str(member) for member in shape["ContactIds"]}
    return Found(arn, rotation_from_wire(dict(shape)), tagged), members
