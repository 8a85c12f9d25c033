"""Operations whose answers have to be understood."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._api.contacts import get_contact_policy
from ansible_collections.oncall.incident_manager.plugins.module_utils._errors import AwsCallError
from botocore.exceptions import ClientError


class Answering:
    """A client that answers or fails with an error code."""

    def __init__(self, answer: dict[str, Any] | str) -> None:
        self.answer = answer

    def get_contact_policy(self, **_members: str) -> dict[str, Any]:
        if isinstance(self.answer, str):
            raise ClientError({"Error": {"Code": self.answer, "Message": "no"}}, "GetContactPolicy")
        return self.answer


@pytest.mark.parametrize("answer", [{"ContactArn": "arn"}, {"Policy": ""}, "ResourceNotFoundException"])
def test_there_are_ways_to_say_that_a_contact_has_no_policy(answer: dict[str, Any] | str) -> None:
    assert get_contact_policy(Answering(answer), "arn") is None


def test_a_policy_is_returned_as_it_is() -> None:
    assert get_contact_policy(Answering({"Policy": "{}"}), "arn") == "{}"


def test_other_errors_are_told() -> None:
    with pytest.raises(AwsCallError, match="ssm-contacts:GetContactPolicy gave AccessDeniedException"):
        get_contact_policy(Answering("AccessDeniedException"), "arn")
