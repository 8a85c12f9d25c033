"""An AWS call from request to response: routing, faults, the operation itself, errors and bookkeeping."""

from __future__ import annotations

import asyncio
import logging
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.calls import Call, Calls
from sandbox.context import Handler, RequestContext
from sandbox.credentials import Scope, scope_of
from sandbox.errors import ServiceError
from sandbox.faults import FaultRequest, Faults
from sandbox.moto_bridge import NotInMotoError
from sandbox.operation_names import operation_name
from sandbox.paging.run import run_due
from sandbox.protocol.errors import json_error, s3_error, status_of, xml_error
from sandbox.protocol.messages import Response
from sandbox.protocol.serialising import ModelMismatchError
from sandbox.protocol.service import Operation, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sandbox.moto_bridge import MotoBridge
    from sandbox.protocol.messages import Request
    from sandbox.world import World

log = logging.getLogger(__name__)

_READ_ONLY = re.compile("(BatchGet|Describe|Get|List)[A-Z]")

_FAULT_ERRORS = {
    "throttle": ("ThrottlingException", "Rate exceeded"),
    "error500": ("InternalServerException", "An internal error occurred"),
    "expired_token": ("ExpiredTokenException", "The security token included in the request is expired"),
    "access_denied": ("AccessDeniedException", "User is not authorized to perform this operation"),
}

_XML_CODES = {
    "ThrottlingException": ("Throttling", 400),
    "InternalServerException": ("InternalFailure", 500),
    "ExpiredTokenException": ("ExpiredToken", 403),
    "AccessDeniedException": ("AccessDenied", 403),
    "NotImplementedException": ("NotImplemented", 501),
}
_S3_CODES = {**_XML_CODES, "ThrottlingException": ("SlowDown", 503), "InternalServerException": ("InternalError", 500)}


class ConnectionDroppedError(Exception):
    """The caller gets no answer: its connection is reset after ``hold_seconds``."""

    def __init__(self, hold_seconds: float = 0) -> None:
        super().__init__()
        self.hold_seconds = hold_seconds


@dataclass(slots=True)
class Caller:
    """Who calls which service, where."""

    scope: Scope
    account: str


class Engine:
    """Answers AWS calls."""

    def __init__(
        self,
        world: World,
        moto: MotoBridge,
        operations: Mapping[str, Mapping[str, Handler]],
        *,
        latency_seconds: float = 0.0,
        written: Callable[[], None] = lambda: None,
    ) -> None:
        """``operations`` are the handlers by service; ``written`` is called after every call that may change state."""
        self.world = world
        self.moto = moto
        self.operations = operations
        self.calls = Calls()
        self.faults = Faults()
        self.services = {name: Service(name) for name in operations}
        self._latency_seconds = latency_seconds
        self._written = written

    async def call(self, request: Request) -> Response:
        """The response to ``request``, with a request id. Raises ``ConnectionDroppedError``."""
        request_id = str(uuid.uuid4())
        if self._latency_seconds:
            await asyncio.sleep(self._latency_seconds)
        response = await self._call(request, request_id)
        response.headers.append((b"x-amzn-requestid", request_id.encode()))
        return response

    async def _call(self, request: Request, request_id: str) -> Response:
        scope = scope_of(request)
        if scope is None:
            return _unsigned(request, request_id)
        caller = Caller(scope, self.moto.account_of(scope.access_key))
        service = self.services.get(scope.service)
        if service is None:
            return await self._call_moto(caller, request, request_id)
        operation = service.route(request)
        if operation is None:
            message = f"{scope.service} has no such operation"
            return service.write_error(ServiceError("UnknownOperationException", message))
        fault = self.faults.strike(service.name, operation.name) if self.faults.posted else None
        status = 0
        try:
            if fault is not None and fault.kind == "reset":
                raise ConnectionDroppedError
            response = self._answer(service, operation, caller, request, fault)
            if fault is not None and fault.kind == "timeout_after_commit":
                raise ConnectionDroppedError(fault.hold_seconds)
            status = response.status
        finally:
            self._record(caller, operation.name, status)
        return response

    def _answer(
        self, service: Service, operation: Operation, caller: Caller, request: Request, fault: FaultRequest | None
    ) -> Response:
        refusal = self._refusal(caller, fault)
        if refusal is not None:
            return service.write_error(service.blank_error(*refusal))
        try:
            return self._execute(service, operation, caller, request)
        except ServiceError as error:
            return self._write_error(service, operation, error)
        except ModelMismatchError as error:
            log.error("%s:%s answered what its model does not allow: %s", service.name, operation.name, error)  # noqa: TRY400
        except Exception:
            log.exception("%s:%s failed", service.name, operation.name)
        return service.write_error(service.blank_error(*_FAULT_ERRORS["error500"]))

    def _refusal(self, caller: Caller, fault: FaultRequest | None) -> tuple[str, str] | None:
        """Code and message of the error to answer without executing the call."""
        if fault is not None and fault.kind in _FAULT_ERRORS:
            return _FAULT_ERRORS[fault.kind]
        return _FAULT_ERRORS["expired_token"] if self.moto.expired(caller.scope.access_key) else None

    def _execute(self, service: Service, operation: Operation, caller: Caller, request: Request) -> Response:
        handler = self.operations[service.name].get(operation.name)
        if handler is None:
            message = f"The sandbox does not implement {service.name}:{operation.name}"
            raise ServiceError("NotImplementedException", message)
        members = operation.read(request)
        now = self.world.clock.now()
        if run_due(self.world, now):
            self._written()
        context = RequestContext(caller.account, caller.scope.region, now, self.world)
        try:
            return operation.write(handler(context, members))
        finally:
            if not _READ_ONLY.match(operation.name):
                self._written()

    def _write_error(self, service: Service, operation: Operation, error: ServiceError) -> Response:
        try:
            return service.write_error(error)
        except ModelMismatchError as mismatch:
            log.error("%s:%s raised a malformed %s: %s", service.name, operation.name, error.code, mismatch)  # noqa: TRY400
        return service.write_error(service.blank_error(*_FAULT_ERRORS["error500"]))

    def _record(self, caller: Caller, operation: str, status: int) -> None:
        scope = caller.scope
        self.calls.record(Call(scope.service, operation, status, caller.account, scope.region, scope.access_key))

    async def _call_moto(self, caller: Caller, request: Request, request_id: str) -> Response:
        name = operation_name(caller.scope.service, request)
        fault = self.faults.strike(caller.scope.service, name) if self.faults.posted else None
        status = 0
        try:
            if fault is not None and fault.kind == "reset":
                raise ConnectionDroppedError
            response = await self._answer_moto(caller, name, request, request_id, fault)
            if fault is not None and fault.kind == "timeout_after_commit":
                raise ConnectionDroppedError(fault.hold_seconds)
            status = response.status
        finally:
            self._record(caller, name, status)
        return response

    async def _answer_moto(
        self, caller: Caller, name: str, request: Request, request_id: str, fault: FaultRequest | None
    ) -> Response:
        service = caller.scope.service
        refusal = self._refusal(caller, fault)
        if refusal is not None:
            return _foreign_error(service, request, request_id, *refusal)
        try:
            response = await self.moto.call(request, caller.scope, caller.account)
        except NotInMotoError:
            message = f"The sandbox does not implement {service}:{name}"
            return _foreign_error(service, request, request_id, "NotImplementedException", message)
        except Exception:
            log.exception("%s:%s failed in moto", service, name)
            return _foreign_error(service, request, request_id, *_FAULT_ERRORS["error500"])
        if service == "sts":
            self.moto.note_sessions()
        return response


def _unsigned(request: Request, request_id: str) -> Response:
    code, message = "MissingAuthenticationTokenException", "Missing Authentication Token"
    if b"x-amz-target" in request.headers:
        return json_error("json", 403, code, {"message": message})
    if request.headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded"):
        return xml_error(403, "MissingAuthenticationToken", message, request_id)
    return json_error("rest-json", 403, code, {"message": message})


def _foreign_error(service: str, request: Request, request_id: str, code: str, message: str) -> Response:
    """An error of one of moto's services, in the protocol that ``request`` speaks."""
    if service == "s3":
        s3_code, status = _S3_CODES[code]
        return s3_error(status, s3_code, message, request_id)
    if request.headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded"):
        xml_code, status = _XML_CODES[code]
        return xml_error(status, xml_code, message, request_id)
    protocol = "json" if b"x-amz-target" in request.headers else "rest-json"
    return json_error(protocol, status_of(code), code, {"message": message})
