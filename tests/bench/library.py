"""Finding among many assets: what a typed letter costs against the bare ranked query, opening, counting."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from db.library.finding import Finding
from db.workspace import Workspace, open_workspace
from enable_desktop.library.query import Order, parse
from tests.bench.result import Result, seconds
from tests.bench.shelf import KNOWN, place_in, write_library

SIZES: Final[Mapping[str, int]] = {"10k": 10_000, "100k": 100_000}
RUNS: Final = 3
BARE: Final = "select rowid from asset_index where asset_index match ? order by rank limit 200"


def results() -> list[Result]:
    found = []
    with tempfile.TemporaryDirectory() as name:
        for size, count in SIZES.items():
            path = write_library(Path(name) / f"{size}.enable", count)
            with open_workspace(path, place_in(path.parent)) as workspace:
                found += of(size, workspace)
    return found


def of(size: str, workspace: Workspace) -> list[Result]:
    opening = seconds(lambda: workspace.library.finding.ids(parse(""), {}, Order.TITLE))
    finding = workspace.library.finding
    first = [seconds(lambda facet=facet: finding.counts_of(facet, parse(""))) for facet in counted(finding)]  # type: ignore[misc]
    typed = [keystroke(workspace, text) for text in keystrokes()]
    ours = [each for each, _, _ in typed]
    counts = [each for _, each, _ in typed]
    # One and two letters are no ranked query; see Finding.
    ranked = [(mine, bare) for mine, _, bare in typed if bare is not None]
    return [
        Result(
            name=f"search, median, {size}", unit="ms", limit=1.3,
            floor=1000 * statistics.median(bare for _, bare in ranked),
            ours=1000 * statistics.median(mine for mine, _ in ranked),
        ),
        Result(
            name=f"search, 95th percentile, {size}", unit="ms", limit=1.3,
            floor=1000 * percentile([bare for _, bare in ranked]), ours=1000 * percentile([mine for mine, _ in ranked]),
        ),
        Result(name=f"every key of a search, 95th percentile, {size}", ours=1000 * percentile(ours)),
        Result(name=f"all counts after a key, 95th percentile, {size}", ours=1000 * percentile(counts), limit=250.0),
        Result(name=f"all counts at first, {size}", ours=1000 * sum(first)),
        Result(name=f"one facet's counts at first, the slowest, {size}", ours=1000 * max(first), limit=250.0),
        Result(name=f"the whole list by title, {size}", ours=1000 * opening, limit=100.0),
    ]  # fmt: skip


def keystrokes() -> Iterator[str]:
    """What stands in the field after each key of some searches."""
    words = KNOWN.split()
    for place in range(0, len(words), 3):
        text = " ".join(words[place : place + 1 + place % 2])
        yield from (text[:end] for end in range(1, len(text) + 1))


def keystroke(workspace: Workspace, text: str) -> tuple[float, float, float | None]:
    """Seconds for the ids, for all counts, and for the bare query where there is one; the best of a few runs."""
    finding, query = workspace.library.finding, parse(text)
    expression = finding._sought(query).match.expression if len(text) > 2 else ""
    ours, counts, bare = [], [], []
    with closing(sqlite3.connect(workspace.path)) as connection:
        for _ in range(RUNS):
            finding._hits.forget()
            ours.append(seconds(lambda: finding.ids(query)))
            counts.append(seconds(lambda: [finding.counts_of(facet, query) for facet in counted(finding)]))
            if expression:
                bare.append(seconds(lambda: connection.execute(BARE, (expression,)).fetchall()))
    return min(ours), min(counts), min(bare) if bare else None


def counted(finding: Finding) -> list[str]:
    """The facets that every key counts anew; what is wrong with assets changes only with them."""
    return [facet for facet in finding.counted_facets() if facet != "flag"]


def percentile(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
