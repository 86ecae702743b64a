"""The gallery: how soon each report of the sample is seen, and the audit of a library of 10,000 assets."""

from __future__ import annotations

import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.words import Words
from resources.words import translations
from tests.bench.result import Result, in_turn, seconds
from tests.bench.shelf import place_in, write_library
from ui.preview.pages import picture_of
from ui.reports.printing import gathered
from ui.reports.table import REPORTS, ReportEntry
from ui.start import new_workspace

RUNS: Final = 3
ASSETS: Final = 10_000
_WIDTH: Final = 900
"""Pixels of the page that is drawn."""


def results() -> list[Result]:
    words = Words("en", translations("en"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(home=folder, clock=lambda: datetime(2026, 3, 12, 10))
        with new_workspace(folder / "Sample.enable", place, "en", "en") as workspace:
            found = [_seen(workspace, entry, words) for entry in REPORTS if _is_there(workspace, entry, words)]
        path = write_library(folder / "10k.enable", ASSETS)
        with open_workspace(path, place_in(folder)) as workspace:
            found += [
                _large(workspace, entry, words, limit)
                for entry in REPORTS
                if (limit := {"audit": 5.0, "health": 5.0, "catalogue": None}.get(entry.key, 0.0)) != 0.0
            ]
    return found


def _seen(workspace: Workspace, entry: ReportEntry, words: Words) -> Result:
    """From the choice of a report to its first page as pixels, the second time: fonts are loaded once."""
    see = partial(_see, workspace, entry, words)
    see()
    taken = in_turn([lambda: seconds(see)], RUNS)[0] * 1000
    return Result(name=f"preview of the sample: {entry.title}", ours=taken, limit=1000.0)


def _large(workspace: Workspace, entry: ReportEntry, words: Words, limit: float | None) -> Result:
    pages: list[int] = []
    taken = seconds(lambda: pages.append(_see(workspace, entry, words)))
    return Result(
        name=f"{entry.title} of {ASSETS:,} assets", ours=taken, unit="s", limit=limit, note=f"{pages[0]} pages"
    )


def _is_there(workspace: Workspace, entry: ReportEntry, words: Words) -> bool:
    return not entry.lacks(entry.settled({}, entry.offered(workspace, words), {}))


def _see(workspace: Workspace, entry: ReportEntry, words: Words) -> int:
    own = {"page": "a4", "language": words.language}
    choices = entry.settled({}, entry.offered(workspace, words), own)
    made = gathered(workspace, entry, choices)(lambda: None)
    picture_of(made.content, 1, _WIDTH)
    return made.pages
