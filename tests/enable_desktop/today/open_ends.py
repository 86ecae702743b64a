"""Open ends of a day, and what needs the person then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from enable_desktop.interviews import Occasion
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Group
from enable_desktop.today.agenda import agenda
from enable_desktop.today.facts import Facts, PlannedTalk
from enable_desktop.today.needs import Need

NOW = datetime(2026, 3, 12, 10, 42)
"""A Thursday."""
TODAY = NOW.date()


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def needs(facts: Facts, now: datetime = NOW) -> tuple[Need, ...]:
    return agenda(facts, now).needs


def promise(id_: int, due: int | None, direction: Direction = Direction.MINE, **values: object) -> Promise:
    made = Promise(id=id_, title=f"Promise {id_}", direction=direction, due=day(due) if due is not None else None)
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a promise


def talk(id_: int, on: int | None, begins: str = "", **values: object) -> PlannedTalk:
    made = PlannedTalk(
        id=id_,
        title=f"Person {id_}",
        occasion=Occasion.INTERVIEW,
        group=Group.REP,
        on=day(on) if on is not None else None,
        begins=begins,
    )
    return replace(made, **values)  # type: ignore[arg-type]  # fields of a talk
