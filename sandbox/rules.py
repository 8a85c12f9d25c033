"""Rules that AWS does not publish."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule, with its default."""

    # Contacts and plans
    plan_targets_must_exist: bool = True
    """Whether the channels and contacts that a plan names must exist when it is written."""
    rotations_per_schedule: int = 8
    """How many rotations an on-call schedule may have. The guide says 8, the model allows 25."""
    contact_quota: int = 0
    """How many contacts of all types an account may have in a region. 0: any number."""
    absent_contact_policy: Literal["empty", "not_found"] = "empty"
    """What GetContactPolicy answers for a contact without one: no Policy, or ResourceNotFoundException."""

    # Channels
    channel_addresses_unique: bool = True
    """Whether a contact may have one address only once per channel type."""
    address_change_deactivates: bool = True
    """Whether a channel with another address must be activated again."""
    activation_code_minutes: int = 0
    """How long an activation code is valid. 0: until it is used or followed by another."""
    activating_active_channel: Literal["accepted", "refused"] = "accepted"
    """What becomes of activating an active channel: nothing (with any code), or ValidationException."""

    # Rotations and overrides
    rotation_names_unique: bool = True
    """Whether CreateRotation with a name that is taken is ConflictException."""
    rotation_quota: int = 0
    """How many rotations an account may have in a region. 0: any number."""
    recurrence_settings: Literal["at_least_one", "exactly_one"] = "at_least_one"
    """How many of daily, weekly and monthly hand-offs a recurrence may have."""
    coverage_minimum_minutes: int = 30
    """How long a shift coverage is at least. The console's figure."""
    unknown_rotation: Literal["invalid_arn", "not_found"] = "invalid_arn"
    """How shift and override operations call a rotation they do not find: ValidationException or not found."""
    override_minimum_minutes: int = 30
    """How long an override is at least. The console's figure."""
    override_horizon_months: int = 6
    """How far ahead an override may start. The console's figure. 0: as far as one likes."""
    override_members_only: bool = True
    """Whether the people of an override must be in the rotation."""
    overlapping_overrides: Literal["accepted", "refused"] = "accepted"
    """What becomes of an override that overlaps with another of its rotation."""
    override_quota: int = 0
    """How many overrides a rotation may have. 0: any number."""

    # Shifts
    first_shift: Literal["at_start_time", "at_first_hand_off"] = "at_start_time"
    """A start between two hand-offs: the first crew serves until the next hand-off, or nobody does."""
    several_hand_offs: Literal["next_crew", "same_crew"] = "next_crew"
    """Whether each hand-off of a day, week or month brings the next crew, or one crew has a round of them."""
    multiplier_counts: Literal["units", "hand_offs"] = "units"
    """Of several hand-offs in a day, week or month, the multiplier m keeps one round of them, counted from the first
    hand-off, in m days, weeks or months; or every m-th hand-off."""
    mixed_settings: Literal["shortest_unit", "longest_unit"] = "shortest_unit"
    """Which of daily, weekly and monthly hand-offs count when a recurrence has several of them."""
    crew_step: Literal["whole_crew", "one_contact"] = "whole_crew"
    """How far the next crew is in the list of A, B and C, two at a time: AB, CA, BC; or AB, BC, CA."""
    crew_beyond_contacts: Literal["same_order", "wrapped_order"] = "same_order"
    """Crew of A and B, three at a time. Everybody once, as AB, AB; or counted on around the list, as AB, BA."""
    day_beyond_month: Literal["last_day", "first_of_next_month"] = "last_day"
    """Where the hand-off of a day is in a month that does not have the day."""
    missing_local_time: Literal["offset_before", "first_valid"] = "offset_before"
    """What 02:30 is when clocks jump from 02:00 to 03:00: 03:30 by the offset before, or 03:00."""
    repeated_local_time: Literal["first", "second"] = "first"
    """What 01:30 is when clocks go back from 02:00 to 01:00."""
    coverages_cut_shifts: bool = True
    """Whether a shift is returned once per covered window, or whole as if there were no coverages."""
    coverage_past_midnight: Literal["next_day", "until_midnight"] = "next_day"
    """Where a coverage ends whose end is before its start."""
    coverage_of_equal_times: Literal["whole_day", "nothing"] = "whole_day"
    """What a coverage is whose end is its start: a day on the wall clock, or nothing."""
    empty_coverages: Literal["round_the_clock", "nobody"] = "round_the_clock"
    """What coverages without a single window mean: the same as none, or that nobody is ever on call."""
    shifts_at_window_edges: Literal["whole", "clipped"] = "whole"
    """How shifts that reach beyond the interval asked for are returned."""
    overlapping_override_winner: Literal["last_created", "first_created"] = "last_created"
    """Whose crew serves where overrides overlap."""
    crewless_shifts: Literal["listed", "left_out"] = "listed"
    """Whether the shift of an override without contacts is returned."""

    # Engagements and pages
    schedules_resolve: Literal["at_stage", "at_start"] = "at_stage"
    """When a schedule in an escalation plan is asked who is on call: as its stage begins, or as the engagement does."""
    running_plans: Literal["as_started", "as_changed"] = "as_started"
    """Whether an engagement goes by the plans as they were when it came to them, or follows their changes."""
    escalation_repeats: int = 0
    """How often an escalation plan that was not stopped starts over after its last stage."""
    page_lag_seconds: int = 0
    """How long after the beginning of a stage its pages are sent."""
    send_retries: int = 1
    """How often a failed sending is tried again, RetryIntervalInMinutes apart, where the target has this."""
    acknowledgement_covers: Literal["person", "turn"] = "person"
    """Whether an acknowledgement ends all pages to the person in the engagement, or only those of its present turn."""
    essential_acknowledgement_ends: Literal["everything", "later_stages"] = "everything"
    """Whether an essential contact's acknowledgement also ends the plans of those already engaged beside it."""
    acknowledgement_sets_stop_time: bool = False
    """Whether an engagement in which nobody is left to page gets a StopTime by the acknowledgement."""
    accept_code_validation: Literal["ENFORCE", "IGNORE"] = "ENFORCE"
    """What AcceptPage without AcceptCodeValidation means."""
    accepting_stopped_page: Literal["accepted", "refused"] = "accepted"
    """What becomes of AcceptPage after StopEngagement: receipts, or ValidationException."""
    receipt_order: Literal["by_type", "by_time"] = "by_type"
    """The order of receipts: by the name of their type as in the published sample, or oldest first."""
    page_order: Literal["newest_first", "oldest_first"] = "newest_first"
    """The order of pages in lists."""

    # Incidents
    folded_start: Literal["existing_record", "conflict"] = "existing_record"
    """What StartIncident answers when an open incident has its dedupe string: that one, or ConflictException."""
    dedupe_scope: Literal["account", "response_plan"] = "account"
    """Among which open incidents a dedupe string is looked for."""
    aws_sources: Literal["refused", "accepted"] = "refused"
    """What becomes of trigger details whose source begins with aws., which is reserved."""
    resolving_stops_engagements: bool = False
    """Whether resolving an incident stops its engagements."""
    reopening: Literal["accepted", "refused"] = "accepted"
    """What becomes of the status OPEN for a resolved incident: open without a resolvedTime, or ValidationException."""
    system_events: Literal["protected", "changeable"] = "protected"
    """Whether users can change, delete or make timeline events other than Custom Event and Note."""
    closed_accounts: str = "999999999999"
    """Accounts, separated by commas, that never had Incident Manager and can no longer get it."""
    check_chat_topics: bool = False
    """Whether the SNS topics of a response plan's chat channel must exist in its account and region."""

    @classmethod
    def from_settings(cls, settings: Iterable[str]) -> Rules:
        """The rules with ``NAME=VALUE`` settings applied, the last of a name wins. Raises ``ValueError``."""
        kinds = get_type_hints(cls)
        values: dict[str, Any] = {}
        for setting in settings:
            name, found, text = setting.partition("=")
            if not found or name not in kinds:
                known = ", ".join(sorted(field.name for field in fields(cls)))
                raise ValueError(f"{setting}: NAME=VALUE is needed, with NAME one of {known}")
            values[name] = _value(name, text, kinds[name])
        return cls(**values)


_BOOLEANS = {"true": True, "false": False}


def _value(name: str, text: str, kind: Any) -> bool | int | str:
    """``text`` as a value of the rule ``name``, whose type is ``kind``."""
    if kind is str:
        return text
    if kind is int:
        if text.isascii() and text.isdigit():
            return int(text)
        raise ValueError(f"{name}={text}: {name} is a number from 0 on")
    values = _BOOLEANS if kind is bool else {value: value for value in get_args(kind)}
    if text not in values:
        raise ValueError(f"{name}={text}: {name} is one of {', '.join(values)}")
    return values[text]
