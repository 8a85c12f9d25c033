"""A sandbox with an account in it, as integration tests see it."""

from __future__ import annotations

import re
from typing import Any

from tests.support.account import read_account, read_replication_set
from tests.support.sandbox_process import REGION, SandboxProcess

ACCOUNT = "123456789012"

_READ = re.compile(r"[\w-]+:(BatchGet|Describe|Get|List)[A-Z]")


class Lab:
    """The account of the example's inventory in a sandbox, with clients that never retry."""

    def __init__(self, server: SandboxProcess) -> None:
        self.server = server
        self.url = server.url
        self.contacts = server.client("ssm-contacts", account=ACCOUNT)
        self.incidents = server.client("ssm-incidents", account=ACCOUNT)

    def reset(self) -> None:
        """Empty the whole sandbox."""
        self.server.control("POST", "reset")

    def enable(self) -> None:
        """Give the account a replication set, and forget the calls made for that."""
        self.server.enable(REGION, account=ACCOUNT)
        self.forget_calls()

    def calls(self) -> dict[str, int]:
        """The calls since they were last forgotten, by operation."""
        found: dict[str, int] = self.server.control("GET", "calls")
        return found

    def reads(self) -> dict[str, int]:
        return {name: count for name, count in self.calls().items() if _READ.match(name)}

    def writes(self) -> dict[str, int]:
        return {name: count for name, count in self.calls().items() if not _READ.match(name)}

    def forget_calls(self) -> None:
        self.server.control("DELETE", "calls")

    def sequence(self) -> list[str]:
        """The operations called, in order."""
        calls = self.server.control("GET", "calls?detail=1")
        return [f"{call['service']}:{call['operation']}" for call in calls]

    def clear_faults(self) -> None:
        self.server.control("DELETE", "faults")

    def struck(self) -> int:
        """How many calls the posted faults struck."""
        return sum(int(fault["struck"]) for fault in self.server.control("GET", "faults"))

    def account(self) -> dict[str, Any]:
        """Everything in the account."""
        return read_account(self.contacts, self.incidents)

    def replication_set(self) -> dict[str, Any] | None:
        return read_replication_set(self.incidents)

    def arn(self, alias: str) -> str:
        """The ARN of a person, schedule or escalation plan."""
        return f"arn:aws:ssm-contacts:{REGION}:{ACCOUNT}:contact/{alias}"

    def rotation_arn(self, name: str) -> str:
        rotations = self.contacts.list_rotations()["Rotations"]
        [arn] = [str(rotation["RotationArn"]) for rotation in rotations if rotation["Name"] == name]
        return arn
