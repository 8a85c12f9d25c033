#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: escalation_plan
short_description: Manage an escalation plan of AWS Incident Manager
version_added: 0.2.0
description:
  - An escalation plan pages people and on-call schedules, stage after stage, until somebody acknowledges.
  - An option that is left out is not touched; an empty value makes it empty.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:CreateContact), C(ssm-contacts:GetContact),
    C(ssm-contacts:ListContacts), C(ssm-contacts:ListTagsForResource), C(ssm-contacts:TagResource),
    C(ssm-contacts:UntagResource), C(ssm-contacts:UpdateContact)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteContact), C(ssm-contacts:GetContact),
    C(ssm-contacts:ListContacts), C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListResponsePlans)."
  - "IAM actions for O(force=true), besides: C(ssm-incidents:UpdateResponsePlan)."
options:
  alias:
    description:
      - What response plans know the escalation plan by. 1 to 255 lower-case letters, digits, C(_) and C(-). AWS cannot change it.
    type: str
    required: true
  display_name:
    description:
      - The name for people, at most 255 letters, digits, spaces and C(_ . -).
    type: str
  stages:
    description:
      - The stages, in order. Required to create the escalation plan. The first begins with the engagement.
      - A plan that reaches nobody is possible, and the module warns.
    type: list
    elements: dict
    suboptions:
      duration_in_minutes:
        description: How long to wait before the next stage, 0 to 30 minutes. 0 is for a stage that pages somebody.
        type: int
        default: 0
      page:
        description:
          - Whom to page at the beginning of the stage, by the alias of a person or an on-call schedule. Without anybody, the stage
            only waits.
          - An entry may be a mapping of C(contact) and C(is_essential), where targets of one stage differ.
        type: list
        elements: raw
      is_essential:
        description: Whether an acknowledgement by a target of this stage stops the plan.
        type: bool
        default: false
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.contact_tags
  - oncall.incident_manager.objects.force
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.escalation_plan_info
  - module: oncall.incident_manager.response_plan
"""

EXAMPLES = r"""
---
- name: Page the schedule, and Grace when nobody answers for 10 minutes
  oncall.incident_manager.escalation_plan:
    alias: web
    display_name: Website
    stages:
      - duration_in_minutes: 10
        page: [platform-oncall]
        is_essential: true
      - page: [grace]
    tags:
      cost-center: "4711"

- name: Page Ada together with Grace, whose answer alone stops the plan
  oncall.incident_manager.escalation_plan:
    alias: web
    stages:
      - duration_in_minutes: 5
        page:
          - {contact: grace, is_essential: true}
          - {contact: ada, is_essential: false}
      - page: [platform-oncall]

- name: Delete an escalation plan, also where a response plan engages it
  oncall.incident_manager.escalation_plan:
    alias: web
    state: absent
    force: true
"""

RETURN = r"""
---
arn:
  description: The ARN of the escalation plan; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:contact/web
before:
  description: The escalation plan as it was, in the form of the options; empty where there was none. Tags only where O(tags) is given.
  returned: success
  type: dict
  sample: {}
after:
  description: The escalation plan as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    alias: web
    display_name: Website
    stages:
      - duration_in_minutes: 10
        page: [{"contact": "platform-oncall", "is_essential": true}]
      - duration_in_minutes: 0
        page: [{"contact": "grace", "is_essential": false}]
    tags: {"cost-center": "4711"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: escalation_plan
      name: web
      team:
      changes: [{"field": "display_name", "before": "Web", "after": "Website"}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ escalation plan web  display_name: Web -> Website"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: stages[1].page[0]
      value: "'gracee'"
      rule: does not exist in the account
      way_out: create it first, or correct the alias
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.escalation_plans import run

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "alias": {"type": "str", "required": True},
    "display_name": {"type": "str"},
    "stages": {
        "type": "list",
        "elements": "dict",
        "options": {
            "duration_in_minutes": {"type": "int", "default": 0},
            "page": {"type": "list", "elements": "raw"},
            "is_essential": {"type": "bool", "default": False},
        },
    },
    "tags": {"type": "dict", "aliases": ["resource_tags"]},
    "purge_tags": {"type": "bool", "default": True},
    "force": {"type": "bool", "default": False},
    "allow_empty": {"type": "bool", "default": False},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
