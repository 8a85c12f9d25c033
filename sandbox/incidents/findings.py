"""Findings. The sandbox knows no deployments or stack updates, so there never are any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.incidents.incident_lookup import demand
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.context import RequestContext


def list_incident_findings(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListIncidentFindings."""
    incident = demand(context, request["incidentRecordArn"])
    nothing: list[dict[str, Any]] = []
    page, token = paginate(
        context,
        "ListIncidentFindings",
        nothing,
        request.get("maxResults"),
        request.get("nextToken"),
        binding=incident.arn,
    )
    return {"findings": page, "nextToken": token}


def batch_get_incident_findings(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """BatchGetIncidentFindings. Unpublished rule: the code of the error that each unknown id gets."""
    demand(context, request["incidentRecordArn"])
    errors = [
        {"findingId": name, "code": "ResourceNotFoundException", "message": f"Unable to find finding {name}"}
        for name in request["findingIds"]
    ]
    return {"findings": [], "errors": errors}
