# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Filters over what the modules return. Each is documented in the YAML file of its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ansible.errors import AnsibleFilterError
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import MAIL_LIKE, PHONE_LIKE

NOT_SHOWN = "<not shown>"

# The account in an ARN, and a date that no further digits follow, with or without a time. All else may be a number.
_NOBODYS = (
    r"(?P<nobodys>\barn:[\w-]+:[\w-]+:[\w-]*:\d{12}(?=:)"
    r"|(?<![\d+])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)|(?![ .()/-]{0,2}\d)))"
)
_NUMBERS = re.compile(rf"{_NOBODYS}|{PHONE_LIKE.pattern}", re.ASCII)
_SMALLEST_NUMBER = 1_000_000


def on_call_now(oncall: Any, team: str | None = None, schedule: str | None = None) -> list[str]:
    """Return the aliases of those on call at the instant of the answer, sorted."""
    entries = oncall.get("oncall") if isinstance(oncall, Mapping) else oncall
    if not isinstance(entries, list | tuple) or not all(isinstance(e, Mapping) and "rotations" in e for e in entries):
        raise AnsibleFilterError("on_call_now: the input is not what oncall_info returns; use `registered.oncall`")
    return sorted(
        {
            str(alias)
            for entry in entries
            if team in (None, entry.get("team")) and schedule in (None, entry.get("schedule"))
            for rotation in entry["rotations"]
            if rotation["now"]
            for alias in rotation["now"]["contacts"]
        }
    )


def local_time(instant: Any, zone: str, format: str = "%a %Y-%m-%d %H:%M %Z") -> str:  # noqa: A002 - as users write it
    """Return an instant as the wall clock of a zone shows it."""
    try:
        moment = instant if isinstance(instant, datetime) else datetime.fromisoformat(_text(instant))
    except ValueError:
        raise AnsibleFilterError(f"local_time: {instant!r} is not a date and time in ISO 8601") from None
    try:
        there = ZoneInfo(str(zone))
    except (KeyError, ValueError, OSError):
        raise AnsibleFilterError(f"local_time: {zone!r} is not an IANA time zone, such as America/New_York") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(there).strftime(str(format))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def redact_addresses(value: Any) -> Any:
    """Return the value with phone numbers and mail addresses replaced, wherever in it they are."""
    if isinstance(value, str):
        return _redacted(str(value))
    if isinstance(value, Mapping):
        return {redact_addresses(key): redact_addresses(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set):
        return [redact_addresses(entry) for entry in value]
    # YAML reads a phone number without quotes as a number.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _SMALLEST_NUMBER:
        return NOT_SHOWN
    return value


def _redacted(text: str) -> str:
    if "@" in text:
        text = MAIL_LIKE.sub(NOT_SHOWN, text)
    return _NUMBERS.sub(lambda match: match["nobodys"] or NOT_SHOWN, text)


class FilterModule:
    """The filters by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"on_call_now": on_call_now, "local_time": local_time, "redact_addresses": redact_addresses}
