"""Changes, pruning, adopting: exactly what was written differently is changed, and nothing that is not ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy

from tests.support.account import OWNER, expected_account
from tests.support.core import bulk
from tests.support.lab import Lab
from tests.support.sandbox_process import REGION

if TYPE_CHECKING:
    from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients

    from tests.integration.conftest import Playbook

Definition = dict[str, Any]
PRUNE = Policy(prune=True)


def _assign(*path: str, to: Any) -> Callable[[Definition], None]:
    def change(definition: Definition) -> None:
        place = definition
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return change


PRIMARY = ("teams", "platform", "rotations", "platform-primary")
INTERRUPTS = ("teams", "platform", "rotations", "platform-interrupts", "recurrence")
SCHEDULE = ("teams", "platform", "schedules", "platform-primary")
PLAN = ("teams", "platform", "escalation_plan", "platform")
CRITICAL = ("teams", "platform", "response_plans", "platform-critical")

CHANGES = [
    pytest.param(
        _assign("people", "ada", "display_name", to="Ada King"),
        ("contact", "ada", "display_name"),
        "ssm-contacts:UpdateContact",
        id="display name of a person",
    ),
    pytest.param(
        _assign("people", "katherine", "sms", to="+13015550142"),
        ("contact_channel", "katherine/sms", "address"),
        "ssm-contacts:UpdateContactChannel",
        id="number of a channel",
    ),
    pytest.param(
        _assign("people", "grace", "engagement_plan", to=[{"duration_in_minutes": 4, "channels": [{"type": "SMS"}]}]),
        ("engagement_plan", "grace", "stages"),
        "ssm-contacts:UpdateContact",
        id="engagement plan",
    ),
    pytest.param(
        _assign(*PRIMARY, "members", to=["grace", "ada", "alan", "katherine"]),
        ("rotation", "platform-primary", "members"),
        "ssm-contacts:UpdateRotation",
        id="order of members",
    ),
    pytest.param(
        _assign(*PRIMARY, "start_time", to="2026-01-13T13:00"),
        ("rotation", "platform-primary", "start_time"),
        "ssm-contacts:UpdateRotation",
        id="start time",
    ),
    pytest.param(
        _assign(*INTERRUPTS, "shift_coverages", to={"MON": [{"start": "08:30", "end": "17:15"}]}),
        ("rotation", "platform-interrupts", "recurrence"),
        "ssm-contacts:UpdateRotation",
        id="coverages",
    ),
    pytest.param(
        _assign(*INTERRUPTS, to={"daily": ["09:00"]}),
        ("rotation", "platform-interrupts", "recurrence"),
        "ssm-contacts:UpdateRotation",
        id="no coverages any more",
    ),
    pytest.param(
        _assign(*SCHEDULE, "rotations", to=["platform-secondary", "platform-primary"]),
        ("oncall_schedule", "platform-primary", "rotations"),
        "ssm-contacts:UpdateContact",
        id="rotations of a schedule",
    ),
    pytest.param(
        _assign(*PLAN, "stages", to=[{"duration_in_minutes": 7, "page": ["platform-primary"], "is_essential": False}]),
        ("escalation_plan", "platform", "stages"),
        "ssm-contacts:UpdateContact",
        id="stages of an escalation plan",
    ),
    pytest.param(
        _assign(*CRITICAL, "impact", to=2),
        ("response_plan", "platform-critical", "impact"),
        "ssm-incidents:UpdateResponsePlan",
        id="impact",
    ),
    pytest.param(
        _assign(*CRITICAL, "summary", to=""),
        ("response_plan", "platform-critical", "summary"),
        "ssm-incidents:UpdateResponsePlan",
        id="summary emptied",
    ),
    pytest.param(
        _assign(*CRITICAL, "incident_tags", to={}),
        ("response_plan", "platform-critical", "incident_tags"),
        "ssm-incidents:UpdateResponsePlan",
        id="incident tags emptied",
    ),
    pytest.param(
        _assign(*CRITICAL, "engage", to=[]),
        ("response_plan", "platform-critical", "engage"),
        "ssm-incidents:UpdateResponsePlan",
        id="engagements emptied",
    ),
    pytest.param(
        _assign("people", "ada", "tags", to={"cost-center": "4711"}),
        ("contact", "ada", "tags"),
        "ssm-contacts:TagResource",
        id="tag of a person",
    ),
]


@pytest.mark.parametrize(("change", "named", "operation"), CHANGES)
def test_one_changed_field_is_one_call(
    lab: Lab,
    clients: Clients,
    definition: Definition,
    change: Callable[[Definition], None],
    named: tuple[str, str, str],
    operation: str,
) -> None:
    bulk(clients, definition)
    change(definition)
    lab.forget_calls()
    planned = bulk(clients, definition, check_mode=True).result["plan"]
    [step] = planned
    [field] = step["changes"]
    assert (step["action"], step["kind"], step["name"], field["field"]) == ("update", *named)
    assert field["before"] != field["after"]
    assert lab.writes() == {}

    assert bulk(clients, definition).result["plan"] == planned
    assert lab.writes() == {operation: 1}
    assert bulk(clients, definition).result["plan"] == []
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])


def test_another_zone_keeps_the_wall_clock(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    _assign(*PRIMARY, "time_zone_id", to="Europe/Dublin")(definition)
    lab.forget_calls()
    [step] = bulk(clients, definition).result["plan"]
    assert {change["field"] for change in step["changes"]} == {"time_zone_id"}
    assert lab.writes() == {"ssm-contacts:UpdateRotation": 1}
    assert lab.account()["rotations"]["platform-primary"]["start_time"] == datetime(2026, 1, 6, 13, 0, tzinfo=UTC)
    assert bulk(clients, definition).result["plan"] == []


def test_a_channel_of_another_type_is_replaced(lab: Lab, clients: Clients, definition: Definition) -> None:
    definition["people"]["ada"]["channels"] = {"desk": {"type": "SMS", "address": "+13015550143"}}
    definition["people"]["ada"]["engagement_plan"] = [{"duration_in_minutes": 1, "channels": [{"name": "desk"}]}]
    bulk(clients, definition)
    definition["people"]["ada"]["channels"]["desk"]["type"] = "VOICE"
    lab.forget_calls()
    planned = bulk(clients, definition, check_mode=True).result["plan"]
    assert [(step["action"], step["kind"]) for step in planned] == [
        ("replace", "contact_channel"),
        ("update", "engagement_plan"),
    ]
    assert bulk(clients, definition).result["plan"] == planned
    assert lab.writes() == {
        "ssm-contacts:DeleteContactChannel": 1,
        "ssm-contacts:CreateContactChannel": 1,
        "ssm-contacts:UpdateContact": 1,
    }
    ada = lab.account()["people"]["ada"]
    assert ada["channels"]["desk"] == ("VOICE", "+13015550143")
    assert ada["engagement_plan"] == [{"minutes": 1, "channels": [("desk", None)]}]
    assert bulk(clients, definition).result["plan"] == []


def test_what_is_left_out_is_not_managed(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    before = lab.account()
    del definition["people"]["ada"]["display_name"]
    del definition["teams"]["platform"]["schedules"]["platform-primary"]["display_name"]
    for key in ("summary", "incident_tags", "engage"):
        del definition["teams"]["platform"]["response_plans"]["platform-critical"][key]
    assert bulk(clients, definition).result["plan"] == []
    assert lab.account() == before


def _without(definition: Definition, person: str) -> None:
    """Take a person out of everything."""
    del definition["people"][person]
    for team in definition["teams"].values():
        team["members"] = [alias for alias in team["members"] if alias != person]
        for rotation in team["rotations"].values():
            rotation["members"] = [alias for alias in rotation["members"] if alias != person]


def test_somebody_who_leaves_goes_out_of_the_rotations_first(
    lab: Lab, clients: Clients, definition: Definition
) -> None:
    bulk(clients, definition)
    _without(definition, "katherine")

    # Without pruning the rotations are corrected and the person stays.
    kept = bulk(clients, definition, check_mode=True).result["plan"]
    assert {step["kind"] for step in kept} == {"rotation"}

    lab.forget_calls()
    plan = bulk(clients, definition, policy=PRUNE).result["plan"]
    assert [(step["action"], step["kind"], step["name"]) for step in plan] == [
        ("update", "rotation", "platform-interrupts"),
        ("update", "rotation", "platform-primary"),
        ("delete", "contact", "katherine"),
    ]
    assert lab.writes() == {"ssm-contacts:UpdateRotation": 2, "ssm-contacts:DeleteContact": 1}
    assert lab.sequence()[-1] == "ssm-contacts:DeleteContact"
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])
    assert bulk(clients, definition, policy=PRUNE).result["plan"] == []


def test_somebody_who_comes_back_is_made_again(lab: Lab, clients: Clients, definition: Definition) -> None:
    """What is made twice in one day is made, although its idempotency token is the same."""
    for _ in range(2):
        bulk(clients, definition, policy=PRUNE)
        whole = lab.account()
        everybody = {**definition, "people": dict(definition["people"]), "teams": _copy_of_teams(definition)}
        _without(everybody, "katherine")
        bulk(clients, everybody, policy=PRUNE)
        assert "katherine" not in lab.account()["people"]
    bulk(clients, definition, policy=PRUNE)
    assert lab.account() == whole


def _copy_of_teams(definition: Definition) -> Definition:
    return {
        name: {**team, "rotations": {key: dict(rotation) for key, rotation in team["rotations"].items()}}
        for name, team in definition["teams"].items()
    }


def test_a_team_that_is_given_up_goes_in_the_reverse_order(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    del definition["teams"]["support"]
    for alias in ("maeve", "tove"):
        _without(definition, alias)
    definition["teams"]["appdev"]["rotations"]["appdev-secondary"]["members"] = ["dave"]

    assert {step["action"] for step in bulk(clients, definition, check_mode=True).result["plan"]} == {"update"}
    plan = bulk(clients, definition, policy=PRUNE).result["plan"]
    assert [step["kind"] for step in plan if step["action"] == "delete"] == [
        "response_plan",
        "escalation_plan",
        "oncall_schedule",
        "rotation",
        "rotation",
        "contact",
        "contact",
    ]
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])


def test_everything_can_be_pruned(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    nothing = {**definition, "people": {}, "teams": {}}
    planned = bulk(clients, nothing, policy=PRUNE, check_mode=True).result["plan"]
    assert bulk(clients, nothing, policy=PRUNE).result["plan"] == planned
    assert not any(lab.account().values())


def _foreign_objects(lab: Lab) -> None:
    """Make one object of each kind that is not ours: without tags, or with somebody else's."""
    theirs = [{"Key": "managed-by", "Value": "terraform"}]
    person = lab.contacts.create_contact(Alias="stranger", Type="PERSONAL", Plan={"Stages": []})["ContactArn"]
    rotation = lab.contacts.create_rotation(
        Name="theirs",
        ContactIds=[person],
        TimeZoneId="UTC",
        Recurrence={
            "NumberOfOnCalls": 1,
            "RecurrenceMultiplier": 1,
            "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}],
        },
        Tags=theirs,
    )["RotationArn"]
    lab.contacts.create_contact(
        Alias="their-schedule", Type="ONCALL_SCHEDULE", Plan={"RotationIds": [rotation]}, Tags=theirs
    )
    lab.contacts.create_contact(Alias="their-plan", Type="ESCALATION", Plan={"Stages": []})
    lab.incidents.create_response_plan(
        name="theirs", incidentTemplate={"title": "Theirs", "impact": 3}, engagements=[person]
    )


def test_nothing_without_our_tags_is_pruned(lab: Lab, clients: Clients, definition: Definition) -> None:
    _foreign_objects(lab)
    before = lab.account()
    bulk(clients, definition)
    bulk(clients, {**definition, "people": {}, "teams": {}}, policy=PRUNE)
    assert lab.account() == before


def test_a_selection_prunes_only_what_its_team_has(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    everything = lab.account()
    # Gone from the definition: one plan of the selected team, everything of another, and a person.
    del definition["teams"]["platform"]["response_plans"]["platform-degraded"]
    del definition["teams"]["support"]
    _without(definition, "tove")
    plan = bulk(clients, definition, selected=["platform"], policy=PRUNE).result["plan"]
    assert [(step["action"], step["name"]) for step in plan] == [("delete", "platform-degraded")]
    del everything["response_plans"]["platform-degraded"]
    assert lab.account() == everything


def test_a_leftover_channel_goes_only_when_pruned(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    arn = lab.arn("dave")
    lab.contacts.create_contact_channel(
        ContactId=arn, Name="old phone", Type="SMS", DeliveryAddress={"SimpleAddress": "+13015550144"}
    )
    assert bulk(clients, definition).result["plan"] == []
    [step] = bulk(clients, definition, policy=PRUNE).result["plan"]
    assert (step["action"], step["kind"], step["name"]) == ("delete", "contact_channel", "dave/old phone")
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])


def _make_by_hand(lab: Lab) -> None:
    """Make one object of each kind by hand, under names that the platform team wants."""
    ada = lab.contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []}, DisplayName="Ada")
    rotation = lab.contacts.create_rotation(
        Name="platform-primary",
        ContactIds=[ada["ContactArn"]],
        TimeZoneId="UTC",
        StartTime=datetime(2026, 1, 1, tzinfo=UTC),
        Recurrence={
            "NumberOfOnCalls": 1,
            "RecurrenceMultiplier": 1,
            "DailySettings": [{"HourOfDay": 9, "MinuteOfHour": 0}],
        },
    )
    lab.contacts.create_contact(
        Alias="platform-primary", Type="ONCALL_SCHEDULE", Plan={"RotationIds": [rotation["RotationArn"]]}
    )
    lab.contacts.create_contact(Alias="platform", Type="ESCALATION", Plan={"Stages": []})
    lab.incidents.create_response_plan(name="platform-critical", incidentTemplate={"title": "Old", "impact": 5})


def test_what_others_made_is_named_and_not_touched(lab: Lab, clients: Clients, definition: Definition) -> None:
    _make_by_hand(lab)
    before = lab.account()
    lab.forget_calls()
    for check_mode in (True, False):
        with pytest.raises(InvalidDefinitionError) as caught:
            bulk(clients, definition, check_mode=check_mode)
        said = str(caught.value)
        assert said.startswith("5 problems in the definition; nothing was written")
        for named in (
            "people.ada: 'ada' exists already as a contact without the tag managed-by=oncall.incident_manager",
            "teams.platform.rotations.platform-primary: 'platform-primary' exists already as a rotation",
            "teams.platform.schedules.platform-primary: 'platform-primary' exists already as an oncall schedule",
            "teams.platform.escalation_plan.platform: 'platform' exists already as an escalation plan",
            "teams.platform.response_plans.platform-critical: 'platform-critical' exists already as a response plan",
            "set `adopt: true` to take it over, or choose another name",
        ):
            assert named in said
    assert lab.writes() == {}
    assert lab.account() == before


def test_adopting_takes_over_what_others_made(lab: Lab, clients: Clients, definition: Definition) -> None:
    _make_by_hand(lab)
    arns = [lab.arn("ada"), lab.rotation_arn("platform-primary")]
    adopt = Policy(adopt=True)
    lab.forget_calls()
    planned = bulk(clients, definition, policy=adopt, check_mode=True).result
    assert planned["counts"]["adopt"] == 5
    assert lab.writes() == {}
    assert bulk(clients, definition, policy=adopt).result["plan"] == planned["plan"]
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])
    assert [lab.arn("ada"), lab.rotation_arn("platform-primary")] == arns
    assert bulk(clients, definition).result["plan"] == []


@pytest.mark.parametrize(("existing", "alias"), [("ESCALATION", "ada"), ("PERSONAL", "platform")])
def test_an_alias_taken_by_another_type(
    lab: Lab, clients: Clients, definition: Definition, existing: str, alias: str
) -> None:
    tags = [{"Key": key, "Value": value} for key, value in OWNER.items()]
    lab.contacts.create_contact(Alias=alias, Type=existing, Plan={"Stages": []}, Tags=tags)
    lab.forget_calls()
    for policy in (Policy(), Policy(adopt=True)):
        with pytest.raises(InvalidDefinitionError, match=f"'{alias}' is the alias of an existing") as caught:
            bulk(clients, definition, policy=policy)
        assert "AWS cannot change the type of an alias; choose another alias" in str(caught.value)
    assert lab.writes() == {}


def test_foreign_tags_stay_unless_purged(lab: Lab, clients: Clients, definition: Definition) -> None:
    bulk(clients, definition)
    lab.contacts.tag_resource(ResourceARN=lab.arn("ada"), Tags=[{"Key": "desk", "Value": "4"}])
    assert bulk(clients, definition).result["plan"] == []
    lab.forget_calls()
    [step] = bulk(clients, definition, policy=Policy(purge_tags=True)).result["plan"]
    assert (step["action"], step["name"]) == ("update", "ada")
    assert lab.writes() == {"ssm-contacts:UntagResource": 1}
    assert lab.account()["people"]["ada"]["tags"] == OWNER


def test_drift_is_found_and_repaired(lab: Lab, clients: Clients, definition: Definition) -> None:
    """Somebody changes things by hand: each is found by its field, and set right."""
    bulk(clients, definition)
    before = lab.account()
    lab.contacts.update_contact(ContactId=lab.arn("alan"), DisplayName="Al", Plan={"Stages": []})
    channels = lab.contacts.list_contact_channels(ContactId=lab.arn("dave"))["ContactChannels"]
    lab.contacts.delete_contact_channel(ContactChannelId=channels[0]["ContactChannelArn"])
    lab.contacts.delete_rotation(RotationId=lab.rotation_arn("appdev-primary"))
    lab.contacts.delete_contact(ContactId=lab.arn("support-escalation"))
    lab.incidents.update_response_plan(
        arn=lab.incidents.list_response_plans()["responsePlanSummaries"][0]["arn"], incidentTemplateTitle="Oops"
    )
    found = bulk(clients, definition, check_mode=True).result["plan"]
    seen = {(step["action"], step["kind"], step["name"]) for step in found}
    assert {("update", "contact", "alan"), ("create", "rotation", "appdev-primary")} <= seen
    assert ("create", "escalation_plan", "support-escalation") in seen
    bulk(clients, definition)
    after = lab.account()
    assert after == before
    assert bulk(clients, definition).result["plan"] == []


def test_the_playbook_prunes_only_when_told(lab: Lab, written: Playbook, definition: Definition) -> None:
    written("site", definition).succeeded()
    _without(definition, "katherine")
    written("site", definition).succeeded()
    assert "katherine" in lab.account()["people"]
    pruned = written("site", definition, "-e", "team_prune=true").succeeded()
    assert [(step["action"], step["name"]) for step in pruned.plans] == [("delete", "katherine")]
    assert "katherine" not in lab.account()["people"]


def test_contacts_shared_by_another_account_are_not_ours(lab: Lab, clients: Clients, definition: Definition) -> None:
    """Another account's objects of the same names, in the same sandbox, are no hindrance and stay."""
    other = lab.server.client("ssm-contacts", account="210987654321")
    lab.server.enable(REGION, account="210987654321")
    other.create_contact(Alias="ada", Type="ESCALATION", Plan={"Stages": []})
    bulk(clients, definition, policy=PRUNE)
    assert [contact["Type"] for contact in other.list_contacts()["Contacts"]] == ["ESCALATION"]
    assert lab.account() == expected_account(definition, definition["teams"], definition["people"])
