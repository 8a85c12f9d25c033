#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: escalation_plan_info
short_description: Read escalation plans of AWS Incident Manager
version_added: 0.2.0
description:
  - Reads escalation plans with the aliases of their targets, whether these still exist or not.
  - What it returns can be given to M(oncall.incident_manager.escalation_plan) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContact), C(ssm-contacts:ListContacts), C(ssm-contacts:ListTagsForResource)."
options:
  aliases:
    description:
      - The aliases of escalation plans. One that does not exist is left out of the answer.
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
  - module: oncall.incident_manager.escalation_plan
"""

EXAMPLES = r"""
---
- name: Read every escalation plan
  oncall.incident_manager.escalation_plan_info:
"""

RETURN = r"""
---
escalation_plans:
  description: The escalation plans found, each in the form of the options of M(oncall.incident_manager.escalation_plan), sorted by name.
  returned: success
  type: list
  elements: dict
  sample:
    - alias: web
      display_name: Website
      stages: [{"duration_in_minutes": 10, "page": [{"contact": "platform-oncall", "is_essential": true}]}]
      tags: {"cost-center": "4711"}
details:
  description: What AWS adds and nobody can set, by name.
  returned: success
  type: dict
  sample:
    web:
      arn: arn:aws:ssm-contacts:us-east-1:123456789012:contact/web
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.info_escalation_plans import (
    escalation_plans_info,
)

ARGUMENT_SPEC = {
    "aliases": {"type": "list", "elements": "str"},
    "alias_prefix": {"type": "str"},
}
MUTUALLY_EXCLUSIVE = [("aliases", "alias_prefix")]


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=MUTUALLY_EXCLUSIVE)
    with failing_well(module):
        module.exit_json(changed=False, **escalation_plans_info(module.params, connector(module)()))


if __name__ == "__main__":
    main()
