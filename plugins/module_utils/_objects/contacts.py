# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One person: the contact with its channels and its engagement plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._apply.people import apply_channel, apply_contact, apply_engagement_plan
from .._model.account import Account, FoundChannel, FoundContact, Listed
from .._model.contact import Channel, Contact, read_channel_list, read_engagement_plan
from .._model.describe import deleted_channel_name, describe_engagement_plan, describe_found_stages
from .._model.kinds import Kind
from .._model.names import read_alias, read_contact_tags, read_display_name
from .._model.secret import NO_ADDRESS
from .._plan.actions import Action, Plan, Verb
from .._plan.contacts import check_addresses, match_channels, plan_contact
from .._plan.existing import Policy
from .lookup import check_kind, find_alias
from .options import options_node
from .outcome import Described, Intention, carry_out, merged_tags
from .read_people import describe_person, described_channels, read_contact

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._model.problems import Problems
    from .._outcome import Outcome

STEPS: Steps = {
    Kind.CONTACT: apply_contact,
    Kind.CONTACT_CHANNEL: apply_channel,
    Kind.ENGAGEMENT_PLAN: apply_engagement_plan,
}


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the person about, or away."""
    contact, root = read_options(params)
    clients = connect()
    alias, steps = contact.alias, STEPS
    if params["state"] == "present":
        intention = intend_present(params, contact, root, clients)
    else:
        from . import deleting  # noqa: PLC0415 - other runs should not pay for it

        found = observe(clients, alias, root.problems, tags=False)
        before = describe_person(found) if found else {}
        intention = deleting.intend_absent(Kind.CONTACT, alias, found, before, root, clients, params)
        steps = deleting.STEPS
    return carry_out(
        clients,
        intention,
        steps,
        lambda applied: applied.contacts.get(alias),
        check_mode=check_mode,
        redaction_key=params["redaction_key"],
    )


def read_options(params: Mapping[str, Any]) -> tuple[Contact, Node]:
    """Read the module's options as far as that is possible without the account.

    Raises InvalidDefinitionError with every mistake.
    """
    channels = params.get("channels") or ()
    root = options_node(params, addresses=[str(channel.get("address") or "") for channel in channels], private=True)
    read_alias(root.child("alias"), str(params["alias"]))
    given = root.optional("channels", read_channel_list)
    if root.has("engagement_plan"):
        read_engagement_plan(root.child("engagement_plan"), given or (), skip_missing_types=True)
    contact = Contact(
        alias=str(params["alias"]),
        display_name=root.optional("display_name", read_display_name),
        channels=given,
        tags=root.optional("tags", read_contact_tags),
    )
    root.problems.raise_if_any()
    return contact, root


def observe(clients: Clients, alias: str, problems: Problems, *, tags: bool) -> FoundContact | None:
    """Read the person with at most four calls: the list entry, the contact, its channels, its tags."""
    listed = find_alias(clients, alias)
    if not check_kind(problems, "alias", alias, listed, Kind.CONTACT):
        problems.raise_if_any()
    if listed is None:
        return None
    return read_contact(clients, str(listed["ContactArn"]), tags=tags)


def intend_present(params: Mapping[str, Any], contact: Contact, root: Node, clients: Clients) -> Intention:
    """Plan to make the person as wanted."""
    problems = root.problems
    found = observe(clients, contact.alias, problems, tags=contact.tags is not None)
    matches = match_channels(contact.channels or (), found.channels if found else ())
    purge = bool(params["purge_channels"]) and contact.channels is not None
    left = [] if found is None or purge else _unmatched(found, matches)
    for channel in contact.channels or ():
        _check_address(channel, matches, root)
    if found is not None:
        check_addresses(problems, "channels", contact.channels or (), found.channels)
    gone = _deleted_channels(found) if found else []
    if root.has("engagement_plan"):
        known = [*(contact.channels or ()), *left, *(entry.channel for entry in gone)]
        stages = read_engagement_plan(root.child("engagement_plan"), known, skip_missing_types=False)
        contact = replace(contact, engagement_plan=stages)
    problems.raise_if_any()

    actions: list[Action] = []
    policy = Policy(prune=purge, purge_tags=bool(params["purge_tags"]), ownership=False)
    plan_contact(actions.extend, contact, found, policy)
    plan = Plan.of(actions)
    before = describe_person(found) if found else {}
    after = _projected(contact, found, left, plan)
    listed = {contact.alias: Listed(Kind.CONTACT, found.arn)} if found else {}
    return Intention(
        before,
        after,
        plan,
        arn=found.arn if found else "",
        account=Account(aliases=listed, contacts={contact.alias: _with(found, gone)} if found else {}),
        more={"unactivated_channels": _unactivated(contact, found, left, matches)},
        warnings=tuple(_doubts(after, found)),
        send_activation_codes=bool(params["send_activation_codes"]),
    )


def _deleted_channels(found: FoundContact) -> list[FoundChannel]:
    """Return the channels that the engagement plan names although they are gone, by the names that output has."""
    there = {entry.arn for entry in found.channels}
    gone = dict.fromkeys(arn for _minutes, targets in found.stages for arn, _retry in targets if arn not in there)
    return [FoundChannel(arn, Channel(deleted_channel_name(arn), "", NO_ADDRESS), activated=False) for arn in gone]


def _with(found: FoundContact, gone: list[FoundChannel]) -> FoundContact:
    return replace(found, channels=(*found.channels, *gone))


def _unmatched(found: FoundContact, matches: Mapping[str, Any]) -> list[Channel]:
    """Return the channels that nobody named, which stay as they are."""
    matched = {entry.arn for entry in matches.values()}
    return [entry.channel for entry in found.channels if entry.arn not in matched]


def _check_address(channel: Channel, matches: Mapping[str, Any], root: Node) -> None:
    """An address may be left out where a channel of this name and type has one."""
    if channel.address != NO_ADDRESS:
        return
    found = matches.get(channel.name)
    names = [entry.get("name") for entry in root.value["channels"]]
    path = f"channels[{names.index(channel.name)}].address"
    if found is None:
        root.problems.add(path, None, "is required to create the channel", "add the phone number or mail address")
    elif found.channel.type != channel.type:
        rule = "is required where the type changes, since AWS makes a new channel then"
        root.problems.add(path, None, rule, "add the phone number or mail address")


def _projected(contact: Contact, found: FoundContact | None, left: list[Channel], plan: Plan) -> Described:
    before = describe_person(found) if found else {"display_name": "", "channels": [], "engagement_plan": []}
    matches = match_channels(contact.channels or (), found.channels if found else ())
    channels = [
        replace(channel, address=matches[channel.name].channel.address) if channel.address == NO_ADDRESS else channel
        for channel in contact.channels or ()
    ]
    stages = before["engagement_plan"]
    if contact.engagement_plan is not None:
        stages = describe_engagement_plan(contact.engagement_plan)
    elif found is not None:
        kept = replace(found, channels=tuple(entry for entry in found.channels if entry.arn not in _gone(plan)))
        stages = describe_found_stages(kept, {entry.arn: name for name, entry in _still(matches, plan).items()})
    return {
        "alias": contact.alias,
        "display_name": before["display_name"] if contact.display_name is None else contact.display_name,
        "channels": described_channels([*channels, *left]),
        "engagement_plan": stages,
        "tags": merged_tags(found.tags if found else {}, contact.tags, plan, of=(Kind.CONTACT, contact.alias)),
    }


def _unactivated(
    contact: Contact, found: FoundContact | None, left: list[Channel], matches: Mapping[str, Any]
) -> list[str]:
    """Return the names of the channels that wait for their owner's activation."""
    active = {entry.channel.name for entry in found.channels if entry.activated} if found else set()
    waiting = [channel.name for channel in left if channel.name not in active]
    for channel in contact.channels or ():
        entry = matches.get(channel.name)
        same = entry is not None and (
            (channel.type, channel.address) == (entry.channel.type, entry.channel.address)
            or (channel.type == entry.channel.type and channel.address == NO_ADDRESS)
        )
        if not (same and entry is not None and entry.activated):
            waiting.append(channel.name)
    return sorted(waiting)


def _gone(plan: Plan) -> set[str]:
    """Return the ARNs of the channels that are deleted, or made anew because of their type."""
    gone = (Verb.DELETE, Verb.REPLACE)
    return {action.found.arn for action in plan.actions if action.kind is Kind.CONTACT_CHANNEL and action.verb in gone}


def _still(matches: Mapping[str, FoundChannel], plan: Plan) -> dict[str, FoundChannel]:
    return {name: entry for name, entry in matches.items() if entry.arn not in _gone(plan)}


def _doubts(after: Described, found: FoundContact | None) -> list[str]:
    alias = after["alias"]
    names = {deleted_channel_name(entry.arn): entry.channel.name for entry in found.channels} if found else {}
    targets = [str(target["name"]) for stage in after["engagement_plan"] for target in stage["channels"]]
    doubts = [
        f"the engagement plan of {alias} names {names.get(target, target)}, which is no channel: "
        "AWS skips it in silence"
        for target in targets
        if target.startswith("(")
    ]
    if all(target.startswith("(") for target in targets):
        doubts.append(f"{alias} has no channel in the engagement plan: no page can reach them")
    return doubts
