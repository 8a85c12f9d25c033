"""A small definition in which every kind of object occurs, and one change to it at a time."""

from __future__ import annotations

import copy
from typing import Any

from ansible_collections.oncall.incident_manager.plugins.module_utils._model.organisation import (
    Organisation,
    read_organisation,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError

TOPIC = "arn:aws:sns:us-east-1:123456789012:chat"
ROLE = "arn:aws:iam::123456789012:role/runbook"

ABSENT = object()

_DEFINITION: dict[str, Any] = {
    "people": {
        "ada": {"display_name": "Ada Lovelace", "sms": "+12025550101", "email": "ada@example.gov"},
        "grace": {
            "display_name": "Grace Hopper",
            "voice": "+12025550102",
            "channels": {"pager": {"type": "EMAIL", "address": "grace@example.gov"}},
            "engagement_plan": [
                {"duration_in_minutes": 3, "channels": [{"name": "voice", "retry_interval_in_minutes": 1}]},
                {"duration_in_minutes": 5, "channels": [{"type": "EMAIL"}]},
            ],
        },
    },
    "teams": {
        "web": {
            "members": ["ada", "grace"],
            "rotations": {
                "primary": {
                    "members": ["ada", "grace"],
                    "start_time": "2026-01-06T13:00",
                    "time_zone_id": "America/New_York",
                    "recurrence": {"weekly": [{"day": "TUE", "time": "13:00"}]},
                }
            },
            "schedules": {"web-oncall": {"display_name": "Web on call", "rotations": ["primary"]}},
            "escalation_plan": {
                "web": {
                    "display_name": "Web",
                    "stages": [
                        {"duration_in_minutes": 5, "page": ["web-oncall"], "is_essential": True},
                        {"page": ["grace"]},
                    ],
                }
            },
            "response_plans": {"web-critical": {"title": "Web critical", "impact": 1, "engage": ["web"]}},
        }
    },
    "default_engagement_plan": [{"duration_in_minutes": 5, "channels": [{"type": "SMS"}, {"type": "EMAIL"}]}],
    "tags": {},
}


def definition(path: str = "", value: Any = None) -> dict[str, Any]:
    """Return the definition, with ``value`` at the dotted ``path`` (ABSENT: without what is there)."""
    made = copy.deepcopy(_DEFINITION)
    if path:
        put(made, path, value)
    return made


def put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at a dotted path; ABSENT takes it away."""
    *steps, last = path.split(".")
    place: Any = tree
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]
    key: Any = int(last) if isinstance(place, list) else last
    if value is ABSENT:
        del place[key]
    else:
        place[key] = value


def read(written: dict[str, Any], selected: list[str] | None = None) -> Organisation:
    """Read a definition as the bulk module does."""
    return read_organisation(
        written["people"],
        written["teams"],
        selected=selected,
        default_engagement_plan=written["default_engagement_plan"],
        tags=written["tags"],
    )


def mistakes(written: dict[str, Any], selected: list[str] | None = None) -> list[str]:
    """Return the problems of a definition, as they are told."""
    try:
        read(written, selected)
    except InvalidDefinitionError as error:
        return [str(problem) for problem in error.problems]
    return []
