"""Whatever call fails, however it fails, and wherever a run is killed: the next run finishes the work.

Every call of onboarding the platform team is struck in turn. The runs happen in this process, or for killing in a
process forked from a prepared one; calls are tried again without botocore's pause (see ``tests.support.core``). With
one worker the order of the calls is the same in each run, so that the number of a call says which one it is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils import _replication_set
from ansible_collections.oncall.incident_manager.plugins.module_utils._errors import OncallError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.replication_set import ReplicationSet

from tests.support.account import OWNER, expected_account
from tests.support.core import bulk, connect, onboard
from tests.support.definitions import people_of
from tests.support.lab import ACCOUNT, Lab

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

    from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

TEAM = "platform"
ATTEMPTS = 2
# What a call says when it fails this way for good.
KINDS = {
    "throttle": "ThrottlingException",
    "error500": "InternalServerException",
    "reset": "ConnectionClosedError",
    "timeout_after_commit": "ConnectionClosedError",
}
SLICES = 4


@dataclass(frozen=True)
class Undisturbed:
    """A run that nothing happened to: its calls in order, and the account after it."""

    calls: list[str]
    account: dict[str, Any]


@pytest.fixture
def serial(lab: Lab) -> Clients:
    """Clients that make one call at a time, and each at most ``ATTEMPTS`` times."""
    return connect(lab.url, ACCOUNT, workers=1, attempts=ATTEMPTS)


@pytest.fixture
def undisturbed(lab: Lab, serial: Clients, definition: dict[str, Any]) -> Undisturbed:
    bulk(serial, definition, selected=[TEAM])
    calls = lab.sequence()
    assert len(calls) > 40
    account = lab.account()
    assert account == expected_account(definition, [TEAM], people_of(definition, TEAM))
    return Undisturbed(calls, account)


def _converged(lab: Lab, clients: Clients, definition: dict[str, Any], undisturbed: Undisturbed, where: str) -> None:
    """Assert that the account is as after an undisturbed run, to the collection's eye and to another."""
    assert bulk(clients, definition, selected=[TEAM], check_mode=True).result["plan"] == [], where
    assert lab.account() == undisturbed.account, where


def _start_again(lab: Lab) -> None:
    lab.reset()
    lab.enable()


@pytest.mark.parametrize("kind", KINDS)
def test_a_passing_failure_of_any_call_is_not_noticed(
    lab: Lab, serial: Clients, definition: dict[str, Any], undisturbed: Undisturbed, kind: str
) -> None:
    for number, name in enumerate(undisturbed.calls, 1):
        where = f"{kind} at call {number}, {name}"
        _start_again(lab)
        lab.server.fault(kind, nth=number)
        outcome = bulk(serial, definition, selected=[TEAM])
        assert lab.struck() == 1, where
        assert outcome.result["counts"]["create"] == len(outcome.result["plan"]) > 40, where
        assert len(lab.sequence()) == len(undisturbed.calls) + 1, where
        assert lab.account() == undisturbed.account, where
    assert bulk(serial, definition, selected=[TEAM]).result["plan"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_run_after_a_lasting_failure_of_any_call_finishes(
    lab: Lab, serial: Clients, definition: dict[str, Any], undisturbed: Undisturbed, kind: str
) -> None:
    for number, name in enumerate(undisturbed.calls, 1):
        where = f"{kind} at call {number}, {name}"
        _start_again(lab)
        lab.server.fault(kind, nth=number, count=ATTEMPTS)
        with pytest.raises(OncallError) as caught:
            bulk(serial, definition, selected=[TEAM])
        assert lab.struck() == ATTEMPTS, where
        assert f"{name} gave {KINDS[kind]}" in str(caught.value), where
        assert len(str(caught.value)) > len(name) + 40, where
        lab.clear_faults()
        bulk(serial, definition, selected=[TEAM])
        _converged(lab, serial, definition, undisturbed, where)


def test_the_run_after_an_outage_from_any_call_on_finishes(
    lab: Lab, clients: Clients, definition: dict[str, Any], undisturbed: Undisturbed
) -> None:
    """Sixteen calls at a time; all from the nth on are carried out and never answered."""
    for number, name in enumerate(undisturbed.calls, 1):
        where = f"outage from call {number} on, {name}"
        _start_again(lab)
        lab.server.fault("timeout_after_commit", nth=number, count=10_000)
        with pytest.raises(OncallError):
            bulk(clients, definition, selected=[TEAM])
        lab.clear_faults()
        bulk(clients, definition, selected=[TEAM])
        _converged(lab, clients, definition, undisturbed, where)


@pytest.fixture(scope="session")
def forks() -> ForkServerContext:
    """Starts processes that have everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.core"])
    return context


def _kill_when_struck(lab: Lab, process: ForkServerProcess, where: str) -> None:
    deadline = time.monotonic() + 60
    while lab.struck() == 0:
        assert time.monotonic() < deadline, where
        assert process.is_alive(), where
        time.sleep(0.002)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert process.exitcode == -signal.SIGKILL, where
    lab.clear_faults()


@pytest.mark.parametrize("workers", [1, 16])
@pytest.mark.parametrize("part", range(SLICES))
def test_the_run_after_one_that_was_killed_at_any_call_finishes(
    lab: Lab,
    serial: Clients,
    forks: ForkServerContext,
    definition: dict[str, Any],
    undisturbed: Undisturbed,
    part: int,
    workers: int,
) -> None:
    """The nth call is carried out and never answered: there the process waits, and is killed."""
    for number in range(1 + part, len(undisturbed.calls) + 1, SLICES):
        where = f"killed at call {number}, {undisturbed.calls[number - 1]}, with {workers} workers"
        _start_again(lab)
        lab.server.fault("timeout_after_commit", nth=number, hold_seconds=20)
        process = forks.Process(target=onboard, args=(lab.url, ACCOUNT, definition, TEAM, workers))
        process.start()
        _kill_when_struck(lab, process, where)
        if workers == 1:
            assert lab.sequence() == undisturbed.calls[: len(lab.sequence())], where
        bulk(serial, definition, selected=[TEAM])
        _converged(lab, serial, definition, undisturbed, where)


def make_set(url: str, wanted: _replication_set.Wanted) -> None:
    """Make the replication set; for a process of its own, which is killed."""
    _replication_set.run(wanted, connect(url, ACCOUNT), check_mode=False)


def test_a_replication_set_is_finished_after_any_call(new_lab: Lab) -> None:
    desired = ReplicationSet({"us-east-1": "DefaultKey"}, deletion_protected=True, tags=OWNER)
    wanted = _replication_set.Wanted(desired, purge_tags=False, confirmed=False, wait_timeout=60)
    clients = connect(new_lab.url, ACCOUNT)
    _replication_set.run(wanted, clients, check_mode=False)
    calls, made = new_lab.sequence(), new_lab.replication_set()
    assert calls[0] == "ssm-incidents:ListReplicationSets"
    assert "ssm-incidents:CreateReplicationSet" in calls
    for kind in ("error500", "timeout_after_commit"):
        for number, name in enumerate(calls, 1):
            where = f"{kind} at call {number}, {name}"
            new_lab.reset()
            new_lab.server.fault(kind, nth=number)
            with pytest.raises(OncallError) as caught:
                _replication_set.run(wanted, clients, check_mode=False)
            assert name in str(caught.value), where
            new_lab.clear_faults()
            _replication_set.run(wanted, clients, check_mode=False)
            assert not _replication_set.run(wanted, clients, check_mode=False)["changed"], where
            assert new_lab.replication_set() == made, where
