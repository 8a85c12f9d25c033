"""What one invocation of a module costs, beside modules of amazon.aws that do as little, taken in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.processes import BenchError, sandbox

ROUNDS = 15
OURS: dict[str, dict[str, Any]] = {
    "oncall.incident_manager.contact_info": {"aliases": ["ada"]},
    "oncall.incident_manager.contact": {"alias": "ada", "display_name": "Ada Lovelace"},
    "oncall.incident_manager.rotation": {"name": "primary", "members": ["ada"]},
    "oncall.incident_manager.response_plan": {"name": "critical", "title": "Critical", "impact": 1},
}
THEIRS: dict[str, dict[str, Any]] = {
    "amazon.aws.cloudwatchlogs_log_group_info": {},
    "amazon.aws.iam_role_info": {},
}
_FURNITURE: list[dict[str, Any]] = [
    {"oncall.incident_manager.replication_set": {"regions": {"us-east-1": {}}}},
    {"oncall.incident_manager.contact": {"alias": "ada", "display_name": "Ada Lovelace"}},
    {
        "oncall.incident_manager.rotation": {
            "name": "primary",
            "members": ["ada"],
            "start_time": "2026-01-06T13:00",
            "time_zone_id": "America/New_York",
            "recurrence": {"weekly": [{"day": "TUE", "time": "13:00"}]},
        }
    },
    {"oncall.incident_manager.response_plan": {"name": "critical", "title": "Critical", "impact": 1}},
]


def invocations() -> dict[str, float]:
    """Return the median seconds of an invocation that changes nothing, by module."""
    with sandbox() as url, TemporaryDirectory() as folder:
        connection = {"endpoint_url": url, "region": "us-east-1", "access_key": "123456789012", "secret_key": "any"}
        measured = {**OURS, **THEIRS}
        play = {
            "hosts": "localhost",
            "gather_facts": False,
            "module_defaults": dict.fromkeys(("group/oncall.incident_manager.aws", "group/amazon.aws.aws"), connection),
            "vars": {"ansible_python_interpreter": sys.executable},
            "tasks": [
                *_FURNITURE,
                # Once for each module's payload to be built, which is done once in a run.
                *({name: options} for name, options in measured.items()),
                *(
                    {"name": f"measured {name}", name: options}
                    for _round in range(ROUNDS)
                    for name, options in measured.items()
                ),
            ],
        }
        path = Path(folder) / "invocations.yml"
        path.write_text(json.dumps([play]))
        command = [str(Path(sys.executable).with_name("ansible-playbook")), "-i", "localhost,", str(path)]
        environment = {**os.environ, "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        raise BenchError(done.stdout[-2000:] + done.stderr)
    seconds: dict[str, list[float]] = {}
    for task in json.loads(done.stdout)["plays"][0]["tasks"]:
        module = task["task"]["name"].removeprefix("measured ")
        if module in measured:
            times = task["task"]["duration"]
            start, end = (datetime.fromisoformat(times[edge]) for edge in ("start", "end"))
            seconds.setdefault(module, []).append((end - start).total_seconds())
    return {module: statistics.median(times[-ROUNDS:]) for module, times in seconds.items()}
