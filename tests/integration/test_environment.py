"""What is wrong around the run, not in it: the account, the region, the credentials, the endpoint."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.conftest import connection

if TYPE_CHECKING:
    from tests.integration.conftest import Playbook
    from tests.support.lab import Lab

AVAILABILITY = (
    "AWS Systems Manager Incident Manager takes no new customers since 2025-11-07: only accounts that enabled it "
    "before then can use it."
)
ONBOARD = ("-l", "platform")


@pytest.mark.parametrize("arguments", [(), ("--check",)])
def test_an_account_without_a_replication_set(new_lab: Lab, playbook: Playbook, arguments: tuple[str, ...]) -> None:
    failed = playbook("onboard_team", *ONBOARD, *arguments)
    assert failed.code != 0
    assert "Account not found" in failed.message
    assert "Run the account role (playbooks/site.yml) or the replication_set module first" in failed.message
    assert AVAILABILITY in failed.message
    assert new_lab.writes() == {}


def test_an_account_that_can_no_longer_enable_the_service(
    new_lab: Lab, written: Playbook, definition: dict[str, Any]
) -> None:
    closed = connection(new_lab.url, access_key="999999999999")
    failed = written("site", definition, **closed)
    assert failed.code != 0
    assert "Failed to create the replication set" in failed.message
    assert "UnsupportedOperationException" in failed.message
    assert AVAILABILITY in failed.message
    assert "make sandbox" in failed.message


def test_a_region_that_is_not_in_the_set(lab: Lab, written: Playbook, definition: dict[str, Any]) -> None:
    elsewhere = connection(lab.url, region="eu-central-1")
    failed = written("onboard_team", definition, *ONBOARD, **elsewhere)
    assert failed.code != 0
    assert "No replication set of this account serves this region" in failed.message
    assert "correct `region`" in failed.message
    # The account role would see it before AWS does.
    failed = written("site", definition, **elsewhere)
    assert failed.code != 0
    assert "'eu-central-1' is the region connected to, but is not in the set" in failed.message
    assert lab.writes() == {}


def test_no_region(lab: Lab, written: Playbook, definition: dict[str, Any]) -> None:
    nowhere = connection(lab.url)
    del nowhere["oncall_aws"]["region"]
    failed = written("onboard_team", definition, *ONBOARD, **nowhere)
    assert failed.code != 0
    assert "requires a region" in failed.message
    assert lab.calls() == {}


def test_expired_credentials(lab: Lab, playbook: Playbook) -> None:
    lab.server.fault("expired_token", count=100)
    failed = playbook("onboard_team", *ONBOARD)
    assert failed.code != 0
    assert "The credentials have expired. Refresh the credentials (for example `aws sso login`)" in failed.message
    # What has expired is not tried again.
    assert sum(lab.calls().values()) <= 4
    assert lab.writes() == {}


def test_denied_access_names_the_permission(lab: Lab, playbook: Playbook) -> None:
    lab.server.fault("access_denied", service="ssm-contacts", operation="CreateRotation", count=100)
    failed = playbook("onboard_team", *ONBOARD)
    assert failed.code != 0
    assert "The caller needs the IAM action for ssm-contacts:CreateRotation" in failed.message
    [result] = [result for result in failed.results if result.get("failed")]
    assert len(result["failed_items"]) == 4
    assert "4 steps failed, 36 done, 7 not tried. Run it again" in failed.message


def test_no_credentials(lab: Lab, written: Playbook, definition: dict[str, Any]) -> None:
    anonymous = connection(lab.url)
    del anonymous["oncall_aws"]["access_key"], anonymous["oncall_aws"]["secret_key"]
    failed = written("onboard_team", definition, *ONBOARD, **anonymous)
    assert failed.code != 0
    assert "Give credentials: a profile, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role" in failed.message
    assert lab.calls() == {}


@pytest.mark.parametrize("name", ["site", "onboard_team", "show_oncall"])
def test_the_sandbox_does_not_run(playbook: Playbook, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    failed = (
        playbook(name, *ONBOARD, environment={"ONCALL_SANDBOX_URL": url})
        if name != "site"
        else playbook(name, environment={"ONCALL_SANDBOX_URL": url})
    )
    took = time.monotonic() - started
    assert failed.code != 0
    assert f"Nothing answers at {url}: the sandbox is not running. Start it with `make sandbox`." in failed.message
    # botocore alone would try for half a minute; the bound leaves room for a busy machine.
    assert took < 20
