# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""The replication set: the regions that hold the account's incident data. It is what enables Incident Manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .names import read_own_incident_tags
from .node import Node
from .problems import Problems, did_you_mean

DEFAULT_KEY = "DefaultKey"
REGIONS = (
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
)


@dataclass(frozen=True, slots=True)
class ReplicationSet:
    """``regions`` maps each region to its KMS key (``DefaultKey``: AWS's own). The set has no name: one per account."""

    regions: Mapping[str, str] | None = None
    deletion_protected: bool | None = None
    tags: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FoundReplicationSet:
    """The replication set of the account; ``status`` is AWS's word (ACTIVE, UPDATING …)."""

    arn: str
    model: ReplicationSet
    status: str
    tags: Mapping[str, str] = field(default_factory=dict)


def read_replication_set(
    regions: object, tags: object, *, deletion_protected: bool | None, connected_region: str | None
) -> ReplicationSet:
    """Read what the module is given; raises InvalidDefinitionError with every problem."""
    problems = Problems()
    wanted = None if regions is None else _read_regions(Node("regions", regions, problems), connected_region)
    own = None if tags is None else read_own_incident_tags(Node("tags", tags, problems))
    problems.raise_if_any()
    return ReplicationSet(wanted, deletion_protected, own)


def _read_regions(node: Node, connected_region: str | None) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for region, entry in node.entries():
        if region not in REGIONS:
            Node(entry.path, region, node.problems).bad(
                "is not a region that offers Incident Manager", did_you_mean(region, REGIONS, "use one of AWS's list")
            )
        key = {} if entry.value is None else entry.value
        settings = Node(entry.path, key, node.problems)
        readable = settings.mapping(("sse_kms_key_id",))
        own = settings.optional("sse_kms_key_id", lambda n: n.text(least=1, most=2048)) if readable else None
        wanted[region] = own or DEFAULT_KEY
    if not isinstance(node.value, Mapping):
        return wanted
    if not 1 <= len(wanted) <= 3:
        node.problems.add(
            node.path, None, f"has {len(wanted)} regions, AWS takes 1 to 3", "change the number of regions"
        )
    if len({key == DEFAULT_KEY for key in wanted.values()}) > 1:
        node.problems.add(
            node.path, None, "has regions with and without sse_kms_key_id", "give every region a key, or none"
        )
    if wanted and connected_region and connected_region not in wanted:
        node.problems.add(
            node.path,
            connected_region,
            "is the region connected to, but is not in the set",
            "add it to regions, or connect to one that is in them",
        )
    return wanted
