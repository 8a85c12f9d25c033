"""Contact channels and their activation."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.contacts.books import book_of, demand_channel, demand_contact, new_channel_arn
from sandbox.contacts.errors import conflict, invalid
from sandbox.contacts.state import Channel
from sandbox.idempotency import once
from sandbox.inbox import Message
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.contacts.state import Contact
    from sandbox.context import RequestContext

CODE_DIGITS = 6
PHONE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def create_contact_channel(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateContactChannel. Sends an activation code unless DeferActivation is true."""

    def alive(answer: dict[str, Any]) -> bool:
        return answer["ContactChannelArn"] in book_of(context).channels

    return once(context, "CreateContactChannel", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    contact = _owner(context, request["ContactId"])
    address = _address(request["Type"], request["DeliveryAddress"])
    channel = Channel(
        arn=new_channel_arn(context, contact.alias),
        contact_arn=contact.arn,
        name=request["Name"],
        type=request["Type"],
        address=address,
    )
    _check_unique(context, contact, channel, channel.name, channel.address)
    book_of(context).channels[channel.arn] = channel
    contact.channels.append(channel.arn)
    if not request.get("DeferActivation", False):
        _send_code(context, contact, channel)
    return {"ContactChannelArn": channel.arn}


def _owner(context: RequestContext, arn: str) -> Contact:
    """The contact of a new channel.

    Unpublished rules: an unknown one is a ValidationException (the model declares no ResourceNotFoundException here),
    and so is one that is not a person.
    """
    contact = book_of(context).contacts.get(arn)
    if contact is None:
        raise invalid(f"Contact not found: {arn}")
    if contact.type != "PERSONAL":
        raise invalid(f"Only PERSONAL contacts have contact channels, {arn} is {contact.type}")
    return contact


def _address(channel_type: str, delivery: dict[str, Any]) -> str:
    address: str | None = delivery.get("SimpleAddress")
    shape, wanted = (EMAIL, "an e-mail address") if channel_type == "EMAIL" else (PHONE, "+ and a phone number")
    if address is None or not shape.fullmatch(address):
        raise invalid(f"The delivery address of a {channel_type} channel must be {wanted}")
    return address


def _check_unique(context: RequestContext, contact: Contact, mine: Channel, name: str, address: str) -> None:
    """Whether ``mine`` may have this name and address.

    Unpublished rule: within a contact, names are unique, and with ``channel_addresses_unique`` the addresses of
    channels of one type are, too.
    """
    channels = book_of(context).channels
    for arn in contact.channels:
        other = channels[arn]
        if other is mine:
            continue
        if other.name == name:
            raise conflict("The contact has a channel of this name", "CONTACT_CHANNEL", arn)
        same = other.type == mine.type and other.address == address
        if same and context.world.rules.channel_addresses_unique:
            raise conflict(f"The contact has a {other.type} channel with this address", "CONTACT_CHANNEL", arn)


def _send_code(context: RequestContext, contact: Contact, channel: Channel) -> None:
    """Send a new activation code; it makes the former one worthless."""
    channel.code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    channel.code_sent_at = context.now
    context.world.inbox.append(
        Message(
            contact=contact.alias,
            channel=channel.name,
            type=channel.type,
            address=channel.address,
            sent_at=context.now,
            subject="Incident Manager activation code",
            account=context.account,
            region=context.region,
            body=f"Your Incident Manager activation code is {channel.code}.",
            code=channel.code,
            channel_arn=channel.arn,
        )
    )


def _forget_code(channel: Channel) -> None:
    channel.code = None
    channel.code_sent_at = None


def _described(channel: Channel) -> dict[str, Any]:
    return {
        "ContactChannelArn": channel.arn,
        "ContactArn": channel.contact_arn,
        "Name": channel.name,
        "Type": channel.type,
        "DeliveryAddress": {"SimpleAddress": channel.address},
        "ActivationStatus": "ACTIVATED" if channel.activated else "NOT_ACTIVATED",
    }


def get_contact_channel(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetContactChannel."""
    return _described(demand_channel(context, request["ContactChannelId"]))


def list_contact_channels(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListContactChannels, oldest first."""
    contact = demand_contact(context, request["ContactId"])
    page, token = paginate(
        context,
        "ListContactChannels",
        contact.channels,
        request.get("MaxResults"),
        request.get("NextToken"),
        binding=contact.arn,
    )
    channels = book_of(context).channels
    described = [_described(channels[arn]) for arn in page]
    return {"ContactChannels": described, **({"NextToken": token} if token else {})}


def update_contact_channel(context: RequestContext, request: dict[str, Any]) -> None:
    """UpdateContactChannel. Another name leaves the activation alone, another address does not."""
    channel = demand_channel(context, request["ContactChannelId"])
    name, address = request.get("Name", channel.name), channel.address
    if "DeliveryAddress" in request:
        address = _address(channel.type, request["DeliveryAddress"])
    _check_unique(context, demand_contact(context, channel.contact_arn), channel, name, address)
    channel.name = name
    if address != channel.address:
        channel.address = address
        _readdressed(context, channel)


def _readdressed(context: RequestContext, channel: Channel) -> None:
    """What another address does to the activation.

    Unpublished rules: with ``address_change_deactivates`` the channel must be activated again; a code that is under
    way is worthless; no code is sent by itself.
    """
    _forget_code(channel)
    if context.world.rules.address_change_deactivates:
        channel.activated = False


def delete_contact_channel(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteContactChannel. Plans that name the channel stay as they are."""
    channel = demand_channel(context, request["ContactChannelId"])
    demand_contact(context, channel.contact_arn).channels.remove(channel.arn)
    del book_of(context).channels[channel.arn]


def send_activation_code(context: RequestContext, request: dict[str, Any]) -> None:
    """SendActivationCode, also to a channel that is active (unpublished rule)."""
    channel = demand_channel(context, request["ContactChannelId"])
    _send_code(context, demand_contact(context, channel.contact_arn), channel)


def activate_contact_channel(context: RequestContext, request: dict[str, Any]) -> None:
    """ActivateContactChannel. ValidationException for any code but the one sent last."""
    channel = demand_channel(context, request["ContactChannelId"])
    if channel.activated and context.world.rules.activating_active_channel == "accepted":
        return
    if channel.activated:
        raise invalid("The contact channel is already activated")
    if channel.code is None or request["ActivationCode"] != channel.code or _expired(context, channel):
        raise invalid("The activation code is not valid")
    channel.activated = True
    _forget_code(channel)


def _expired(context: RequestContext, channel: Channel) -> bool:
    """Unpublished rule: a code is valid for ``activation_code_minutes``, for ever if that is 0."""
    minutes = context.world.rules.activation_code_minutes
    if not minutes or channel.code_sent_at is None:
        return False
    return context.now >= channel.code_sent_at + timedelta(minutes=minutes)


def deactivate_contact_channel(context: RequestContext, request: dict[str, Any]) -> None:
    """DeactivateContactChannel. It can be activated again, with a new code."""
    channel = demand_channel(context, request["ContactChannelId"])
    channel.activated = False
    _forget_code(channel)
