"""The figures of gaps: against published formulas, against scipy, and against what must hold for any sample."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from enable_desktop.gaps.figures import (
    FEWEST,
    inner_agreement,
    mean_severity,
    mention_gap,
    permutation_p,
    severity_gap,
    superiority,
    tau_b,
    top_overlap,
)
from enable_desktop.gaps.likely_means import POINTS, Counts, expected_mean, likely_means
from tests.enable_desktop.gaps.people import counts_of, many_severities, severities_of

LEADERS = counts_of([2, 2, 3])
REPS = counts_of([5, 4, 5, 4, 3, 5, 4, 4])

# From a few people to many, split, unanimous and at both ends.
PAIRS: list[tuple[Counts, Counts]] = [
    (LEADERS, REPS),
    ((0, 3, 0, 0, 0), (0, 0, 0, 0, 3)),
    ((3, 0, 0, 0, 0), (0, 0, 0, 0, 3)),
    ((0, 0, 0, 0, 3), (0, 0, 0, 0, 4)),
    ((1, 1, 1, 0, 0), (0, 0, 1, 1, 1)),
    ((3, 0, 0, 0, 3), (0, 6, 0, 6, 0)),
    ((2, 0, 0, 0, 80), (0, 0, 1, 5, 100)),
    ((10, 10, 10, 10, 10), (20, 30, 40, 10, 3)),
]
RATED = many_severities(FEWEST).map(counts_of)
MANY = st.tuples(*[st.integers(0, 40)] * 5).filter(lambda counts: sum(counts) >= FEWEST)


def drawn(leadership: Counts, reps: Counts, draws: int = 400_000) -> np.ndarray:
    """The reference method: differences of the means of Dirichlet draws, with a fixed seed."""
    random = np.random.default_rng(20)
    levels = np.arange(1, 6)
    lower, upper = (random.dirichlet(np.array(counts) + 0.2, draws) @ levels for counts in (leadership, reps))
    return np.asarray(upper - lower)


def test_the_reference_pair_has_the_reference_figures() -> None:
    gap = severity_gap(LEADERS, REPS)
    assert gap is not None
    assert gap.points == pytest.approx(1.9167, abs=1e-4)
    assert gap.p == pytest.approx(2 / 165)
    assert gap.superiority == pytest.approx(0.979167, abs=1e-6)
    assert (gap.low, gap.high) == pytest.approx((0.74, 2.29), abs=0.03)
    assert gap.p_one_point == pytest.approx(0.89, abs=0.01)
    assert inner_agreement(LEADERS) == pytest.approx(0.8333, abs=1e-4)
    assert inner_agreement(REPS) == pytest.approx(0.75)


def test_unanimous_sides_have_a_range_of_some_width() -> None:
    gap = severity_gap(counts_of([2, 2, 2]), counts_of([5, 5, 5]))
    assert gap is not None
    assert (gap.low, gap.high) == pytest.approx((1.04, 2.97), abs=0.03)
    assert gap.p == 0.1


@pytest.mark.parametrize(
    ("reps", "leaders", "low", "high"),
    [
        ((4, 5), (1, 5), 0.084, 0.818),
        ((3, 3), (1, 8), 0.321, 0.972),
        ((2, 3), (4, 8), -0.317, 0.525),
        ((2, 9), (3, 4), -0.769, -0.048),
    ],
)
def test_mention_gaps_are_newcombes(reps: tuple[int, int], leaders: tuple[int, int], low: float, high: float) -> None:
    gap = mention_gap(leaders[1], leaders[0], reps[1], reps[0])
    assert gap is not None
    assert (gap.low, gap.high) == pytest.approx((low, high), abs=5e-4)


@given(st.integers(FEWEST, 60), st.integers(FEWEST, 60), st.data())
def test_mention_gaps_stand_on_scipys_wilson_limits(leaders: int, reps: int, data: st.DataObject) -> None:
    raised, others = data.draw(st.integers(0, leaders)), data.draw(st.integers(0, reps))
    gap = mention_gap(leaders, raised, reps, others)
    assert gap is not None
    lower = stats.binomtest(raised, leaders).proportion_ci(0.9, "wilson")
    upper = stats.binomtest(others, reps).proportion_ci(0.9, "wilson")
    share, other = raised / leaders, others / reps
    assert gap.difference == pytest.approx(other - share)
    assert gap.low == pytest.approx(other - share - math.hypot(other - upper.low, lower.high - share), abs=1e-9)
    assert gap.high == pytest.approx(other - share + math.hypot(upper.high - other, share - lower.low), abs=1e-9)
    assert -1 <= gap.low <= gap.difference <= gap.high <= 1


@settings(deadline=None, max_examples=40)
@given(many_severities(FEWEST, 7), many_severities(FEWEST, 7))
def test_the_permutation_p_is_scipys_exact_one(leaders: list[int], reps: list[int]) -> None:
    found = stats.permutation_test(
        (leaders, reps),
        lambda x, y, axis: np.abs(np.mean(x, axis=axis) - np.mean(y, axis=axis)),
        vectorized=True,
        n_resamples=np.inf,
        alternative="greater",
    )
    assert permutation_p(counts_of(leaders), counts_of(reps)) == pytest.approx(found.pvalue)


def test_the_permutation_p_stays_exact_for_hundreds_of_people() -> None:
    """The odds that all of one severity fall on one side by chance."""
    ones, fives = (100, 0, 0, 0, 0), (0, 0, 0, 0, 100)
    assert permutation_p(ones, fives) == pytest.approx(2 / math.comb(200, 100), rel=1e-12)
    assert permutation_p((0, 0, 199, 1, 0), (0, 0, 3, 0, 0)) == 1
    assert permutation_p((0, 0, 200, 0, 0), (0, 0, 2, 1, 0)) == pytest.approx(3 / 203, rel=1e-12)


@given(RATED, RATED)
def test_superiority_is_scipys_mann_whitney(leaders: Counts, reps: Counts) -> None:
    whole = stats.mannwhitneyu(severities_of(reps), severities_of(leaders), method="asymptotic").statistic
    assert superiority(leaders, reps) == pytest.approx(whole / (sum(leaders) * sum(reps)))


@given(st.lists(st.tuples(*[st.sampled_from([1.0, 2.0, 2.5, 3.25, 4.0])] * 2), min_size=2, max_size=12))
def test_tau_b_is_scipys(pairs: list[tuple[float, float]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    found = tau_b(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(stats.kendalltau(first, second).statistic)


def test_tau_b_of_the_reference_orders() -> None:
    assert tau_b([5, 4, 3, 2, 1], [2, 5, 4, 1, 3]) == pytest.approx(0.2)


def test_the_three_worst_of_both_sides_are_counted() -> None:
    assert top_overlap([5, 4, 3, 2, 1], [5, 4, 3, 2, 1]) == 3
    assert top_overlap([5, 4, 3, 2, 1], [1, 2, 3, 4, 5]) == 1
    assert top_overlap([5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5]) == 0
    assert top_overlap([3, 3, 3, 3, 3], [5, 4, 3, 3, 1]) == 3, "ties with the third never make four"


@pytest.mark.parametrize(("leadership", "reps"), PAIRS)
def test_ranges_are_those_of_the_reference_method(leadership: Counts, reps: Counts) -> None:
    gap = severity_gap(leadership, reps)
    assert gap is not None
    differences = drawn(leadership, reps)
    assert (gap.low, gap.high) == pytest.approx(tuple(np.percentile(differences, [5, 95])), abs=0.01)
    up, down = (differences >= 1).mean(), (differences <= -1).mean()
    expected = max(up, down) if gap.points == 0 else up if gap.points > 0 else down
    assert gap.p_one_point == pytest.approx(expected, abs=0.005)


@settings(deadline=None, max_examples=8)
@given(MANY, MANY)
def test_ranges_of_any_sample_are_those_of_the_reference_method(leadership: Counts, reps: Counts) -> None:
    gap = severity_gap(leadership, reps)
    assert gap is not None
    assert (gap.low, gap.high) == pytest.approx(tuple(np.percentile(drawn(leadership, reps), [5, 95])), abs=0.02)


@settings(deadline=None, max_examples=40)
@given(MANY, MANY)
def test_a_range_holds_its_own_expected_difference(leadership: Counts, reps: Counts) -> None:
    gap = severity_gap(leadership, reps)
    assert gap is not None
    assert gap.low < expected_mean(reps) - expected_mean(leadership) < gap.high


@settings(deadline=None, max_examples=40)
@given(MANY)
def test_likely_means_ascend_between_one_and_five_around_their_mean(counts: Counts) -> None:
    means = likely_means(counts)
    assert len(means) == POINTS
    assert list(means) == sorted(means)
    assert 1 <= means[0] < means[-1] <= 5
    assert sum(means) / POINTS == pytest.approx(expected_mean(counts), abs=0.005)


@settings(deadline=None, max_examples=40)
@given(MANY, MANY)
def test_when_the_sides_swap_every_figure_turns_round(leadership: Counts, reps: Counts) -> None:
    gap, turned = severity_gap(leadership, reps), severity_gap(reps, leadership)
    assert gap is not None
    assert turned is not None
    assert (turned.points, turned.low, turned.high) == (-gap.points, -gap.high, -gap.low)
    assert (turned.p, turned.p_one_point) == (gap.p, gap.p_one_point)
    assert turned.superiority == pytest.approx(1 - gap.superiority)


@given(st.integers(FEWEST, 60), st.integers(FEWEST, 60), st.data())
def test_when_the_sides_swap_mentions_turn_round(leaders: int, reps: int, data: st.DataObject) -> None:
    raised, others = data.draw(st.integers(0, leaders)), data.draw(st.integers(0, reps))
    gap, turned = mention_gap(leaders, raised, reps, others), mention_gap(reps, others, leaders, raised)
    assert gap is not None
    assert turned is not None
    assert (turned.difference, turned.low, turned.high) == (-gap.difference, -gap.high, -gap.low)


@given(many_severities().map(counts_of), many_severities().map(counts_of))
def test_severities_are_compared_from_three_ratings_on_each_side(leadership: Counts, reps: Counts) -> None:
    assert (severity_gap(leadership, reps) is None) == (min(sum(leadership), sum(reps)) < 3)


@given(st.integers(0, 6), st.integers(0, 6), st.data())
def test_mentions_are_compared_from_three_asked_on_each_side(leaders: int, reps: int, data: st.DataObject) -> None:
    raised, others = data.draw(st.integers(0, leaders)), data.draw(st.integers(0, reps))
    assert (mention_gap(leaders, raised, reps, others) is None) == (min(leaders, reps) < 3)


@given(RATED)
def test_a_side_agrees_within_itself_by_its_variance(counts: Counts) -> None:
    expected = max(0, 1 - np.var(severities_of(counts), ddof=1) / 2)
    assert inner_agreement(counts) == pytest.approx(expected, abs=1e-12)
    assert mean_severity(counts) == pytest.approx(np.mean(severities_of(counts)))


def test_nobody_has_no_mean_and_one_person_no_agreement() -> None:
    assert mean_severity((0, 0, 0, 0, 0)) is None
    assert inner_agreement((0, 0, 0, 0, 1)) is None
