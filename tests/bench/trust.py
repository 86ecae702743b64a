"""What trust costs: a checked backup, an import of 10,000 rows that is taken back, a start with a large library."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import statistics
import tempfile
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from db.backups import make_backup
from db.workspace import open_workspace
from enable_desktop.library.assets import Asset
from enable_desktop.words import Words
from resources.words import translations
from tests.bench.result import Result, in_turn, seconds
from tests.bench.shelf import place_in, write_library
from tests.bench.start import started
from ui.imports import catalogue_of, read, take_in

ROWS: Final = 10_000
BACKED_UP: Final = 33_000_000
SIZES: Final = (10_000, 100_000)
RUNS: Final = 7


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as name:
        small, large = (write_library(Path(name) / f"{size}.enable", size) for size in SIZES)
        return [*backups(small), *imports(small), *starts(small, large)]


def backups(library: Path) -> list[Result]:
    """A workspace of 33 MB against SQLite's own copy, its own check, and a digest of the file."""
    folder = library.parent
    path = folder / "backed up.enable"
    shutil.copy(library, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        size = path.stat().st_size
        if size < BACKED_UP:
            connection.execute("insert into blobs values ('filler', zeroblob(?))", (BACKED_UP - size,))
    numbers = count()

    def floor() -> float:
        target = folder / f"floor {next(numbers)}.db"
        took = seconds(lambda: _bare_backup(path, target))
        target.unlink()
        return took

    def ours() -> float:
        return seconds(lambda: make_backup(path, folder / "backups", datetime(2026, 11, 24, 10, next(numbers) % 60)))

    bare, made = (1000 * value for value in in_turn((floor, ours), RUNS))
    megabytes = path.stat().st_size / 1e6
    return [Result(name=f"a checked backup of {megabytes:.0f} MB", floor=bare, ours=made, limit=1.6)]


def _bare_backup(path: Path, target: Path) -> None:
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("pragma integrity_check").fetchall()
    with target.open("rb") as file:
        hashlib.file_digest(file, "sha256")
        os.fsync(file.fileno())


def imports(library: Path) -> list[Result]:
    """Ten thousand rows of content come in, and are taken back and done again."""
    folder = library.parent / "imported"
    folder.mkdir()
    path = Path(shutil.copy(library, folder / "imported.enable"))
    rows = folder / "rows.csv"
    lines = (f"Imported deck {number},https://example.com/{number},Guide,Owner {number % 50}" for number in range(ROWS))
    rows.write_text("\n".join(("title,location,kind,owner", *lines)) + "\n", "utf-8")
    words = Words("en", translations("en"))
    source = catalogue_of({})
    with open_workspace(path, place_in(folder)) as workspace:
        before = workspace.count(Asset)
        found = read(source, rows)
        plan = source.plan(rows.name, found, source.look(workspace, found), words)
        took = []
        for _ in range(3):
            stored = seconds(lambda: take_in(workspace, plan, words))
            assert workspace.count(Asset) == before + ROWS
            undone = seconds(workspace.undo)
            assert workspace.count(Asset) == before
            redone = seconds(workspace.redo)
            workspace.undo()
            took.append((stored, undone, redone))
    stored, undone, redone = (1000 * statistics.median(values) for values in zip(*took, strict=True))
    return [
        Result(name="taking back an import of 10,000 rows", floor=stored, ours=undone, limit=1.5),
        Result(name="doing that import again", floor=stored, ours=redone, limit=1.5),
    ]


def starts(small: Path, large: Path) -> list[Result]:
    """A start with 100,000 assets against one with 10,000."""
    found: dict[tuple[str, Path], list[tuple[float, float]]] = {}
    for number in range(RUNS + 1):
        for what in ("window", "page"):
            for path in (small, large):
                took, kilobytes = started([what, str(path)], path.parent / "home")
                if number:
                    found.setdefault((what, path), []).append((1000 * took, kilobytes / 1024))
    medians = {
        key: tuple(statistics.median(values) for values in zip(*measured, strict=True))
        for key, measured in found.items()
    }
    return [
        Result(
            name=f"start to the {said} with 100,000 assets against 10,000",
            floor=medians[what, small][0],
            ours=medians[what, large][0],
            limit=1.15,
        )
        for what, said in (("window", "first painted window"), ("page", "painted Today page"))
    ] + [
        Result(
            name="memory with the Today page, against 10,000",
            floor=medians["page", small][1],
            ours=medians["page", large][1],
            unit="MB",
            limit=1.15,
        )
    ]
