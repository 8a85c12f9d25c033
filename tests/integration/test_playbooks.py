"""Check, apply, check, apply: what is planned is what happens, once, and the account is what the YAML says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.account import OWNER, expected_account
from tests.support.definitions import people_of

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab
    from tests.support.playbook import PlaybookRun

SET = {
    "regions": {"us-east-1": "DefaultKey", "us-west-2": "DefaultKey"},
    "status": "ACTIVE",
    "deletion_protected": True,
    "tags": OWNER,
}


def test_site_from_nothing(new_lab: Lab, playbook: Playbook, definition: dict[str, Any]) -> None:
    checked = playbook("site", "--check", "--diff").succeeded()
    assert checked.changed == 2
    assert new_lab.writes() == {}
    assert new_lab.replication_set() is None

    applied = playbook("site").succeeded()
    assert applied.changed == 2
    assert applied.plans == checked.plans
    assert new_lab.replication_set() == SET
    everything = expected_account(definition, definition["teams"], definition["people"])
    assert new_lab.account() == everything

    new_lab.forget_calls()
    for arguments in (("--check", "--diff"), ()):
        again = playbook("site", *arguments).succeeded()
        assert again.changed == 0
        assert again.plans == []
    assert new_lab.writes() == {}
    assert new_lab.account() == everything


@pytest.mark.parametrize("which", [("-l", "platform"), ("-e", "team=platform")])
def test_onboard_one_team(lab: Lab, playbook: Playbook, definition: dict[str, Any], which: tuple[str, str]) -> None:
    checked = playbook("onboard_team", *which, "--check", "--diff").succeeded()
    assert checked.changed == 1
    assert lab.writes() == {}

    applied = playbook("onboard_team", *which).succeeded()
    assert applied.changed == 1
    assert applied.plans == checked.plans
    assert lab.account() == expected_account(definition, ["platform"], people_of(definition, "platform"))

    lab.forget_calls()
    for arguments in (("--check", "--diff"), ()):
        again = playbook("onboard_team", *which, *arguments).succeeded()
        assert (again.changed, again.plans) == (0, [])
    assert lab.writes() == {}


def test_onboard_refuses_to_mean_everybody(lab: Lab, playbook: Playbook) -> None:
    refused = playbook("onboard_team")
    assert refused.code != 0
    assert "Say which team: `-l platform` or `-e team=platform`" in refused.message
    assert lab.calls() == {}


def test_onboard_of_an_unknown_team(lab: Lab, playbook: Playbook) -> None:
    refused = playbook("onboard_team", "-l", "plattform", as_json=False)
    assert refused.code != 0
    assert "plattform" in refused.output
    assert lab.calls() == {}


def test_a_team_that_borrows_from_one_that_is_not_there_yet(lab: Lab, playbook: Playbook) -> None:
    refused = playbook("onboard_team", "-l", "support")
    assert refused.code != 0
    assert "appdev-primary" in refused.message
    assert "apply team appdev first" in refused.message
    assert lab.writes() == {}
    playbook("onboard_team", "-l", "appdev").succeeded()
    playbook("onboard_team", "-l", "support").succeeded()
    assert lab.account()["escalation_plans"]["support-escalation"]["stages"][1]["page"] == [("appdev-primary", False)]


def _both(module: Playbook, lab: Lab, name: str, **options: Any) -> PlaybookRun:
    """Check, apply, check, apply; returns the first apply."""
    lab.forget_calls()
    checked = module(name, "--check", "--diff", **options).succeeded()
    assert checked.changed == 1
    assert lab.writes() == {}
    applied = module(name, **options).succeeded()
    assert applied.changed == 1
    assert applied.plans == checked.plans
    assert applied.plans
    lab.forget_calls()
    for arguments in (("--check", "--diff"), ()):
        again = module(name, *arguments, **options).succeeded()
        assert (again.changed, again.plans) == (0, [])
    assert lab.writes() == {}
    return applied


def test_the_replication_set_module(new_lab: Lab, module: Playbook) -> None:
    made = _both(module, new_lab, "replication_set", regions={"us-east-1": {}}, tags={"cost-center": "4711"})
    assert new_lab.replication_set() == {
        "regions": {"us-east-1": "DefaultKey"},
        "status": "ACTIVE",
        "deletion_protected": True,
        "tags": {**OWNER, "cost-center": "4711"},
    }
    said = made.results[-1]["replication_set"]
    assert said["regions"] == {"us-east-1": {}}
    assert said["deletion_protected"] is True
    assert ":replication-set/" in said["arn"]

    # Another region, other tags, without protection: three kinds of change, and no other.
    wanted = {"regions": {"us-east-1": {}, "eu-west-1": {}}, "tags": {"unit": "a b"}, "deletion_protected": False}
    changed = _both(module, new_lab, "replication_set", **wanted)
    fields = {change["field"] for step in changed.plans for change in step["changes"]}
    assert fields == {"regions.eu-west-1", "deletion_protected", "tags"}
    assert new_lab.replication_set() == {
        "regions": {"us-east-1": "DefaultKey", "eu-west-1": "DefaultKey"},
        "status": "ACTIVE",
        "deletion_protected": False,
        "tags": {**OWNER, "unit": "a b"},
    }


def test_giving_incident_manager_up(new_lab: Lab, module: Playbook) -> None:
    module("replication_set", regions={"us-east-1": {}}).succeeded()
    new_lab.forget_calls()
    confirmation = {"confirm_deletion": "delete-all-incident-manager-data"}
    for options, complaint in (
        ({}, "confirm_deletion: delete-all-incident-manager-data"),
        (confirmation, "protected from deletion"),
        ({"confirm_deletion": "yes"}, "confirm_deletion: delete-all-incident-manager-data"),
    ):
        refused = module("replication_set", state="absent", **options)
        assert refused.code != 0
        assert complaint in refused.message
    assert new_lab.writes() == {}

    module("replication_set", deletion_protected=False).succeeded()
    assert module("replication_set", "--check", state="absent", **confirmation).succeeded().changed == 1
    assert new_lab.replication_set() is not None
    assert module("replication_set", state="absent", **confirmation).succeeded().changed == 1
    assert new_lab.replication_set() is None
    assert module("replication_set", state="absent", **confirmation).succeeded().changed == 0


def test_the_teams_module(lab: Lab, module: Playbook, definition: dict[str, Any]) -> None:
    made = _both(module, lab, "teams", redaction_key="a key", **definition)
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])
    result = made.results[-1]
    people, teams = definition["people"], definition["teams"].values()
    objects = sum(len(team[part]) for team in teams for part in _PARTS)
    channels = sum(kind in person for person in people.values() for kind in ("sms", "voice", "email"))
    assert result["counts"]["create"] == 2 * len(people) + channels + objects
    assert len(result["unactivated_channels"]) == channels
    assert result["summary"].startswith(f"{result['counts']['create']} to create")


_PARTS = ("rotations", "schedules", "escalation_plan", "response_plans")
