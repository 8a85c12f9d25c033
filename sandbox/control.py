"""The control API under ``/_sandbox/``: what tests and drills do to the sandbox besides calling AWS."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec

import sandbox
from sandbox.faults import KINDS, FaultRequest
from sandbox.paging.responders import ACTIONS, Responder
from sandbox.paging.run import run_due
from sandbox.protocol.messages import Response

if TYPE_CHECKING:
    from sandbox.engine import Engine
    from sandbox.protocol.messages import Request

ROOT = "/_sandbox"
PREFIX = ROOT + "/"

Action = Callable[["Control", "Request"], Awaitable[Any]]


class ControlError(Exception):
    """A control request that cannot be carried out, with the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class ClockRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Where to move the clock: exactly one of the two."""

    advance_seconds: float | None = None
    set: datetime | None = None


class Control:
    """Answers control requests."""

    def __init__(self, engine: Engine, written: Callable[[], None]) -> None:
        """``written`` is called after every request that changes what the state file holds."""
        self.engine = engine
        self.written = written

    async def call(self, request: Request) -> Response:
        """The JSON response to ``request``."""
        try:
            status, answer = 200, await self._dispatch(request)
        except ControlError as error:
            status, answer = error.status, {"error": str(error)}
        headers = [(b"content-type", b"application/json"), (b"x-amzn-requestid", str(uuid.uuid4()).encode())]
        return Response(status, headers, msgspec.json.encode(answer) + b"\n")

    async def _dispatch(self, request: Request) -> Any:
        name = request.path.removeprefix(PREFIX)
        actions = ROUTES.get(name)
        if actions is None:
            known = ", ".join(PREFIX + route for route in ROUTES)
            raise ControlError(404, f"no control path {request.path}; there are {known}")
        action = actions.get(request.method)
        if action is None:
            raise ControlError(405, f"{request.path} takes {', '.join(actions)}, not {request.method}")
        self.run_due()
        return await action(self, request)

    def run_due(self) -> None:
        """Let happen what is due."""
        world = self.engine.world
        if run_due(world, world.clock.now()):
            self.written()


def _query(request: Request, *allowed: str) -> dict[str, str]:
    query = dict(parse_qsl(request.query.decode("latin-1"), keep_blank_values=True))
    unknown = sorted(query.keys() - set(allowed))
    if unknown:
        raise ControlError(400, f"no query parameter {', '.join(unknown)}; allowed: {', '.join(allowed) or 'none'}")
    return query


async def _health(control: Control, _request: Request) -> dict[str, Any]:
    services = {name: sorted(handlers) for name, handlers in control.engine.operations.items()}
    return {"status": "ok", "services": services, "version": sandbox.__version__}


async def _calls(control: Control, request: Request) -> Any:
    detail = _query(request, "detail").get("detail", "0")
    calls = control.engine.calls
    return list(calls.latest) if detail not in {"", "0"} else dict(sorted(calls.counts.items()))


async def _forget_calls(control: Control, _request: Request) -> dict[str, Any]:
    control.engine.calls.clear()
    return {}


async def _reset(control: Control, _request: Request) -> dict[str, Any]:
    engine = control.engine
    engine.world.forget()
    engine.world.clock.reset()
    await engine.moto.reset()
    engine.calls.clear()
    engine.faults.clear()
    control.written()
    return {}


async def _inbox(control: Control, request: Request) -> list[Any]:
    wanted = _query(request, "contact", "channel", "type", "account", "region")
    return [
        message
        for message in control.engine.world.inbox
        if all(getattr(message, name) == value for name, value in wanted.items())
    ]


async def _clock(control: Control, _request: Request) -> dict[str, Any]:
    clock = control.engine.world.clock
    now = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"now": now, "offset_seconds": round(clock.offset_seconds, 3), "time_scale": clock.time_scale}


async def _move_clock(control: Control, request: Request) -> dict[str, Any]:
    allowed = 'allowed: {"advance_seconds": 300} or {"set": "2026-12-25T03:00:00Z"}'
    wanted = _decode(request, ClockRequest, allowed)
    clock = control.engine.world.clock
    try:
        if wanted.set is not None and wanted.advance_seconds is None:
            clock.set(wanted.set if wanted.set.tzinfo else wanted.set.replace(tzinfo=UTC))
        elif wanted.advance_seconds is not None and wanted.set is None:
            clock.advance(wanted.advance_seconds)
        else:
            raise ControlError(400, f"exactly one of advance_seconds and set is needed; {allowed}")
    except ValueError as error:
        raise ControlError(400, str(error)) from error
    control.run_due()
    control.written()
    return await _clock(control, request)


async def _faults(control: Control, _request: Request) -> list[dict[str, Any]]:
    return control.engine.faults.report()


async def _post_faults(control: Control, request: Request) -> list[dict[str, Any]]:
    allowed = (
        f"allowed: a list of {{{', '.join(FaultRequest.__struct_fields__)}}}, of which only kind is needed; "
        f"kinds: {', '.join(KINDS)}"
    )
    faults = _decode(request, list[FaultRequest], allowed)
    for fault in faults:
        service = control.engine.services.get(fault.service or "")
        if service is not None and fault.operation is not None and fault.operation not in service.operations:
            raise ControlError(400, f"{fault.service} has no operation {fault.operation}")
    control.engine.faults.post(faults)
    return control.engine.faults.report()


async def _forget_faults(control: Control, _request: Request) -> dict[str, Any]:
    control.engine.faults.clear()
    return {}


async def _responders(control: Control, _request: Request) -> list[Responder]:
    return control.engine.world.responders


async def _post_responders(control: Control, request: Request) -> list[Responder]:
    allowed = (
        f"allowed: a list of {{{', '.join(name.name for name in fields(Responder))}}}, of which only action is needed; "
        f"actions: {', '.join(ACTIONS)}"
    )
    known = {name.name for name in fields(Responder)}
    posted = _decode(request, list[dict[str, Any]], allowed)
    unknown = sorted({name for each in posted for name in each} - known)
    if unknown:
        raise ControlError(400, f"unknown field {', '.join(unknown)}; {allowed}")
    control.engine.world.responders += _decode(request, list[Responder], allowed)
    control.written()
    return control.engine.world.responders


async def _forget_responders(control: Control, _request: Request) -> dict[str, Any]:
    control.engine.world.responders.clear()
    control.written()
    return {}


def _decode(request: Request, kind: Any, allowed: str) -> Any:
    try:
        return msgspec.json.decode(request.body, type=kind)
    except (msgspec.MsgspecError, ValueError) as error:
        raise ControlError(400, f"{error}; {allowed}") from error


ROUTES: dict[str, dict[str, Action]] = {
    "health": {"GET": _health},
    "calls": {"GET": _calls, "DELETE": _forget_calls},
    "reset": {"POST": _reset},
    "clock": {"GET": _clock, "POST": _move_clock},
    "inbox": {"GET": _inbox},
    "responders": {"GET": _responders, "POST": _post_responders, "DELETE": _forget_responders},
    "faults": {"GET": _faults, "POST": _post_faults, "DELETE": _forget_faults},
}
"""What there is under ``/_sandbox/``, by path and method."""
