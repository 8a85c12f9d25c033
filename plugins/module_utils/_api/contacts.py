# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""ssm-contacts: one function for each operation. Shapes go in and out as AWS has them (see ``_wire``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from .._errors import AwsCallError
from .calls import Entries, calling, every, is_missing

Shape = dict[str, Any]

MEMBERS_IN_LISTS = 25  # AWS shows no more members in a list of rotations; a rotation may have 30


def list_contacts(client: Any, *, prefix: str | None = None, kind: str | None = None) -> Entries:
    """Return a summary of people, schedules and escalation plans, without their plans.

    ``prefix`` is how their alias begins, ``kind`` one of AWS's types; without them, all are returned.
    """
    params: Shape = {"PaginationConfig": {"PageSize": 1024}}
    params |= {"AliasPrefix": prefix} if prefix else {}
    params |= {"Type": kind} if kind else {}
    return every(client, "list_contacts", "Contacts", "list the contacts", "ssm-contacts:ListContacts", **params)


def get_contact(client: Any, arn: str) -> Shape:
    """Return a person, schedule or escalation plan with its plan."""
    with calling(f"read {arn}", "ssm-contacts:GetContact"):
        return dict(client.get_contact(ContactId=arn))


def create_contact(client: Any, alias: str, kind: str, plan: Shape, tags: list[Shape], **optional: str) -> str:
    """Create a contact of a type and return its ARN; ``optional`` takes DisplayName and IdempotencyToken."""
    with calling(f"create {alias}", "ssm-contacts:CreateContact"):
        answer = client.create_contact(Alias=alias, Type=kind, Plan=plan, Tags=tags, **optional)
    return str(answer["ContactArn"])


def update_contact(client: Any, arn: str, **members: Any) -> None:
    """Update DisplayName and Plan, as far as given."""
    with calling(f"update {arn}", "ssm-contacts:UpdateContact"):
        client.update_contact(ContactId=arn, **members)


def delete_contact(client: Any, arn: str) -> None:
    """Delete a contact; one that is gone is fine."""
    _delete("delete_contact", f"delete {arn}", "ssm-contacts:DeleteContact", client, ContactId=arn)


def get_contact_policy(client: Any, arn: str) -> str | None:
    """Return the policy of a contact; None where it has none, which AWS says in one way or the other."""
    try:
        with calling(f"read the policy of {arn}", "ssm-contacts:GetContactPolicy"):
            answer = client.get_contact_policy(ContactArn=arn)
    except AwsCallError as error:
        if is_missing(error):
            return None
        raise
    return str(answer["Policy"]) if answer.get("Policy") else None


def put_contact_policy(client: Any, arn: str, policy: str) -> None:
    """Set the policy of a contact; a former one is replaced."""
    with calling(f"set the policy of {arn}", "ssm-contacts:PutContactPolicy"):
        client.put_contact_policy(ContactArn=arn, Policy=policy)


def list_contact_channels(client: Any, arn: str) -> list[Shape]:
    """Return the channels of a person."""
    return every(
        client,
        "list_contact_channels",
        "ContactChannels",
        f"list the channels of {arn}",
        "ssm-contacts:ListContactChannels",
        ContactId=arn,
    )


def create_contact_channel(
    client: Any, contact_arn: str, name: str, kind: str, address: str, token: str, *, send_code: bool
) -> str:
    """Create a channel, send its activation code if wanted, and return its ARN."""
    with calling(f"create channel {name} of {contact_arn}", "ssm-contacts:CreateContactChannel"):
        answer = client.create_contact_channel(
            ContactId=contact_arn,
            Name=name,
            Type=kind,
            DeliveryAddress={"SimpleAddress": address},
            DeferActivation=not send_code,
            IdempotencyToken=token,
        )
    return str(answer["ContactChannelArn"])


def update_contact_channel(client: Any, arn: str, name: str | None, address: str | None) -> None:
    """Rename a channel or change its address."""
    members: Shape = {}
    if name is not None:
        members["Name"] = name
    if address is not None:
        members["DeliveryAddress"] = {"SimpleAddress": address}
    with calling(f"update channel {arn}", "ssm-contacts:UpdateContactChannel"):
        client.update_contact_channel(ContactChannelId=arn, **members)


def delete_contact_channel(client: Any, arn: str) -> None:
    """Delete a channel; one that is gone is fine."""
    operation = "ssm-contacts:DeleteContactChannel"
    _delete("delete_contact_channel", f"delete channel {arn}", operation, client, ContactChannelId=arn)


def get_contact_channel(client: Any, arn: str) -> Shape:
    """Return a channel."""
    with calling(f"read channel {arn}", "ssm-contacts:GetContactChannel"):
        return dict(client.get_contact_channel(ContactChannelId=arn))


def send_activation_code(client: Any, arn: str) -> None:
    """Let AWS send an activation code to the channel."""
    with calling(f"send an activation code to {arn}", "ssm-contacts:SendActivationCode"):
        client.send_activation_code(ContactChannelId=arn)


def activate_contact_channel(client: Any, arn: str, code: str) -> None:
    """Activate the channel with the code that its owner received."""
    with calling(f"activate {arn}", "ssm-contacts:ActivateContactChannel"):
        client.activate_contact_channel(ContactChannelId=arn, ActivationCode=code)


def deactivate_contact_channel(client: Any, arn: str) -> None:
    """Deactivate the channel: no page goes there any more."""
    with calling(f"deactivate {arn}", "ssm-contacts:DeactivateContactChannel"):
        client.deactivate_contact_channel(ContactChannelId=arn)


def list_rotations(client: Any, *, prefix: str | None = None) -> Entries:
    """Return the rotations whose name begins so, or all; AWS shows at most MEMBERS_IN_LISTS of their members here."""
    params: Shape = {"PaginationConfig": {"PageSize": 1024}}
    params |= {"RotationNamePrefix": prefix} if prefix else {}
    return every(client, "list_rotations", "Rotations", "list the rotations", "ssm-contacts:ListRotations", **params)


def get_rotation(client: Any, arn: str) -> Shape:
    """Return a rotation with all its members."""
    with calling(f"read {arn}", "ssm-contacts:GetRotation"):
        return dict(client.get_rotation(RotationId=arn))


def create_rotation(client: Any, members: Shape) -> str:
    """Create a rotation and return its ARN."""
    with calling(f"create rotation {members['Name']}", "ssm-contacts:CreateRotation"):
        return str(client.create_rotation(**members)["RotationArn"])


def update_rotation(client: Any, arn: str, members: Shape) -> None:
    """Update a rotation; AWS wants the Recurrence every time."""
    with calling(f"update {arn}", "ssm-contacts:UpdateRotation"):
        client.update_rotation(RotationId=arn, **members)


def delete_rotation(client: Any, arn: str) -> None:
    """Delete a rotation; one that is gone is fine."""
    _delete("delete_rotation", f"delete {arn}", "ssm-contacts:DeleteRotation", client, RotationId=arn)


def list_rotation_shifts(client: Any, arn: str, start: datetime, end: datetime) -> list[Shape]:
    """Return the shifts between two instants, overrides applied."""
    return every(
        client,
        "list_rotation_shifts",
        "RotationShifts",
        f"list the shifts of {arn}",
        "ssm-contacts:ListRotationShifts",
        RotationId=arn,
        StartTime=start,
        EndTime=end,
    )


def list_preview_rotation_shifts(client: Any, end: datetime, **members: Any) -> list[Shape]:
    """Return the shifts that a rotation would have until ``end``; ``members`` are those of the request."""
    return every(
        client,
        "list_preview_rotation_shifts",
        "RotationShifts",
        "preview the shifts",
        "ssm-contacts:ListPreviewRotationShifts",
        EndTime=end,
        **members,
    )


def list_rotation_overrides(client: Any, arn: str, start: datetime, end: datetime) -> list[Shape]:
    """Return the overrides of a rotation that touch an interval."""
    return every(
        client,
        "list_rotation_overrides",
        "RotationOverrides",
        f"list the overrides of {arn}",
        "ssm-contacts:ListRotationOverrides",
        RotationId=arn,
        StartTime=start,
        EndTime=end,
    )


def get_rotation_override(client: Any, arn: str, override_id: str) -> Shape:
    """Return an override of a rotation."""
    with calling(f"read override {override_id}", "ssm-contacts:GetRotationOverride"):
        return dict(client.get_rotation_override(RotationId=arn, RotationOverrideId=override_id))


def create_rotation_override(client: Any, arn: str, members: Shape) -> str:
    """Create an override of a rotation and return its id; ``members`` includes the idempotency token."""
    with calling(f"create an override of {arn}", "ssm-contacts:CreateRotationOverride"):
        return str(client.create_rotation_override(RotationId=arn, **members)["RotationOverrideId"])


def delete_rotation_override(client: Any, arn: str, override_id: str) -> None:
    """Delete an override; one that is gone is fine."""
    operation = "ssm-contacts:DeleteRotationOverride"
    what = f"delete override {override_id}"
    _delete("delete_rotation_override", what, operation, client, RotationId=arn, RotationOverrideId=override_id)


def list_tags(client: Any, arn: str) -> list[Shape]:
    """Return the tags of a contact or rotation."""
    with calling(f"list the tags of {arn}", "ssm-contacts:ListTagsForResource"):
        return list(client.list_tags_for_resource(ResourceARN=arn).get("Tags", ()))


def tag(client: Any, arn: str, tags: list[Shape]) -> None:
    """Set tags."""
    with calling(f"tag {arn}", "ssm-contacts:TagResource"):
        client.tag_resource(ResourceARN=arn, Tags=tags)


def untag(client: Any, arn: str, keys: Iterable[str]) -> None:
    """Remove tags."""
    with calling(f"untag {arn}", "ssm-contacts:UntagResource"):
        client.untag_resource(ResourceARN=arn, TagKeys=sorted(keys))


def _delete(method: str, what: str, operation: str, client: Any, **params: Any) -> None:
    try:
        with calling(what, operation):
            getattr(client, method)(**params)
    except AwsCallError as error:
        if not is_missing(error):
            raise
