"""What is read of a replication set that AWS is at work on."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients
from ansible_collections.oncall.incident_manager.plugins.module_utils._objects.incident_info import (
    replication_sets_info,
)

ARN = "arn:aws:ssm-incidents::123456789012:replication-set/1"


class Incidents:
    """A client of an account with one replication set."""

    def __init__(self, status: str, regions: dict[str, Any]) -> None:
        self.set = {"status": status, "regionMap": regions, "deletionProtected": False}

    def get_paginator(self, _method: str) -> Incidents:
        return self

    def paginate(self) -> list[dict[str, Any]]:
        return [{"replicationSetArns": [ARN]}]

    def get_replication_set(self, **_members: str) -> dict[str, Any]:
        return {"replicationSet": self.set}

    def list_tags_for_resource(self, **_members: str) -> dict[str, Any]:
        return {"tags": {"b": "2", "a": ""}}


def info(status: str, **regions: dict[str, Any]) -> dict[str, Any]:
    shapes = {region.replace("_", "-"): shape for region, shape in regions.items()}
    return replication_sets_info(Clients(lambda _service: Incidents(status, shapes), 1))


def test_regions_that_go_are_only_in_the_details() -> None:
    read = info(
        "UPDATING",
        us_west_2={"status": "DELETING", "statusMessage": "in progress", "sseKmsKeyId": "DefaultKey"},
        us_east_1={"status": "ACTIVE", "sseKmsKeyId": "DefaultKey"},
    )
    assert read == {
        "replication_sets": [
            {"regions": {"us-east-1": {}}, "deletion_protected": False, "tags": {"a": "", "b": "2"}},
        ],
        "details": {
            "arn": ARN,
            "status": "UPDATING",
            "regions": {
                "us-east-1": {"status": "ACTIVE", "status_message": ""},
                "us-west-2": {"status": "DELETING", "status_message": "in progress"},
            },
        },
    }


@pytest.mark.parametrize(("status", "sets"), [("DELETING", 0), ("CREATING", 1), ("FAILED", 1)])
def test_a_set_that_goes_is_none(status: str, sets: int) -> None:
    assert len(info(status, us_east_1={"status": status})["replication_sets"]) == sets
