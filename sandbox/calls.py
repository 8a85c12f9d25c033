"""Which AWS calls were made."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

REMEMBERED = 100_000


@dataclass(slots=True)
class Call:
    """One AWS call. ``status`` is the HTTP status, 0 where the connection was dropped without an answer."""

    service: str
    operation: str
    status: int
    account: str
    region: str
    access_key: str


class Calls:
    """Counts of all calls by ``service:Operation``, and the latest ``REMEMBERED`` of them in order."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.latest: deque[Call] = deque(maxlen=REMEMBERED)

    def record(self, call: Call) -> None:
        self.counts[f"{call.service}:{call.operation}"] += 1
        self.latest.append(call)

    def clear(self) -> None:
        self.counts.clear()
        self.latest.clear()
