"""ARNs of ssm-incidents. They name an account but no region."""

from __future__ import annotations

import uuid


def replication_set_arn(account: str) -> str:
    """A new replication set's ARN."""
    return f"arn:aws:ssm-incidents::{account}:replication-set/{uuid.uuid4()}"


def response_plan_arn(account: str, name: str) -> str:
    """The ARN of the response plan ``name``."""
    return f"arn:aws:ssm-incidents::{account}:response-plan/{name}"


def incident_arn(account: str, plan: str) -> str:
    """A new incident's ARN; ``plan`` is the name of its response plan."""
    return f"arn:aws:ssm-incidents::{account}:incident-record/{plan}/{uuid.uuid4()}"


def ops_item_arn(account: str, region: str) -> str:
    """A new OpsItem's ARN."""
    return f"arn:aws:ssm:{region}:{account}:opsitem/oi-{uuid.uuid4().hex[:12]}"


def caller_arn(account: str) -> str:
    """Who ``createdBy`` and ``lastModifiedBy`` name: requests to the sandbox carry an account but no user."""
    return f"arn:aws:iam::{account}:root"


def kind(arn: str) -> str:
    """The resource kind in an ARN (``response-plan``), empty if there is none."""
    parts = arn.split(":", 5)
    return parts[5].partition("/")[0] if len(parts) == 6 else ""
