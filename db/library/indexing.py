"""What is found of an asset: its own words, those of its tags and people, and the text of its file.

In the title, summary and tags stand the words as they were written and, behind a mark of their own, the stems that are
no word there; the stems of everything else share one column. So one word typed is looked for in all columns at once,
and what stands in a title counts as that in whatever form.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Final, NamedTuple, TypeVar

from db.stems import stem
from enable_desktop.library.assets import AssetKind
from enable_desktop.library.labels import KINDS, Labels
from enable_desktop.links import Link, Reason, Ref, without_chips
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.search import each_word

T = TypeVar("T")

_APART: Final = "\ue000"
"""Stands between words that are no neighbours; nobody's words hold it, since it is no letter to `words_of`."""
_BETWEEN: Final = f" {_APART} "
_SLICE: Final = 500
SAID: Final = {Person.kind: ("name",), AssetKind.kind: ("key", "title"), ListEntry.kind: ("list", "key", "title")}
"""What of other records assets are found by: the columns of each kind."""
_ROWS: Final = (
    "select assets.id, assets.title, summary, question, notes, sources, location, coalesce(file_texts.text, ''), sort, "
    "(select group_concat(value) from asset_values where asset = assets.id), owner, reviewer, seller, "
    "(select group_concat(to_id) from links where from_kind = 'assets' and from_id = assets.id "
    f"and to_kind = 'people' and reason = '{Reason.VOUCHED}') from assets "
    "left join files on files.folder = coalesce(assets.folder, 0) and files.path = assets.location "
    "left join file_texts on file_texts.file = files.id where assets.id in ({}) order by assets.id"
)


def queue(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Let the index look at these assets again, for example because their files hold another text."""
    connection.executemany("insert or ignore into main.search_queue values ('assets', ?)", ((id_,) for id_ in ids))


def follow(connection: sqlite3.Connection, touched: Iterable[Ref], renamed: Iterable[Ref]) -> None:
    """Let the index look again, after a step, at assets that say what a renamed record is called.

    `renamed` are the records of which something in `SAID` is another one than before the step.
    """
    for ref in renamed:
        if ref.kind == Person.kind:
            for column in ("owner", "reviewer", "seller"):
                _queue_those(connection, f"select id from assets where {column} = ?", ref.id)
            vouched = "select from_id from links where to_kind = 'people' and to_id = ? and from_kind = 'assets'"
            _queue_those(connection, vouched, ref.id)
        elif ref.kind == AssetKind.kind:
            _queue_those(connection, "select id from assets where sort = ?", ref.id)
        elif ref.kind == ListEntry.kind:
            _queue_those(connection, "select asset from asset_values where value = ?", ref.id)
    for ref in touched:
        if ref.kind == Link.kind:
            vouching = "select from_id from links where id = ? and from_kind = 'assets' and to_kind = 'people'"
            _queue_those(connection, vouching, ref.id)


def _queue_those(connection: sqlite3.Connection, query: str, id_: int) -> None:
    connection.execute(
        f"insert or ignore into main.search_queue select 'assets', found.* from ({query}) as found", (id_,)
    )


def index(
    connection: sqlite3.Connection, ids: Iterable[int], labels: Labels, letters: int = sys.maxsize
) -> tuple[list[int], list[int]]:
    """Index these assets as they stand now, which are given in ascending order; whatever is gone is taken out.

    Since texts may be long, it ends behind the asset with which so many `letters` are read. Returns the ids it came to,
    and those of them that are there. The caller's transaction holds it all.
    """
    called = _Called(connection, labels)
    done, there = list[int](), list[int]()
    for some in _slices(ids):
        entries = list[_Entry]()
        for row in connection.execute(_ROWS.format(",".join("?" * len(some))), some):
            asset = _Read._make(row)
            entries.append(called.entry(asset))
            letters -= asset.length
            if letters <= 0:
                some = [id_ for id_ in some if id_ <= asset.id]
                break
        marks = ",".join("?" * len(some))
        known = connection.execute(f"select id from asset_index_docsize where id in ({marks})", some).fetchall()
        connection.executemany("delete from asset_index where rowid = ?", known)
        connection.executemany(
            "insert into asset_index (rowid, title, summary, tags, people, notes, text, stems) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            entries,
        )
        done += some
        there += (entry[0] for entry in entries)
        if letters <= 0:
            break
    return done, there


def _slices(several: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(several)
    while some := list(islice(rest, _SLICE)):
        yield some


class _Read(NamedTuple):
    """What stands in the file of an asset: its own words, and the ids of what it names, several with commas."""

    id: int
    title: str
    summary: str
    question: str
    notes: str
    sources: str
    location: str
    text: str
    sort: int | None
    values: str | None
    owner: int | None
    reviewer: int | None
    seller: int | None
    experts: str | None

    @property
    def length(self) -> int:
        """How long its texts are, in letters."""
        return len(self.summary) + len(self.notes) + len(self.sources) + len(self.text)


_Entry = tuple[int, str, str, str, str, str, str, str]
"""A row of the index."""


class _Called:
    """What the kinds, values and people are called that assets name, with the stems of it."""

    def __init__(self, connection: sqlite3.Connection, labels: Labels) -> None:
        self._connection = connection
        self._labels = labels
        # A long list names the same few again and again.
        self._kind = cache(self._kind_of)
        self._value = cache(self._value_of)
        self._person = cache(self._person_of)
        self._tags = cache(self._tags_of)
        self._involved = cache(self._involved_of)

    def _kind_of(self, id_: int | None) -> str:
        found = self._named("select key, title from asset_kinds where id = ?", id_)
        return _said((found[1], *self._labels.of(KINDS, found[0]))) if found else ""

    def _value_of(self, id_: int) -> str:
        found = self._named("select list, key, title from list_entries where id = ?", id_)
        return _said((found[2], *self._labels.of(found[0], found[1]))) if found else ""

    def _person_of(self, id_: int | None) -> tuple[str, ...]:
        found = self._named("select name from people where id = ?", id_)
        return tuple(each_word(found[0])) if found else ()

    def _named(self, query: str, id_: int | None) -> tuple[str, ...] | None:
        found: tuple[str, ...] | None = self._connection.execute(query, (id_,)).fetchone()
        return found

    def _tags_of(self, sort: int | None, values: str | None) -> str:
        return _BETWEEN.join(filter(None, (self._kind(sort), *map(self._value, _ids(values)))))

    def _involved_of(
        self, owner: int | None, reviewer: int | None, seller: int | None, experts: str | None
    ) -> tuple[str, frozenset[str]]:
        """The names of these people, each once, and the words in them."""
        names = [*filter(None, map(self._person, dict.fromkeys((owner, reviewer, seller, *_ids(experts)))))]
        return _BETWEEN.join(map(" ".join, names)), frozenset(chain.from_iterable(names))

    def entry(self, asset: _Read) -> _Entry:
        """The row of the index for an asset."""
        people, words = self._involved(asset.owner, asset.reviewer, asset.seller, asset.experts)
        notes = each_word(without_chips(f"{asset.notes}\n{asset.sources}\n{asset.location}"))
        text = each_word(asset.text) if asset.text else []
        return (
            asset.id,
            _with_stems(each_word(without_chips(asset.title))),
            _with_stems(each_word(without_chips(f"{asset.summary}\n{asset.question}"))),
            self._tags(asset.sort, asset.values),
            people,
            " ".join(notes),
            " ".join(text),
            " ".join(_stems(words.union(notes, text))),
        )


def _ids(several: str | None) -> Iterator[int]:
    """The ids that `group_concat` put into one text."""
    return map(int, several.split(",")) if several else iter(())


def _said(called: Iterable[str]) -> str:
    """What something is called in every language in which it is called anything, each once; with the stems."""
    several = dict.fromkeys(tuple(each_word(each)) for each in dict.fromkeys(called))
    words = {word for each in several for word in each}
    return _BETWEEN.join((*filter(None, map(" ".join, several)), *_stems(words)))


def _with_stems(words: list[str]) -> str:
    # No phrase goes from one stem to the next.
    return _BETWEEN.join((" ".join(words), *_stems(set(words)))) if words else ""


def _stems(words: set[str] | frozenset[str]) -> set[str]:
    """The stems of these words that are none of them."""
    return set(map(stem, words)) - words
