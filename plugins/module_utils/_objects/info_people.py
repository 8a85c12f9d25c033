# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""What the modules return that read people and their devices, in the form of the options of their twins."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._model.describe import describe_channel
from .._model.kinds import Kind
from .._model.secret import redacted
from .._wire.people import channel_from_wire
from .lookup import arns_asked_for, find_aliases
from .read_people import describe_person, read_contact

if TYPE_CHECKING:
    from .._clients import Clients

Result = dict[str, Any]


def contacts_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return people with channels, engagement plan and tags: three reads for each beside the list."""
    arns = arns_asked_for(clients, Kind.CONTACT, params)
    found = clients.each(lambda arn: read_contact(clients, arn), arns)
    key = (params["redaction_key"] or secrets.token_hex()).encode()
    return {
        "contacts": [redacted(describe_person(person), key) for person in found],
        "details": {
            person.model.alias: {
                "arn": person.arn,
                "channels": {
                    entry.channel.name: {"arn": entry.arn, "activated": entry.activated}
                    for entry in sorted(person.channels, key=lambda entry: entry.channel.name)
                },
            }
            for person in found
        },
    }


def channels_info(params: Mapping[str, Any], clients: Clients) -> Result:
    """Return the channels of people: one read for each person, and one to find them."""
    found = find_aliases(clients, params["contacts"])
    people = sorted((alias, listed.arn) for alias, listed in found.items() if listed.kind is Kind.CONTACT)
    listed = clients.each(lambda person: contacts_api.list_contact_channels(clients.contacts, person[1]), people)
    key = (params["redaction_key"] or secrets.token_hex()).encode()
    channels = [
        (alias, entry)
        for (alias, _arn), shapes in zip(people, listed, strict=True)
        for entry in sorted((channel_from_wire(shape) for shape in shapes), key=lambda entry: entry.channel.name)
    ]
    return {
        "contact_channels": [
            {"contact": alias, **redacted(describe_channel(entry.channel), key), "active": entry.activated}
            for alias, entry in channels
        ],
        "details": {f"{alias}/{entry.channel.name}": {"arn": entry.arn} for alias, entry in channels},
    }
