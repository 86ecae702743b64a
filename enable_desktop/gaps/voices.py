"""What one person said of one theme, as the statistics of gaps take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from enable_desktop.interviews import Mention
from enable_desktop.people import Group

LEVELS: Final = (1, 2, 3, 4, 5)
"""How badly a theme hurts: 1 mild, 5 blocking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One person on one theme. `severity` is theirs (`own`), or was tagged by the manager.

    Raises ValueError for a severity that is none of the five, or of somebody who was not asked.
    """

    person: int
    group: Group
    theme: int
    mention: Mention
    severity: int | None = None
    own: bool = False

    def __post_init__(self) -> None:
        if self.severity is None:
            return
        if self.severity not in LEVELS:
            raise ValueError(f"A severity is 1 to 5, not {self.severity!r}")
        if self.mention is Mention.NOT_ASKED:
            raise ValueError("Somebody who was not asked about a theme has no severity on it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Which groups are pooled into the two sides; every other group is a column of its own.

    Raises ValueError when a group stands on both.
    """

    leadership: frozenset[Group] = frozenset({Group.LEADERSHIP})
    reps: frozenset[Group] = frozenset({Group.REP})

    def __post_init__(self) -> None:
        if self.leadership & self.reps:
            raise ValueError("A group stands on one side only")
