#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact_policy_info
short_description: Read the policies that share contacts of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads the policies of people, on-call schedules and escalation plans.
  - What it returns can be given to M(oncall.incident_manager.contact_policy) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContactPolicy), C(ssm-contacts:ListContacts)."
options:
  contacts:
    description:
      - The aliases of people, on-call schedules and escalation plans. One that does not exist is left out of the answer.
      - Without it, the policies of all are returned.
    type: list
    elements: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact_policy
"""

EXAMPLES = r"""
---
- name: Read all policies
  oncall.incident_manager.contact_policy_info:
  register: read

- name: Name what is shared
  ansible.builtin.debug:
    msg: "{{ read.contact_policies | map(attribute='contact') | join(', ') }}"

- name: Give Grace the policies that Ada has
  oncall.incident_manager.contact_policy:
    contact: grace
    policy: "{{ item.policy | to_json | replace('/ada', '/grace') }}"
  loop: "{{ read.contact_policies | selectattr('contact', 'eq', 'ada') }}"
"""

RETURN = r"""
---
contact_policies:
  description:
    - The policies found, each in the form of the options of M(oncall.incident_manager.contact_policy), sorted by alias.
    - Contacts without a policy are not among them, but in RV(details).
  returned: success
  type: list
  elements: dict
  sample:
    - contact: ada
      policy:
        Version: "2012-10-17"
        Statement:
          - Sid: EngageAda
            Effect: Allow
            Principal: {"AWS": ["222233334444"]}
            Action: ["ssm-contacts:GetContact", "ssm-contacts:StartEngagement"]
            Resource: ["arn:aws:ssm-contacts:*:123456789012:contact/ada"]
details:
  description: The ARNs of the contacts, by alias, and whether they have a policy.
  returned: success
  type: dict
  sample:
    ada:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada
      has_policy: true
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.incident_info import (
    contact_policies_info,
)

ARGUMENT_SPEC = {"contacts": {"type": "list", "elements": "str"}}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        module.exit_json(changed=False, **contact_policies_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
