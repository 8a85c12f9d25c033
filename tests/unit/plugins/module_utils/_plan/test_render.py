# ruff: noqa: E501  (a plan is easier to compare whole)
"""A plan as people and programs read it."""

from __future__ import annotations

import json
from dataclasses import replace
from textwrap import dedent
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.account import Account, OwnedObject
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.kinds import Kind
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import Address, redacted
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.actions import Plan
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.planner import make_plan
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.render import (
    counts_text,
    leaf_changes,
    phrase,
    plan_data,
    plan_diff,
    plan_text,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import strategies
from tests.unit.accounts import account_of
from tests.unit.definitions import definition, put, read

KEY = b"key"


def digest(address: str) -> str:
    return Address(address).digest(KEY)


def text_of(plan: Plan) -> str:
    return plan_text(plan, KEY)


def test_the_text_of_a_plan_that_creates_everything() -> None:
    written = definition()
    put(
        written,
        "teams.web.rotations.primary.recurrence",
        {
            "daily": ["09:00"],
            "recurrence_multiplier": 2,
            "number_of_on_calls": 2,
            "shift_coverages": {
                **{day: [{"start": "09:00", "end": "17:00"}] for day in ("MON", "TUE", "WED", "THU")},
                "FRI": [{"start": "09:00", "end": "15:30"}],
            },
        },
    )
    expected = f"""\
        + contact ada                 Ada Lovelace
        + contact grace               Grace Hopper
        + channel ada/email           EMAIL {digest("ada@example.gov")}
        + channel ada/sms             SMS {digest("+12025550101")}
        + channel grace/pager         EMAIL {digest("grace@example.gov")}
        + channel grace/voice         VOICE {digest("+12025550102")}
        + engagement plan ada         sms, email for 5 min
        + engagement plan grace       voice (retry 1 min) for 3 min, then pager for 5 min
        + rotation primary            ada, grace; start_time 2026-01-06T13:00; America/New_York; daily 09:00, every 2 days, 2 on
                                      call, covering MON-THU 09:00-17:00, FRI 09:00-15:30
        + oncall schedule web-oncall  Web on call; primary
        + escalation plan web         Web; web-oncall (essential) for 5 min, then grace
        + response plan web-critical  Web critical; impact 1; engage web

        12 to create, 0 unchanged"""
    assert text_of(make_plan(read(written), Account(), Policy())) == dedent(expected)


def test_the_text_of_a_plan_that_changes_a_little_of_everything() -> None:
    account = account_of(read(definition()))
    account = replace(
        account,
        owned=(*account.owned, OwnedObject(Kind.ROTATION, "old", "arn", "web")),
        schedules={"web-oncall": replace(account.schedules["web-oncall"], tags={})},
    )
    written = definition("people.ada.sms", "+12025550109")
    put(written, "people.grace.channels.pager", {"type": "SMS", "address": "+12025550108"})
    put(written, "people.grace.engagement_plan.1.channels.0.type", "SMS")
    put(written, "teams.web.rotations.primary.recurrence.weekly.0.time", "14:00")
    put(written, "teams.web.rotations.primary.members", ["grace"])
    put(written, "teams.web.escalation_plan.web.stages.0.is_essential", value=False)
    put(written, "teams.web.response_plans.web-critical.engage", [])
    plan = make_plan(read(written), account, Policy(adopt=True, prune=True))
    expected = f"""\
        ~ channel ada/sms             address: {digest("+12025550101")} -> {digest("+12025550109")}
        ! channel grace/pager         type: EMAIL -> SMS
                                      address: {digest("grace@example.gov")} -> {digest("+12025550108")}
        ~ engagement plan grace       stages[1].channels[0].name: (replaced channel pager) -> pager
        ~ rotation primary            members: ada, grace -> grace
                                      recurrence.weekly[0].time: 13:00 -> 14:00
        ^ oncall schedule web-oncall  tags.managed-by: none -> oncall.incident_manager
                                      tags.team: none -> web
        ~ escalation plan web         stages[0].page[0].is_essential: yes -> no
        ~ response plan web-critical  engage: web -> none
        - rotation old

        1 to adopt, 5 to update, 1 to replace, 1 to delete, 5 unchanged"""
    assert text_of(plan) == dedent(expected)
    assert counts_text(plan) == "1 to adopt, 5 to update, 1 to replace, 1 to delete, 5 unchanged"


def test_the_text_of_a_plan_without_changes() -> None:
    plan = make_plan(read(definition()), account_of(read(definition())), Policy())
    assert text_of(plan) == "No changes: 12 objects are as defined."


def test_data_and_diff() -> None:
    account = account_of(read(definition()))
    account = replace(account, owned=(OwnedObject(Kind.ROTATION, "old", "arn", "web"),))
    written = definition("people.ada.email", "countess@example.gov")
    put(written, "people.linus", {"display_name": "Linus"})
    plan = make_plan(read(written), account, Policy(prune=True))
    before, after = digest("ada@example.gov"), digest("countess@example.gov")
    tags = {"managed-by": "oncall.incident_manager"}
    assert plan_data(plan, KEY) == [
        {
            "action": "create",
            "kind": "contact",
            "name": "linus",
            "team": None,
            "changes": [
                {"field": "display_name", "before": None, "after": "Linus"},
                {"field": "tags", "before": None, "after": tags},
            ],
        },
        {
            "action": "update",
            "kind": "contact_channel",
            "name": "ada/email",
            "team": None,
            "changes": [{"field": "address", "before": before, "after": after}],
        },
        {"action": "delete", "kind": "rotation", "name": "old", "team": "web", "changes": []},
    ]
    assert plan_diff(plan, KEY) == {
        "before": {"contact channel ada/email": {"address": before}, "rotation old": {}},
        "after": {
            "contact linus": {"display_name": "Linus", "tags": tags},
            "contact channel ada/email": {"address": after},
        },
        "before_header": "account",
        "after_header": "definition",
    }


def test_adopting_and_updating_are_one_entry_of_the_diff() -> None:
    account = account_of(read(definition()))
    account = replace(account, contacts={**account.contacts, "ada": replace(account.contacts["ada"], tags={})})
    plan = make_plan(read(definition("people.ada.display_name", "Ada")), account, Policy(adopt=True))
    diff = plan_diff(plan, KEY)
    assert diff["before"] == {"contact ada": {"tags": {}, "display_name": "Ada Lovelace"}}
    assert diff["after"] == {"contact ada": {"tags": {"managed-by": "oncall.incident_manager"}, "display_name": "Ada"}}


@strategies.quick
@given(strategies.organisations(), st.data())
def test_no_rendering_shows_an_address(written: dict[str, Any], data: st.DataObject) -> None:
    changed = {**written, "people": data.draw(strategies.written_people(list(written["people"])))}
    account = account_of(read(written))
    for plan in (
        make_plan(read(written), Account(), Policy()),
        make_plan(read(changed), account, Policy(adopt=True, prune=True, purge_tags=True)),
    ):
        shown = [plan_text(plan, KEY), json.dumps(plan_data(plan, KEY)), json.dumps(plan_diff(plan, KEY)), repr(plan)]
        for person in (*written["people"].values(), *changed["people"].values()):
            for key in ("sms", "voice", "email"):
                assert all(person.get(key, "<absent>") not in text for text in shown)


def test_addresses_become_digests_wherever_they_are() -> None:
    address = Address("+12025550101")
    value = {"a": address, "b": [address, {"c": (address, 1)}], "d": "text"}
    mark = address.digest(KEY)
    assert redacted(value, KEY) == {"a": mark, "b": [mark, {"c": [mark, 1]}], "d": "text"}


@pytest.mark.parametrize(
    ("before", "after", "leaves"),
    [
        ("a", "b", [("x", "a", "b")]),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, [("x.b", 2, 3)]),
        ({"a": 1}, {"b": 2}, [("x.a", 1, None), ("x.b", None, 2)]),
        (["a", "b"], ["b", "a"], [("x", ["a", "b"], ["b", "a"])]),
        ([{"a": 1}, {"a": 2}], [{"a": 1}, {"a": 3}], [("x[1].a", 2, 3)]),
        ([{"a": 1}], [{"a": 1}, {"a": 3}], [("x", [{"a": 1}], [{"a": 1}, {"a": 3}])]),
        ({"a": [{"b": {"c": 1}}]}, {"a": [{"b": {"c": 2}}]}, [("x.a[0].b.c", 1, 2)]),
        ([], [{"a": 1}], [("x", [], [{"a": 1}])]),
        (None, {"a": 1}, [("x", None, {"a": 1})]),
    ],
)
def test_leaf_changes(before: Any, after: Any, leaves: list[tuple[str, Any, Any]]) -> None:
    assert list(leaf_changes("x", before, after)) == leaves


plain = st.none() | st.integers() | st.text(max_size=3)
trees = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)


@strategies.quick
@given(trees, trees)
def test_leaf_changes_differ_unless_null_and_absent_are_told_apart(before: Any, after: Any) -> None:
    leaves = list(leaf_changes("x", before, after))
    assert all(old != new or before == after for _path, old, new in leaves)
    assert all(path.startswith("x") for path, _old, _new in leaves)


_EMPTY: tuple[Any, ...] = (None, "", [], {})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((empty, "none") for empty in _EMPTY),
        *((0, "0"), (True, "yes"), (False, "no"), ("text", "text"), (["a", "b"], "a, b")),
        ({"duration_in_minutes": 5, "page": []}, "wait 5 min"),
        ({"duration_in_minutes": 0, "page": [{"contact": "a", "is_essential": True}]}, "a (essential)"),
        ({"a": 1, "b": {"c": [2]}}, "a=1, b=c=2"),
    ],
)
def test_phrases(value: Any, words: str) -> None:
    assert phrase(value) == words


@pytest.mark.parametrize(
    "name", ["day", "start", "name", "is_essential", "duration_in_minutes", "recurrence_multiplier", "contact"]
)
def test_keys_that_users_choose_are_not_taken_for_ours(name: str) -> None:
    automation = {
        "document_name": "doc",
        "role_arn": "arn:aws:iam::123456789012:role/runbook",
        "parameters": {name: ["v"]},
    }
    written = definition("teams.web.response_plans.web-critical.incident_tags", {name: "v"})
    put(written, "teams.web.response_plans.web-critical.ssm_automation", automation)
    created = text_of(make_plan(read(written), Account(), Policy()))
    assert f"incident_tags {name}=v" in created
    changed = text_of(make_plan(read(written), account_of(read(definition())), Policy()))
    assert f"incident_tags.{name}: none -> v" in changed
    assert f"ssm_automation.parameters: none -> {name}=v" in changed
