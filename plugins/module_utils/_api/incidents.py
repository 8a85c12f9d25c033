# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""ssm-incidents: one function for each operation. Shapes go in and out as AWS has them (see ``_wire``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._errors import AwsCallError
from .calls import calling, every, is_missing

Shape = dict[str, Any]


def list_replication_sets(client: Any) -> list[str]:
    """Return the ARN of the account's replication set, if there is one."""
    what = "look for the replication set"
    arns = every(client, "list_replication_sets", "replicationSetArns", what, "ssm-incidents:ListReplicationSets")
    return [str(arn) for arn in arns]


def get_replication_set(client: Any, arn: str) -> Shape | None:
    """Return the replication set; None when it is gone."""
    try:
        with calling("read the replication set", "ssm-incidents:GetReplicationSet"):
            return dict(client.get_replication_set(arn=arn)["replicationSet"])
    except AwsCallError as error:
        if is_missing(error):
            return None
        raise


def create_replication_set(client: Any, regions: Mapping[str, Shape], tags: Mapping[str, str], token: str) -> str:
    """Begin to create the replication set and return its ARN."""
    with calling("create the replication set", "ssm-incidents:CreateReplicationSet"):
        tagged = {"tags": dict(tags)} if tags else {}
        return str(client.create_replication_set(regions=dict(regions), clientToken=token, **tagged)["arn"])


def update_replication_set(client: Any, arn: str, action: Shape) -> None:
    """Begin to add or delete one region."""
    with calling("change the regions of the replication set", "ssm-incidents:UpdateReplicationSet"):
        client.update_replication_set(arn=arn, actions=[action])


def update_deletion_protection(client: Any, arn: str, *, protected: bool) -> None:
    """Protect the replication set from deletion, or stop doing so."""
    with calling("set deletion protection", "ssm-incidents:UpdateDeletionProtection"):
        client.update_deletion_protection(arn=arn, deletionProtected=protected)


def delete_replication_set(client: Any, arn: str) -> None:
    """Begin to delete the replication set with all data of Incident Manager in the account."""
    with calling("delete the replication set", "ssm-incidents:DeleteReplicationSet"):
        client.delete_replication_set(arn=arn)


def list_response_plans(client: Any) -> list[Shape]:
    """Return name and ARN of every response plan."""
    return every(
        client,
        "list_response_plans",
        "responsePlanSummaries",
        "list the response plans",
        "ssm-incidents:ListResponsePlans",
        PaginationConfig={"PageSize": 100},
    )


def get_response_plan(client: Any, arn: str) -> Shape:
    """Return a response plan."""
    with calling(f"read {arn}", "ssm-incidents:GetResponsePlan"):
        return dict(client.get_response_plan(arn=arn))


def create_response_plan(client: Any, members: Shape) -> str:
    """Create a response plan and return its ARN."""
    with calling(f"create response plan {members['name']}", "ssm-incidents:CreateResponsePlan"):
        return str(client.create_response_plan(**members)["arn"])


def update_response_plan(client: Any, arn: str, members: Shape) -> None:
    """Update the members given; the others stay."""
    with calling(f"update {arn}", "ssm-incidents:UpdateResponsePlan"):
        client.update_response_plan(arn=arn, **members)


def delete_response_plan(client: Any, arn: str) -> None:
    """Delete a response plan; AWS takes one that is gone as deleted."""
    with calling(f"delete {arn}", "ssm-incidents:DeleteResponsePlan"):
        client.delete_response_plan(arn=arn)


def get_resource_policies(client: Any, arn: str) -> list[Shape]:
    """Return the policies of a response plan."""
    return every(
        client,
        "get_resource_policies",
        "resourcePolicies",
        f"read the policies of {arn}",
        "ssm-incidents:GetResourcePolicies",
        resourceArn=arn,
    )


def put_resource_policy(client: Any, arn: str, policy: str) -> str:
    """Add a policy to a response plan and return its id."""
    with calling(f"add a policy to {arn}", "ssm-incidents:PutResourcePolicy"):
        return str(client.put_resource_policy(resourceArn=arn, policy=policy)["policyId"])


def delete_resource_policy(client: Any, arn: str, policy_id: str) -> None:
    """Remove a policy of a response plan; one that is gone is fine."""
    try:
        with calling(f"remove policy {policy_id} of {arn}", "ssm-incidents:DeleteResourcePolicy"):
            client.delete_resource_policy(resourceArn=arn, policyId=policy_id)
    except AwsCallError as error:
        if not is_missing(error):
            raise


def list_tags(client: Any, arn: str) -> dict[str, str]:
    """Return the tags of a replication set or response plan."""
    with calling(f"list the tags of {arn}", "ssm-incidents:ListTagsForResource"):
        return dict(client.list_tags_for_resource(resourceArn=arn).get("tags", {}))


def tag(client: Any, arn: str, tags: Mapping[str, str]) -> None:
    """Set tags."""
    with calling(f"tag {arn}", "ssm-incidents:TagResource"):
        client.tag_resource(resourceArn=arn, tags=dict(tags))


def untag(client: Any, arn: str, keys: Iterable[str]) -> None:
    """Remove tags."""
    with calling(f"untag {arn}", "ssm-incidents:UntagResource"):
        client.untag_resource(resourceArn=arn, tagKeys=sorted(keys))
