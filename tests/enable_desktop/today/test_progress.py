"""How it is going: which measures are shown, and when an effect may be claimed."""

from __future__ import annotations

from datetime import date

from enable_desktop.initiatives import Initiative, State
from enable_desktop.measures import Measure, MeasureSet, Reading
from enable_desktop.today.progress import is_too_early, shown_measures


def measure(id_: int, set_: MeasureSet, target: float | None = 1.0) -> Measure:
    return Measure(id=id_, title=f"Measure {id_}", set=set_, target=target)


def test_two_of_each_set_are_shown() -> None:
    both = [measure(id_, MeasureSet.PROGRAMME if id_ > 4 else MeasureSet.GROWTH) for id_ in range(1, 9)]
    assert [each.id for each in shown_measures(both, range(1, 9))] == [1, 2, 5, 6]
    assert [each.id for each in shown_measures(both, (1, 2, 3, 4, 8))] == [1, 2, 3, 8]
    assert [each.id for each in shown_measures(both, (1, 5, 6, 7, 8))] == [1, 5, 6, 7]


def test_what_was_never_read_is_not_shown_and_a_target_comes_first() -> None:
    some = [measure(1, MeasureSet.GROWTH, None), measure(2, MeasureSet.GROWTH), measure(3, MeasureSet.GROWTH)]
    assert [each.id for each in shown_measures(some, (1, 2))] == [2, 1]


def test_an_effect_wants_three_readings_after_the_month_of_the_start() -> None:
    begun = Initiative(id=1, title="Coaching", start=date(2026, 1, 20), state=State.RUNNING)
    readings = [Reading(id=month, on=date(2026, month, 28), value=1.0) for month in (1, 2, 3)]
    assert is_too_early([begun], {1: readings})
    assert not is_too_early([begun], {1: [*readings, Reading(id=4, on=date(2026, 4, 28), value=1.0)]})


def test_nothing_is_too_early_where_nothing_has_begun() -> None:
    planned = Initiative(id=1, title="Coaching", start=date(2026, 1, 20), state=State.PLANNED)
    assert not is_too_early([planned, Initiative(id=2, title="Undated", state=State.RUNNING)], {})
