"""Whether one person's weeks can hold the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.initiatives import Initiative, State, Week, load

MONDAY = date(2026, 3, 9)


def plan(first: int, last: int, effort: float | None = 10, state: State = State.PLANNED) -> Initiative:
    """An initiative from one day to another, counted from a Monday."""
    return Initiative(
        effort=effort, start=MONDAY + timedelta(days=first), end=MONDAY + timedelta(days=last), state=state
    )


def hours(*initiatives: Initiative, first: date = MONDAY, weeks: int = 3) -> list[float]:
    return [week.hours for week in load(initiatives, first, weeks)]


def test_weeks_begin_on_monday() -> None:
    weeks = load([], MONDAY + timedelta(days=3), 2)
    assert [week.monday for week in weeks] == [MONDAY, MONDAY + timedelta(weeks=1)]


def test_a_week_counts_when_any_day_of_it_is_touched() -> None:
    assert hours(plan(6, 7)) == [10, 10, 0]
    assert hours(plan(0, 0)) == [10, 0, 0]
    assert hours(plan(-30, 300)) == [10, 10, 10]
    assert hours(plan(21, 30)) == [0, 0, 0]


def test_efforts_add_up() -> None:
    assert hours(plan(0, 8), plan(7, 20, 2.5)) == [10, 12.5, 2.5]


@pytest.mark.parametrize("state", [State.DONE, State.STOPPED])
def test_what_is_over_asks_for_nothing(state: State) -> None:
    assert hours(plan(0, 20, state=state)) == [0, 0, 0]
    assert hours(plan(0, 20, state=State.RUNNING)) == [10, 10, 10]


def test_what_has_no_effort_or_dates_is_not_counted() -> None:
    assert hours(plan(0, 20, effort=None), Initiative(effort=5), Initiative(effort=5, start=MONDAY)) == [0, 0, 0]


def test_a_week_is_full_beyond_its_capacity() -> None:
    assert Week(MONDAY, 40.5).is_full(40)
    assert not Week(MONDAY, 40).is_full(40)


@given(st.integers(-20, 40), st.integers(0, 40), st.integers(0, 8))
def test_every_touched_week_holds_the_effort_once(first: int, length: int, weeks: int) -> None:
    initiative = plan(first, first + length)
    touched = {(first + day) // 7 for day in range(length + 1)} & set(range(weeks))
    assert sum(hours(initiative, weeks=weeks)) == 10 * len(touched)
