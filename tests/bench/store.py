"""What storing costs: a pause in the typing against a bare update, and taking back a large step against making it."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from db.step_list import KEPT
from db.workspace import Place, Workspace, create_workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.links import Ref
from enable_desktop.words import mark
from resources.sample import sample
from tests.bench.result import Result, in_turn, seconds

RUNS: Final = 301
LINES: Final = 10_000
TEXT: Final = "We help every seller prepare, run and win better customer conversations. " * 40


def results() -> list[Result]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        place = Place(home=folder, clock=datetime.now)
        with create_workspace(folder / "Sample.enable", place, sample=sample("en")) as workspace:
            fill_history(workspace)
            found = [*pauses(workspace, folder), *large_steps(workspace)]
    return found


def fill_history(workspace: Workspace) -> None:
    """As many steps as are kept, so that every further one also forgets the oldest."""
    ref = Ref(Obstacle.kind, workspace.all(Obstacle)[0].id)
    for number in range(KEPT):
        workspace.change(ref, title=f"Obstacle {number}")


def pauses(workspace: Workspace, folder: Path) -> list[Result]:
    """A section of three thousand letters, stored at every pause."""
    ref = Ref(Prose.kind, workspace.where(Prose, "key", "mission")[0].id)
    number = count()
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as bare:
        bare.execute("pragma synchronous = extra")
        bare.execute("create table sections (id integer primary key, text text)")
        bare.execute("insert into sections values (1, '')")

        def floor() -> float:
            text = f"{TEXT}{next(number)}"
            return seconds(lambda: bare.execute("update sections set text = ? where id = 1", (text,)))

        def first() -> float:
            text = f"{TEXT}{next(number)}"
            return seconds(lambda: workspace.change(ref, text=text))

        def further() -> float:
            text = f"{TEXT}{next(number)}"
            return seconds(lambda: workspace.change(ref, typing=True, text=text))

        bare_pause, new_step, same_step = (value * 1000 for value in in_turn((floor, first, further), RUNS))
    return [
        Result(name="a stored pause in the typing, a step of its own", floor=bare_pause, ours=new_step, limit=3.0),
        Result(name="a stored pause in the typing, in the same step", floor=bare_pause, ours=same_step, limit=3.0),
    ]


def large_steps(workspace: Workspace) -> list[Result]:
    """Ten thousand lines changed in one step, taken back and done again."""
    with workspace.step(mark("Import lines")):
        refs = [Ref(Obstacle.kind, workspace.add(Obstacle, title=f"Line {number}")) for number in range(LINES)]
    number = count()

    def change() -> float:
        title = f"Changed {next(number)}"

        def all_lines() -> None:
            with workspace.step(mark("Change lines")):
                for ref in refs:
                    workspace.change(ref, title=title)

        return seconds(all_lines)

    def back() -> float:
        return seconds(workspace.undo)

    def again() -> float:
        return seconds(workspace.redo)

    made, undone, redone = (value * 1000 for value in in_turn((change, back, again), 5))
    return [
        Result(name="taking back 10,000 changed lines", floor=made, ours=undone, limit=1.5),
        Result(name="doing them again", floor=made, ours=redone, limit=1.5),
    ]
