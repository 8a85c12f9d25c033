"""The replication set: the singleton that switches Incident Manager on, region by region."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sandbox.errors import ServiceError
from sandbox.idempotency import once
from sandbox.incidents.arns import caller_arn, replication_set_arn
from sandbox.incidents.errors import conflict, invalid, not_found
from sandbox.incidents.state import Region, ReplicationSet
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.context import RequestContext

REGIONS = frozenset(
    {
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
        "ca-central-1",
        "sa-east-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "eu-central-1",
        "eu-north-1",
        "ap-south-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-southeast-1",
        "ap-southeast-2",
    }
)
"""Where Incident Manager is offered."""

DEFAULT_KEY = "DefaultKey"
"""What AWS calls its own key when a region has no customer key."""

MOST_REGIONS = 3
REMOVABLE_AFTER = timedelta(hours=24)


def current(context: RequestContext, account: str | None = None) -> ReplicationSet | None:
    """The replication set of ``account`` (the caller's), after everything that is due has happened to it.

    A deletion that is due takes all data of the account along.
    """
    account = account or context.account
    book = context.world.incidents.accounts.get(account)
    held = None if book is None else book.replication_set
    if held is None or held.status == "ACTIVE" or context.now < held.settles:
        return held
    if held.status == "DELETING":
        del context.world.incidents.accounts[account]
        context.world.contacts.forget(account)
        return None
    _settle(context, account, held)
    return held


def serves(context: RequestContext) -> bool:
    """Whether Incident Manager works for the caller: its region is an active one of the account's set.

    While one region is added or removed, the others keep working.
    """
    held = current(context)
    if held is None or held.status not in ("ACTIVE", "UPDATING"):
        return False
    region = held.regions.get(context.region)
    return region is not None and region.status == "ACTIVE"


def first_region(context: RequestContext) -> str:
    """The region of the set that may tag contacts; empty without a set."""
    held = current(context)
    return "" if held is None else next(iter(held.regions))


def find(context: RequestContext, arn: str) -> ReplicationSet | None:
    """The set ``arn`` of the caller's account, as seen from the caller's region."""
    held = current(context)
    if held is None or held.arn != arn or context.region not in held.regions:
        return None
    return held


def _settle(context: RequestContext, account: str, held: ReplicationSet) -> None:
    """Finish a creation or an update. A region that leaves takes its contacts along."""
    held.status = "ACTIVE"
    for name, region in list(held.regions.items()):
        if region.status == "DELETING":
            del held.regions[name]
            context.world.contacts.forget(account, name)
        elif region.status == "CREATING":
            region.status = "ACTIVE"
            region.since = held.settles


def _demand(context: RequestContext, arn: str) -> ReplicationSet:
    held = find(context, arn)
    if held is None:
        raise not_found("REPLICATION_SET", arn)
    return held


def _settles(context: RequestContext) -> datetime:
    return context.now + timedelta(seconds=context.world.replication_delay_seconds)


def _touch(context: RequestContext, held: ReplicationSet) -> None:
    held.modified = context.now
    held.modified_by = caller_arn(context.account)


def _key(region: dict[str, Any]) -> str:
    return region.get("sseKmsKeyId") or DEFAULT_KEY


def _check_regions(names: list[str]) -> None:
    unknown = sorted(set(names) - REGIONS)
    if unknown:
        raise invalid(f"Invalid value provided - Region not supported: {', '.join(unknown)}")
    if len(names) > MOST_REGIONS:
        raise invalid(f"Invalid value provided - A replication set has at most {MOST_REGIONS} Regions")


def _check_keys(keys: list[str]) -> None:
    if len({key == DEFAULT_KEY for key in keys}) > 1:
        raise invalid(
            "Invalid value provided - Either all Regions of a replication set have a customer managed key or none"
        )


def create_replication_set(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """CreateReplicationSet."""

    def alive(answer: dict[str, Any]) -> bool:
        held = find(context, answer["arn"])
        return held is not None and held.status != "DELETING"

    return once(context, "CreateReplicationSet", request, alive=alive, make=lambda: _create(context, request))


def _create(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    if context.account in context.world.rules.closed_accounts.split(","):
        raise ServiceError(
            "UnsupportedOperationException",
            "AWS Systems Manager Incident Manager is no longer open to new customers",
        )
    wanted: dict[str, dict[str, Any]] = request["regions"]
    _check_regions(list(wanted))
    _check_keys([_key(region) for region in wanted.values()])
    if context.region not in wanted:
        raise invalid(f"Invalid value provided - The replication set must contain the Region {context.region}")
    held = current(context)
    if held is not None:
        raise conflict("A replication set already exists in this account", "REPLICATION_SET", held.arn)
    regions = {name: Region(_key(wanted[name]), context.now, "CREATING", context.now) for name in wanted}
    caller = caller_arn(context.account)
    made = ReplicationSet(
        arn=replication_set_arn(context.account),
        regions=regions,
        created=context.now,
        created_by=caller,
        modified=context.now,
        modified_by=caller,
        status="CREATING",
        settles=_settles(context),
        tags=dict(request.get("tags", {})),
    )
    context.world.incidents.book(context.account).replication_set = made
    return {"arn": made.arn}


def get_replication_set(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """GetReplicationSet."""
    held = _demand(context, request["arn"])
    first = next(iter(held.regions))
    return {
        "replicationSet": {
            "arn": held.arn,
            "status": held.status,
            "deletionProtected": held.protected,
            "createdBy": held.created_by,
            "createdTime": held.created,
            "lastModifiedBy": held.modified_by,
            "lastModifiedTime": held.modified,
            "regionMap": {name: _region_info(region, first=name == first) for name, region in held.regions.items()},
        }
    }


def _region_info(region: Region, *, first: bool) -> dict[str, Any]:
    info: dict[str, Any] = {
        "sseKmsKeyId": region.key,
        "status": region.status,
        "statusUpdateDateTime": region.since,
    }
    if not first and region.status == "ACTIVE":
        info["statusMessage"] = "Tagging inaccessible"
    return info


def list_replication_sets(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListReplicationSets: the one of the account, if the caller's region is in it."""
    held = current(context)
    arns = [held.arn] if held is not None and context.region in held.regions else []
    page, token = paginate(context, "ListReplicationSets", arns, request.get("maxResults"), request.get("nextToken"))
    return {"replicationSetArns": page, **({"nextToken": token} if token else {})}


def update_replication_set(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateReplicationSet: one region more or one less."""

    def make() -> dict[str, Any]:
        held = _demand(context, request["arn"])
        _check_idle(held)
        action = request["actions"][0]
        if "addRegionAction" in action:
            _add_region(context, held, action["addRegionAction"])
        else:
            _remove_region(context, held, action["deleteRegionAction"]["regionName"])
        held.status = "UPDATING"
        held.settles = _settles(context)
        _touch(context, held)
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        return find(context, request["arn"]) is not None

    return once(context, "UpdateReplicationSet", request, alive=alive, make=make)


def _check_idle(held: ReplicationSet) -> None:
    if held.status != "ACTIVE":
        raise conflict(
            f"The replication set is {held.status}; it can be updated when it is ACTIVE",
            "REPLICATION_SET",
            held.arn,
            retry_after=held.settles,
        )


def _add_region(context: RequestContext, held: ReplicationSet, action: dict[str, Any]) -> None:
    name = action["regionName"]
    if name in held.regions:
        raise invalid(f"Invalid value provided - Region {name} is already in the replication set")
    _check_regions([*held.regions, name])
    _check_keys([*(region.key for region in held.regions.values()), _key(action)])
    held.regions[name] = Region(_key(action), context.now, "CREATING", context.now)


def _remove_region(context: RequestContext, held: ReplicationSet, name: str) -> None:
    region = held.regions.get(name)
    if region is None:
        raise invalid(f"Invalid value provided - Region {name} is not in the replication set")
    if len(held.regions) == 1:
        raise last_region_removal(name)
    if context.now < region.added + REMOVABLE_AFTER:
        raise invalid(f"Invalid value provided - Region {name} can be deleted 24 hours after it was added")
    region.status = "DELETING"
    region.since = context.now


def last_region_removal(name: str) -> ServiceError:
    """What removing the only region of a set comes to.

    Unpublished rule: it is refused, deletion protection or not; a set ends by DeleteReplicationSet.
    """
    return invalid(f"Invalid value provided - Region {name} is the last one: delete the replication set instead")


def delete_replication_set(context: RequestContext, request: dict[str, Any]) -> None:
    """DeleteReplicationSet, and with it everything that the account has in Incident Manager.

    Unpublished rules: a set that is being created or updated cannot be deleted (ValidationException: the model
    declares no ConflictException here); deleting one that is being deleted changes nothing.
    """
    held = _demand(context, request["arn"])
    if held.status == "DELETING":
        return
    if held.protected:
        raise invalid("Invalid value provided - Deletion protection is on for the replication set")
    if held.status != "ACTIVE":
        raise invalid(f"Invalid value provided - The replication set is {held.status}")
    held.status = "DELETING"
    held.settles = _settles(context)
    for region in held.regions.values():
        region.status = "DELETING"
        region.since = context.now
    _touch(context, held)


def update_deletion_protection(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateDeletionProtection."""

    def make() -> dict[str, Any]:
        held = _demand(context, request["arn"])
        held.protected = request["deletionProtected"]
        _touch(context, held)
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        return find(context, request["arn"]) is not None

    return once(context, "UpdateDeletionProtection", request, alive=alive, make=make)
