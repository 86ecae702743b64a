"""What the index of the library answers: every asset that matches, best first."""

from __future__ import annotations

import sqlite3
from typing import Final

from db.files import ask
from db.library.selections import Holders, holders_of, ids_of, newest_in, those_in

WEIGHTS: Final = "bm25(1000.0, 30.0, 10.0, 3.0, 0.1, 0.01, 0.01)"
"""A word in the title counts for more than any number in the summary, those for more than tags, people, the text."""
RANKED: Final = 1_000
"""Of more hits than these the newest come first, after those in titles: nobody reads on, and everybody would wait."""
_KEPT: Final = 16


class Hits:
    """The answers to the last few questions, as long as no row changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Holders] = {}
        self._ranks: dict[str, tuple[int, ...]] = {}
        self._state = -1

    def all(self, expression: str) -> Holders:
        """Every asset that matches."""
        self._forget_after_changes()
        if expression not in self._known:
            query = "select rowid as id from asset_index where asset_index match ?"
            self._known[expression] = holders_of(ids_of(self._connection, query, expression))
        return self._known[expression]

    def has(self, asset: int, expression: str) -> bool:
        """Whether one asset matches."""
        query = "select 1 from asset_index where asset_index match ? and rowid = ?"
        return bool(ask(self._connection, query, expression, asset))

    def best(self, expression: str, among: Holders) -> tuple[int, ...]:
        """Those of some assets that match, the ones first whose titles do, each part best first."""
        found = self.all(expression)
        in_titles = f"{{title}} : ({expression})"
        # However often a word stands in a text: where it stands in the title, in whatever form, counts for more.
        titled = self.all(in_titles)
        if found.bit_count() <= RANKED:
            ranked = self._ranked(expression)
            return (*those_in(titled & among, ranked), *those_in(found & among & ~titled, ranked))
        rest = newest_in(found & among & ~titled)
        wanted = titled & among
        if not wanted:
            return rest
        first = those_in(wanted, self._ranked(in_titles)) if titled.bit_count() <= RANKED else newest_in(wanted)
        return (*first, *rest)

    def scored(self, expression: str, limit: int) -> list[tuple[int, float]]:
        """The best with their scores, less being better; beyond those that are ranked each counts for the same."""
        every = self.all(expression)
        if every.bit_count() <= RANKED:
            query = "select rowid, rank from asset_index where asset_index match ? and rank match ? order by rank"
            found = ask(self._connection, query, expression, WEIGHTS)
        else:
            found = [(id_, -1.0) for id_ in self.best(expression, every)]
        return found if limit < 0 else found[:limit]

    def _ranked(self, expression: str) -> tuple[int, ...]:
        if expression not in self._ranks:
            query = "select rowid as id from asset_index where asset_index match ? and rank match ? order by rank"
            self._ranks[expression] = ids_of(self._connection, query, expression, WEIGHTS)
        return self._ranks[expression]

    def _forget_after_changes(self) -> None:
        changes = self._connection.total_changes
        if changes != self._state or len(self._known) > _KEPT:
            self._state = changes
            self.forget()

    def forget(self) -> None:
        """Ask anew."""
        self._known.clear()
        self._ranks.clear()
