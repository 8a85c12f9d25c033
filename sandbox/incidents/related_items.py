"""Related items of an incident."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sandbox.idempotency import once
from sandbox.incidents.errors import invalid
from sandbox.incidents.incident_lookup import demand, find, touch
from sandbox.incidents.timeline import note_changes
from sandbox.pagination import paginate

if TYPE_CHECKING:
    from sandbox.context import RequestContext
    from sandbox.incidents.state import Incident

MOST_ITEMS = 100


def add(incident: Incident, item: dict[str, Any]) -> dict[str, Any]:
    """Add an item and give it an id, whatever id came with it; returns it as it is kept.

    Unpublished rule: an item that is there already gets the new title and keeps its id.
    """
    for held in incident.related_items.values():
        if held["identifier"] == item["identifier"]:
            held.update({name: value for name, value in item.items() if name != "generatedId"})
            return held
    if len(incident.related_items) >= MOST_ITEMS:
        raise invalid(f"Invalid value provided - An incident has at most {MOST_ITEMS} related items")
    generated = f"related-item/{item['identifier']['type']}/{uuid.uuid4().hex.upper()}"
    incident.related_items[generated] = {**item, "generatedId": generated}
    return incident.related_items[generated]


def update_related_items(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateRelatedItems: one more or one less. Unpublished rule: removing what is not there is no error."""

    def make() -> dict[str, Any]:
        incident = demand(context, request["incidentRecordArn"])
        update = request["relatedItemsUpdate"]
        if "itemToAdd" in update:
            change = {"itemToAdd": add(incident, update["itemToAdd"])}
        else:
            change = {"itemToRemove": update["itemToRemove"]}
            _remove(incident, update["itemToRemove"])
        touch(context, incident)
        note_changes(context, incident, {"relatedItems": change})
        return {}

    def alive(_answer: dict[str, Any]) -> bool:
        return find(context, request["incidentRecordArn"]) is not None

    return once(context, "UpdateRelatedItems", request, alive=alive, make=make)


def _remove(incident: Incident, identifier: dict[str, Any]) -> None:
    for generated, item in list(incident.related_items.items()):
        if item["identifier"] == identifier:
            del incident.related_items[generated]


def list_related_items(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListRelatedItems, oldest first; of an unknown incident there are none."""
    incident = find(context, request["incidentRecordArn"])
    items = [] if incident is None else list(incident.related_items.values())
    page, token = paginate(
        context,
        "ListRelatedItems",
        items,
        request.get("maxResults"),
        request.get("nextToken"),
        binding=request["incidentRecordArn"],
    )
    return {"relatedItems": page, "nextToken": token}
