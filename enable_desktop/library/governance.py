"""How the library stands as a whole: what each rule flags, and how much of it was fresh, over time and by owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from enable_desktop.charts import Chart, measure_chart, period
from enable_desktop.library.freshness import FreshShare
from enable_desktop.measures import Measure, Reading, Rhythm
from enable_desktop.words import Words, mark

MONTHS = 12
"""So many months are looked back on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance:
    """What was found on one day; owners are ids of people, None for what has none."""

    counts: Mapping[str, int] = field(default_factory=dict)
    """How many assets each rule flags, by its key."""
    over_time: Mapping[date, FreshShare] = field(default_factory=dict)
    by_owner: Mapping[int | None, FreshShare] = field(default_factory=dict)

    @property
    def now(self) -> FreshShare | None:
        """The share of today."""
        return self.over_time[max(self.over_time)] if self.over_time else None


def freshness_chart(over_time: Mapping[date, FreshShare], today: date, words: Words) -> Chart:
    """The share of content that was fresh at the end of each month, as a line from nothing to all of it.

    Months without content have no point.
    """
    readings = [
        Reading(on=day, value=round(100 * each.share, 1)) for day, each in over_time.items() if each.share is not None
    ]
    measure = Measure(title=words(mark("Content reviewed on time")), unit="%", rhythm=Rhythm.MONTHLY)
    first, last = period(readings, today)
    return replace(measure_chart(measure, readings, (), first, last, words), ends=(0.0, 100.0))
