"""How much the sandbox bears: GetContact under wrk, the public HTTP load generator."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3

from bench.processes import BenchError, sandbox

CONNECTIONS = 100
SECONDS = 10

_SCRIPT = """\
wrk.method = "POST"
wrk.body = [[{{"ContactId": "{arn}"}}]]
wrk.headers["Content-Type"] = "application/x-amz-json-1.1"
wrk.headers["X-Amz-Target"] = "SSMContacts.GetContact"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/ssm-contacts/aws4_request"
"""


def get_contact_per_second() -> dict[str, Any]:
    """Return requests per second over 100 connections, and how many of the answers were errors."""
    wrk = shutil.which("wrk")
    if wrk is None:
        message = "wrk is not installed (Debian: apt-get install wrk)"
        raise BenchError(message)
    with sandbox("--replication-delay-seconds", "0") as url, TemporaryDirectory() as folder:
        script = Path(folder) / "get_contact.lua"
        script.write_text(_SCRIPT.format(arn=_one_contact(url)))
        command = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script), url]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    per_second = re.search(r"Requests/sec:\s+([\d.]+)", output)
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: (.+)", output)
    slow = re.search(r"99%\s+(\S+)", output)
    if per_second is None:
        raise BenchError(output)
    return {
        "requests_per_second": float(per_second[1]),
        "p99": slow[1] if slow else "",
        "connections": CONNECTIONS,
        "error_answers": int(errors[1]) if errors else 0,
        "socket_errors": sockets[1] if sockets else "none",
    }


def _one_contact(url: str) -> str:
    # The sandbox takes any secret.
    session = boto3.Session("123456789012", "any", region_name="us-east-1")
    incidents = session.client("ssm-incidents", endpoint_url=url)
    arn = incidents.create_replication_set(regions={"us-east-1": {}})["arn"]
    waiter = incidents.get_waiter("wait_for_replication_set_active")
    waiter.wait(arn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    contacts = session.client("ssm-contacts", endpoint_url=url)
    return str(contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})["ContactArn"])
