"""One port for all services: who is asked, for whom, and what nobody answers."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from tests.support.sandbox_process import SandboxProcess

ROLE = "arn:aws:iam::444455556666:role/deployer"


def test_health(server: SandboxProcess) -> None:
    health = server.control("GET", "health")
    assert health["status"] == "ok"
    assert set(health["services"]) == {"ssm-contacts", "ssm-incidents", "chatbot"}
    assert health["version"]


def test_chatbot_is_not_implemented(server: SandboxProcess) -> None:
    with pytest.raises(ClientError, match="does not implement chatbot:DescribeSlackWorkspaces") as caught:
        server.client("chatbot").describe_slack_workspaces()
    assert caught.value.response["Error"]["Code"] == "NotImplementedException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
def test_clients_do_not_retry_what_is_not_implemented(server: SandboxProcess, mode: str) -> None:
    client = server.client("chatbot", retries={"mode": mode, "total_max_attempts": 5})
    with pytest.raises(ClientError):
        client.describe_slack_workspaces()
    assert server.control("GET", "calls") == {"chatbot:DescribeSlackWorkspaces": 1}


def _signed(service: str, **headers: str) -> dict[str, str]:
    scope = f"111122223333/20260101/us-east-1/{service}/aws4_request"
    return {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0", **headers}


@pytest.mark.parametrize(
    ("service", "method", "path", "target"),
    [
        ("ssm-contacts", "POST", "/", "SSMContacts.MakeCoffee"),
        ("ssm-contacts", "POST", "/", "AmazonSSM.GetContact"),
        ("ssm-contacts", "POST", "/", None),
        ("ssm-incidents", "POST", "/makeCoffee", None),
        ("ssm-incidents", "GET", "/createResponsePlan", None),
        ("ssm-incidents", "GET", "/tags/a/b", None),
    ],
)
def test_unknown_operations(server: SandboxProcess, service: str, method: str, path: str, target: str | None) -> None:
    headers = _signed(service, **({"X-Amz-Target": target} if target else {}))
    status, answered, _ = server.request(method, path, b"{}" if method == "POST" else None, headers)
    assert (status, answered["x-amzn-errortype"]) == (404, "UnknownOperationException")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=111122223333/us-east-1/ssm-contacts, Signature=0"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=1/20260101/\u00e9/../aws4_request"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/ssm-contacts/aws4_request"},
    ],
)
def test_requests_without_credentials(server: SandboxProcess, headers: dict[str, str]) -> None:
    headers = {**headers, "X-Amz-Target": "SSMContacts.ListContacts"}
    status, answered, body = server.request("POST", "/", b"{}", headers)
    assert (status, answered["x-amzn-errortype"]) == (403, "MissingAuthenticationTokenException")
    assert json.loads(body)["__type"] == "MissingAuthenticationTokenException"


def test_a_presigned_request_without_a_scope(server: SandboxProcess) -> None:
    assert server.request("GET", "/?X-Amz-Credential=%ff%fe")[0] == 403


def test_every_answer_has_a_request_id_and_the_time_of_the_sandbox(server: SandboxProcess) -> None:
    server.control("POST", "clock", {"set": "2031-12-25T03:00:00Z"})
    for answer in (
        server.request("POST", "/", b"{}", _signed("ssm-contacts", **{"X-Amz-Target": "SSMContacts.GetContact"})),
        server.request("GET", "/"),
        server.request("GET", "/_sandbox/health"),
        server.request("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15", _signed("sts")),
    ):
        _, headers, _ = answer
        assert headers["x-amzn-requestid"]
        assert headers["date"].startswith("Thu, 25 Dec 2031 03:00:")


def test_presigned_requests(server: SandboxProcess) -> None:
    client = server.client("sts", account="444455556666")
    url = client.generate_presigned_url("get_caller_identity", HttpMethod="GET")
    status, _, body = server.request("GET", url.removeprefix(server.url))
    assert status == 200
    assert b"<Account>444455556666</Account>" in body


def test_moto_answers_on_the_same_port(server: SandboxProcess) -> None:
    s3 = server.client("s3")
    s3.create_bucket(Bucket="reports")
    s3.put_object(Bucket="reports", Key="2026/week 1+2 é.txt", Body=b"all quiet", Metadata={"on_call": "ada"})
    assert s3.get_object(Bucket="reports", Key="2026/week 1+2 é.txt")["Body"].read() == b"all quiet"
    head = s3.head_object(Bucket="reports", Key="2026/week 1+2 é.txt")
    assert (head["ContentLength"], head["Metadata"]) == (9, {"on_call": "ada"})
    topic = server.client("sns").create_topic(Name="pages")["TopicArn"]
    assert topic == "arn:aws:sns:us-east-1:111122223333:pages"
    assert server.client("lambda").list_functions()["Functions"] == []
    assert server.client("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert server.control("GET", "calls") == {
        "lambda:ListFunctions": 1,
        "monitoring:DescribeAlarms": 1,
        "s3:CreateBucket": 1,
        "s3:GetObject": 1,
        "s3:HeadObject": 1,
        "s3:PutObject": 1,
        "sns:CreateTopic": 1,
    }


@pytest.mark.parametrize(
    ("service", "operation", "members"),
    [
        ("connect", "list_bots", {"InstanceId": "i", "LexVersion": "V2"}),  # not a service of moto
        ("lambda", "list_code_signing_configs", {}),
        ("events", "list_event_sources", {}),
        ("sns", "list_origination_numbers", {}),
    ],
)
def test_what_moto_does_not_implement(
    server: SandboxProcess, service: str, operation: str, members: dict[str, Any]
) -> None:
    with pytest.raises(ClientError, match=f"does not implement {service}:List") as caught:
        getattr(server.client(service), operation)(**members)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_accounts_of_access_keys(server: SandboxProcess) -> None:
    def account(key: str, token: str | None = None) -> str:
        return str(server.client("sts", account=key, token=token).get_caller_identity()["Account"])

    assert account("111122223333") == "111122223333"
    assert account("AKIAIOSFODNN7EXAMPLE") == "123456789012"
    iam = server.client("iam", account="444455556666")
    iam.create_user(UserName="robot")
    assert account(iam.create_access_key(UserName="robot")["AccessKey"]["AccessKeyId"]) == "444455556666"
    session = server.client("sts").assume_role(RoleArn=ROLE, RoleSessionName="s")["Credentials"]
    assert account(session["AccessKeyId"], session["SessionToken"]) == "444455556666"
    with pytest.raises(ClientError):
        server.client("ssm-contacts", account=session["AccessKeyId"]).list_contacts()
    assert server.control("GET", "calls?detail=1")[-1]["account"] == "444455556666"


def test_sessions_expire_by_the_clock_of_the_sandbox(server: SandboxProcess) -> None:
    server.advance(7200)
    session = server.client("sts").assume_role(RoleArn=ROLE, RoleSessionName="s", DurationSeconds=900)["Credentials"]

    def errors() -> list[str]:
        found = []
        for service, operation in (
            ("ssm-contacts", "list_contacts"),
            ("ssm-incidents", "list_response_plans"),
            ("sns", "list_topics"),
            ("s3", "list_buckets"),
        ):
            try:
                getattr(server.client(service, account=session["AccessKeyId"]), operation)()
            except ClientError as error:
                found.append(error.response["Error"]["Code"])
        return found

    assert not [code for code in errors() if "Expired" in code]
    server.advance(901)
    assert errors() == ["ExpiredTokenException", "ExpiredTokenException", "ExpiredToken", "ExpiredToken"]


def test_accounts_and_regions_are_apart(server: SandboxProcess) -> None:
    server.enable("us-east-1", "eu-west-1")
    server.enable("us-east-1", account="444455556666")
    server.client("ssm-contacts").create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})

    def aliases(**where: Any) -> list[str]:
        return [found["Alias"] for found in server.client("ssm-contacts", **where).list_contacts()["Contacts"]]

    assert aliases() == ["ada"]
    assert aliases(account="444455556666") == []


def test_validation_errors_reach_the_client(server: SandboxProcess) -> None:
    contacts = server.client("ssm-contacts")
    with pytest.raises(contacts.exceptions.ValidationException) as caught:
        contacts.create_contact(Alias="A da", Plan={"Stages": []})
    assert caught.value.response["Reason"] == "FIELD_VALIDATION_FAILED"
    assert [field["Name"] for field in caught.value.response["Fields"]] == ["alias", "type"]
    incidents = server.client("ssm-incidents")
    with pytest.raises(incidents.exceptions.ValidationException, match="1 validation error detected: Value null at"):
        incidents.create_response_plan(name="p", incidentTemplate={"title": "t"})


def test_a_hundred_parallel_connections(server: SandboxProcess) -> None:
    server.enable()
    contacts = server.client("ssm-contacts")
    arn = contacts.create_contact(Alias="ada", Type="PERSONAL", Plan={"Stages": []})["ContactArn"]
    server.control("DELETE", "calls")
    with ThreadPoolExecutor(100) as threads:
        found = list(threads.map(lambda _: contacts.get_contact(ContactId=arn)["Alias"], range(500)))
    assert found == ["ada"] * 500
    assert server.control("GET", "calls") == {"ssm-contacts:GetContact": 500}
