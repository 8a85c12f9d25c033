"""The time of the sandbox: real time that can be advanced and can run faster."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import formatdate


class Clock:
    """Sandbox time = start + advanced + elapsed * ``time_scale``, in whole milliseconds."""

    def __init__(self, time_scale: float = 1.0, offset_seconds: float = 0.0) -> None:
        """``offset_seconds`` is how far ahead of real time the clock starts."""
        self.time_scale = time_scale
        self._start = time.time() + offset_seconds
        self._started = time.monotonic()
        self._advanced = 0.0
        self._date_second = 0
        self._date = b""

    def timestamp(self) -> float:
        """Now, in epoch seconds."""
        return self._start + self._advanced + (time.monotonic() - self._started) * self.time_scale

    def now(self) -> datetime:
        """Now, aware, UTC, in whole milliseconds like the timestamps of the services."""
        return datetime.fromtimestamp(int(self.timestamp() * 1000) / 1000, UTC)

    def http_date(self) -> bytes:
        """Now, as the value of a ``Date`` header."""
        second = int(self.timestamp())
        if second != self._date_second:
            self._date_second = second
            self._date = formatdate(second, usegmt=True).encode()
        return self._date

    @property
    def offset_seconds(self) -> float:
        """How far the clock is ahead of real time."""
        return self.timestamp() - time.time()

    def advance(self, seconds: float) -> None:
        """Move ``seconds`` forward. ``ValueError`` if that is backwards or beyond the calendar."""
        if not seconds >= 0:
            raise ValueError("the clock only moves forward: advance_seconds must not be negative")
        if self.timestamp() + seconds >= _LATEST:
            raise ValueError("the clock ends with the year 9000")
        self._advanced += seconds

    def set(self, moment: datetime) -> None:
        """Move forward to ``moment`` (aware). ``ValueError`` if that is in the past of the sandbox."""
        ahead = moment.timestamp() - self.timestamp()
        if ahead < 0:
            raise ValueError(
                f"the clock only moves forward: {moment.isoformat()} is before {self.now().isoformat()}; "
                "POST /_sandbox/reset starts again at real time"
            )
        self.advance(ahead)

    def reset(self, offset_seconds: float = 0.0) -> None:
        """Start again at real time plus ``offset_seconds``."""
        self._start = time.time() + offset_seconds
        self._started = time.monotonic()
        self._advanced = 0.0


_LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()
