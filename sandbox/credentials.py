"""Who signed a request, by its SigV4 credential scope. Signatures are not checked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from sandbox.protocol.messages import Request

_CREDENTIAL = re.compile(
    r"(?P<key>[\w-]+)/[0-9]{8}/(?P<region>[a-z0-9-]+)/(?P<service>[A-Za-z0-9-]+)/aws4_request", re.ASCII
)
_UNSIGNED_STS_ACTIONS = (b"AssumeRoleWithSAML", b"AssumeRoleWithWebIdentity")


class Scope(NamedTuple):
    """The credential scope: the access key id, and the region and signing name of the service that is called."""

    access_key: str
    region: str
    service: str


def scope_of(request: Request) -> Scope | None:
    """The credential scope of ``request``: signed in its header or its query, or one AWS takes unsigned."""
    authorization = request.headers.get(b"authorization")
    if authorization is not None:
        _, found, rest = authorization.partition(b"Credential=")
        return _parse(rest.partition(b",")[0].strip().decode("latin-1")) if found else None
    if request.query:
        query = parse_qs(request.query.decode("latin-1"))
        if "X-Amz-Credential" in query:
            return _parse(query["X-Amz-Credential"][0])
        if "AWSAccessKeyId" in query:  # S3 links signed by the older SigV2, which names no scope
            return Scope(query["AWSAccessKeyId"][0], "us-east-1", "s3")
    if any(b"Action=" + action in request.body for action in _UNSIGNED_STS_ACTIONS):
        return Scope("", "us-east-1", "sts")
    return None


@lru_cache(maxsize=1024)
def _parse(credential: str) -> Scope | None:
    match = _CREDENTIAL.fullmatch(credential)
    return None if match is None else Scope(match["key"], match["region"], match["service"].lower())
