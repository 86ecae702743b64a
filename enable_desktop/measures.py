"""Measures: metrics with a baseline and a target, and their dated readings."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from enable_desktop.days import later
from enable_desktop.fields import Choice, Line, choice, day, flag, number, person, record, text
from enable_desktop.words import mark


class MeasureSet(Choice):
    """Which of the two sets a measure belongs to; they are kept apart everywhere."""

    PROGRAMME = "programme", mark("Programme")
    GROWTH = "growth", mark("Growth and revenue")


class Better(Choice):
    """Which direction is good news."""

    UP = "up", mark("Up")
    DOWN = "down", mark("Down")


class Rhythm(Choice):
    """How often something is looked at."""

    WEEKLY = "weekly", mark("Weekly")
    FORTNIGHTLY = "fortnightly", mark("Every two weeks")
    MONTHLY = "monthly", mark("Monthly")
    QUARTERLY = "quarterly", mark("Quarterly")
    HALF_YEARLY = "half-yearly", mark("Half-yearly")
    YEARLY = "yearly", mark("Yearly")
    TWO_YEARLY = "two-yearly", mark("Every two years")

    @property
    def weeks(self) -> int:
        """In how many weeks it comes round; 0 where it goes by months."""
        return _WEEKS.get(self, 0)

    @property
    def months(self) -> int:
        """In how many months it comes round; 0 where it goes by weeks."""
        return _MONTHS.get(self, 0)


_WEEKS: Final = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
_MONTHS: Final = {
    Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12, Rhythm.TWO_YEARLY: 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Line):
    """One metric of the programme or of the business."""

    kind: ClassVar[str] = "measures"
    title: str = text(mark("Measure"))
    set: MeasureSet = choice(mark("Set"), MeasureSet.PROGRAMME)
    formula: str = text(mark("Formula"))
    unit: str = text(mark("Unit"))
    better: Better = choice(mark("Better"), Better.UP)
    baseline: float | None = number(mark("Baseline"))
    target: float | None = number(mark("Target"))
    due: date | None = day(mark("Target date"))
    owner: int | None = person(mark("Owner"))
    rhythm: Rhythm = choice(mark("Rhythm"), Rhythm.MONTHLY)
    source: str = text(mark("Source"))
    trap: str = text(mark("Trap"), hint=mark("How this figure can mislead"))
    in_summary: bool = flag(mark("In the summary"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Line):
    """One dated value of a measure."""

    kind: ClassVar[str] = "readings"
    measure: int | None = record(mark("Measure"), "measures")
    on: date | None = day(mark("Date"))
    value: float | None = number(mark("Value"))
    note: str = text(mark("Note"))


class Trend(Choice):
    """Where the readings are heading, judged by the last two."""

    NONE = "none", mark("No readings yet")
    FIRST = "first", mark("First reading")
    BETTER = "better", mark("Better than the last reading")
    WORSE = "worse", mark("Worse than the last reading")
    SAME = "same", mark("Same as the last reading")


def by_date(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings that have a date and a value, oldest first."""
    dated = (reading for reading in readings if reading.on is not None and reading.value is not None)
    return tuple(sorted(dated, key=lambda reading: (reading.on or date.min, reading.id)))


def trend(measure: Measure, readings: Iterable[Reading]) -> Trend:
    """The change between the last two readings, in the measure's own direction."""
    values = [reading.value for reading in by_date(readings) if reading.value is not None]
    if not values:
        return Trend.NONE
    if len(values) == 1:
        return Trend.FIRST
    change = values[-1] - values[-2]
    if change == 0:
        return Trend.SAME
    return Trend.BETTER if (change > 0) == (measure.better is Better.UP) else Trend.WORSE


def progress(measure: Measure, readings: Iterable[Reading]) -> float | None:
    """How much of the way from baseline to target is done: 0 at the baseline, 1 at the target, None if unknown."""
    last = by_date(readings)
    if not last or measure.baseline is None or measure.target is None or measure.baseline == measure.target:
        return None
    value = last[-1].value
    assert value is not None
    return (value - measure.baseline) / (measure.target - measure.baseline)


def next_reading(last: date, rhythm: Rhythm) -> date:
    """The day of the reading after one; the end of a month is followed by the end of another."""
    if rhythm.weeks:
        return later(last, timedelta(weeks=rhythm.weeks))
    months = last.year * 12 + last.month - 1 + rhythm.months
    year, month = months // 12, months % 12 + 1
    if year > date.max.year:
        return date.max
    end = calendar.monthrange(year, month)[1]
    is_end = last.day == calendar.monthrange(last.year, last.month)[1]
    return date(year, month, end if is_end else min(last.day, end))
