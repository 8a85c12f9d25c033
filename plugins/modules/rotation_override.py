#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: rotation_override
short_description: Put other people on call in a rotation of AWS Incident Manager for a while
version_added: 0.2.0
description:
  - An override replaces everybody who would be on call in a rotation between two instants. Those who go on have to be in
    O(contacts) as well.
  - AWS cannot change an override. It is known by its rotation, times and people together, so another time or another person is
    another override.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:CreateRotationOverride),
    C(ssm-contacts:ListPreviewRotationShifts), C(ssm-contacts:ListRotationOverrides),
    C(ssm-contacts:ListRotationShifts), C(ssm-contacts:ListRotations); and with O(replace_overlapping=true)
    C(ssm-contacts:DeleteRotationOverride)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteRotationOverride),
    C(ssm-contacts:ListPreviewRotationShifts), C(ssm-contacts:ListRotationOverrides),
    C(ssm-contacts:ListRotationShifts), C(ssm-contacts:ListRotations)."
  - Only check mode needs C(ssm-contacts:ListPreviewRotationShifts).
  - Rotations of 25 members or more need C(ssm-contacts:GetRotation), since lists do not show all of them.
  - That people are members, the 30 minutes and the 6 months are what the console of AWS asks for. AWS does not publish what its
    API does, so the module asks for the same. An override that is there already stays, whoever made it.
options:
  rotation:
    description:
      - The name of the rotation.
    type: str
    required: true
  contacts:
    description:
      - The aliases of the people who are on call instead, 0 to 30 members of the rotation. Their order means nothing.
      - An empty list means that nobody is on call.
    type: list
    elements: str
    required: true
  start_time:
    description:
      - When it begins, by the wall clock in the zone of the rotation, as V(2026-12-24T13:00). A time with an offset is that
        instant, as V(2026-12-24T18:00:00Z).
      - At most 6 months ahead of the time of the service.
    type: str
    required: true
  end_time:
    description:
      - When it ends, in the same form, at least 30 minutes after O(start_time).
    type: str
    required: true
  replace_overlapping:
    description:
      - Whether to delete other overrides of the rotation that overlap the time. Each goes as a whole, also the part of its time
        that the new one does not cover.
      - The new override is made before the others are deleted, so that no time is without one. AWS does not publish whether it
        takes overrides that overlap; where it refuses, the module fails and nothing has changed.
      - Without it, the module fails and names the overrides that overlap.
    type: bool
    default: false
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.rotation_override_info
  - module: oncall.incident_manager.rotation_shift_info
  - module: oncall.incident_manager.rotation
"""

EXAMPLES = r"""
---
- name: Have Grace stand in over a day in two weeks
  oncall.incident_manager.rotation_override:
    rotation: platform-primary
    contacts: [grace]
    start_time: "{{ '%Y-%m-%dT09:00' | ansible.builtin.strftime(now().timestamp() + 14 * 86400) }}"
    end_time: "{{ '%Y-%m-%dT17:00' | ansible.builtin.strftime(now().timestamp() + 14 * 86400) }}"
  register: stand_in

- name: Show who is on call then
  ansible.builtin.debug:
    var: stand_in.shifts

- name: Have Ada stand in over three days instead, whatever was agreed on before
  oncall.incident_manager.rotation_override:
    rotation: platform-primary
    contacts: [ada]
    start_time: "{{ '%Y-%m-%d' | ansible.builtin.strftime(now().timestamp() + 13 * 86400) }}"
    end_time: "{{ '%Y-%m-%d' | ansible.builtin.strftime(now().timestamp() + 16 * 86400) }}"
    replace_overlapping: true

- name: Go back to the regular shifts
  oncall.incident_manager.rotation_override:
    rotation: platform-primary
    contacts: [ada]
    start_time: "{{ '%Y-%m-%d' | ansible.builtin.strftime(now().timestamp() + 13 * 86400) }}"
    end_time: "{{ '%Y-%m-%d' | ansible.builtin.strftime(now().timestamp() + 16 * 86400) }}"
    state: absent
"""

RETURN = r"""
---
override_id:
  description: By what AWS knows the override; empty where there is none, or it would only be created.
  returned: success
  type: str
  sample: 8d0ff5a2-1f3a-4f6e-9b0c-2c5a8a6f1b7d
arn:
  description: The ARN of the rotation; empty where there is none.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:rotation/4f0f0d5b-6c1e-4a39-9f5c-0d1a2b3c4d5e
before:
  description: The override as it was, in the form of the options; empty where there was none.
  returned: success
  type: dict
  sample: {}
after:
  description: The override as it is, or in check mode would be; times by the wall clock in the zone of the rotation.
  returned: success
  type: dict
  sample: {"rotation": "platform-primary", "contacts": ["grace"], "start_time": "2026-12-24T09:00", "end_time": "2026-12-24T17:00"}
shifts:
  description:
    - The shifts that touch the time of the override, after the change. Those that reach beyond it are whole.
    - In check mode, those that AWS foretells.
  returned: success
  type: list
  elements: dict
  sample:
    - contacts: [grace]
      start_time: "2026-12-24T14:00:00Z"
      end_time: "2026-12-24T22:00:00Z"
      overridden_contacts: [ada]
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: create
      kind: rotation_override
      name: platform-primary 2026-12-24T09:00 to 2026-12-24T17:00
      team:
      changes: [{"field": "contacts", "before": null, "after": ["grace"]}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "+ rotation override platform-primary 2026-12-24T09:00 to 2026-12-24T17:00  contacts grace"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: contacts[0]
      value: "'alan'"
      rule: is not a member of the rotation
      way_out: its members are ada, grace; add them to the rotation first
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.overrides import run

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "rotation": {"type": "str", "required": True},
    "contacts": {"type": "list", "elements": "str", "required": True},
    "start_time": {"type": "str", "required": True},
    "end_time": {"type": "str", "required": True},
    "replace_overlapping": {"type": "bool", "default": False},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
