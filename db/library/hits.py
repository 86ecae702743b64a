"""What the index of the library answers: every asset that matches, best first."""

from __future__ import annotations

import sqlite3
from typing import Final

from db.files import ask
from db.library.selections import holders_of, ids_of, those_in

WEIGHTS: Final = "bm25(1000.0, 30.0, 10.0, 3.0, 0.1, 0.01, 0.01)"
"""A word in the title counts for more than any number in the summary, those for more than tags, people, the text."""
RANKED: Final = 3_000
"""Of more hits than these the newest come first, after those in titles: nobody reads on, and everybody would wait."""
_KEPT: Final = 16


class Hits:
    """The answers to the last few questions, as long as no row changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[int, ...]] = {}
        self._best: dict[str, tuple[int, ...]] = {}
        self._state = -1

    def all(self, expression: str) -> tuple[int, ...]:
        """Every asset that matches, the oldest first."""
        self._forget_after_changes()
        if expression not in self._known:
            query = "select rowid as id from asset_index where asset_index match ?"
            self._known[expression] = ids_of(self._connection, query, expression)
        return self._known[expression]

    def has(self, asset: int, expression: str) -> bool:
        """Whether one asset matches."""
        query = "select 1 from asset_index where asset_index match ? and rowid = ?"
        return bool(ask(self._connection, query, expression, asset))

    def best(self, expression: str) -> tuple[int, ...]:
        """Every asset that matches, those first whose titles do, each part best first."""
        self._forget_after_changes()
        if expression not in self._best:
            self._best[expression] = self._in_order(expression)
        return self._best[expression]

    def _in_order(self, expression: str) -> tuple[int, ...]:
        hits = self.all(expression)
        in_titles = f"{{title}} : ({expression})"
        # However often a word stands in a text: where it stands in the title, in whatever form, counts for more.
        titled = self.all(in_titles)
        if len(hits) <= RANKED:
            ranked = self._ranked(expression)
            if not titled or len(titled) == len(hits):
                return ranked
            first = frozenset(titled)
            rest = (id_ for id_ in ranked if id_ not in first)
            return (*(id_ for id_ in ranked if id_ in first), *rest)
        best = self._ranked(in_titles) if len(titled) <= RANKED else titled[::-1]
        return (*best, *those_in(holders_of(hits) & ~holders_of(titled), hits[::-1]))

    def scored(self, expression: str, limit: int) -> list[tuple[int, float]]:
        """The best with their scores, less being better; beyond those that are ranked each counts for the same."""
        if len(self.all(expression)) <= RANKED:
            query = "select rowid, rank from asset_index where asset_index match ? and rank match ? order by rank"
            found = ask(self._connection, query, expression, WEIGHTS)
        else:
            found = [(id_, -1.0) for id_ in self.best(expression)]
        return found if limit < 0 else found[:limit]

    def _ranked(self, expression: str) -> tuple[int, ...]:
        query = "select rowid as id from asset_index where asset_index match ? and rank match ? order by rank"
        return ids_of(self._connection, query, expression, WEIGHTS)

    def _forget_after_changes(self) -> None:
        changes = self._connection.total_changes
        if changes != self._state or len(self._known) > _KEPT:
            self._state = changes
            self.forget()

    def forget(self) -> None:
        """Ask anew."""
        self._known.clear()
        self._best.clear()
