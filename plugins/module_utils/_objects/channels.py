# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One channel of a person, and its activation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._apply.activation import apply_activation
from .._apply.people import apply_channel
from .._model.account import Account, FoundContact, Listed
from .._model.contact import CHANNEL_TYPES, Channel, Contact, read_address
from .._model.describe import describe_channel
from .._model.kinds import Kind
from .._model.names import read_alias, read_channel_name
from .._model.secret import NO_ADDRESS, Address
from .._outcome import Outcome
from .._plan.actions import Action, Change, Plan, Verb
from .._plan.contacts import check_addresses, match_channels, plan_channel
from .._wire.people import channel_from_wire, stages_from_wire
from .lookup import check_kind, find_alias
from .options import options_node
from .outcome import Intention, carry_out

if TYPE_CHECKING:
    from .._apply.run import Run, Steps
    from .._clients import Clients
    from .._model.node import Node

STEPS: Steps = {Kind.CONTACT_CHANNEL: apply_channel, Kind.CHANNEL_ACTIVATION: apply_activation}
_CODE = re.compile(r"[0-9]{6,10}")


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked for: the channel (``type`` empty: as it is), and what about its activation."""

    alias: str
    channel: Channel
    active: bool | None
    code: Address | None
    send: bool


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the channel about, or away, and tell whether it is activated."""
    wish, root = _read_options(params)
    clients = connect()
    listed = find_alias(clients, wish.alias)
    present = params["state"] == "present"
    check_kind(root.problems, "contact", wish.alias, listed, Kind.CONTACT)
    if listed is None and present:
        root.child("contact").bad("does not exist in the account", "create the contact first, or correct the alias")
    root.problems.raise_if_any()
    owner = _read_owner(clients, str(listed["ContactArn"]), wish.alias) if listed else None
    if present and owner is not None:
        intention = _intend_present(wish, owner, root)
    else:
        intention = _intend_absent(clients, wish, owner)
    outcome = carry_out(
        clients,
        intention,
        STEPS,
        lambda applied: _made(applied, wish),
        check_mode=check_mode,
        redaction_key=params["redaction_key"],
    )
    if not present:
        return outcome
    activated = bool(outcome.result["after"]["active"])
    if intention.plan and not check_mode:
        # The owner may have replied to a code or unsubscribed at any time: the service knows best.
        shape = contacts_api.get_contact_channel(clients.contacts, str(outcome.result["arn"]))
        activated = channel_from_wire(shape).activated
    return Outcome({**outcome.result, "activated": activated}, outcome.warnings)


def _read_options(params: Mapping[str, Any]) -> tuple[_Wish, Node]:
    root = options_node(params, addresses=[str(params.get("address") or "")], private=True)
    alias, name = str(params["contact"]), str(params["name"])
    read_alias(root.child("contact"), alias)
    read_channel_name(root.child("name"), name)
    kind = root.optional("type", lambda node: node.choice(CHANNEL_TYPES)) or ""
    address = NO_ADDRESS
    if root.has("address") and not kind and params["state"] == "present":
        root.problems.add("type", None, "is required where an address is given", "add SMS, VOICE or EMAIL")
    elif root.has("address") and kind:
        address = read_address(root.child("address"), kind)
    code = _read_code(root)
    if params["active"] is False and (code or params["send_activation_code"]):
        root.problems.add("active", None, "is false, but a code is for activating", "leave the code out, or `active`")
    root.problems.raise_if_any()
    return _Wish(
        alias, Channel(name, kind, address), params["active"], code, bool(params["send_activation_code"])
    ), root


def _read_code(root: Node) -> Address | None:
    if not root.has("activation_code"):
        return None
    code = root.child("activation_code")
    if not isinstance(code.value, str) or not _CODE.fullmatch(code.value):
        code.bad("<code not shown> is not a code of 6 to 10 digits", "write it as AWS sent it, in quotes", show=False)
        return None
    return Address(code.value)


def _read_owner(clients: Clients, arn: str, alias: str) -> FoundContact:
    channels = contacts_api.list_contact_channels(clients.contacts, arn)
    return FoundContact(arn, Contact(alias), channels=tuple(channel_from_wire(shape) for shape in channels))


def _account(owner: FoundContact) -> Account:
    alias = owner.model.alias
    return Account(aliases={alias: Listed(Kind.CONTACT, owner.arn)}, contacts={alias: owner})


def _intend_present(wish: _Wish, owner: FoundContact, root: Node) -> Intention:
    channel = wish.channel
    found = match_channels([channel], owner.channels).get(channel.name)
    if found is not None and not channel.type:
        channel = replace(channel, type=found.channel.type)
    if found is None or channel.type != found.channel.type:
        for option, value in (("type", channel.type), ("address", channel.address.value)):
            if not value:
                root.problems.add(option, None, "is required to create the channel", "add it")
    check_addresses(root.problems, "address", [channel], owner.channels)
    actions = list(plan_channel(wish.alias, channel, found))
    reset = any(action.verb is not Verb.UPDATE or "address" in action.changed_fields() for action in actions)
    activated = found is not None and found.activated and not reset
    new = any(action.verb is not Verb.UPDATE for action in actions)
    steps = list(_plan_activation(wish, root, activated=activated, reset=reset, new=new))
    root.problems.raise_if_any()

    plan = Plan.of([*actions, *steps], unchanged=0 if actions or steps else 1)
    address = found.channel.address if found and channel.address == NO_ADDRESS else channel.address
    for step in steps:
        activated = next((bool(change.after) for change in step.changes if change.field == "activated"), activated)
    return Intention(
        _written(wish.alias, found.channel, active=found.activated) if found else {},
        _written(wish.alias, replace(channel, address=address), active=activated),
        plan,
        arn=found.arn if found and channel.type == found.channel.type else "",
        account=_account(owner),
        # AWS sends a code to a new channel by itself, unless told not to.
        send_activation_codes=wish.send,
    )


def _written(alias: str, channel: Channel, *, active: bool) -> dict[str, Any]:
    return {"contact": alias, **describe_channel(channel), "active": active}


def _plan_activation(wish: _Wish, root: Node, *, activated: bool, reset: bool, new: bool) -> Iterator[Action]:
    """Plan what activating takes; ``reset`` tells that the address is new, and ``new`` that the channel is."""
    name = f"{wish.alias}/{wish.channel.name}"

    def step(change: Change, desired: Any = None) -> Action:
        return Action(Verb.UPDATE, Kind.CHANNEL_ACTIVATION, name, (change,), desired=desired, owner=wish.alias)

    if wish.active is False:
        if activated:
            yield step(Change("activated", before=True, after=False))
        return
    if activated:
        return
    if wish.code is not None and reset:
        rule = "cannot be of an address that nothing was sent to yet"
        root.problems.add("activation_code", None, rule, "create or change the channel first, with a code sent to it")
    elif wish.code is not None:
        yield step(Change("activated", before=False, after=True), wish.code)
    elif wish.send and not new:
        yield step(Change("activation_code", None, "sent"))
    elif wish.active and not wish.send:
        rule = "is required: only the owner of the device has it"
        way_out = "ask the owner for it, or have one sent with `send_activation_code: true`"
        root.problems.add("activation_code", None, rule, way_out)


def _intend_absent(clients: Clients, wish: _Wish, owner: FoundContact | None) -> Intention:
    found = next((e for e in owner.channels if e.channel.name == wish.channel.name), None) if owner else None
    if owner is None or found is None:
        return Intention({}, {}, Plan())
    name = f"{wish.alias}/{found.channel.name}"
    plan = Plan.of([Action(Verb.DELETE, Kind.CONTACT_CHANNEL, name, found=found, owner=wish.alias)])
    before = _written(wish.alias, found.channel, active=found.activated)
    stages = stages_from_wire(contacts_api.get_contact(clients.contacts, owner.arn)["Plan"])
    warnings = []
    if any(arn == found.arn for _minutes, targets in stages for arn, _retry in targets):
        warnings.append(
            f"the engagement plan of {wish.alias} goes on to name {found.channel.name}: AWS skips it in silence"
        )
    return Intention(before, {}, plan, arn=found.arn, account=_account(owner), warnings=tuple(warnings))


def _made(applied: Run, wish: _Wish) -> str | None:
    return applied.channels.get((wish.alias, wish.channel.name))
