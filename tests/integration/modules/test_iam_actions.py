"""The IAM actions that each module's notes name are exactly the calls that it makes when all of it is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.integration.test_module_examples import furnish, one_team
from tests.support.documented import MODULES, iam_actions
from tests.support.lab import Lab
from tests.support.module_run import Modules

PHONE = {"name": "phone", "type": "SMS", "address": "+12025550101"}
CROWD = [f"person-{number}" for number in range(26)]
WEEKLY = {"weekly": [{"day": "TUE", "time": "13:00"}]}
FORCE = {"state": "absent", "force": True, "allow_empty": True}


def tomorrow(lab: Lab, hour: int) -> str:
    now = datetime.fromisoformat(lab.server.control("GET", "clock")["now"])
    return (now + timedelta(days=1)).strftime(f"%Y-%m-%dT{hour:02}:00")


def policy(name: str) -> str:
    statement = {"Sid": name, "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def contact(modules: Modules, lab: Lab) -> None:
    modules.contact(alias="new", channels=[PHONE], engagement_plan=[], tags={"a": "1"})
    modules.contact(alias="new", display_name="New", channels=[{**PHONE, "name": "mobile"}], tags={"b": "2"})
    modules.contact(alias="new", channels=[], purge_channels=True)
    lab.rotation("crowd", *CROWD, "new")
    times = {"start_time": tomorrow(lab, 8), "end_time": tomorrow(lab, 12)}
    modules.rotation_override(rotation="crowd", contacts=["new"], **times)
    lab.rotation("alone", "new")
    lab.escalation_plan("ladder", (5, ["new", "ada"]))
    lab.response_plan("engaging", "new")
    modules.contact(alias="new", **FORCE)


def contact_channel(modules: Modules, lab: Lab) -> None:
    modules.contact_channel(contact="ada", **PHONE, send_activation_code=True)
    modules.contact_channel(contact="ada", **{**PHONE, "name": "mobile"}, send_activation_code=True)
    code = lab.server.control("GET", "inbox?contact=ada")[-1]["code"]
    modules.contact_channel(contact="ada", name="mobile", activation_code=code)
    modules.contact_channel(contact="ada", name="mobile", active=False)
    modules.contact_channel(contact="ada", name="mobile", state="absent")


def escalation_plan(modules: Modules, lab: Lab) -> None:
    modules.escalation_plan(alias="new", stages=[{"page": ["ada"]}], tags={"a": "1"})
    modules.escalation_plan(alias="new", stages=[{"page": ["grace"]}], tags={"b": "2"})
    lab.response_plan("engaging", "new")
    modules.escalation_plan(alias="new", **FORCE)


def oncall_schedule(modules: Modules, lab: Lab) -> None:
    modules.oncall_schedule(alias="new", rotations=["platform-primary"], tags={"a": "1"})
    modules.oncall_schedule(alias="new", rotations=["platform-secondary"], tags={"b": "2"})
    lab.escalation_plan("ladder", (5, ["new"]))
    lab.response_plan("engaging", "new")
    modules.oncall_schedule(alias="new", **FORCE)


def rotation(modules: Modules, lab: Lab) -> None:
    for alias in CROWD:
        lab.person(alias)
    wanted = {"start_time": "2026-01-06T13:00", "time_zone_id": "America/New_York", "recurrence": WEEKLY}
    modules.rotation(name="new", members=CROWD, tags={"a": "1"}, **wanted)
    modules.rotation(name="new", members=[*CROWD, "ada"], tags={"b": "2"})
    lab.schedule("with-new", "new")
    start, end = tomorrow(lab, 8), tomorrow(lab, 9)
    modules.rotation_override(rotation="new", contacts=["ada"], start_time=start, end_time=end)
    lab.forget_calls()
    modules.rotation(name="newer", renamed_from="new")
    modules.rotation(name="newer", **FORCE)


def rotation_override(modules: Modules, lab: Lab) -> None:
    lab.rotation("crowd", *CROWD)
    times = {"start_time": tomorrow(lab, 8), "end_time": tomorrow(lab, 12)}
    of_crowd = {"rotation": "crowd", **times}
    modules.rotation_override(**of_crowd, contacts=[CROWD[0]], check=True)
    modules.rotation_override(**of_crowd, contacts=[CROWD[0]])
    modules.rotation_override(**of_crowd, contacts=[CROWD[1]], replace_overlapping=True)
    modules.rotation_override(**of_crowd, contacts=[CROWD[1]], state="absent")


def rotation_override_info(modules: Modules, lab: Lab) -> None:
    lab.rotation("crowd", *CROWD)
    times = {"start_time": tomorrow(lab, 8), "end_time": tomorrow(lab, 12)}
    made = modules.rotation_override(rotation="crowd", contacts=[CROWD[0]], **times)
    lab.forget_calls()
    modules.rotation_override_info(rotation="crowd")
    modules.rotation_override_info(rotation="crowd", override_id=made["override_id"])


def rotation_shift_info(modules: Modules, lab: Lab) -> None:
    del lab
    modules.rotation_shift_info(rotations=["platform-primary"])
    start = {"start_time": "2026-01-06T13:00", "time_zone_id": "America/New_York"}
    modules.rotation_shift_info(definition={"members": ["ada"], "recurrence": WEEKLY, **start})


def response_plan(modules: Modules, lab: Lab) -> None:
    del lab
    modules.response_plan(name="new", title="New", impact=1, engage=["ada"], tags={"a": "1"})
    modules.response_plan(name="new", engage=["grace"], tags={"b": "2"})
    modules.response_plan(name="new", state="absent")


def response_plan_policy(modules: Modules, lab: Lab) -> None:
    del lab
    modules.response_plan_policy(response_plan="platform-critical", policy=policy("one"))
    modules.response_plan_policy(response_plan="platform-critical", policy=policy("two"), purge_policies=True)
    modules.response_plan_policy(response_plan="platform-critical", policy=policy("two"), state="absent")


def contact_policy(modules: Modules, lab: Lab) -> None:
    del lab
    modules.contact_policy(contact="ada", policy=policy("one"))


def replication_set(modules: Modules, lab: Lab) -> None:
    lab.reset()
    modules.replication_set(regions={"us-east-1": {}}, tags={"a": "1"})
    regions: dict[str, Any] = {"us-east-1": {}, "us-west-2": {}}
    modules.replication_set(regions=regions, tags={"b": "2"}, deletion_protected=False)
    modules.replication_set(state="absent", confirm_deletion="delete-all-incident-manager-data")


def teams(modules: Modules, lab: Lab) -> None:
    lab.reset()
    lab.enable()
    everything = {"adopt": True, "prune": True, "purge_tags": True}
    one = one_team()
    modules.teams(**one, tags={"a": "1"}, **everything)
    person = {"display_name": "Grace", "email": "grace@example.gov"}
    people = {"ada": {"sms": "+12025550199"}, "grace": person, **{alias: {} for alias in CROWD}}
    team = one["teams"]["platform"]
    crowded = {**team["rotations"]["platform-primary"], "members": ["ada", *CROWD]}
    stages = {"platform": [{"page": ["ada"]}]}
    titled = {"platform-critical": {"title": "Other", "impact": 1}}
    changed = {
        **team,
        "rotations": {"platform-primary": crowded},
        "escalation_plan": stages,
        "response_plans": titled,
    }
    modules.teams(people=people, teams={"platform": changed}, tags={"b": "2"}, **everything)
    modules.teams(people=people, teams={"platform": changed}, tags={"b": "2"}, **everything)
    modules.teams(people={"ada": {}}, teams={}, **everything)


def rotation_info(modules: Modules, lab: Lab) -> None:
    lab.rotation("crowd", *CROWD)
    modules.rotation_info()


def response_plan_info(modules: Modules, lab: Lab) -> None:
    del lab
    modules.response_plan_info()
    modules.response_plan_info(names=["platform-critical"])


def response_plan_policy_info(modules: Modules, lab: Lab) -> None:
    del lab
    modules.response_plan_policy_info()
    modules.response_plan_policy_info(response_plans=["platform-critical"])


# The modules whose calls are not all made by one run, and what it takes to see them all.
SCENARIOS: dict[str, Callable[[Modules, Lab], None]] = {
    scenario.__name__: scenario
    for scenario in (
        contact,
        contact_channel,
        contact_policy,
        escalation_plan,
        oncall_schedule,
        replication_set,
        response_plan,
        response_plan_info,
        response_plan_policy,
        response_plan_policy_info,
        rotation,
        rotation_info,
        rotation_override,
        rotation_override_info,
        rotation_shift_info,
        teams,
    )
}
# The incident plane, which no module reaches yet: an operation that gets a module leaves this list.
WITHOUT_A_MODULE = {
    "ssm-contacts": (
        *("AcceptPage", "DescribePage", "ListPageReceipts", "ListPageResolutions"),
        *("ListPagesByContact", "ListPagesByEngagement"),
        *("DescribeEngagement", "ListEngagements", "StartEngagement", "StopEngagement"),
    ),
    "ssm-incidents": (
        *("DeleteIncidentRecord", "GetIncidentRecord", "ListIncidentRecords", "StartIncident", "UpdateIncidentRecord"),
        *("CreateTimelineEvent", "DeleteTimelineEvent", "GetTimelineEvent"),
        *("ListTimelineEvents", "UpdateTimelineEvent"),
        *("ListRelatedItems", "UpdateRelatedItems"),
        *("BatchGetIncidentFindings", "ListIncidentFindings"),
    ),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "contact_channel_info": {"contacts": ["ada"]},
    "contact_policy_info": {"contacts": ["ada"]},
}


class Recorded(Modules):
    """Remembers which operations the modules called, whatever else calls the sandbox in between."""

    def __init__(self, lab: Lab) -> None:
        super().__init__(lab)
        self.called: dict[str, set[str]] = {}

    def attempt(self, module: str, /, **options: Any) -> dict[str, Any]:
        self.lab.forget_calls()
        result = super().attempt(module, **options)
        self.called.setdefault(module, set()).update(self.lab.calls())
        return result


@pytest.mark.parametrize("module", MODULES)
def test_the_notes_name_what_is_called(lab: Lab, module: str) -> None:
    recorded = Recorded(lab)
    furnish(lab)
    if module in SCENARIOS:
        SCENARIOS[module](recorded, lab)
    else:
        recorded.run(module, **OPTIONS.get(module, {}))
    assert recorded.called[module] == iam_actions(module)


def test_every_operation_that_the_sandbox_has_is_reached_by_a_module(lab: Lab) -> None:
    reached = {action for module in MODULES for action in iam_actions(module)}
    services = lab.server.control("GET", "health")["services"]
    known = {f"{service}:{name}" for service in ("ssm-contacts", "ssm-incidents") for name in services[service]}
    unreached = {f"{service}:{name}" for service, names in WITHOUT_A_MODULE.items() for name in names}
    assert reached | unreached == known
    assert not reached & unreached
