"""Many assets changed in slices: how long the window waits for a slice, and what all of it costs against one moment."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from db.long_steps import Deed
from db.workspace import Workspace, open_workspace
from enable_desktop.library.query import Order, parse
from tests.bench.result import Result, seconds
from tests.bench.shelf import place_in, write_library

SIZES: Final[Mapping[str, int]] = {"10k": 10_000, "100k": 100_000}


def results() -> list[Result]:
    found: list[Result] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size, count in SIZES.items():
            path = write_library(folder / f"{size}.enable", count)
            found += in_slices(size, Path(shutil.copy(path, folder / f"slices {size}.enable")))
            if size == "10k":
                found[:2] = against_one_moment(path, *(row.ours for row in found[:2]))
    return found


def in_slices(size: str, path: Path) -> list[Result]:
    with open_workspace(path, place_in(path.parent)) as workspace:
        done = paces(workspace.big_steps.carry_out(deed(workspace)))
        back = workspace.big_steps.take_back()
        assert back is not None
        taken = paces(back.slices)
    longest = statistics.quantiles((*done, *taken), n=100)[98]
    return [
        Result(name=f"a field of all changed in slices, {size}", ours=sum(done)),
        Result(name=f"taken back in slices, {size}", ours=sum(taken)),
        Result(name=f"a slice of that, 99th percentile, {size}", ours=longest, limit=50.0),
    ]


def against_one_moment(path: Path, done: float, taken: float) -> list[Result]:
    """The first rows once more, with what the same takes in one transaction, with the window waiting for it."""
    with open_workspace(path, place_in(path.parent)) as workspace:
        what = deed(workspace)
        at_once = 1000 * seconds(lambda: workspace.carry_out(what))
        back = 1000 * seconds(workspace.undo)
    return [
        Result(name="a field of all changed in slices, 10k", floor=at_once, ours=done, limit=3.0),
        Result(name="taken back in slices, 10k", floor=back, ours=taken, limit=3.0),
    ]


def deed(workspace: Workspace) -> Deed:
    """Another owner for all."""
    ids = workspace.library.finding.ids(parse(""), {}, Order.TITLE)
    owner = next(asset.owner for asset in workspace.library.these(ids[:50]) if asset.owner)
    return workspace.library.reviews.changing(map(int, ids), owner=owner)


def paces(slices: Iterator[object]) -> list[float]:
    """How many milliseconds each took."""
    took: list[float] = []
    begun = time.perf_counter()
    for _ in slices:
        took.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
    return [*took, 1000 * (time.perf_counter() - begun)]
