"""The plan that makes an account what a definition says."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.account import (
    Account,
    Found,
    FoundChannel,
    FoundContact,
    Listed,
    OwnedObject,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import Channel
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.kinds import Kind
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import Rotation
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import Address
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.actions import (
    Action,
    Plan,
    Verb,
    compare,
    compare_tags,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.planner import make_plan
from hypothesis import given

from tests.unit import strategies
from tests.unit.accounts import account_of, arn, channel_arn
from tests.unit.definitions import ROLE, TOPIC, definition, put, read

OURS = {"managed-by": "oncall.incident_manager"}
ALL = Policy(adopt=True, prune=True, purge_tags=True)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    return [(action.verb.value, action.kind.title, action.name) for action in plan.actions]


def plan_of(written: dict[str, Any], account: Account, policy: Policy | None = None, **kw: Any) -> Plan:
    return make_plan(read(written, **kw), account, policy or Policy())


def refusals(written: dict[str, Any], account: Account, policy: Policy | None = None, **kw: Any) -> list[str]:
    with pytest.raises(InvalidDefinitionError) as caught:
        plan_of(written, account, policy, **kw)
    return [str(problem) for problem in caught.value.problems]


def applied(path: str = "", value: Any = None) -> Account:
    return account_of(read(definition(path, value)))


def test_an_empty_account_gets_everything_in_the_order_of_dependence() -> None:
    plan = plan_of(definition(), Account())
    assert told(plan) == [
        ("create", "contact", "ada"),
        ("create", "contact", "grace"),
        ("create", "contact channel", "ada/email"),
        ("create", "contact channel", "ada/sms"),
        ("create", "contact channel", "grace/pager"),
        ("create", "contact channel", "grace/voice"),
        ("create", "engagement plan", "ada"),
        ("create", "engagement plan", "grace"),
        ("create", "rotation", "primary"),
        ("create", "oncall schedule", "web-oncall"),
        ("create", "escalation plan", "web"),
        ("create", "response plan", "web-critical"),
    ]
    assert [len(phase) for phase in plan.phases()] == [2, 4, 2, 1, 1, 1, 1]
    assert plan.counts() == {"create": 12, "adopt": 0, "update": 0, "replace": 0, "delete": 0, "unchanged": 0}


@pytest.mark.parametrize("policy", [Policy(), ALL])
def test_what_is_there_already_needs_nothing(policy: Policy) -> None:
    plan = plan_of(definition(), applied(), policy)
    assert told(plan) == []
    assert not plan
    assert plan.unchanged == 12


@strategies.quick
@given(strategies.organisations())
def test_any_organisation_applied_needs_nothing(written: dict[str, Any]) -> None:
    organisation = read(written)
    account = account_of(organisation)
    assert told(make_plan(organisation, account, ALL)) == []
    created = make_plan(organisation, Account(), Policy())
    kinds = [action.kind for action in created.actions]
    assert kinds == sorted(kinds)
    assert {action.verb for action in created.actions} == {Verb.CREATE}


ROTATION = "teams.web.rotations.primary."
RESPONSE = "teams.web.response_plans.web-critical."
WEEKLY = {
    "weekly": [{"day": "TUE", "time": "13:00"}],
    "recurrence_multiplier": 1,
    "number_of_on_calls": 1,
    "shift_coverages": {},
}
AUTOMATION = {"document_name": "doc", "role_arn": ROLE}
PAGER = {"name": "n", "secret_id": "s", "service_id": "x"}

CHANGES: tuple[tuple[str, Any, str, str, Any, Any], ...] = (
    ("people.ada.display_name", "Ada", "contact ada", "display_name", "Ada Lovelace", "Ada"),
    ("people.ada.display_name", "", "contact ada", "display_name", "Ada Lovelace", ""),
    (
        *("people.ada.sms", "+12025550109", "contact channel ada/sms", "address"),
        *(Address("+12025550101"), Address("+12025550109")),
    ),
    (
        *("people.grace.engagement_plan", [], "engagement plan grace", "stages"),
        [
            {"duration_in_minutes": 3, "channels": [{"name": "voice", "retry_interval_in_minutes": 1}]},
            {"duration_in_minutes": 5, "channels": [{"name": "pager"}]},
        ],
        [],
    ),
    (f"{ROTATION}members", ["grace", "ada"], "rotation primary", "members", ["ada", "grace"], ["grace", "ada"]),
    (
        *(f"{ROTATION}start_time", "2026-01-13T13:00", "rotation primary", "start_time"),
        *("2026-01-06T13:00", "2026-01-13T13:00"),
    ),
    (
        *(f"{ROTATION}time_zone_id", "America/Chicago", "rotation primary", "time_zone_id"),
        *("America/New_York", "America/Chicago"),
    ),
    (
        *(f"{ROTATION}recurrence.recurrence_multiplier", 2, "rotation primary", "recurrence"),
        *(WEEKLY, {**WEEKLY, "recurrence_multiplier": 2}),
    ),
    (
        *(f"{ROTATION}recurrence.number_of_on_calls", 2, "rotation primary", "recurrence"),
        *(WEEKLY, {**WEEKLY, "number_of_on_calls": 2}),
    ),
    (
        *(f"{ROTATION}recurrence.weekly.0.time", "13:01", "rotation primary", "recurrence"),
        *(WEEKLY, {**WEEKLY, "weekly": [{"day": "TUE", "time": "13:01"}]}),
    ),
    (
        f"{ROTATION}recurrence.shift_coverages",
        *({"MON": [{"start": "08:30", "end": "17:00"}]}, "rotation primary", "recurrence"),
        *(WEEKLY, {**WEEKLY, "shift_coverages": {"MON": [{"start": "08:30", "end": "17:00"}]}}),
    ),
    (
        *("teams.web.schedules.web-oncall.rotations", [], "oncall schedule web-oncall", "rotations"),
        *(["primary"], []),
    ),
    (
        *("teams.web.schedules.web-oncall.display_name", "", "oncall schedule web-oncall", "display_name"),
        *("Web on call", ""),
    ),
    ("teams.web.escalation_plan.web.display_name", "", "escalation plan web", "display_name", "Web", ""),
    (
        *("teams.web.escalation_plan.web.stages", [{"page": ["ada"]}], "escalation plan web", "stages"),
        [
            {"duration_in_minutes": 5, "page": [{"contact": "web-oncall", "is_essential": True}]},
            {"duration_in_minutes": 0, "page": [{"contact": "grace", "is_essential": False}]},
        ],
        [{"duration_in_minutes": 0, "page": [{"contact": "ada", "is_essential": False}]}],
    ),
    (f"{RESPONSE}title", "Web down", "response plan web-critical", "title", "Web critical", "Web down"),
    (f"{RESPONSE}impact", 2, "response plan web-critical", "impact", 1, 2),
    (f"{RESPONSE}display_name", "W", "response plan web-critical", "display_name", "", "W"),
    (f"{RESPONSE}summary", "S", "response plan web-critical", "summary", "", "S"),
    (f"{RESPONSE}dedupe_string", "d", "response plan web-critical", "dedupe_string", "", "d"),
    (f"{RESPONSE}incident_tags", {"a": "b"}, "response plan web-critical", "incident_tags", {}, {"a": "b"}),
    (f"{RESPONSE}notification_targets", [TOPIC], "response plan web-critical", "notification_targets", [], [TOPIC]),
    (f"{RESPONSE}chat_channel", [TOPIC], "response plan web-critical", "chat_channel", [], [TOPIC]),
    (f"{RESPONSE}engage", [], "response plan web-critical", "engage", ["web"], []),
    (
        *(f"{RESPONSE}ssm_automation", AUTOMATION, "response plan web-critical", "ssm_automation", {}),
        {**AUTOMATION, "target_account": "RESPONSE_PLAN_OWNER_ACCOUNT"},
    ),
    (f"{RESPONSE}pager_duty", PAGER, "response plan web-critical", "pager_duty", {}, PAGER),
)


@pytest.mark.parametrize(("path", "value", "what", "field", "before", "after"), CHANGES)
def test_one_change_gives_one_action_with_its_field(
    path: str, value: Any, what: str, field: str, before: Any, after: Any
) -> None:
    plan = plan_of(definition(path, value), applied())
    [action] = plan.actions
    assert f"{action.kind.title} {action.name}" == what
    assert action.verb is Verb.UPDATE
    changed = {change.field: (change.before, change.after) for change in action.changes}
    assert changed == {field: (before, after)}
    # … and the way back is found as well, unless the definition then says nothing about the field.
    back = plan_of(definition(), applied(path, value))
    same = definition(path, value)
    assert plan_of(same, applied(path, value)).actions == ()
    if before not in ("", [], {}):
        assert [action.changed_fields() for action in back.actions] == [frozenset((field,))]


UNMANAGED = (
    *("people.ada.display_name", "people.grace.channels", "people.grace.engagement_plan"),
    *("teams.web.schedules.web-oncall.display_name", "teams.web.escalation_plan.web.display_name"),
    *(f"{RESPONSE}{key}" for key in ("display_name", "summary", "dedupe_string", "incident_tags", "engage")),
    *(f"{RESPONSE}{key}" for key in ("notification_targets", "chat_channel", "ssm_automation", "pager_duty")),
)


def full() -> dict[str, Any]:
    """A definition in which every field that may be left out has a value."""
    written = definition()
    written["teams"]["web"]["response_plans"]["web-critical"] |= {
        "display_name": "W",
        "summary": "S",
        "dedupe_string": "d",
        "incident_tags": {"a": "b"},
        "notification_targets": [TOPIC],
        "chat_channel": [TOPIC],
        "ssm_automation": AUTOMATION,
        "pager_duty": PAGER,
    }
    return written


@pytest.mark.parametrize("path", UNMANAGED)
def test_a_field_that_is_absent_or_null_is_left_alone(path: str) -> None:
    account = account_of(read(full()))
    written = full()
    if path == "people.grace.channels":
        written["default_engagement_plan"] = None
        written["people"]["grace"] = {"display_name": "Grace Hopper"}
    elif path == "people.grace.engagement_plan":
        written["default_engagement_plan"] = None
        put(written, path, None)
        account = replace(account, contacts={**account.contacts})
    else:
        put(written, path, None)
    assert plan_of(written, account, Policy(prune=True)).actions == ()


EMPTIED: list[tuple[str, Any]] = [
    (
        path,
        {}
        if path.endswith(("tags", "automation", "pager_duty"))
        else []
        if path.endswith(("s", "l", "engage"))
        else "",
    )
    for path in UNMANAGED
    if "people" not in path
]


@pytest.mark.parametrize(("path", "empty"), EMPTIED)
def test_a_field_that_is_empty_is_made_empty(path: str, empty: Any) -> None:
    written = full()
    put(written, path, empty)
    [action] = plan_of(written, account_of(read(full()))).actions
    [change] = action.changes
    assert change.field == path.rsplit(".", 1)[-1]
    assert change.before
    assert change.after == empty


def test_without_a_written_device_none_is_deleted_and_without_one_left_all_are() -> None:
    account = applied()
    written = definition("people.ada", {"display_name": "Ada Lovelace"})
    assert told(plan_of(written, account, Policy(prune=True))) == []
    written = definition("people.ada", {"display_name": "Ada Lovelace", "channels": {}})
    assert told(plan_of(written, account, Policy(prune=True))) == [
        ("update", "engagement plan", "ada"),
        ("delete", "contact channel", "ada/email"),
        ("delete", "contact channel", "ada/sms"),
    ]


def untagged(account: Account) -> Account:
    def strip(found: dict[str, Any]) -> dict[str, Any]:
        return {name: replace(entry, tags={}) for name, entry in found.items()}

    maps = ("contacts", "rotations", "schedules", "escalation_plans", "response_plans")
    return replace(account, owned=(), **{name: strip(getattr(account, name)) for name in maps})


def test_what_is_not_ours_is_named_and_not_touched() -> None:
    way_out = "set `adopt: true` to take it over, or choose another name"
    tag = "without the tag managed-by=oncall.incident_manager"
    assert refusals(definition(), untagged(applied())) == [
        f"people.ada: 'ada' exists already as a contact {tag}; {way_out}",
        f"people.grace: 'grace' exists already as a contact {tag}; {way_out}",
        f"teams.web.rotations.primary: 'primary' exists already as a rotation {tag}; {way_out}",
        f"teams.web.schedules.web-oncall: 'web-oncall' exists already as an oncall schedule {tag}; {way_out}",
        f"teams.web.escalation_plan.web: 'web' exists already as an escalation plan {tag}; {way_out}",
        f"teams.web.response_plans.web-critical: 'web-critical' exists already as a response plan {tag}; {way_out}",
    ]


def test_adopting_is_an_action_of_its_own() -> None:
    plan = plan_of(definition("people.ada.display_name", "Ada"), untagged(applied()), Policy(adopt=True))
    assert told(plan)[:3] == [("adopt", "contact", "ada"), ("update", "contact", "ada"), ("adopt", "contact", "grace")]
    adopt, update = plan.actions[:2]
    assert [(c.field, c.before, c.after) for c in adopt.changes] == [("tags", {}, OURS)]
    assert [(c.field, c.before, c.after) for c in update.changes] == [("display_name", "Ada Lovelace", "Ada")]
    assert plan.counts()["adopt"] == 6


@pytest.mark.parametrize(
    ("alias", "kind", "path"),
    [
        ("ada", Kind.ONCALL_SCHEDULE, "people.ada"),
        ("web-oncall", Kind.CONTACT, "teams.web.schedules.web-oncall"),
        ("web", Kind.ONCALL_SCHEDULE, "teams.web.escalation_plan.web"),
    ],
)
def test_an_alias_of_another_type_is_refused(alias: str, kind: Kind, path: str) -> None:
    account = Account(aliases={alias: Listed(kind, arn(alias))})
    assert refusals(definition(), account) == [
        (
            f"{path}: '{alias}' is the alias of an existing {kind.title}, and AWS cannot change the type of an alias; "
            "choose another alias, or delete the existing object first"
        )
    ]


def test_rotations_and_response_plans_have_names_of_their_own() -> None:
    account = Account(aliases={name: Listed(Kind.CONTACT, arn(name)) for name in ("primary", "web-critical")})
    assert len(plan_of(definition(), account).actions) == 12


def borrowing() -> dict[str, Any]:
    written = definition()
    written["teams"]["web"]["schedules"]["primary"] = {"rotations": ["primary"]}
    written["teams"]["ops"] = {
        "schedules": {"ops-oncall": {"rotations": ["primary"]}},
        "response_plans": {"ops-critical": {"title": "Ops", "impact": 1, "engage": ["web"]}},
    }
    return written


def test_borrowed_objects_that_exist_are_used() -> None:
    account = Account(
        aliases={"web": Listed(Kind.ESCALATION_PLAN, arn("web"))},
        rotations={"primary": Found(arn("primary"), Rotation("primary"))},
    )
    assert told(plan_of(borrowing(), account, selected=["ops"])) == [
        ("create", "oncall schedule", "ops-oncall"),
        ("create", "response plan", "ops-critical"),
    ]


def test_borrowed_objects_that_are_missing_are_named() -> None:
    """A schedule with the rotation's name does not stand in for it."""
    account = Account(aliases={"primary": Listed(Kind.ONCALL_SCHEDULE, arn("primary"))})
    told = "is used by a team of this run but does not exist yet; apply team web first, or both together"
    assert refusals(borrowing(), account, selected=["ops"]) == [
        f"teams.web: 'web' {told}",
        f"teams.web: 'primary' {told}",
    ]
    assert plan_of(borrowing(), account_of(read(borrowing()))).actions == ()


def with_channels(*channels: tuple[str, str, str], stages: Any = ()) -> Account:
    """ada with these channels; grace and the team as defined."""
    account = applied()
    found = tuple(
        FoundChannel(channel_arn("ada", name), Channel(name, kind, Address(address)), activated=True)
        for name, kind, address in channels
    )
    ada = replace(account.contacts["ada"], channels=found, stages=stages)
    return replace(account, contacts={**account.contacts, "ada": ada})


SMS, MAIL = "+12025550101", "ada@example.gov"
STAGES = ((5, ((channel_arn("ada", "sms"), None), (channel_arn("ada", "email"), None))),)


def test_a_device_under_another_name_is_renamed() -> None:
    stages = ((5, ((channel_arn("ada", "mobile"), None), (channel_arn("ada", "email"), None))),)
    account = with_channels(("mobile", "SMS", SMS), ("email", "EMAIL", MAIL), stages=stages)
    [action] = plan_of(definition(), account, Policy(prune=True)).actions
    assert (action.verb, action.name) == (Verb.UPDATE, "ada/sms")
    assert [(c.field, c.before, c.after) for c in action.changes] == [("name", "mobile", "sms")]


def test_a_name_wins_over_an_address() -> None:
    account = with_channels(
        ("sms", "SMS", SMS), ("mobile", "SMS", "+12025550100"), ("email", "EMAIL", MAIL), stages=STAGES
    )
    assert plan_of(definition(), account).actions == ()
    [pruned] = told(plan_of(definition(), account, Policy(prune=True)))
    assert pruned == ("delete", "contact channel", "ada/mobile")


def test_an_address_that_another_device_has_is_not_taken_from_it() -> None:
    account = with_channels(
        ("sms", "SMS", "+12025550100"), ("mobile", "SMS", SMS), ("email", "EMAIL", MAIL), stages=STAGES
    )
    for prune in (False, True):
        assert refusals(definition(), account, Policy(prune=prune)) == [
            (
                "people.ada: 'sms' is to get the address that channel 'mobile' has; "
                "give 'mobile' another address, or delete it, in an earlier run"
            )
        ]


def test_another_type_means_another_channel_and_the_plan_follows() -> None:
    account = with_channels(("sms", "VOICE", SMS), ("email", "EMAIL", MAIL), stages=STAGES)
    plan = plan_of(definition(), account)
    assert told(plan) == [("replace", "contact channel", "ada/sms"), ("update", "engagement plan", "ada")]
    [change] = plan.actions[1].changes
    assert change.before[0]["channels"] == [{"name": "(replaced channel sms)"}, {"name": "email"}]
    assert change.after[0]["channels"] == [{"name": "sms"}, {"name": "email"}]


def test_a_plan_that_names_a_deleted_channel_is_corrected() -> None:
    gone = "arn:aws:ssm-contacts:us-east-1:123456789012:contact-channel/ada/0123456789abcdef"
    stages = ((5, ((gone, 2), (channel_arn("ada", "email"), None))),)
    account = with_channels(("sms", "SMS", SMS), ("email", "EMAIL", MAIL), stages=stages)
    [action] = plan_of(definition(), account).actions
    assert action.kind is Kind.ENGAGEMENT_PLAN
    assert action.changes[0].before[0]["channels"] == [
        {"name": "(deleted channel 01234567)", "retry_interval_in_minutes": 2},
        {"name": "email"},
    ]


def test_a_retry_of_0_minutes_differs_from_none() -> None:
    account = with_channels(("sms", "SMS", SMS), ("email", "EMAIL", MAIL), stages=STAGES)
    written = definition("default_engagement_plan.0.channels.0.retry_interval_in_minutes", 0)
    assert told(plan_of(written, account)) == [("update", "engagement plan", "ada")]


def strangers(account: Account) -> Account:
    """The account with objects that the definition does not name, all of them ours."""
    more = [
        *((Kind.CONTACT, "linus", None), (Kind.ROTATION, "old", "web"), (Kind.ONCALL_SCHEDULE, "old-oncall", "web")),
        *((Kind.ESCALATION_PLAN, "old-plan", "web"), (Kind.RESPONSE_PLAN, "old-critical", "web")),
        *((Kind.ROTATION, "foreign", "ops"), (Kind.ONCALL_SCHEDULE, "teamless", None)),
    ]
    owned = tuple(OwnedObject(kind, name, arn(name), team) for kind, name, team in more)
    return replace(account, owned=account.owned + owned)


def test_pruning_deletes_in_reverse_after_everything_else() -> None:
    written = definition("people.ada.display_name", "Ada")
    plan = plan_of(written, strangers(applied()), Policy(prune=True))
    assert told(plan) == [
        ("update", "contact", "ada"),
        ("delete", "response plan", "old-critical"),
        ("delete", "escalation plan", "old-plan"),
        ("delete", "oncall schedule", "old-oncall"),
        ("delete", "oncall schedule", "teamless"),
        ("delete", "rotation", "foreign"),
        ("delete", "rotation", "old"),
        ("delete", "contact", "linus"),
    ]
    assert [len(phase) for phase in plan.phases()] == [1, 1, 1, 2, 2, 1]
    assert {action.found.arn for action in plan.actions if action.verb is Verb.DELETE} >= {arn("old"), arn("linus")}


def test_nothing_is_deleted_unless_asked() -> None:
    assert told(plan_of(definition(), strangers(applied()))) == []


def test_a_run_for_some_teams_deletes_no_people_and_nothing_of_others() -> None:
    plan = plan_of(definition(), strangers(applied()), Policy(prune=True), selected=["web"])
    assert [name for _verb, _kind, name in told(plan)] == ["old-critical", "old-plan", "old-oncall", "old"]


def test_a_person_in_a_rotation_that_is_not_ours_cannot_be_deleted() -> None:
    account = strangers(applied())
    held = {
        "theirs": Found(arn("theirs"), Rotation("theirs", members=("linus",))),
        "old": Found(arn("old"), Rotation("old", members=("linus",)), OURS),
        "primary": replace(account.rotations["primary"], model=Rotation("primary", members=("linus",))),
    }
    account = replace(account, rotations={**account.rotations, **held})
    assert refusals(definition(), account, Policy(prune=True)) == [
        (
            "people.linus: 'linus' is to be deleted, but rotation 'theirs', which is not managed here, still holds "
            "them; take them out of that rotation first, or keep them in people"
        )
    ]


@pytest.mark.parametrize(
    ("desired", "found", "purge", "change"),
    [
        (None, {"a": "1"}, True, None),
        ({"a": "1"}, {"a": "1"}, True, None),
        ({"a": "1"}, {"a": "1", "b": "2"}, False, None),
        ({"a": "1"}, {"a": "1", "b": "2"}, True, ({"b": "2"}, {})),
        ({"a": "1"}, {"a": "1", "aws:x": "2"}, True, None),
        ({"a": "2"}, {"a": "1", "b": "2", "aws:x": "1"}, True, ({"a": "1", "b": "2"}, {"a": "2"})),
        ({"a": "2", "c": "3"}, {"a": "1", "b": "2"}, False, ({"a": "1"}, {"a": "2", "c": "3"})),
        ({}, {"a": "1"}, True, ({"a": "1"}, {})),
        ({}, {"a": "1"}, False, None),
    ],
)
def test_tags(desired: Any, found: dict[str, str], purge: bool, change: Any) -> None:
    got = [(c.before, c.after) for c in compare_tags(desired, found, purge=purge)]
    assert got == ([] if change is None else [change])


def test_another_tag_is_one_change_of_every_object() -> None:
    plan = plan_of(definition("tags", {"cost": "1"}), applied())
    assert {(a.verb, tuple((c.field, str(c.after)) for c in a.changes)) for a in plan.actions} == {
        (Verb.UPDATE, (("tags", "{'cost': '1'}"),))
    }
    assert len(plan.actions) == 6
    assert told(plan_of(definition(), applied("tags", {"cost": "1"}))) == []
    assert len(plan_of(definition(), applied("tags", {"cost": "1"}), Policy(purge_tags=True)).actions) == 6


@pytest.mark.parametrize(
    ("desired", "found", "changed"),
    [
        ({}, {"a": "x"}, []),
        ({"a": ""}, {"a": "x"}, ["a"]),
        ({"a": ""}, {}, []),
        ({"a": []}, {"a": None}, []),
        ({"a": []}, {"a": ["x"]}, ["a"]),
        ({"a": False}, {"a": True}, ["a"]),
        ({"a": 0}, {"a": 1}, ["a"]),
        ({"a": 0}, {}, ["a"]),
        ({"a": {}}, {"a": {"x": 1}}, ["a"]),
        ({"a": "x", "b": "y"}, {"a": "z", "b": "y"}, ["a"]),
    ],
)
def test_comparing(desired: dict[str, Any], found: dict[str, Any], changed: list[str]) -> None:
    assert [change.field for change in compare(desired, found)] == changed


def test_the_order_of_days_and_parts_of_seconds_are_no_change() -> None:
    hours = [{"start": "09:00", "end": "17:30"}]
    written = definition(f"{ROTATION}recurrence.shift_coverages", {"FRI": hours, "MON": hours, "WED": hours})
    shuffled = copy.deepcopy(written)
    put(shuffled, f"{ROTATION}recurrence.shift_coverages", {"WED": hours, "FRI": hours, "MON": hours})
    put(shuffled, f"{ROTATION}start_time", "2026-01-06T13:00:00.900")
    assert plan_of(shuffled, account_of(read(written))).actions == ()


def test_an_hour_that_the_clock_shows_twice_is_two_starts() -> None:
    account = applied(f"{ROTATION}start_time", "2026-11-01T01:30-05:00")
    [action] = plan_of(definition(f"{ROTATION}start_time", "2026-11-01T01:30"), account).actions
    [change] = action.changes
    assert (change.before, change.after) == ("2026-11-01T01:30-05:00", "2026-11-01T01:30")


def test_actions_of_one_object_keep_their_order() -> None:
    actions = [Action(verb, Kind.CONTACT, "ada") for verb in (Verb.UPDATE, Verb.ADOPT)]
    assert [action.verb for action in Plan.of(actions).actions] == [Verb.ADOPT, Verb.UPDATE]


def test_a_person_of_the_account_is_read_without_devices() -> None:
    assert FoundContact(arn("x"), applied().contacts["ada"].model).channels == ()
