"""Rules that AWS does not publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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

    # Incidents
    closed_accounts: str = "999999999999"
    """Accounts, separated by commas, that never had Incident Manager and can no longer get it."""
    check_chat_topics: bool = False
    """Whether the SNS topics of a response plan's chat channel must exist in its account and region."""
