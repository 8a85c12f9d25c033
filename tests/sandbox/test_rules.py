"""Rules from the command line."""

from __future__ import annotations

import pytest

from sandbox.rules import Rules


def test_defaults() -> None:
    assert Rules.from_settings([]) == Rules()


def test_values_of_every_kind() -> None:
    rules = Rules.from_settings(
        ["rotation_quota=3", "crew_step=one_contact", "coverages_cut_shifts=false", "closed_accounts=1,2"]
    )
    assert rules == Rules(rotation_quota=3, crew_step="one_contact", coverages_cut_shifts=False, closed_accounts="1,2")


def test_the_last_setting_of_a_name_wins() -> None:
    assert Rules.from_settings(["rotation_quota=3", "rotation_quota=4"]).rotation_quota == 4


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("first_shift", "first_shift: NAME=VALUE is needed, with NAME one of absent_contact_policy, "),
        ("no_such=1", "no_such=1: NAME=VALUE is needed, with NAME one of absent_contact_policy, "),
        ("first_shift=x", "first_shift=x: first_shift is one of at_start_time, at_first_hand_off"),
        ("coverages_cut_shifts=1", "coverages_cut_shifts=1: coverages_cut_shifts is one of true, false"),
        ("rotation_quota=-1", "rotation_quota=-1: rotation_quota is a number from 0 on"),
    ],
)
def test_mistakes(setting: str, message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 the whole message is compared
        Rules.from_settings([setting])
    assert str(raised.value).startswith(message)
