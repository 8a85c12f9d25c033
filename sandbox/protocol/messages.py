"""HTTP requests and responses as the sandbox passes them around."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Request:
    """A whole HTTP request. Header names are lower case; ``raw_path`` is percent-encoded, ``path`` is not."""

    method: str
    path: str
    raw_path: bytes
    query: bytes
    headers: dict[bytes, bytes]
    body: bytes


@dataclass(slots=True)
class Response:
    """A whole HTTP response, without the headers that every answer carries."""

    status: int
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
