"""The HTTP server: one process, one event loop, one port."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import struct
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox.control import ROOT, Control
from sandbox.engine import ConnectionDroppedError, Engine
from sandbox.protocol.messages import Request, Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, MutableMapping

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

RESET_CONNECTION = "sandbox.reset_connection"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_GRACE_SECONDS = 2
_BACKLOG = 2048


class Application:
    """The ASGI application."""

    def __init__(self, engine: Engine, control: Control) -> None:
        self._engine = engine
        self._control = control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(
            method=scope["method"],
            path=scope["path"],
            raw_path=scope["raw_path"],
            query=scope["query_string"],
            headers=dict(scope["headers"]),
            body=await _body(receive),
        )
        if request.path.startswith(ROOT):
            response = await self._control.call(request)
        else:
            try:
                response = await self._engine.call(request)
            except ConnectionDroppedError as dropped:
                await asyncio.sleep(dropped.hold_seconds)
                scope[RESET_CONNECTION]()
                while (await receive())["type"] != "http.disconnect":
                    pass
                return
        response.headers.append((b"date", self._engine.world.clock.http_date()))
        await _send(send, request, response)


async def _body(receive: Receive) -> bytes:
    message = await receive()
    if not message.get("more_body"):
        return bytes(message.get("body", b""))
    parts = [message["body"]]
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


async def _send(send: Send, request: Request, response: Response) -> None:
    headers = response.headers
    if request.method == "HEAD":
        response.body = b""
    elif response.status not in (204, 304):
        headers.append((b"content-length", b"%d" % len(response.body)))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, which also lets the application reset the connection."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cast("dict[str, Any]", self.scope)[RESET_CONNECTION] = self._reset_connection

    def _reset_connection(self) -> None:
        connection = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):  # the caller may have closed it meanwhile
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self.transport.abort()


class Server(uvicorn.Server):
    """uvicorn's server, which says when it is ready and ends without passing the signal on."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on SIGINT and SIGTERM. uvicorn would raise them again afterwards, before the state is saved."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


class ListenError(Exception):
    """The address cannot be listened on. Its text says which and why."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises ``ListenError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        raise ListenError(f"cannot listen on {host}:{port}: {reason}") from error


def make_server(application: Application, ready: Callable[[], None], log_level: str) -> Server:
    """The server of ``application``, which calls ``ready`` once it accepts connections."""
    config = uvicorn.Config(
        application,
        http=Protocol,
        ws="none",
        loop="uvloop",
        lifespan="off",
        interface="asgi3",
        access_log=False,
        log_level=log_level,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        backlog=_BACKLOG,
    )
    return Server(config, ready)
