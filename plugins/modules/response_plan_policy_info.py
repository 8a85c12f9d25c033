#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: response_plan_policy_info
short_description: Read the policies that share response plans of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads the policies of response plans, also those that AWS Resource Access Manager (RAM) made.
  - What it returns can be given to M(oncall.incident_manager.response_plan_policy) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-incidents:GetResourcePolicies), C(ssm-incidents:ListReplicationSets),
    C(ssm-incidents:ListResponsePlans)."
options:
  response_plans:
    description:
      - The names of response plans. One that does not exist is left out of the answer.
      - Without it, the policies of all are returned.
    type: list
    elements: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.response_plan_policy
"""

EXAMPLES = r"""
---
- name: Read the policies of a response plan
  oncall.incident_manager.response_plan_policy_info:
    response_plans: [platform-critical]
  register: read

- name: Remove the policies that RAM did not make
  oncall.incident_manager.response_plan_policy:
    response_plan: platform-critical
    policy_id: "{{ item.policy_id }}"
    state: absent
  loop: "{{ read.details['platform-critical'].policies | rejectattr('made_by_ram') }}"
"""

RETURN = r"""
---
response_plan_policies:
  description:
    - The policies found, each in the form of the options of M(oncall.incident_manager.response_plan_policy), sorted by the name of
      the response plan.
  returned: success
  type: list
  elements: dict
  sample:
    - response_plan: platform-critical
      policy:
        Version: "2012-10-17"
        Statement:
          - Sid: StartIncidents
            Effect: Allow
            Principal: {"AWS": ["222233334444"]}
            Action: ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"]
            Resource: ["arn:aws:ssm-incidents:*:123456789012:response-plan/platform-critical"]
details:
  description: What AWS adds and nobody can set, by response plan. The policies of each are in the order of RV(response_plan_policies).
  returned: success
  type: dict
  sample:
    platform-critical:
      arn: arn:aws:ssm-incidents::123456789012:response-plan/platform-critical
      policies:
        - policy_id: be8b57191f0371f1c6827341aa3f0a03
          ram_resource_share_region: us-east-1
          made_by_ram: false
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.incident_info import (
    response_plan_policies_info,
)

ARGUMENT_SPEC = {"response_plans": {"type": "list", "elements": "str"}}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        module.exit_json(changed=False, **response_plan_policies_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
