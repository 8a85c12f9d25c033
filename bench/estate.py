"""Write an inventory of any size: teams of 8 people with 2 channels each, 2 rotations, a schedule, two plans."""

from __future__ import annotations

from pathlib import Path

import yaml

PEOPLE_PER_TEAM = 8

CONNECTION = """\
oncall_aws:
  endpoint_url: "{{ lookup('ansible.builtin.env', 'ONCALL_SANDBOX_URL') }}"
  region: us-east-1
  access_key: "123456789012"
  secret_key: any-text-will-do
oncall_replication_set_regions: {us-east-1: {}}
"""


def write_inventory(folder: Path, teams: int) -> Path:
    """Write the inventory of ``teams`` teams into ``folder`` and return it."""
    names = [f"team{number:03}" for number in range(teams)]
    _write(folder / "hosts.yml", {"teams": {"hosts": {name: {} for name in names}}})
    people: dict[str, object] = {}
    for number, name in enumerate(names):
        members = [f"{name}-p{person}" for person in range(PEOPLE_PER_TEAM)]
        for person, alias in enumerate(members):
            people[alias] = {
                "display_name": f"Person {person} of {name}",
                "email": f"{alias}@example.gov",
                "sms": f"+1202555{number * PEOPLE_PER_TEAM + person:04}",
            }
        _write(folder / "host_vars" / f"{name}.yml", {"oncall_team": _team(name, members)})
    _write(folder / "group_vars" / "all" / "people.yml", {"people": people})
    (folder / "group_vars" / "all" / "connection.yml").write_text(CONNECTION)
    return folder


def _team(name: str, members: list[str]) -> dict[str, object]:
    weekly = {"weekly": [{"day": "TUE", "time": "13:00"}]}
    rotation = {"start_time": "2026-01-06T13:00", "time_zone_id": "America/New_York", "recurrence": weekly}
    return {
        "rotations": {
            f"{name}-primary": {"members": members[:4], **rotation},
            f"{name}-secondary": {"members": members[4:], **rotation},
        },
        "schedules": {f"{name}-oncall": {"rotations": [f"{name}-primary", f"{name}-secondary"]}},
        "escalation_plan": {
            name: [{"duration_in_minutes": 5, "page": [f"{name}-oncall"], "is_essential": True}, {"page": [members[0]]}]
        },
        "response_plans": {f"{name}-critical": {"title": f"{name} critical", "impact": 1, "engage": [name]}},
    }


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False))
