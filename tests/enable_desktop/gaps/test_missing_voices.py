"""Whom to hear next: to settle a theme, and for a fair picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.gaps.coverage import Plan, coverage
from enable_desktop.gaps.missing_voices import Missing, missing_voices
from enable_desktop.gaps.verdicts import Verdict
from tests.enable_desktop.gaps.people import gap_of, many_severities, sample_gap


@pytest.mark.parametrize(
    ("theme", "leaders", "reps"),
    [
        ("content", 0, 0),
        ("discount", 0, 0),
        ("compete", 1, 0),
        ("ramp", 0, 0),
        ("handover", 1, 0),
        ("coaching", 1, 0),
        ("security", 2, 0),
    ],
)
def test_the_sample_names_whom_it_lacks(theme: str, leaders: int, reps: int) -> None:
    assert missing_voices(sample_gap(theme)) == Missing(leaders=leaders, reps=reps)


def test_both_sides_may_be_missing() -> None:
    assert missing_voices(gap_of([], [3])) == Missing(leaders=3, reps=2)


def test_of_two_sides_heard_alike_one_more_rep_is_wanted() -> None:
    gap = gap_of([2, 2, 4], [4, 5, 5])
    assert gap.verdict is Verdict.LEANING
    assert missing_voices(gap) == Missing(reps=1)


def test_nobody_is_missing_where_more_people_would_not_help() -> None:
    gap = gap_of([1, 3, 5, 3, 5, 3], [4, 4, 4, 4, 4, 5])
    assert gap.verdict is Verdict.UNSETTLED
    assert missing_voices(gap).is_nobody


@given(many_severities(most=8), many_severities(most=8))
def test_somebody_is_missing_exactly_where_a_theme_is_open(leaders: list[int], reps: list[int]) -> None:
    gap = gap_of(leaders, reps, 8, 8)
    assert missing_voices(gap).is_nobody == (gap.verdict not in (Verdict.LEANING, Verdict.TOO_FEW))


def test_a_fair_picture_is_five_leaders_and_eight_to_twelve_reps() -> None:
    found = coverage(4, 9, leaders_known=7, reps_known=40)
    assert (found.leaders_wanted, found.reps_wanted, found.talks_missing) == (5, 12, 4)
    assert not found.is_fair
    enough = coverage(5, 8, leaders_known=7, reps_known=40)
    assert enough.is_fair
    assert enough.talks_missing == 4
    assert coverage(6, 14, leaders_known=7, reps_known=40).talks_missing == 0


def test_no_more_people_are_wanted_than_there_are() -> None:
    found = coverage(3, 5, leaders_known=3, reps_known=6)
    assert (found.leaders_wanted, found.reps_wanted, found.talks_missing) == (3, 6, 1)
    assert not found.is_fair
    assert coverage(3, 6, leaders_known=3, reps_known=6).is_fair


def test_an_empty_directory_does_not_make_the_picture_fair() -> None:
    found = coverage(0, 0)
    assert (found.leaders_wanted, found.reps_wanted, found.talks_missing) == (5, 12, 17)
    assert coverage(1, 2, leaders_known=1, reps_known=2).talks_missing == 14


def test_a_plan_of_ones_own_counts() -> None:
    found = coverage(2, 10, leaders_known=9, reps_known=90, plan=Plan(leaders=3, reps_at_least=10, reps=20))
    assert (found.talks_missing, found.is_fair) == (11, False)


@given(st.integers(0, 20), st.integers(0, 40), st.integers(0, 20), st.integers(0, 40))
def test_nothing_is_missing_only_from_a_fair_picture(leaders: int, reps: int, known: int, reps_known: int) -> None:
    found = coverage(leaders, reps, leaders_known=known, reps_known=reps_known)
    assert found.talks_missing > 0 or found.is_fair
    one_more = coverage(leaders + 1, reps, leaders_known=max(known, leaders + 1, 5), reps_known=reps_known)
    assert one_more.leaders_wanted == 5
