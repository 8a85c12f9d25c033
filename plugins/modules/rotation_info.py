#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: rotation_info
short_description: Read rotations of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads rotations with their members, recurrences and tags. For shifts see M(oncall.incident_manager.rotation_shift_info).
  - What it returns can be given to M(oncall.incident_manager.rotation) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetRotation), C(ssm-contacts:ListRotations), C(ssm-contacts:ListTagsForResource)."
options:
  names:
    description:
      - The names of rotations. One that does not exist is left out of the answer.
      - Without it, all are returned, or those of O(name_prefix).
    type: list
    elements: str
  name_prefix:
    description: How the names begin.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.rotation
"""

EXAMPLES = r"""
---
- name: Read the primary rotation
  oncall.incident_manager.rotation_info:
    names: [platform-primary]

- name: Read the rotations of the platform team
  oncall.incident_manager.rotation_info:
    name_prefix: platform-
"""

RETURN = r"""
---
rotations:
  description: The rotations found, each in the form of the options of M(oncall.incident_manager.rotation), sorted by name.
  returned: success
  type: list
  elements: dict
  sample:
    - name: platform-primary
      members: [ada, grace]
      start_time: "2026-01-06T13:00"
      time_zone_id: America/New_York
      recurrence:
        weekly: [{"day": "TUE", "time": "13:00"}]
        recurrence_multiplier: 1
        number_of_on_calls: 1
        shift_coverages: {}
      tags: {"team": "platform"}
details:
  description: What AWS adds and nobody can set, by name.
  returned: success
  type: dict
  sample:
    platform-primary:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:rotation/platform-primary
      start_instant: "2026-01-06T18:00:00Z"
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.info_rotations import rotations_info

ARGUMENT_SPEC = {
    "names": {"type": "list", "elements": "str"},
    "name_prefix": {"type": "str"},
}
MUTUALLY_EXCLUSIVE = [("names", "name_prefix")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    with failing_well(module):
        module.exit_json(changed=False, **rotations_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
