"""What is found of an asset: its own words, those of its tags and people, and the text of its file.

In the title, summary and tags stand the words as they were written and, behind a mark of their own, the stems that are
no word there; the stems of everything else share one column. So one word typed is looked for in all columns at once,
and what stands in a title counts as that in whatever form.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from db.stems import stem
from enable_desktop.library.assets import AssetKind
from enable_desktop.library.labels import KINDS, Labels
from enable_desktop.links import Link, Reason, Ref, without_chips
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.search import each_word

_APART: Final = "\ue000"
"""Stands between words that are no neighbours; nobody's words hold it, since it is no letter to `words_of`."""
_BETWEEN: Final = f" {_APART} "
_SLICE: Final = 500
SAID: Final = {Person.kind: ("name",), AssetKind.kind: ("key", "title"), ListEntry.kind: ("list", "key", "title")}
"""What of other records assets are found by: the columns of each kind."""
_ROWS: Final = (
    "select assets.id, assets.title, summary, question, notes, sources, location, sort, owner, reviewer, seller, "
    "coalesce(file_texts.text, '') from assets "
    "left join files on files.folder = coalesce(assets.folder, 0) and files.path = assets.location "
    "left join file_texts on file_texts.file = files.id where assets.id in ({})"
)

_LENGTHS: Final = (
    "select assets.id, length(file_texts.text) from assets "
    "join files on files.folder = coalesce(assets.folder, 0) and files.path = assets.location "
    "join file_texts on file_texts.file = files.id where assets.id in ({})"
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


def lengths(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, int]:
    """How long the texts of the files of these assets are, in letters."""
    found: dict[int, int] = {}
    several = iter(ids)
    while some := list(islice(several, _SLICE)):
        found.update(connection.execute(_LENGTHS.format(",".join("?" * len(some))), some))
    return found


def index(connection: sqlite3.Connection, ids: Iterable[int], labels: Labels) -> None:
    """Index these assets as they stand now; whatever is gone is taken out. The caller's transaction holds it all."""
    several = iter(ids)
    tags = _Tags(connection, labels)
    while some := list(islice(several, _SLICE)):
        known = f"select id from asset_index_docsize where id in ({','.join('?' * len(some))})"
        connection.executemany("delete from asset_index where rowid = ?", connection.execute(known, some).fetchall())
        connection.executemany(
            "insert into asset_index (rowid, title, summary, tags, people, notes, text, stems) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            _entries(connection, some, tags),
        )


def _entries(connection: sqlite3.Connection, ids: list[int], tags: _Tags) -> Iterator[tuple[Any, ...]]:
    """The rows of the index for these assets, one at a time, since the text of a file may be long."""
    marks = ",".join("?" * len(ids))
    values: dict[int, list[int]] = {}
    for asset, value in connection.execute(
        f"select asset, value from asset_values where asset in ({marks})", ids
    ).fetchall():
        values.setdefault(asset, []).append(value)
    experts: dict[int, list[int]] = {}
    for asset, person in connection.execute(
        "select from_id, to_id from links where from_kind = 'assets' and to_kind = 'people' "
        f"and reason = '{Reason.VOUCHED}' and from_id in ({marks}) order by id",
        ids,
    ).fetchall():
        experts.setdefault(asset, []).append(person)
    for row in connection.execute(_ROWS.format(marks), ids):
        id_, title, summary, question, notes, sources, location, sort, *involved, text = row
        people = tags.people((*involved, *experts.get(id_, ())))
        notes = each_word(without_chips(f"{notes}\n{sources}\n{location}"))
        text = each_word(text)
        yield (
            id_,
            _with_stems(each_word(without_chips(title))),
            _with_stems(each_word(without_chips(f"{summary}\n{question}"))),
            tags.of(sort, tuple(values.get(id_, ()))),
            people,
            " ".join(notes),
            " ".join(text),
            " ".join(_stems({*people.split(), *notes, *text})),
        )


class _Said(NamedTuple):
    """What a kind or a value is called in every language, its single words, and their stems."""

    text: str
    words: frozenset[str]
    stems: frozenset[str]


class _Tags:
    """The words of kinds, values and people, each looked up once."""

    def __init__(self, connection: sqlite3.Connection, labels: Labels) -> None:
        self._connection = connection
        self._labels = labels
        self._kinds: dict[int, _Said] = {}
        self._values: dict[int, _Said] = {}
        self._people: dict[int, str] = {}
        # A long list says the same of many assets.
        self.of = lru_cache(maxsize=_SLICE)(self._of)
        self.people = lru_cache(maxsize=_SLICE)(self._called)

    def _of(self, sort: int | None, values: tuple[int, ...]) -> str:
        """What a kind and values are called, in every language in which they are called anything; with the stems."""
        found = [self._kind(sort)] if sort is not None else []
        found += map(self._value, values)
        texts = filter(None, (said.text for said in found))
        stems = frozenset().union(*(said.stems for said in found)).difference(*(said.words for said in found))
        return _BETWEEN.join((*texts, *stems))

    def _kind(self, id_: int) -> _Said:
        if id_ not in self._kinds:
            self._kinds[id_] = self._said("select ?, key, title from asset_kinds where id = ?", KINDS, id_)
        return self._kinds[id_]

    def _value(self, id_: int) -> _Said:
        if id_ not in self._values:
            self._values[id_] = self._said("select list, key, title from list_entries where id = ?", None, id_)
        return self._values[id_]

    def _said(self, query: str, *given: object) -> _Said:
        found = self._connection.execute(query, [each for each in given if each is not None]).fetchone()
        if found is None:
            return _Said("", frozenset(), frozenset())
        called = [each_word(each) for each in dict.fromkeys((found[2], *self._labels.of(found[0], found[1])))]
        words = frozenset(word for each in called for word in each)
        text = _BETWEEN.join(filter(None, dict.fromkeys(map(" ".join, called))))
        return _Said(text, words, frozenset(_stems(words)))

    def _called(self, ids: tuple[int | None, ...]) -> str:
        found = [self._person(id_) for id_ in dict.fromkeys(ids) if id_ is not None]
        return _BETWEEN.join(filter(None, found))

    def _person(self, id_: int) -> str:
        if id_ not in self._people:
            found = self._connection.execute("select name from people where id = ?", (id_,)).fetchone()
            self._people[id_] = " ".join(each_word(found[0])) if found is not None else ""
        return self._people[id_]


def _with_stems(words: list[str]) -> str:
    # No phrase goes from one stem to the next.
    return _BETWEEN.join((" ".join(words), *_stems(set(words)))) if words else ""


def _stems(words: set[str] | frozenset[str]) -> set[str]:
    """The stems of these words that are none of them."""
    return set(map(stem, words)).difference(words, (_APART,))
