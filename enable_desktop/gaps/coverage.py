"""How far the people heard are from a fair picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from enable_desktop.gaps.figures import FEWEST
from enable_desktop.interviews import Round
from enable_desktop.people import Group

Counts = Mapping[tuple[Group, str], int]
"""How many people there are by group and department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many people of each side make a fair picture; from `reps_at_least` reps on it is fair, `reps` complete it."""

    leaders: int = 5
    reps_at_least: int = 8
    reps: int = 12


FAIR_PLAN: Final = Plan()


def plan_of(found: Round | None) -> Plan:
    """How many people a round wants to hear; without a round, what is fair."""
    return Plan(leaders=found.leaders_wanted, reps=found.reps_wanted) if found is not None else FAIR_PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many people of each side were heard, of how many that the plan wants."""

    leaders: int
    leaders_wanted: int
    reps: int
    reps_wanted: int
    reps_at_least: int

    @property
    def talks_missing(self) -> int:
        """How many more talks complete the plan."""
        return max(0, self.leaders_wanted - self.leaders) + max(0, self.reps_wanted - self.reps)

    @property
    def is_fair(self) -> bool:
        return self.leaders >= self.leaders_wanted and self.reps >= self.reps_at_least


def coverage(
    leaders: int, reps: int, *, leaders_known: int = 0, reps_known: int = 0, plan: Plan = FAIR_PLAN
) -> Coverage:
    """How far the people heard are from a fair picture.

    `leaders` and `reps` were heard; `..._known` is how many there are in the directory, heard or not. Where fewer are
    known than the plan wants, all of them are wanted and no more. Under three known people a side could never be
    compared, so the directory is taken for not yet filled in, and the plan's own number stands.
    """
    leaders_wanted = _wanted(plan.leaders, max(leaders, leaders_known))
    reps_wanted = _wanted(plan.reps, max(reps, reps_known))
    return Coverage(
        leaders=leaders,
        leaders_wanted=leaders_wanted,
        reps=reps,
        reps_wanted=reps_wanted,
        reps_at_least=min(plan.reps_at_least, reps_wanted),
    )


def coverage_of(heard: Counts, known: Counts, plan: Plan) -> Coverage:
    """The same from how many people were heard, and are known, by group and department."""
    return coverage(
        _in_group(heard, Group.LEADERSHIP),
        _in_group(heard, Group.REP),
        leaders_known=_in_group(known, Group.LEADERSHIP),
        reps_known=_in_group(known, Group.REP),
        plan=plan,
    )


def _in_group(counts: Counts, group: Group) -> int:
    return sum(count for (each, _), count in counts.items() if each is group)


def _wanted(planned: int, known: int) -> int:
    return planned if known < FEWEST else min(planned, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCoverage:
    """How many people of one group and department were heard, will be heard, and are known."""

    group: Group
    department: str
    heard: int = 0
    planned: int = 0
    known: int = 0

    @property
    def missing(self) -> int:
        """How many are known and neither heard nor planned."""
        return max(0, self.known - self.heard - self.planned)


def by_department(heard: Counts, planned: Counts, known: Counts) -> tuple[DepartmentCoverage, ...]:
    """Everybody by group and department, groups in their order, departments by name."""
    places = {*heard, *planned, *known}
    order = list(Group)
    return tuple(
        DepartmentCoverage(
            group=group,
            department=department,
            heard=heard.get((group, department), 0),
            planned=planned.get((group, department), 0),
            known=known.get((group, department), 0),
        )
        for group, department in sorted(places, key=lambda each: (order.index(each[0]), each[1].casefold()))
    )
