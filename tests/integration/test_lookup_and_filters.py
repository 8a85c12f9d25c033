"""The lookup and the filters in a playbook, and the examples of their documentation."""

from __future__ import annotations

import ast
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.oncall.incident_manager.plugins.filter.oncall import FilterModule

from tests.support.definitions import ROOT
from tests.support.lab import ACCOUNT, Lab
from tests.support.playbook import PlaybookRun, run_playbook
from tests.support.sandbox_process import REGION

Task = dict[str, Any]

AT = "2027-01-05T13:30:00-05:00"  # half an hour after a hand-off

# As a template, each value is what users give: text with marks of Ansible.
ASKED: dict[str, str] = {
    "schedule": "query('oncall.incident_manager.oncall', names.schedule, at=at)",
    "several": "query('oncall.incident_manager.oncall', ['platform-oncall', 'idle'], 'platform-oncall', at=at)",
    "rotation": "query('oncall.incident_manager.oncall', 'platform-secondary', kind='rotation', at=at)",
    "team": "query('oncall.incident_manager.oncall', 'platform', kind='team', at=at)",
    "names": "lookup('oncall.incident_manager.oncall', names.schedule, want='display_names', at=at)",
    "shifts": "query('oncall.incident_manager.oncall', 'platform', kind='team', want='shifts', at=at)",
    "no_terms": "query('oncall.incident_manager.oncall')",
    "skipped": "query('oncall.incident_manager.oncall', 'nowhere', names.schedule, on_missing='skip', at=at)",
    "warned": "query('oncall.incident_manager.oncall', 'nobodys', kind='team', on_missing='warn', at=at)",
    "filtered": "answer.oncall | oncall.incident_manager.on_call_now",
    "of_schedule": "answer | oncall.incident_manager.on_call_now(schedule='idle')",
    "local": "answer.at | oncall.incident_manager.local_time('America/New_York', '%H:%M')",
    "redacted": "{'who': names.phone, 'at': at} | oncall.incident_manager.redact_addresses",
}


@pytest.fixture
def account(lab: Lab) -> Lab:
    """The account that the examples are written for."""
    lab.contacts.create_contact(Alias="ada", Type="PERSONAL", DisplayName="Ada Lovelace", Plan={"Stages": []})
    lab.person("alan")
    lab.rotation("platform-primary", "ada", "grace")
    lab.rotation("platform-secondary", "grace", "ada")
    schedule = lab.schedule("platform-oncall", "platform-primary", "platform-secondary")
    lab.contacts.tag_resource(ResourceARN=schedule, Tags=[{"Key": "team", "Value": "platform"}])
    lab.schedule("idle")
    lab.forget_calls()
    return lab


def play(lab: Lab, folder: Path, home: Path, tasks: list[Task], **variables: Any) -> PlaybookRun:
    """Run tasks; lookups know the sandbox from the environment, modules from their defaults."""
    connection = {"endpoint_url": lab.url, "region": REGION, "access_key": ACCOUNT, "secret_key": "x"}
    path = folder / "play.yml"
    defaults = {"group/oncall.incident_manager.aws": connection}
    content = {"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, "vars": variables}
    path.write_text(yaml.safe_dump([{**content, "tasks": tasks}]), encoding="utf-8")
    environment = {
        "AWS_URL": lab.url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "x",
    }
    return run_playbook(path, "-i", "localhost,", environment=environment, home=home)


def asking(expression: str) -> Task:
    return {"ansible.builtin.debug": {"msg": f"{{{{ {expression} }}}}"}, "ignore_errors": True}


def test_who_is_on_call(account: Lab, tmp_path: Path, home: Path) -> None:
    tasks: list[Task] = [
        {"oncall.incident_manager.oncall_info": {"at": AT}, "register": "answer"},
        {
            "name": "all",
            "ansible.builtin.debug": {"msg": {name: f"{{{{ {asked} }}}}" for name, asked in ASKED.items()}},
        },
        {"name": "unknown", **asking("lookup('oncall.incident_manager.oncall', 'nowhere', 'idle', 'neither')")},
        {"name": "elsewhere", **asking("lookup('oncall.incident_manager.oncall', 'idle', region='eu-west-1')")},
        {"name": "bad time", **asking("lookup('oncall.incident_manager.oncall', 'idle', at='soon')")},
        {"name": "bad want", **asking("lookup('oncall.incident_manager.oncall', 'idle', want='everything')")},
        {
            "name": "no server",
            **asking("lookup('oncall.incident_manager.oncall', 'idle', endpoint_url='http://127.0.0.1:9')"),
        },
    ]
    names = {"schedule": "platform-oncall", "phone": "+12025550101"}
    ran = play(account, tmp_path, home, tasks, names=names, at=AT).succeeded()
    got = ran.only("all")["msg"]

    def serving(rotation: str) -> list[str]:
        instant = datetime.fromisoformat(AT)
        [shift] = account.contacts.list_rotation_shifts(
            RotationId=account.rotation_arn(rotation), StartTime=instant, EndTime=instant + timedelta(minutes=1)
        )["RotationShifts"]
        return [arn.rsplit("/", 1)[1] for arn in shift["ContactIds"]]

    primary, secondary = serving("platform-primary"), serving("platform-secondary")
    shown = {"ada": "Ada Lovelace", "grace": "grace"}
    shifts = got.pop("shifts")
    assert got == {
        "schedule": primary + secondary,
        "several": primary + secondary,
        "rotation": secondary,
        "team": primary + secondary,
        "names": ",".join(shown[alias] for alias in primary + secondary),
        "no_terms": [],
        "skipped": primary + secondary,
        "warned": [],
        "filtered": sorted(primary + secondary),
        "of_schedule": [],
        "local": "13:30",
        "redacted": {"who": "<not shown>", "at": AT},
    }
    assert [entry["rotation"] for entry in shifts] == ["platform-primary", "platform-secondary"]
    assert shifts[0] == {
        "team": "platform",
        "schedule": "platform-oncall",
        "rotation": "platform-primary",
        "time_zone_id": "America/New_York",
        "contacts": primary,
        "display_names": [shown[alias] for alias in primary],
        "start_time": "2027-01-05T18:00:00Z",
        "end_time": "2027-01-12T18:00:00Z",
        "overridden_contacts": [],
    }
    assert ran.only("all")["warnings"] == ["Nobody is on call there: no schedule has the tag team=nobodys"]
    told = {name: ran.only(name)["msg"] for name in ("unknown", "elsewhere", "bad time", "bad want", "no server")}
    assert "Failed to look up who is on call: there is no schedule nowhere, neither" in told["unknown"]
    assert told["elsewhere"].count("No replication set of this account serves this region") == 1
    assert "at: 'soon' is not a date and time" in told["bad time"]
    assert "everything" in told["bad want"]
    assert "the sandbox is not running" in told["no server"]
    assert account.writes() == {}


def examples(path: str) -> list[Task]:
    """The tasks that the documentation of a plugin shows."""
    text = (ROOT / "plugins" / path).read_text(encoding="utf-8")
    if path.endswith(".yml"):
        shown = yaml.safe_load(text)["EXAMPLES"]
    else:
        [shown] = [
            ast.literal_eval(node.value)
            for node in ast.parse(text).body
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXAMPLES"
        ]
    tasks: list[Task] = yaml.safe_load(shown)
    return tasks


def test_the_examples_of_the_documentation_work(account: Lab, tmp_path: Path, home: Path) -> None:
    documented = ("lookup/oncall.py", *(f"filter/{name}.yml" for name in FilterModule().filters()))
    ran = play(account, tmp_path, home, [task for path in documented for task in examples(path)]).succeeded()
    assert ran.only("Say who is on call")["msg"] in ("Call Ada Lovelace,grace", "Call grace,Ada Lovelace")
    assert ran.only("Name them")["msg"] == "ada, grace"
    assert ran.only("Name those of one schedule")["msg"] == ["ada", "grace"]
    assert ran.only("Say when it is in New York")["msg"] == "Fri 2026-12-25 03:00 EST"
    assert ran.only("Say only the time of day")["msg"] == "08:00"
    said = "Paging <not shown> and <not shown> failed at 2026-12-24T13:00:00Z"
    assert ran.only("Say what went wrong without saying whose number it is")["msg"] == said
    assert ran.changed == 0
