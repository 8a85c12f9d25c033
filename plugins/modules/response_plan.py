#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: response_plan
short_description: Manage a response plan of AWS Incident Manager
version_added: 0.2.0
description:
  - A response plan is what an alarm starts. It says what the incident looks like, whom it engages, where people talk about it,
    and which runbook runs.
  - An option that is left out is not touched; an empty value makes it empty.
  - Nothing in Incident Manager refers to response plans, so there is nothing to take one out of before it is deleted. Alarms and
    EventBridge rules that start it are not looked for.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:ListContacts), C(ssm-incidents:CreateResponsePlan),
    C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListReplicationSets), C(ssm-incidents:ListTagsForResource),
    C(ssm-incidents:TagResource), C(ssm-incidents:UntagResource), C(ssm-incidents:UpdateResponsePlan)."
  - "IAM actions for O(state=absent): C(ssm-incidents:DeleteResponsePlan), C(ssm-incidents:GetResponsePlan),
    C(ssm-incidents:ListReplicationSets)."
  - AWS itself also asks for C(iam:PassRole) on O(ssm_automation.role_arn), and for C(secretsmanager:GetSecretValue) and
    C(kms:Decrypt) on the secret of O(pager_duty).
  - AWS takes runbooks and roles that do not exist, and parameters that the runbook does not have. That only shows when an
    incident starts.
options:
  name:
    description:
      - What alarms know the response plan by. 1 to 200 letters without accents, digits, C(_) and C(-). AWS cannot change it.
    type: str
    required: true
  display_name:
    description: The name for people, at most 200 characters.
    type: str
  title:
    description: The title of the incidents, 1 to 200 characters. Required to create the response plan.
    type: str
  impact:
    description:
      - How bad the incidents are, from V(1) (critical) over V(2) (high), V(3) (medium) and V(4) (low) to V(5) (no impact).
      - Required to create the response plan.
    type: int
  summary:
    description: What the incidents are about, at most 8000 characters.
    type: str
  dedupe_string:
    description:
      - At most 1000 characters. While an incident with the same text is open, AWS starts no second one.
    type: str
  incident_tags:
    description:
      - "The tags of the incidents, at most 50, unlike O(tags), which are those of the response plan. Keys are 1 to 128 letters,
        digits, spaces and C(_ = @ : . + , / -); values are 0 to 256 characters."
      - The tags given are all that there are. An empty mapping removes them.
    type: dict
  notification_targets:
    description:
      - The ARNs of SNS topics that are told of changes to an incident, at most 10, in any order.
      - Topics must belong to the account and the region connected to, and let C(ssm-incidents.amazonaws.com) publish. Those that
        the response plan has already are not checked.
    type: list
    elements: str
  chat_channel:
    description:
      - The ARNs of SNS topics that lead to the chat channel of Amazon Q Developer in chat applications, at most 5, in any order.
      - The same is asked of them as of O(notification_targets).
    type: list
    elements: str
  engage:
    description:
      - The aliases of people, on-call schedules and escalation plans that are paged, at most 5, in any order.
      - What another account shares with this one goes by its ARN.
      - An empty list means that nobody is paged.
    type: list
    elements: str
  ssm_automation:
    description:
      - The Systems Manager Automation runbook that starts with the incident. It is replaced as a whole.
      - An empty mapping means that there is none.
    type: dict
    suboptions:
      document_name:
        description: "The name of the runbook, 3 to 128 letters, digits and C(_ . : / -). Required unless the mapping is empty."
        type: str
      document_version:
        description: The version of the runbook, 1 to 128 characters. Left out, or V($DEFAULT), its default version runs.
        type: str
      role_arn:
        description: The ARN of the IAM role that the runbook takes on. Required unless the mapping is empty.
        type: str
      target_account:
        description: Where the runbook runs. Left out, it is V(RESPONSE_PLAN_OWNER_ACCOUNT).
        type: str
        choices: [RESPONSE_PLAN_OWNER_ACCOUNT, IMPACTED_ACCOUNT]
      parameters:
        description:
          - The values of parameters of the runbook by name, each a text or a list of at most 100 texts of at most 512 characters.
          - At most 200 parameters, with names of 1 to 50 characters.
        type: dict
      dynamic_parameters:
        description:
          - The parameters that are filled from the incident, by name, each V(INCIDENT_RECORD_ARN) (for parameters of type String)
            or V(INVOLVED_RESOURCES) (for those of type StringList).
          - At most 200 parameters, with names of 1 to 50 characters.
        type: dict
  pager_duty:
    description:
      - The PagerDuty service that is told of the incidents. It is replaced as a whole.
      - An empty mapping means that there is none.
    type: dict
    suboptions:
      name:
        description: The name of the integration, 1 to 200 characters. Required unless the mapping is empty.
        type: str
      secret_id:
        description:
          - The name or ARN of the Secrets Manager secret that holds PagerDuty's token, 1 to 512 characters.
          - Required unless the mapping is empty. The token itself is never given here.
        type: str
      service_id:
        description: The id of the PagerDuty service, 1 to 200 characters. Required unless the mapping is empty.
        type: str
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.incident_tags
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.response_plan_info
  - module: oncall.incident_manager.response_plan_policy
  - module: oncall.incident_manager.escalation_plan
  - module: oncall.incident_manager.teams
"""

EXAMPLES = r"""
---
- name: Page the platform team when their service is down
  oncall.incident_manager.response_plan:
    name: platform-critical
    display_name: Platform critical
    title: The platform is down
    impact: 1
    summary: Begin with the dashboard of the platform.
    dedupe_string: platform
    incident_tags: {service: platform}
    engage: [platform]
    tags:
      cost-center: "4711"

- name: Run a runbook with each incident and leave everything else alone
  oncall.incident_manager.response_plan:
    name: platform-critical
    ssm_automation:
      document_name: AWSIncidents-CriticalIncidentRunbookTemplate
      role_arn: arn:aws:iam::123456789012:role/incident-runbooks
      parameters:
        Note: Called by the platform's alarms
      dynamic_parameters:
        IncidentRecordArn: INCIDENT_RECORD_ARN

- name: Run no runbook any more
  oncall.incident_manager.response_plan:
    name: platform-critical
    ssm_automation: {}

- name: Delete a response plan that no alarm starts any more
  oncall.incident_manager.response_plan:
    name: platform-critical
    state: absent
"""

RETURN = r"""
---
arn:
  description: The ARN of the response plan, which alarms name as their action; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-incidents::123456789012:response-plan/platform-critical
before:
  description: The response plan as it was, in the form of the options; empty where there was none. Tags only where O(tags) is given.
  returned: success
  type: dict
  sample: {}
after:
  description: The response plan as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    name: platform-critical
    display_name: Platform critical
    title: The platform is down
    impact: 1
    summary: Begin with the dashboard of the platform.
    dedupe_string: platform
    incident_tags: {"service": "platform"}
    notification_targets: []
    chat_channel: []
    engage: [platform]
    ssm_automation: {}
    pager_duty: {}
    tags: {"cost-center": "4711"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: response_plan
      name: platform-critical
      team:
      changes: [{"field": "impact", "before": 2, "after": 1}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ response plan platform-critical  impact: 2 -> 1"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: engage[0]
      value: "'platfrom'"
      rule: does not exist in the account
      way_out: create it first, or correct the alias
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.response_plans import run

ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str", "required": True},
    "display_name": {"type": "str"},
    "title": {"type": "str"},
    "impact": {"type": "int"},
    "summary": {"type": "str"},
    "dedupe_string": {"type": "str"},
    "incident_tags": {"type": "dict"},
    "notification_targets": {"type": "list", "elements": "str"},
    "chat_channel": {"type": "list", "elements": "str"},
    "engage": {"type": "list", "elements": "str"},
    "ssm_automation": {
        "type": "dict",
        "options": {
            "document_name": {"type": "str"},
            "document_version": {"type": "str"},
            "role_arn": {"type": "str"},
            "target_account": {"type": "str", "choices": ["RESPONSE_PLAN_OWNER_ACCOUNT", "IMPACTED_ACCOUNT"]},
            "parameters": {"type": "dict"},
            "dynamic_parameters": {"type": "dict"},
        },
    },
    "pager_duty": {
        "type": "dict",
        "options": {
            "name": {"type": "str"},
            "secret_id": {"type": "str", "no_log": False},
            "service_id": {"type": "str"},
        },
    },
    "tags": {"type": "dict", "aliases": ["resource_tags"]},
    "purge_tags": {"type": "bool", "default": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
