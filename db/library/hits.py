"""What the index of the library answers: every asset that matches, best first."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final

from db.files import ask
from db.library.selections import Found, Holders, Newest, holders_of, ids_of, those_in
from db.matching import Match, Part
from enable_desktop.library.query import RANKED

WEIGHTS: Final = "bm25(1000.0, 30.0, 10.0, 3.0, 0.1, 0.01, 0.01)"
"""A word in the title counts for more than any number in the summary, those for more than tags, people, the text."""
_KEPT: Final = 64
_FEW_WORDS: Final = 16
"""Where so few words begin as was typed, to look for each of them takes a third of the time."""


class Hits:
    """The answers to the last few questions, as long as no row changes; of several words each is asked for alone.

    So a letter more asks for the word that it belongs to, and the others are known.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Holders] = {}
        self._ranks: dict[str, tuple[int, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._state = -1

    def of(self, match: Match) -> Holders:
        """Every asset that matches, where anything is wanted."""
        found = self._lacking(self._anywhere(match.parts[0]), match)
        for part in match.parts[1:]:
            if not found:
                break
            found &= self._anywhere(part)
        return found

    def all(self, expression: str) -> Holders:
        """Every asset that matches an expression."""
        self._forget_after_changes()
        if expression not in self._known:
            query = "select rowid as id from asset_index where asset_index match ?"
            self._known[expression] = holders_of(ids_of(self._connection, query, expression))
        return self._known[expression]

    def has(self, asset: int, expression: str) -> bool:
        """Whether one asset matches."""
        query = "select 1 from asset_index where asset_index match ? and rowid = ?"
        return bool(ask(self._connection, query, expression, asset))

    def best(self, match: Match, among: Holders) -> Sequence[int]:
        """Those of some assets that match, the ones first whose titles do, each part best first."""
        found = self.of(match)
        if not found & among:
            return ()
        titled = self._titled(match)
        # However often a word stands in a text: where it stands in the title, in whatever form, counts for more.
        first, rest = titled & among, found & among & ~titled
        if found.bit_count() <= RANKED:
            ranked = self._ranked(match.expression)
            return (*those_in(first, ranked), *those_in(rest, ranked))
        if not first or titled.bit_count() > RANKED:
            return Found(Newest(first), Newest(rest))
        return Found(those_in(first, self._ranked(f"{{title}} : ({match.expression})")), Newest(rest))

    def scored(self, match: Match, limit: int) -> list[tuple[int, float]]:
        """The best with their scores, less being better; beyond those that are ranked each counts for the same."""
        every = self.of(match)
        if every.bit_count() <= RANKED:
            query = "select rowid, rank from asset_index where asset_index match ? and rank match ? order by rank"
            found = ask(self._connection, query, match.expression, WEIGHTS)
        else:
            best = self.best(match, every)
            found = [(id_, -1.0) for id_ in (best if limit < 0 else best[:limit])]
        return found if limit < 0 else found[:limit]

    # -- the parts of an answer

    def _titled(self, match: Match) -> Holders:
        """Every asset that matches, and in its title says all that is wanted."""
        found = self._lacking(self._in_title(match.parts[0]), match)
        for part in match.parts[1:]:
            if not found:
                break
            found &= self._in_title(part)
        return found

    def _lacking(self, found: Holders, match: Match) -> Holders:
        return found & ~self.all(match.unwanted) if match.unwanted else found

    def _anywhere(self, part: Part) -> Holders:
        if part.in_titles:
            return self._in_title(part) | self.all(f'"{part.stem}"')
        return self.all(self._narrowed(part))

    def _in_title(self, part: Part) -> Holders:
        if part.in_titles:
            return self.all(f'{{title}} : ("{part.beginning}" *)')
        return self.all(f"{{title}} : ({self._narrowed(part)})")

    def _narrowed(self, part: Part) -> str:
        """What finds a part; of a beginning that few words have, these words themselves."""
        words = self._beginning(part.beginning) if part.beginning else ()
        return part.among(words) if words else part.expression

    def _beginning(self, letters: str) -> tuple[str, ...]:
        """The words of the index that begin so; none where there are many."""
        self._forget_after_changes()
        if letters not in self._words:
            self._words[letters] = self._read_beginning(letters)
        return self._words[letters]

    def _read_beginning(self, letters: str) -> tuple[str, ...]:
        self._list_words()
        query = "select term from asset_words where term >= ? and term < ? limit 1"
        words: list[str] = []
        at, end = letters, letters + chr(0x10FFFF)
        while found := ask(self._connection, query, at, end):
            if len(words) == _FEW_WORDS:
                return ()
            words.append(found[0][0])
            # The first that comes behind the word itself, past all the places where that stands.
            at = words[-1] + chr(1)
        return tuple(words)

    def _list_words(self) -> None:
        """Make the list of the words of the index, which stands beside the file and reads the index itself."""
        if ask(self._connection, "pragma temp.table_info(asset_words)"):
            return
        ((is_reading,),) = ask(self._connection, "pragma query_only")
        ask(self._connection, "pragma query_only = off")
        ask(self._connection, "create virtual table temp.asset_words using fts5vocab(main, asset_index, instance)")
        ask(self._connection, f"pragma query_only = {is_reading}")

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
        self._words.clear()
