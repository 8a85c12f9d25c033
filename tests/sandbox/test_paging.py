"""Who is paged when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.contacts.state import ContactsState
from sandbox.paging.queue import EventQueue
from tests.support.paging_world import NOON, PagingWorld, Stage

LADDER: tuple[Stage, ...] = ((5, [("primary", True)]), (10, [("secondary", True)]), (0, [("manager", True)]))


def team(**rules: Any) -> PagingWorld:
    world = PagingWorld(**rules)
    for alias in ("ada", "grace", "manager"):
        world.person(alias)
    world.schedule("primary", "ada")
    world.schedule("secondary", "grace")
    world.escalation("ladder", *LADDER)
    return world


def test_nobody_answers() -> None:
    world = team()
    world.engage("ladder")
    world.advance(60)
    assert world.pages() == [(0, "ada"), (5, "grace"), (15, "manager")]


def test_the_first_one_acknowledges() -> None:
    world = team()
    engagement = world.engage("ladder")
    world.advance(3)
    world.accept("ada")
    world.advance(60)
    assert world.pages() == [(0, "ada")]
    assert world.contacts("DescribeEngagement", EngagementId=engagement)["StopTime"] is None


def test_a_target_that_is_not_essential_stops_nobody_else() -> None:
    world = team()
    world.contacts(
        "UpdateContact",
        ContactId=world.arn("ladder"),
        Plan={"Stages": world.stages((5, [("primary", False)]), (0, [("manager", True)]))},
    )
    world.responder("ack", "ada", after_seconds=60)
    world.engage("ladder")
    world.advance(60)
    assert world.pages() == [(0, "ada"), (5, "manager")]


@pytest.mark.parametrize(
    ("ends", "pages"),
    [
        ("everything", [(0, "ada"), (0, "grace")]),
        ("later_stages", [(0, "ada"), (0, "grace"), (5, "grace"), (10, "grace")]),
    ],
)
def test_what_an_essential_acknowledgement_ends(ends: str, pages: list[tuple[float, str]]) -> None:
    world = PagingWorld(essential_acknowledgement_ends=ends)
    world.person("ada", 5, 5)
    world.person("grace", 5, 5, 0)
    world.person("alan")
    world.escalation("ladder", (20, [("ada", True), ("grace", False)]), (0, [("alan", True)]))
    world.responder("ack", "ada", after_seconds=60)
    world.engage("ladder")
    world.advance(60)
    assert world.pages() == pages


@pytest.mark.parametrize(("covers", "pages"), [("person", [(0, "ada")]), ("turn", [(0, "ada"), (5, "ada")])])
def test_what_an_acknowledgement_covers(covers: str, pages: list[tuple[float, str]]) -> None:
    world = PagingWorld(acknowledgement_covers=covers)
    world.person("ada", 1, 0)
    world.escalation("ladder", (5, [("ada", False)]), (0, [("ada", False)]))
    world.responder("ack", "ada")
    world.engage("ladder")
    world.advance(60)
    assert world.pages() == pages


def test_an_acknowledgement_may_set_the_stop_time() -> None:
    world = PagingWorld(acknowledgement_sets_stop_time=True)
    world.person("ada", 5, 0)
    engagement = world.engage("ada")
    world.advance(2)
    world.accept("ada")
    stop = world.contacts("DescribeEngagement", EngagementId=engagement)["StopTime"]
    assert stop == NOON + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("resolve", "pages"),
    [("at_stage", [(0, "alan"), (5, "grace")]), ("at_start", [(0, "alan"), (5, "ada")])],
)
def test_a_schedule_is_asked_at_its_moment(resolve: str, pages: list[tuple[float, str]]) -> None:
    world = PagingWorld(schedules_resolve=resolve)
    for alias in ("ada", "grace", "alan"):
        world.person(alias)
    world.schedule("primary", "ada", "grace")
    world.escalation("ladder", (5, [("alan", False)]), (0, [("primary", True)]))
    world.now = before = NOON + timedelta(hours=20, minutes=57)  # the next hand-off is at 09:00
    world.engage("ladder")
    world.advance(30)
    shift = (before - NOON) / timedelta(minutes=1)
    assert [(minute - shift, alias) for minute, alias in world.pages()] == pages


def test_overrides_count() -> None:
    world = team()
    rotation = world.contacts("ListRotations", RotationNamePrefix="primary")["Rotations"][0]["RotationArn"]
    world.contacts(
        "UpdateRotation",
        RotationId=rotation,
        Recurrence=_recurrence(world, rotation),
        ContactIds=[world.arn("ada"), world.arn("manager")],
    )
    world.contacts(
        "CreateRotationOverride",
        RotationId=rotation,
        NewContactIds=[world.arn("manager")],
        StartTime=NOON,
        EndTime=NOON + timedelta(hours=1),
    )
    world.engage("primary")
    world.advance(1)
    assert world.pages() == [(0, "manager")]
    world.advance(59)
    world.engage("primary")
    world.advance(1)
    assert world.pages()[1:] == [(60, "ada")]


def _recurrence(world: PagingWorld, rotation: str) -> Any:
    return world.contacts("GetRotation", RotationId=rotation)["Recurrence"]


def test_channels_that_are_not_active_or_gone_are_passed_over() -> None:
    world = PagingWorld()
    world.person("ada", active=False)
    engagement = world.engage("ada")
    world.advance(60)
    assert world.pages() == []
    assert world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"] == []
    world.person("grace", 5, 0)
    world.engage("grace")
    world.advance(1)
    phone = world.contacts("ListContactChannels", ContactId=world.arn("grace"))["ContactChannels"][0]
    world.contacts("DeleteContactChannel", ContactChannelId=phone["ContactChannelArn"])
    world.advance(60)
    assert len(world.pages()) == 1


def test_contacts_that_are_gone_are_passed_over() -> None:
    world = team()
    world.contacts("DeleteContact", ContactId=world.arn("manager"))
    world.engage("ladder")
    world.advance(60)
    assert world.pages() == [(0, "ada"), (5, "grace")]


@pytest.mark.parametrize(
    ("retries", "interval", "minutes"), [(1, 2, [2]), (1, None, []), (0, 2, []), (1, 0, [0]), (3, 2, [2])]
)
def test_a_failed_sending_is_tried_again(retries: int, interval: int | None, minutes: list[float]) -> None:
    world = PagingWorld(send_retries=retries)
    world.person("ada", retry=interval)
    world.responder("fail", "ada", pages=1)
    engagement = world.engage("ada")
    world.advance(60)
    assert [minute for minute, _ in world.pages()] == minutes
    failed = world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"][-1]
    assert failed["SentTime"] is None
    assert world.receipts(failed["PageArn"]) == [("ERROR", 0)]


def test_retries_end() -> None:
    world = PagingWorld(send_retries=3)
    world.person("ada", retry=2)
    world.responder("fail", after_seconds=60)
    engagement = world.engage("ada")
    world.advance(60)
    pages = world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"]
    assert [world.receipts(page["PageArn"]) for page in pages] == [
        [("ERROR", 10)],
        [("ERROR", 7)],
        [("ERROR", 4)],
        [("ERROR", 1)],
    ]


def test_an_escalation_plan_may_repeat() -> None:
    world = team(escalation_repeats=1)
    world.engage("ladder")
    world.advance(60)
    assert [minute for minute, _ in world.pages()] == [0, 5, 15, 15, 20, 30]


@pytest.mark.parametrize(("plans", "pages"), [("as_started", 3), ("as_changed", 1)])
def test_running_plans_may_follow_changes(plans: str, pages: int) -> None:
    world = team(running_plans=plans)
    world.engage("ladder")
    world.advance(1)
    world.contacts("UpdateContact", ContactId=world.arn("ladder"), Plan={"Stages": []})
    world.advance(60)
    assert len(world.pages()) == pages


def test_pages_may_lag() -> None:
    world = team(page_lag_seconds=30)
    world.engage("ladder")
    world.advance(60)
    assert [minute for minute, _ in world.pages()] == [0.5, 5.5, 15.5]


def test_a_schedule_engaged_directly_pages_everybody_on_call_once() -> None:
    world = team()
    world.engage("primary")
    world.advance(1)
    assert world.pages() == [(0, "ada")]


def test_the_last_responder_that_matches_wins() -> None:
    world = team()
    world.responder("ack", "ada")
    world.responder("ignore", "ada", channel="VOICE")
    world.responder("fail", "grace")
    world.responder("deliver", channel="SMS", pages=1)
    engagement = world.engage("ladder")
    world.advance(60)
    pages = world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"]
    kinds = [[kind for kind, _ in world.receipts(page["PageArn"])] for page in reversed(pages)]
    assert kinds == [["DELIVERED", "SENT"], ["ERROR"], ["SENT"]]


def test_paging_ends_with_the_replication_set() -> None:
    world = team()
    world.engage("ladder")
    world.advance(1)
    (arn,) = world.incidents("ListReplicationSets")["replicationSetArns"]
    world.incidents("DeleteReplicationSet", arn=arn)
    world.advance(60)
    assert world.pages() == [(0, "ada")]
    assert world.world.queue.heap == []


def test_what_is_going_to_happen_survives_json() -> None:
    world = team()
    engagement = world.engage("ladder")
    world.advance(1)
    world.world.queue = msgspec.json.decode(msgspec.json.encode(world.world.queue), type=EventQueue)
    world.world.contacts = msgspec.json.decode(msgspec.json.encode(world.world.contacts), type=ContactsState)
    world.advance(60)
    assert world.pages() == [(0, "ada"), (5, "grace"), (15, "manager")]
    assert len(world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"]) == 3


def test_a_thousand_engagements_take_as_many_events_as_they_need() -> None:
    world = team()
    for _ in range(1000):
        world.engage("ladder")
    assert world.advance(60) == 1000 * (3 + 3 + 3)  # stages of the ladder, stages of the people, sendings
    assert len(world.pages()) == 3000


PEOPLE = ("ada", "grace", "alan")
TARGETS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.booleans()), min_size=1, max_size=3, unique_by=lambda t: t[0])
PLANS = st.lists(st.tuples(st.integers(0, 30), TARGETS), min_size=1, max_size=5)


def furnished(plan: list[Stage], answers: dict[str, float]) -> PagingWorld:
    world = PagingWorld()
    for alias in PEOPLE:
        world.person(alias)
    world.escalation("ladder", *plan)
    for alias, seconds in answers.items():
        world.responder("ack", alias, after_seconds=seconds)
    return world


@given(plan=PLANS)
@settings(deadline=None, max_examples=50)
def test_page_times_are_sums_of_durations(plan: list[Stage]) -> None:
    world = furnished(plan, {})
    world.engage("ladder")
    world.advance(200)
    expected, start = [], 0
    for minutes, targets in plan:
        expected += [(start, alias) for alias, _ in targets]
        start += minutes
    assert sorted(world.pages()) == sorted(expected)
    assert [minute for minute, _ in world.pages()] == sorted(minute for minute, _ in expected)


@given(plan=PLANS, answers=st.dictionaries(st.sampled_from(PEOPLE), st.integers(1, 3600)))
@settings(deadline=None, max_examples=50)
def test_no_page_after_an_essential_acknowledgement(plan: list[Stage], answers: dict[str, float]) -> None:
    plan = [(minutes, [(alias, True) for alias, _ in targets]) for minutes, targets in plan]
    world = furnished(plan, answers)
    engagement = world.engage("ladder")
    world.advance(1000)
    pages = world.contacts("ListPagesByEngagement", EngagementId=engagement)["Pages"]
    acknowledged = min((page["ReadTime"] for page in pages if page["ReadTime"]), default=None)
    assert acknowledged is None or all(page["SentTime"] <= acknowledged for page in pages)


@given(
    plan=PLANS,
    answers=st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 3600)),
    steps=st.lists(st.integers(0, 60), max_size=20),
)
@settings(deadline=None, max_examples=50)
def test_one_step_equals_many(plan: list[Stage], answers: dict[str, float], steps: list[int]) -> None:
    at_once, in_steps = furnished(plan, answers), furnished(plan, answers)
    for world in (at_once, in_steps):
        world.engage("ladder")
        world.engage("ada")
    for step in steps:
        in_steps.advance(step)
    in_steps.advance(2000)
    at_once.advance(sum(steps) + 2000)
    assert history(at_once) == history(in_steps)


def history(world: PagingWorld) -> list[Any]:
    """Everything that happened to all pages, in the order of their making."""
    book = next(iter(next(iter(world.world.contacts.accounts.values())).values()))
    return [
        (
            page.contact,
            page.made,
            page.sent,
            page.delivered,
            page.read,
            [(each.type, each.time) for each in page.receipts],
        )
        for page in book.pages.values()
    ]
