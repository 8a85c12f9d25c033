#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact_channel
short_description: Manage a device of a person, and activate it
version_added: 0.2.0
description:
  - A contact channel is a phone number or mail address at which AWS Incident Manager can page a person. Nothing is sent to it before
    its owner has activated it, with a code that AWS sends to the device.
  - Names, types and addresses of all devices can also be managed with M(oncall.incident_manager.contact); activation only here.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:ActivateContactChannel), C(ssm-contacts:CreateContactChannel),
    C(ssm-contacts:DeactivateContactChannel), C(ssm-contacts:DeleteContactChannel), C(ssm-contacts:GetContactChannel),
    C(ssm-contacts:ListContactChannels), C(ssm-contacts:ListContacts), C(ssm-contacts:SendActivationCode),
    C(ssm-contacts:UpdateContactChannel)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteContactChannel), C(ssm-contacts:GetContact),
    C(ssm-contacts:ListContactChannels), C(ssm-contacts:ListContacts)."
options:
  contact:
    description: The alias of the person.
    type: str
    required: true
  name:
    description:
      - What the device is called, 1 to 255 letters, digits, spaces and C(_ . -).
      - A device of another name with the same O(type) and O(address) is renamed.
    type: str
    required: true
  type:
    description:
      - The kind of device. Required to create it, and where O(address) is given. AWS cannot change it, so another type makes a new
        channel.
    type: str
    choices: [SMS, VOICE, EMAIL]
  address:
    description:
      - A phone number as C(+), country code and number (E.164), or for V(EMAIL) a mail address of at most 320 characters.
        Required to create the device.
      - Left out, or the digest that M(oncall.incident_manager.contact_channel_info) returns, it stays as it is.
      - A device with a new address has to be activated again.
    type: str
  send_activation_code:
    description:
      - Whether AWS sends a code to the device if it is not activated. Each run sends another one, and only the last one is good.
        AWS limits how many are sent.
    type: bool
    default: false
  activation_code:
    description:
      - The code that the owner received, 6 to 10 digits. If the device is activated already, nothing is done with it.
      - Check mode cannot tell whether it is right.
    type: str
  active:
    description:
      - Whether the device shall be activated. V(true) needs O(activation_code) or O(send_activation_code) if it is not.
      - V(false) deactivates it; it can be activated again with another code.
      - Left out, an active device stays so.
    type: bool
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.redaction
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact_channel_info
  - module: oncall.incident_manager.contact
"""

EXAMPLES = r"""
---
- name: Add a phone and have a code sent to it
  oncall.incident_manager.contact_channel:
    contact: ada
    name: night phone
    type: SMS
    address: "+12025550142"
    send_activation_code: true

- name: Activate it with the code that Ada read
  oncall.incident_manager.contact_channel:
    contact: ada
    name: night phone
    activation_code: "{{ code_of_ada }}"

- name: Send nothing there for the time being
  oncall.incident_manager.contact_channel:
    contact: ada
    name: night phone
    active: false

- name: Delete it
  oncall.incident_manager.contact_channel:
    contact: ada
    name: night phone
    state: absent
"""

RETURN = r"""
---
arn:
  description: The ARN of the channel; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:contact-channel/ada/0d2ab6c5-3f8f-4f4a-9b4e-8a3ac54c0d9c
before:
  description: The channel as it was, in the form of the options; empty where there was none.
  returned: success
  type: dict
  sample: {}
after:
  description: The channel as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    contact: ada
    name: night phone
    type: SMS
    address: "+1…(a41f)"
    active: false
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: channel_activation
      name: ada/night phone
      team:
      changes: [{"field": "activated", "before": false, "after": true}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ channel activation ada/night phone  activated: no -> yes"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: activation_code
      value: ""
      rule: "is required: only the owner of the device has it"
      way_out: "ask the owner for it, or have one sent with `send_activation_code: true`"
activated:
  description: Whether the owner has activated the device, as the service says after a change.
  returned: when state is present
  type: bool
  sample: true
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    hide,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import is_digest
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.channels import run

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "contact": {"type": "str", "required": True},
    "name": {"type": "str", "required": True},
    "type": {"type": "str", "choices": ["SMS", "VOICE", "EMAIL"]},
    "address": {"type": "str"},
    "send_activation_code": {"type": "bool", "default": False},
    "activation_code": {"type": "str", "no_log": True},
    "active": {"type": "bool"},
    "redaction_key": {"type": "str", "no_log": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    address = module.params["address"]
    hide(module, "" if is_digest(address or "") else address)
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
