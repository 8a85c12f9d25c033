"""Faults on demand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

import msgspec

Kind = Literal["throttle", "error500", "expired_token", "access_denied", "reset", "timeout_after_commit"]
KINDS: tuple[str, ...] = get_args(Kind)


class FaultRequest(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A fault as it is asked for.

    It strikes calls of ``service`` and ``operation`` (absent: any), from the ``nth`` matching call after it was posted,
    ``count`` times. With ``probability`` each such call is struck with that chance, repeatably by ``seed``, and
    ``count`` absent means for ever. ``hold_seconds`` (real time) is how long ``timeout_after_commit`` keeps the
    connection open.
    """

    kind: Kind
    service: str | None = None
    operation: str | None = None
    nth: Annotated[int, msgspec.Meta(ge=1)] = 1
    count: Annotated[int, msgspec.Meta(ge=1)] | None = None
    hold_seconds: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 0
    probability: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    seed: int = 0


@dataclass
class Fault:
    """A posted fault and what became of it: matching calls ``seen`` and ``struck``."""

    request: FaultRequest
    seen: int = 0
    struck: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.request.seed)  # noqa: S311 - chance in tests, not secrecy

    @property
    def limit(self) -> float:
        """How many calls it strikes at most."""
        if self.request.count is not None:
            return self.request.count
        return 1 if self.request.probability is None else float("inf")

    def observe(self, service: str, operation: str) -> bool:
        """Count a call; whether this fault wants to strike it."""
        wanted = self.request
        if wanted.service not in (None, service) or wanted.operation not in (None, operation):
            return False
        self.seen += 1
        if self.seen < wanted.nth or self.struck >= self.limit:
            return False
        return wanted.probability is None or self._random.random() < wanted.probability

    def report(self) -> dict[str, Any]:
        return {**msgspec.to_builtins(self.request), "seen": self.seen, "struck": self.struck}


class Faults:
    """The posted faults, in order. All of them count every call; the first that wants to strike it does."""

    def __init__(self) -> None:
        self.posted: list[Fault] = []

    def strike(self, service: str, operation: str) -> FaultRequest | None:
        """The fault to inflict on this call."""
        willing = [fault for fault in self.posted if fault.observe(service, operation)]
        if not willing:
            return None
        willing[0].struck += 1
        return willing[0].request

    def post(self, requests: list[FaultRequest]) -> None:
        self.posted.extend(map(Fault, requests))

    def report(self) -> list[dict[str, Any]]:
        return [fault.report() for fault in self.posted]

    def clear(self) -> None:
        self.posted.clear()
