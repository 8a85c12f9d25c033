# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Read and change the replication set; AWS does it in the background, so every step is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ._api import incidents as incidents_api
from ._api.calls import calling
from ._clients import Clients
from ._model.describe import describe_tags
from ._model.kinds import Kind
from ._model.replication_set import DEFAULT_KEY, FoundReplicationSet, ReplicationSet
from ._objects.outcome import merged_tags
from ._plan.actions import Action, Change, Plan, Verb
from ._plan.render import counts_text, plan_data, plan_diff, plan_text
from ._plan.replication_set import NAME, described_regions, plan_absent, plan_present
from ._wire.contacts import idempotency_token

_SECONDS_BETWEEN_LOOKS = 1
# Nothing about a replication set is secret, so the digests' key is never used.
_NO_KEY = b""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the module is asked for; ``replication_set`` None means that there shall be none."""

    replication_set: ReplicationSet | None
    purge_tags: bool
    confirmed: bool
    wait_timeout: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The account's replication set, and its regions as AWS has them."""

    set: FoundReplicationSet
    regions: Mapping[str, Mapping[str, Any]]


def find(clients: Clients) -> FoundReplicationSet | None:
    """Return the account's replication set with its tags."""
    seen = look(clients)
    return seen.set if seen else None


def look(clients: Clients) -> Seen | None:
    """Return the account's replication set with its tags and the state of its regions."""
    for arn in incidents_api.list_replication_sets(clients.incidents):
        shape = incidents_api.get_replication_set(clients.incidents, arn)
        if shape is None or shape["status"] == "DELETING":
            continue
        regions = {
            region: str(info.get("sseKmsKeyId") or DEFAULT_KEY)
            for region, info in shape["regionMap"].items()
            if info.get("status") != "DELETING"
        }
        model = ReplicationSet(regions, bool(shape["deletionProtected"]))
        tags = incidents_api.list_tags(clients.incidents, arn)
        return Seen(FoundReplicationSet(arn, model, str(shape["status"]), tags), shape["regionMap"])
    return None


def run(wanted: Wanted, clients: Clients, *, check_mode: bool) -> Mapping[str, Any]:
    """Bring the replication set about and return the module's result."""
    found = find(clients)
    if wanted.replication_set is None:
        plan = plan_absent(found, confirmed=wanted.confirmed)
    else:
        plan = plan_present(wanted.replication_set, found, purge_tags=wanted.purge_tags)
    arn = found.arn if found else ""
    if plan and not check_mode:
        if found:
            _wait(clients, found.arn, "active", wanted.wait_timeout)
        for action in plan.actions:
            arn = _carry_out(clients, action, wanted.wait_timeout)
    return {
        "changed": bool(plan),
        "plan": plan_data(plan, _NO_KEY),
        "plan_text": plan_text(plan, _NO_KEY),
        "summary": counts_text(plan),
        "diff": plan_diff(plan, _NO_KEY),
        "replication_set": _described(wanted, found, arn),
        "before": described_set(found) if found else {},
        "after": _after(wanted, found, plan),
    }


def described_set(found: FoundReplicationSet) -> dict[str, Any]:
    """Describe a set in the form of the module's options."""
    return {
        "regions": described_regions(found.model.regions or {}),
        "deletion_protected": bool(found.model.deletion_protected),
        "tags": describe_tags(found.tags),
    }


def _after(wanted: Wanted, found: FoundReplicationSet | None, plan: Plan) -> dict[str, Any]:
    desired = wanted.replication_set
    if desired is None:
        return {}
    described = _described(wanted, found, "")
    tags = merged_tags(found.tags if found else {}, desired.tags, plan, of=(Kind.REPLICATION_SET, NAME))
    return {"regions": described["regions"], "deletion_protected": described["deletion_protected"], "tags": tags}


def _described(wanted: Wanted, found: FoundReplicationSet | None, arn: str) -> dict[str, Any]:
    """Describe the set as it is now, or would be."""
    desired = wanted.replication_set
    if desired is None:
        return {}
    now = found.model if found else ReplicationSet({}, deletion_protected=False)
    after = replace(
        now,
        regions=now.regions if desired.regions is None else desired.regions,
        deletion_protected=now.deletion_protected if desired.deletion_protected is None else desired.deletion_protected,
    )
    regions = described_regions(after.regions or {})
    return {"arn": arn, "regions": regions, "deletion_protected": after.deletion_protected}


def _carry_out(clients: Clients, action: Action, timeout: int) -> str:
    client = clients.incidents
    if action.verb is Verb.CREATE:
        return _create(clients, action.desired, timeout)
    arn = str(action.found.arn)
    if action.verb is Verb.DELETE:
        incidents_api.delete_replication_set(client, arn)
        _wait(clients, arn, "deleted", timeout)
        return arn
    for change in action.changes:
        if change.field == "deletion_protected":
            incidents_api.update_deletion_protection(client, arn, protected=change.after)
        elif change.field == "tags":
            _tag(clients, arn, change)
        else:
            incidents_api.update_replication_set(client, arn, _region_action(change))
            _wait(clients, arn, "active", timeout)
    return arn


def _create(clients: Clients, desired: ReplicationSet, timeout: int) -> str:
    regions = {region: _key(key) for region, key in (desired.regions or {}).items()}
    token = idempotency_token("replication set", regions)
    arn = incidents_api.create_replication_set(clients.incidents, regions, desired.tags or {}, token)
    _wait(clients, arn, "active", timeout)
    if desired.deletion_protected:
        incidents_api.update_deletion_protection(clients.incidents, arn, protected=True)
    return arn


def _key(key: str) -> dict[str, str]:
    return {} if key == DEFAULT_KEY else {"sseKmsKeyId": key}


def _region_action(change: Change) -> dict[str, Any]:
    region = change.field.split(".", 1)[1]
    if change.after is None:
        return {"deleteRegionAction": {"regionName": region}}
    key = {} if change.after == DEFAULT_KEY else {"sseKmsKeyId": change.after}
    return {"addRegionAction": {"regionName": region, **key}}


def _tag(clients: Clients, arn: str, change: Change) -> None:
    if change.after:
        incidents_api.tag(clients.incidents, arn, change.after)
    gone = set(change.before) - set(change.after)
    if gone:
        incidents_api.untag(clients.incidents, arn, gone)


def _wait(clients: Clients, arn: str, until: str, timeout: int) -> None:
    waiter = clients.incidents.get_waiter(f"wait_for_replication_set_{until}")
    config = {"Delay": _SECONDS_BETWEEN_LOOKS, "MaxAttempts": max(1, timeout // _SECONDS_BETWEEN_LOOKS)}
    with calling(f"wait for the replication set to be {until}", "ssm-incidents:GetReplicationSet"):
        waiter.wait(arn=arn, WaiterConfig=config)
