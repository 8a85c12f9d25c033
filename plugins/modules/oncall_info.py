#!/usr/bin/python
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
module: oncall_info
short_description: Tell who is on call now and next
version_added: 0.1.0
description:
  - Asks AWS for the shifts of each rotation of the schedules, overrides applied, and returns who is on call at an instant
    and whose shift comes next.
  - Makes two lists, one read for each schedule and one for each rotation, all in one process.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContact), C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotationShifts),
    C(ssm-contacts:ListRotations)."
options:
  schedules:
    description:
      - The aliases of the on-call schedules. Without it, all schedules of the account.
      - Schedules that do not exist are listed in RV(missing); they are no error.
    type: list
    elements: str
  teams:
    description:
      - Schedules by team, to have the answer in the order of teams and RV(oncall[].team) filled.
    type: dict
  at:
    description:
      - The instant to ask for, as ISO 8601 with offset such as V(2026-12-25T03:00:00-05:00). Without an offset it is UTC.
      - Without it, the time of the service itself.
    type: str
extends_documentation_fragment:
  - oncall.incident_manager.attributes.info
  - amazon.aws.common.modules
  - amazon.aws.region.modules
  - amazon.aws.boto3
"""

EXAMPLES = r"""
---
- name: Ask who is on call for the platform team
  oncall.incident_manager.oncall_info:
    schedules: [platform-primary, platform-secondary]
  register: oncall

- name: Show it
  ansible.builtin.debug:
    msg: "{{ oncall.oncall_text.splitlines() }}"
"""

RETURN = r"""
---
at:
  description: The instant of the answer, UTC.
  returned: success
  type: str
  sample: "2026-01-06T18:00:00Z"
oncall:
  description: The schedules asked for, each with its rotations in order.
  returned: success
  type: list
  elements: dict
  contains:
    team:
      description: The team for which it was asked, if any.
      type: str
      returned: always
      sample: platform
    schedule:
      description: Alias of the schedule.
      type: str
      returned: always
      sample: platform-primary
    display_name:
      description: Its display name.
      type: str
      returned: always
      sample: Platform primary
    rotations:
      description:
        - The rotations with RV(oncall[].rotations[].now) and RV(oncall[].rotations[].next), the shift at the instant and the
          one after it. Nobody on call is none.
      type: list
      elements: dict
      returned: always
      contains:
        rotation:
          description: Name of the rotation.
          type: str
          returned: always
          sample: platform-primary
        time_zone_id:
          description: Its time zone.
          type: str
          returned: always
          sample: America/New_York
        now:
          description: The shift at the instant.
          type: dict
          returned: always
          sample:
            contacts: [ada]
            display_names: [Ada Lovelace]
            start_time: "2026-01-06T18:00:00Z"
            end_time: "2026-01-13T18:00:00Z"
            overridden_contacts: []
        next:
          description: The shift that begins next.
          type: dict
          returned: always
          sample:
            contacts: [grace]
            display_names: [Grace Hopper]
            start_time: "2026-01-13T18:00:00Z"
            end_time: "2026-01-20T18:00:00Z"
            overridden_contacts: []
oncall_text:
  description: The same as a table for reading; times are in the zone of each rotation.
  returned: success
  type: str
  sample: "SCHEDULE  ROTATION  ON CALL NOW  UNTIL  NEXT  FROM"
missing:
  description: Schedules asked for that do not exist.
  returned: success
  type: list
  elements: str
  sample: []
"""

from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import connector, failing_well, open_module
from ansible_collections.oncall.incident_manager.plugins.module_utils._errors import OncallError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.oncall import (
    instant_text,
    oncall_data,
    oncall_text,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._oncall import read_instant, who_is_on_call

ARGUMENT_SPEC = {
    "schedules": {"type": "list", "elements": "str"},
    "teams": {"type": "dict"},
    "at": {"type": "str"},
}


def main() -> None:
    module = open_module(ARGUMENT_SPEC, mutually_exclusive=[("schedules", "teams")])
    schedules, teams = module.params["schedules"], module.params["teams"]
    wanted = teams if schedules is None else {None: schedules}
    with failing_well(module):
        for team, aliases in (teams or {}).items():
            if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
                raise OncallError(f"teams.{team}: is not a list of the aliases of schedules; write it as a list")
        at = read_instant(module.params["at"]) if module.params["at"] else None
        found = who_is_on_call(connector(module)(), wanted, at)
        module.exit_json(
            changed=False,
            at=instant_text(found.at),
            oncall=oncall_data(found.schedules, found.names),
            oncall_text=oncall_text(found.schedules, found.names),
            missing=list(found.missing),
        )


if __name__ == "__main__":
    main()
