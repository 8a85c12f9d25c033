#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: rotation
short_description: Manage a rotation of AWS Incident Manager
version_added: 0.2.0
description:
  - A rotation is a list of people who take turns. It does something once an on-call schedule lists it.
  - An option that is left out is not touched. AWS replaces a recurrence as a whole, so O(recurrence) is given as a whole.
  - Before anything is changed, AWS is asked for the shifts as they are and as they would be.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions for O(state=present): C(ssm-contacts:CreateRotation), C(ssm-contacts:ListContacts),
    C(ssm-contacts:ListPreviewRotationShifts), C(ssm-contacts:ListRotationOverrides), C(ssm-contacts:ListRotationShifts),
    C(ssm-contacts:ListRotations), C(ssm-contacts:ListTagsForResource), C(ssm-contacts:TagResource),
    C(ssm-contacts:UntagResource), C(ssm-contacts:UpdateRotation)."
  - "IAM actions for O(renamed_from), besides: C(ssm-contacts:CreateRotationOverride), C(ssm-contacts:DeleteRotation),
    C(ssm-contacts:GetContact), C(ssm-contacts:UpdateContact)."
  - "IAM actions for O(state=absent): C(ssm-contacts:DeleteRotation), C(ssm-contacts:GetContact),
    C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotationShifts), C(ssm-contacts:ListRotations),
    C(ssm-contacts:UpdateContact)."
  - Rotations of 25 members or more need C(ssm-contacts:GetRotation), since lists do not show all of them.
options:
  name:
    description:
      - What schedules know the rotation by. 1 to 255 letters without accents, digits, spaces and C(_ . -).
    type: str
    required: true
  renamed_from:
    description:
      - The name that the rotation had before. AWS cannot rename, so a rotation of the new name is made like the old one,
        overrides that are not over and schedules go over to it, and the old one is deleted.
      - A run that was stopped in between is finished by the next one. Where there is no rotation of the old name, nothing more is
        done, so the option may stay.
    type: str
  members:
    description:
      - The aliases of 1 to 30 people in the order of their shifts. Required to create the rotation.
    type: list
    elements: str
  start_time:
    description:
      - When the first shift begins, by the wall clock in O(time_zone_id), as V(2026-01-06T13:00). A time with an offset is that
        instant. Required to create the rotation.
      - It should be a hand-off. AWS does not say how long the first shift is otherwise, and the module warns.
    type: str
  time_zone_id:
    description:
      - An IANA time zone such as V(America/New_York). Hand-offs are at its wall clock, also after the clocks change. Required to
        create the rotation.
    type: str
  recurrence:
    description:
      - When shifts change. Exactly one of C(daily), C(weekly) and C(monthly) is needed. Required to create the rotation.
    type: dict
    suboptions:
      number_of_on_calls:
        description: How many people are on call at the same time, 1 to 30.
        type: int
        default: 1
      recurrence_multiplier:
        description: How many days, weeks or months a shift lasts, 1 to 100.
        type: int
        default: 1
      daily:
        description: Times of day as V("HH:MM") at which shifts change.
        type: list
        elements: raw
      weekly:
        description: Days of the week and times at which shifts change.
        type: list
        elements: dict
        suboptions:
          day:
            description: The day.
            type: str
            choices: [MON, TUE, WED, THU, FRI, SAT, SUN]
            required: true
          time:
            description: The time as V("HH:MM").
            type: raw
            required: true
      monthly:
        description: Days of the month and times at which shifts change.
        type: list
        elements: dict
        suboptions:
          day:
            description: The day, 1 to 31. What AWS does in months that are shorter is not published.
            type: int
            required: true
          time:
            description: The time as V("HH:MM").
            type: raw
            required: true
      shift_coverages:
        description:
          - The hours in which somebody is on call, by day of the week (V(MON) to V(SUN)), each a list of C(start) and C(end) as
            V("HH:MM"), at least 30 minutes long. An end that is not after its start is on the next day.
          - Left out or empty, shifts are round the clock.
        type: dict
  fail_on_handoff:
    description:
      - Whether to fail, before anything is written, when somebody else would be on call at this moment after the change.
    type: bool
    default: false
  force:
    description:
      - With O(state=absent), take the rotation out of the schedules that list it first. Without it, the module fails and names
        them.
    type: bool
    default: false
  allow_empty:
    description:
      - With O(force=true), whether a schedule may lose its only rotation. Without it, the module fails and names it.
    type: bool
    default: false
extends_documentation_fragment:
  - oncall.incident_manager.objects
  - oncall.incident_manager.objects.contact_tags
  - oncall.incident_manager.attributes
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
seealso:
  - module: oncall.incident_manager.rotation_info
  - module: oncall.incident_manager.rotation_override
  - module: oncall.incident_manager.rotation_shift_info
"""

EXAMPLES = r"""
---
- name: Let Ada and Grace take turns, with a hand-off on Tuesdays
  oncall.incident_manager.rotation:
    name: web-primary
    members: [ada, grace]
    start_time: "2026-01-06T13:00"
    time_zone_id: America/New_York
    recurrence:
      weekly: [{day: TUE, time: "13:00"}]
    tags:
      cost-center: "4711"

- name: Add Alan, unless that relieved who is on call at this moment
  oncall.incident_manager.rotation:
    name: web-primary
    members: [ada, grace, alan]
    fail_on_handoff: "{{ refuse_handoffs | default(false) }}"

- name: Cover business hours only
  oncall.incident_manager.rotation:
    name: web-primary
    recurrence:
      weekly: [{day: TUE, time: "13:00"}]
      shift_coverages:
        MON: [{start: "09:00", end: "17:00"}]
        TUE: [{start: "09:00", end: "17:00"}]
        FRI: [{start: "09:00", end: "15:30"}]

- name: Give it another name
  oncall.incident_manager.rotation:
    name: website-primary
    renamed_from: web-primary

- name: Delete it, also where a schedule lists it
  oncall.incident_manager.rotation:
    name: website-primary
    state: absent
    force: true
"""

RETURN = r"""
---
arn:
  description: The ARN of the rotation; empty where it would only be created.
  returned: success
  type: str
  sample: arn:aws:ssm-contacts:us-east-1:123456789012:rotation/web-primary
before:
  description: The rotation as it was, in the form of the options; empty where there was none. Tags only where O(tags) is given.
  returned: success
  type: dict
  sample: {}
after:
  description: The rotation as it is, or in check mode would be.
  returned: success
  type: dict
  sample:
    name: web-primary
    members: [ada, grace]
    start_time: "2026-01-06T13:00"
    time_zone_id: America/New_York
    recurrence:
      weekly: [{"day": "TUE", "time": "13:00"}]
      recurrence_multiplier: 1
      number_of_on_calls: 1
      shift_coverages: {}
    tags: {"cost-center": "4711"}
plan:
  description: What was done, or in check mode would be done, in order.
  returned: success
  type: list
  elements: dict
  sample:
    - action: update
      kind: rotation
      name: web-primary
      team:
      changes: [{"field": "members", "before": ["ada", "grace"], "after": ["ada", "grace", "alan"]}]
plan_text:
  description: The plan for reading.
  returned: success
  type: str
  sample: "~ rotation web-primary  members: ada, grace -> ada, grace, alan"
problems:
  description: Everything that is wrong with the options, or stands in the way.
  returned: when nothing could be done
  type: list
  elements: dict
  sample:
    - path: members[1]
      value: "'gracee'"
      rule: does not exist in the account
      way_out: create it first, or correct the alias
shifts_before:
  description:
    - The shifts from now on as they are, overrides applied, at most 10; empty where there is no rotation yet. Times are UTC.
  returned: success
  type: list
  elements: dict
  sample:
    - contacts: [ada]
      start_time: "2026-01-06T18:00:00Z"
      end_time: "2026-01-13T18:00:00Z"
      overridden_contacts: []
shifts_after:
  description: The shifts from now on as they will be after the change, at most 10.
  returned: success
  type: list
  elements: dict
  sample:
    - contacts: [ada]
      start_time: "2026-01-06T18:00:00Z"
      end_time: "2026-01-13T18:00:00Z"
      overridden_contacts: []
on_call_now:
  description: Who is on call at this moment RV(on_call_now.before) and RV(on_call_now.after) the change.
  returned: success
  type: dict
  contains:
    before:
      description: Aliases of those on call as it is.
      type: list
      elements: str
      returned: always
      sample: [ada]
    after:
      description: Aliases of those on call as it will be.
      type: list
      elements: str
      returned: always
      sample: [ada]
    changes:
      description: Whether somebody is relieved at this moment.
      type: bool
      returned: always
      sample: false
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import (
    connector,
    failing_well,
    finish,
    open_module,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.rotations import run

DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


def hand_offs(day: dict[str, object]) -> dict[str, object]:
    options = {"day": {**day, "required": True}, "time": {"type": "raw", "required": True}}
    return {"type": "list", "elements": "dict", "options": options}


ARGUMENT_SPEC = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "name": {"type": "str", "required": True},
    "renamed_from": {"type": "str"},
    "members": {"type": "list", "elements": "str"},
    "start_time": {"type": "str"},
    "time_zone_id": {"type": "str"},
    "recurrence": {
        "type": "dict",
        "options": {
            "number_of_on_calls": {"type": "int", "default": 1},
            "recurrence_multiplier": {"type": "int", "default": 1},
            "daily": {"type": "list", "elements": "raw"},
            "weekly": hand_offs({"type": "str", "choices": DAYS}),
            "monthly": hand_offs({"type": "int"}),
            "shift_coverages": {"type": "dict"},
        },
    },
    "fail_on_handoff": {"type": "bool", "default": False},
    "tags": {"type": "dict", "aliases": ["resource_tags"]},
    "purge_tags": {"type": "bool", "default": True},
    "force": {"type": "bool", "default": False},
    "allow_empty": {"type": "bool", "default": False},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC)
    with failing_well(module):
        finish(module, run(module.params, connector(module), check_mode=module.check_mode))


if __name__ == "__main__":
    main()
