#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: oncall_schedule_info
short_description: Read on-call schedules of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads on-call schedules with the names of their rotations. A rotation that was deleted is shown as C((deleted rotation …)).
  - What it returns can be given to M(oncall.incident_manager.oncall_schedule) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContact), C(ssm-contacts:GetRotation), C(ssm-contacts:ListContacts),
    C(ssm-contacts:ListTagsForResource)."
options:
  aliases:
    description:
      - The aliases of on-call schedules. One that does not exist is left out of the answer.
      - Without it, all are returned, or those of O(alias_prefix).
    type: list
    elements: str
  alias_prefix:
    description: How the aliases begin.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.oncall_schedule
"""

EXAMPLES = r"""
---
- name: Read the schedules of the platform team
  oncall.incident_manager.oncall_schedule_info:
    alias_prefix: platform-
"""

RETURN = r"""
---
oncall_schedules:
  description: The on-call schedules found, each in the form of the options of M(oncall.incident_manager.oncall_schedule), sorted by name.
  returned: success
  type: list
  elements: dict
  sample:
    - alias: platform-oncall
      display_name: Platform on call
      rotations: [platform-primary, platform-secondary]
      tags: {"cost-center": "4711"}
details:
  description: What AWS adds and nobody can set, by name.
  returned: success
  type: dict
  sample:
    platform-oncall:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact/platform-oncall
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.info_rotations import schedules_info

ARGUMENT_SPEC = {
    "aliases": {"type": "list", "elements": "str"},
    "alias_prefix": {"type": "str"},
}
MUTUALLY_EXCLUSIVE = [("aliases", "alias_prefix")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    with failing_well(module):
        module.exit_json(changed=False, **schedules_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
