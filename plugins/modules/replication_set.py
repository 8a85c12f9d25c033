#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: replication_set
short_description: Manage the replication set that enables AWS Incident Manager in an account
version_added: 0.1.0
description:
  - An account has at most one replication set. It says which regions hold the data of Incident Manager, and nothing of
    Incident Manager works before it exists.
  - AWS changes regions one at a time and in the background. Each step is waited for, additions come before removals.
  - AWS takes no new customers for Incident Manager since 2025-11-07. In an account that never had it, creating the
    replication set fails.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-incidents:CreateReplicationSet), C(ssm-incidents:GetReplicationSet),
    C(ssm-incidents:ListReplicationSets), C(ssm-incidents:ListTagsForResource), C(ssm-incidents:TagResource),
    C(ssm-incidents:UntagResource), C(ssm-incidents:UpdateDeletionProtection), C(ssm-incidents:UpdateReplicationSet)."
  - "IAM actions for O(state=absent): C(ssm-incidents:DeleteReplicationSet), C(ssm-incidents:GetReplicationSet),
    C(ssm-incidents:ListReplicationSets), C(ssm-incidents:ListTagsForResource)."
  - AWS also makes a service-linked role on behalf of the caller, who needs C(iam:CreateServiceLinkedRole) for
    C(ssm-incidents.amazonaws.com), and with keys of your own C(kms:CreateGrant) and C(kms:DescribeKey) on them.
options:
  state:
    description: Whether the replication set shall exist.
    type: str
    choices: [present, absent]
    default: present
  regions:
    description:
      - The 1 to 3 regions of the set. Each may have an C(sse_kms_key_id), but then all must have one.
      - AWS lets a region be removed 24 hours after it was added, and a key only be changed by removing the region.
      - Required to create the set. Left out, the regions of an existing set are not touched.
    type: dict
  deletion_protected:
    description: Whether AWS refuses to delete the set.
    type: bool
    default: true
  confirm_deletion:
    description:
      - Deleting the set deletes every contact, rotation, plan and incident of the account in all regions.
      - With O(state=absent), this must be the words V(delete-all-incident-manager-data), and the protection must have been
        taken off by an earlier run with O(deletion_protected=false).
    type: str
  tags:
    description:
      - "The tags of the set, at most 50. Keys are 1 to 128 letters, digits, spaces and C(_ = @ : . + , / -); values are 0 to 256
        characters."
      - Left out, tags are not touched. Where they are given to create the set, C(managed-by=oncall.incident_manager) is added.
    type: dict
    aliases: [resource_tags]
  purge_tags:
    description:
      - Whether to remove tags that are not in O(tags). Tags that begin with C(aws:) always stay, and so do C(managed-by) and
        C(team).
    type: bool
    default: true
  wait_timeout:
    description: How many seconds to wait for each step that AWS does in the background.
    type: int
    default: 1800
extends_documentation_fragment:
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.replication_set_info
"""

EXAMPLES = r"""
---
- name: Enable Incident Manager in two regions
  oncall.incident_manager.replication_set:
    regions:
      us-east-1: {}
      us-west-2: {}
    tags:
      cost-center: "4711"

- name: Take the protection off, as the first step of giving Incident Manager up
  oncall.incident_manager.replication_set:
    deletion_protected: false
"""

RETURN = r"""
---
replication_set:
  description: The replication set as it is, or in check mode would be.
  returned: success
  type: dict
  contains:
    arn:
      description: Its ARN; empty where it would only be created.
      type: str
      returned: when state is present
      sample: arn:aws:ssm-incidents::123456789012:replication-set/9ec49b6a-3a4c-4d6f-9d15-b08edbf1eba9
    regions:
      description: Its regions, in the form of the option.
      type: dict
      returned: when state is present
      sample: {"us-east-1": {}, "us-west-2": {}}
    deletion_protected:
      description: Whether AWS refuses to delete it.
      type: bool
      returned: when state is present
      sample: true
before:
  description: The replication set as it was, in the form of the options; empty where there was none.
  returned: success
  type: dict
  sample: {}
after:
  description: The replication set as it is, or in check mode would be, in the form of the options.
  returned: success
  type: dict
  sample:
    regions: {"us-east-1": {}, "us-west-2": {}}
    deletion_protected: true
    tags: {"cost-center": "4711", "managed-by": "oncall.incident_manager"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: replication_set
      name: replication set
      team:
      changes: [{"field": "regions.us-west-2", "before": null, "after": "DefaultKey"}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "+ replication set replication set  regions: us-east-1=none"
summary:
  description: The counts in one line.
  returned: success
  type: str
  sample: 1 to create, 0 unchanged
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.replication_set import read_replication_set
from ansible_collections.oncall.incident_manager.plugins.module_utils._replication_set import Wanted, run

CONFIRMATION = "delete-all-incident-manager-data"

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "regions": {"type": "dict"},
    "deletion_protected": {"type": "bool", "default": True},
    "confirm_deletion": {"type": "str"},
    "tags": {"type": "dict", "aliases": ["resource_tags"]},
    "purge_tags": {"type": "bool", "default": True},
    "wait_timeout": {"type": "int", "default": 1800},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    params = module.params
    with failing_well(module):
        desired = None
        if params["state"] == "present":
            desired = read_replication_set(
                params["regions"],
                params["tags"],
                deletion_protected=params["deletion_protected"],
                connected_region=module.region,
            )
        wanted = Wanted(
            desired, params["purge_tags"], params["confirm_deletion"] == CONFIRMATION, params["wait_timeout"]
        )
        module.exit_json(**run(wanted, connector(module)(), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
