"""The AWS services that moto answers, on the port of the sandbox.

moto takes most of a second to import, so it is imported when its first call comes, and runs in threads, so that it
does not hold up the services of the sandbox.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import TYPE_CHECKING, Any, Protocol

from sandbox.protocol.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.clock import Clock
    from sandbox.credentials import Scope
    from sandbox.protocol.messages import Request

DEFAULT_ACCOUNT = "123456789012"
_THREADS = 8
_NO_ROUTE = b"<!doctype html>"
"""How werkzeug's own 404 page begins, which moto serves for paths that it does not know."""

_OWN_HEADERS = {"content-length", "date", "connection", "server", "x-amzn-requestid"}

log = logging.getLogger(__name__)


class MotoApp(Protocol):
    """moto's WSGI application, as far as it is used here."""

    backend_url_patterns: list[tuple[str, re.Pattern[str]]]

    def infer_service_region_host(self, environ: dict[str, Any], path: str) -> str | None: ...

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., None]) -> Iterable[bytes]: ...


class NotInMotoError(Exception):
    """moto does not implement the operation."""


class MotoBridge:
    """moto as one more set of services."""

    def __init__(self, clock: Clock, address: tuple[str, int]) -> None:
        """``address`` is what moto is told it listens on."""
        self._clock = clock
        self._address = address
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="moto")
        self._loading = asyncio.Lock()
        self._app: MotoApp | None = None
        self._expiry: dict[str, float] = {}
        self._known_hosts: dict[str, bool] = {}

    async def call(self, request: Request, scope: Scope, account: str) -> Response:
        """What moto answers to ``request`` of ``account``. Raises ``NotInMotoError``, and whatever moto fails with."""
        app = self._app or await self._load()
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, app, request, scope, account)

    async def _load(self) -> MotoApp:
        async with self._loading:
            if self._app is None:
                self._app = await asyncio.get_running_loop().run_in_executor(self._threads, _import_moto)
            return self._app

    def _run(self, app: MotoApp, request: Request, scope: Scope, account: str) -> Response:
        response = Response(500)

        def start_response(status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
            response.status = int(status.split(" ", 1)[0])
            response.headers = [
                (name.lower().encode("latin-1"), value.encode("latin-1"))
                for name, value in headers
                if name.lower() not in _OWN_HEADERS or (name.lower() == "content-length" and request.method == "HEAD")
            ]

        environ = self._environ(request, scope, account)
        host = app.infer_service_region_host(environ, request.path)
        if host is not None and not self._has_backend(app, host):
            raise NotInMotoError(scope.service)
        try:
            parts = app(environ, start_response)
        except NotImplementedError as error:
            raise NotInMotoError(str(error)) from error
        try:
            response.body = b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        if response.status == 404 and response.body.startswith(_NO_ROUTE):
            raise NotInMotoError(request.path)
        return response

    def _has_backend(self, app: MotoApp, host: str) -> bool:
        """Whether moto knows the service at ``host``: an AWS host name, or the bare name of one of its modules."""
        known = self._known_hosts.get(host)
        if known is None:
            known = "." not in host or any(pattern.match(f"http://{host}") for _, pattern in app.backend_url_patterns)
            self._known_hosts[host] = known
        return known

    def _environ(self, request: Request, scope: Scope, account: str) -> dict[str, Any]:
        host, port = self._address
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": request.path.encode().decode("latin-1"),
            "RAW_URI": request.raw_path.decode("latin-1"),
            "QUERY_STRING": request.query.decode("latin-1"),
            "SERVER_NAME": host,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        spelled: dict[str, str] = {}
        for name, value in request.headers.items():
            if name == b"transfer-encoding":  # the body is whole by now
                continue
            text = name.decode("latin-1")
            key = f"HTTP_{text.upper().replace('-', '_')}"
            environ[key] = value.decode("latin-1")
            if "_" in text and text.startswith("x-amz-meta-"):
                spelled[key] = text
        environ["moto.preserved_header_names"] = spelled
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = account
        if request.query and scope.service != "s3":  # moto routes by this header, which presigned requests lack
            environ.setdefault("HTTP_AUTHORIZATION", _authorization(scope))
        environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
        environ["CONTENT_LENGTH"] = str(len(request.body))
        environ.pop("HTTP_CONTENT_LENGTH", None)
        return environ

    def account_of(self, access_key: str) -> str:
        """The account that an access key belongs to.

        Twelve digits are the account itself, a key that moto issued belongs where it was issued, any other key to
        ``DEFAULT_ACCOUNT``.
        """
        if len(access_key) == 12 and access_key.isdecimal() and access_key.isascii():
            return access_key
        if self._app is None:
            return DEFAULT_ACCOUNT
        backends = sys.modules["moto.iam.models"].iam_backends
        for account, partitions in list(backends.items()):
            if any(access_key in partition.access_keys for partition in list(partitions.values())):
                return str(account)
        return DEFAULT_ACCOUNT

    def note_sessions(self) -> None:
        """Remember when, in sandbox time, the sessions expire that STS has issued since the last time."""
        backends = sys.modules["moto.sts.models"].sts_backends
        for _, partitions in list(backends.items()):
            for partition in list(partitions.values()):
                for role in partition.assumed_roles:
                    if role.access_key_id not in self._expiry:
                        expires = role.expiration.replace(tzinfo=UTC).timestamp()
                        self._expiry[role.access_key_id] = expires + self._clock.offset_seconds

    def expired(self, access_key: str) -> bool:
        """Whether the session of ``access_key`` is over by the sandbox clock."""
        expiry = self._expiry.get(access_key)
        return expiry is not None and expiry <= self._clock.timestamp()

    async def reset(self) -> None:
        """Empty all services of moto."""
        self._expiry.clear()
        if self._app is not None:
            await asyncio.get_running_loop().run_in_executor(self._threads, _reset_moto)

    def close(self) -> None:
        """Let no further call begin."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _authorization(scope: Scope) -> str:
    credential = f"{scope.access_key}/20260101/{scope.region}/{scope.service}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0"


def _import_moto() -> MotoApp:
    import moto.iam.models  # noqa: PLC0415 - see the module's docstring
    import moto.sts.models  # noqa: F401, PLC0415
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: PLC0415

    app: MotoApp = DomainDispatcherApplication(create_backend_app)
    return app


def _reset_moto() -> None:
    from moto.moto_api._internal import moto_api_backend  # noqa: PLC0415

    moto_api_backend.reset()
