# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""One response plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._api import incidents as incidents_api
from .._api.calls import is_missing
from .._apply.response_plans import apply_response_plan
from .._errors import AwsCallError
from .._model.account import Account, Found, Listed
from .._model.describe import describe_response_plan
from .._model.kinds import Kind
from .._model.names import read_alias, read_own_incident_tags, read_response_plan_name
from .._model.response_plan import read_response_plan_fields
from .._plan.actions import Action, Plan, Verb
from .._wire.incidents import engaged_arns, response_plan_from_wire
from .form import Form
from .lookup import account_id, check_references, find_aliases, response_plan_arn
from .options import options_node, require
from .outcome import Intention, carry_out
from .plain import intend_present

if TYPE_CHECKING:
    from .._apply.run import Steps
    from .._clients import Clients
    from .._model.node import Node
    from .._model.response_plan import ResponsePlan
    from .._outcome import Outcome

RESPONSE_PLAN = Form(
    Kind.RESPONSE_PLAN,
    "name",
    describe_response_plan,
    {
        "display_name": "",
        "summary": "",
        "dedupe_string": "",
        "incident_tags": {},
        "notification_targets": [],
        "chat_channel": [],
        "engage": [],
        "ssm_automation": {},
        "pager_duty": {},
    },
)
STEPS: Steps = {Kind.RESPONSE_PLAN: apply_response_plan}
# How that goes which another account shares.
CONTACT_ARN = re.compile(r"arn:aws(-cn|-us-gov)?:ssm-contacts:[a-z0-9-]+:\d{12}:contact/[a-z0-9_-]+")
_ENGAGED = {
    Kind.CONTACT: "people",
    Kind.ONCALL_SCHEDULE: "schedules",
    Kind.ESCALATION_PLAN: "escalation plans",
}


def run(params: Mapping[str, Any], connect: Callable[[], Clients], *, check_mode: bool) -> Outcome:
    """Bring the response plan about, or away."""
    plan, root = _read_options(params)
    clients = connect()
    name = plan.name
    present = params["state"] == "present"
    account = account_id(clients)
    arn = response_plan_arn(account, name, clients.incidents.meta.partition)
    found, engaged = read_response_plan(clients, arn, tags=present and plan.tags is not None)
    if present:
        if found is None:
            require(root, "title", "impact", to="create the response plan")
        _check_topics(root, found, account, clients.incidents.meta.region_name)
        aliases = _engaged_aliases(clients, engaged, root)
        root.problems.raise_if_any()
        intention = intend_present(RESPONSE_PLAN, name, plan, found, Account(aliases=aliases), params)
    elif found is None:
        intention = Intention({}, {}, Plan())
    else:
        deletion = Plan.of([Action(Verb.DELETE, Kind.RESPONSE_PLAN, name, found=found)])
        intention = Intention(RESPONSE_PLAN.written(found, name), {}, deletion, arn=arn)
    return carry_out(clients, intention, STEPS, lambda applied: applied.response_plans.get(name), check_mode=check_mode)


def _read_options(params: Mapping[str, Any]) -> tuple[ResponsePlan, Node]:
    root = options_node(params)
    name = str(params["name"])
    read_response_plan_name(root.child("name"), name)
    plan = read_response_plan_fields(root, name)
    for element in root.child("engage").elements() if root.has("engage") else ():
        if element.value and not CONTACT_ARN.fullmatch(element.value):
            read_alias(element, element.value)
    plan = replace(plan, tags=root.optional("tags", read_own_incident_tags))
    root.problems.raise_if_any()
    return plan, root


def read_response_plan(
    clients: Clients, arn: str, *, tags: bool = True
) -> tuple[Found[ResponsePlan] | None, dict[str, str]]:
    """Read a response plan and the ARNs of what it engages by alias, whether that still exists or not."""
    reads = [incidents_api.get_response_plan, *([incidents_api.list_tags] if tags else ())]
    try:
        shape, *tagged = clients.each(lambda read: read(clients.incidents, arn), reads)
    except AwsCallError as error:
        if is_missing(error):
            return None, {}
        raise
    return Found(arn, response_plan_from_wire(shape), tagged[0] if tagged else {}), engaged_arns(shape)


def _check_topics(root: Node, found: Found[ResponsePlan] | None, account: str, region: str) -> None:
    """Record a problem for each new topic to which AWS could not publish; those in use are not ours to judge."""
    known = {*(found.model.notification_targets or ()), *(found.model.chat_channel or ())} if found else set()
    for option in ("notification_targets", "chat_channel"):
        for element in root.child(option).elements() if root.has(option) else ():
            if element.value in known:
                continue
            _arn, _partition, _service, its_region, its_account, _name = element.value.split(":")
            if its_account != account:
                way_out = f"use a topic of account {account}"
                element.bad("belongs to another account than the response plan, which AWS does not support", way_out)
            elif its_region != region:
                way_out = f"use a topic in {region}, or connect to {its_region}"
                element.bad("is in another region than the one connected to, which AWS does not support", way_out)


def _engaged_aliases(clients: Clients, engaged: Mapping[str, str], root: Node) -> dict[str, Listed]:
    """Return what is engaged with its ARN; records a problem for each new alias that does not exist."""
    wanted = root.value.get("engage", ())
    new = {f"engage[{position}]": alias for position, alias in enumerate(wanted) if alias not in engaged}
    # What other accounts share cannot be looked up by alias.
    shared = {alias: Listed(Kind.CONTACT, alias) for alias in new.values() if CONTACT_ARN.fullmatch(alias)}
    found = shared | find_aliases(clients, [alias for alias in new.values() if alias not in shared])
    check_references(root.problems, new, found, _ENGAGED)
    return {alias: Listed(Kind.CONTACT, arn) for alias, arn in engaged.items()} | found
