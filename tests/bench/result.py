"""What a benchmark says, and how it is measured: floor and ours in turn, medians of both."""

from __future__ import annotations

import re
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


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


def peak_memory() -> float:
    """The most memory that this process took, in MB.

    `resource` counts also what the process took that began this one.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text("utf-8")) if status.exists() else None
    return (int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


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
