"""What an account holds, read with plain boto3, and what it should hold by the YAML; both in names instead of ARNs.

Neither uses code of the collection, so that the collection is measured with another yardstick than its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

OWNER = {"managed-by": "oncall.incident_manager"}

Shape = dict[str, Any]


def unique(pairs: Iterable[tuple[str, Any]]) -> Shape:
    """Return the pairs as a mapping; an object that is there twice is found here."""
    found: Shape = {}
    for name, value in pairs:
        assert name not in found, f"{name} is there twice"
        found[name] = value
    return found


def read_account(contacts: Any, incidents: Any) -> Shape:
    """Read everything there is of Incident Manager in an account that has a replication set."""
    listed = _pages(contacts, "list_contacts", "Contacts")
    rotations = _pages(contacts, "list_rotations", "Rotations")
    plans = _pages(incidents, "list_response_plans", "responsePlanSummaries")
    names = {shape["ContactArn"]: shape["Alias"] for shape in listed}
    rotation_names = {shape["RotationArn"]: shape["Name"] for shape in rotations}
    of_type: dict[str, list[Shape]] = {"PERSONAL": [], "ONCALL_SCHEDULE": [], "ESCALATION": []}
    for shape in listed:
        of_type[shape["Type"]].append(contacts.get_contact(ContactId=shape["ContactArn"]))
    return {
        "people": unique((shape["Alias"], _person(contacts, shape)) for shape in of_type["PERSONAL"]),
        "rotations": unique((shape["Name"], _rotation(contacts, shape, names)) for shape in rotations),
        "schedules": unique(
            (
                shape["Alias"],
                {
                    "display_name": shape.get("DisplayName", ""),
                    "rotations": [rotation_names[arn] for arn in shape["Plan"]["RotationIds"]],
                    "tags": _tags(contacts, shape["ContactArn"]),
                },
            )
            for shape in of_type["ONCALL_SCHEDULE"]
        ),
        "escalation_plans": unique(
            (shape["Alias"], _escalation_plan(contacts, shape, names)) for shape in of_type["ESCALATION"]
        ),
        "response_plans": unique((shape["name"], _response_plan(incidents, shape["arn"], names)) for shape in plans),
    }


def read_replication_set(incidents: Any) -> Shape | None:
    """Read the replication set."""
    arns = incidents.list_replication_sets()["replicationSetArns"]
    if not arns:
        return None
    shape = incidents.get_replication_set(arn=arns[0])["replicationSet"]
    return {
        "regions": {region: info["sseKmsKeyId"] for region, info in shape["regionMap"].items()},
        "status": shape["status"],
        "deletion_protected": shape["deletionProtected"],
        "tags": incidents.list_tags_for_resource(resourceArn=arns[0])["tags"],
    }


def _pages(client: Any, method: str, key: str) -> list[Shape]:
    return [entry for page in client.get_paginator(method).paginate() for entry in page[key]]


def _tags(contacts: Any, arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in contacts.list_tags_for_resource(ResourceARN=arn)["Tags"]}


def _person(contacts: Any, shape: Shape) -> Shape:
    channels = _pages_of_channels(contacts, shape["ContactArn"])
    names = {channel["ContactChannelArn"]: channel["Name"] for channel in channels}
    return {
        "display_name": shape.get("DisplayName", ""),
        "tags": _tags(contacts, shape["ContactArn"]),
        "channels": unique(
            (channel["Name"], (channel["Type"], channel["DeliveryAddress"]["SimpleAddress"])) for channel in channels
        ),
        "engagement_plan": [
            {
                "minutes": stage["DurationInMinutes"],
                "channels": [
                    (
                        names[target["ChannelTargetInfo"]["ContactChannelId"]],
                        target["ChannelTargetInfo"].get("RetryIntervalInMinutes"),
                    )
                    for target in stage["Targets"]
                ],
            }
            for stage in shape["Plan"]["Stages"]
        ],
    }


def _pages_of_channels(contacts: Any, arn: str) -> list[Shape]:
    pages = contacts.get_paginator("list_contact_channels").paginate(ContactId=arn)
    return [entry for page in pages for entry in page["ContactChannels"]]


def _rotation(contacts: Any, shape: Shape, names: Mapping[str, str]) -> Shape:
    return {
        "members": [names[arn] for arn in shape["ContactIds"]],
        "start_time": shape["StartTime"].astimezone(UTC),
        "time_zone_id": shape["TimeZoneId"],
        "recurrence": shape["Recurrence"],
        "tags": _tags(contacts, shape["RotationArn"]),
    }


def _escalation_plan(contacts: Any, shape: Shape, names: Mapping[str, str]) -> Shape:
    return {
        "display_name": shape.get("DisplayName", ""),
        "stages": [
            {
                "minutes": stage["DurationInMinutes"],
                "page": [
                    (names[target["ContactTargetInfo"]["ContactId"]], target["ContactTargetInfo"]["IsEssential"])
                    for target in stage["Targets"]
                ],
            }
            for stage in shape["Plan"]["Stages"]
        ],
        "tags": _tags(contacts, shape["ContactArn"]),
    }


def _response_plan(incidents: Any, arn: str, names: Mapping[str, str]) -> Shape:
    shape = incidents.get_response_plan(arn=arn)
    template = shape["incidentTemplate"]
    return {
        "display_name": shape.get("displayName", ""),
        "title": template["title"],
        "impact": template["impact"],
        "summary": template.get("summary", ""),
        "dedupe_string": template.get("dedupeString", ""),
        "incident_tags": template.get("incidentTags", {}),
        "engage": {names[arn] for arn in shape["engagements"]},
        "tags": incidents.list_tags_for_resource(resourceArn=arn)["tags"],
    }


def expected_account(definition: Shape, teams: Iterable[str], people: Iterable[str]) -> Shape:
    """Return what ``read_account`` gives when the account holds these teams and people, and nothing else."""
    expected: Shape = {
        "people": {
            alias: _expected_person(definition["people"][alias], definition["default_engagement_plan"])
            for alias in people
        },
        "rotations": {},
        "schedules": {},
        "escalation_plans": {},
        "response_plans": {},
    }
    for team in teams:
        wanted, tags = definition["teams"][team], {**OWNER, "team": team}
        for name, rotation in wanted["rotations"].items():
            expected["rotations"][name] = _expected_rotation(rotation) | {"tags": tags}
        for alias, schedule in wanted["schedules"].items():
            expected["schedules"][alias] = {"display_name": "", **schedule, "tags": tags}
        for alias, plan in wanted["escalation_plan"].items():
            written = plan if isinstance(plan, dict) else {"stages": plan}
            expected["escalation_plans"][alias] = _expected_escalation_plan(written) | {"tags": tags}
        for name, response_plan in wanted["response_plans"].items():
            empty = {"display_name": "", "summary": "", "dedupe_string": "", "incident_tags": {}}
            engage = {"engage": set(response_plan["engage"])}
            expected["response_plans"][name] = {**empty, **response_plan, **engage, "tags": tags}
    return expected


def _expected_person(person: Shape, default_plan: list[Shape]) -> Shape:
    channels = {kind: (kind.upper(), person[kind]) for kind in ("sms", "voice", "email") if kind in person}
    stages = []
    for stage in person.get("engagement_plan", default_plan):
        targets = [
            (target["type"].lower(), target.get("retry_interval_in_minutes"))
            for target in stage["channels"]
            if target["type"].lower() in channels
        ]
        if targets:
            stages.append({"minutes": stage["duration_in_minutes"], "channels": targets})
    return {
        "display_name": person.get("display_name", ""),
        "tags": {**OWNER, **person.get("tags", {})},
        "channels": channels,
        "engagement_plan": stages,
    }


def _clock(text: str) -> dict[str, int]:
    hour, minute = text.split(":")
    return {"HourOfDay": int(hour), "MinuteOfHour": int(minute)}


def _expected_rotation(rotation: Shape) -> Shape:
    written = rotation["recurrence"]
    recurrence: Shape = {
        "NumberOfOnCalls": written.get("number_of_on_calls", 1),
        "RecurrenceMultiplier": written.get("recurrence_multiplier", 1),
    }
    if "daily" in written:
        recurrence["DailySettings"] = [_clock(time) for time in written["daily"]]
    if "weekly" in written:
        recurrence["WeeklySettings"] = [
            {"DayOfWeek": entry["day"], "HandOffTime": _clock(entry["time"])} for entry in written["weekly"]
        ]
    if written.get("shift_coverages"):
        recurrence["ShiftCoverages"] = {
            day: [{"Start": _clock(window["start"]), "End": _clock(window["end"])} for window in windows]
            for day, windows in written["shift_coverages"].items()
        }
    start = datetime.fromisoformat(rotation["start_time"]).replace(tzinfo=ZoneInfo(rotation["time_zone_id"]))
    return {
        "members": rotation["members"],
        "start_time": start.astimezone(UTC),
        "time_zone_id": rotation["time_zone_id"],
        "recurrence": recurrence,
    }


def _expected_escalation_plan(plan: Shape) -> Shape:
    return {
        "display_name": plan.get("display_name", ""),
        "stages": [
            {
                "minutes": stage.get("duration_in_minutes", 0),
                "page": [(alias, stage.get("is_essential", False)) for alias in stage["page"]],
            }
            for stage in plan["stages"]
        ],
    }
