#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact_info
short_description: Read people who can be paged by AWS Incident Manager
version_added: 0.2.0
description:
  - Reads people with their devices, engagement plans and tags. Digests stand for phone numbers and addresses.
  - What it returns can be given to M(oncall.incident_manager.contact) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContact), C(ssm-contacts:ListContactChannels), C(ssm-contacts:ListContacts),
    C(ssm-contacts:ListTagsForResource)."
options:
  aliases:
    description:
      - The aliases of people. One that does not exist is left out of the answer.
      - Without it, all are returned, or those of O(alias_prefix).
    type: list
    elements: str
  alias_prefix:
    description: How the aliases begin.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.objects.redaction
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact
"""

EXAMPLES = r"""
---
- name: Read Ada and Grace
  oncall.incident_manager.contact_info:
    aliases: [ada, grace]
  register: people

- name: Name the devices that are not activated
  ansible.builtin.debug:
    msg: "{{ item.key }}: {{ item.value.channels | dict2items | rejectattr('value.activated') | map(attribute='key') | join(', ') }}"
  loop: "{{ people.details | dict2items }}"

- name: Write Ada back as she is, which changes nothing
  oncall.incident_manager.contact:
    alias: "{{ ada.alias }}"
    display_name: "{{ ada.display_name }}"
    channels: "{{ ada.channels }}"
    engagement_plan: "{{ ada.engagement_plan }}"
    tags: "{{ ada.tags }}"
  vars:
    ada: "{{ people.contacts | selectattr('alias', 'eq', 'ada') | first }}"
"""

RETURN = r"""
---
contacts:
  description: The people found, each in the form of the options of M(oncall.incident_manager.contact), sorted by name.
  returned: success
  type: list
  elements: dict
  sample:
    - alias: ada
      display_name: Ada Lovelace
      channels: [{"name": "phone", "type": "SMS", "address": "+1…(a41f)"}]
      engagement_plan: [{"duration_in_minutes": 5, "channels": [{"name": "phone", "retry_interval_in_minutes": 2}]}]
      tags: {"cost-center": "4711"}
details:
  description: What AWS adds and nobody can set, by name.
  returned: success
  type: dict
  sample:
    ada:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada
      channels:
        phone:
          arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact-channel/ada/0d2ab6c5-3f8f-4f4a-9b4e-8a3ac54c0d9c
          activated: true
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    hide_addresses,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.info_people import contacts_info

ARGUMENT_SPEC = {
    "aliases": {"type": "list", "elements": "str"},
    "alias_prefix": {"type": "str"},
    "redaction_key": {"type": "str", "no_log": True},
}
MUTUALLY_EXCLUSIVE = [("aliases", "alias_prefix")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    hide_addresses(module, module.params["aliases"])
    with failing_well(module):
        module.exit_json(changed=False, **contacts_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
