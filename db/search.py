"""One index over every kind of record, with English and Russian word forms.

Steps only note what they touched; the index follows from that queue in slices. Words typed by people reach FTS5
through `db.matching` alone, which quotes them. Assets have an index of their own (db/library/indexing.py), and are
found with all else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

from db import rows
from db.files import ask, hurried, path_of, reading, writing
from db.matching import match_of, says_all, wanted_words
from db.stems import stem
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.library.labels import Labels
from enable_desktop.library.query import FIELDS, Query, parse, whole
from enable_desktop.links import Ref, without_chips
from enable_desktop.search import Hit, each_folded, words_of

if TYPE_CHECKING:
    from db.library.finding import Finding

_SHAPES: Final = (Shape.TEXT, Shape.PROSE)
_AT_ONCE: Final = 2_000
_LETTERS: Final = 1_000
"""So many are indexed in one go for each record that might be."""
_ASSETS: Final = "assets"
_ALL: Final = -1
_INDEXES: Final = ("search_index", "asset_index")
_Found = tuple[str, int, float]
"""A hit: its kind, its id, and its score in its own index, where less is better."""


class Search:
    """The index of one workspace."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        write: bool,
        is_in_place: Callable[[], bool] = lambda: True,
        lifted: Callable[[], AbstractContextManager[None]] = nullcontext,
        labels: Callable[[], Labels] = Labels,
        finding: Callable[[], Finding] | None = None,
    ) -> None:
        self._connection = connection
        self._write = write
        self._is_in_place = is_in_place
        self._lifted = lifted
        self._labels = labels
        self._finding = finding

    def note(self, touched: frozenset[Ref]) -> None:
        """Remember, inside the step, which records the index must look at again."""
        for kind in {ref.kind for ref in touched}:
            if kind in KINDS and KINDS[kind].searched:
                wanted = ((kind, id_) for id_ in sorted(ref.id for ref in touched if ref.kind == kind))
                rows.write_rows(self._connection, "insert or ignore into main.search_queue", wanted, "(?, ?)")

    def waiting(self) -> int:
        """How many records the index has not looked at yet."""
        return int(ask(self._connection, "select count(*) from search_queue")[0][0])

    def catch_up(self, limit: int = 100) -> int:
        """Index up to `limit` waiting records in one short transaction; returns how many still wait."""
        if not self._write or self._connection.in_transaction or not self._is_in_place():
            return 0
        queue = ask(self._connection, "select kind, id from search_queue order by kind, id limit ?", limit)
        if not queue:
            return 0
        with reading(path_of(self._connection)), self._lifted():
            self._store(_by_kind(queue), limit * _LETTERS)
        return self.waiting()

    def catch_up_if_free(self, limit: int) -> int:
        """As `catch_up`, for whoever can come again: raises Busy, rather than wait for somebody else at the file."""
        with hurried(self._connection):
            return self.catch_up(limit)

    def keep_up(self, limit: int) -> int:
        """As `catch_up`, before something is sought: what cannot be written just now is found later; never raises."""
        with suppress(WorkspaceError):
            return self.catch_up_if_free(limit)
        return 0

    def _store(self, queue: dict[str, list[int]], letters: int) -> None:
        """Index these records, and of assets so many as have about so many letters: their texts may be long."""
        with writing(self._connection):
            for kind, ids in queue.items():
                done = ids
                if kind == _ASSETS:
                    done = self._index_assets(ids, letters)
                else:
                    for id_ in ids:
                        self._index(Ref(kind, id_))
                self._connection.execute(
                    "delete from main.search_queue where kind = ? and id in (select value from json_each(?))",
                    (kind, json.dumps(done)),
                )

    def _index_assets(self, ids: list[int], letters: int) -> list[int]:
        """Assets have an index of their own; here only stands when they came. Returns the ids it came to."""
        # Loaded here: a programme may have no library yet.
        from db.library.indexing import index

        done, there = index(self._connection, ids, self._labels(), letters)
        rows.write_rows(
            self._connection,
            "insert or ignore into search_rows (kind, id)",
            ((_ASSETS, id_) for id_ in there),
            "(?, ?)",
        )
        self._connection.executemany(
            "delete from search_rows where kind = ? and id = ?",
            ((_ASSETS, id_) for id_ in set(done).difference(there)),
        )
        return done

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
        in_title, in_body = each_folded(title), each_folded(body)
        # Each word once: a long text says the same few thousand again and again.
        distinct = " ".join(dict.fromkeys((*in_title, *in_body)))
        stems = " ".join(dict.fromkeys(map(stem, words_of(distinct))))
        self._connection.execute(
            "insert into search_index (rowid, title, body, stems) values (?, ?, ?, ?)",
            (found[0], " ".join(in_title), " ".join(in_body), stems),
        )

    def find(self, text: str, limit: int = 50, only: Callable[[Ref], bool] | None = None) -> tuple[Hit, ...]:
        """The records that hold every word typed, best first; without words the newest. Never raises for any text.

        `only` says of a record whether it may be found at all.
        """
        while self.keep_up(_AT_ONCE):
            pass
        query = parse(text)
        if query.terms:
            most = limit if only is None else _ALL
            several = [self._records(query, most), self._assets(query, most)]
            if only is not None:
                several = [[hit for hit in hits if only(Ref(hit[0], hit[1]))] for hits in several]
            found = self._in_one(several, query)[:limit]
        else:
            found = list(islice(self._newest(limit if only is None else _ALL, only), limit))
        return tuple(self._hit(line, score, query) for score, line in found)

    def _newest(self, most: int, only: Callable[[Ref], bool] | None) -> Iterator[tuple[float, Line]]:
        for kind, id_ in ask(self._connection, "select kind, id from search_rows order by rowid desc limit ?", most):
            line = self._line(Ref(kind, id_)) if only is None or only(Ref(kind, id_)) else None
            if line is not None:
                yield 0.0, line

    def _in_one(self, several: Iterable[list[_Found]], query: Query) -> list[tuple[float, Line]]:
        """The hits of several indexes in one list, best first.

        How rare a word is, and with it every score, differs from index to index: so a hit counts by its share of the
        best score of its own, and for one more where the title says it all.
        """
        terms = [whole(term) for term in query.terms]
        found = []
        for hits in several:
            best = min((score for _, _, score in hits), default=0.0)
            for kind, id_, score in hits:
                line = self._line(Ref(kind, id_))
                if line is not None:
                    share = score / best if best else 1.0
                    found.append((share + says_all(without_chips(line.title_text), terms), line))
        return sorted(found, key=lambda hit: -hit[0])

    def _line(self, ref: Ref) -> Line | None:
        return rows.read_one(self._connection, KINDS[ref.kind].record, ref.id)

    def _records(self, query: Query, limit: int) -> list[_Found]:
        """The best hits among everything but assets; none where a field is named that only those have."""
        terms = []
        for term in query.terms:
            if term.field in FIELDS.values() and term.field != "title":
                return []
            terms.append(("title", term) if term.field == "title" else ("", whole(term)))
        match = match_of(terms, "title body")
        if not match.wanted:
            return []
        found: list[_Found] = ask(
            self._connection,
            "select kind, id, bm25(search_index, 10.0, 1.0, 0.5) as score from search_index "
            "join search_rows on search_rows.rowid = search_index.rowid "
            "where search_index match ? order by score limit ?",
            match.expression,
            limit,
        )
        return found

    def _assets(self, query: Query, limit: int) -> list[_Found]:
        """The best hits in the library."""
        if self._finding is None or not ask(self._connection, "select exists (select 1 from assets)")[0][0]:
            return []
        return self._finding().best(query, limit)

    def _hit(self, line: Line, score: float, query: Query) -> Hit:
        # Loaded here: a start does not need it.
        from db.hits import passage_of, read_title

        if line.kind == _ASSETS and self._finding is not None:
            passage = self._finding().snippet(line.id, query)
        else:
            passage = passage_of(line, wanted_words(map(whole, query.terms)))
        return Hit(ref=Ref(line.kind, line.id), title=read_title(line), snippet=passage, score=round(score, 6))

    def forget_deleted(self) -> None:
        """Remove the words of deleted rows from the pages of both indexes."""
        for index in _INDEXES:
            self._connection.execute(f"insert into {index} ({index}) values ('optimize')")

    def is_sound(self) -> bool:
        """FTS5's own check of both indexes."""
        try:
            for index in _INDEXES:
                self._connection.execute(f"insert into {index} ({index}) values ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        return True


def _by_kind(queue: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for kind, id_ in queue:
        found.setdefault(kind, []).append(id_)
    return found


def _texts(line: Line) -> tuple[str, str]:
    """The title of a record, and everything else it says."""
    values = [
        getattr(line, field.name) for field in fields_of(type(line)) if field.shape in _SHAPES and field.name != "key"
    ]
    title = without_chips(line.title_text)
    return title, without_chips("\n".join(value for value in values if value and value != line.title_text))
