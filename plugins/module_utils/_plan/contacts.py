# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan a person: the contact, its channels and its engagement plan are separate objects to AWS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .._model.account import FoundChannel, FoundContact
from .._model.contact import Channel, Contact
from .._model.describe import (
    describe_channel,
    describe_contact,
    describe_engagement_plan,
    describe_found_stages,
    describe_tags,
)
from .._model.kinds import Kind
from .._model.problems import Problems
from .actions import Action, Change, Verb, compare
from .existing import Policy, plan_update

Add = Callable[[Iterable[Action]], None]


def plan_contact(add: Add, desired: Contact, found: FoundContact | None, policy: Policy) -> None:
    """Hand ``add`` the actions for each object of the person in turn."""
    if found is None:
        tags = describe_tags(desired.tags or {})
        changes = compare({**describe_contact(desired), "tags": tags}, {})
        add([Action(Verb.CREATE, Kind.CONTACT, desired.alias, changes, desired=desired)])
        for channel in desired.channels or ():
            add([_create_channel(desired.alias, channel)])
        if desired.engagement_plan:
            add([_engagement_plan(desired, (), None)])
        return
    add(_plan_itself(desired, found, policy))
    matches = match_channels(desired.channels or (), found.channels)
    for channel in desired.channels or ():
        add(plan_channel(desired.alias, channel, matches.get(channel.name)))
    if policy.prune and desired.channels is not None:
        # One by one: an object for each, and none where there is none.
        for action in _plan_leftover_channels(desired, found, matches):
            add([action])
    if desired.engagement_plan is not None:
        add(_plan_engagement_plan(desired, found, matches))


def _plan_itself(desired: Contact, found: FoundContact, policy: Policy) -> Iterator[Action]:
    fields = compare(describe_contact(desired), describe_contact(found.model))
    yield from plan_update(Kind.CONTACT, desired.alias, fields, desired, found, None, policy)


def match_channels(desired: Iterable[Channel], found: Iterable[FoundChannel]) -> dict[str, FoundChannel]:
    """Return which channel of the account each wanted one is, by wanted name.

    The name decides; a device that is there under another name is renamed rather than made a second time.
    """
    left = {entry.arn: entry for entry in found}
    matches: dict[str, FoundChannel] = {}
    wanted = list(desired)
    for channel in wanted:
        same = next((entry for entry in left.values() if entry.channel.name == channel.name), None)
        if same is not None:
            matches[channel.name] = left.pop(same.arn)
    for channel in wanted:
        if channel.name not in matches:
            same = next(
                (e for e in left.values() if (e.channel.type, e.channel.address) == (channel.type, channel.address)),
                None,
            )
            if same is not None:
                matches[channel.name] = left.pop(same.arn)
    return matches


def check_addresses(problems: Problems, path: str, desired: Iterable[Channel], found: Iterable[FoundChannel]) -> None:
    """Record a problem for each channel that takes an address which another one has as yet.

    AWS takes an address once for each person and type. A run cannot exchange addresses without a moment in which a
    device is gone.
    """
    there = list(found)
    matches = match_channels(desired, there)
    for channel in desired:
        own = matches.get(channel.name)
        for other in there:
            same = (other.channel.type, other.channel.address) == (channel.type, channel.address)
            if same and (own is None or other.arn != own.arn):
                problems.add(
                    path,
                    channel.name,
                    f"is to get the address that channel '{other.channel.name}' has",
                    f"give '{other.channel.name}' another address, or delete it, in an earlier run",
                )


def _create_channel(alias: str, channel: Channel) -> Action:
    changes = compare(describe_channel(channel), {})
    return Action(Verb.CREATE, Kind.CONTACT_CHANNEL, f"{alias}/{channel.name}", changes, desired=channel, owner=alias)


def plan_channel(alias: str, desired: Channel, found: FoundChannel | None) -> Iterator[Action]:
    """Plan a channel: another type takes another channel, since AWS cannot change it."""
    if found is None:
        yield _create_channel(alias, desired)
        return
    changes = compare(describe_channel(desired), describe_channel(found.channel))
    if changes:
        verb = Verb.UPDATE if desired.type == found.channel.type else Verb.REPLACE
        yield Action(
            verb, Kind.CONTACT_CHANNEL, f"{alias}/{desired.name}", changes, desired=desired, found=found, owner=alias
        )


def _plan_leftover_channels(
    desired: Contact, found: FoundContact, matches: dict[str, FoundChannel]
) -> Iterator[Action]:
    kept = {entry.arn for entry in matches.values()}
    for entry in found.channels:
        if entry.arn not in kept:
            name = f"{desired.alias}/{entry.channel.name}"
            yield Action(Verb.DELETE, Kind.CONTACT_CHANNEL, name, found=entry, owner=desired.alias)


def _plan_engagement_plan(desired: Contact, found: FoundContact, matches: dict[str, FoundChannel]) -> Iterator[Action]:
    renamed = {entry.arn: wanted for wanted, entry in matches.items()}
    replaced = {entry.arn for wanted, entry in matches.items() if _type_of(desired, wanted) != entry.channel.type}
    before = describe_found_stages(found, renamed, replaced)
    after = describe_engagement_plan(desired.engagement_plan or ())
    if before != after:
        yield _engagement_plan(desired, before, found)


def _type_of(contact: Contact, channel_name: str) -> str:
    return next(channel.type for channel in contact.channels or () if channel.name == channel_name)


def _engagement_plan(desired: Contact, before: object, found: FoundContact | None) -> Action:
    after = describe_engagement_plan(desired.engagement_plan or ())
    return Action(
        Verb.UPDATE if before else Verb.CREATE,
        Kind.ENGAGEMENT_PLAN,
        desired.alias,
        (Change("stages", before or None, after),),
        desired=desired,
        found=found,
        owner=desired.alias,
    )
