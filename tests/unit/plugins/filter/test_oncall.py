"""The filters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.oncall.incident_manager.plugins.filter.oncall import (
    FilterModule,
    local_time,
    on_call_now,
    redact_addresses,
)


def test_every_filter_has_its_documentation() -> None:
    assert FilterModule().filters().keys() == {"local_time", "on_call_now", "redact_addresses"}


def shift(*contacts: str) -> dict[str, Any]:
    return {"contacts": list(contacts)}


ANSWER = [
    {"team": "web", "schedule": "web", "rotations": [{"now": shift("grace", "ada")}, {"now": None}]},
    {"team": "web", "schedule": "idle", "rotations": []},
    {"team": None, "schedule": "apps", "rotations": [{"now": shift("ada", "alan")}, {"now": shift()}]},
]


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({}, ["ada", "alan", "grace"]),
        ({"team": "web"}, ["ada", "grace"]),
        ({"schedule": "apps"}, ["ada", "alan"]),
        ({"team": "web", "schedule": "apps"}, []),
        ({"team": "unknown"}, []),
    ],
)
def test_on_call_now(narrowed: dict[str, str], expected: list[str]) -> None:
    assert on_call_now(ANSWER, **narrowed) == expected
    assert on_call_now({"oncall": ANSWER, "changed": False}, **narrowed) == expected


@pytest.mark.parametrize("value", [None, "ada", {}, [1], [{"schedule": "web"}]])
def test_on_call_now_of_something_else(value: Any) -> None:
    with pytest.raises(AnsibleFilterError, match="is not what oncall_info returns"):
        on_call_now(value)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("2026-12-25T08:00:00Z", "America/New_York"), "Fri 2026-12-25 03:00 EST"),
        (("2026-12-25T08:00:00", "America/New_York"), "Fri 2026-12-25 03:00 EST"),
        (("2026-12-25T08:00:00+01:00", "Asia/Tokyo", "%H:%M"), "16:00"),
        ((datetime(2026, 7, 1, 8, tzinfo=UTC), "Europe/Dublin", "%H:%M %Z"), "09:00 IST"),
        ((datetime(2026, 7, 1, 8), "UTC", "%H:%M"), "08:00"),  # noqa: DTZ001 - as YAML gives it
        ((date(2026, 7, 1), "UTC", "%a %H:%M"), "Wed 00:00"),
    ],
)
def test_local_time(arguments: tuple[Any, ...], expected: str) -> None:
    assert local_time(*arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tomorrow", "UTC"), "'tomorrow' is not a date and time"),
        ((None, "UTC"), "None is not a date and time"),
        (("2026-12-25T08:00:00Z", "EST5EST"), "'EST5EST' is not an IANA time zone"),
        (("2026-12-25T08:00:00Z", "../etc/passwd"), "is not an IANA time zone"),
        (("2026-12-25T08:00:00Z", "America"), "is not an IANA time zone"),
        (("2026-12-25T08:00:00Z", ""), "is not an IANA time zone"),
    ],
)
def test_local_time_of_something_else(arguments: tuple[Any, ...], told: str) -> None:
    with pytest.raises(AnsibleFilterError, match=told):
        local_time(*arguments)


@pytest.mark.parametrize(
    "text",
    [
        "+12025550101",
        "12025550101",
        "+1 202 555 0101",
        "(202) 555-0101",
        "202/555.0101",
        "ada@example.gov",
        "2026-12-24@example.gov",
        "+2026-12-24",
        "2026-12-24 555 0101",
        "2026-12-2455",
        "2026-13-24",
        "20261224",
    ],
)
def test_what_may_be_an_address_goes(text: str) -> None:
    for around in ("{}", "call {} now", '{{"to": "{}"}}', "to={},x"):
        redacted = redact_addresses(around.format(text))
        assert text not in redacted
        assert "<not shown>" in redacted
        assert "0101" not in redacted
        assert "example" not in redacted


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24",
        "2026-12-24T13:00:00Z",
        "2026-12-24T13:00:00.123+00:00 to 2026-12-25T13:00-05:00",
        "on 2026-12-24, 2026-12-25 and 2026-12-26.",
        "arn:aws:ssm-contacts:us-east-1:123456789012:contact/ada",
        "+1…(a41f)",
        "port 4600, 30 of 120",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert redact_addresses(text) == text


def test_redaction_reaches_everything() -> None:
    value = {
        "ada@example.gov": [{"sms": "+12025550101"}, ("a@b.c",), {"+12025550101"}],
        "number": 12025550101,
        "negative": -12025550101,
        "count": 999_999,
        "yes": True,
        "none": None,
        "share": 0.5,
    }
    assert redact_addresses(value) == {
        "<not shown>": [{"sms": "<not shown>"}, ["<not shown>"], ["<not shown>"]],
        "number": "<not shown>",
        "negative": "<not shown>",
        "count": 999_999,
        "yes": True,
        "none": None,
        "share": 0.5,
    }
