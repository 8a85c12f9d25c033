"""Module contact."""

from __future__ import annotations

from typing import Any

from tests.support.lab import Lab
from tests.support.module_run import Modules

PHONE = "+12025550101"
MAIL = "ada@example.gov"
KEY = "a key for these tests"
ADA: dict[str, Any] = {
    "alias": "ada",
    "display_name": "Ada Lovelace",
    "channels": [
        {"name": "phone", "type": "SMS", "address": PHONE},
        {"name": "mail", "type": "EMAIL", "address": MAIL},
    ],
    "engagement_plan": [
        {"duration_in_minutes": 5, "channels": [{"name": "phone", "retry_interval_in_minutes": 2}]},
        {"duration_in_minutes": 0, "channels": [{"type": "EMAIL"}]},
    ],
    "tags": {"cost-center": "4711"},
    "redaction_key": KEY,
}


def test_create(modules: Modules, lab: Lab) -> None:
    made = modules.both("contact", **ADA)
    assert lab.account()["people"] == {
        "ada": {
            "display_name": "Ada Lovelace",
            "tags": {"cost-center": "4711"},
            "channels": {"phone": ("SMS", PHONE), "mail": ("EMAIL", MAIL)},
            "engagement_plan": [
                {"minutes": 5, "channels": [("phone", 2)]},
                {"minutes": 0, "channels": [("mail", None)]},
            ],
        }
    }
    assert made["before"] == {}
    assert made["arn"] == lab.arn("ada")
    assert made["unactivated_channels"] == ["mail", "phone"]
