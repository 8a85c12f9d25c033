"""Compare what a sandbox holds, read with plain boto3, with what it should hold: ``verify.py URL EXPECTED``.

EXPECTED is ``nothing``, ``account`` (what the role of that name makes), ``team`` (the example organisation as well) or
``channel_activation`` (with the waiting people of one team marked).
"""

from __future__ import annotations

import difflib
import pprint
import sys
from typing import Any

import boto3

from tests.support.account import OWNER, expected_account, read_account, read_replication_set
from tests.support.definitions import example, people_of

REPLICATION_SET = {
    "regions": {"us-east-1": "DefaultKey", "us-west-2": "DefaultKey"},
    "status": "ACTIVE",
    "deletion_protected": True,
    "tags": {**OWNER, "cost-center": "4711"},
}


def expected(name: str) -> dict[str, Any]:
    if name == "nothing":
        return {"replication_set": None}
    definition = example()
    teams, people = ((), ()) if name == "account" else (definition["teams"], definition["people"])
    account = expected_account(definition, teams, people)
    if name == "channel_activation":
        for alias in people_of(definition, "support"):
            account["people"][alias]["tags"]["unactivated-since"] = "2026-01-31"
    return {"replication_set": REPLICATION_SET, **account}


def held(url: str) -> dict[str, Any]:
    contacts, incidents = (
        boto3.client(
            service,
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="123456789012",
            aws_secret_access_key="any-text-will-do",  # noqa: S106 - the sandbox takes any
        )
        for service in ("ssm-contacts", "ssm-incidents")
    )
    replication_set = read_replication_set(incidents)
    # Without one, the service answers no other question.
    return {"replication_set": replication_set} | (read_account(contacts, incidents) if replication_set else {})


def main() -> None:
    url, name = sys.argv[1:]
    wanted, found = (pprint.pformat(shape, width=120).splitlines() for shape in (expected(name), held(url)))
    if wanted != found:
        sys.exit("\n".join(difflib.unified_diff(wanted, found, "expected", "found", lineterm="")))


if __name__ == "__main__":
    main()
