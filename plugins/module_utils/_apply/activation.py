# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Steps for the activation of a channel, which takes a code that only its owner receives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._api import contacts as contacts_api

if TYPE_CHECKING:
    from .._model.secret import Address
    from .._plan.actions import Action
    from .run import Run


def apply_activation(run: Run, action: Action) -> None:
    """Send a code, activate with one (``action.desired``), or deactivate; ``action.name`` is alias/channel."""
    client = run.clients.contacts
    alias, name = action.name.split("/", 1)
    arn = run.channels[alias, name]
    fields = {change.field: change.after for change in action.changes}
    if "activation_code" in fields:
        contacts_api.send_activation_code(client, arn)
    if fields.get("activated") is True:
        code: Address = action.desired
        contacts_api.activate_contact_channel(client, arn, code.value)
    if fields.get("activated") is False:
        contacts_api.deactivate_contact_channel(client, arn)
