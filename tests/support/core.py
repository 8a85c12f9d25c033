"""The bulk run in this process: fast enough to be done some hundred times."""

from __future__ import annotations

from typing import Any

import boto3
from ansible_collections.oncall.incident_manager.plugins.module_utils._clients import Clients
from ansible_collections.oncall.incident_manager.plugins.module_utils._outcome import Outcome
from ansible_collections.oncall.incident_manager.plugins.module_utils._plan.existing import Policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._teams import Request, run
from botocore.config import Config

from tests.support.sandbox_process import REGION


def connect(url: str, account: str, *, workers: int = 16, attempts: int = 1) -> Clients:
    """Return clients of the core. Failed calls are made ``attempts`` times in all, without a pause in between.

    The pause is left out with botocore's own events: a handler of *needs-retry* says after how many seconds to try
    again, and the first that says something decides.
    """

    def at_once(attempts_made: int, caught: Exception | None, status: int) -> float | None:
        failed = caught is not None or status in (429, 500)
        return 0 if failed and attempts_made < attempts else None

    def decide(attempts: int, caught_exception: Exception | None, response: Any, **_: Any) -> float | None:
        return at_once(attempts, caught_exception, response[0].status_code if response else 0)

    def client(service: str) -> Any:
        made: Any = boto3.session.Session().client(
            service,  # type: ignore[call-overload]
            region_name=REGION,
            endpoint_url=url,
            aws_access_key_id=account,
            aws_secret_access_key="secret",
            config=Config(
                retries={"mode": "standard", "total_max_attempts": attempts}, max_pool_connections=max(16, workers)
            ),
        )
        made.meta.events.register_first(f"needs-retry.{service}", decide)
        return made

    return Clients(client, workers)


def bulk(
    clients: Clients,
    definition: dict[str, Any],
    *,
    selected: list[str] | None = None,
    check_mode: bool = False,
    policy: Policy | None = None,
    **settings: Any,
) -> Outcome:
    """Run what the ``teams`` module runs."""
    request = Request(
        people=definition["people"],
        teams=definition["teams"],
        selected=selected,
        default_engagement_plan=definition["default_engagement_plan"],
        policy=policy or Policy(),
        redaction_key="key",
        **settings,
    )
    return run(request, lambda: clients, check_mode=check_mode)


def onboard(url: str, account: str, definition: dict[str, Any], team: str, workers: int) -> None:
    """Onboard a team; for a process of its own, which may be killed."""
    bulk(connect(url, account, workers=workers, attempts=3), definition, selected=[team])
