"""Hears of every changed row of the tracked tables, also of what SQLite itself deletes or clears for a foreign key.

Temporary triggers hand the rows over, before and after, as soon as they change: nothing can be forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from db.changes import Change, Row, Value
from db.hidden import Curtain


class Watch:
    """What has changed in the open step so far, row by row; what the curtain hides is no part of it."""

    def __init__(self, connection: sqlite3.Connection, curtain: Curtain) -> None:
        self._connection = connection
        self._curtain = curtain
        self.tables: Mapping[str, tuple[str, ...]] = {}
        """The columns of every tracked table, once watching has begun."""
        self.changes: list[Change] = []
        self.is_paused = False
        """Whether rows come and go that belong to no step."""
        self._counts: dict[str, int] = {}

    def begin(self) -> None:
        """Put the temporary triggers on every tracked table, once a connection."""
        if self.tables:
            return
        self._connection.create_function("note_change", -1, self._note)
        tables = {}
        for (name,) in self._connection.execute(
            "select name from sqlite_schema where type = 'table' and sql like '%autoincrement%' "
            "and name not like 'history%' order by name"
        ).fetchall():
            columns = tuple(row[1] for row in self._connection.execute(f'pragma main.table_info("{name}")'))
            tables[name] = columns
            for event in ("insert", "delete", "update"):
                self._watch_event(name, event, columns)
        self.tables = tables

    def _watch_event(self, table: str, event: str, columns: tuple[str, ...]) -> None:
        old = [f'old."{column}"' for column in columns] if event != "insert" else []
        new = [f'new."{column}"' for column in columns] if event != "delete" else []
        self._connection.execute(
            f'create temp trigger if not exists "{table}_{event}" after {event} on main."{table}" '
            f"begin select note_change('{table}', '{event}', {', '.join(old + new)}); end"
        )

    @contextmanager
    def without_new(self, kind: str) -> Iterator[None]:
        """Inside, nothing is heard of new rows of a kind."""
        self._connection.execute(f'drop trigger temp."{kind}_insert"')
        try:
            yield
        finally:
            # Undone with the rest where the step fails.
            self._watch_event(kind, "insert", self.tables[kind])

    def count_of(self, kind: str) -> int:
        """A number that is another one after every change of a line of this kind, also inside a step."""
        return self._counts.get(kind, 0)

    def count(self, kind: str) -> None:
        """Lines of this kind have changed of which nothing was heard."""
        self._counts[kind] = self._counts.get(kind, 0) + 1

    def _note(self, kind: str, event: str, *values: Value) -> None:
        if self.is_paused:
            return
        self.count(kind)
        columns = self.tables[kind]
        before: Row | None = None
        after: Row | None = None
        if event != "insert":
            before = dict(zip(columns, values, strict=False))
        if event != "delete":
            after = dict(zip(columns, values[-len(columns) :], strict=True))
        row = (after or before or {})["id"]
        assert isinstance(row, int)
        if self._curtain.holds(kind, row):
            # No part of the step: to whoever made it, it is not there.
            self._curtain.is_disturbed = True
            return
        self.changes.append(Change(kind, row, before, after))
