"""Rules that AWS does not publish, in their other positions. Handlers are called directly: no process per rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from moto.sns.models import sns_backends

from sandbox import contacts, incidents
from sandbox.clock import Clock
from sandbox.contacts.state import ContactsState
from sandbox.context import RequestContext
from sandbox.errors import ServiceError
from sandbox.incidents.state import IncidentsState
from sandbox.rules import Rules
from sandbox.world import World
from tests.support.paging_world import NOON, PagingWorld

ACCOUNT, REGION = "111122223333", "us-east-1"
NOW = datetime(2026, 8, 31, 12, 0, tzinfo=UTC)
DAILY = {"NumberOfOnCalls": 1, "RecurrenceMultiplier": 1, "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}]}
MISSING = f"arn:aws:ssm-contacts:{REGION}:{ACCOUNT}:rotation/none"


class Sandbox:
    """Handlers in a world of their own at a time of their own."""

    def __init__(self, **rules: Any) -> None:
        self.world = World(clock=Clock(), rules=Rules(**rules))
        self.now = NOW
        self.region = REGION
        self.incidents("CreateReplicationSet", regions={REGION: {}})

    def _context(self) -> RequestContext:
        return RequestContext(account=ACCOUNT, region=self.region, now=self.now, world=self.world)

    def contacts(self, operation: str, **members: Any) -> dict[str, Any]:
        return contacts.OPERATIONS[operation](self._context(), members) or {}

    def incidents(self, operation: str, **members: Any) -> dict[str, Any]:
        return incidents.OPERATIONS[operation](self._context(), members) or {}

    def person(self, alias: str) -> str:
        return str(self.contacts("CreateContact", Alias=alias, Type="PERSONAL", Plan={})["ContactArn"])

    def channel(self, contact: str, name: str, address: str = "+12025550101") -> str:
        answer = self.contacts(
            "CreateContactChannel",
            ContactId=contact,
            Name=name,
            Type="SMS",
            DeliveryAddress={"SimpleAddress": address},
        )
        return str(answer["ContactChannelArn"])

    def rotation(self, name: str, people: list[str], recurrence: dict[str, Any] | None = None) -> str:
        members = {"Name": name, "ContactIds": people, "TimeZoneId": "UTC", "Recurrence": recurrence or DAILY}
        return str(self.contacts("CreateRotation", **members)["RotationArn"])

    def override(self, rotation: str, people: list[str], start: datetime, minutes: float) -> str:
        answer = self.contacts(
            "CreateRotationOverride",
            RotationId=rotation,
            NewContactIds=people,
            StartTime=start,
            EndTime=start + timedelta(minutes=minutes),
        )
        return str(answer["RotationOverrideId"])

    def code(self) -> str:
        return str(self.world.inbox[-1].code)


def refused(code: str = "ValidationException") -> Any:
    return pytest.raises(ServiceError, check=lambda error: error.code == code)


def test_plans_may_name_what_is_not_there() -> None:
    sandbox = Sandbox(plan_targets_must_exist=False)
    ada = sandbox.person("ada")
    target = {"ChannelTargetInfo": {"ContactChannelId": "arn:aws:ssm-contacts:::contact-channel/x/1"}}
    sandbox.contacts("UpdateContact", ContactId=ada, Plan={"Stages": [{"DurationInMinutes": 0, "Targets": [target]}]})
    info = {"ContactId": ada.replace("ada", "nobody"), "IsEssential": True}
    plan = {"Stages": [{"DurationInMinutes": 0, "Targets": [{"ContactTargetInfo": info}]}]}
    ladder = sandbox.contacts("CreateContact", Alias="ladder", Type="ESCALATION", Plan=plan)["ContactArn"]
    for bad in (ladder, ada.replace(ACCOUNT, "444455556666")):
        info["ContactId"] = bad
        with refused():
            sandbox.contacts("UpdateContact", ContactId=ladder, Plan=plan)


def test_a_schedule_may_have_as_many_rotations_as_it_is_told() -> None:
    sandbox = Sandbox(rotations_per_schedule=1)
    ada = sandbox.person("ada")
    rotations = [sandbox.rotation(name, [ada]) for name in ("one", "two")]
    create = {"Alias": "schedule", "Type": "ONCALL_SCHEDULE"}
    with refused("ServiceQuotaExceededException"):
        sandbox.contacts("CreateContact", **create, Plan={"RotationIds": rotations})
    sandbox.contacts("CreateContact", **create, Plan={"RotationIds": rotations[:1]})


def test_counts_may_be_limited() -> None:
    sandbox = Sandbox(contact_quota=1, rotation_quota=1, override_quota=1)
    ada = sandbox.person("ada")
    with refused("ServiceQuotaExceededException"):
        sandbox.person("grace")
    rotation = sandbox.rotation("one", [ada])
    with refused("ServiceQuotaExceededException"):
        sandbox.rotation("two", [ada])
    sandbox.override(rotation, [], NOW, 60)
    with refused("ServiceQuotaExceededException"):
        sandbox.override(rotation, [], NOW, 60)


def test_a_contact_without_policy_may_be_not_found() -> None:
    sandbox = Sandbox(absent_contact_policy="not_found")
    ada = sandbox.person("ada")
    with refused("ResourceNotFoundException"):
        sandbox.contacts("GetContactPolicy", ContactArn=ada)


def test_channels_may_share_an_address() -> None:
    sandbox = Sandbox(channel_addresses_unique=False)
    ada = sandbox.person("ada")
    assert sandbox.channel(ada, "one") != sandbox.channel(ada, "two")
    with refused("ConflictException"):
        sandbox.channel(ada, "two")


def test_another_address_may_keep_the_activation() -> None:
    sandbox = Sandbox(address_change_deactivates=False)
    channel = sandbox.channel(sandbox.person("ada"), "phone")
    sandbox.contacts("ActivateContactChannel", ContactChannelId=channel, ActivationCode=sandbox.code())
    address = {"SimpleAddress": "+12025550102"}
    sandbox.contacts("UpdateContactChannel", ContactChannelId=channel, DeliveryAddress=address)
    read = sandbox.contacts("GetContactChannel", ContactChannelId=channel)
    assert read["ActivationStatus"] == "ACTIVATED"


def test_codes_last_for_ever_or_expire() -> None:
    for minutes, late_is_fine in ((0, True), (10, False)):
        sandbox = Sandbox(activation_code_minutes=minutes)
        channel = sandbox.channel(sandbox.person("ada"), "phone")
        activate = {"ContactChannelId": channel, "ActivationCode": sandbox.code()}
        if late_is_fine:
            sandbox.now += timedelta(days=900)
        else:
            sandbox.now += timedelta(minutes=10)
            with refused():
                sandbox.contacts("ActivateContactChannel", **activate)
            sandbox.now -= timedelta(seconds=1)
        sandbox.contacts("ActivateContactChannel", **activate)


def test_activating_an_active_channel_is_harmless_or_refused() -> None:
    for rule in ("accepted", "refused"):
        sandbox = Sandbox(activating_active_channel=rule)
        channel = sandbox.channel(sandbox.person("ada"), "phone")
        activate = {"ContactChannelId": channel, "ActivationCode": sandbox.code()}
        sandbox.contacts("ActivateContactChannel", **activate)
        if rule == "refused":
            with refused():
                sandbox.contacts("ActivateContactChannel", **activate)
        else:
            sandbox.contacts("ActivateContactChannel", **activate)


def test_rotations_may_share_a_name() -> None:
    sandbox = Sandbox(rotation_names_unique=False)
    ada = sandbox.person("ada")
    one, two = sandbox.rotation("primary", [ada]), sandbox.rotation("primary", [ada])
    assert one != two
    sandbox.contacts("DeleteRotation", RotationId=one)
    assert sandbox.contacts("GetRotation", RotationId=two)["Name"] == "primary"


def test_a_recurrence_may_have_one_kind_of_hand_off_only() -> None:
    sandbox = Sandbox(recurrence_settings="exactly_one")
    ada = sandbox.person("ada")
    monthly = [{"DayOfMonth": 1, "HandOffTime": {"HourOfDay": 9, "MinuteOfHour": 0}}]
    with refused():
        sandbox.rotation("primary", [ada], {**DAILY, "MonthlySettings": monthly})
    sandbox.rotation("primary", [ada], {**DAILY, "MonthlySettings": []})


def test_a_coverage_may_be_short() -> None:
    sandbox = Sandbox(coverage_minimum_minutes=1)
    eight = {"HourOfDay": 8, "MinuteOfHour": 0}
    window = {"Start": eight, "End": {"HourOfDay": 8, "MinuteOfHour": 1}}
    sandbox.rotation("primary", [sandbox.person("ada")], {**DAILY, "ShiftCoverages": {"MON": [window]}})


def test_an_unknown_rotation_may_be_not_found() -> None:
    sandbox = Sandbox(unknown_rotation="not_found")
    interval = {"StartTime": NOW, "EndTime": NOW + timedelta(days=1)}
    with refused("ResourceNotFoundException"):
        sandbox.contacts("ListRotationOverrides", RotationId=MISSING, **interval)
    with refused("ResourceNotFoundException"):
        sandbox.contacts("ListRotationShifts", RotationId=MISSING, **interval)


def test_overrides_may_be_free() -> None:
    sandbox = Sandbox(override_minimum_minutes=0, override_horizon_months=0, override_members_only=False)
    ada, stranger = sandbox.person("ada"), sandbox.person("stranger")
    rotation = sandbox.rotation("primary", [ada])
    assert sandbox.override(rotation, [stranger], NOW + timedelta(days=9000), 1)


def test_the_horizon_of_overrides_ends_with_a_short_month() -> None:
    sandbox = Sandbox()
    rotation = sandbox.rotation("primary", [sandbox.person("ada")])
    end_of_february = datetime(2027, 2, 28, 12, 0, tzinfo=UTC)
    sandbox.override(rotation, [], end_of_february, 60)
    with refused():
        sandbox.override(rotation, [], end_of_february + timedelta(seconds=1), 60)


def test_overrides_may_be_kept_apart() -> None:
    sandbox = Sandbox(overlapping_overrides="refused")
    rotation = sandbox.rotation("primary", [sandbox.person("ada")])
    sandbox.override(rotation, [], NOW, 60)
    with refused():
        sandbox.override(rotation, [], NOW + timedelta(minutes=59), 60)
    sandbox.override(rotation, [], NOW + timedelta(minutes=60), 60)
    sandbox.override(rotation, [], NOW - timedelta(minutes=60), 60)


def test_any_account_may_be_closed() -> None:
    with refused("UnsupportedOperationException"):
        Sandbox(closed_accounts=f"999999999999,{ACCOUNT}")


def test_chat_topics_may_have_to_exist() -> None:
    sandbox = Sandbox(check_chat_topics=True)
    backend = sns_backends[ACCOUNT][REGION]
    topic = backend.create_topic("chat").arn
    plan = {"name": "plan", "incidentTemplate": {"title": "t", "impact": 1}}
    foreign = topic.replace(REGION, "eu-west-1")
    try:
        with refused():
            sandbox.incidents("CreateResponsePlan", **plan, chatChannel={"chatbotSns": [topic, foreign]})
        arn = sandbox.incidents("CreateResponsePlan", **plan, chatChannel={"chatbotSns": [topic]})["arn"]
        with refused():
            sandbox.incidents("UpdateResponsePlan", arn=arn, chatChannel={"chatbotSns": [foreign]})
        sandbox.incidents("UpdateResponsePlan", arn=arn, chatChannel={"empty": {}})
    finally:
        backend.delete_topic(topic)


def test_a_code_may_be_ignored_unless_told_otherwise() -> None:
    world = PagingWorld(accept_code_validation="IGNORE")
    world.person("ada")
    world.engage("ada")
    world.advance(1)
    with refused():
        world.accept("ada", AcceptCode="0000000000", AcceptCodeValidation="ENFORCE")
    world.accept("ada", AcceptCode="0000000000")


@pytest.mark.parametrize("answer", ["accepted", "refused"])
def test_pages_of_a_stopped_engagement(answer: str) -> None:
    world = PagingWorld(accepting_stopped_page=answer, receipt_order="by_time")
    world.person("ada")
    engagement = world.engage("ada")
    world.advance(1)
    world.contacts("StopEngagement", EngagementId=engagement)
    if answer == "refused":
        with refused():
            world.accept("ada")
    else:
        world.accept("ada")
        (page,) = world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"]
        assert [kind for kind, _ in world.receipts(page["PageArn"])] == ["SENT", "STOP", "DELIVERED", "READ"]


@pytest.mark.parametrize(("order", "minutes"), [("newest_first", [5, 0]), ("oldest_first", [0, 5])])
def test_the_order_of_pages(order: str, minutes: list[int]) -> None:
    world = PagingWorld(page_order=order)
    world.person("ada", 5, 0)
    world.engage("ada")
    world.advance(60)
    pages = world.contacts("ListPagesByContact", ContactId=world.arn("ada"))["Pages"]
    assert [(page["SentTime"] - NOON) / timedelta(minutes=1) for page in pages] == minutes


def response_plan(world: PagingWorld, name: str, *engagements: str) -> str:
    template = {"title": "t", "impact": 1, "dedupeString": "disk"}
    made = world.incidents(
        "CreateResponsePlan",
        name=name,
        incidentTemplate=template,
        engagements=[world.arn(each) for each in engagements],
    )
    return str(made["arn"])


def test_a_folded_start_may_be_a_conflict() -> None:
    world = PagingWorld(folded_start="conflict")
    plan = response_plan(world, "plan")
    world.incidents("StartIncident", responsePlanArn=plan)
    with refused("ConflictException"):
        world.incidents("StartIncident", responsePlanArn=plan)


def test_dedupe_strings_may_belong_to_their_plan() -> None:
    world = PagingWorld(dedupe_scope="response_plan")
    one, two = response_plan(world, "one"), response_plan(world, "two")
    first, second, third = (world.incidents("StartIncident", responsePlanArn=plan) for plan in (one, two, one))
    assert first == third != second


def test_reserved_sources_may_be_accepted() -> None:
    world = PagingWorld(aws_sources="accepted")
    trigger = {"source": "aws.cloudwatch", "timestamp": NOON}
    arn = world.incidents("StartIncident", responsePlanArn=response_plan(world, "plan"), triggerDetails=trigger)[
        "incidentRecordArn"
    ]
    record = world.incidents("GetIncidentRecord", arn=arn)["incidentRecord"]
    assert record["incidentRecordSource"]["source"] == "aws.cloudwatch"


@pytest.mark.parametrize("stops", [True, False])
def test_resolving_may_stop_engagements(stops: bool) -> None:
    world = PagingWorld(resolving_stops_engagements=stops)
    world.person("ada", 5, 0)
    plan = response_plan(world, "plan", "ada")
    arn = world.incidents("StartIncident", responsePlanArn=plan)["incidentRecordArn"]
    world.engage("ada")
    world.advance(1)
    world.incidents("UpdateIncidentRecord", arn=arn, status="RESOLVED")
    world.advance(60)
    assert len(world.pages()) == (3 if stops else 4)


def test_reopening_may_be_refused() -> None:
    world = PagingWorld(reopening="refused")
    arn = world.incidents("StartIncident", responsePlanArn=response_plan(world, "plan"))["incidentRecordArn"]
    for status in ("OPEN", "RESOLVED"):
        world.incidents("UpdateIncidentRecord", arn=arn, status=status)
    with refused():
        world.incidents("UpdateIncidentRecord", arn=arn, status="OPEN")


def test_events_of_the_system_may_be_changeable() -> None:
    world = PagingWorld(system_events="changeable")
    arn = world.incidents("StartIncident", responsePlanArn=response_plan(world, "plan"))["incidentRecordArn"]
    for event in world.incidents("ListTimelineEvents", incidentRecordArn=arn)["eventSummaries"]:
        where = {"incidentRecordArn": arn, "eventId": event["eventId"]}
        world.incidents("UpdateTimelineEvent", **where, eventType="Mine")
        world.incidents("DeleteTimelineEvent", **where)
    assert world.incidents("ListTimelineEvents", incidentRecordArn=arn)["eventSummaries"] == []


def test_a_rule_reaches_the_process(start: Any) -> None:
    server = start("--rule", "unknown_rotation=not_found", "--rule", f"closed_accounts={ACCOUNT}")
    client = server.client("ssm-incidents")
    with pytest.raises(client.exceptions.ClientError, match="UnsupportedOperationException"):
        server.enable()
    server.enable(account="999999999999")
    other = server.client("ssm-contacts", account="999999999999")
    with pytest.raises(other.exceptions.ResourceNotFoundException):
        other.list_rotation_overrides(RotationId=MISSING, StartTime=0, EndTime=1)


def test_the_state_survives_json() -> None:
    sandbox = Sandbox()
    ada = sandbox.person("ada")
    sandbox.channel(ada, "phone")
    rotation = sandbox.rotation("primary", [ada])
    schedule = {"Alias": "schedule", "Type": "ONCALL_SCHEDULE", "Plan": {"RotationIds": [rotation]}}
    arn = sandbox.contacts("CreateContact", **schedule)["ContactArn"]
    override = sandbox.override(rotation, [ada], NOW, 60)
    plan = sandbox.incidents("CreateResponsePlan", name="plan", incidentTemplate={"title": "t", "impact": 1})["arn"]
    sandbox.incidents("PutResourcePolicy", resourceArn=plan, policy='{"Statement": []}')
    world = sandbox.world
    asked: list[tuple[str, dict[str, Any]]] = [
        ("ListContacts", {}),
        ("ListContactChannels", {"ContactId": ada}),
        ("ListRotations", {}),
        ("GetRotationOverride", {"RotationId": rotation, "RotationOverrideId": override}),
    ]
    before = [sandbox.contacts(operation, **members) for operation, members in asked]
    plans = sandbox.incidents("GetResponsePlan", arn=plan)
    world.contacts = msgspec.json.decode(msgspec.json.encode(world.contacts), type=ContactsState)
    world.incidents = msgspec.json.decode(msgspec.json.encode(world.incidents), type=IncidentsState)
    assert [sandbox.contacts(operation, **members) for operation, members in asked] == before
    assert sandbox.incidents("GetResponsePlan", arn=plan) == plans
    sandbox.contacts("DeleteRotation", RotationId=rotation)
    assert sandbox.contacts("GetContact", ContactId=arn)["Plan"] == {"RotationIds": []}
    sandbox.contacts("DeleteContact", ContactId=ada)
