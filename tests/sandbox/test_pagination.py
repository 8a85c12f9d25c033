"""Pages and their tokens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.context import RequestContext
from sandbox.errors import ServiceError
from sandbox.pagination import paginate
from sandbox.world import World

CONTEXT = RequestContext("111122223333", "us-east-1", datetime(2026, 1, 1, tzinfo=UTC), World())


@given(items=st.lists(st.integers(), max_size=50), limit=st.integers(1, 60))
def test_pages_put_together_are_the_items(items: list[int], limit: int) -> None:
    seen: list[int] = []
    token, pages = None, 0
    while pages == 0 or token is not None:
        page, token = paginate(CONTEXT, "ListContacts", items, limit, token)
        assert len(page) <= limit
        seen += page
        pages += 1
    assert seen == items
    assert pages == max(1, -(-len(items) // limit))


@pytest.mark.parametrize("limit", [None, 0])
@pytest.mark.parametrize(
    ("operation", "largest"), [("ListContacts", 1024), ("ListResponsePlans", 100), ("ListIncidentFindings", 20)]
)
def test_the_default_page_is_the_largest_of_the_model(operation: str, largest: int, limit: int | None) -> None:
    page, token = paginate(CONTEXT, operation, range(2000), limit, None)
    assert (len(page), token is None) == (largest, False)


def _token() -> str:
    _, token = paginate(CONTEXT, "ListContacts", range(3), 1, None, binding={"AliasPrefix": "a"})
    assert token is not None
    return token


def _altered(token: str) -> list[str]:
    return ["", "x", token[:-1], token + "A", token[::-1], "\u00e9", token + "\n", token.replace(token[0], "_", 1)]


@pytest.mark.parametrize("token", _altered(_token()))
def test_altered_tokens(token: str) -> None:
    with pytest.raises(ServiceError, match="Invalid NextToken"):
        paginate(CONTEXT, "ListContacts", range(3), 1, token, binding={"AliasPrefix": "a"})


@pytest.mark.parametrize(
    ("context", "operation", "binding"),
    [
        (replace(CONTEXT, account="444455556666"), "ListContacts", {"AliasPrefix": "a"}),
        (replace(CONTEXT, region="eu-west-1"), "ListContacts", {"AliasPrefix": "a"}),
        (CONTEXT, "ListRotations", {"AliasPrefix": "a"}),
        (CONTEXT, "ListContacts", {"AliasPrefix": "b"}),
    ],
)
def test_tokens_of_another_question(context: RequestContext, operation: str, binding: object) -> None:
    with pytest.raises(ServiceError) as caught:
        paginate(context, operation, range(3), 1, _token(), binding=binding)
    assert caught.value.code == "ValidationException"


def test_a_token_outlives_the_items_it_pointed_at() -> None:
    assert paginate(CONTEXT, "ListContacts", [], 1, _token(), binding={"AliasPrefix": "a"}) == ([], None)
