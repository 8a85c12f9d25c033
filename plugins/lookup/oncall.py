# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
---
name: oncall
short_description: Look up who is on call in AWS Incident Manager
version_added: 0.2.0
description:
  - Returns who is on call at an instant, as AWS calculates it, overrides applied.
author:
  - The oncall.incident_manager maintainers (@oncall-incident-manager)
requirements:
  - python >= 3.11
notes:
  - "IAM actions: C(ssm-contacts:GetContact), C(ssm-contacts:ListContacts), C(ssm-contacts:ListRotationShifts),
    C(ssm-contacts:ListRotations), C(ssm-contacts:ListTagsForResource)."
  - C(ssm-contacts:ListTagsForResource) is needed for O(kind=team) only, and C(ssm-contacts:GetContact) for all but O(kind=rotation).
  - Like every lookup, it runs on the control node, and C(module_defaults) do not reach it. Connection options are its own, or
    environment variables.
options:
  _terms:
    description:
      - The aliases of on-call schedules, the names of rotations, or the names of teams, as O(kind) says.
    type: list
    elements: str
    required: true
  kind:
    description:
      - What the terms are.
      - A V(team) is all schedules that carry the tag C(team) with that value, as M(oncall.incident_manager.teams) sets it.
    type: str
    choices: [schedule, rotation, team]
    default: schedule
  at:
    description:
      - The instant to ask for, as ISO 8601 with offset such as V(2026-12-25T03:00:00-05:00). Without an offset it is UTC.
      - Without it, the time of the service itself.
    type: str
  want:
    description:
      - What is returned.
      - With V(aliases) and V(display_names), everybody is there once, in the order of the terms and of the rotations of a schedule.
      - With V(shifts), a mapping for each rotation in which somebody is on call.
    type: str
    choices: [aliases, display_names, shifts]
    default: aliases
  on_missing:
    description:
      - What to do about a term that does not exist. With V(skip) and V(warn), nobody is on call there.
    type: str
    choices: [error, skip, warn]
    default: error
  workers:
    description:
      - How many calls to AWS are made at once, 1 to 64.
    type: int
    default: 16
extends_documentation_fragment:
  - amazon.aws.boto3
  - amazon.aws.common.plugins
  - amazon.aws.region.plugins
seealso:
  - module: oncall.incident_manager.oncall_info
  - plugin: oncall.incident_manager.on_call_now
    plugin_type: filter
"""

EXAMPLES = r"""
---
- name: Say who is on call
  ansible.builtin.debug:
    msg: "Call {{ lookup('oncall.incident_manager.oncall', 'platform-oncall', want='display_names') }}"

- name: Make sure that somebody is on call in both rotations in a week
  vars:
    in_a_week: "{{ '%Y-%m-%dT03:00:00-05:00' | ansible.builtin.strftime(now().timestamp() + 7 * 86400) }}"
    on_call: "{{ query('oncall.incident_manager.oncall', 'platform-primary', 'platform-secondary', kind='rotation', at=in_a_week,
      want='shifts') }}"
  ansible.builtin.assert:
    that: on_call | length == 2

- name: Go on where a team has no schedule yet
  ansible.builtin.debug:
    msg: "{{ query('oncall.incident_manager.oncall', 'newcomers', kind='team', on_missing='skip') }}"
"""

RETURN = r"""
---
_list:
  description:
    - The aliases or display names of those on call; C(lookup) joins them with commas, C(query) returns the list.
    - With O(want=shifts), mappings with C(team), C(schedule) (empty for O(kind=rotation)), C(rotation), C(time_zone_id), C(contacts),
      C(display_names), C(start_time), C(end_time) and C(overridden_contacts).
  type: list
  elements: raw
  sample: [ada]
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible_collections.amazon.aws.plugins.plugin_utils.lookup import AWSLookupBase
from ansible_collections.oncall.incident_manager.plugins.module_utils._aws import open_clients
from ansible_collections.oncall.incident_manager.plugins.module_utils._errors import OncallError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.oncall import oncall_data
from ansible_collections.oncall.incident_manager.plugins.module_utils._oncall import (
    OnCall,
    read_instant,
    rotations_on_call,
    teams_on_call,
    who_is_on_call,
)

ASK: dict[str, Callable[..., OnCall]] = {
    "schedule": lambda clients, names, at: who_is_on_call(clients, {None: names}, at),
    "rotation": rotations_on_call,
    "team": teams_on_call,
}


class LookupModule(AWSLookupBase):  # type: ignore[misc]
    """Lookup plugin ``oncall``."""

    def run(self, terms: Sequence[Any], variables: Any = None, **kwargs: Any) -> list[Any]:
        """Return who is on call for the terms."""
        super().run(terms, variables, **kwargs)
        names = [f"{term}" for term in self._flatten(terms)]  # plain text: what templates give carries marks of Ansible
        if not names:
            return []
        kind, at = self.get_option("kind"), self.get_option("at")
        try:
            instant = read_instant(f"{at}") if at else None
            clients = open_clients(self.client, self.get_option("workers"))
            found = ASK[kind](clients, names, instant)
        except OncallError as error:
            raise AnsibleLookupError(str(error)) from None  # Ansible would say the causes once more
        if found.missing:
            self._complain(kind, found.missing)
        shifts = list(_shifts(found))
        if self.get_option("want") == "shifts":
            return shifts
        key = "contacts" if self.get_option("want") == "aliases" else "display_names"
        return list(dict.fromkeys(name for shift in shifts for name in shift[key]))

    def _complain(self, kind: str, missing: Sequence[str]) -> None:
        names = ", ".join(missing)
        message = f"no schedule has the tag team={names}" if kind == "team" else f"there is no {kind} {names}"
        if self.get_option("on_missing") == "error":
            raise AnsibleLookupError(f"Failed to look up who is on call: {message}")
        if self.get_option("on_missing") == "warn":
            self.warn(f"Nobody is on call there: {message}")


def _shifts(found: OnCall) -> Iterator[dict[str, Any]]:
    for schedule in oncall_data(found.schedules, found.names):
        for rotation in schedule["rotations"]:
            if rotation["now"] and rotation["now"]["contacts"]:
                yield {
                    "team": schedule["team"],
                    "schedule": schedule["schedule"],
                    "rotation": rotation["rotation"],
                    "time_zone_id": rotation["time_zone_id"],
                    **rotation["now"],
                }
