"""A stored pause in the typing: a step with its commit, against a bare update with the same journal settings."""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

from db.workspace import Place, create_workspace
from enable_desktop.charter.lines import Prose
from enable_desktop.links import Ref
from tests.bench.result import Result, in_turn, seconds

RUNS = 301
TEXT = "We help every seller prepare, run and win better customer conversations. " * 40


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "ours.enable", Place(home=Path(folder), clock=datetime.now))
        section = workspace.where(Prose, "key", "mission")[0]
        bare = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
        bare.execute("pragma synchronous = full")
        bare.execute("create table sections (id integer primary key, text text)")
        bare.execute("insert into sections values (1, '')")
        count = iter(range(1_000_000))

        def floor() -> float:
            text = TEXT + str(next(count))
            return seconds(lambda: bare.execute("update sections set text = ? where id = 1", (text,)))

        def ours() -> float:
            text = TEXT + str(next(count))
            ref = Ref(Prose.kind, section.id)
            return seconds(lambda: workspace.change(ref, text=text))

        found = in_turn((floor, ours), RUNS)
        workspace.close()
        bare.close()
    return [
        Result(name="a stored pause in the typing", floor=found[0] * 1000, ours=found[1] * 1000, limit=3.0),
    ]
