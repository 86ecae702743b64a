"""What `make faults` tells: of each fault what was tried, how often, and what was lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.faults.table import FAULTS, KILLS, Fault

REPORT: Final = Path("build") / "faults.md"
WHAT: Final = "tried what"
TIMES: Final = "tried how often"
"""Under these names a test says what it tries many times, and how often it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one test tried."""

    test: str
    what: str
    """Empty where the test tries one thing once: its name says it."""
    times: int
    failed: bool
    not_tried: str
    """Why not; empty where it was."""


def line_of(report: pytest.TestReport) -> Line | None:
    """The line of a test; none for the making ready and clearing away around it, unless that failed."""
    if report.when != "call" and not (report.skipped or report.failed):
        return None
    said = dict(report.user_properties)
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    return Line(
        test=report.nodeid,
        what=str(said.get(WHAT, "")),
        times=0 if report.skipped else int(str(said.get(TIMES, 0 if WHAT in said else 1))),
        failed=report.failed,
        not_tried=str(reason).removeprefix("Skipped: ") or ("no reason" if report.skipped else ""),
    )


def summary_of(lines: Sequence[Line]) -> Iterator[str]:
    """A line for each fault, and of the kills one for each kind of work."""
    for fault in FAULTS:
        own = _of(fault, lines)
        yield f"{_times(own):>7}  {fault.what}: {_lost(own)}"
    yield f"{_times(lines):>7}  in all"
    for kind, tests in KILLS.items():
        killed = [line for line in lines if line.test.partition("[")[0] in tests]
        yield f"{_times(killed):>7}  kills during {kind}: {_lost(killed)}"
    yield f"{_times(_kills(lines)):>7}  kills in all"


def written(lines: Sequence[Line]) -> str:
    """All of it as Markdown."""
    text = ["# What was tried, how often, and what was lost", "", "| fault | must happen | tried | lost |"]
    text.append("|---|---|---:|---|")
    for fault in FAULTS:
        own = _of(fault, lines)
        text.append(f"| {fault.what} | {fault.must} | {_times(own):,} | {_lost(own)} |")
    text += [f"| all of them | | {_times(lines):,} | {_lost(lines)} |", "", "## Kills", "", "| during | kills | lost |"]
    text.append("|---|---:|---|")
    for kind, tests in KILLS.items():
        killed = [line for line in lines if line.test.partition("[")[0] in tests]
        text.append(f"| {kind} | {_times(killed):,} | {_lost(killed)} |")
    text += [f"| all of them | {_times(_kills(lines)):,} | {_lost(_kills(lines))} |", ""]
    for fault in FAULTS:
        text += [f"## {fault.what}", "", f"Must happen: {fault.must}.", ""]
        text += [*_details(_of(fault, lines)), ""]
    return "\n".join(text)


def _details(lines: Sequence[Line]) -> Iterator[str]:
    """What was tried many times first, then each test that tries one thing, then what was not tried."""
    for line in lines:
        if line.what and not line.not_tried:
            yield f"- {line.times:,} × {line.what}: {_lost([line])}"
    for line in lines:
        if not line.what and not line.not_tried:
            yield f"- {_claim(line)}: {'FAILED' if line.failed else 'holds'}"
    for line in lines:
        if line.not_tried:
            yield f"- not tried: {_claim(line)} ({line.not_tried})"


def _claim(line: Line) -> str:
    return line.test.rpartition("::")[2].removeprefix("test_").replace("_", " ")


def _of(fault: Fault, lines: Iterable[Line]) -> list[Line]:
    return sorted((line for line in lines if fault.holds(line.test)), key=lambda line: line.test)


def _kills(lines: Iterable[Line]) -> list[Line]:
    tests = {test for tests in KILLS.values() for test in tests}
    return [line for line in lines if line.test.partition("[")[0] in tests]


def _times(lines: Iterable[Line]) -> int:
    return sum(line.times for line in lines)


def _lost(lines: Collection[Line]) -> str:
    failed = sorted({_claim(line) for line in lines if line.failed})
    if failed:
        return f"SOMETHING: {'; '.join(failed)}"
    return "nothing" if _times(lines) else "not tried"
