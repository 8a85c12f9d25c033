# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read an account into the model: three lists, then what a run needs of each wanted object, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ._api import contacts as contacts_api
from ._api import incidents as incidents_api
from ._clients import Clients
from ._model.account import Account, Found, Listed, OwnedObject
from ._model.kinds import Kind
from ._model.names import OWNER, OWNER_TAG, TEAM_TAG
from ._model.organisation import Organisation
from ._model.rotation import Rotation
from ._objects.lookup import account_id
from ._wire.contacts import KIND_OF_TYPE, tags_from_wire
from ._wire.escalation_plans import escalation_plan_from_wire
from ._wire.incidents import response_plan_from_wire
from ._wire.people import found_contact
from ._wire.rotations import rotation_from_wire, schedule_from_wire

Shape = dict[str, Any]
Read = Callable[[], Any]


def observe(clients: Clients, organisation: Organisation, *, owned: bool = False) -> Account:
    """Read what the account has of the objects wanted; ``owned`` also finds everything that carries our tags."""
    lists: tuple[Read, ...] = (
        lambda: account_id(clients),
        lambda: contacts_api.list_contacts(clients.contacts),
        lambda: contacts_api.list_rotations(clients.contacts),
        lambda: incidents_api.list_response_plans(clients.incidents),
    )
    account, contacts, rotations, response_plans = clients.each(lambda read: read(), lists)

    # Lists also show what other accounts share with this one: that is never ours to change.
    mine = [shape for shape in contacts if shape["ContactArn"].split(":")[4] == account]
    aliases = {str(shape["Alias"]): Listed(KIND_OF_TYPE[shape["Type"]], str(shape["ContactArn"])) for shape in mine}
    plan_arns = {str(shape["name"]): str(shape["arn"]) for shape in response_plans if account in shape["arn"]}
    rotation_arns = {str(shape["Name"]): str(shape["RotationArn"]) for shape in rotations}
    rotation_names = {arn: name for name, arn in rotation_arns.items()}

    wanted: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for kind, name, _model in organisation.desired():
        wanted[kind].add(name)

    reads: dict[tuple[str, str], Read] = {}
    for alias, listed in aliases.items():
        if alias in wanted[listed.kind]:
            reads |= _reads_of_contact(clients, alias, listed)
    for shape in rotations:
        if len(shape["ContactIds"]) >= contacts_api.MEMBERS_IN_LISTS:
            reads["rotation", shape["Name"]] = _later(contacts_api.get_rotation, clients.contacts, shape["RotationArn"])
    for name in wanted[Kind.ROTATION] & rotation_arns.keys():
        reads["rotation tags", name] = _later(contacts_api.list_tags, clients.contacts, rotation_arns[name])
    for name in wanted[Kind.RESPONSE_PLAN] & plan_arns.keys():
        reads["response plan", name] = _later(incidents_api.get_response_plan, clients.incidents, plan_arns[name])
        reads["response plan tags", name] = _later(incidents_api.list_tags, clients.incidents, plan_arns[name])
    if owned:
        reads = _reads_of_tags(clients, aliases, rotation_arns, plan_arns) | reads
    got = dict(zip(reads, clients.each(lambda read: read(), reads.values()), strict=True))

    return Account(
        aliases=aliases,
        contacts={
            alias: found_contact(got["contact", alias], got["channels", alias], _tags(got, alias))
            for alias in wanted[Kind.CONTACT] & aliases.keys()
            if aliases[alias].kind is Kind.CONTACT
        },
        rotations={shape["Name"]: _found_rotation(shape, got) for shape in rotations},
        schedules={
            alias: Found(
                aliases[alias].arn, schedule_from_wire(got["contact", alias], rotation_names), _tags(got, alias)
            )
            for alias in wanted[Kind.ONCALL_SCHEDULE] & aliases.keys()
            if aliases[alias].kind is Kind.ONCALL_SCHEDULE
        },
        escalation_plans={
            alias: Found(aliases[alias].arn, escalation_plan_from_wire(got["contact", alias]), _tags(got, alias))
            for alias in wanted[Kind.ESCALATION_PLAN] & aliases.keys()
            if aliases[alias].kind is Kind.ESCALATION_PLAN
        },
        response_plans={
            name: Found(
                plan_arns[name], response_plan_from_wire(got["response plan", name]), got["response plan tags", name]
            )
            for name in wanted[Kind.RESPONSE_PLAN] & plan_arns.keys()
        },
        response_plan_arns=plan_arns,
        owned=tuple(_owned(aliases, rotation_arns, plan_arns, got)) if owned else (),
    )


def _later(function: Callable[..., Any], client: Any, arn: str) -> Read:
    return lambda: function(client, arn)


def _reads_of_contact(clients: Clients, alias: str, listed: Listed) -> dict[tuple[str, str], Read]:
    reads: dict[tuple[str, str], Read] = {
        ("contact", alias): _later(contacts_api.get_contact, clients.contacts, listed.arn),
        ("contact tags", alias): _later(contacts_api.list_tags, clients.contacts, listed.arn),
    }
    if listed.kind is Kind.CONTACT:
        reads["channels", alias] = _later(contacts_api.list_contact_channels, clients.contacts, listed.arn)
    return reads


def _reads_of_tags(
    clients: Clients, aliases: Mapping[str, Listed], rotation_arns: Mapping[str, str], plan_arns: Mapping[str, str]
) -> dict[tuple[str, str], Read]:
    """Tags of everything: pruning must know what is ours, also what the definition no longer names."""
    reads: dict[tuple[str, str], Read] = {}
    for alias, listed in aliases.items():
        reads["contact tags", alias] = _later(contacts_api.list_tags, clients.contacts, listed.arn)
    for name, arn in rotation_arns.items():
        reads["rotation tags", name] = _later(contacts_api.list_tags, clients.contacts, arn)
    for name, arn in plan_arns.items():
        reads["response plan tags", name] = _later(incidents_api.list_tags, clients.incidents, arn)
    return reads


def _tags(got: Mapping[tuple[str, str], Any], alias: str) -> dict[str, str]:
    return tags_from_wire(got["contact tags", alias])


def _found_rotation(shape: Shape, got: Mapping[tuple[str, str], Any]) -> Found[Rotation]:
    name = str(shape["Name"])
    whole = got.get(("rotation", name), shape)
    return Found(
        str(shape["RotationArn"]), rotation_from_wire(whole), tags_from_wire(got.get(("rotation tags", name), ()))
    )


def _owned(
    aliases: Mapping[str, Listed],
    rotation_arns: Mapping[str, str],
    plan_arns: Mapping[str, str],
    got: Mapping[tuple[str, str], Any],
) -> Iterable[OwnedObject]:
    entries = [(listed.kind, alias, listed.arn, _tags(got, alias)) for alias, listed in aliases.items()]
    entries += [
        (Kind.ROTATION, name, arn, tags_from_wire(got["rotation tags", name])) for name, arn in rotation_arns.items()
    ]
    entries += [(Kind.RESPONSE_PLAN, name, arn, got["response plan tags", name]) for name, arn in plan_arns.items()]
    for kind, name, arn, tags in entries:
        if tags.get(OWNER_TAG) == OWNER:
            yield OwnedObject(kind, name, arn, tags.get(TEAM_TAG))
