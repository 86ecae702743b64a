"""What is concluded from the figures of a theme, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from enable_desktop.gaps.analysis import gap_table
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.gaps.voices import Voice
from enable_desktop.people import Group
from tests.enable_desktop.gaps.people import any_voices, gap_of, many_severities, sample_gap, voices


@pytest.mark.parametrize(
    ("theme", "verdict"),
    [
        ("content", Verdict.CLEAR),
        ("forecast", Verdict.CLEAR),
        ("discovery", Verdict.CLEAR),
        ("discount", Verdict.ONE_SIDE),
        ("compete", Verdict.LEANING),
        ("ramp", Verdict.ALIGNED),
        ("handover", Verdict.TOO_FEW),
        ("coaching", Verdict.TOO_FEW),
        ("security", Verdict.TOO_FEW),
    ],
)
def test_the_sample_has_these_verdicts(theme: str, verdict: Verdict) -> None:
    assert sample_gap(theme).verdict is verdict


def test_competitors_lean_because_chance_alone_would_do_it_often() -> None:
    severity = sample_gap("compete").severity
    assert severity is not None
    assert severity.p == pytest.approx(0.133, abs=5e-4)


def test_three_against_three_can_just_be_clear() -> None:
    assert gap_of([2, 2, 2], [5, 5, 5]).verdict is Verdict.CLEAR
    assert gap_of([2, 2, 4], [4, 5, 5]).verdict is Verdict.LEANING, "one tie between the sides is enough"


def test_a_whole_point_is_a_point_whatever_the_fractions() -> None:
    gap = gap_of([1, 1, 2], [2, 2, 3])
    assert gap.severity is not None
    assert gap.severity.points == 1
    assert gap.verdict is Verdict.LEANING


def test_enough_people_without_an_answer_are_unsettled_and_fewer_are_too_few() -> None:
    assert gap_of([1, 3, 5, 3, 5, 3], [4, 4, 4, 4, 4, 5]).verdict is Verdict.UNSETTLED
    assert gap_of([1, 3, 5, 3, 5], [4, 4, 4, 4, 4, 5]).verdict is Verdict.TOO_FEW


def test_a_side_that_hardly_raises_a_theme_comes_before_agreement_on_how_much_it_hurts() -> None:
    gap = gap_of([4] * 8, [4] * 9, leaders_asked=8, reps_asked=40)
    assert gap.severity is not None
    assert gap.verdict is Verdict.ONE_SIDE


@settings(deadline=None)
@given(many_severities(most=2), many_severities(most=20))
def test_under_three_people_on_a_side_nothing_is_concluded(few: list[int], many: list[int]) -> None:
    assert gap_of(few, many).verdict is Verdict.TOO_FEW
    assert gap_of(many, few).verdict is Verdict.TOO_FEW


@settings(deadline=None)
@given(many_severities(most=9), many_severities(most=9))
def test_a_verdict_does_not_depend_on_which_side_is_which(first: list[int], second: list[int]) -> None:
    assert gap_of(first, second, 5, 6).verdict is gap_of(second, first, 6, 5).verdict


@settings(deadline=None, max_examples=60)
@given(any_voices())
def test_a_figure_is_missing_exactly_where_the_sample_does_not_allow_it(heard: list[Voice]) -> None:
    for gap in gap_table(heard, range(1, 8)):
        compared = min(gap.leadership.rated, gap.reps.rated) >= 3
        assert (gap.severity is not None) == compared
        assert (gap.mention is not None) == (min(gap.leadership.asked, gap.reps.asked) >= 3)
        for side in (gap.leadership, gap.reps):
            assert (side.mean is not None) == (side.rated > 0)
            assert (side.r_wg is not None) == (side.rank is not None) == compared
        if not compared and gap.mention is None:
            assert gap.verdict is Verdict.TOO_FEW


def test_ratings_without_a_mention_count_as_ratings() -> None:
    """Somebody asked for a number may give one without raising the theme."""
    heard = [*voices(Group.LEADERSHIP, [2, 2, 2], raised=0, asked=3), *voices(Group.REP, [5, 5, 5])]
    gap = gap_table(heard, [1])[0]
    assert (gap.leadership.raised, gap.leadership.rated) == (0, 3)
    assert gap.verdict is Verdict.CLEAR
