"""Trends and progress of measures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.measures import Better, Measure, Reading, Rhythm, Trend, by_date, next_reading, progress, trend

DAY = date(2026, 3, 12)


def readings(*values: float | None) -> list[Reading]:
    """A reading a week, oldest first, listed newest first."""
    made = [Reading(id=n, on=DAY + timedelta(weeks=n), value=value) for n, value in enumerate(values, 1)]
    return made[::-1]


@pytest.mark.parametrize(
    ("values", "better", "expected"),
    [
        ((), Better.UP, Trend.NONE),
        ((None,), Better.UP, Trend.NONE),
        ((3,), Better.UP, Trend.FIRST),
        ((3, 4), Better.UP, Trend.BETTER),
        ((3, 4), Better.DOWN, Trend.WORSE),
        ((4, 3), Better.DOWN, Trend.BETTER),
        ((9, 3, 3), Better.UP, Trend.SAME),
        ((3, None, 4), Better.UP, Trend.BETTER),
    ],
)
def test_the_last_two_readings_make_the_trend(values: tuple[float, ...], better: Better, expected: Trend) -> None:
    assert trend(Measure(better=better), readings(*values)) is expected


def test_readings_without_a_date_or_value_do_not_count() -> None:
    assert by_date([Reading(id=1, value=3), Reading(id=2, on=DAY)]) == ()
    same_day = [Reading(id=2, on=DAY, value=2), Reading(id=1, on=DAY, value=1)]
    assert [reading.id for reading in by_date(same_day)] == [1, 2]


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [(10, 20, 15, 0.5), (20, 10, 15, 0.5), (10, 20, 25, 1.5), (10, 20, 5, -0.5), (0, 10, 0, 0.0)],
)
def test_progress_is_the_share_of_the_way(baseline: float, target: float, value: float, share: float) -> None:
    assert progress(Measure(baseline=baseline, target=target), readings(99, value)) == share


@pytest.mark.parametrize(("baseline", "target"), [(None, 3), (3, None), (3, 3)])
def test_progress_is_unknown_without_a_way(baseline: float | None, target: float | None) -> None:
    assert progress(Measure(baseline=baseline, target=target), readings(3)) is None
    assert progress(Measure(baseline=1, target=2), []) is None


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2))
def test_better_up_is_worse_down(values: list[float]) -> None:
    up, down = (trend(Measure(better=better), readings(*values)) for better in Better)
    assert {up, down} in ({Trend.SAME}, {Trend.BETTER, Trend.WORSE})


@pytest.mark.parametrize(
    ("last", "rhythm", "following"),
    [
        (date(2026, 2, 28), Rhythm.MONTHLY, date(2026, 3, 31)),
        (date(2026, 1, 31), Rhythm.MONTHLY, date(2026, 2, 28)),
        (date(2026, 1, 30), Rhythm.MONTHLY, date(2026, 2, 28)),
        (date(2026, 1, 15), Rhythm.QUARTERLY, date(2026, 4, 15)),
        (date(2025, 12, 31), Rhythm.HALF_YEARLY, date(2026, 6, 30)),
        (date(2024, 2, 29), Rhythm.YEARLY, date(2025, 2, 28)),
        (date(2024, 2, 29), Rhythm.TWO_YEARLY, date(2026, 2, 28)),
        (date(2026, 3, 2), Rhythm.WEEKLY, date(2026, 3, 9)),
        (date(2026, 3, 2), Rhythm.FORTNIGHTLY, date(2026, 3, 16)),
    ],
)
def test_the_next_reading_follows_the_rhythm(last: date, rhythm: Rhythm, following: date) -> None:
    assert next_reading(last, rhythm) == following


def test_every_rhythm_has_a_next_reading() -> None:
    assert all(next_reading(DAY, rhythm) > DAY for rhythm in Rhythm)
