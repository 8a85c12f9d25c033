#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: response_plan_info
short_description: Read response plans of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads response plans with their tags, without those that other accounts share with this one.
  - What it returns can be given to M(oncall.incident_manager.response_plan) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListReplicationSets), C(ssm-incidents:ListResponsePlans),
    C(ssm-incidents:ListTagsForResource)."
options:
  names:
    description:
      - The names of response plans. One that does not exist is left out of the answer.
      - Without it, all are returned.
    type: list
    elements: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.response_plan
"""

EXAMPLES = r"""
---
- name: Read a response plan
  oncall.incident_manager.response_plan_info:
    names: [platform-critical]
  register: read

- name: Show whom it engages
  ansible.builtin.debug:
    msg: "{{ read.response_plans[0].engage | join(', ') }}"

- name: Make one that engages the same, for less urgent incidents
  oncall.incident_manager.response_plan:
    name: platform-minor
    title: "{{ read.response_plans[0].title }}"
    impact: 4
    engage: "{{ read.response_plans[0].engage }}"
"""

RETURN = r"""
---
response_plans:
  description:
    - The response plans found, each in the form of the options of M(oncall.incident_manager.response_plan), sorted by name.
  returned: success
  type: list
  elements: dict
  sample:
    - name: platform-critical
      display_name: Platform critical
      title: The platform is down
      impact: 1
      summary: Begin with the dashboard of the platform.
      dedupe_string: platform
      incident_tags: {"service": "platform"}
      notification_targets: []
      chat_channel: ["arn:aws:sns:us-east-1:123456789012:platform-chat"]
      engage: [platform]
      ssm_automation: {}
      pager_duty: {}
      tags: {"cost-center": "4711"}
details:
  description: What AWS adds and nobody can set, by name.
  returned: success
  type: dict
  sample:
    platform-critical:
      arn: arn:aws:ssm-incidents::123456789012:response-plan/platform-critical
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.incident_info import response_plans_info

ARGUMENT_SPEC = {"names": {"type": "list", "elements": "str"}}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        module.exit_json(changed=False, **response_plans_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
