"""The operations of the contacts service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.contacts import (
    channels,
    contacts,
    engagements,
    overrides,
    pages,
    policies,
    rotations,
    shifts_api,
    tags,
)
from sandbox.contacts.books import gated

if TYPE_CHECKING:
    from sandbox.context import Handler

_HANDLERS: dict[str, Handler] = {
    "CreateContact": contacts.create_contact,
    "GetContact": contacts.get_contact,
    "UpdateContact": contacts.update_contact,
    "DeleteContact": contacts.delete_contact,
    "ListContacts": contacts.list_contacts,
    "PutContactPolicy": policies.put_contact_policy,
    "GetContactPolicy": policies.get_contact_policy,
    "CreateContactChannel": channels.create_contact_channel,
    "GetContactChannel": channels.get_contact_channel,
    "UpdateContactChannel": channels.update_contact_channel,
    "DeleteContactChannel": channels.delete_contact_channel,
    "ListContactChannels": channels.list_contact_channels,
    "SendActivationCode": channels.send_activation_code,
    "ActivateContactChannel": channels.activate_contact_channel,
    "DeactivateContactChannel": channels.deactivate_contact_channel,
    "CreateRotation": rotations.create_rotation,
    "GetRotation": rotations.get_rotation,
    "UpdateRotation": rotations.update_rotation,
    "DeleteRotation": rotations.delete_rotation,
    "ListRotations": rotations.list_rotations,
    "CreateRotationOverride": overrides.create_rotation_override,
    "GetRotationOverride": overrides.get_rotation_override,
    "DeleteRotationOverride": overrides.delete_rotation_override,
    "ListRotationOverrides": overrides.list_rotation_overrides,
    "ListRotationShifts": shifts_api.list_rotation_shifts,
    "ListPreviewRotationShifts": shifts_api.list_preview_rotation_shifts,
    "StartEngagement": engagements.start_engagement,
    "StopEngagement": engagements.stop_engagement,
    "DescribeEngagement": engagements.describe_engagement,
    "ListEngagements": engagements.list_engagements,
    "AcceptPage": pages.accept_page,
    "DescribePage": pages.describe_page,
    "ListPagesByContact": pages.list_pages_by_contact,
    "ListPagesByEngagement": pages.list_pages_by_engagement,
    "ListPageReceipts": pages.list_page_receipts,
    "ListPageResolutions": pages.list_page_resolutions,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "ListTagsForResource": tags.list_tags_for_resource,
}

OPERATIONS: dict[str, Handler] = {name: gated(handler) for name, handler in _HANDLERS.items()}
