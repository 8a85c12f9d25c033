#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: rotation_override_info
short_description: Read the overrides of a rotation of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads the overrides that touch an interval, or the one with an id.
  - What it returns can be given to M(oncall.incident_manager.rotation_override) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetRotationOverride), C(ssm-contacts:ListRotationOverrides),
    C(ssm-contacts:ListRotations)."
  - Only O(override_id) needs C(ssm-contacts:GetRotationOverride). Rotations of 25 members or more need
    C(ssm-contacts:GetRotation).
options:
  rotation:
    description:
      - The name of the rotation. One that does not exist has no overrides.
    type: str
    required: true
  start_time:
    description:
      - The begin of the interval, by the wall clock in the zone of the rotation, as V(2026-12-24T13:00), or with an offset.
      - Without it, the time of the service. Overrides that are over stay with AWS; to see them, give an earlier time.
    type: str
  end_time:
    description:
      - The end of the interval, in the same form.
      - Without it, 6 months ahead of the time of the service, or of O(start_time) where that is later. No override begins later
        than 6 months ahead.
    type: str
  override_id:
    description:
      - By what AWS knows an override. One that does not exist is left out of the answer.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.rotation_override
  - module: oncall.incident_manager.rotation_shift_info
"""

EXAMPLES = r"""
---
- name: Read what is agreed on for the primary rotation from now on
  oncall.incident_manager.rotation_override_info:
    rotation: platform-primary
  register: agreed

- name: Say the same again, which changes nothing
  oncall.incident_manager.rotation_override:
    rotation: "{{ item.rotation }}"
    contacts: "{{ item.contacts }}"
    start_time: "{{ item.start_time }}"
    end_time: "{{ item.end_time }}"
  loop: "{{ agreed.rotation_overrides }}"

- name: Read what was, since the beginning of 2026
  oncall.incident_manager.rotation_override_info:
    rotation: platform-primary
    start_time: "2026-01-01"
    end_time: "{{ '%Y-%m-%dT%H:%M' | ansible.builtin.strftime(now().timestamp()) }}"
"""

RETURN = r"""
---
rotation_overrides:
  description: The overrides found, each in the form of the options of M(oncall.incident_manager.rotation_override), sorted by time.
  returned: success
  type: list
  elements: dict
  sample:
    - rotation: platform-primary
      contacts: [grace]
      start_time: "2026-12-24T09:00"
      end_time: "2026-12-24T17:00"
details:
  description: What AWS adds and nobody can set, and the times as instants (UTC), by the id of the override.
  returned: success
  type: dict
  sample:
    8d0ff5a2-1f3a-4f6e-9b0c-2c5a8a6f1b7d:
      contacts: [grace]
      start_instant: "2026-12-24T14:00:00Z"
      end_instant: "2026-12-24T22:00:00Z"
      create_time: "2026-11-24T15:30:00Z"
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.overrides import overrides_info

ARGUMENT_SPEC = {
    "rotation": {"type": "str", "required": True},
    "start_time": {"type": "str"},
    "end_time": {"type": "str"},
    "override_id": {"type": "str"},
}
MUTUALLY_EXCLUSIVE = [("override_id", "start_time"), ("override_id", "end_time")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    with failing_well(module):
        module.exit_json(changed=False, **overrides_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
