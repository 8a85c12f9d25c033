"""The operations of the incidents service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.incidents import (
    findings,
    records,
    related_items,
    replication_set,
    resource_policies,
    response_plans,
    tags,
    timeline,
)

if TYPE_CHECKING:
    from sandbox.context import Handler

OPERATIONS: dict[str, Handler] = {
    "CreateReplicationSet": replication_set.create_replication_set,
    "GetReplicationSet": replication_set.get_replication_set,
    "UpdateReplicationSet": replication_set.update_replication_set,
    "DeleteReplicationSet": replication_set.delete_replication_set,
    "ListReplicationSets": replication_set.list_replication_sets,
    "UpdateDeletionProtection": replication_set.update_deletion_protection,
    "CreateResponsePlan": response_plans.create_response_plan,
    "GetResponsePlan": response_plans.get_response_plan,
    "UpdateResponsePlan": response_plans.update_response_plan,
    "DeleteResponsePlan": response_plans.delete_response_plan,
    "ListResponsePlans": response_plans.list_response_plans,
    "PutResourcePolicy": resource_policies.put_resource_policy,
    "GetResourcePolicies": resource_policies.get_resource_policies,
    "DeleteResourcePolicy": resource_policies.delete_resource_policy,
    "StartIncident": records.start_incident,
    "GetIncidentRecord": records.get_incident_record,
    "UpdateIncidentRecord": records.update_incident_record,
    "DeleteIncidentRecord": records.delete_incident_record,
    "ListIncidentRecords": records.list_incident_records,
    "CreateTimelineEvent": timeline.create_timeline_event,
    "GetTimelineEvent": timeline.get_timeline_event,
    "UpdateTimelineEvent": timeline.update_timeline_event,
    "DeleteTimelineEvent": timeline.delete_timeline_event,
    "ListTimelineEvents": timeline.list_timeline_events,
    "ListRelatedItems": related_items.list_related_items,
    "UpdateRelatedItems": related_items.update_related_items,
    "ListIncidentFindings": findings.list_incident_findings,
    "BatchGetIncidentFindings": findings.batch_get_incident_findings,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "ListTagsForResource": tags.list_tags_for_resource,
}
