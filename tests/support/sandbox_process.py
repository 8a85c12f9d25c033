"""A running sandbox as tests of it and of the collection use it: over HTTP only."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "111122223333"
REGION = "us-east-1"


@lru_cache(maxsize=1)
def _session() -> Any:
    return boto3.session.Session()


class SandboxProcess:
    """A running ``python -m sandbox`` and ways to talk to it."""

    def __init__(self, *arguments: str) -> None:
        # A file, since a pipe that nobody reads would stop the sandbox when it is full.
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - open as long as this
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--port", "0", *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("sandbox ready on "), self.errors()
        self.url = line.removeprefix("sandbox ready on ").strip()
        self._clients: dict[tuple[Any, ...], Any] = {}

    def client(
        self,
        service: str,
        *,
        region: str = REGION,
        account: str = ACCOUNT,
        token: str | None = None,
        read_timeout: float = 30,
        retries: Any = None,
    ) -> Any:
        """A boto3 client, made once per question. ``account`` is the access key id; it does not retry unless told."""
        retries = retries or {"total_max_attempts": 1}
        question = (service, region, account, token, read_timeout, *retries.items())
        if question not in self._clients:
            self._clients[question] = self._make_client(service, region, account, token, read_timeout, retries)
        return self._clients[question]

    def _make_client(
        self, service: str, region: str, account: str, token: str | None, read_timeout: float, retries: Any
    ) -> Any:
        return _session().client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id=account,
            aws_secret_access_key="secret",
            aws_session_token=token,
            config=Config(
                retries=retries,
                read_timeout=read_timeout,
                parameter_validation=False,
                max_pool_connections=100,
            ),
        )

    def request(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """A bare HTTP request: status, headers (lower case) and body of the answer."""
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def control(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        """A control request (``path`` under ``/_sandbox/``), its answer decoded; asserts its status."""
        content = None if body is None else json.dumps(body)
        answered, _, answer = self.request(method, f"/_sandbox/{path}", content)
        assert answered == status, answer
        return json.loads(answer)

    def fault(self, kind: str, **settings: Any) -> None:
        """Post one fault."""
        self.control("POST", "faults", [{"kind": kind, **settings}])

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        self.control("POST", "clock", {"advance_seconds": seconds})

    def enable(self, *regions: str, account: str = ACCOUNT) -> str:
        """Give ``account`` an ACTIVE replication set of ``regions`` (default: ``REGION``); returns its ARN."""
        regions = regions or (REGION,)
        incidents = self.client("ssm-incidents", region=regions[0], account=account)
        arn: str = incidents.create_replication_set(regions={region: {} for region in regions})["arn"]
        self.advance(60)
        return arn

    def stop(self) -> tuple[int, str]:
        """End it with SIGTERM: exit code and what it wrote to stderr."""
        self.process.terminate()
        self.process.communicate(timeout=20)
        return self.process.returncode, self.errors()

    def errors(self) -> str:
        """What it wrote to stderr so far."""
        self._errors.seek(0)
        return self._errors.read()
