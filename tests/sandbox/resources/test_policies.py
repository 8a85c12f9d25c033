"""Policies on contacts and response plans."""

from __future__ import annotations

import json
from typing import Any

import pytest

POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]})
BAD = ["nothing", "[]", "{}", '"text"', '{"Statement": "all"}', '{"Statement": []']


def test_a_contact_policy_is_put_and_replaced(estate: Any) -> None:
    ada = estate.contact("ada")
    estate.client.put_contact_policy(ContactArn=ada, Policy=POLICY)
    read = estate.client.get_contact_policy(ContactArn=ada)
    assert (read["ContactArn"], read["Policy"]) == (ada, POLICY)
    other = POLICY.replace("Allow", "Deny")
    estate.client.put_contact_policy(ContactArn=ada, Policy=other)
    assert estate.client.get_contact_policy(ContactArn=ada)["Policy"] == other


def test_a_contact_without_a_policy_shows_none(estate: Any) -> None:
    assert "Policy" not in estate.client.get_contact_policy(ContactArn=estate.contact("ada"))


def test_an_unknown_contact_has_no_policy(contacts: Any, refused: Any) -> None:
    nobody = "arn:aws:ssm-contacts:us-east-1:111122223333:contact/nobody"
    refused("ResourceNotFoundException", contacts.get_contact_policy, ContactArn=nobody)
    refused("ResourceNotFoundException", contacts.put_contact_policy, ContactArn=nobody, Policy=POLICY)


@pytest.mark.parametrize("policy", BAD)
def test_a_policy_is_a_document(estate: Any, incidents: Any, refused: Any, policy: str) -> None:
    ada = estate.contact("ada")
    refused("ValidationException", estate.client.put_contact_policy, ContactArn=ada, Policy=policy)
    plan = incidents.create_response_plan(name="p", incidentTemplate={"title": "t", "impact": 1})["arn"]
    refused("ValidationException", incidents.put_resource_policy, resourceArn=plan, policy=policy)


def test_plan_policies_come_and_go(incidents: Any, refused: Any) -> None:
    plan = incidents.create_response_plan(name="p", incidentTemplate={"title": "t", "impact": 1})["arn"]
    assert incidents.get_resource_policies(resourceArn=plan)["resourcePolicies"] == []
    other = POLICY.replace("Allow", "Deny")
    ids = [incidents.put_resource_policy(resourceArn=plan, policy=policy)["policyId"] for policy in (POLICY, other)]
    assert incidents.get_resource_policies(resourceArn=plan)["resourcePolicies"] == [
        {"policyId": ids[0], "policyDocument": POLICY, "ramResourceShareRegion": "us-east-1"},
        {"policyId": ids[1], "policyDocument": other, "ramResourceShareRegion": "us-east-1"},
    ]
    incidents.delete_resource_policy(resourceArn=plan, policyId=ids[0])
    left = incidents.get_resource_policies(resourceArn=plan)["resourcePolicies"]
    assert [policy["policyId"] for policy in left] == [ids[1]]
    error = refused("ResourceNotFoundException", incidents.delete_resource_policy, resourceArn=plan, policyId=ids[0])
    assert (error["resourceType"], error["resourceIdentifier"]) == ("RESOURCE_POLICY", ids[0])


def test_an_unknown_plan_has_no_policies(incidents: Any, refused: Any) -> None:
    plan = "arn:aws:ssm-incidents::111122223333:response-plan/none"
    for call, members in (
        (incidents.put_resource_policy, {"policy": POLICY}),
        (incidents.get_resource_policies, {}),
        (incidents.delete_resource_policy, {"policyId": "none"}),
    ):
        error = refused("ResourceNotFoundException", call, resourceArn=plan, **members)
        assert error["resourceType"] == "RESPONSE_PLAN"
