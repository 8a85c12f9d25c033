#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: oncall_schedule
short_description: Manage an on-call schedule of AWS Incident Manager
version_added: 0.2.0
description:
  - An on-call schedule is what escalation plans and response plans page. Its rotations are on call together, or one after the
    other.
  - An option that is left out is not touched; an empty value makes it empty.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:CreateContact), C(ssm-contacts:GetContact), C(ssm-contacts:GetRotation),
    C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotations), C(ssm-contacts:ListTagsForResource),
    C(ssm-contacts:TagResource), C(ssm-contacts:UntagResource), C(ssm-contacts:UpdateContact)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteContact), C(ssm-contacts:GetContact), C(ssm-contacts:GetRotation),
    C(ssm-contacts:ListContacts), C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListResponsePlans); and with
    O(force=true) C(ssm-contacts:UpdateContact), C(ssm-incidents:UpdateResponsePlan)."
options:
  alias:
    description:
      - What plans know the schedule by. 1 to 255 lower-case letters, digits, C(_) and C(-). AWS cannot change it.
    type: str
    required: true
  display_name:
    description:
      - The name for people, at most 255 letters, digits, spaces and C(_ . -).
    type: str
  rotations:
    description:
      - The names of the rotations, in order, at most 8. Required to create the schedule.
      - An empty list means that nobody is on call. Deleting a schedule does not delete its rotations.
    type: list
    elements: str
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.contact_tags
  - oncall.incident_manager.objects.force
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.oncall_schedule_info
  - module: oncall.incident_manager.rotation
  - module: oncall.incident_manager.oncall_info
"""

EXAMPLES = r"""
---
- name: Put the primary and the secondary rotation on call
  oncall.incident_manager.oncall_schedule:
    alias: website-oncall
    display_name: Website on call
    rotations: [platform-primary, platform-secondary]
    tags:
      cost-center: "4711"

- name: Delete a schedule that nothing refers to any more
  oncall.incident_manager.oncall_schedule:
    alias: website-oncall
    state: absent
"""

RETURN = r"""
---
arn:
  description: The ARN of the schedule; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:contact/platform-oncall
before:
  description: The schedule as it was, in the form of the options; empty where there was none. Tags only where O(tags) is given.
  returned: success
  type: dict
  sample: {}
after:
  description: The schedule as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    alias: platform-oncall
    display_name: Platform on call
    rotations: [platform-primary, platform-secondary]
    tags: {"cost-center": "4711"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: oncall_schedule
      name: platform-oncall
      team:
      changes: [{"field": "rotations", "before": ["platform-primary"], "after": ["platform-primary", "platform-secondary"]}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ oncall schedule platform-oncall  rotations: platform-primary -> platform-primary, platform-secondary"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: rotations[0]
      value: "'platform-primry'"
      rule: does not exist in the account
      way_out: create it first, or correct the name
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.schedules import run

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "alias": {"type": "str", "required": True},
    "display_name": {"type": "str"},
    "rotations": {"type": "list", "elements": "str"},
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
