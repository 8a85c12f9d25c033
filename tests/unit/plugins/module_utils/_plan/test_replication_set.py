"""The steps from one replication set to another."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.replication_set import (
    DEFAULT_KEY,
    FoundReplicationSet,
    ReplicationSet,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.actions import Plan, Verb
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.replication_set import (
    plan_absent,
    plan_present,
)

EAST, WEST, WEST1, DUBLIN = "us-east-1", "us-west-2", "us-west-1", "eu-west-1"


def aws(*regions: str) -> dict[str, str]:
    return dict.fromkeys(regions, DEFAULT_KEY)


def found(regions: dict[str, str], *, protected: bool = False, tags: Any = None) -> FoundReplicationSet:
    return FoundReplicationSet("arn", ReplicationSet(regions, protected), "ACTIVE", tags or {})


def changes(plan: Plan) -> list[tuple[str, Any, Any]]:
    return [(change.field, change.before, change.after) for action in plan.actions for change in action.changes]


def steps(have: dict[str, str], want: dict[str, str]) -> list[str]:
    plan = plan_present(ReplicationSet(want), found(have), purge_tags=False)
    assert all(len(action.changes) == 1 and action.verb is Verb.UPDATE for action in plan.actions)
    return [("-" if after is None else "+") + field.removeprefix("regions.") for field, _before, after in changes(plan)]


def refusals(**kw: Any) -> list[str]:
    with pytest.raises(InvalidDefinitionError) as caught:
        (plan_present if "desired" in kw else plan_absent)(**kw)
    return [str(problem) for problem in caught.value.problems]


def test_creating() -> None:
    plan = plan_present(
        ReplicationSet({WEST: "key1", EAST: "key2"}, True, {"b": "2", "a": "1"}),  # noqa: FBT003
        None,
        purge_tags=False,
    )
    assert [action.verb for action in plan.actions] == [Verb.CREATE]
    assert changes(plan) == [
        ("regions", None, {EAST: {"sse_kms_key_id": "key2"}, WEST: {"sse_kms_key_id": "key1"}}),
        ("deletion_protected", None, True),
        ("tags", None, {"a": "1", "b": "2", "managed-by": "oncall.incident_manager"}),
    ]
    bare = plan_present(ReplicationSet(aws(EAST), deletion_protected=False), None, purge_tags=False)
    assert changes(bare) == [("regions", None, {EAST: {}})]


@pytest.mark.parametrize("regions", [None, {}])
def test_creating_needs_regions(regions: Any) -> None:
    assert refusals(desired=ReplicationSet(regions), found=None, purge_tags=False) == [
        "regions: is required to create the replication set; name 1 to 3 regions"
    ]


@pytest.mark.parametrize(
    ("have", "want", "expected"),
    [
        (aws(EAST), aws(EAST), []),
        (aws(EAST, WEST), aws(WEST, EAST), []),
        (aws(EAST), aws(EAST, WEST), ["+us-west-2"]),
        (aws(EAST, WEST), aws(EAST), ["-us-west-2"]),
        (aws(EAST), aws(WEST), ["+us-west-2", "-us-east-1"]),
        (aws(EAST, WEST), aws(EAST, DUBLIN), ["+eu-west-1", "-us-west-2"]),
        (aws(EAST, WEST, WEST1), aws(EAST, WEST, DUBLIN), ["-us-west-1", "+eu-west-1"]),
        (aws(EAST, WEST, WEST1), aws(DUBLIN), ["-us-east-1", "+eu-west-1", "-us-west-2", "-us-west-1"]),
    ],
)
def test_regions_are_added_before_others_go_and_never_more_than_three(
    have: dict[str, str], want: dict[str, str], expected: list[str]
) -> None:
    assert steps(have, want) == expected


def test_a_region_that_is_added_brings_its_key() -> None:
    plan = plan_present(ReplicationSet({EAST: "k1", WEST: "k2"}), found({EAST: "k1"}), purge_tags=False)
    assert changes(plan) == [(f"regions.{WEST}", None, "k2")]


def test_another_key_is_refused() -> None:
    assert refusals(desired=ReplicationSet({EAST: "new"}), found=found({EAST: "old"}), purge_tags=False) == [
        (
            "regions.us-east-1.sse_kms_key_id: differs from the key in use, which AWS cannot change; remove the region "
            "in one run and add it with the new key in a later one (AWS wants 24 hours between)"
        )
    ]


def test_another_kind_of_key_is_refused_for_new_regions_too() -> None:
    assert refusals(desired=ReplicationSet({WEST: "own"}), found=found(aws(EAST)), purge_tags=False) == [
        (
            "regions: changes between AWS's key and keys of your own, which AWS takes for all regions or none; keep to "
            "the kind of key in use, or delete the replication set and create it anew"
        )
    ]


@pytest.mark.parametrize(
    ("have", "want", "expected"), [(False, True, [True]), (True, False, [False]), (True, True, []), (True, None, [])]
)
def test_protection(have: bool, want: bool | None, expected: list[bool]) -> None:
    plan = plan_present(ReplicationSet(None, want), found(aws(EAST), protected=have), purge_tags=False)
    assert changes(plan) == [("deletion_protected", have, after) for after in expected]
    assert plan.unchanged == (not expected)


def test_tags_come_last_and_foreign_ones_go_only_when_purged() -> None:
    desired = ReplicationSet(aws(EAST, WEST), deletion_protected=True, tags={"a": "1"})
    account = found(aws(EAST), tags={"b": "2", "aws:x": "y"})
    assert changes(plan_present(desired, account, purge_tags=False)) == [
        (f"regions.{WEST}", None, DEFAULT_KEY),
        ("deletion_protected", False, True),
        ("tags", {}, {"a": "1"}),
    ]
    assert changes(plan_present(desired, account, purge_tags=True))[-1] == ("tags", {"b": "2"}, {"a": "1"})
    assert not plan_present(ReplicationSet(None), account, purge_tags=True)


@pytest.mark.parametrize("tags", [{}, {"a": "1"}, {"managed-by": "terraform", "team": "web"}])
def test_the_mark_of_a_set_that_exists_is_neither_demanded_nor_dropped(tags: dict[str, str]) -> None:
    same = ReplicationSet(aws(EAST), deletion_protected=False, tags=tags)
    assert not plan_present(same, found(aws(EAST), tags=tags), purge_tags=True)
    marked = {**tags, "managed-by": "somebody"}
    unmarked = {key: value for key, value in tags.items() if key not in ("managed-by", "team")}
    desired = ReplicationSet(aws(EAST), deletion_protected=False, tags=unmarked)
    assert not plan_present(desired, found(aws(EAST), tags=marked), purge_tags=True)


def test_deleting_must_be_confirmed_and_unprotected() -> None:
    assert refusals(found=found(aws(EAST), protected=True), confirmed=False) == [
        (
            "state: 'absent' deletes every contact, rotation, plan and incident of this account in every region; "
            "set `confirm_deletion: delete-all-incident-manager-data` if that is what you want"
        ),
        (
            "deletion_protected: the replication set is protected from deletion; "
            "run once with `state: present` and `deletion_protected: false`"
        ),
    ]
    assert len(refusals(found=found(aws(EAST)), confirmed=False)) == 1
    assert len(refusals(found=found(aws(EAST), protected=True), confirmed=True)) == 1
    plan = plan_absent(found(aws(EAST)), confirmed=True)
    assert [action.verb for action in plan.actions] == [Verb.DELETE]
    assert changes(plan) == [("regions", {EAST: {}}, None)]
    assert not plan_absent(None, confirmed=False)
