# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for a person: the contact, its channels, its engagement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api
from .._plan.actions import Action, Verb
from .._wire.contacts import idempotency_token
from .._wire.people import engagement_plan_to_wire
from .contacts import create_contact, update_contact

if TYPE_CHECKING:
    from .._model.contact import Channel, Contact
    from .run import Run


def apply_contact(run: Run, action: Action) -> None:
    """Create, update or delete the contact itself."""
    if action.verb is Verb.CREATE:
        # The engagement plan names channels, which need the contact first: it follows as a step of its own.
        create_contact(run, action, "PERSONAL", {"Stages": []})
    elif action.verb is Verb.DELETE:
        contacts_api.delete_contact(run.clients.contacts, action.found.arn)
    else:
        update_contact(run, action)


def apply_channel(run: Run, action: Action) -> None:
    """Create, update, replace or delete a channel."""
    client, channel = run.clients.contacts, action.desired
    if action.verb is Verb.DELETE:
        contacts_api.delete_contact_channel(client, action.found.arn)
        return
    if action.verb is Verb.UPDATE:
        fields = action.changed_fields()
        contacts_api.update_contact_channel(
            client,
            action.found.arn,
            channel.name if "name" in fields else None,
            channel.address.value if "address" in fields else None,
        )
        run.channels[action.owner, channel.name] = action.found.arn
        return
    if action.verb is Verb.REPLACE:
        contacts_api.delete_contact_channel(client, action.found.arn)
    run.channels[action.owner, channel.name] = _create_channel(run, action.owner, channel)


def _create_channel(run: Run, alias: str, channel: Channel) -> str:
    arn = run.contacts[alias]
    token = idempotency_token("channel", arn, channel.name, channel.type, channel.address.value)
    return contacts_api.create_contact_channel(
        run.clients.contacts,
        arn,
        channel.name,
        channel.type,
        channel.address.value,
        token,
        send_code=run.send_activation_codes,
    )


def apply_engagement_plan(run: Run, action: Action) -> None:
    """Write the stages, channel names turned into ARNs."""
    contact: Contact = action.desired
    arns = {name: arn for (alias, name), arn in run.channels.items() if alias == contact.alias}
    plan = engagement_plan_to_wire(contact.engagement_plan or (), arns)
    contacts_api.update_contact(run.clients.contacts, run.contacts[contact.alias], Plan=plan)
