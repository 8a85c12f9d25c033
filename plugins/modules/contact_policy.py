#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: contact_policy
short_description: Manage the policy that shares a contact of AWS Incident Manager
version_added: 0.2.0
description:
  - The policy of a person, on-call schedule or escalation plan says which other accounts may engage it. There is one at most.
  - A policy is only written where it says something else than the one that is there. Order, single values instead of lists, and
    an account's number instead of the ARN of its root make no difference.
  - AWS has no way to remove the policy of a contact again, so there is no C(state). A policy that denies, or deleting the
    contact, is all that is left then.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContactPolicy), C(ssm-contacts:ListContacts), C(ssm-contacts:PutContactPolicy)."
options:
  contact:
    description: The alias of a person, on-call schedule or escalation plan. 1 to 255 lower-case letters, digits, C(_) and C(-).
    type: str
    required: true
  policy:
    description:
      - The policy document, as a mapping or as JSON, at most 395000 characters when written as JSON without spaces.
      - It replaces the one that is there as a whole.
    type: json
    required: true
extends_documentation_fragment:
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.contact_policy_info
  - module: oncall.incident_manager.response_plan_policy
"""

EXAMPLES = r"""
---
- name: Let another account engage Ada
  oncall.incident_manager.contact_policy:
    contact: ada
    policy:
      Version: "2012-10-17"
      Statement:
        - Sid: EngageAda
          Effect: Allow
          Principal:
            AWS: "222233334444"
          Action:
            - ssm-contacts:GetContact
            - ssm-contacts:StartEngagement
            - ssm-contacts:DescribeEngagement
            - ssm-contacts:ListPagesByContact
          Resource:
            - arn:aws:ssm-contacts:*:123456789012:contact/ada
            - arn:aws:ssm-contacts:*:123456789012:engagement/ada/*
"""

RETURN = r"""
---
arn:
  description: The ARN of the contact.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada
before:
  description:
    - The policy as it was, in the form of the options; empty where there was none.
    - Policies are shown in one form, which has lists for single values, and the number of an account for the ARN of its root.
  returned: success
  type: dict
  sample: {}
after:
  description: The policy as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    contact: ada
    policy:
      Version: "2012-10-17"
      Statement:
        - Sid: EngageAda
          Effect: Allow
          Principal: {"AWS": ["222233334444"]}
          Action: ["ssm-contacts:GetContact", "ssm-contacts:StartEngagement"]
          Resource: ["arn:aws:ssm-contacts:*:123456789012:contact/ada"]
plan:
  description: What was done, or in check mode would be done.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: contact_policy
      name: ada
      team:
      changes:
        - field: policy
          before: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["222233334444"]}}]}
          after: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["333344445555"]}}]}
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ contact policy ada  policy.Statement[0].Principal.AWS: 222233334444 -> 333344445555"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: policy.Statement
      value: ""
      rule: is required
      way_out: add it
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.policies import run_contact_policy

ARGUMENT_SPEC = {
    "contact": {"type": "str", "required": True},
    "policy": {"type": "json", "required": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        finish(module, run_contact_policy(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
