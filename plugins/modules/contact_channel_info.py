#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact_channel_info
short_description: Read the devices of people, and whether they are activated
version_added: 0.2.0
description:
  - Reads the contact channels of people. Digests stand for phone numbers and addresses.
  - What it returns can be given to M(oncall.incident_manager.contact_channel) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:ListContactChannels), C(ssm-contacts:ListContacts)."
options:
  contacts:
    description: The aliases of the people. One that does not exist has no channels in the answer.
    type: list
    elements: str
    required: true
extends_documentation_fragment:
  - oncall.incident_manager.objects.redaction
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact_channel
"""

EXAMPLES = r"""
---
- name: Read the devices of Ada and Grace
  oncall.incident_manager.contact_channel_info:
    contacts: [ada, grace]
  register: devices

- name: Name those that no page reaches
  ansible.builtin.debug:
    msg: "{{ devices.contact_channels | rejectattr('active') | map(attribute='name') | list }}"
"""

RETURN = r"""
---
contact_channels:
  description: The channels found, each in the form of the options of M(oncall.incident_manager.contact_channel), sorted by person and name.
  returned: success
  type: list
  elements: dict
  sample:
    - contact: ada
      name: phone
      type: SMS
      address: "+1…(a41f)"
      active: true
details:
  description: What AWS adds and nobody can set, as C(person/channel).
  returned: success
  type: dict
  sample:
    ada/phone:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact-channel/ada/0d2ab6c5-3f8f-4f4a-9b4e-8a3ac54c0d9c
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    hide_addresses,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.info_people import channels_info

ARGUMENT_SPEC = {
    "contacts": {"type": "list", "elements": "str", "required": True},
    "redaction_key": {"type": "str", "no_log": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    hide_addresses(module, module.params["contacts"])
    with failing_well(module):
        module.exit_json(changed=False, **channels_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
