# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read people of the account in full, and describe them in the form of the options of ``contact``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._model.describe import describe_channel, describe_found_stages, describe_tags
from .._wire.contacts import tags_from_wire
from .._wire.people import found_contact
from .form import Described

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.account import FoundContact
    from .._model.contact import Channel


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
