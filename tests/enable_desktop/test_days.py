"""Days stay within the calendar, whatever is added to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from enable_desktop.days import end_of, later
from enable_desktop.interviews import Interview


def test_a_day_moves_by_a_span_and_stops_at_the_ends_of_the_calendar() -> None:
    assert later(date(2026, 2, 28), timedelta(days=1)) == date(2026, 3, 1)
    assert later(date(2026, 3, 1), timedelta(days=-1)) == date(2026, 2, 28)
    assert later(date(9999, 12, 31), timedelta(days=1)) == date.max
    assert later(date(1, 1, 1), timedelta(days=-7)) == date.min


@pytest.mark.parametrize(("minutes", "ends"), [(45, datetime(2026, 3, 12, 14, 45)), (-5, datetime(2026, 3, 12, 14, 0))])
def test_a_talk_ends_after_its_minutes(minutes: int, ends: datetime) -> None:
    assert Interview(on=date(2026, 3, 12), begins="14:00", minutes=minutes).ends == ends


@pytest.mark.parametrize("minutes", [10**10, 2**62])
def test_minutes_beyond_all_measure_are_no_fault(minutes: int) -> None:
    ends = end_of(datetime(2026, 3, 12, 14, 0), minutes)
    assert ends is not None and ends > datetime(2027, 1, 1)
    assert end_of(datetime(9999, 12, 31, 23, 50), 45) == datetime.max
    assert end_of(None, minutes) is None
