"""Valid definitions and model objects of every shape, for property tests."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import (
    Channel,
    ChannelTarget,
    EngagementStage,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.escalation_plan import (
    EscalationPlan,
    EscalationStage,
    EscalationTarget,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.response_plan import (
    OWNER_ACCOUNT,
    PagerDuty,
    ResponsePlan,
    SsmAutomation,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.rotation import (
    Coverage,
    HandOffTime,
    MonthlyHandOff,
    Recurrence,
    Rotation,
    WeeklyHandOff,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.schedule import OnCallSchedule
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import Address
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.week import DAYS
from hypothesis import settings
from hypothesis import strategies as st

# The machine may be busy with other tests: no deadline.
quick = settings(max_examples=40, deadline=None)
thorough = settings(max_examples=150, deadline=None)

ZONES = sorted(zone for zone in available_timezones() if "+" not in zone and zone not in ("Factory", "localtime"))

aliases = st.text(string.ascii_lowercase + string.digits + "_-", min_size=1, max_size=12)
display_names = st.text(string.ascii_letters + string.digits + " ._-äÉñ漢", max_size=20)
rotation_names = st.text(string.ascii_letters + string.digits + " ._-", min_size=1, max_size=20)
arns = aliases.map(lambda name: f"arn:aws:sns:us-east-1:123456789012:{name}")
words = st.text(string.ascii_letters + string.digits + "-", min_size=3, max_size=8)

phones = st.integers(10**7, 10**13).map(lambda number: f"+1{number}")
mails = st.from_regex(r"[a-z]{3,9}@[a-z]{3,9}\.(gov|example)", fullmatch=True)

clocks = st.builds(HandOffTime, st.integers(0, 23), st.integers(0, 59))
zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
    lambda time: time.replace(tzinfo=UTC, microsecond=0)
)


def _long_enough(window: Coverage) -> bool:
    length = timedelta(
        hours=window.end.hour - window.start.hour, minutes=window.end.minute - window.start.minute
    ) % timedelta(days=1)
    return not timedelta(0) < length < timedelta(minutes=30)


coverages = st.builds(Coverage, clocks, clocks).filter(_long_enough)


def _several(entries: st.SearchStrategy[Any], most: int = 4, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(entries, min_size=least, max_size=most, unique=True).map(tuple)


def _in_week_order(found: dict[str, Any]) -> dict[str, Any]:
    return {day: found[day] for day in DAYS if day in found}


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """A recurrence with exactly one kind of hand-offs."""
    kind = draw(st.sampled_from(("daily", "weekly", "monthly")))
    entries: dict[str, st.SearchStrategy[Any]] = {
        "daily": clocks,
        "weekly": st.builds(WeeklyHandOff, st.sampled_from(DAYS), clocks),
        "monthly": st.builds(MonthlyHandOff, st.integers(1, 31), clocks),
    }
    hand_offs: Any = {kind: draw(_several(entries[kind], least=1))}
    return Recurrence(
        number_of_on_calls=draw(st.integers(1, 30)),
        recurrence_multiplier=draw(st.integers(1, 100)),
        shift_coverages=draw(
            st.dictionaries(st.sampled_from(DAYS), _several(coverages, 3, 1), max_size=7).map(_in_week_order)
        ),
        **hand_offs,
    )


rotations = st.builds(
    Rotation,
    name=rotation_names,
    members=_several(aliases, 5, 1),
    start_time=instants,
    time_zone_id=zones,
    recurrence=recurrences(),
)
schedules = st.builds(OnCallSchedule, alias=aliases, display_name=display_names, rotations=_several(rotation_names, 8))


@st.composite
def escalation_stages(draw: st.DrawFn) -> EscalationStage:
    """A stage that waits, pages, or both."""
    contacts = draw(_several(aliases, 3))
    targets = tuple(EscalationTarget(contact, draw(st.booleans())) for contact in contacts)
    return EscalationStage(draw(st.integers(0 if targets else 1, 30)), targets)


escalation_plans = st.builds(
    EscalationPlan,
    alias=aliases,
    display_name=display_names,
    stages=st.lists(escalation_stages(), max_size=4).map(tuple),
)
incident_tags = st.dictionaries(words, st.text(string.ascii_letters, max_size=5), max_size=4)


def _sorted(mapping: dict[str, Any]) -> dict[str, Any] | None:
    return dict(sorted(mapping.items())) or None


automations = st.builds(
    SsmAutomation,
    document_name=words,
    role_arn=aliases.map(lambda name: f"arn:aws:iam::123456789012:role/{name}"),
    document_version=st.none() | st.integers(1, 9).map(str),
    target_account=st.sampled_from((OWNER_ACCOUNT, "IMPACTED_ACCOUNT")),
    parameters=st.dictionaries(words, st.lists(words, min_size=1, max_size=3).map(tuple), max_size=3).map(_sorted),
    dynamic_parameters=st.dictionaries(
        words, st.sampled_from(("INCIDENT_RECORD_ARN", "INVOLVED_RESOURCES")), max_size=2
    ).map(_sorted),
)


def _set(entries: st.SearchStrategy[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(entries, max_size=most).map(lambda found: tuple(sorted(found)))


response_plans = st.builds(
    ResponsePlan,
    name=aliases,
    title=words,
    impact=st.integers(1, 5),
    display_name=display_names,
    summary=display_names,
    dedupe_string=display_names,
    incident_tags=incident_tags,
    notification_targets=_set(arns, 10),
    chat_channel=_set(arns, 5),
    engagements=_set(aliases, 5),
    ssm_automation=st.just(()) | automations.map(lambda entry: (entry,)),
    pager_duty=st.just(()) | st.builds(PagerDuty, words, words, words).map(lambda entry: (entry,)),
)


@st.composite
def devices(draw: st.DrawFn) -> tuple[Channel, ...]:
    """Channels of one person: names and addresses differ."""
    names = draw(_several(rotation_names, 4))
    made = []
    for name in names:
        kind = draw(st.sampled_from(("SMS", "VOICE", "EMAIL")))
        made.append(Channel(name, kind, Address(draw(mails if kind == "EMAIL" else phones))))
    return tuple({(channel.type, channel.address): channel for channel in made}.values())


@st.composite
def engagement_plans(draw: st.DrawFn, channels: tuple[Channel, ...]) -> tuple[EngagementStage, ...]:
    """Stages that name some of the channels."""
    stages = []
    for _draw in range(draw(st.integers(0, 3))):
        chosen = draw(_several(st.sampled_from(channels), 3)) if channels else ()
        targets = tuple(ChannelTarget(c.name, draw(st.none() | st.integers(0, 60))) for c in chosen)
        stages.append(EngagementStage(draw(st.integers(0 if targets else 1, 30)), targets))
    return tuple(stages)


@st.composite
def written_people(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """``people`` as YAML has them; everybody has at least one device."""
    people: dict[str, Any] = {}
    for name in names:
        person: dict[str, Any] = {"sms": draw(phones)}
        for key, values in (("display_name", display_names), ("email", mails), ("voice", phones)):
            if draw(st.booleans()):
                person[key] = draw(values)
        if draw(st.booleans()):
            person["engagement_plan"] = [
                {"duration_in_minutes": draw(st.integers(1, 30)), "channels": [{"type": "SMS"}]},
            ]
        people[name] = person
    return people


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, Any]:
    """A valid definition: ``people`` and ``teams`` as YAML has them."""
    names = [f"person{n}" for n in range(draw(st.integers(1, 5)))]
    teams: dict[str, Any] = {}
    for number in range(draw(st.integers(0, 3))):
        team = f"team{number}"
        rotation: dict[str, Any] = {
            "members": draw(st.lists(st.sampled_from(names), min_size=1, unique=True)),
            "start_time": draw(st.sampled_from(("2026-01-06T13:00", "2026-07-01T00:00:30"))),
            "time_zone_id": draw(zones),
            "recurrence": {"daily": ["13:00"], "number_of_on_calls": draw(st.integers(1, 3))},
        }
        teams[team] = {
            "members": names,
            "rotations": {f"{team}-primary": rotation},
            "schedules": {f"{team}-oncall": {"rotations": [f"{team}-primary"]}},
            "escalation_plan": {team: [{"duration_in_minutes": 5, "page": [f"{team}-oncall"]}, {"page": names[:1]}]},
            "response_plans": {
                f"{team}-critical": {"title": draw(words), "impact": draw(st.integers(1, 5)), "engage": [team]}
            },
        }
        if draw(st.booleans()):
            teams[team]["response_plans"][f"{team}-critical"]["incident_tags"] = draw(incident_tags)
    return {
        "people": draw(written_people(names)),
        "teams": teams,
        "default_engagement_plan": draw(
            st.sampled_from((None, [{"duration_in_minutes": 5, "channels": [{"type": "SMS"}, {"type": "VOICE"}]}]))
        ),
        "tags": {},
    }
