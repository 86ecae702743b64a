"""One index over every kind of record, with English and Russian word forms.

Steps only note what they touched; the index follows from that queue in slices. Words typed by people reach FTS5
through `_match` alone, which quotes them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from db import rows
from db.files import ask, path_of, reading
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref, without_chips
from enable_desktop.search import Hit, folded_words, words_of

_SHAPES: Final = (Shape.TEXT, Shape.PROSE)
_AT_ONCE: Final = 2_000


class Search:
    """The index of one workspace."""

    def __init__(
        self, connection: sqlite3.Connection, *, write: bool, is_in_place: Callable[[], bool] = lambda: True
    ) -> None:
        self._connection = connection
        self._write = write
        self._is_in_place = is_in_place

    def note(self, touched: frozenset[Ref]) -> None:
        """Remember, inside the step, which records the index must look at again."""
        wanted = [(ref.kind, ref.id) for ref in touched if ref.kind in KINDS and KINDS[ref.kind].searched]
        self._connection.executemany("insert or ignore into search_queue values (?, ?)", wanted)

    def waiting(self) -> int:
        """How many records the index has not looked at yet."""
        return int(ask(self._connection, "select count(*) from search_queue")[0][0])

    def catch_up(self, limit: int = 100) -> int:
        """Index up to `limit` waiting records in one short transaction; returns how many still wait."""
        if not self._write or self._connection.in_transaction or not self._is_in_place():
            return 0
        queue = ask(self._connection, "select kind, id from search_queue limit ?", limit)
        if not queue:
            return 0
        with reading(path_of(self._connection)):
            self._store(queue)
        return self.waiting()

    def _store(self, queue: list[tuple[str, int]]) -> None:
        self._connection.execute("begin immediate")
        try:
            for kind, id_ in queue:
                self._index(Ref(kind, id_))
            self._connection.executemany("delete from search_queue where kind = ? and id = ?", queue)
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise

    def _index(self, ref: Ref) -> None:
        found = self._connection.execute(
            "select rowid from search_rows where kind = ? and id = ?", (ref.kind, ref.id)
        ).fetchone()
        line = rows.read_one(self._connection, KINDS[ref.kind].record, ref.id)
        if found:
            self._connection.execute("delete from search_index where rowid = ?", found)
        if line is None:
            self._connection.execute("delete from search_rows where kind = ? and id = ?", (ref.kind, ref.id))
            return
        if not found:
            cursor = self._connection.execute("insert into search_rows (kind, id) values (?, ?)", (ref.kind, ref.id))
            found = (cursor.lastrowid,)
        title, body = _texts(line)
        title, body = folded_words(title), folded_words(body)
        # Each word once: a long text says the same few thousand again and again.
        distinct = " ".join(dict.fromkeys(f"{title} {body}".split()))
        stems = " ".join(dict.fromkeys(map(stem, words_of(distinct))))
        self._connection.execute(
            "insert into search_index (rowid, title, body, stems) values (?, ?, ?, ?)",
            (found[0], title, body, stems),
        )

    def find(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """The records that hold every word typed, best first; without words the newest. Never raises for any text."""
        # What cannot be written (a full disk, say) is found later; what is indexed is found now.
        with suppress(WorkspaceError):
            while self.catch_up(_AT_ONCE):
                pass
        words = tuple(words_of(text))
        if words:
            found = ask(
                self._connection,
                "select kind, id, bm25(search_index, 10.0, 1.0, 0.5) as score from search_index "
                "join search_rows on search_rows.rowid = search_index.rowid "
                "where search_index match ? order by score limit ?",
                _match(words),
                limit,
            )
        else:
            found = ask(self._connection, "select kind, id, 0.0 from search_rows order by rowid desc limit ?", limit)
        hits = (self._hit(Ref(kind, id_), score, words) for kind, id_, score in found)
        return tuple(hit for hit in hits if hit is not None)

    def _hit(self, ref: Ref, score: float, words: tuple[str, ...]) -> Hit | None:
        line = rows.read_one(self._connection, KINDS[ref.kind].record, ref.id)
        if line is None:
            return None
        # Loaded here: a start does not need it.
        from db.hits import passage_of, read_title

        wanted = tuple(dict.fromkeys((*words, *(stem(word) for word in words))))
        return Hit(ref=ref, title=read_title(line), snippet=passage_of(line, wanted), score=round(-score, 6))

    def forget_deleted(self) -> None:
        """Remove the words of deleted rows from the index's own pages."""
        self._connection.execute("insert into search_index (search_index) values ('optimize')")

    def is_sound(self) -> bool:
        """FTS5's own check of the index."""
        try:
            self._connection.execute("insert into search_index (search_index) values ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        return True


def _texts(line: Line) -> tuple[str, str]:
    """The title of a record, and everything else it says."""
    values = [
        getattr(line, field.name) for field in fields_of(type(line)) if field.shape in _SHAPES and field.name != "key"
    ]
    title = without_chips(line.title_text)
    return title, without_chips("\n".join(value for value in values if value and value != line.title_text))


def _match(words: tuple[str, ...]) -> str:
    """An FTS5 query: every word as a beginning, or in another form. Words hold only letters and digits."""
    return " AND ".join(
        f'({{title body}} : "{word}" * OR stems : "{stem(word)}")' for word in words
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word: Russian for Cyrillic, else English."""
    russian = any("а" <= letter <= "я" for letter in word)
    return str(_stemmer("russian" if russian else "english").stemWord(word))


@lru_cache(maxsize=2)
def _stemmer(language: str) -> Any:  # snowballstemmer ships without types
    import snowballstemmer

    return snowballstemmer.stemmer(language)
