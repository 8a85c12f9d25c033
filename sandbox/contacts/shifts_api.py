"""The shifts of rotations, real and previewed, as pages. Who is on call when is computed in ``sandbox.shifts``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, overload

from sandbox.contacts.books import demand_rotation_data
from sandbox.contacts.errors import invalid
from sandbox.contacts.overrides import check_order
from sandbox.contacts.rotations import check_time_zone, checked_recurrence, whole_seconds
from sandbox.pagination import paginate
from sandbox.paging.on_call import overrides_of
from sandbox.shifts import Override, preview_overrides_from_wire, rotation_shifts

if TYPE_CHECKING:
    from sandbox.context import RequestContext

Shift = dict[str, Any]


class _Unrolled(Sequence[Shift]):
    """Shifts computed as far as they are looked at: an interval may hold millions, a page holds a thousand.

    Its length is what is known so far, which is one more than the end of the last slice if there is more.
    """

    def __init__(self, source: Iterator[Shift]) -> None:
        self._source = source
        self._known: list[Shift] = []

    def __len__(self) -> int:
        return len(self._known)

    @overload
    def __getitem__(self, index: int) -> Shift: ...
    @overload
    def __getitem__(self, index: slice) -> list[Shift]: ...
    def __getitem__(self, index: int | slice) -> Shift | list[Shift]:
        last = index.stop if isinstance(index, slice) else index
        self._known.extend(islice(self._source, max(0, last + 1 - len(self._known))))
        return self._known[index]


def list_rotation_shifts(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListRotationShifts. Unpublished rule: without StartTime, from now on."""
    rotation = demand_rotation_data(context, request["RotationId"])
    asked, token = _first_asked(context, request.get("NextToken"))
    start, end = request.get("StartTime", asked), request["EndTime"]
    check_order(start, end)
    shifts = rotation_shifts(
        contact_ids=rotation.contacts,
        start_time=rotation.start,
        time_zone_id=rotation.time_zone,
        recurrence=rotation.recurrence,
        overrides=overrides_of(rotation),
        window_start=start,
        window_end=end,
        rules=context.world.rules,
    )
    binding = [rotation.arn, start, end]
    return _page(context, "ListRotationShifts", request, shifts, asked=asked, token=token, binding=binding)


def list_preview_rotation_shifts(context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
    """ListPreviewRotationShifts: members can be any text.

    Unpublished rules: a rotation without RotationStartTime starts now, and without StartTime its shifts are shown
    from its start on.
    """
    asked, token = _first_asked(context, request.get("NextToken"))
    rotation_start = whole_seconds(request.get("RotationStartTime", asked))
    start, end = request.get("StartTime", rotation_start), request["EndTime"]
    check_order(start, end)
    check_time_zone(request["TimeZoneId"])
    shifts = rotation_shifts(
        contact_ids=request["Members"],
        start_time=rotation_start,
        time_zone_id=request["TimeZoneId"],
        recurrence=checked_recurrence(context, request["Recurrence"]),
        overrides=_preview_overrides(request.get("Overrides", [])),
        window_start=start,
        window_end=end,
        rules=context.world.rules,
    )
    question = {name: value for name, value in request.items() if name not in ("MaxResults", "NextToken")}
    binding = [question, rotation_start, start]
    return _page(context, "ListPreviewRotationShifts", request, shifts, asked=asked, token=token, binding=binding)


def _preview_overrides(wire: list[dict[str, Any]]) -> list[Override]:
    try:
        overrides = preview_overrides_from_wire(wire)
    except ValueError as error:
        raise invalid(str(error)) from error
    for override in overrides:
        check_order(override.start_time, override.end_time)
    return overrides


def _first_asked(context: RequestContext, token: str | None) -> tuple[datetime, str | None]:
    """When the first page was asked for, and the token of ``paginate``.

    Times left out of a request mean now; all its pages must mean the same now, so tokens begin with it.
    """
    if token is None:
        return whole_seconds(context.now), None
    seconds, _, inner = token.partition("-")
    try:
        return datetime.fromtimestamp(int(seconds), UTC), inner
    except (ValueError, OverflowError, OSError) as error:
        raise invalid("Invalid NextToken") from error


def _page(
    context: RequestContext,
    operation: str,
    request: dict[str, Any],
    shifts: Iterator[Shift],
    *,
    asked: datetime,
    token: str | None,
    binding: list[Any],
) -> dict[str, Any]:
    page, following = paginate(
        context, operation, _Unrolled(shifts), request.get("MaxResults"), token, binding=[asked, *binding]
    )
    tokens = {} if following is None else {"NextToken": f"{asked.timestamp():.0f}-{following}"}
    return {"RotationShifts": page, **tokens}
