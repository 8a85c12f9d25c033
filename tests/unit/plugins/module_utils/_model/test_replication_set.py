# ruff: noqa: E501  (messages are easier to compare whole)
"""What the replication set module is given."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.replication_set import (
    ReplicationSet,
    read_replication_set,
)

KEY = {"sse_kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/1"}


def read(regions: Any, tags: Any = None, region: str | None = "us-east-1") -> ReplicationSet:
    return read_replication_set(regions, tags, deletion_protected=None, connected_region=region)


def test_absent_is_not_managed() -> None:
    assert read(None) == ReplicationSet()


def test_regions_have_keys_or_awss_own() -> None:
    assert read({"us-east-1": {}, "us-west-2": None}).regions == {"us-east-1": "DefaultKey", "us-west-2": "DefaultKey"}
    assert read({"us-east-1": KEY}).regions == {"us-east-1": KEY["sse_kms_key_id"]}


def test_tags_may_be_any_that_a_set_has() -> None:
    found = {"managed-by": "terraform", "team": "web", "Cost center": "", "aws:x": "y"}
    assert read(None, found).tags == {"managed-by": "terraform", "team": "web", "Cost center": ""}
    assert read(None, {}).tags == {}


@pytest.mark.parametrize("region", [None, "us-west-2"])
def test_the_connection_must_be_to_a_region_of_the_set_if_it_is_known(region: str | None) -> None:
    assert read({"us-west-2": {}}, region=region).regions == {"us-west-2": "DefaultKey"}


@pytest.mark.parametrize(
    ("regions", "told"),
    [
        (
            {"us-east-1": {}, "sa-esat-1": {}},
            "regions.sa-esat-1: 'sa-esat-1' is not a region that offers Incident Manager; did you mean 'sa-east-1'?",
        ),
        (
            {"us-east-1": {}, "mars": {}},
            "regions.mars: 'mars' is not a region that offers Incident Manager; use one of AWS's list",
        ),
        ({}, "regions: has 0 regions, AWS takes 1 to 3; change the number of regions"),
        (
            {key: {} for key in ("us-east-1", "us-east-2", "us-west-1", "us-west-2")},
            "regions: has 4 regions, AWS takes 1 to 3; change the number of regions",
        ),
        (
            {"us-east-1": {}, "us-west-2": KEY},
            "regions: has regions with and without sse_kms_key_id; give every region a key, or none",
        ),
        (
            {"us-west-2": {}},
            "regions: 'us-east-1' is the region connected to, but is not in the set; add it to regions, or connect to one that is in them",
        ),
        ([], "regions: a list is not a mapping; write `key: value` lines here"),
        ({"us-east-1": "key"}, "regions.us-east-1: 'key' is not a mapping; write `key: value` lines here"),
        ({"us-east-1": []}, "regions.us-east-1: a list is not a mapping; write `key: value` lines here"),
        (
            {"us-east-1": {"kms_key_id": "x"}},
            "regions.us-east-1.kms_key_id: unknown key; did you mean 'sse_kms_key_id'?",
        ),
        ({"us-east-1": {"sse_kms_key_id": 5}}, "regions.us-east-1.sse_kms_key_id: 5 is not text; put it in quotes"),
    ],
)
def test_one_mistake_is_told_once(regions: Any, told: str) -> None:
    with pytest.raises(InvalidDefinitionError) as caught:
        read(regions)
    assert [str(problem) for problem in caught.value.problems] == [told]
