#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact
short_description: Manage a person who can be paged by AWS Incident Manager
version_added: 0.2.0
description:
  - A contact is a person with their devices (contact channels) and the order in which these are tried (engagement plan).
  - An option that is left out is not touched; an empty value makes it empty.
  - Phone numbers and addresses appear in no output. A digest such as C(+1…(a41f)) stands for each.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:CreateContact), C(ssm-contacts:CreateContactChannel),
    C(ssm-contacts:DeleteContactChannel), C(ssm-contacts:GetContact), C(ssm-contacts:ListContactChannels),
    C(ssm-contacts:ListContacts), C(ssm-contacts:ListTagsForResource), C(ssm-contacts:TagResource),
    C(ssm-contacts:UntagResource), C(ssm-contacts:UpdateContact), C(ssm-contacts:UpdateContactChannel)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteContact), C(ssm-contacts:GetContact),
    C(ssm-contacts:ListContactChannels), C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotationOverrides),
    C(ssm-contacts:ListRotations), C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListResponsePlans); and with O(force=true)
    C(ssm-contacts:DeleteRotation), C(ssm-contacts:DeleteRotationOverride), C(ssm-contacts:UpdateContact),
    C(ssm-contacts:UpdateRotation), C(ssm-incidents:UpdateResponsePlan). Rotations of 25 members or more need C(ssm-contacts:GetRotation)."
options:
  alias:
    description:
      - Who it is. 1 to 255 lower-case letters, digits, C(_) and C(-). AWS cannot change it.
    type: str
    required: true
  display_name:
    description:
      - The name for people, at most 255 letters, digits, spaces and C(_ . -). AWS refuses apostrophes as in V(O'Brien).
    type: str
  channels:
    description:
      - The devices. Others that the person has are left alone, unless O(purge_channels=true).
      - A device that is there under another name, with the same type and address, is renamed.
    type: list
    elements: dict
    suboptions:
      name:
        description: What the device is called, 1 to 255 letters, digits, spaces and C(_ . -), unique for the person.
        type: str
        required: true
      type:
        description: The kind of device. AWS cannot change it, so another type makes a new channel.
        type: str
        required: true
        choices: [SMS, VOICE, EMAIL]
      address:
        description:
          - A phone number as C(+), country code and number (E.164), or for V(EMAIL) a mail address of at most 320 characters.
          - Left out, or the digest that M(oncall.incident_manager.contact_info) returns, the address stays as it is. A new
            channel needs it.
          - A device with a new address has to be activated again by its owner.
        type: str
  purge_channels:
    description: Whether to delete channels that are not in O(channels).
    type: bool
    default: false
  engagement_plan:
    description:
      - The stages in which devices are tried, in order.
      - An empty list means that no page reaches the person.
    type: list
    elements: dict
    suboptions:
      duration_in_minutes:
        description: How long to wait before the next stage, 0 to 30 minutes.
        type: int
        required: true
      channels:
        description: The devices that are tried together.
        type: list
        elements: dict
        required: true
        suboptions:
          name:
            description: The name of a channel. Exactly one of this and O(engagement_plan[].channels[].type) is needed.
            type: str
          type:
            description: All channels of a type.
            type: str
            choices: [SMS, VOICE, EMAIL]
          retry_interval_in_minutes:
            description: How long to wait before trying again when sending failed, 0 to 60 minutes.
            type: int
  send_activation_codes:
    description: Whether AWS sends the activation code of a new channel at once.
    type: bool
    default: false
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.contact_tags
  - oncall.incident_manager.objects.force
  - oncall.incident_manager.objects.redaction
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact_info
  - module: oncall.incident_manager.contact_channel
  - module: oncall.incident_manager.teams
"""

EXAMPLES = r"""
---
- name: Make Ada reachable by text message, then by voice and mail
  oncall.incident_manager.contact:
    alias: ada
    display_name: Ada Lovelace
    channels:
      - {name: phone, type: SMS, address: "+12025550101"}
      - {name: call, type: VOICE, address: "+12025550101"}
      - {name: mail, type: EMAIL, address: ada@example.gov}
    engagement_plan:
      - duration_in_minutes: 5
        channels: [{name: phone, retry_interval_in_minutes: 2}]
      - duration_in_minutes: 5
        channels: [{type: VOICE}, {type: EMAIL}]
    tags:
      cost-center: "4711"

- name: Give Ada another display name and leave everything else alone
  oncall.incident_manager.contact:
    alias: ada
    display_name: Ada King

- name: Remove Ada from every rotation and plan, then delete her
  oncall.incident_manager.contact:
    alias: ada
    state: absent
    force: true
"""

RETURN = r"""
---
arn:
  description: The ARN of the contact; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada
before:
  description: The contact as it was, in the form of the options; empty where there was none. Tags only where O(tags) is given.
  returned: success
  type: dict
  sample: {}
after:
  description: The contact as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    alias: ada
    display_name: Ada Lovelace
    channels: [{"name": "phone", "type": "SMS", "address": "+1…(a41f)"}]
    engagement_plan: [{"duration_in_minutes": 5, "channels": [{"name": "phone", "retry_interval_in_minutes": 2}]}]
    tags: {"cost-center": "4711"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: contact
      name: ada
      team:
      changes: [{"field": "display_name", "before": "Ada Lovelace", "after": "Ada King"}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ contact ada  display_name: Ada Lovelace -> Ada King"
unactivated_channels:
  description: The names of the channels that wait for their owner's activation; no page goes there.
  returned: when state is present
  type: list
  elements: str
  sample: ["phone"]
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: channels[0].address
      value: ""
      rule: <number not shown> is not an E.164 phone number
      way_out: write it as +, country code and number without spaces
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    hide,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import is_digest
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.contacts import run

CHANNEL_TYPES = ["SMS", "VOICE", "EMAIL"]

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "alias": {"type": "str", "required": True},
    "display_name": {"type": "str"},
    "channels": {
        "type": "list",
        "elements": "dict",
        "options": {
            "name": {"type": "str", "required": True},
            "type": {"type": "str", "required": True, "choices": CHANNEL_TYPES},
            "address": {"type": "str"},
        },
    },
    "purge_channels": {"type": "bool", "default": False},
    "engagement_plan": {
        "type": "list",
        "elements": "dict",
        "options": {
            "duration_in_minutes": {"type": "int", "required": True},
            "channels": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    "name": {"type": "str"},
                    "type": {"type": "str", "choices": CHANNEL_TYPES},
                    "retry_interval_in_minutes": {"type": "int"},
                },
            },
        },
    },
    "tags": {"type": "dict", "aliases": ["resource_tags"]},
    "purge_tags": {"type": "bool", "default": True},
    "send_activation_codes": {"type": "bool", "default": False},
    "force": {"type": "bool", "default": False},
    "allow_empty": {"type": "bool", "default": False},
    "redaction_key": {"type": "str", "no_log": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    addresses = [channel["address"] for channel in module.params["channels"] or ()]
    hide(module, *(address for address in addresses if address and not is_digest(address)))
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
