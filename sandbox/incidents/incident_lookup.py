"""Where the incidents of the caller's account are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.incidents.arns import caller_arn
from sandbox.incidents.errors import not_found
from sandbox.incidents.replication_set import serves

if TYPE_CHECKING:
    from sandbox.context import RequestContext
    from sandbox.incidents.state import Incident


def incidents_of(context: RequestContext) -> dict[str, Incident]:
    """The incidents of the caller's account by ARN, as seen from the caller's region."""
    return context.world.incidents.book(context.account).incidents if serves(context) else {}


def find(context: RequestContext, arn: str) -> Incident | None:
    """The incident ``arn``, if it is there."""
    return incidents_of(context).get(arn)


def demand(context: RequestContext, arn: str) -> Incident:
    """As ``find``; raises ResourceNotFoundException."""
    incident = find(context, arn)
    if incident is None:
        raise not_found("INCIDENT_RECORD", arn)
    return incident


def touch(context: RequestContext, incident: Incident) -> None:
    """Note who changes an incident."""
    incident.modified = context.now
    incident.modified_by = caller_arn(context.account)
