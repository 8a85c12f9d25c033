# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Plan the replication set: AWS takes one region at a time, additions before removals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .._model.describe import describe_tags
from .._model.kinds import Kind
from .._model.names import OWNER, OWNER_TAG, TEAM_TAG
from .._model.problems import Problems
from .._model.replication_set import DEFAULT_KEY, FoundReplicationSet, ReplicationSet
from .actions import Action, Change, Plan, Verb, compare_tags

NAME = "replication set"
_MOST_REGIONS = 3


def plan_present(desired: ReplicationSet, found: FoundReplicationSet | None, *, purge_tags: bool) -> Plan:
    """Return what makes the set as desired: each step is an action of its own, in order."""
    problems = Problems()
    if found is None:
        if not desired.regions:
            problems.add("regions", None, "is required to create the replication set", "name 1 to 3 regions")
            problems.raise_if_any()
        changes = [Change("regions", None, described_regions(desired.regions or {}))]
        if desired.deletion_protected:
            changes.append(Change("deletion_protected", None, after=True))
        if desired.tags is not None:
            # Somebody else's mark, which the user writes down, stays theirs.
            tags = describe_tags({OWNER_TAG: OWNER, **desired.tags})
            desired = replace(desired, tags=tags)
            changes.append(Change("tags", None, tags))
        return Plan((_action(Verb.CREATE, changes, desired, None),))
    actions = list(_region_steps(desired, found, problems))
    problems.raise_if_any()
    protected = desired.deletion_protected
    if protected is not None and protected != found.model.deletion_protected:
        change = Change("deletion_protected", found.model.deletion_protected, protected)
        actions.append(_action(Verb.UPDATE, [change], desired, found))
    retagged = compare_tags(desired.tags, found.tags, purge=purge_tags, kept=(OWNER_TAG, TEAM_TAG))
    if retagged:
        actions.append(_action(Verb.UPDATE, list(retagged), desired, found))
    return Plan(tuple(actions), unchanged=0 if actions else 1)


def _region_steps(desired: ReplicationSet, found: FoundReplicationSet, problems: Problems) -> Iterator[Action]:
    if desired.regions is None:
        return
    have, want = found.model.regions or {}, desired.regions
    for region in sorted(have.keys() & want.keys()):
        if have[region] != want[region]:
            problems.add(
                f"regions.{region}.sse_kms_key_id",
                None,
                "differs from the key in use, which AWS cannot change",
                "remove the region in one run and add it with the new key in a later one (AWS wants 24 hours between)",
            )
    kinds = {key == DEFAULT_KEY for key in (*have.values(), *want.values())}
    if len(kinds) > 1 and not have.keys() & want.keys():
        problems.add(
            "regions",
            None,
            "changes between AWS's key and keys of your own, which AWS takes for all regions or none",
            "keep to the kind of key in use, or delete the replication set and create it anew",
        )
    added = [Change(f"regions.{region}", None, key) for region, key in want.items() if region not in have]
    removed = [Change(f"regions.{region}", key, None) for region, key in have.items() if region not in want]
    regions = len(have)
    while added or removed:
        # First add, then remove, so that data always has a place; but AWS takes no fourth region.
        add = bool(added) and (regions < _MOST_REGIONS or not removed)
        regions += 1 if add else -1
        yield _action(Verb.UPDATE, [added.pop(0) if add else removed.pop(0)], desired, found)


def plan_absent(found: FoundReplicationSet | None, *, confirmed: bool) -> Plan:
    """Return the deletion; it must be confirmed, and the protection must have been taken off before."""
    if found is None:
        return Plan()
    problems = Problems()
    if not confirmed:
        problems.add(
            "state",
            "absent",
            "deletes every contact, rotation, plan and incident of this account in every region",
            "set `confirm_deletion: delete-all-incident-manager-data` if that is what you want",
        )
    if found.model.deletion_protected:
        problems.add(
            "deletion_protected",
            None,
            "the replication set is protected from deletion",
            "run once with `state: present` and `deletion_protected: false`",
        )
    problems.raise_if_any()
    change = Change("regions", described_regions(found.model.regions or {}), None)
    return Plan((_action(Verb.DELETE, [change], None, found),))


def described_regions(regions: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return regions as people write them."""
    return {region: {} if key == DEFAULT_KEY else {"sse_kms_key_id": key} for region, key in sorted(regions.items())}


def _action(
    verb: Verb, changes: list[Change], desired: ReplicationSet | None, found: FoundReplicationSet | None
) -> Action:
    return Action(verb, Kind.REPLICATION_SET, NAME, tuple(changes), desired=desired, found=found)
