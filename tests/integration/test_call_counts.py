"""How many calls to AWS the work costs: calls are what time and API rates are made of, and they are free of noise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy

from tests.support.core import bulk

if TYPE_CHECKING:
    from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab

# What every bulk run asks first: which account this is, and what is there.
LISTS = {
    "ssm-contacts:ListContacts": 1,
    "ssm-contacts:ListRotations": 1,
    "ssm-incidents:ListReplicationSets": 1,
    "ssm-incidents:ListResponsePlans": 1,
}
# The platform team: 8 people with 20 channels, 4 rotations, 4 schedules, 1 escalation plan, 2 response plans.
CREATIONS = {
    "ssm-contacts:CreateContact": 8 + 4 + 1,
    "ssm-contacts:CreateContactChannel": 20,
    "ssm-contacts:CreateRotation": 4,
    "ssm-contacts:UpdateContact": 8,  # their engagement plans
    "ssm-incidents:CreateResponsePlan": 2,
}
READS = {
    "ssm-contacts:GetContact": 8 + 4 + 1,
    "ssm-contacts:ListContactChannels": 8,
    "ssm-contacts:ListTagsForResource": 8 + 4 + 1 + 4,
    "ssm-incidents:GetResponsePlan": 2,
    "ssm-incidents:ListTagsForResource": 2,
}


def test_onboarding_costs_a_call_for_each_object_and_four(
    lab: Lab, clients: Clients, definition: dict[str, Any]
) -> None:
    outcome = bulk(clients, definition, selected=["platform"])
    assert lab.calls() == {**LISTS, **CREATIONS}
    assert sum(lab.calls().values()) == outcome.result["counts"]["create"] + 4


def test_a_run_without_changes_reads_three_times_per_person(
    lab: Lab, clients: Clients, definition: dict[str, Any]
) -> None:
    bulk(clients, definition, selected=["platform"])
    for check_mode in (True, False):
        lab.forget_calls()
        bulk(clients, definition, selected=["platform"], check_mode=check_mode)
        assert lab.calls() == {**LISTS, **READS}
        assert lab.writes() == {}


def test_pruning_reads_the_tags_of_everything_once(lab: Lab, clients: Clients, definition: dict[str, Any]) -> None:
    bulk(clients, definition)
    lab.forget_calls()
    bulk(clients, definition, policy=Policy(prune=True))
    # 12 people, 8 rotations, 7 schedules, 3 escalation plans and 4 response plans: their tags are read anyway.
    assert lab.calls() == {
        **LISTS,
        "ssm-contacts:GetContact": 22,
        "ssm-contacts:ListContactChannels": 12,
        "ssm-contacts:ListTagsForResource": 30,
        "ssm-incidents:GetResponsePlan": 4,
        "ssm-incidents:ListTagsForResource": 4,
    }


def test_calls_grow_with_the_objects_of_the_run_and_not_of_the_account(
    lab: Lab, clients: Clients, definition: dict[str, Any]
) -> None:
    bulk(clients, definition)
    lab.forget_calls()
    bulk(clients, definition, selected=["platform"], check_mode=True)
    assert lab.calls() == {**LISTS, **READS}


def test_onboarding_twice_as_many_costs_twice_as_much(lab: Lab, clients: Clients, definition: dict[str, Any]) -> None:
    counts = []
    for copies in (1, 2, 4):
        lab.reset()
        lab.enable()
        bulk(clients, _multiplied(definition, copies))
        counts.append(sum(lab.calls().values()) - sum(LISTS.values()))
    assert counts == [counts[0], 2 * counts[0], 4 * counts[0]]


def test_what_the_whole_playbook_adds(new_lab: Lab, playbook: Playbook) -> None:
    playbook("site").succeeded()
    calls = new_lab.calls()
    # The account role looks for the set (once), makes it, waits for it and protects it.
    assert calls["ssm-incidents:ListReplicationSets"] == 2
    assert {name: calls[name] for name in calls if "ReplicationSet" in name or "Protection" in name} == {
        "ssm-incidents:CreateReplicationSet": 1,
        "ssm-incidents:GetReplicationSet": 2,
        "ssm-incidents:ListReplicationSets": 2,
        "ssm-incidents:UpdateDeletionProtection": 1,
    }
    new_lab.forget_calls()
    playbook("site").succeeded()
    calls = new_lab.calls()
    assert new_lab.writes() == {}
    assert sum(calls.values()) == 4 + 22 + 12 + 30 + 4 + 4 + 3


def _multiplied(definition: dict[str, Any], copies: int) -> dict[str, Any]:
    """The platform team and its people, ``copies`` times under other names."""
    people, teams = definition["people"], {}
    wanted = definition["teams"]["platform"]
    everybody: dict[str, Any] = {}
    for number in range(copies):
        names = {name: f"{name}-{number}" for part in wanted.values() if isinstance(part, dict) for name in part}
        names |= {alias: f"{alias}-{number}" for alias in wanted["members"]}
        everybody |= {names[alias]: people[alias] for alias in wanted["members"]}
        teams[f"platform-{number}"] = _renamed(wanted, names)
    return {**definition, "people": everybody, "teams": teams}


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(entry, names) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    return names.get(value, value) if isinstance(value, str) else value
