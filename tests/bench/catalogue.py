"""Ten thousand rows of content checked, stored and indexed, against sqlite-utils storing the same with its FTS.

Both are measured as the commands that people give, from the start to the end of the process.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from db.workspace import Place, open_workspace
from enable_desktop.words import Words
from resources.words import translations
from tests.bench.result import Result, in_turn, seconds
from ui.imports import catalogue_of, take_in
from ui.start import new_workspace

RUNS: Final = 5
HEADER: Final = (
    "Title", "Location", "Kind", "Stage", "Persona", "Owner", "Summary", "Question", "Last review", "Tags", "Status",
    "Length",
)  # fmt: skip
ENGLISH: Final = (
    "price objection discovery customer value plant demo contract security interface renewal machine inspection backlog"
)
RUSSIAN: Final = "цена возражение встреча клиент ценность завод договор безопасность продление машина осмотр бюджет"


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        small, large = write(home / "small.csv", 10_000), write(home / "large.csv", 100_000)
        numbers = iter(range(1_000))
        floor, ours = in_turn(
            (
                lambda: sqlite_utils_insert(small, home / f"floor-{next(numbers)}.db"),
                lambda: import_catalogue(small, home, next(numbers)),
            ),
            RUNS,
        )
        least, most = (memory(path, home, next(numbers)) for path in (small, large))
    return [
        Result(name="import of 10,000 rows of content", floor=floor * 1000, ours=ours * 1000, limit=1.2),
        Result(name="its memory, 100,000 rows against 10,000", unit="MB", floor=least, ours=most, limit=1.1),
    ]


def write(path: Path, count: int) -> Path:
    """A list of content, half of it in Russian, the same each time."""
    chosen = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(count):
            words = (ENGLISH if number % 2 else RUSSIAN).split()
            title = " ".join(chosen.choices(words, k=5))
            writer.writerow([
                f"{title} {number}", f"https://portal.example/{number}", chosen.choice(("Deck", "Guide", "Bite")),
                chosen.choice(("Discovery", "Proposal", "Closing")), chosen.choice(("User", "Finance")),
                f"Owner {number % 40}", " ".join(chosen.choices(words, k=30)), f"{title}?",
                f"2026-0{1 + number % 3}-1{number % 10}", ";".join(chosen.sample(words, 2)), "published",
                f"{1 + number % 20} min",
            ])  # fmt: skip
    return path


def sqlite_utils_insert(table: Path, target: Path) -> float:
    """How long the command takes that inserts a table into one whose FTS is enabled."""
    command = (sys.executable, "-m", "sqlite_utils")
    columns = (part for name in HEADER for part in (name, "text"))
    subprocess.run([*command, "create-table", target, "assets", *columns], check=True)
    found = ("Title", "Summary", "Question", "Tags")
    subprocess.run([*command, "enable-fts", target, "assets", *found, "--create-triggers"], check=True)
    insert = [*command, "insert", target, "assets", table, "--csv", "--silent"]
    return seconds(partial(subprocess.run, insert, check=True))


def import_catalogue(table: Path, home: Path, number: int) -> float:
    """How long our command takes, from the file to the last word of it in the index."""
    own = {**os.environ, "ENABLE_HOME": str(home / "home")}
    path = home / f"told-{number}.enable"
    run = partial(subprocess.run, env=own, check=True, stdout=subprocess.DEVNULL)
    command = (sys.executable, "-m", "enable_desktop")
    run([*command, "new", path])
    return seconds(partial(run, [*command, "import", "catalogue", path, table]))


def bring_in(table: Path, home: Path, number: int) -> None:
    """From the file to the last word of it in the index, in this process."""
    place = Place(home=home / "home", clock=lambda: datetime(2026, 3, 12, 10, 0))
    path = home / f"ours-{number}.enable"
    new_workspace(path, place).close()
    words = Words("en", translations("en"))
    source = catalogue_of({})
    with open_workspace(path, place) as workspace:
        read = source.read(table)
        take_in(workspace, source.plan(table.name, read, source.look(workspace, read), words), words)
        while workspace.search.catch_up(2_000):
            pass


def memory(table: Path, home: Path, number: int) -> float:
    """The most memory of a process that brings a table in, in megabytes."""
    code = (
        "import sys; from pathlib import Path; from tests.bench import catalogue, result; "
        "catalogue.bring_in(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])); print(result.peak_memory())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(table), str(home), str(number)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)
