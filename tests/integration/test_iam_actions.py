"""The IAM actions that the roles' pages list are exactly those that their modules use."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.replication_set import (
    ReplicationSet,
    read_replication_set,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._replication_set import Wanted
from ansible_collections.oncall.incident_manager.plugins.module_utils._replication_set import run as run_replication_set

from tests.support.core import bulk
from tests.support.definitions import ROOT
from tests.support.lab import Lab

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook

EVERYTHING = Policy(adopt=True, prune=True, purge_tags=True)


def listed(role: str) -> set[str]:
    """The actions on a role's page."""
    page = (ROOT / "docs" / "roles" / f"{role}.md").read_text(encoding="utf-8")
    return set(re.findall(r"^- `(ssm-[\w-]+:\w+)`$", page, re.MULTILINE))


def crowd(count: int) -> dict[str, Any]:
    return {f"person-{number}": {"email": f"person-{number}@example.gov"} for number in range(count)}


def test_the_team_role_lists_what_it_uses(lab: Lab, clients: Clients, definition: dict[str, Any]) -> None:
    used: set[str] = set()

    def run(**settings: Any) -> None:
        lab.forget_calls()
        bulk(clients, definition, policy=EVERYTHING, **settings)
        used.update(lab.calls())

    # Lists show no more than 25 members, so a larger rotation is also read for itself.
    definition["people"] |= crowd(26)
    team = definition["teams"]["platform"]
    team["rotations"]["platform-interrupts"]["members"] = list(crowd(26))
    run(tags={"cost-center": "4711"})

    definition["people"]["ada"]["display_name"] = "Ada King"
    definition["people"]["ada"]["email"] = "ada.king@example.gov"
    definition["people"]["grace"].pop("voice")
    definition["people"]["grace"].pop("engagement_plan")
    team["rotations"]["platform-primary"]["members"].reverse()
    team["response_plans"]["platform-critical"]["title"] = "Platform is down"
    run(tags={"owner": "platform"})

    definition["people"] = {"ada": definition["people"]["ada"]}
    definition["teams"] = {}
    run()

    assert used == listed("team")


def test_the_account_role_lists_what_it_uses(new_lab: Lab, clients: Clients) -> None:
    new_lab.reset()

    def run(replication_set: ReplicationSet) -> None:
        run_replication_set(
            Wanted(replication_set, purge_tags=True, confirmed=False, wait_timeout=30), clients, check_mode=False
        )

    def wanted(regions: dict[str, Any], tags: dict[str, str], *, protected: bool) -> ReplicationSet:
        return read_replication_set(regions, tags, deletion_protected=protected, connected_region="us-east-1")

    run(wanted({"us-east-1": {}}, {"cost-center": "4711"}, protected=True))
    run(wanted({"us-east-1": {}, "us-west-2": {}}, {"owner": "platform"}, protected=False))

    assert set(new_lab.calls()) == listed("account")


def test_the_channel_activation_role_lists_what_it_uses(
    lab: Lab, clients: Clients, definition: dict[str, Any], written: Playbook
) -> None:
    carol = {
        **definition,
        "people": {"carol": definition["people"]["carol"]},
        "teams": {"appdev": {"members": ["carol"]}},
    }
    bulk(clients, carol)
    lab.forget_calls()
    written("activate_channels", carol, "-e", "send=true").succeeded()
    codes = {f"carol/{message['channel']}": message["code"] for message in lab.server.control("GET", "inbox")}
    written("activate_channels", carol, "-e", json.dumps({"codes": codes})).succeeded()

    assert set(lab.calls()) == listed("channel_activation")
