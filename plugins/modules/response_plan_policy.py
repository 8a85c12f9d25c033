#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: response_plan_policy
short_description: Manage the policies that share a response plan of AWS Incident Manager
version_added: 0.2.0
description:
  - A policy of a response plan says which other accounts may use it, with all its past and future incidents. There may be several,
    each with an id that AWS makes up. This module knows a policy by what it says.
  - A policy is only added where none says the same. Order, single values instead of lists, and an account's number instead of the
    ARN of its root make no difference.
  - AWS Resource Access Manager (RAM) makes policies of its own for what it shares. Their statements have a C(Sid) that begins with
    the id of the resource share. They are only removed when O(policy_id) or O(policy) names them, which is better left to RAM.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-incidents:GetResourcePolicies), C(ssm-incidents:ListReplicationSets),
    C(ssm-incidents:PutResourcePolicy); and with O(policy_id) or O(purge_policies=true)
    C(ssm-incidents:DeleteResourcePolicy)."
  - "IAM actions for O(state=absent): C(ssm-incidents:DeleteResourcePolicy), C(ssm-incidents:GetResourcePolicies),
    C(ssm-incidents:ListReplicationSets)."
  - AWS cannot change a policy. A changed one is added under a new id before the former one is removed.
options:
  state:
    description: Whether the response plan shall have the policy.
    type: str
    choices: [present, absent]
    default: present
  response_plan:
    description: The name of the response plan, which must exist. 1 to 200 letters without accents, digits, C(_) and C(-).
    type: str
    required: true
  policy:
    description:
      - The policy document, as a mapping or as JSON, at most 4000 characters when written as JSON without spaces.
      - Required with O(state=present). With O(state=absent), every policy that says the same is removed.
    type: json
  policy_id:
    description:
      - With O(state=present), the id of a policy in whose place O(policy) is put. Where there is none of this id any more, this
        makes no difference.
      - With O(state=absent), the id of a policy to remove.
    type: str
  purge_policies:
    description:
      - With O(state=present), whether to remove all other policies of the response plan, except those that RAM made.
    type: bool
    default: false
extends_documentation_fragment:
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.response_plan_policy_info
  - module: oncall.incident_manager.response_plan
  - module: oncall.incident_manager.contact_policy
"""

EXAMPLES = r"""
---
- name: Let another account start incidents from the response plan, and nobody else
  oncall.incident_manager.response_plan_policy:
    response_plan: platform-critical
    policy:
      Version: "2012-10-17"
      Statement:
        - Sid: StartIncidents
          Effect: Allow
          Principal:
            AWS: "222233334444"
          Action:
            - ssm-incidents:GetResponsePlan
            - ssm-incidents:StartIncident
          Resource:
            - arn:aws:ssm-incidents:*:123456789012:response-plan/platform-critical
            - arn:aws:ssm-incidents:*:123456789012:incident-record/platform-critical/*
    purge_policies: true
  register: shared

- name: Stop sharing
  oncall.incident_manager.response_plan_policy:
    response_plan: platform-critical
    policy_id: "{{ shared.policy_id }}"
    state: absent
"""

RETURN = r"""
---
arn:
  description: The ARN of the response plan; empty where there is none.
  returned: success
  type: str
  sample: arn:aws:ssm-incidents::123456789012:response-plan/platform-critical
policy_id:
  description: The id of the policy; empty where it would only be added.
  returned: when state is present
  type: str
  sample: be8b57191f0371f1c6827341aa3f0a03
before:
  description:
    - The policy as it was, or the one that it takes the place of, in the form of the options; empty where there was none.
    - Policies are shown in one form, which has lists for single values, and the number of an account for the ARN of its root.
  returned: success
  type: dict
  sample: {}
after:
  description: The policy as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    response_plan: platform-critical
    policy:
      Version: "2012-10-17"
      Statement:
        - Sid: StartIncidents
          Effect: Allow
          Principal: {"AWS": ["222233334444"]}
          Action: ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"]
          Resource: ["arn:aws:ssm-incidents:*:123456789012:response-plan/platform-critical"]
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: delete
      kind: response_plan_policy
      name: platform-critical/be8b57191f0371f1c6827341aa3f0a03
      team:
      changes:
        - field: policy
          before: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["222233334444"]}}]}
          after:
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "+ response plan policy platform-critical  policy Version=2012-10-17, Statement=Effect=Allow, Principal=AWS=222233334444"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: response_plan
      value: "'platform-critcal'"
      rule: does not exist in the account
      way_out: create it first, or correct the name
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.policies import run_response_plan_policy

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "response_plan": {"type": "str", "required": True},
    "policy": {"type": "json"},
    "policy_id": {"type": "str"},
    "purge_policies": {"type": "bool", "default": False},
}
REQUIRED_IF = [("state", "present", ("policy",)), ("state", "absent", ("policy", "policy_id"), True)]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, required_if=REQUIRED_IF)
    with failing_well(module):
        finish(module, run_response_plan_policy(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
