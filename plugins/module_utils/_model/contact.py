# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""A person: the contact of type PERSONAL, its channels and its engagement plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .names import read_alias, read_channel_name, read_display_name, read_tags
from .node import Node
from .problems import did_you_mean
from .secret import NO_ADDRESS, Address, is_digest

CHANNEL_TYPES = ("SMS", "VOICE", "EMAIL")
PERSON_KEYS = ("display_name", "email", "sms", "voice", "channels", "slack", "engagement_plan", "tags")

_PHONE = re.compile(r"\+[1-9]\d{6,14}")
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Channel:
    """One device: ``type`` is SMS, VOICE or EMAIL; ``name`` tells the devices of one person apart."""

    name: str
    type: str
    address: Address


@dataclass(frozen=True, slots=True)
class ChannelTarget:
    """A device to try, by channel name; it is tried again ``retry_interval_in_minutes`` after a failed send."""

    channel: str
    retry_interval_in_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class EngagementStage:
    """Devices tried together, then ``duration_in_minutes`` of waiting for an answer."""

    duration_in_minutes: int
    channels: tuple[ChannelTarget, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to page. A field that is None is not managed; an empty one is made empty."""

    alias: str
    display_name: str | None = None
    channels: tuple[Channel, ...] | None = None
    engagement_plan: tuple[EngagementStage, ...] | None = None
    tags: Mapping[str, str] | None = None


def read_person(node: Node, alias: str, default_plan: Node | None) -> Contact:
    """Read one entry of ``people``. ``default_plan`` is used where the person has no engagement plan of their own.

    Somebody of whom no device is written down has unmanaged devices: the default plan says nothing about those.
    """
    read_alias(node, alias)
    if not node.mapping(PERSON_KEYS):
        return Contact(alias, channels=(Channel("", "", NO_ADDRESS),))  # nobody knows which devices were meant
    managed = any(node.has(key) for key in ("sms", "voice", "email", "channels"))
    before = len(node.problems.found)
    channels = _read_channels(node) if managed else None
    legible = len(node.problems.found) == before  # otherwise the plan may name a device that could not be read
    if node.has("slack"):
        node.child("slack").text(least=1, show=False)
    plan: tuple[EngagementStage, ...] | None = None
    if node.has("engagement_plan"):
        plan = read_engagement_plan(node.child("engagement_plan"), channels or (), skip_missing_types=not legible)
    elif channels is not None and default_plan is not None and default_plan.value is not None:
        plan = read_engagement_plan(default_plan, channels, skip_missing_types=True)
    return Contact(
        alias=alias,
        display_name=node.optional("display_name", read_display_name),
        channels=channels,
        engagement_plan=plan,
        tags=node.optional("tags", read_tags),
    )


def _read_channels(node: Node) -> tuple[Channel, ...]:
    """Read the short forms (``email``, ``sms``, ``voice``: the key is the channel's name) and ``channels``."""
    found = [
        Channel(short, short.upper(), _read_address(node.child(short), short.upper()))
        for short in ("sms", "voice", "email")
        if node.has(short)
    ]
    for name, entry in node.child("channels").entries():
        read_channel_name(entry, name)
        if entry.mapping(("type", "address"), required=("type", "address")):
            _add_channel(found, entry, name, _read_address)
    _check_twins(node, found)
    return tuple(found)


def read_channel_list(node: Node) -> tuple[Channel, ...]:
    """Read channels written as a list. One without address, or with the digest of one, keeps the address it has."""
    found: list[Channel] = []
    for entry in node.elements():
        if not entry.mapping(("name", "type", "address"), required=("name", "type")):
            continue
        name = entry.optional("name", lambda n: n.text(least=1)) or ""
        if name:
            read_channel_name(entry.child("name"), name)
        _add_channel(found, entry, name, read_address)
    _check_twins(node, found)
    return tuple(found)


def _add_channel(found: list[Channel], entry: Node, name: str, read: Callable[[Node, str], Address]) -> None:
    kind = entry.optional("type", lambda n: n.choice(CHANNEL_TYPES))
    address = read(entry.child("address"), kind) if kind and entry.has("address") else NO_ADDRESS
    if any(channel.name == name for channel in found):
        entry.problems.add(entry.path, name, "names two channels of this person", "rename one of them")
    else:
        found.append(Channel(name, kind or "", address))


def _check_twins(node: Node, found: Sequence[Channel]) -> None:
    seen: dict[tuple[str, Address], str] = {}
    for channel in found:
        twin = seen.setdefault((channel.type, channel.address), channel.name)
        if twin != channel.name and channel.address != NO_ADDRESS:
            node.problems.add(
                node.path, channel.name, f"has the same type and address as channel '{twin}'", "drop one of them"
            )


def read_address(node: Node, kind: str) -> Address:
    """Read an address, or the digest that stands for one in output: that keeps the address there is."""
    if isinstance(node.value, str) and is_digest(node.value):
        return NO_ADDRESS
    return _read_address(node, kind)


def _read_address(node: Node, kind: str) -> Address:
    """Read a phone number in E.164 form or a mail address; the value is never shown.

    A wrong one leaves a device without address, so that what names the device is not called wrong as well.
    """
    address = node.value
    if kind == "EMAIL":
        if isinstance(address, str) and len(address) <= 320 and _MAIL.fullmatch(address):
            return Address(str(address))
        node.bad("<address not shown> is not a mail address", "write name, @ and domain without spaces", show=False)
        return NO_ADDRESS
    if isinstance(address, str) and _PHONE.fullmatch(address):
        return Address(str(address))
    quoted = "" if isinstance(address, str) else " in quotes"
    node.bad(
        "<number not shown> is not an E.164 phone number",
        f"write it{quoted} as +, country code and number without spaces",
        show=False,
    )
    return NO_ADDRESS


def read_engagement_plan(
    node: Node, channels: Sequence[Channel], *, skip_missing_types: bool
) -> tuple[EngagementStage, ...]:
    """Read the stages. A target names a channel (``name``) or all of a type (``type``).

    The organisation's default plan names types that a person may lack: those targets, and the stages that they leave
    empty, are skipped (``skip_missing_types``).
    """
    stages: list[EngagementStage] = []
    for stage in node.elements():
        if not stage.mapping(("duration_in_minutes", "channels"), required=("duration_in_minutes", "channels")):
            continue
        duration = stage.optional("duration_in_minutes", lambda n: n.integer(0, 30, "minutes"))
        target_nodes = stage.child("channels").elements() if stage.has("channels") else []
        targets = [
            target for entry in target_nodes for target in _read_channel_targets(entry, channels, skip_missing_types)
        ]
        if skip_missing_types and target_nodes and not targets:
            continue
        if duration == 0 and not target_nodes:
            stage.bad("lasts 0 minutes and has no channel", "give it a duration or a channel", show=False)
        if duration is not None:
            stages.append(EngagementStage(duration, tuple(dict.fromkeys(targets))))
    return tuple(stages)


def _read_channel_targets(node: Node, channels: Sequence[Channel], skip_missing: bool) -> list[ChannelTarget]:
    if not node.mapping(("name", "type", "retry_interval_in_minutes")):
        return []
    retry = node.optional("retry_interval_in_minutes", lambda n: n.integer(0, 60, "minutes"))
    if node.has("name") == node.has("type"):
        node.bad("needs exactly one of name and type", "say which channel is meant", show=False)
        return []
    if node.has("name"):
        names = [channel.name for channel in channels]
        name = node.child("name").text(least=1)
        if name in names:
            return [ChannelTarget(name, retry)]
        if name and not skip_missing:
            known = f"known: {', '.join(names)}" if names else "give the person an sms, voice or email address"
            node.child("name").bad("is no channel of this person", did_you_mean(name, names, known))
        return []
    kind = node.child("type").choice(CHANNEL_TYPES)
    of_type = [ChannelTarget(channel.name, retry) for channel in channels if channel.type == kind]
    if kind and not of_type and not skip_missing:
        node.child("type").bad("is a type of which this person has no channel", f"add their {kind.lower()}: address")
    return of_type
