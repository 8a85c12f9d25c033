#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: replication_set_info
short_description: Read the replication set that enables AWS Incident Manager in an account
version_added: 0.2.0
description:
  - Reads the replication set of the account with its tags. An account that has none is no error.
  - What it returns can be given to M(oncall.incident_manager.replication_set) as it is, which then changes nothing.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-incidents:GetReplicationSet), C(ssm-incidents:ListReplicationSets),
    C(ssm-incidents:ListTagsForResource)."
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.replication_set
"""

EXAMPLES = r"""
---
- name: Read the replication set
  oncall.incident_manager.replication_set_info:
  register: read

- name: Stop where Incident Manager is not enabled
  ansible.builtin.assert:
    that: read.replication_sets | length > 0
    fail_msg: Incident Manager is not enabled in this account.

- name: Add a tag and leave everything else as it is
  oncall.incident_manager.replication_set:
    deletion_protected: "{{ read.replication_sets[0].deletion_protected }}"
    tags: "{{ read.replication_sets[0].tags | combine({'cost-center': '4711'}) }}"
"""

RETURN = r"""
---
replication_sets:
  description:
    - The replication set in the form of the options of M(oncall.incident_manager.replication_set); empty where there is none.
    - Regions that are being removed are only in RV(details).
  returned: success
  type: list
  elements: dict
  sample:
    - regions: {"us-east-1": {}, "us-west-2": {}}
      deletion_protected: true
      tags: {"cost-center": "4711", "managed-by": "oncall.incident_manager"}
details:
  description: What AWS adds and nobody can set; empty where there is no replication set.
  returned: success
  type: dict
  contains:
    arn:
      description: Its ARN.
      type: str
      returned: when there is one
      sample: arn:aws:ssm-incidents::123456789012:replication-set/9ec49b6a-3a4c-4d6f-9d15-b08edbf1eba9
    status:
      description: What AWS is doing with it, one of V(ACTIVE), V(CREATING), V(UPDATING), V(DELETING) and V(FAILED).
      type: str
      returned: when there is one
      sample: ACTIVE
    regions:
      description: The status of each region, and what AWS says about it.
      type: dict
      returned: when there is one
      sample: {"us-east-1": {"status": "ACTIVE", "status_message": ""}, "us-west-2": {"status": "CREATING", "status_message": ""}}
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.incident_info import (
    replication_sets_info,
)


def main() -> None:
    module = open_module({})
    with failing_well(module):
        module.exit_json(changed=False, **replication_sets_info(connector(module)()))


if __name__ == "__main__":
    main()
