#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: rotation_shift_info
short_description: Tell the shifts of rotations, real ones or those of a definition that is not applied yet
version_added: 0.2.0
description:
  - Asks AWS for the shifts of rotations in an interval, overrides applied.
  - With O(definition), asks which shifts a rotation would have, before anything is changed.
  - AWS calculates them; the module does not.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:ListContacts), C(ssm-contacts:ListPreviewRotationShifts),
    C(ssm-contacts:ListRotationShifts), C(ssm-contacts:ListRotations)."
  - O(definition) needs C(ssm-contacts:ListContacts) and C(ssm-contacts:ListPreviewRotationShifts) only, rotations the others.
options:
  rotations:
    description:
      - The names of rotations. Without it, all rotations of the account, unless O(definition) is given.
      - Rotations that do not exist are listed in RV(missing); they are no error.
    type: list
    elements: str
  definition:
    description:
      - A rotation as it is written below C(rotations) of a team of M(oncall.incident_manager.teams), with C(members),
        C(start_time), C(time_zone_id) and C(recurrence), and checked like that.
      - Members need not exist.
    type: dict
  overrides:
    description:
      - Overrides to go with O(definition), of its members only. They need not exist.
    type: list
    elements: dict
    suboptions:
      contacts:
        description: The aliases of those who are on call instead. An empty list means nobody.
        type: list
        elements: str
        required: true
      start_time:
        description: When it begins, by the wall clock in the zone of the rotation, as V(2026-12-24T13:00), or with an offset.
        type: str
        required: true
      end_time:
        description: When it ends, in the same form, at least 30 minutes later.
        type: str
        required: true
  start_time:
    description:
      - The begin of the interval, by the wall clock in the zone of each rotation, as V(2026-12-24T13:00), or with an offset.
      - Without it, the time of the service; with a O(definition) that starts later, its start.
    type: str
  end_time:
    description:
      - The end of the interval, in the same form. Without it, O(days) decides.
    type: str
  days:
    description:
      - How many days from the begin are shown, 1 to 366.
    type: int
    default: 14
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.oncall_info
  - module: oncall.incident_manager.rotation
  - module: oncall.incident_manager.rotation_override
"""

EXAMPLES = r"""
---
- name: Read the shifts of the next 60 days
  oncall.incident_manager.rotation_shift_info:
    rotations: [platform-primary, platform-secondary]
    days: 60
  register: planned

- name: Show them
  ansible.builtin.debug:
    msg: "{{ planned.shifts_text.splitlines() }}"

- name: See what a daily rotation would be like, before there is one
  oncall.incident_manager.rotation_shift_info:
    definition:
      members: [ada, grace, alan]
      start_time: "{{ '%Y-%m-%dT09:00' | ansible.builtin.strftime(now().timestamp() + 7 * 86400) }}"
      time_zone_id: America/New_York
      recurrence: {daily: ["09:00"]}
    overrides:
      - contacts: [alan]
        start_time: "{{ '%Y-%m-%dT09:00' | ansible.builtin.strftime(now().timestamp() + 8 * 86400) }}"
        end_time: "{{ '%Y-%m-%dT18:00' | ansible.builtin.strftime(now().timestamp() + 8 * 86400) }}"
    days: 7
"""

RETURN = r"""
---
shifts:
  description:
    - The shifts that touch the interval, by rotation in the order asked for, then by time. Those that reach beyond it are whole.
  returned: success
  type: list
  elements: dict
  contains:
    rotation:
      description: Name of the rotation; empty for O(definition).
      type: str
      returned: always
      sample: platform-primary
    type:
      description: V(REGULAR), or V(OVERRIDDEN) where an override decides.
      type: str
      returned: always
      sample: OVERRIDDEN
    contacts:
      description: The aliases of those on call; nobody where it is empty.
      type: list
      elements: str
      returned: always
      sample: [grace]
    display_names:
      description: Their display names, or the alias of one who has none.
      type: list
      elements: str
      returned: always
      sample: [Grace Hopper]
    overridden_contacts:
      description: The aliases of those whom an override replaces.
      type: list
      elements: str
      returned: always
      sample: [ada]
    start_time:
      description: When it begins, UTC.
      type: str
      returned: always
      sample: "2026-12-24T14:00:00Z"
    end_time:
      description: When it ends, UTC.
      type: str
      returned: always
      sample: "2026-12-24T22:00:00Z"
    local_start_time:
      description: When it begins by the wall clock. In the hour that the clock shows twice, the second one has its offset.
      type: str
      returned: always
      sample: "2026-12-24T09:00"
    local_end_time:
      description: When it ends by the wall clock.
      type: str
      returned: always
      sample: "2026-12-24T17:00"
    time_zone_id:
      description: The zone of the wall clock, which is that of the rotation.
      type: str
      returned: always
      sample: America/New_York
shifts_text:
  description: The same as a table for reading; times are in the zone of each rotation.
  returned: success
  type: str
  sample: "ROTATION  FROM  UNTIL  ON CALL"
missing:
  description: Rotations asked for that do not exist.
  returned: success
  type: list
  elements: str
  sample: []
problems:
  description: Everything that is wrong with the options.
  returned: when nothing could be asked
  type: list
  elements: dict
  sample:
    - path: definition.recurrence
      value: ""
      rule: has none of daily, weekly and monthly
      way_out: keep exactly one of daily, weekly and monthly
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.shifts import shifts_info

ARGUMENT_SPEC = {
    "rotations": {"type": "list", "elements": "str"},
    "definition": {"type": "dict"},
    "overrides": {
        "type": "list",
        "elements": "dict",
        "options": {
            "contacts": {"type": "list", "elements": "str", "required": True},
            "start_time": {"type": "str", "required": True},
            "end_time": {"type": "str", "required": True},
        },
    },
    "start_time": {"type": "str"},
    "end_time": {"type": "str"},
    "days": {"type": "int", "default": 14},
}
MUTUALLY_EXCLUSIVE = [("rotations", "definition"), ("rotations", "overrides")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    with failing_well(module):
        module.exit_json(changed=False, **shifts_info(module.params, connector(module)))


if __name__ == "__main__":
    main()
