# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""Find single objects by name, without listing the whole account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .._api import contacts as contacts_api
from .._api import incidents as incidents_api
from .._errors import AwsCallError, OncallError
from .._model.account import Listed
from .._model.names import ALIAS_PATTERN, ROTATION_NAME_PATTERN
from .._wire.contacts import KIND_OF_TYPE

if TYPE_CHECKING:
    from .._clients import Clients
    from .._model.kinds import Kind
    from .._model.problems import Problems

Shape = dict[str, Any]


def account_id(clients: Clients) -> str:
    """Return the account, as the ARN of its replication set says; raises AwsCallError where there is none."""
    arns = incidents_api.list_replication_sets(clients.incidents)
    if not arns:
        # The contacts service says in its own words that the account is not enabled, or not from this region.
        contacts_api.list_contacts(clients.contacts)
        message = "the account has no replication set"
        raise AwsCallError("use Incident Manager", "ssm-incidents:ListReplicationSets", "NotEnabled", message)
    return arns[0].split(":")[4]


def find_alias(clients: Clients, alias: str) -> Shape | None:
    """Return the list entry of a person, schedule or escalation plan; None where there is no such alias.

    Lists also show what other accounts share with this one. Only where an alias is there twice does it take another
    call to tell which is whose.
    """
    if not ALIAS_PATTERN.fullmatch(alias) or len(alias) > 255:
        return None  # AWS would refuse the question; there is nothing of this name
    named = [shape for shape in contacts_api.list_contacts(clients.contacts, prefix=alias) if shape["Alias"] == alias]
    if len(named) > 1:
        account = account_id(clients)
        named = [shape for shape in named if shape["ContactArn"].split(":")[4] == account]
    return named[0] if named else None


def find_aliases(clients: Clients, aliases: Iterable[str]) -> dict[str, Listed]:
    """Return those of the aliases that exist."""
    wanted = list(dict.fromkeys(aliases))
    found = clients.each(lambda alias: find_alias(clients, alias), wanted)
    return {shape["Alias"]: Listed(KIND_OF_TYPE[shape["Type"]], str(shape["ContactArn"])) for shape in found if shape}


def list_own(clients: Clients, kind: Kind, *, prefix: str | None = None) -> list[Shape]:
    """Return the list entries of one kind whose alias begins so, without what other accounts share."""
    if prefix and not ALIAS_PATTERN.fullmatch(prefix):
        return []  # no alias begins so
    wanted = next(name for name, known in KIND_OF_TYPE.items() if known is kind)
    shapes = contacts_api.list_contacts(clients.contacts, prefix=prefix, kind=wanted)
    if len({shape["ContactArn"].split(":")[4] for shape in shapes}) > 1:
        account = account_id(clients)
        return [shape for shape in shapes if shape["ContactArn"].split(":")[4] == account]
    return shapes


def find_rotation(clients: Clients, name: str) -> Shape | None:
    """Return a rotation with all its members; None where there is none of this name."""
    return find_rotation_now(clients, name)[0]


def find_rotation_now(clients: Clients, name: str) -> tuple[Shape | None, datetime]:
    """Return a rotation like ``find_rotation``, and the time of the service."""
    if not ROTATION_NAME_PATTERN.fullmatch(name) or len(name) > 255:
        return None, datetime.now(UTC)  # AWS would refuse the question; there is nothing of this name
    listed = contacts_api.list_rotations(clients.contacts, prefix=name)
    named = [shape for shape in listed if shape["Name"] == name]
    if len(named) > 1:
        message = (
            f"{len(named)} rotations are called '{name}': delete or rename those that are not meant, by their ARNs"
        )
        raise OncallError(message)
    now = listed.answered_at or datetime.now(UTC)
    return whole_rotation(clients, named[0]) if named else None, now


def whole_rotation(clients: Clients, shape: Shape) -> Shape:
    """Return the rotation of a list entry, with the members that lists leave out."""
    if len(shape["ContactIds"]) < contacts_api.MEMBERS_IN_LISTS:
        return shape
    return contacts_api.get_rotation(clients.contacts, shape["RotationArn"])


def find_rotations(clients: Clients, names: Iterable[str]) -> dict[str, Shape]:
    """Return those of the rotations that exist, by name."""
    wanted = list(dict.fromkeys(names))
    found = clients.each(lambda name: find_rotation(clients, name), wanted)
    return {str(shape["Name"]): shape for shape in found if shape}


def response_plan_arn(account: str, name: str, partition: str) -> str:
    """Return the ARN of a response plan: they can only be found by that, or in the list of all."""
    return f"arn:{partition}:ssm-incidents::{account}:response-plan/{name}"


def check_kind(problems: Problems, path: str, alias: str, shape: Shape | None, kind: Kind) -> bool:
    """Record a problem where the alias belongs to something of another type, which AWS cannot change."""
    if shape is None or KIND_OF_TYPE[shape["Type"]] is kind:
        return True
    title = KIND_OF_TYPE[shape["Type"]].title
    problems.add(
        path,
        alias,
        f"is the alias of an existing {title}, and AWS cannot change the type of an alias",
        "choose another alias, or delete the existing object first",
    )
    return False


def check_references(
    problems: Problems, wanted: Mapping[str, str], found: Mapping[str, Listed], kinds: Mapping[Kind, str]
) -> None:
    """Record a problem for each reference (alias by path) to what does not exist or is of a kind not meant here.

    ``kinds`` are those allowed, each with the word for several of it.
    """
    allowed = " and ".join(kinds.values())
    for path, alias in wanted.items():
        if alias not in found:
            problems.add(path, alias, "does not exist in the account", "create it first, or correct the alias")
        elif found[alias].kind not in kinds:
            problems.add(path, alias, f"is of kind {found[alias].kind.title}", f"only {allowed} can stand here")


def arns_asked_for(clients: Clients, kind: Kind, params: Mapping[str, Any]) -> list[str]:
    """Return the ARNs of the aliases asked for, or of all with a prefix, sorted; unknown ones are left out."""
    if params["aliases"] is None:
        return sorted(str(shape["ContactArn"]) for shape in list_own(clients, kind, prefix=params["alias_prefix"]))
    found = find_aliases(clients, params["aliases"])
    return sorted(listed.arn for listed in found.values() if listed.kind is kind)
