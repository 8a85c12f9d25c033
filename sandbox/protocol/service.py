"""A service of the sandbox: from HTTP request to operation, and from its outcome to HTTP response."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

import msgspec

from sandbox.errors import ServiceError
from sandbox.protocol.errors import JSON_TYPE, json_error, status_of
from sandbox.protocol.messages import Response
from sandbox.protocol.models import service_model
from sandbox.protocol.serialising import ModelMismatchError, Writer, compile_writer
from sandbox.protocol.validation import Reader, Violation, compile_reader, describe

if TYPE_CHECKING:
    from sandbox.protocol.messages import Request


class Operation:
    """One operation of a service model, compiled on first use."""

    def __init__(self, service: Service, name: str) -> None:
        self.name = name
        self._service = service
        self._model = service.model.operation_model(name)

    @cached_property
    def _reader(self) -> Reader | None:
        shape = self._model.input_shape
        return None if shape is None else compile_reader(shape)

    @cached_property
    def _writer(self) -> Writer | None:
        shape = self._model.output_shape
        return None if shape is None else compile_writer(shape)

    @cached_property
    def _located(self) -> list[tuple[str, str, str, bool]]:
        """Members outside the body: name, place (uri or querystring), name there, whether a list."""
        shape = self._model.input_shape
        members = {} if shape is None else shape.members
        return [
            (name, member.serialization["location"], member.serialization["name"], member.type_name == "list")
            for name, member in members.items()
            if "location" in member.serialization
        ]

    @cached_property
    def _headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"content-type", JSON_TYPE[self._service.protocol])]

    @cached_property
    def _status(self) -> int:
        return int(self._model.http.get("responseCode", 200))

    def read(self, request: Request) -> dict[str, Any]:
        """The validated members of ``request``. Raises ``ServiceError`` ValidationException."""
        members = self._service.decode(request.body)
        if self._located:
            self._read_located(request, members)
        if self._reader is None:
            return {}
        found: list[Violation] = []
        result: dict[str, Any] = self._reader(members, "", found)
        if found:
            raise self._service.invalid(found)
        return result

    def _read_located(self, request: Request, members: dict[str, Any]) -> None:
        query = parse_qs(request.query.decode("latin-1"), keep_blank_values=True)
        label = unquote(request.raw_path.rpartition(b"/")[2].decode("latin-1"))
        for name, location, wire, is_list in self._located:
            members.pop(name, None)
            if location == "uri":
                members[name] = label
            elif wire in query:
                members[name] = query[wire] if is_list else query[wire][0]

    def write(self, answer: dict[str, Any] | None) -> Response:
        """The successful response. Raises ``ModelMismatchError`` if ``answer`` does not fit the model."""
        if self._writer is None:
            if answer:
                raise ModelMismatchError("the model has no output").inside(next(iter(answer)))
            fitted: dict[str, Any] = {}
        else:
            fitted = self._writer(answer or {})
        if self._status == 204:
            return Response(204)
        return Response(self._status, list(self._headers), msgspec.json.encode(fitted))


class Service:
    """A service by its signing name (``ssm-contacts``), as its model describes it."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def model(self) -> Any:
        return service_model(self.name)

    @cached_property
    def protocol(self) -> str:
        return str(self.model.metadata["protocol"])

    @cached_property
    def operations(self) -> dict[str, Operation]:
        return {name: Operation(self, name) for name in self.model.operation_names}

    @cached_property
    def _rest_routes(self) -> dict[tuple[str, bytes], Operation]:
        """Operations by method and path. A path with a label is kept up to the label, which is its last segment."""
        routes = {}
        for name, operation in self.operations.items():
            http = self.model.operation_model(name).http
            routes[http["method"], http["requestUri"].partition("{")[0].encode()] = operation
        return routes

    @cached_property
    def _error_shapes(self) -> dict[str, Any]:
        return {shape.name: shape for shape in self.model.error_shapes}

    @cached_property
    def _error_writers(self) -> dict[str, Writer]:
        return {name: compile_writer(shape) for name, shape in self._error_shapes.items()}

    @cached_property
    def _message_member(self) -> str:
        return "message" if self.protocol == "rest-json" else "Message"

    def route(self, request: Request) -> Operation | None:
        """The operation that ``request`` calls, if the model has it."""
        if self.protocol == "rest-json":
            exact = self._rest_routes.get((request.method, request.raw_path))
            head = request.raw_path.rpartition(b"/")[0] + b"/"
            return exact or self._rest_routes.get((request.method, head))
        target = request.headers.get(b"x-amz-target", b"").decode("latin-1")
        prefix, _, name = target.rpartition(".")
        return self.operations.get(name) if prefix == self.model.metadata["targetPrefix"] else None

    def decode(self, body: bytes) -> dict[str, Any]:
        """The JSON object of a request body; an empty body is an empty object. Raises ``ServiceError``."""
        try:
            members = msgspec.json.decode(body) if body else {}
        except (msgspec.DecodeError, ValueError, RecursionError):
            members = None
        if isinstance(members, dict):
            return members
        raise self._validation_error("Invalid value provided - The request body is not a JSON object", "CANNOT_PARSE")

    def invalid(self, violations: list[Violation]) -> ServiceError:
        """The error that reports ``violations``, in the shape of this service."""
        fields = [{"Name": violation.path, "Message": str(violation)} for violation in violations]
        return self._validation_error(describe(violations), "FIELD_VALIDATION_FAILED", Fields=fields)

    def _validation_error(self, message: str, reason: str, **members: Any) -> ServiceError:
        shape = self._error_shapes.get("ValidationException")
        known = () if shape is None else shape.members
        told = {name: value for name, value in {"Reason": reason, **members}.items() if name in known}
        return ServiceError("ValidationException", message, **told)

    def write_error(self, error: ServiceError) -> Response:
        """The response that reports ``error``. Raises ``ModelMismatchError`` if it does not fit its shape."""
        shape = self._error_shapes.get(error.code)
        members = {self._message_member: error.message, **error.members}
        if shape is not None:
            members = self._error_writers[error.code](members)
        return json_error(self.protocol, status_of(error.code, shape), error.code, members)

    def blank_error(self, code: str, message: str) -> ServiceError:
        """An error of the model with nothing particular in its other required members."""
        shape = self._error_shapes.get(code)
        if shape is None:
            return ServiceError(code, message)
        required = set(shape.required_members) - {self._message_member}
        blanks = {name: shape.members[name].metadata.get("enum", [""])[0] for name in required}
        return ServiceError(code, message, **blanks)
