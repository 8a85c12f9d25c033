"""How plans are worked through: stages one after the other, and in each all its targets at once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.paging.on_call import on_call
from sandbox.paging.state import Engagement, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.contacts.state import Contact, ContactsBook
    from sandbox.context import RequestContext
    from sandbox.paging.queue import Event, Kind


def book_of(context: RequestContext) -> ContactsBook:
    """The contacts, engagements and pages of the account and region in which something happens."""
    return context.world.contacts.book(context.account, context.region)


def new_engagement_arn(context: RequestContext, contact: Contact) -> str:
    """An ARN for a new engagement of ``contact``."""
    return f"arn:aws:ssm-contacts:{context.region}:{context.account}:engagement/{contact.alias}/{uuid.uuid4()}"


def schedule(context: RequestContext, at: datetime, kind: Kind, engagement: Engagement, **members: Any) -> None:
    """Let something happen to ``engagement`` at ``at``."""
    where = {"account": context.account, "region": context.region}
    context.world.queue.push(at, kind, engagement=engagement.arn, **where, **members)


def begin(context: RequestContext, engagement: Engagement) -> None:
    """Remember a new engagement. Its first pages are made as soon as time goes on."""
    book = book_of(context)
    book.engagements[engagement.arn] = engagement
    _engage(context, engagement, book.contacts[engagement.contact])


def _engage(
    context: RequestContext,
    engagement: Engagement,
    contact: Contact,
    *,
    parent: int | None = None,
    chain: list[dict[str, Any]] | None = None,
    essential: bool = False,
) -> None:
    """Begin the turn of ``contact``, or of everybody whom it has on call."""
    chain = chain or []
    if contact.type != "ONCALL_SCHEDULE":
        _begin_turn(context, engagement, Turn(contact.arn, contact.type, [], chain, parent, essential))
        return
    chain = [*chain, resolution(contact.arn, contact.type, 0)]
    book = book_of(context)
    for arn in on_call(book, contact, _moment_of_resolution(context, engagement), context.world.rules):
        person = book.contacts[arn]
        _begin_turn(context, engagement, Turn(arn, person.type, [], chain, parent, essential))


def _moment_of_resolution(context: RequestContext, engagement: Engagement) -> datetime:
    """The time at which a schedule is asked who is on call. Unpublished rule: ``schedules_resolve``."""
    return context.now if context.world.rules.schedules_resolve == "at_stage" else engagement.start


def resolution(arn: str, contact_type: str, stage: int) -> dict[str, Any]:
    """One step of ListPageResolutions. Unpublished rule: ``stage`` is that of the contact's own plan."""
    return {"ContactArn": arn, "Type": contact_type, "StageIndex": min(stage, MOST_STAGE_INDEX)}


MOST_STAGE_INDEX = 100


def _begin_turn(context: RequestContext, engagement: Engagement, turn: Turn) -> None:
    if turn.contact in engagement.acknowledged:
        return
    turn.stages = book_of(context).contacts[turn.contact].plan.get("Stages", [])
    engagement.turns.append(turn)
    if turn.stages:
        schedule(context, context.now, "stage", engagement, turn=len(engagement.turns) - 1)


def _stages(context: RequestContext, turn: Turn) -> list[dict[str, Any]]:
    """The plan of a turn. Unpublished rule: ``running_plans``."""
    if context.world.rules.running_plans == "as_started":
        return turn.stages
    contact = book_of(context).contacts.get(turn.contact)
    stages: list[dict[str, Any]] = [] if contact is None else contact.plan.get("Stages", [])
    return stages


def run_stage(context: RequestContext, engagement: Engagement, event: Event) -> None:
    """Try all targets of a stage, then let the next one come when this one is over."""
    turn = engagement.turns[event.turn]
    stages = _stages(context, turn)
    if turn.over or event.stage >= len(stages):
        return
    stage = stages[event.stage]
    for target in stage["Targets"]:
        if turn.type == "PERSONAL":
            _page(context, engagement, event, target["ChannelTargetInfo"])
        else:
            _engage_target(context, engagement, event, target["ContactTargetInfo"])
    _go_on(context, engagement, event, stages)


def _page(context: RequestContext, engagement: Engagement, event: Event, info: dict[str, Any]) -> None:
    """Have a page sent. Unpublished rule: ``page_lag_seconds`` later."""
    lag = timedelta(seconds=context.world.rules.page_lag_seconds)
    schedule(
        context,
        context.now + lag,
        "send",
        engagement,
        turn=event.turn,
        stage=event.stage,
        channel=info["ContactChannelId"],
        retry_minutes=info.get("RetryIntervalInMinutes"),
    )


def _engage_target(context: RequestContext, engagement: Engagement, event: Event, info: dict[str, Any]) -> None:
    """Engage a person or a schedule of an escalation plan; one that is not there is passed over."""
    contact = book_of(context).contacts.get(info.get("ContactId", ""))
    if contact is None or contact.type == "ESCALATION":
        return
    turn = engagement.turns[event.turn]
    chain = [*turn.chain, resolution(turn.contact, turn.type, event.stage)]
    _engage(context, engagement, contact, parent=event.turn, chain=chain, essential=info["IsEssential"])


def _go_on(context: RequestContext, engagement: Engagement, event: Event, stages: list[dict[str, Any]]) -> None:
    """Schedule what follows a stage. Unpublished rule (``escalation_repeats``): after the last one, nothing."""
    turn = engagement.turns[event.turn]
    following = event.stage + 1
    if following == len(stages):
        if turn.type != "ESCALATION" or turn.rounds >= context.world.rules.escalation_repeats:
            return
        turn.rounds += 1
        following = 0
    after = timedelta(minutes=stages[event.stage]["DurationInMinutes"])
    schedule(context, context.now + after, "stage", engagement, turn=event.turn, stage=following)


def acknowledge(context: RequestContext, engagement: Engagement, turn: Turn) -> None:
    """End what the acknowledgement of one of the turn's pages ends."""
    for covered in _covered(context, engagement, turn):
        covered.over = True
        if covered.essential and covered.parent is not None:
            _end_plan(context, engagement, covered.parent)
    ended = engagement.stop is None and all(each.over for each in engagement.turns)
    if ended and context.world.rules.acknowledgement_sets_stop_time:
        engagement.stop = context.now


def _covered(context: RequestContext, engagement: Engagement, turn: Turn) -> list[Turn]:
    """The turns that are acknowledged along with ``turn``. Unpublished rule: ``acknowledgement_covers``."""
    if context.world.rules.acknowledgement_covers == "turn":
        return [turn]
    if turn.contact not in engagement.acknowledged:
        engagement.acknowledged.append(turn.contact)
    return [other for other in engagement.turns if other.contact == turn.contact]


def _end_plan(context: RequestContext, engagement: Engagement, place: int) -> None:
    """Stop the plan at ``place``. Unpublished rule: ``essential_acknowledgement_ends``."""
    engagement.turns[place].over = True
    if context.world.rules.essential_acknowledgement_ends == "everything":
        for other in engagement.turns:
            if other.parent == place:
                other.over = True


def stop(context: RequestContext, engagement: Engagement) -> None:
    """No further stage and no further page."""
    engagement.stop = engagement.stop or context.now
    for turn in engagement.turns:
        turn.over = True
