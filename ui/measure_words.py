"""A measure in one line: where it began, where it shall go, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enable_desktop.measures import Measure, Reading, by_date
from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.desk import Desk


def measure_words(desk: Desk, measure: Measure) -> str:
    """Its figures, as far as there are any."""
    words = desk.words
    start, goal = words.quantity(measure.baseline, measure.unit), words.quantity(measure.target, measure.unit)
    dated = by_date(desk.workspace.where(Reading, "measure", measure.id))
    said = words(mark("Measure, from {start} to {goal}"), start=start, goal=goal) if start and goal else ""
    if not dated:
        return said
    last = dated[-1]
    value, day = words.quantity(last.value, measure.unit), words.short_day(last.on, desk.today)
    now = words(mark("{value} on {day}"), value=value, day=day)
    return f"{said}; {now}" if said else now
