"""What a benchmark says, and how it is measured: floor and ours in turn, medians of both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row of the table. `limit` is for the ratio, or for `ours` itself where there is no floor."""

    name: str
    ours: float
    unit: str = "ms"
    floor: float | None = None
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.floor if self.floor else None

    @property
    def holds(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        if self.limit is None:
            return None
        measured = self.ratio if self.floor else self.ours
        return measured is not None and measured <= self.limit


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turn(works: Sequence[Callable[[], float]], runs: int) -> list[float]:
    """The medians of several measurements, taken in turn so that a drifting machine treats all alike."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for place, work in enumerate(works):
            found[place].append(work())
    return [statistics.median(values) for values in found]
