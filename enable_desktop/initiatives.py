"""Initiatives: the pieces of the programme, and whether one person's weeks can hold them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from enable_desktop.fields import Choice, Line, choice, day, number, person, prose, record, text
from enable_desktop.words import mark


class State(Choice):
    """How far an initiative is."""

    PLANNED = "planned", mark("Planned")
    RUNNING = "running", mark("Running")
    DONE = "done", mark("Done")
    STOPPED = "stopped", mark("Stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Line):
    """One piece of the programme, with its owner, goal, effort and dates."""

    kind: ClassVar[str] = "initiatives"
    title: str = text(mark("Initiative"))
    goal: str = text(mark("Goal"))
    owner: int | None = person(mark("Owner"))
    priority: int | None = record(mark("Serves"), "priorities")
    measure: int | None = record(mark("Measure"), "measures")
    effort: float | None = number(mark("Hours a week"), hint=mark("Your own hours in a typical week"))
    start: date | None = day(mark("Start"))
    end: date | None = day(mark("End"))
    state: State = choice(mark("State"), State.PLANNED)
    deliverables: str = prose(mark("Deliverables"))


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the plan: its Monday and the hours it asks for."""

    monday: date
    hours: float

    def is_full(self, capacity: float) -> bool:
        return self.hours > capacity


def load(initiatives: Iterable[Initiative], first: date, weeks: int) -> tuple[Week, ...]:
    """Hours asked of one person for each of `weeks` weeks from the week of `first`.

    Counts planned and running initiatives that have an effort and both dates.
    """
    counted = [
        initiative
        for initiative in initiatives
        if initiative.effort and initiative.start and initiative.end
        and initiative.state in (State.PLANNED, State.RUNNING)
    ]  # fmt: skip
    monday = first - timedelta(days=first.weekday())
    result = []
    for number_of_week in range(weeks):
        begin = monday + timedelta(weeks=number_of_week)
        end = begin + timedelta(days=6)
        hours = sum(
            initiative.effort or 0.0
            for initiative in counted
            if initiative.start and initiative.end and initiative.start <= end and initiative.end >= begin
        )
        result.append(Week(begin, hours))
    return tuple(result)
