"""Which operation a request to one of moto's services calls, for counting and for faults."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from botocore.exceptions import UnknownServiceError

from sandbox.protocol.models import service_model

if TYPE_CHECKING:
    from sandbox.protocol.messages import Request

MODELS_BY_SIGNING_NAME = {
    "aps": ("amp",),
    "bedrock": ("bedrock", "bedrock-runtime", "bedrock-agent"),
    "elasticfilesystem": ("efs",),
    "es": ("opensearch", "es"),
    "execute-api": ("apigatewaymanagementapi",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "mobiletargeting": ("pinpoint",),
    "monitoring": ("cloudwatch",),
    "s3": ("s3", "s3control"),
    "ses": ("sesv2", "ses"),
}
"""botocore's names of the services that sign with another name, or that share one. All others sign with their own."""

_LABEL, _GREEDY_LABEL = "[^/]+", ".+"
_RPC_PATH = re.compile(r"/service/[^/]+/operation/([A-Za-z0-9]+)")


class _Route(NamedTuple):
    """A REST operation: its path, and the query keys and headers that tell it from others on the same path."""

    operation: str
    method: str
    path: re.Pattern[str]
    query_keys: frozenset[str]
    required_headers: frozenset[str]

    def matches(self, request: Request, query: frozenset[str]) -> bool:
        return (
            request.method == self.method
            and self.query_keys <= query
            and all(header.encode() in request.headers for header in self.required_headers)
            and self.path.fullmatch(request.raw_path.decode("latin-1")) is not None
        )


def operation_name(service: str, request: Request) -> str:
    """The operation's name: from ``X-Amz-Target``, ``Action``, or the service model; else method and path."""
    target = request.headers.get(b"x-amz-target")
    if target:
        return target.decode("latin-1").rpartition(".")[2]
    query = parse_qs(request.query.decode("latin-1"), keep_blank_values=True)
    form = {}
    if request.headers.get(b"content-type", b"").startswith(b"application/x-www-form-urlencoded"):
        form = parse_qs(request.body.decode("utf-8", "replace"))
    action = form.get("Action") or query.get("Action")
    if action:
        return action[0]
    if rpc := _RPC_PATH.fullmatch(request.path):
        return rpc[1]
    keys = frozenset(query)
    for model in MODELS_BY_SIGNING_NAME.get(service, (service,)):
        for route in _rest_routes(model):
            if route.matches(request, keys):
                return route.operation
    return f"{request.method} {request.path}"


@lru_cache(maxsize=64)
def _rest_routes(service: str) -> list[_Route]:
    """The REST operations of a service, most particular first; none if it is not a REST service or not known."""
    try:
        model = service_model(service)
    except UnknownServiceError:
        return []
    if not model.metadata["protocol"].startswith("rest"):
        return []
    routes = [_route(model.operation_model(name)) for name in model.operation_names]
    routes.sort(key=_generality)
    return routes


def _generality(route: _Route) -> tuple[int, int, int, int]:
    path = route.path.pattern
    return -len(route.query_keys), -len(route.required_headers), path.count(_GREEDY_LABEL), path.count(_LABEL)


def _route(operation: Any) -> _Route:
    http = operation.http
    path, _, query = http["requestUri"].partition("?")
    pattern = "".join(
        _GREEDY_LABEL if part.endswith("+}") else _LABEL if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[^}]+\})", path)
    )
    shape = operation.input_shape
    located = [shape.members[name] for name in shape.required_members] if shape is not None else []
    keys = {part.partition("=")[0] for part in query.split("&") if part}
    keys |= {m.serialization["name"] for m in located if m.serialization.get("location") == "querystring"}
    headers = {m.serialization["name"].lower() for m in located if m.serialization.get("location") == "header"}
    return _Route(operation.name, http["method"], re.compile(pattern + "/?"), frozenset(keys), frozenset(headers))
