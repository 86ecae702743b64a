"""Where the marks of a chart stand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enable_desktop.charts import (
    Chart,
    Label,
    Placing,
    Role,
    markers,
    measure_chart,
    period,
    place_chart,
    place_sparkline,
)
from enable_desktop.initiatives import Initiative, State
from enable_desktop.library.freshness import FreshShare
from enable_desktop.library.governance import freshness_chart
from enable_desktop.measures import Measure, Reading, Rhythm
from enable_desktop.words import Words
from resources.words import translations

EN = Words("en", translations("en"))
FIRST, LAST = date(2025, 3, 1), date(2026, 2, 1)


def _months(*values: float | None) -> list[Reading]:
    """Monthly readings that end in February 2026; None is a month without one."""
    found = []
    for place, value in enumerate(values):
        months = 2025 * 12 + 1 + 12 - (len(values) - 1 - place)
        if value is not None:
            found.append(Reading(id=place + 1, measure=1, on=date(months // 12, months % 12 + 1, 28), value=value))
    return found


def _chart(readings: list[Reading], **measure: object) -> Chart:
    made = Measure(id=1, title="Win rate", unit="%", **measure)  # type: ignore[arg-type]  # fields by name
    return measure_chart(made, readings, (), FIRST, LAST, EN)


def _placed(chart: Chart) -> Placing:
    return place_chart(chart, 220.0, 92.0, 9.0, lambda text: len(text) * 4.0)


def _labels(placing: Placing, role: Role) -> list[Label]:
    return [label for label in placing.labels if label.role is role]


def test_a_missing_month_breaks_the_line() -> None:
    assert [len(run) for run in _chart(_months(19, 20, None, 21, 22)).runs] == [2, 2]


def test_a_quarterly_measure_is_not_broken_by_its_rhythm() -> None:
    readings = _months(19, None, None, 20, None, None, 21)
    assert len(_chart(readings, rhythm=Rhythm.QUARTERLY).runs) == 1
    assert len(_chart(readings).runs) == 3


def test_higher_values_stand_higher() -> None:
    line = next(stroke for stroke in _placed(_chart(_months(19, 20, 22))).strokes if stroke.role is Role.LINE)
    assert [y for _, y in line.points] == sorted((y for _, y in line.points), reverse=True)
    assert [x for x, _ in line.points] == sorted(x for x, _ in line.points)


def test_a_lone_reading_is_a_dot() -> None:
    placing = _placed(_chart(_months(19)))
    assert not [stroke for stroke in placing.strokes if stroke.role is Role.LINE]
    assert [dot.role for dot in placing.dots] == [Role.LINE, Role.LATEST]


def test_without_readings_baseline_and_target_are_still_shown() -> None:
    placing = _placed(_chart([], baseline=10.0, target=20.0))
    assert {stroke.role for stroke in placing.strokes} == {Role.AXIS, Role.BASELINE, Role.TARGET}
    assert [label.text for label in _labels(placing, Role.TARGET)] == ["Target 20%"]


def test_an_empty_measure_is_an_axis() -> None:
    assert {stroke.role for stroke in _placed(_chart([])).strokes} == {Role.AXIS}


def test_labels_at_the_right_never_overlap() -> None:
    placing = _placed(_chart(_months(19.9, 20.0), baseline=20.0, target=20.1))
    places = sorted(label.y for role in (Role.LATEST, Role.BASELINE, Role.TARGET) for label in _labels(placing, role))
    assert all(after - before >= 8.99 for before, after in pairwise(places))


def test_long_labels_give_way_to_the_plot() -> None:
    chart = _chart(_months(19.9, 20.0), baseline=20.0, target=20.1)
    placing = place_chart(chart, 220.0, 92.0, 9.0, lambda text: len(text) * 9.0)
    assert [label.text for label in _labels(placing, Role.TARGET)] == ["20.1%"]


def test_initiatives_that_have_begun_are_lettered_by_their_start() -> None:
    found = markers(
        [
            Initiative(id=1, title="Later", start=date(2026, 1, 5), state=State.RUNNING),
            Initiative(id=2, title="Earlier", start=date(2025, 10, 27), state=State.DONE),
            Initiative(id=3, title="Planned", start=date(2025, 12, 1), state=State.PLANNED),
            Initiative(id=4, title="Before", start=date(2024, 12, 1), state=State.RUNNING),
        ],
        FIRST,
        LAST,
    )
    assert [(marker.letter, marker.title) for marker in found] == [("A", "Earlier"), ("B", "Later")]


def test_the_period_ends_with_the_last_reading() -> None:
    readings = [Reading(id=1, on=date(2026, 2, 28), value=1.0), Reading(id=2, on=date(2027, 1, 1), value=2.0)]
    assert period(readings, date(2026, 3, 12)) == (FIRST, LAST)


def test_the_share_of_fresh_content_stands_between_nothing_and_all(words: Words) -> None:
    def height(*shares: int) -> list[float]:
        ends = (date(2026, month, 28) for month in range(1, 12))
        over_time = {day: FreshShare(fresh=share, all=100) for day, share in zip(ends, shares, strict=False)}
        placing = _placed(freshness_chart(over_time, date(2026, 3, 1), words))
        [line] = [stroke for stroke in placing.strokes if stroke.role is Role.LINE]
        return [y for _, y in line.points]

    empty, half, full = height(0, 0)[0], height(50, 50)[0], height(100, 100)[0]
    assert empty > half > full
    assert half == pytest.approx((empty + full) / 2)
    assert height(95, 100)[0] - full < (empty - full) / 10


@given(
    st.lists(st.tuples(st.integers(0, 400), st.floats(-1e9, 1e9)), max_size=30),
    st.one_of(st.none(), st.floats(-1e9, 1e9)),
    st.one_of(st.none(), st.floats(-1e9, 1e9)),
    st.sampled_from(list(Rhythm)),
)
def test_every_mark_stays_inside(
    values: list[tuple[int, float]], baseline: float | None, target: float | None, rhythm: Rhythm
) -> None:
    readings = [
        Reading(id=place, on=FIRST + timedelta(days=day), value=value) for place, (day, value) in enumerate(values)
    ]
    placing = _placed(_chart(readings, baseline=baseline, target=target, rhythm=rhythm))
    for stroke in placing.strokes:
        assert all(0 <= x <= 220 and -0.01 <= y <= 92 for x, y in stroke.points)
    assert all(0 <= dot.x <= 220 and 0 <= dot.y <= 92 for dot in placing.dots)


def test_a_sparkline_keeps_line_target_and_last_reading_inside_its_box() -> None:
    chart = _chart(_months(19, 20, None, 25, 31), target=28.0, baseline=10.0)
    placing = place_sparkline(chart, 72.0, 22.0, 2.5)
    assert {stroke.role for stroke in placing.strokes} == {Role.LINE, Role.TARGET}
    points = [point for stroke in placing.strokes for point in stroke.points]
    assert all(0 <= x <= 72 and 0 <= y <= 22 for x, y in points)
    [last] = [dot for dot in placing.dots if dot.role is Role.LATEST]
    assert last.x + last.radius <= 72 and last.y - last.radius >= 0
    [target] = [stroke for stroke in placing.strokes if stroke.role is Role.TARGET]
    assert last.y < target.points[0][1], "the last reading is above the target"
    assert placing.labels == ()


def test_a_reading_of_the_first_day_of_the_calendar_is_drawn(words: Words) -> None:
    reading = Reading(id=1, measure=1, on=date.min, value=4.0)
    first, last = period([reading], date.min)
    assert (first, last) == (date.min, date.min)
    assert measure_chart(Measure(title="Ramp-up"), [reading], (), first, last, words).latest is not None
