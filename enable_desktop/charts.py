"""Charts as plain records, and the one geometry that the window and the PDF draw them by.

A chart is placed in units of whoever draws it, counted from its upper left corner: pixels on screen, points on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Final

from enable_desktop.initiatives import Initiative, State
from enable_desktop.measures import Measure, Reading, Rhythm, by_date
from enable_desktop.words import Words, mark

MOST_CHARTS: Final = 12
"""More small charts than this on one page say nothing."""

_MONTHS_SHOWN: Final = 12
_MOST_MARKERS: Final = 8
_MOST_LABEL: Final = 0.36
"""The part of the width that labels may take before they are shortened to their values."""
_GAP_DAYS: Final = {
    Rhythm.WEEKLY: 13, Rhythm.FORTNIGHTLY: 24, Rhythm.MONTHLY: 46, Rhythm.QUARTERLY: 122, Rhythm.HALF_YEARLY: 230,
    Rhythm.YEARLY: 460, Rhythm.TWO_YEARLY: 900,
}  # fmt: skip
"""Readings farther apart than this have one missing between them, and no line joins them."""


@dataclass(frozen=True, slots=True)
class Marker:
    """An initiative on the time axis: its letter, what it is called, the day it began."""

    letter: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line: its value, the words beside it, and fewer words where there is little room."""

    value: float
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One measure over time. `runs` are stretches of readings without one missing, oldest first.

    A reading stands at its month, `by_day` at its day.
    """

    title: str
    runs: tuple[tuple[tuple[date, float], ...], ...]
    first: date
    last: date
    latest: Level | None
    baseline: Level | None
    target: Level | None
    markers: tuple[Marker, ...]
    months: tuple[tuple[date, str], ...]
    description: str
    by_day: bool = False
    ends: tuple[float, float] | None = None
    """What stands at the bottom and at the top, where that does not follow from the values."""


class Role(Enum):
    """What a mark means; whoever draws it gives each role its colour and stroke."""

    LINE = "line"
    LATEST = "latest"
    BASELINE = "baseline"
    TARGET = "target"
    MARKER = "marker"
    AXIS = "axis"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    role: Role
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    role: Role
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A text: `x` is its left end, its middle (`align` 0) or its right end (`align` 1); `y` its vertical middle."""

    role: Role
    x: float
    y: float
    text: str
    align: int = -1


@dataclass(frozen=True, slots=True)
class Placing:
    """Every mark of a chart in its place."""

    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


def markers(initiatives: Iterable[Initiative], first: date, last: date) -> tuple[Marker, ...]:
    """The initiatives that began in a period, lettered in the order of their beginning."""
    begun = sorted(
        (each.start, each.id, each.title_text)
        for each in initiatives
        if each.start is not None and first <= each.start <= last and each.state is not State.PLANNED
    )
    return tuple(
        Marker(chr(ord("A") + place), title, start) for place, (start, _, title) in enumerate(begun[-_MOST_MARKERS:])
    )


def period(readings: Iterable[Reading], today: date) -> tuple[date, date]:
    """The twelve months up to the last reading, as the first days of the first and the last of them."""
    last = max((reading.on for reading in readings if reading.on is not None and reading.on <= today), default=today)
    last = last.replace(day=1)
    return _months_on(last, 1 - _MONTHS_SHOWN), last


def measure_chart(
    measure: Measure,
    readings: Iterable[Reading],
    marked: Sequence[Marker],
    first: date,
    last: date,
    words: Words,
) -> Chart:
    """The chart of one measure from the month of `first` to that of `last`."""
    end = _months_on(last, 1) - timedelta(days=1)
    shown = [
        (reading.on, reading.value)
        for reading in by_date(readings)
        if reading.on is not None and reading.value is not None and first <= reading.on <= end
    ]
    latest = Level(shown[-1][1], words.quantity(shown[-1][1], measure.unit)) if shown else None
    baseline = _level(words, mark("Baseline {value}"), measure.baseline, measure.unit)
    target = _level(words, mark("Target {value}"), measure.target, measure.unit)
    return Chart(
        title=measure.title,
        runs=_runs(shown, _GAP_DAYS[measure.rhythm]),
        first=first,
        last=last,
        latest=latest,
        baseline=baseline,
        target=target,
        markers=tuple(marker for marker in marked if first <= marker.on <= end),
        months=_named_months(first, last, words),
        description=_description(measure, latest, len(shown), words),
        by_day=measure.rhythm in (Rhythm.WEEKLY, Rhythm.FORTNIGHTLY),
    )


def _level(words: Words, message: str, value: float | None, unit: str) -> Level | None:
    if value is None:
        return None
    shown = words.quantity(value, unit)
    return Level(value, words(message, value=shown), shown)


def _runs(shown: Sequence[tuple[date, float]], gap: int) -> tuple[tuple[tuple[date, float], ...], ...]:
    runs: list[list[tuple[date, float]]] = [list(shown[:1])] if shown else []
    for before, after in pairwise(shown):
        if (after[0] - before[0]).days > gap:
            runs.append([])
        runs[-1].append(after)
    return tuple(tuple(run) for run in runs)


def _named_months(first: date, last: date, words: Words) -> tuple[tuple[date, str], ...]:
    """Every third month and the last one; the first of each year shown carries its year."""
    count = _months_between(first, last)
    places = [place for place in range(0, count + 1, 3) if place in (0,) or count - place >= 2]
    places = sorted({*places, count})
    found: list[tuple[date, str]] = []
    for place in places:
        month = _months_on(first, place)
        name = words.month(month)
        if place in (0, count):
            name = f"{name} ’{month.year % 100:02d}"
        found.append((month, name))
    return tuple(found)


def _description(measure: Measure, latest: Level | None, count: int, words: Words) -> str:
    parts = [measure.title]
    if latest is None:
        parts.append(words(mark("no readings yet")))
    else:
        parts.append(words(mark("last reading {value}"), value=latest.label))
        parts.append(words.n("{n} reading", "{n} readings", count))
    if measure.baseline is not None:
        parts.append(words(mark("baseline {value}"), value=words.quantity(measure.baseline, measure.unit)))
    if measure.target is not None:
        parts.append(words(mark("target {value}"), value=words.quantity(measure.target, measure.unit)))
    return ", ".join(parts)


def place_chart(
    chart: Chart, width: float, height: float, line_height: float, width_of: Callable[[str], float]
) -> Placing:
    """Where everything in a chart stands: letters above, months below, values at the right of the plot.

    `width_of` measures a label; `line_height` is that of a label. Labels at the right are moved apart, never rescaled.
    """
    levels = [level for level in (chart.latest, chart.baseline, chart.target) if level is not None]
    right = max((width_of(level.label) for level in levels), default=0.0)
    if right > width * _MOST_LABEL:
        chart = _with_short_labels(chart)
        right = max(width_of(level.short or level.label) for level in levels)
    left, plot_right = 1.0, max(width - right - 8.0, width * 0.4)
    top, bottom = line_height * 1.15, height - line_height * 1.25
    inset = line_height * 0.45
    scale = _Scale(chart, left, plot_right - 2, top + inset, bottom - inset)
    x_of, y_of = scale.x_of, scale.y_of

    strokes: list[Stroke] = [Stroke(Role.AXIS, ((left, bottom), (plot_right, bottom)))]
    labels: list[Label] = []
    begun = [x_of(marker.on) for marker in chart.markers]
    for marker, x, shift in zip(chart.markers, begun, _apart(begun, line_height * 0.8), strict=True):
        strokes.append(Stroke(Role.MARKER, ((x, top), (x, bottom))))
        labels.append(Label(Role.MARKER, shift, line_height * 0.5, marker.letter, 0))
    for role, level in ((Role.BASELINE, chart.baseline), (Role.TARGET, chart.target)):
        if level is not None:
            strokes.append(Stroke(role, ((left, y_of(level.value)), (plot_right, y_of(level.value)))))
    dots: list[Dot] = []
    _place_runs(chart, scale, line_height * 0.13, line_height * 0.27, strokes, dots)
    labels.extend(_level_labels(chart, plot_right + 6.0, y_of, line_height, top, bottom))
    labels.extend(_month_labels(chart, x_of, height - line_height * 0.5, plot_right, width_of))
    return Placing(tuple(strokes), tuple(dots), tuple(labels))


def place_sparkline(chart: Chart, width: float, height: float, radius: float) -> Placing:
    """Only the line, its last reading and the target, for a row of a table that holds the figures as words."""
    inset = radius + 1.0
    scale = _Scale(chart, inset, width - inset, inset, height - inset)
    strokes: list[Stroke] = []
    if chart.target is not None:
        y = scale.y_of(chart.target.value)
        strokes.append(Stroke(Role.TARGET, ((0.0, y), (width, y))))
    dots: list[Dot] = []
    _place_runs(chart, scale, radius * 0.5, radius, strokes, dots)
    return Placing(tuple(strokes), tuple(dots), ())


class _Scale:
    """Where the days and values of a chart stand between four edges."""

    def __init__(self, chart: Chart, left: float, right: float, top: float, bottom: float) -> None:
        self._chart = chart
        self._left, self._wide = left, right - left
        self._bottom, self._high = bottom, bottom - top
        self._low, highest = _range(chart)
        self._span = highest - self._low

    def x_of(self, day: date) -> float:
        chart = self._chart
        months = _months_between(chart.first, day) + ((day.day - 1) / 31 if chart.by_day else 0.0)
        whole = max(_months_between(chart.first, chart.last) + chart.by_day, 1)
        return self._left + self._wide * min(max(months / whole, 0.0), 1.0)

    def y_of(self, value: float) -> float:
        return self._bottom - self._high * (value - self._low) / self._span


def _place_runs(
    chart: Chart, scale: _Scale, small: float, large: float, strokes: list[Stroke], dots: list[Dot]
) -> None:
    """Adds the line, a small dot for a reading that stands alone, and a large one for the last."""
    for run in chart.runs:
        points = tuple((scale.x_of(day), scale.y_of(value)) for day, value in run)
        if len(points) > 1:
            strokes.append(Stroke(Role.LINE, points))
        else:
            dots.append(Dot(Role.LINE, *points[0], small))
    if chart.runs:
        day, value = chart.runs[-1][-1]
        dots.append(Dot(Role.LATEST, scale.x_of(day), scale.y_of(value), large))


def _with_short_labels(chart: Chart) -> Chart:
    def short(level: Level | None) -> Level | None:
        return replace(level, label=level.short) if level is not None and level.short else level

    return replace(chart, baseline=short(chart.baseline), target=short(chart.target))


def _range(chart: Chart) -> tuple[float, float]:
    """The values shown: from baseline, target and readings, not from zero, for this is a line and no bar."""
    if chart.ends is not None:
        return chart.ends
    values = [value for run in chart.runs for _, value in run]
    values += [level.value for level in (chart.baseline, chart.target) if level is not None]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _level_labels(
    chart: Chart, x: float, y_of: Callable[[float], float], line_height: float, top: float, bottom: float
) -> Iterable[Label]:
    named = [
        (role, level)
        for role, level in ((Role.LATEST, chart.latest), (Role.BASELINE, chart.baseline), (Role.TARGET, chart.target))
        if level is not None
    ]
    named.sort(key=lambda pair: y_of(pair[1].value))
    places = _apart([y_of(level.value) for _, level in named], line_height, top, bottom)
    return [Label(role, x, y, level.label) for (role, level), y in zip(named, places, strict=True)]


def _apart(
    places: Sequence[float], distance: float, low: float = float("-inf"), high: float = float("inf")
) -> list[float]:
    """Ascending places moved as little as needed to stand `distance` from each other, between low and high.

    Neighbours that are too close share their middle: isotonic regression by pooling adjacent violators.
    """
    pools: list[tuple[float, int]] = []
    for at, place in enumerate(places):
        middle, count = place - at * distance, 1
        while pools and pools[-1][0] > middle:
            other, size = pools.pop()
            middle = (other * size + middle * count) / (size + count)
            count += size
        pools.append((middle, count))
    settled = [middle for middle, count in pools for _ in range(count)]
    end = high - (len(settled) - 1) * distance
    return [max(low, min(middle, end)) + at * distance for at, middle in enumerate(settled)]


def _month_labels(
    chart: Chart, x_of: Callable[[date], float], y: float, plot_right: float, width_of: Callable[[str], float]
) -> Iterable[Label]:
    """The names of the months, those left out that would run into the last one."""
    found: list[Label] = []
    named = list(chart.months)
    ends = float("-inf")
    last_starts = x_of(named[-1][0]) - width_of(named[-1][1]) / 2 if named else 0.0
    for place, (day, name) in enumerate(named):
        wide = width_of(name)
        if place == 0:
            found.append(Label(Role.AXIS, x_of(day), y, name))
            ends = x_of(day) + wide
            continue
        x = x_of(day)
        is_last = place == len(named) - 1
        if x - wide / 2 > ends + 4 and (is_last or x + wide / 2 + 4 < last_starts):
            found.append(Label(Role.AXIS, x, y, name, 0))
            ends = x + wide / 2
    return found


def _months_on(day: date, months: int) -> date:
    # The first month of the calendar has none before it.
    whole = max(day.year * 12 + day.month - 1 + months, 12)
    return date(whole // 12, whole % 12 + 1, 1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
