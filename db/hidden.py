"""Rows that are in the file and not to be seen: of an import that is not whole yet, or of a step that was taken back.

A hundred thousand rows take seconds to write, whichever way they are written, and a single transaction with all of them
holds them in memory or keeps everybody else from reading. So they are written in short transactions of their own, and
hidden until a last one, which says no more than that they are there. Their ids lie in a row and are kept for them
beforehand. Each table that holds any is covered, for our connection alone, by a view of the same name without them: so
whatever this program reads goes past them, and the views are lifted for whatever it writes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from db.files import ask, parsing

_BESIDE: Final = {
    "people": (("people_register", "id"),),
    "assets": (("asset_register", "asset"), ("asset_values", "asset")),
    "list_entries": (("asset_values", "value"),),
}
"""What is kept beside the records of a kind, and how it names them."""


class State(IntEnum):
    """How far a step is, as it stands in the file.

    The rows of one that comes, goes or returns are hidden. One that is being done, taken back or done again changes
    rows that are seen (db/long_steps.py).
    """

    DONE = 0
    UNDONE = 1
    COMING = 2
    GOING = 3
    RETURNING = 4
    BEING_DONE = 5
    BEING_TAKEN_BACK = 6
    BEING_DONE_AGAIN = 7


@dataclass(frozen=True, slots=True)
class Hidden:
    """A step of which the rows are not to be seen, by kind in the order in which they are written.

    One that has none is being forgotten: nothing brings it back, and what was said of its rows goes in slices.
    """

    step: int
    state: State
    spans: Mapping[str, range]


class Curtain:
    """What one connection does not get to see."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._laid: tuple[str, ...] = ()
        self.hidden: tuple[Hidden, ...] = ()
        self.is_disturbed = False
        """Whether somebody has changed what is hidden, for example what it refers to."""

    def look(self) -> None:
        """Find out what is hidden in the file, and cover it."""
        query = "select id, undone, merge from history_steps where undone between ? and ? order by id"
        found = ask(self._connection, query, State.COMING, State.RETURNING)
        with parsing(self._connection):
            hidden = tuple(Hidden(step, State(state), _spans(text)) for step, state, text in found)
        if hidden != self.hidden:
            self.hidden = hidden
            self.lay()

    def holds(self, kind: str, row: int) -> bool:
        """Whether a row is hidden."""
        return any(row in hidden.spans.get(kind, ()) for hidden in self.hidden)

    @contextmanager
    def lifted(self) -> Iterator[None]:
        """Inside, the tables are there as they are: to write to them, outside of a transaction or around all of it."""
        self.lift()
        try:
            yield
        finally:
            self.lay()

    def lift(self) -> None:
        """Uncover the tables; nothing where nothing is hidden."""
        for table in self._laid:
            self._connection.execute(f'drop view temp."{table}"')
        self._laid = ()

    def cover(self, hidden: Hidden) -> None:
        """From now on the rows of this step are not to be seen."""
        self.hidden = (*self.hidden, hidden)
        self.is_disturbed = False
        self.lay()

    def uncover(self, hidden: Hidden) -> None:
        """From now on its rows are to be seen, or are gone."""
        self.hidden = tuple(each for each in self.hidden if each.step != hidden.step)
        self.lay()

    def lay(self) -> None:
        """Cover the tables that hold what is hidden."""
        tests: dict[str, list[str]] = {}
        for hidden in self.hidden:
            for kind, ids in hidden.spans.items():
                between = f"between {ids.start} and {ids.stop - 1}"
                tests.setdefault(kind, []).append(f"id not {between}")
                tests.setdefault("search_queue", []).append(f"not (kind = '{kind}' and id {between})")
                for table, column in _BESIDE.get(kind, ()):
                    tests.setdefault(table, []).append(f'"{column}" not {between}')
        if not tests and not self._laid:
            return
        (is_reading,) = self._connection.execute("pragma query_only").fetchone()
        # What only reads may make no view of its own either.
        self._connection.execute("pragma query_only = off")
        self.lift()
        for table, each in tests.items():
            self._connection.execute(
                f'create temp view "{table}" as select * from main."{table}" where {" and ".join(each)}'
            )
        self._connection.execute(f"pragma query_only = {is_reading}")
        self._laid = tuple(tests)


def text_of(spans: Mapping[str, range]) -> str:
    """Which rows belong to a step, as it is kept with the step while they are hidden."""
    return json.dumps({kind: [ids.start, ids.stop] for kind, ids in spans.items()})


def _spans(text: str) -> dict[str, range]:
    return {str(kind): range(int(start), int(stop)) for kind, (start, stop) in json.loads(text).items()}
