#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: teams
short_description: Set up the on-call of any number of teams in AWS Incident Manager
version_added: 0.1.0
description:
  - Takes people and teams as they are written down and makes contacts, channels, engagement plans, rotations, on-call
    schedules, escalation plans and response plans what the definition says, in one process.
  - Everything is checked before the first call to AWS, and every mistake is reported at once with its place.
  - Nothing is kept between runs. An object is known by its alias or name, and belongs to this collection when it carries
    the tag C(managed-by=oncall.incident_manager).
  - A run that was stopped anywhere is finished by the next one.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:CreateContact), C(ssm-contacts:CreateContactChannel), C(ssm-contacts:CreateRotation),
    C(ssm-contacts:DeleteContact), C(ssm-contacts:DeleteContactChannel), C(ssm-contacts:DeleteRotation),
    C(ssm-contacts:GetContact), C(ssm-contacts:GetRotation), C(ssm-contacts:ListContactChannels),
    C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotations), C(ssm-contacts:ListTagsForResource),
    C(ssm-contacts:TagResource), C(ssm-contacts:UntagResource), C(ssm-contacts:UpdateContact),
    C(ssm-contacts:UpdateContactChannel), C(ssm-contacts:UpdateRotation), C(ssm-incidents:CreateResponsePlan),
    C(ssm-incidents:DeleteResponsePlan), C(ssm-incidents:GetResponsePlan), C(ssm-incidents:ListReplicationSets),
    C(ssm-incidents:ListResponsePlans), C(ssm-incidents:ListTagsForResource), C(ssm-incidents:TagResource),
    C(ssm-incidents:UntagResource), C(ssm-incidents:UpdateResponsePlan)."
  - Only O(prune=true) needs those that delete.
options:
  people:
    description:
      - Everybody who can be paged, by alias. The alias is lower-case letters, digits, C(_) and C(-), at most 255.
      - Keys of a person are C(display_name), C(email), C(sms), C(voice) (numbers as C(+) country code and number),
        C(channels) (more devices by name, each with C(type) and C(address)), C(slack), C(engagement_plan) and C(tags).
      - Phone numbers and addresses appear in no output. Where two must be told apart, a keyed digest stands for them.
    type: dict
    required: true
  teams:
    description:
      - The teams by name. Keys of a team are C(members), C(rotations), C(schedules), C(escalation_plan),
        C(response_plans) and C(tags).
      - Give every team, also those that are not O(selected), so that references between teams are understood.
      - A key that is absent is not managed; an empty value makes it empty.
    type: dict
    required: true
  selected:
    description:
      - The teams that this run is for. Their people come along; others are left alone.
      - Without it, the run is for all teams and everybody in O(people).
    type: list
    elements: str
  default_engagement_plan:
    description:
      - The stages for people without an C(engagement_plan) of their own. Each has C(duration_in_minutes) (0 to 30) and
        C(channels), a list of C(type) (V(SMS), V(VOICE), V(EMAIL)) or C(name), with C(retry_interval_in_minutes) (0 to 60).
      - A type that a person does not have is skipped.
    type: list
    elements: dict
  tags:
    description:
      - Tags for every object, beside C(managed-by) and C(team), which the collection sets itself.
    type: dict
    default: {}
  purge_tags:
    description:
      - Whether to remove tags that are not defined. Tags beginning with C(aws:) always stay.
    type: bool
    default: false
  adopt:
    description:
      - Whether to take over objects that exist under a wanted name without the tags of this collection.
      - Otherwise these are named in the error and nothing is written.
    type: bool
    default: false
  prune:
    description:
      - Whether to delete what carries the tags of this collection and is no longer defined, for the teams of this run.
      - People are only deleted when the run is for all teams.
    type: bool
    default: false
  send_activation_codes:
    description:
      - Whether AWS sends the activation code at once to each new channel. Otherwise it is sent later, when its owner is
        ready to read it.
    type: bool
    default: false
  assume_replication_set:
    description:
      - In check mode, plan as though the account had a replication set and nothing else, when it has none yet. For plays
        that create it in an earlier task.
    type: bool
    default: false
  redaction_key:
    description:
      - The key of the digests that stand for phone numbers and addresses. With the same key, the same number has the same
        digest in every run. Without one, digests can only be compared within a run.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
---
- name: Set up one team
  oncall.incident_manager.teams:
    people:
      ada: {display_name: Ada Lovelace, sms: "+12025550101", email: ada@example.gov}
      grace: {display_name: Grace Hopper, sms: "+12025550102", email: grace@example.gov}
    default_engagement_plan:
      - {duration_in_minutes: 5, channels: [{type: SMS, retry_interval_in_minutes: 1}]}
      - {duration_in_minutes: 5, channels: [{type: EMAIL}]}
    teams:
      platform:
        rotations:
          platform-primary:
            members: [ada, grace]
            start_time: "2026-01-06T13:00"
            time_zone_id: America/New_York
            recurrence: {weekly: [{day: TUE, time: "13:00"}]}
        schedules:
          platform-primary: {rotations: [platform-primary]}
        escalation_plan:
          platform:
            - {duration_in_minutes: 5, page: [platform-primary], is_essential: true}
            - {page: [grace]}
        response_plans:
          platform-critical: {title: Platform critical, impact: 1, engage: [platform]}

- name: See what would be deleted if everything undefined went
  oncall.incident_manager.teams:
    people: "{{ people }}"
    teams: "{{ teams }}"
    prune: true
  check_mode: true
  diff: true
"""

RETURN = r"""
---
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  contains:
    action:
      description: One of V(create), V(adopt), V(update), V(replace), V(delete).
      type: str
      returned: always
      sample: update
    kind:
      description: The kind of object.
      type: str
      returned: always
      sample: rotation
    name:
      description: The alias or name; a channel is C(alias/name).
      type: str
      returned: always
      sample: platform-primary
    team:
      description: The team it belongs to; none for people.
      type: str
      returned: always
      sample: platform
    changes:
      description: The fields that change, before and after. Addresses are digests.
      type: list
      elements: dict
      returned: always
      sample: [{"field": "members", "before": ["ada"], "after": ["ada", "grace"]}]
plan_text:
  description: The plan for reading, a line for each object and the counts at the end.
  returned: success
  type: str
  sample: "~ rotation platform-primary  members: ada -> ada, grace\n\n1 to update, 23 unchanged"
summary:
  description: The counts in one line.
  returned: success
  type: str
  sample: 1 to update, 23 unchanged
counts:
  description: How many objects there are of each action, and how many need nothing.
  returned: success
  type: dict
  sample: {"create": 0, "adopt": 0, "update": 1, "replace": 0, "delete": 0, "unchanged": 23}
unactivated_channels:
  description: The channels, as C(alias/name), that their owners have not activated; no page goes there.
  returned: success
  type: list
  elements: str
  sample: ["ada/sms"]
problems:
  description: Everything that is wrong with the definition.
  returned: when the definition cannot be used
  type: list
  elements: dict
  sample:
    - path: teams.platform.rotations.platform-primary.members[2]
      value: "'gracee'"
      rule: is not in people
      way_out: did you mean 'grace'?
failed_items:
  description: The steps that failed.
  returned: when some steps failed
  type: list
  elements: dict
  sample: [{"item": "create contact ada", "msg": "Failed to create ada: ..."}]
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    open_module,
    warn_all,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._teams import Request, addresses_in, run

ARGUMENT_SPEC = {
    "people": {"type": "dict", "required": True},
    "teams": {"type": "dict", "required": True},
    "selected": {"type": "list", "elements": "str"},
    "default_engagement_plan": {"type": "list", "elements": "dict"},
    "tags": {"type": "dict", "default": {}},
    "purge_tags": {"type": "bool", "default": False},
    "adopt": {"type": "bool", "default": False},
    "prune": {"type": "bool", "default": False},
    "send_activation_codes": {"type": "bool", "default": False},
    "assume_replication_set": {"type": "bool", "default": False},
    "redaction_key": {"type": "str", "no_log": True},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    params = module.params
    # no_log cannot reach into a dictionary with free keys; what is in this set is kept out of all results.
    module.no_log_values.update(addresses_in(params["people"]))
    request = Request(
        people=params["people"],
        teams=params["teams"],
        selected=params["selected"],
        default_engagement_plan=params["default_engagement_plan"],
        tags=params["tags"],
        policy=Policy(params["adopt"], params["prune"], params["purge_tags"]),
        send_activation_codes=params["send_activation_codes"],
        assume_replication_set=params["assume_replication_set"],
        redaction_key=params["redaction_key"],
    )
    with failing_well(module):
        outcome = run(request, connector(module), check_mode=module.check_mode)
        warn_all(outcome.warnings)
        module.exit_json(**outcome.result)


if __name__ == "__main__":
    main()
