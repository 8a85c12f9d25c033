# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# Private to the collection: no promise is made to anybody who imports this from outside.
"""A plan for people: one line per object, a sign for what happens to it, and the fields that change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from .._model.kinds import Kind
from .._model.secret import redacted
from .._model.week import DAYS
from .actions import Action, Change, Plan, Verb

SIGNS: Mapping[Verb, str] = {
    Verb.CREATE: "+",
    Verb.ADOPT: "^",
    Verb.UPDATE: "~",
    Verb.REPLACE: "!",
    Verb.DELETE: "-",
}
_LINE = 118
# Fields whose mappings have keys of ours; those of other fields are named by the user.
_OF_ONE_SHAPE = frozenset(("members", "recurrence", "rotations", "stages"))
# Fields whose value says what it is.
_SELF_EXPLAINING = frozenset(("display_name", "members", "recurrence", "rotations", "stages", "time_zone_id", "title"))
_UNITS = {"daily": "days", "weekly": "weeks", "monthly": "months"}
_COUNTED: Mapping[Verb, str] = {
    Verb.CREATE: "to create",
    Verb.ADOPT: "to adopt",
    Verb.UPDATE: "to update",
    Verb.REPLACE: "to replace",
    Verb.DELETE: "to delete",
}


def plan_text(plan: Plan, key: bytes) -> str:
    """Return the plan as text; ``key`` is the one of the address digests."""
    if not plan:
        return f"No changes: {plan.unchanged} objects are as defined."
    width = max(len(_label(action)) for action in plan.actions)
    lines = [line for action in plan.actions for line in _lines(action, width, key)]
    return "\n".join([*lines, "", counts_text(plan)])


def counts_text(plan: Plan) -> str:
    """Return the counts in one line; only what there is, and the unchanged always."""
    counts = plan.counts()
    parts = [f"{counts[verb]} {words}" for verb, words in _COUNTED.items() if counts[verb]]
    return ", ".join([*parts, f"{plan.unchanged} unchanged"])


def plan_data(plan: Plan, key: bytes) -> list[dict[str, Any]]:
    """Return the plan as data for programs, addresses as digests."""
    return [
        {
            "action": action.verb.value,
            "kind": action.kind.name.lower(),
            "name": action.name,
            "team": action.team,
            "changes": [
                {
                    "field": change.field,
                    "before": redacted(change.before, key),
                    "after": redacted(change.after, key),
                }
                for change in action.changes
            ],
        }
        for action in plan.actions
    ]


def plan_diff(plan: Plan, key: bytes) -> dict[str, Any]:
    """Return the plan as Ansible's diff: the changing fields of the changing objects, before and after."""
    sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for action in plan.actions:
        label = f"{action.kind.title} {action.name}"
        for side, absent, pick in ((sides[0], Verb.CREATE, "before"), (sides[1], Verb.DELETE, "after")):
            if action.verb is not absent:
                fields = side.setdefault(label, {})
                fields.update({c.field: redacted(getattr(c, pick), key) for c in action.changes})
    return {"before": sides[0], "after": sides[1], "before_header": "account", "after_header": "definition"}


def _label(action: Action) -> str:
    what = "channel" if action.kind is Kind.CONTACT_CHANNEL else action.kind.title
    return f"{SIGNS[action.verb]} {what} {action.name}"


def _lines(action: Action, width: int, key: bytes) -> Iterator[str]:
    """Yield the line of an action, and more below it where there is more to say than fits or more than one change."""
    if action.verb is Verb.CREATE:
        said = ["; ".join(_created(action, key))]
    else:
        said = [words for change in action.changes for words in _phrases(change, key)]
    rows = [
        row
        for words in said
        for row in wrap(words, max(40, _LINE - width), break_long_words=False, break_on_hyphens=False) or [""]
    ]
    label = f"{_label(action):<{width}}"
    for row in rows or [""]:
        yield f"{label}  {row}".rstrip()
        label = " " * width


def _created(action: Action, key: bytes) -> Iterator[str]:
    """Yield what matters of a new object; ownership tags, which all have, do not."""
    if action.kind is Kind.CONTACT_CHANNEL:
        yield f"{action.desired.type} {action.desired.address.digest(key)}"
        return
    for change in action.changes:
        if change.field == "tags":
            continue
        words = phrase(redacted(change.after, key), shaped=change.field in _OF_ONE_SHAPE)
        yield words if change.field in _SELF_EXPLAINING else f"{change.field} {words}"


def _phrases(change: Change, key: bytes) -> Iterator[str]:
    before, after = redacted(change.before, key), redacted(change.after, key)
    for path, old, new in leaf_changes(change.field, before, after):
        shaped = change.field in _OF_ONE_SHAPE
        yield f"{path}: {phrase(old, shaped=shaped)} -> {phrase(new, shaped=shaped)}"


def leaf_changes(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the smallest parts that differ: within mappings, and within lists of mappings of one length."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [*before, *(name for name in after if name not in before)]:
            if before.get(name) != after.get(name):
                yield from leaf_changes(f"{path}.{name}", before.get(name), after.get(name))
    elif _structured(before) and _structured(after) and len(before) == len(after):
        for position, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield from leaf_changes(f"{path}[{position}]", old, new)
    else:
        yield path, before, after


def _structured(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def phrase(value: Any, *, shaped: bool = True) -> str:
    """Return a value as people would say it in one line; ``shaped`` mappings are known by their keys."""
    if value is None or value in ("", [], {}):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _phrase_mapping(value, shaped=shaped)
    if isinstance(value, list):
        joiner = (
            ", then " if all(isinstance(entry, Mapping) and "duration_in_minutes" in entry for entry in value) else ", "
        )
        return joiner.join(phrase(entry, shaped=shaped) for entry in value)
    return str(value)


def _phrase_mapping(value: Mapping[str, Any], *, shaped: bool) -> str:
    if shaped and value.keys() == {"name"}:
        return str(value["name"])
    known = next((say for known, say in _PHRASES if shaped and value.keys() & known), None)
    if known:
        return known(value)
    return ", ".join(f"{name}={phrase(entry, shaped=shaped)}" for name, entry in value.items())


def _phrase_stage(stage: Mapping[str, Any]) -> str:
    targets = stage.get("page", stage.get("channels"))
    minutes = stage["duration_in_minutes"]
    if not targets:
        return f"wait {minutes} min"
    return f"{phrase(targets)} for {minutes} min" if minutes else phrase(targets)


def _phrase_recurrence(recurrence: Mapping[str, Any]) -> str:
    # AWS takes several kinds of hand-offs, although it does not say what that means.
    kinds = [kind for kind in ("daily", "weekly", "monthly") if kind in recurrence]
    multiplier, on_calls = recurrence["recurrence_multiplier"], recurrence["number_of_on_calls"]
    parts = [f"{kind} {phrase(recurrence[kind])}" for kind in kinds]
    if multiplier > 1:
        parts.append(f"every {multiplier} {' or '.join(_UNITS[kind] for kind in kinds)}")
    if on_calls > 1:
        parts.append(f"{on_calls} on call")
    if recurrence.get("shift_coverages"):
        parts.append(f"covering {_phrase_coverages(recurrence['shift_coverages'])}")
    return ", ".join(parts)


def _phrase_coverages(coverages: Mapping[str, Any]) -> str:
    """Days of the same hours are said together: ``MON-THU 09:00-17:00, FRI 09:00-15:30``."""
    runs: list[tuple[list[str], str]] = []
    for day in DAYS:
        hours = phrase(coverages[day]) if day in coverages else ""
        if runs and runs[-1][1] == hours:
            runs[-1][0].append(day)
        else:
            runs.append(([day], hours))
    return ", ".join(f"{days[0]}{f'-{days[-1]}' if len(days) > 1 else ''} {hours}" for days, hours in runs if hours)


def _phrase_target(target: Mapping[str, Any]) -> str:
    return f"{target['contact']}{' (essential)' if target['is_essential'] else ''}"


def _phrase_channel(target: Mapping[str, Any]) -> str:
    retry = target.get("retry_interval_in_minutes")
    return f"{target['name']}{'' if retry is None else f' (retry {retry} min)'}"


# By a key that only this kind of mapping has.
_PHRASES: tuple[tuple[set[str], Callable[[Mapping[str, Any]], str]], ...] = (
    ({"duration_in_minutes"}, _phrase_stage),
    ({"is_essential"}, _phrase_target),
    ({"recurrence_multiplier"}, _phrase_recurrence),
    ({"day"}, lambda hand_off: f"{hand_off['day']} {hand_off['time']}"),
    ({"start"}, lambda window: f"{window['start']}-{window['end']}"),
    ({"retry_interval_in_minutes"}, _phrase_channel),
)
