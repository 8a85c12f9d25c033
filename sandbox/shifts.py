"""Who is on call when: the shifts of a rotation.

AWS publishes none of these calculations. Every function that takes ``rules`` is an unpublished rule with its switch in
``sandbox.rules``; what has no switch says so where it is done.

Hand-offs are numbered. Every day, week or month (the *unit*) has the same number of hand-offs, so the number of a
hand-off gives its unit and its place therein, and a date gives the numbers around it. That is why a window years after
the start costs no more than one at the start.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sandbox.rules import Rules

DayOfWeek = Literal["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
ShiftType = Literal["REGULAR", "OVERRIDDEN"]
Unit = Literal["day", "week", "month"]

DAYS: tuple[DayOfWeek, ...] = get_args(DayOfWeek)
_NEVER = datetime.max.replace(tzinfo=UTC)
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class HandOff:
    """A time of day on the wall clock: 0 to 23, 0 to 59."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a rotation hands over, to how many people, and at which hours anybody is on call.

    ``monthly`` has days from 1 to 31. ``shift_coverages`` are (start, end) per day, None is round the clock.
    """

    number_of_on_calls: int
    recurrence_multiplier: int
    daily: tuple[HandOff, ...] = ()
    weekly: tuple[tuple[DayOfWeek, HandOff], ...] = ()
    monthly: tuple[tuple[int, HandOff], ...] = ()
    shift_coverages: Mapping[DayOfWeek, tuple[tuple[HandOff, HandOff], ...]] | None = None


@dataclass(frozen=True, slots=True)
class RotationDefinition:
    """All that the shifts of a rotation follow from. ``start_time`` is aware, ``time_zone_id`` an IANA name."""

    contact_ids: tuple[str, ...]
    start_time: datetime
    time_zone_id: str
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class Override:
    """Another crew in [``start_time``, ``end_time``), all times aware. The overrides of a preview have no id."""

    new_contact_ids: tuple[str, ...]
    start_time: datetime
    end_time: datetime
    create_time: datetime
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is on call in [``start_time``, ``end_time``), in UTC, and instead of whom."""

    start_time: datetime
    end_time: datetime
    contact_ids: tuple[str, ...]
    type: ShiftType = "REGULAR"
    overridden_contact_ids: tuple[str, ...] = ()


class _Turn(NamedTuple):
    """From one hand-off to the next."""

    start: datetime
    end: datetime
    crew: tuple[str, ...]


def shifts(
    rotation: RotationDefinition,
    window_start: datetime,
    window_end: datetime,
    overrides: Iterable[Override],
    rules: Rules,
) -> Iterator[Shift]:
    """The shifts that overlap [``window_start``, ``window_end``), in order, computed as they are asked for.

    They do not overlap: from the end of one, the next call goes on without a repetition. Raises ``ValueError`` for a
    recurrence without hand-offs.
    """
    window = max(window_start.astimezone(UTC), _EARLIEST), min(window_end.astimezone(UTC), _LATEST)
    ranked = ranked_overrides(overrides, rules)
    for turn in _turns(rotation, *window, rules):
        for piece in _covered(turn, rotation, *window, rules):
            for shift in _overridden(piece, ranked):
                if shift.start_time < window[1] and shift.end_time > window[0] and is_listed(shift, rules):
                    yield at_window_edges(shift, *window, rules)


def is_listed(shift: Shift, rules: Rules) -> bool:
    """Whether a shift is returned. ``crewless_shifts``."""
    return bool(shift.contact_ids) or rules.crewless_shifts == "listed"


def at_window_edges(shift: Shift, window_start: datetime, window_end: datetime, rules: Rules) -> Shift:
    """A shift as it is returned for a window that it overlaps. ``shifts_at_window_edges``."""
    if rules.shifts_at_window_edges == "whole":
        return shift
    return replace(shift, start_time=max(shift.start_time, window_start), end_time=min(shift.end_time, window_end))


# --- Turns


def _turns(rotation: RotationDefinition, window_start: datetime, window_end: datetime, rules: Rules) -> Iterator[_Turn]:
    """The turns that overlap the window. One that has no length is passed over with its crew (no switch)."""
    start = rotation.start_time.astimezone(UTC)
    if window_end <= max(start, window_start):
        return
    hand_offs = _HandOffs(rotation, rules)
    multiplier = rotation.recurrence.recurrence_multiplier
    first = hand_offs.first_from(start)
    stub = has_stub(start, hand_offs.instant(first), rules)

    def moment(index: int) -> datetime:
        return hand_offs.instant(first + kept_hand_off(index, hand_offs.per_unit, multiplier, rules))

    def crew(number: int) -> tuple[str, ...]:
        return crew_of(rotation.contact_ids, rotation.recurrence.number_of_on_calls, number, rules)

    if stub and moment(0) > window_start:
        yield _Turn(start, moment(0), crew(0))
    reached = index_until(hand_offs.number_before(window_start) - first, hand_offs.per_unit, multiplier, rules)
    begin = moment(max(reached, 0))
    for index in count(max(reached, 0)):
        if begin >= window_end:
            return
        end = moment(index + 1)
        if begin < end and end > window_start:
            yield _Turn(begin, end, crew(crew_number(index, hand_offs.per_unit, rules) + stub))
        begin = end


def has_stub(start: datetime, first_hand_off: datetime, rules: Rules) -> bool:
    """Whether the first crew serves from a start that is no hand-off until the first one. ``first_shift``."""
    return start < first_hand_off and rules.first_shift == "at_start_time"


def kept_hand_off(index: int, per_unit: int, multiplier: int, rules: Rules) -> int:
    """Which hand-off starts turn ``index``, both counted from the first one. ``multiplier_counts``."""
    if rules.multiplier_counts == "hand_offs":
        return index * multiplier
    rounds, place = divmod(index, per_unit)
    return rounds * multiplier * per_unit + place


def index_until(number: int, per_unit: int, multiplier: int, rules: Rules) -> int:
    """The last turn that starts with hand-off ``number`` or before: the inverse of ``kept_hand_off``."""
    if rules.multiplier_counts == "hand_offs":
        return number // multiplier
    rounds, place = divmod(number, multiplier * per_unit)
    return rounds * per_unit + min(place, per_unit - 1)


def crew_number(index: int, per_unit: int, rules: Rules) -> int:
    """How many crews were there before the one of turn ``index``. ``several_hand_offs``."""
    return index // per_unit if rules.several_hand_offs == "same_crew" else index


def crew_of(contact_ids: tuple[str, ...], size: int, number: int, rules: Rules) -> tuple[str, ...]:
    """Crew ``number`` (from 0) of ``size`` people. ``crew_step``, ``crew_beyond_contacts``."""
    if size > len(contact_ids) and rules.crew_beyond_contacts == "same_order":
        return contact_ids
    first = number * (size if rules.crew_step == "whole_crew" else 1)
    seats = range(first, first + min(size, len(contact_ids)))
    return tuple(contact_ids[seat % len(contact_ids)] for seat in seats)


# --- Hand-offs


class _HandOffs:
    """The hand-offs of a rotation, numbered from the first one in the day, week or month of the start."""

    def __init__(self, rotation: RotationDefinition, rules: Rules) -> None:
        """Raises ``ValueError`` if there are none."""
        self._unit, self._places = counted_settings(rotation.recurrence, rules)
        self._zone = ZoneInfo(rotation.time_zone_id)
        self._rules = rules
        self._origin = _first_day(self._unit, _local_date(rotation.start_time, self._zone))
        self._in_unit = lru_cache(maxsize=4)(self._compute_unit)
        self.per_unit = len(self._places)

    def instant(self, number: int) -> datetime:
        """When hand-off ``number`` is, never after the next one.

        At a time that clocks skip, it gives way to one that they show (no switch): with daily hand-offs at 02:45 and
        03:15, the turn between them has no length on the day on which clocks jump from 02:00 to 03:00.
        """
        moment, shown = self._raw_instant(number)
        while not shown:
            number += 1
            later, shown = self._raw_instant(number)
            moment = min(moment, later)
        return moment

    def number_before(self, moment: datetime) -> int:
        """A hand-off at or before ``moment``, a few units at most.

        Two units, because a hand-off in the unit before can be after ``moment``: clocks have skipped a whole day.
        """
        return (_units_between(self._unit, self._origin, _local_date(moment, self._zone)) - 2) * self.per_unit

    def first_from(self, moment: datetime) -> int:
        """The first hand-off at or after ``moment``; of several at one instant the last, whose turn has a length."""
        number = next(number for number in count(self.number_before(moment)) if self.instant(number) >= moment)
        while self.instant(number) == self.instant(number + 1) < _NEVER:
            number += 1
        return number

    def _raw_instant(self, number: int) -> tuple[datetime, bool]:
        """A hand-off on its own, and whether clocks show its time. Beyond the calendar, it is before or after all."""
        unit, place = divmod(number, self.per_unit)
        try:
            local, in_place = self._in_unit(unit)[place]
            moment, shown = resolve(local, self._zone, self._rules)
        except (OverflowError, ValueError):
            return (_NEVER if number > 0 else _BEFORE_ALL), True
        return moment, shown and in_place

    def _compute_unit(self, number: int) -> list[tuple[datetime, bool]]:
        """The hand-offs of unit ``number`` on the wall clock, in order, and whether each is in its own month."""
        hand_offs = []
        for place, hand_off in self._places:
            day, in_place = self._day(number, place)
            hand_offs.append((_at(day, hand_off), in_place))
        return sorted(hand_offs)

    def _day(self, number: int, place: int) -> tuple[date, bool]:
        if self._unit == "month":
            first = self._origin + relativedelta(months=number)
            day = day_of_month(first, place, self._rules)
            return day, day.month == first.month
        length = timedelta(weeks=1) if self._unit == "week" else timedelta(days=1)
        return self._origin + number * length + timedelta(days=place), True


def counted_settings(recurrence: Recurrence, rules: Rules) -> tuple[Unit, list[tuple[int, HandOff]]]:
    """The unit and, in order, the (day, time) of the hand-offs in it. ``mixed_settings``.

    Days count from 0 in a week and from 1 in a month. A hand-off that is there twice counts once (no switch).
    """
    settings: list[tuple[Unit, set[tuple[int, HandOff]]]] = [
        ("day", {(0, hand_off) for hand_off in recurrence.daily}),
        ("week", {(DAYS.index(day), hand_off) for day, hand_off in recurrence.weekly}),
        ("month", set(recurrence.monthly)),
    ]
    given = [(unit, sorted(places)) for unit, places in settings if places]
    if not given:
        raise ValueError("a recurrence needs hand-offs")
    return given[0 if rules.mixed_settings == "shortest_unit" else -1]


def day_of_month(first: date, day: int, rules: Rules) -> date:
    """``day`` of the month that begins with ``first``. ``day_beyond_month``."""
    last = first + relativedelta(day=31)
    if day > last.day and rules.day_beyond_month == "first_of_next_month":
        return last + timedelta(days=1)
    return first + relativedelta(day=day)


def _first_day(unit: Unit, day: date) -> date:
    """The day with which the unit of ``day`` begins. Where weeks begin makes no difference to the hand-offs."""
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _units_between(unit: Unit, origin: date, day: date) -> int:
    if unit == "month":
        months = relativedelta(day.replace(day=1), origin)
        return months.years * 12 + months.months
    return (day - origin).days // (7 if unit == "week" else 1)


# --- Wall clocks


def resolve(local: datetime, zone: ZoneInfo, rules: Rules) -> tuple[datetime, bool]:
    """The instant (UTC) at which clocks of ``zone`` show ``local`` (naive), and whether they do."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        return missing_time(local, first, second, zone, rules), False
    return repeated_time(first, second, rules), True


def missing_time(
    local: datetime, by_offset_before: datetime, by_offset_after: datetime, zone: ZoneInfo, rules: Rules
) -> datetime:
    """The instant for a time that clocks skip. ``missing_local_time``.

    The jump is between the two readings of ``local``: the one by the offset after the jump is before it.
    """
    if rules.missing_local_time == "offset_before":
        return by_offset_before
    seconds = range(int((by_offset_before - by_offset_after).total_seconds()))

    def has_jumped(second: int) -> bool:
        moment = by_offset_after + timedelta(seconds=second)
        return moment.astimezone(zone).replace(tzinfo=None) > local

    return by_offset_after + timedelta(seconds=bisect_left(seconds, x=True, key=has_jumped))


def repeated_time(first: datetime, second: datetime, rules: Rules) -> datetime:
    """The instant for a time that clocks show twice. ``repeated_local_time``."""
    return first if rules.repeated_local_time == "first" else second


def _local_date(moment: datetime, zone: ZoneInfo) -> date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:  # in the first or last hours of the calendar
        return moment.date()


def _at(day: date, hand_off: HandOff) -> datetime:
    return datetime.combine(day, time(hand_off.hour, hand_off.minute))


# --- Coverages


def _covered(
    turn: _Turn, rotation: RotationDefinition, window_start: datetime, window_end: datetime, rules: Rules
) -> Iterator[_Turn]:
    """The pieces of a turn in which somebody is on call, as far as they can touch the window.

    One piece per window of the coverages; of windows that overlap, the later begins where the earlier ends (no
    switch). A window across a hand-off is one piece for either crew (no switch).
    """
    coverages = rotation.recurrence.shift_coverages
    if coverages is None or not coverages_apply(coverages, rules):
        yield turn
        return
    zone = ZoneInfo(rotation.time_zone_id)
    # From 3 days before: windows are up to a day long, and clocks have skipped a day.
    first = _local_date(max(turn.start, window_start), zone) - timedelta(days=3)
    last = _local_date(min(turn.end, window_end), zone)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    reached = turn.start
    for start, end in sorted(window for day in days for window in _windows(day, coverages, zone, rules)):
        begin, stop = max(start, reached), min(end, turn.end)
        if begin < stop:
            yield _Turn(begin, stop, turn.crew)
            reached = stop


def coverages_apply(coverages: Mapping[DayOfWeek, Sequence[object]], rules: Rules) -> bool:
    """Whether shifts are cut by their coverages. ``coverages_cut_shifts``, ``empty_coverages``."""
    return rules.coverages_cut_shifts and (any(coverages.values()) or rules.empty_coverages == "nobody")


def _windows(
    day: date,
    coverages: Mapping[DayOfWeek, tuple[tuple[HandOff, HandOff], ...]],
    zone: ZoneInfo,
    rules: Rules,
) -> Iterator[tuple[datetime, datetime]]:
    """The windows that begin on ``day``. There is none where clocks skip it from start to end (no switch)."""
    for start, end in coverages.get(DAYS[day.weekday()], ()):
        begin, has_start = resolve(_at(day, start), zone, rules)
        stop, has_end = resolve(coverage_end(day, start, end, rules), zone, rules)
        if begin < stop and (has_start or has_end):
            yield begin, stop


def coverage_end(day: date, start: HandOff, end: HandOff, rules: Rules) -> datetime:
    """Where a window that begins on ``day`` ends on the wall clock.

    ``coverage_past_midnight``, ``coverage_of_equal_times``.
    """
    if end > start or (end == start and rules.coverage_of_equal_times == "nothing"):
        return _at(day, end)
    if end < start and rules.coverage_past_midnight == "until_midnight":
        end = HandOff(0, 0)
    return _at(day + timedelta(days=1), end)


# --- Overrides


def ranked_overrides(overrides: Iterable[Override], rules: Rules) -> list[Override]:
    """Overrides, those first that win over others. Those created at one time win in the order of a list.

    ``overlapping_override_winner``.
    """
    ranked = sorted(overrides, key=lambda override: override.create_time)
    return ranked if rules.overlapping_override_winner == "first_created" else ranked[::-1]


def _overridden(piece: _Turn, ranked: Sequence[Override]) -> Iterator[Shift]:
    """The shifts of a piece of a turn: one per override that wins in it, and one per part that none touches.

    An override puts nobody on call where nobody was (no switch).
    """
    touching = [override for override in ranked if override.start_time < piece.end and override.end_time > piece.start]
    edges = {edge.astimezone(UTC) for override in touching for edge in (override.start_time, override.end_time)}
    cuts = [piece.start, *sorted(edge for edge in edges if piece.start < edge < piece.end), piece.end]

    def winner(part: tuple[datetime, datetime]) -> Override | None:
        return next((override for override in touching if override.start_time <= part[0] < override.end_time), None)

    for override, group in groupby(pairwise(cuts), key=winner):
        parts = list(group)
        start, end = parts[0][0], parts[-1][1]
        if override is None:
            yield Shift(start, end, piece.crew)
        else:
            yield Shift(start, end, override.new_contact_ids, "OVERRIDDEN", piece.crew)


# --- The wire


def rotation_shifts(
    *,
    contact_ids: Sequence[str],
    start_time: datetime,
    time_zone_id: str,
    recurrence: Mapping[str, Any],
    overrides: Iterable[Override],
    window_start: datetime,
    window_end: datetime,
    rules: Rules,
) -> Iterator[dict[str, Any]]:
    """The ``RotationShifts`` of ListRotationShifts and ListPreviewRotationShifts; ``recurrence`` has wire names.

    Both operations are this function, so that a preview equals what it previews.
    """
    rotation = RotationDefinition(tuple(contact_ids), start_time, time_zone_id, recurrence_from_wire(recurrence))
    return map(shift_to_wire, shifts(rotation, window_start, window_end, overrides, rules))


def recurrence_from_wire(wire: Mapping[str, Any]) -> Recurrence:
    """A ``RecurrenceSettings`` that the model and the rotation checks have let pass."""
    coverages = wire.get("ShiftCoverages")
    return Recurrence(
        number_of_on_calls=wire["NumberOfOnCalls"],
        recurrence_multiplier=wire["RecurrenceMultiplier"],
        daily=tuple(hand_off_from_wire(setting) for setting in wire.get("DailySettings") or ()),
        weekly=tuple(
            (setting["DayOfWeek"], hand_off_from_wire(setting["HandOffTime"]))
            for setting in wire.get("WeeklySettings") or ()
        ),
        monthly=tuple(
            (setting["DayOfMonth"], hand_off_from_wire(setting["HandOffTime"]))
            for setting in wire.get("MonthlySettings") or ()
        ),
        shift_coverages=None if coverages is None else coverages_from_wire(coverages),
    )


def hand_off_from_wire(wire: Mapping[str, int]) -> HandOff:
    """A ``HandOffTime``."""
    return HandOff(wire["HourOfDay"], wire["MinuteOfHour"])


def coverages_from_wire(
    wire: Mapping[DayOfWeek, Iterable[Mapping[str, Mapping[str, int]]]],
) -> dict[DayOfWeek, tuple[tuple[HandOff, HandOff], ...]]:
    """A ``ShiftCoveragesMap``."""
    return {
        day: tuple((hand_off_from_wire(window["Start"]), hand_off_from_wire(window["End"])) for window in windows)
        for day, windows in wire.items()
    }


def preview_overrides_from_wire(wire: Iterable[Mapping[str, Any]]) -> list[Override]:
    """The ``Overrides`` of a preview, all created at one time. Raises ``ValueError`` for one without its times."""
    overrides = []
    for override in wire:
        if not override.keys() >= {"StartTime", "EndTime"}:
            raise ValueError("An override has a StartTime and an EndTime")
        crew = tuple(override.get("NewMembers") or ())
        overrides.append(Override(crew, override["StartTime"], override["EndTime"], create_time=_BEFORE_ALL))
    return overrides


def shift_to_wire(shift: Shift) -> dict[str, Any]:
    """A ``RotationShift``."""
    wire: dict[str, Any] = {
        "ContactIds": list(shift.contact_ids),
        "StartTime": shift.start_time,
        "EndTime": shift.end_time,
        "Type": shift.type,
    }
    if shift.type == "OVERRIDDEN":
        wire["ShiftDetails"] = {"OverriddenContactIds": list(shift.overridden_contact_ids)}
    return wire
