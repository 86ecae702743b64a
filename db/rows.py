"""Lines in and out of their tables; the only place that knows how a record class becomes columns."""

from __future__ import annotations

import json
import math
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any, Final, TypeVar

from db.files import ask, parsing
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import (
    WHOLE_LIMIT,
    Field,
    Line,
    Shape,
    fields_of,
    kept_by_record,
    limit_of,
    reader_of,
    to_plain,
)
from enable_desktop.words import mark

L = TypeVar("L", bound=Line)

_TEXTS: Final = (Shape.TEXT, Shape.PROSE)
_UNLIMITED: Final = frozenset({"snapshot", "contested"})
_AT_ONCE: Final = 500
"""How many values one query is given; SQLite takes some thousands."""
_VALUES: Final = 10_000
"""How many values one statement writes; SQLite takes 32,766."""
_KNOWN: Final = 5_000
_UNSAID: Final = (("null", None), ("''", ""))
STEP: Final = 1024
"""The distance between neighbours' positions, so that most moves touch one row."""
_ROOM: Final = 32
"""The distance left after making room, so that it lasts for a while."""


def read_all(connection: sqlite3.Connection, record: type[L]) -> tuple[L, ...]:
    """Every line of a kind by position, then id."""
    return _read(connection, record, f'select {_columns(record)} from "{record.kind}" order by position, id')


def read_where(connection: sqlite3.Connection, record: type[L], column: str, value: object) -> tuple[L, ...]:
    """The lines of a kind that hold `value` in `column`, by position, then id."""
    query = f'select {_columns(record)} from "{record.kind}" where "{column}" = ? order by position, id'
    return _read(connection, record, query, clean(value) if isinstance(value, str) else value)


def read_those(connection: sqlite3.Connection, record: type[L], test: str, *values: object) -> tuple[L, ...]:
    """The lines of a kind for which a condition of SQL holds, by position, then id."""
    query = f'select {_columns(record)} from "{record.kind}" where {test} order by position, id'
    return _read(connection, record, query, *values)


def read_one(connection: sqlite3.Connection, record: type[L], id_: int) -> L | None:
    """One line; None for an id that is not there, or is none at all."""
    if not 0 < id_ <= WHOLE_LIMIT:
        return None
    found = _read(connection, record, f'select {_columns(record)} from "{record.kind}" where id = ?', id_)
    return found[0] if found else None


def read_without(connection: sqlite3.Connection, record: type[L], id_: int, *left_out: str) -> L | None:
    """One line as if nothing stood in the texts that are left out, since they may be long; None where it is gone."""
    names = (f"'' as \"{field.name}\"" if field.name in left_out else f'"{field.name}"' for field in fields_of(record))
    query = f'select id, position, {", ".join(names)} from "{record.kind}" where id = ?'
    found = _read(connection, record, query, id_)
    return found[0] if found else None


def read_these(connection: sqlite3.Connection, record: type[L], ids: Iterable[int]) -> tuple[L, ...]:
    """The lines with these ids by position, then id."""
    wanted, found = tuple(ids), list[L]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = f'select {_columns(record)} from "{record.kind}" where id in ({",".join("?" * len(some))})'
        found += _read(connection, record, query, *some)
    return tuple(sorted(found, key=lambda line: (line.position, line.id)))


@kept_by_record
def _columns(record: type[Line]) -> str:
    return ", ".join(("id", "position", *(f'"{field.name}"' for field in fields_of(record))))


def _read(connection: sqlite3.Connection, record: type[L], query: str, *values: object) -> tuple[L, ...]:
    names, converting = _named(record)
    found = ask(connection, query, *values)
    lines = []
    with parsing(connection):
        for row in found:
            line = list(row)
            for place, convert in converting:
                line[place] = convert(line[place])
            lines.append(record(**dict(zip(names, line, strict=True))))
    return tuple(lines)


@kept_by_record
def _named(record: type[Line]) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]:
    """The names of what a line is made of, and what is to be made of a plain value where that is not the value."""
    plain = (Shape.TEXT, Shape.PROSE, Shape.NUMBER, Shape.WHOLE, Shape.MONEY, Shape.LEVEL, Shape.RECORD)
    fields = fields_of(record)
    names = ("id", "position", *(field.name for field in fields))
    return names, tuple((place, reader_of(field)) for place, field in enumerate(fields, 2) if field.shape not in plain)


def insert(
    connection: sqlite3.Connection, record: type[Line], values: Mapping[str, Any], *, id_: int | None = None
) -> int:
    """Add a line at the end of its kind, or where `position` says; returns its id."""
    given = dict(values)
    position = given.pop("position", None)
    line = record(**given)
    plain = {field.name: _stored(field, getattr(line, field.name)) for field in fields_of(record)}
    if position is None:
        position = connection.execute(f'select coalesce(max(position), 0) + {STEP} from "{record.kind}"').fetchone()[0]
    plain["position"] = position
    if id_ is not None:
        plain["id"] = id_
    names = ", ".join(f'"{name}"' for name in plain)
    marks = ", ".join("?" * len(plain))
    cursor = connection.execute(f'insert into "{record.kind}" ({names}) values ({marks})', tuple(plain.values()))
    return int(cursor.lastrowid or 0)


def insert_many(connection: sqlite3.Connection, record: type[Line], lines: Iterable[Mapping[str, Any]]) -> range:
    """Add lines at the end of their kind, as they come, without holding them all; returns their ids."""
    fields = fields_of(record)
    plain = record()
    defaults = [(field, _stored(field, getattr(plain, field.name))) for field in fields]
    last, position = _ends(connection, record)
    count = 0

    def values() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for line in lines:
            count += 1
            yield (
                last + count,
                position + STEP * count,
                *(_stored(field, line[field.name]) if field.name in line else default for field, default in defaults),
            )

    _insert_all(connection, record, values())
    return range(last + 1, last + 1 + count)


def ready(record: type[Line], line: Mapping[str, Any]) -> tuple[Any, ...]:
    """A new line as it is kept, field by field; what stands for the id of a record that is still to come stays."""
    return tuple(next(all_ready(record, (line,))))


def all_ready(record: type[Line], lines: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """Each of many new lines as `ready` makes it, for the taker to change."""
    unsaid, places = _unsaid(record), _places(record)
    for line in lines:
        made = list(unsaid)
        for name, value in line.items():
            at, keep = places[name]
            made[at] = keep(value)
        yield made


@kept_by_record
def references_in(record: type[Line]) -> tuple[int, ...]:
    """Where in a line that is `ready` the id of another record may stand."""
    return tuple(at for at, field in enumerate(fields_of(record)) if field.shape in (Shape.RECORD, Shape.WHOLE))


@kept_by_record
def _unsaid(record: type[Line]) -> tuple[Any, ...]:
    """What is kept of a line of which nothing is said."""
    plain = record()
    return tuple(_stored(field, getattr(plain, field.name)) for field in fields_of(record))


@kept_by_record
def _places(record: type[Line]) -> Mapping[str, tuple[int, Callable[[Any], Any]]]:
    """Where each field stands among those of its record, and how a value of it is kept."""
    return {field.name: (at, _keeper_of(field)) for at, field in enumerate(fields_of(record))}


def _keeper_of(field: Field) -> Callable[[Any], Any]:
    """What `_stored` does for one field, to be asked for once where many lines are written."""
    if field.shape in _TEXTS:
        return partial(_text, field, sys.maxsize if field.name in _UNLIMITED else limit_of(field.name, field.shape))
    # Long lists say the same answers, days, people, lengths and values again and again.
    if field.shape in (Shape.CHOICE, Shape.DATE, Shape.RECORD, Shape.WHOLE):
        return lru_cache(maxsize=_KNOWN)(partial(_stored, field))
    if field.shape is Shape.MAP:
        known = lru_cache(maxsize=_KNOWN)(lambda pairs: _stored(field, dict(pairs)))
        return lambda value: known(tuple(value.items()))
    return partial(_stored, field)


def _text(field: Field, limit: int, value: Any) -> Any:
    return clean(value) if isinstance(value, str) and len(value) <= limit else _stored(field, value)


def insert_ready(connection: sqlite3.Connection, record: type[Line], lines: Iterable[Sequence[Any]]) -> range:
    """Add lines that are `ready` at the end of their kind; returns their ids."""
    last, position = _ends(connection, record)
    count = 0

    def values() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for line in lines:
            count += 1
            yield (last + count, position + STEP * count, *line)

    _insert_all(connection, record, values())
    return range(last + 1, last + 1 + count)


def insert_placed(connection: sqlite3.Connection, record: type[Line], lines: Iterable[tuple[Any, ...]]) -> None:
    """Add lines that are `ready` and begin with the id and the position that were kept for them."""
    _insert_all(connection, record, lines)


def keep_ids(connection: sqlite3.Connection, record: type[Line], count: int) -> tuple[range, int]:
    """Keep ids at the end of a kind for lines that will come, and say which position is the last before them."""
    last, position = _ends(connection, record)
    if not connection.execute(
        "update sqlite_sequence set seq = ? where name = ?", (last + count, record.kind)
    ).rowcount:
        connection.execute("insert into sqlite_sequence (name, seq) values (?, ?)", (record.kind, last + count))
    return range(last + 1, last + 1 + count), position


def _ends(connection: sqlite3.Connection, record: type[Line]) -> tuple[int, int]:
    """The highest id there ever was, and the last position."""
    highest = "select max((select coalesce(max(id), 0) from {0}), (select coalesce(max(seq), 0) from sqlite_sequence "
    highest += "where name = ?)), (select coalesce(max(position), 0) from {0})"
    last, position = connection.execute(highest.format(f'"{record.kind}"'), (record.kind,)).fetchone()
    return last, position


def _insert_all(connection: sqlite3.Connection, record: type[Line], lines: Iterable[tuple[Any, ...]]) -> None:
    """Add lines that begin with their id and position."""
    names = ", ".join(("id", "position", *(f'"{field.name}"' for field in fields_of(record))))
    several = iter(lines)
    while some := list(islice(several, _AT_ONCE)):
        columns = list(zip(*some, strict=True))
        # Of most fields a list says nothing at all: what is the same in all lines is said once, not handed over each
        # time.
        said = [next((word for word, value in _UNSAID if column.count(value) == len(some)), "?") for column in columns]
        given = [column for column, word in zip(columns, said, strict=True) if word == "?"]
        row = f"({', '.join(said)})"
        write_rows(connection, f'insert into "{record.kind}" ({names})', zip(*given, strict=True), row)


def write_rows(connection: sqlite3.Connection, insert: str, several: Iterable[Sequence[Any]], row: str) -> None:
    """Carry out an "insert into ..." for many rows of values, for which `row` is "(?, ?)" and the like.

    Many go into one statement, which takes SQLite a good third less time than one after another.
    """
    rest, most = iter(several), _VALUES // row.count("?")
    while some := list(islice(rest, most)):
        connection.execute(f"{insert} values {', '.join([row] * len(some))}", tuple(chain.from_iterable(some)))


def update(connection: sqlite3.Connection, record: type[Line], id_: int, values: Mapping[str, Any]) -> None:
    """Change fields of a line; raises KeyError for a field it does not have."""
    places = _places(record)
    plain = {name: places[name][1](value) for name, value in values.items()}
    if not plain:
        return
    names = ", ".join(f'"{name}" = ?' for name in plain)
    connection.execute(f'update "{record.kind}" set {names} where id = ?', (*plain.values(), id_))


def update_many(
    connection: sqlite3.Connection, record: type[Line], ids: Iterable[int], values: Mapping[str, Any]
) -> None:
    """Give the same fields of many lines the same values; lines that hold them already are not touched."""
    by_name = {field.name: field for field in fields_of(record)}
    plain = {name: _stored(by_name[name], value) for name, value in values.items()}
    if not plain:
        return
    names = ", ".join(f'"{name}" = ?' for name in plain)
    differs = " or ".join(f'"{name}" is not ?' for name in plain)
    connection.execute(
        f'update "{record.kind}" set {names} where id in (select value from json_each(?)) and ({differs})',
        (*plain.values(), json.dumps(list(ids)), *plain.values()),
    )


def place_of(connection: sqlite3.Connection, record: type[Line], id_: int) -> int:
    """The index of a line among its kind, by position, then id."""
    table = f'"{record.kind}"'
    query = f"select count(*) from {table} where (position, id) < (select position, id from {table} where id = ?)"
    return int(ask(connection, query, id_)[0][0])


def place(connection: sqlite3.Connection, record: type[Line], id_: int, index: int) -> None:
    """Put a line at an index among its kind; neighbours are renumbered only where no room is left between two."""
    table = f'"{record.kind}"'
    count = connection.execute(f"select count(*) from {table} where id <> ?", (id_,)).fetchone()[0]
    if not count:
        return
    index = max(0, min(index, count))
    reach = 0
    while True:
        # `reach` neighbours on either side move along, between the two that stay; an end without one has any room.
        start, end = max(0, index - reach - 1), min(count, index + reach + 1)
        near = connection.execute(
            f"select id, position from {table} where id <> ? order by position, id limit ? offset ?",
            (id_, end - start, start),
        ).fetchall()
        before = near[0][1] if index > reach else None
        after = near[-1][1] if index + reach < count else None
        moving = [row[0] for row in near]
        moving.insert(index - start, id_)
        moving = moving[before is not None : len(moving) - (after is not None)]
        low = before if before is not None else (after or 0) - STEP * (len(moving) + 1)
        high = after if after is not None else low + STEP * (len(moving) + 1)
        room = (high - low) // (len(moving) + 1)
        if room >= (_ROOM if reach else 1):
            break
        reach = 2 * reach + 1
    connection.executemany(
        f"update {table} set position = ? where id = ?",
        ((low + room * number, each) for number, each in enumerate(moving, 1)),
    )


def clean(text: str) -> str:
    """Text as it is kept: NUL and lone surrogates become the replacement character."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def _stored(field: Field, value: Any) -> Any:
    plain = value if field.shape in _TEXTS else to_plain(field, value)
    if isinstance(plain, int) and abs(plain) > WHOLE_LIMIT:
        raise WorkspaceError(mark("This number is too large: {number}. What was there before is kept."), number=plain)
    if field.shape is Shape.NUMBER and plain is not None:
        return float(plain) if math.isfinite(plain) else None
    if not isinstance(plain, str):
        return plain
    if field.name not in _UNLIMITED:
        limit = limit_of(field.name, field.shape)
        if len(plain) > limit:
            raise WorkspaceError(
                mark("This text is too long: {length} characters, {limit} fit. What was there before is kept."),
                length=len(plain),
                limit=limit,
            )
    return clean(plain)


def references_to(connection: sqlite3.Connection, kind: str) -> tuple[tuple[str, str], ...]:
    """Every (table, column) that points at a kind, read from the schema itself."""
    return tuple(
        (table, key[3])
        for (table,) in ask(connection, "select name from sqlite_schema where type = 'table' order by name")
        for key in ask(connection, f'pragma main.foreign_key_list("{table}")')
        if key[2] == kind
    )


def roots_of(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """Every (column, kind) with which lines of a kind point at others, read from the schema itself."""
    return [(key[3], key[2]) for key in ask(connection, f'pragma main.foreign_key_list("{kind}")')]


def ids_where(connection: sqlite3.Connection, table: str, column: str, value: object) -> Iterable[int]:
    return [row[0] for row in ask(connection, f'select id from "{table}" where "{column}" = ? order by id', value)]
