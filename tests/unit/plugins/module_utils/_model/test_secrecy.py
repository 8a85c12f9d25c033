"""No address is ever shown, and no value whatsoever raises anything but InvalidDefinitionError."""

from __future__ import annotations

import copy
import string
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.contact import Channel
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.organisation import read_organisation
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import InvalidDefinitionError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.secret import Address
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import strategies
from tests.unit.definitions import definition, mistakes, read

keys = st.text(string.printable, max_size=6) | st.sampled_from(
    (
        *("display_name", "email", "sms", "voice", "channels", "slack", "engagement_plan", "tags", "type", "address"),
        *("members", "rotations", "schedules", "escalation_plan", "response_plans", "stages", "page", "is_essential"),
        *("start_time", "time_zone_id", "recurrence", "daily", "weekly", "monthly", "shift_coverages", "day", "time"),
        *("title", "impact", "engage", "ssm_automation", "pager_duty", "parameters", "ada", "grace", "name", "MON"),
    )
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(("America/New_York", "0001-01-01T00:00", "9999-12-31T23:59", "13:00", "SMS", "EMAIL", "ada"))
    | st.datetimes()
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))


def paths_in(tree: Any) -> list[tuple[Any, ...]]:
    """Return the way to everything in a definition."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path for key, entry in entries for path in [(key,), *((key, *rest) for rest in paths_in(entry))]]


PATHS = paths_in(definition())


@strategies.thorough
@given(values, values, values, values, st.none() | st.lists(keys, max_size=2))
def test_any_values_are_read_or_refused(
    people: Any, teams: Any, plan: Any, tags: Any, selected: list[str] | None
) -> None:
    try:
        read_organisation(people, teams, selected=selected, default_engagement_plan=plan, tags=tags)
    except InvalidDefinitionError as error:
        assert str(error)  # noqa: PT017


@strategies.thorough
@given(st.lists(st.tuples(st.sampled_from(PATHS), values), min_size=1, max_size=3))
def test_any_values_within_a_definition_are_read_or_refused(puts: list[tuple[tuple[Any, ...], Any]]) -> None:
    written = definition()
    for path, value in puts:
        place: Any = written
        try:
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = copy.deepcopy(value)
        except (TypeError, KeyError, IndexError):
            continue  # an earlier value took the place away
    told = mistakes(written)
    assert len(told) == len(set(told))


phone_like = st.from_regex(r"\+?1?[-. (]?[0-9]{3}[-. )]?[0-9]{3}[-. ]?[0-9]{4}", fullmatch=True)
addresses = strategies.phones | strategies.mails | phone_like | st.text(string.ascii_letters + "'\\\n\"@+", min_size=8)
FIELDS = ("email", "sms", "voice", "slack")


@strategies.quick
@given(
    st.sampled_from(FIELDS),
    addresses,
    st.sampled_from([(), ("teams", "web", "members", 0), ("people", "ada", "display_name")]),
)
def test_no_message_shows_an_address_given(field: str, address: str, also: tuple[Any, ...]) -> None:
    """Also where the same address stands in another place by mistake."""
    written = definition()
    written["people"]["ada"][field] = address
    written["people"]["ada"]["tags"] = "wrong"
    if also:
        place: Any = written
        for step in also[:-1]:
            place = place[step]
        place[also[-1]] = address
    told = "\n".join(mistakes(written))
    assert told
    assert address not in told
    assert repr(address) not in told


@strategies.quick
@given(strategies.phones | strategies.mails | phone_like)
def test_no_message_shows_an_address_in_the_wrong_place(address: str) -> None:
    wrongs: tuple[Any, ...] = (
        address,
        {address: {}},
        {"sms": [address]},
        {"slack": [address]},
        {"slack": {"x": address}},
        {"channels": address},
        {"channels": [address]},
        {"channels": {"x": address}},
        {"channels": {address: {"type": "SMS", "address": "+12025550101"}}},
        {"channels": {"x": {"type": address, "address": "+12025550101"}}},
        {"channels": {"x": {"type": "SMS", "address": [address]}}},
        {"phone": address, address: address},
        {"engagement_plan": [{"duration_in_minutes": address, "channels": [{"name": address}]}]},
        {"tags": {"x!": address, address: "x"}},
    )
    for wrong in wrongs:
        told = "\n".join(mistakes(definition("people.ada", wrong)))
        assert address not in told, wrong


def test_an_unreadable_number_is_not_shown_either() -> None:
    assert "12025550101" not in "\n".join(mistakes(definition("people.ada.sms", 12025550101)))
    assert "12025550101" not in "\n".join(mistakes(definition("people", {12025550101: {}})))


@strategies.quick
@given(strategies.organisations())
def test_no_model_shows_an_address(written: dict[str, Any]) -> None:
    organisation = read(written)
    shown = f"{organisation} {organisation!r} {organisation.warnings}"
    for person in written["people"].values():
        for key in FIELDS:
            assert person.get(key, "<absent>") not in shown


def test_printing_an_address_shows_nothing() -> None:
    address = Address("+12025550101")
    assert f"{address} {address!r} {address!s:>3} {[address]} {Channel('sms', 'SMS', address)}".count("<address>") == 5
    assert "2025550101" not in repr(Channel("sms", "SMS", address))


@strategies.quick
@given(strategies.phones | strategies.mails, st.binary(min_size=1), st.binary(min_size=1))
def test_digests_depend_on_address_and_key(address: str, key: bytes, other: bytes) -> None:
    digest = Address(address).digest(key)
    assert digest == Address(address).digest(key)
    assert address not in digest
    assert len(digest) <= 9
    many = {Address(f"{address}{n}").digest(key) for n in range(8)}
    assert len(many) > 1
    if key.rstrip(b"\0") != other.rstrip(b"\0") and len(key) < 64 and len(other) < 64:
        ours, theirs = ([Address(f"{address}{n}").digest(k) for n in range(8)] for k in (key, other))
        assert ours != theirs


@pytest.mark.parametrize(
    ("address", "digest"), [("+12025550101", "+1…(9aac)"), ("ada@example.gov", "…(5b0c)"), ("\ud800", "…(0000)")]
)
def test_digests_are_short(address: str, digest: str) -> None:
    assert len(Address(address).digest(b"key")) == len(digest)
    assert Address(address).digest(b"key")[:2] == digest[:2]


@pytest.mark.parametrize("huge", [pytest.param(10**5000, id="number"), pytest.param("9" * 5000, id="text")])
def test_numbers_of_thousands_of_digits_are_refused(huge: object) -> None:
    """Python itself refuses to read and write them."""
    for path in PATHS:
        written = definition()
        place: Any = written
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = huge
        mistakes(written)
    assert mistakes(definition("teams.web.rotations.primary.start_time", 10**5000)) == [
        (
            "teams.web.rotations.primary.start_time: a huge number is not a date and time; "
            'write it as "2026-01-06T13:00", the wall clock in time_zone_id'
        )
    ]
