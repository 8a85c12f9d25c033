# ruff: noqa: E501  (messages are easier to compare whole)
"""Policies say the same however they are written, and what is wrong with one is told."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.node import Node
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.policy import (
    FoundPolicy,
    PolicyDocument,
    normalised,
    policy_from_text,
    read_policy,
)
from ansible_collections.oncall.incident_manager.plugins.module_utils._model.problems import Problems
from hypothesis import given
from hypothesis import strategies as st

from tests.unit import strategies

STATEMENT: dict[str, Any] = {
    "Sid": "Share",
    "Effect": "Allow",
    "Principal": {"AWS": ["111122223333", "arn:aws:iam::222233334444:role/a"]},
    "Action": ["ssm-incidents:GetResponsePlan", "ssm-incidents:StartIncident"],
    "Resource": ["arn:aws:ssm-incidents:*:111122223333:response-plan/web"],
    "Condition": {"Bool": {"aws:SecureTransport": ["true"]}, "NumericLessThan": {"aws:MultiFactorAuthAge": ["60"]}},
}
DOCUMENT: dict[str, Any] = {"Version": "2012-10-17", "Statement": [STATEMENT]}


def read(value: Any, most: int = 4000) -> tuple[PolicyDocument, list[str]]:
    problems = Problems()
    text = value if isinstance(value, str) else json.dumps(value)
    return read_policy(Node("policy", text, problems), most), [str(problem) for problem in problems.found]


def of(**members: Any) -> dict[str, Any]:
    """The document with other members in its statement; None takes one out."""
    changed = {key: value for key, value in {**STATEMENT, **members}.items() if value is not None}
    return {**DOCUMENT, "Statement": [changed]}


OTHERS = {"Effect": "Deny", "Principal": "*", "Action": "ssm-incidents:*", "Resource": "*"}

SAME = [
    DOCUMENT,
    {**DOCUMENT, "Statement": STATEMENT},
    dict(reversed(DOCUMENT.items())),
    of(Resource=STATEMENT["Resource"][0]),
    of(Action=STATEMENT["Action"][::-1]),
    of(Action=STATEMENT["Action"] * 2),
    of(Principal={"AWS": STATEMENT["Principal"]["AWS"][::-1]}),
    of(Principal={"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::222233334444:role/a"]}),
    of(Condition={"NumericLessThan": {"aws:MultiFactorAuthAge": 60}, "Bool": {"aws:SecureTransport": True}}),
]
DIFFERENT = [
    {**DOCUMENT, "Version": "2008-10-17"},
    {**DOCUMENT, "Id": "x"},
    {**DOCUMENT, "Statement": [STATEMENT, OTHERS]},
    of(Sid="Other"),
    of(Sid=None),
    of(Effect="Deny"),
    of(Action=STATEMENT["Action"][:1]),
    of(Action=None, NotAction=STATEMENT["Action"]),
    of(Resource=None),
    of(Principal="*"),
    of(Principal=None, NotPrincipal=STATEMENT["Principal"]),
    of(Principal={"AWS": ["111122223333", "arn:aws:iam::222233334444:role/b"]}),
    of(Principal={"Service": STATEMENT["Principal"]["AWS"]}),
    of(Condition=None),
    of(Condition={"Bool": {"aws:SecureTransport": ["true"]}}),
    of(Condition={"Bool": {"aws:SecureTransport": False}, "NumericLessThan": {"aws:MultiFactorAuthAge": 60}}),
]


@pytest.mark.parametrize("document", SAME)
def test_documents_that_say_the_same_are_equal(document: dict[str, Any]) -> None:
    policy, problems = read(document)
    assert problems == []
    assert policy == read(DOCUMENT)[0]
    assert policy == policy_from_text(json.dumps(document, indent=4))


@pytest.mark.parametrize("document", DIFFERENT)
def test_documents_that_say_something_else_are_not(document: dict[str, Any]) -> None:
    policy, problems = read(document)
    assert problems == []
    assert policy != read(DOCUMENT)[0]


def test_the_order_of_statements_means_nothing() -> None:
    both = [STATEMENT, OTHERS]
    assert read({**DOCUMENT, "Statement": both})[0] == read({**DOCUMENT, "Statement": both[::-1]})[0]


@pytest.mark.parametrize("key", ["Principal", "NotPrincipal"])
def test_everybody_is_said_in_three_ways(key: str) -> None:
    wanted = [of(**{"Principal": None, key: everybody}) for everybody in ("*", {"AWS": "*"}, {"AWS": ["*"]})]
    assert len({json.dumps(normalised(document)) for document in wanted}) == 1


def test_without_a_version_it_is_the_old_one() -> None:
    assert normalised({"Statement": []}) == normalised({"Version": "2008-10-17", "Statement": []})


def test_what_is_shown() -> None:
    document = of(Principal={"AWS": "arn:aws:iam::111122223333:root"}, Condition={}, Action="ssm-incidents:*")
    assert normalised(document) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Share",
                "Effect": "Allow",
                "Principal": {"AWS": ["111122223333"]},
                "Action": ["ssm-incidents:*"],
                "Resource": STATEMENT["Resource"],
            }
        ],
    }


@pytest.mark.parametrize("document", [*SAME, *DIFFERENT])
def test_the_normal_form_is_stable_and_can_be_read_again(document: dict[str, Any]) -> None:
    before = copy.deepcopy(document)
    normal = normalised(document)
    assert document == before
    assert normalised(normal) == normal
    again, problems = read(normal)
    assert problems == []
    assert again.document == normal


def test_what_is_sent_is_as_written_without_spaces() -> None:
    policy, _problems = read(json.dumps(DOCUMENT | {"Id": "é"}, indent=2))
    assert policy.text == json.dumps(DOCUMENT | {"Id": "é"}, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("nothing", "policy: is not JSON: Expecting value at line 1, column 1; give a policy document as JSON or as a mapping"),
        ('{"Statement": [],}', "policy: is not JSON: "),
        ("", "policy: is not JSON: Expecting value at line 1, column 1; give a policy document as JSON or as a mapping"),
        ("[" * 100_000, "policy: is nested too deeply; give a policy document"),
        ("[]", "policy: a list is not a mapping; write `key: value` lines here"),
        ('"text"', "policy: 'text' is not a mapping; write `key: value` lines here"),
        ("{}", "policy.Statement: is required; add it"),
        ({"Version": "2012-10-17"}, "policy.Statement: is required; add it"),
        ({"Statements": [STATEMENT]}, "policy.Statements: unknown key; did you mean 'Statement'?"),
        ({"Statement": "all"}, "policy.Statement: 'all' is not a list; write it as a list"),
        ({"Statement": []}, "policy.Statement: has 0 statements, at least 1 needed; add what is missing"),
        ({"Statement": ["all"]}, "policy.Statement[0]: 'all' is not a mapping; write `key: value` lines here"),
        ({"Statement": [{}]}, "policy.Statement[0].Effect: is required; add it"),
        ({"Statement": {}}, "policy.Statement.Effect: is required; add it"),
        (of(Effect="allow"), "policy.Statement[0].Effect: 'allow' is not one of Allow, Deny; did you mean 'Allow'?"),
        (of(Actions="x"), "policy.Statement[0].Actions: unknown key; did you mean 'Action'?"),
        ({**DOCUMENT, "Version": "2012-10-18"}, "policy.Version: '2012-10-18' is not one of 2012-10-17, 2008-10-17; did you mean '2012-10-17'?"),
        (of(Sid="x" * 4000), " characters as JSON, AWS takes at most 4000; shorten it"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_once(value: Any, told: str) -> None:
    _policy, problems = read(value)
    assert len(problems) == 1
    assert told in problems[0]


def test_spaces_do_not_count() -> None:
    text = json.dumps(DOCUMENT, indent=8)
    compact = len(json.dumps(DOCUMENT, separators=(",", ":")))
    assert read(text, most=compact)[1] == []
    assert read(text, most=compact - 1)[1] == [
        f"policy: has {compact} characters as JSON, AWS takes at most {compact - 1}; shorten it"
    ]


@pytest.mark.parametrize("text", ["", "nothing", "[]", "[" * 100_000, "{}", '{"Statement": 5}', '{"Statement": [5]}'])
def test_policies_of_the_account_are_taken_over_whatever_they_are(text: str) -> None:
    policy = policy_from_text(text)
    assert policy != read(DOCUMENT)[0]
    assert not FoundPolicy("id", policy).made_by_ram


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
members = st.sampled_from(("Sid", "Effect", "Principal", "NotPrincipal", "Action", "Resource", "Condition", "x"))


@strategies.thorough
@given(st.dictionaries(members, json_values | st.dictionaries(st.text(max_size=5), json_values, max_size=3)))
def test_any_statement_has_a_stable_normal_form(statement: dict[str, Any]) -> None:
    normal = normalised({"Statement": statement})
    assert normalised(normal) == normal
    assert json.loads(json.dumps(normal)) == normal


@strategies.thorough
@given(st.text(max_size=20) | json_values.map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    policy, problems = read(text)
    assert (policy.document == {}) == bool(problems)


@pytest.mark.parametrize(
    ("sid", "expected"),
    [
        ("d901b37a-dbb0-458a-8842-75575c464219-external-principals", True),
        ("d901b37a-dbb0-458a-8842-75575c464219", True),
        ("Share", False),
        ("my-d901b37a-dbb0-458a-8842-75575c464219", False),
        (None, False),
    ],
)
def test_what_ram_made_bears_the_id_of_a_share(sid: str | None, expected: bool) -> None:
    document = of(Sid=sid)
    assert FoundPolicy("id", policy_from_text(json.dumps(document))).made_by_ram is expected
