"""Module replication_set_info, and what replication_set returns."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.lab import Lab
from tests.support.module_run import Modules

OWNER = {"managed-by": "oncall.incident_manager"}


@pytest.fixture
def new(new_lab: Lab) -> Modules:
    """Runs modules against an account that is not enabled."""
    return Modules(new_lab)


def test_an_account_that_is_not_enabled(new: Modules) -> None:
    read = new.run("replication_set_info")
    assert (read["changed"], read["replication_sets"], read["details"]) == (False, [], {})
    assert new.lab.calls() == {"ssm-incidents:ListReplicationSets": 1}


def test_what_is_created_reads_back(new: Modules) -> None:
    wanted: dict[str, Any] = {
        "regions": {"us-east-1": {}, "us-west-2": {}},
        "deletion_protected": True,
        "tags": {"cost-center": "4711"},
    }
    made = new.both("replication_set", **wanted)
    assert made["before"] == {}
    assert made["after"] == {**wanted, "tags": {**wanted["tags"], **OWNER}}
    new.lab.forget_calls()
    read = new.run("replication_set_info")
    assert new.lab.calls() == {
        "ssm-incidents:ListReplicationSets": 1,
        "ssm-incidents:GetReplicationSet": 1,
        "ssm-incidents:ListTagsForResource": 1,
    }
    assert read["replication_sets"] == [made["after"]]
    active = {"status": "ACTIVE", "status_message": ""}
    assert read["details"] == {
        "arn": made["replication_set"]["arn"],
        "status": "ACTIVE",
        # Tags can only be changed in the first region.
        "regions": {"us-east-1": active, "us-west-2": {**active, "status_message": "Tagging inaccessible"}},
    }
    new.unchanged("replication_set", **read["replication_sets"][0])


@pytest.mark.parametrize(
    ("regions", "protected", "tags"),
    [
        ({"us-east-1": {}}, False, {}),
        (
            {"us-east-1": {"sseKmsKeyId": "alias/own"}},
            True,
            {"managed-by": "terraform", "team": "", "Cost center": "a b"},
        ),
    ],
)
def test_a_set_that_somebody_else_made_is_input_too(
    new: Modules, regions: dict[str, Any], protected: bool, tags: dict[str, str]
) -> None:
    lab = new.lab
    tagged = {"tags": tags} if tags else {}
    arn = lab.incidents.create_replication_set(regions=regions, **tagged)["arn"]
    lab.server.advance(60)
    lab.incidents.update_deletion_protection(arn=arn, deletionProtected=protected)
    read = new.run("replication_set_info")
    own = {"us-east-1": {"sse_kms_key_id": "alias/own"} if protected else {}}
    assert read["replication_sets"] == [{"regions": own, "deletion_protected": protected, "tags": tags}]
    new.unchanged("replication_set", **read["replication_sets"][0])


def test_changes_are_seen_before_and_after(new: Modules) -> None:
    new.run("replication_set", regions={"us-east-1": {}}, tags={"a": "1"})
    changed = new.both(
        "replication_set",
        regions={"us-east-1": {}, "eu-west-1": {}},
        deletion_protected=False,
        tags={"b": "2"},
    )
    assert changed["before"] == {
        "regions": {"us-east-1": {}},
        "deletion_protected": True,
        "tags": {"a": "1", **OWNER},
    }
    assert changed["after"] == {
        "regions": {"eu-west-1": {}, "us-east-1": {}},
        "deletion_protected": False,
        "tags": {"b": "2", **OWNER},
    }
    confirmed = "delete-all-incident-manager-data"
    gone = new.both("replication_set", state="absent", confirm_deletion=confirmed)
    assert gone["after"] == {}
