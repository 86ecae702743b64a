"""What can be saved of a damaged file: every row that can still be read goes into a new file, and the rest is told.

The damaged file is only read. Nothing of it is trusted: a value that is not what its column holds is left out, a
reference that leads nowhere is emptied, and what follows from the records (search, lists) is made anew.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from db import files, rows
from db.backup_folders import new_id
from db.compaction import begin_in_slices
from db.creation import first_lines
from db.faults import Damaged
from db.first_page import mended, tables_known
from db.library.register import enter as enter_assets
from db.lock import Lock
from db.opening import Place, migrate
from db.register import enter
from db.search import Search
from db.step_list import label_of
from enable_desktop.changes import Origin
from enable_desktop.charter.content import from_json
from enable_desktop.fields import WHOLE_LIMIT, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.packs.sent import Form
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

_DERIVED: Final = ("people_register", "search_", "asset_register", "asset_values", "asset_index", "sqlite_", "_sqlite")
"""Made anew from the records; the beginnings of their names."""
_HISTORY: Final = ("history_steps", "history_changes")
_READ_OF_FILES: Final = ("files", "file_texts", "found_links")
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,),
}  # fmt: skip
_PROBES: Final = 200_000
"""How many numbers are tried one by one where a table cannot be read through."""
_TOLD: Final = 12
_SNAPSHOT: Final = "snapshot"
_DAYS: Final[Mapping[str, frozenset[str]]] = {"pack_exports": frozenset({"on_day"})}
_ANSWERS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "pack_exports": {"form": frozenset(str(each) for each in Form)},
}
"""Of tables that are no records: what is a day, and what may stand in it where that is one of a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """How many records were saved, and what was not."""

    saved: int
    lost: tuple[Sentence | Counted, ...]


def recover(path: Path, target: Path, place: Place) -> Salvage:
    """Save what can be read of a file into a new one, which gets an id of its own.

    Raises WorkspaceError, and leaves no new file, where nothing can be read, or the new one cannot be written.
    """
    files.look_at(path)
    with (
        Lock(path, place.home, summon=False),
        closing(_reader(path)) as reader,
        files.made_beside(target) as partial,
        files.reading(target),
        closing(files.connect(partial)) as writer,
    ):
        return _Salvaging(path, reader, writer, place).all()


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that gives what it can, whatever stands in the file's own description of itself."""
    reader = _tolerant(files.connect(path, write=False))
    known = tables_known(reader)
    # Closed first: nothing of ours may have the file open while its first page is looked at.
    reader.close()
    content = mended(path, known)
    return _tolerant(files.connect(path, write=False) if content is None else files.connect_to(content, path))


def _tolerant(reader: sqlite3.Connection) -> sqlite3.Connection:
    reader.text_factory = bytes
    reader.execute("pragma writable_schema = on")
    return reader


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    required: bool
    is_day: bool
    answers: frozenset[str]
    """What may stand in it, where that is one of a few."""


class _Salvaging:
    """One damaged file on its way into a new one."""

    def __init__(self, path: Path, reader: sqlite3.Connection, writer: sqlite3.Connection, place: Place) -> None:
        self._path = path
        self._reader = reader
        self._writer = writer
        self._place = place
        self._missing: dict[str, list[int]] = {}
        self._unread: set[str] = set()
        self._mended: Counter[str] = Counter()
        self._emptied = 0

    def all(self) -> Salvage:
        schema = self._schema()
        begin_in_slices(self._writer)
        migrate(self._writer, schema)
        self._writer.execute("pragma foreign_keys = off")
        self._writer.execute("begin immediate")
        tables = [
            name
            for (name,) in self._writer.execute("select name from sqlite_schema where type = 'table' order by rowid")
            if not name.startswith(_DERIVED)
        ]
        for table in tables:
            if table not in _HISTORY:
                self._copy(table)
        saved = sum(self._count(table) for table in tables if table in KINDS)
        if not saved:
            raise Damaged(
                mark("Nothing could be read of {name}, so nothing was saved. Restore a backup; `backups` lists them."),
                name=self._path.name,
            )
        self._mend_references(tables)
        self._forget_what_was_read()
        lost = list(self._told())
        if not lost:
            for table in _HISTORY:
                self._copy(table)
            if any(table in self._unread or self._missing.get(table) or self._mended[table] for table in _HISTORY):
                for table in reversed(_HISTORY):
                    self._writer.execute(f"delete from {table}")
                lost.append(sentence(_NO_HISTORY))
        else:
            lost.append(sentence(_NO_HISTORY))
        self._writer.execute("commit")
        migrate(self._writer)
        self._begin_again()
        return Salvage(saved=saved, lost=tuple(lost))

    # -- reading

    def _schema(self) -> int:
        """Which version wrote the file; the newest known where it does not say."""
        found = self._ask("select name from _sqlite_migrations")
        if found:
            return min(len(found), files.SCHEMA)
        said = self._ask("pragma user_version")
        return said[0][0] if said and 1 <= said[0][0] <= files.SCHEMA else files.SCHEMA

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds; nothing where it fails."""
        with suppress(sqlite3.DatabaseError):
            return self._reader.execute(query, values).fetchall()
        return []

    def _columns(self, table: str) -> tuple[_Column, ...]:
        """The columns of a table in the new file that the damaged one has too."""
        there = {_text(row[1]) for row in self._ask(f'pragma table_info("{table}")')}
        fields = fields_of(KINDS[table].record) if table in KINDS else ()
        days = _DAYS.get(table) or {field.name for field in fields if field.shape is Shape.DATE}
        answers = _ANSWERS.get(table) or {
            field.name: frozenset(str(each) for each in field.choices or ())
            for field in fields
            if field.shape is Shape.CHOICE
        }
        return tuple(
            _Column(
                name=name,
                type=kind,
                required=bool(required) or bool(key),
                is_day=name in days,
                answers=answers.get(name, frozenset()),
            )
            for _, name, kind, required, _, key in self._writer.execute(f'pragma table_info("{table}")')
            if name in there
        )

    def _rows(self, table: str, names: str) -> Iterator[tuple[Any, ...]]:
        """Every row of a table that can be read, from the front and, past what cannot be read, one by one or back."""
        by_key = self._writer.execute("select wr from pragma_table_list(?)", (table,)).fetchone()[0]
        if by_key:
            yield from self._rows_by_key(table, names)
            return
        seen: set[int] = set()
        query = f'select rowid, {names} from "{table}"'
        try:
            for number, *row in self._reader.execute(f"{query} order by rowid"):
                seen.add(number)
                yield tuple(row)
            return
        except sqlite3.DatabaseError:
            self._unread.add(table)
        for number in self._numbers(table):
            if number not in seen:
                yield from (tuple(row[1:]) for row in self._ask(f"{query} where rowid = ?", number))

    def _rows_by_key(self, table: str, names: str) -> Iterator[tuple[Any, ...]]:
        key = self._key(table)
        seen: set[tuple[Any, ...]] = set()
        try:
            for row in self._reader.execute(f'select {names} from "{table}" order by {", ".join(key)}'):
                seen.add(row)
                yield row
            return
        except sqlite3.DatabaseError:
            self._unread.add(table)
        backwards = ", ".join(f"{each} desc" for each in key)
        with suppress(sqlite3.DatabaseError):
            for row in self._reader.execute(f'select {names} from "{table}" order by {backwards}'):
                if row in seen:
                    return
                yield row

    def _key(self, table: str) -> list[str]:
        found = self._writer.execute(f'pragma table_info("{table}")').fetchall()
        return [f'"{row[1]}"' for row in sorted(found, key=lambda row: row[5]) if row[5]]

    def _numbers(self, table: str) -> Iterable[int]:
        """The numbers that rows of a table may have, as far as anything in the file tells."""
        known = self._known(table)
        if known:
            return sorted(known)
        ends = self._ask(f'select rowid from "{table}" order by rowid desc limit 1')
        ends += self._ask("select seq from sqlite_sequence where name = ?", table)
        highest = max((row[0] for row in ends if isinstance(row[0], int)), default=0)
        return range(1, min(highest, _PROBES) + 1)

    def _known(self, table: str) -> set[int]:
        """The numbers that an index of a table knows."""
        found = self._ask(f'select id from "{table}" indexed by "{table}_position"') if table in KINDS else []
        return {row[0] for row in found if isinstance(row[0], int) and 0 < row[0] <= WHOLE_LIMIT}

    # -- writing

    def _copy(self, table: str) -> None:
        columns = self._columns(table)
        if not columns or (table in KINDS and columns[0].name != "id"):
            self._unread.add(table)
            return
        names = ", ".join(f'"{column.name}"' for column in columns)
        insert = f'insert or ignore into "{table}" ({names}) values ({", ".join("?" * len(columns))})'
        defaults = self._defaults(table)
        kept: set[int] = set()
        for row in self._rows(table, names):
            values = self._checked(table, columns, row, defaults)
            if values is None or not self._writer.execute(insert, values).rowcount:
                self._missing.setdefault(table, []).append(row[0] if isinstance(row[0], int) else 0)
            elif table in KINDS:
                kept.add(values[0])
        self._missing.setdefault(table, []).extend(sorted(self._known(table) - kept))

    def _defaults(self, table: str) -> Mapping[str, Any]:
        """What stands in a field of which nothing is said. Any: values of any field by its name."""
        if table not in KINDS:
            return {}
        record = KINDS[table].record
        plain = rows.ready(record, {})
        return {"position": 0, **{field.name: value for field, value in zip(fields_of(record), plain, strict=True)}}

    def _checked(
        self, table: str, columns: tuple[_Column, ...], row: tuple[Any, ...], defaults: Mapping[str, Any]
    ) -> list[Any] | None:
        """The row with nothing in it that its columns do not hold; None where it makes no sense without that."""
        values: list[Any] = []
        for column, read in zip(columns, row, strict=True):
            value = read
            if column.type == "TEXT" and isinstance(read, bytes):
                value = _text(read)
                self._mended[table] += value.encode() != read
            if _fits(column, value):
                values.append(value)
            elif column.name in defaults and column.name != _SNAPSHOT:
                values.append(defaults[column.name])
                self._mended[table] += 1
            else:
                return None
        return values if _is_sound(table, dict(zip((column.name for column in columns), values, strict=True))) else None

    def _mend_references(self, tables: Iterable[str]) -> None:
        """Empty what points at rows that are not there; where a row is nothing without, it goes too."""
        while self._writer.execute("pragma foreign_key_check").fetchone() is not None:
            for table in tables:
                required = {row[1] for row in self._writer.execute(f'pragma table_info("{table}")') if row[3]}
                for found in self._writer.execute(f'pragma foreign_key_list("{table}")').fetchall():
                    parent, column = found[2], found[3]
                    deed = f'delete from "{table}"' if column in required else f'update "{table}" set "{column}" = null'
                    self._emptied += self._writer.execute(
                        f'{deed} where "{column}" is not null and "{column}" not in (select id from "{parent}")'
                    ).rowcount

    def _forget_what_was_read(self) -> None:
        """What stands in files is read again where it is not known whole."""
        if any(table in self._unread or self._missing.get(table) for table in _READ_OF_FILES):
            for table in reversed(_READ_OF_FILES[1:]):
                self._writer.execute(f"delete from {table}")

    def _begin_again(self) -> None:
        """What every workspace has, and what follows from its records."""
        connection = self._writer
        connection.execute("begin immediate")
        first_lines(connection, self._place.clock())
        new_id(connection)
        enter(connection)
        enter_assets(connection)
        for table, kind in KINDS.items():
            if kind.searched:
                connection.execute(f"insert into search_queue select '{table}', id from \"{table}\"")
        connection.execute("commit")
        search = Search(connection, write=True, labels=self._place.labels)
        while search.catch_up(1_000):
            pass

    # -- telling

    def _count(self, table: str) -> int:
        return int(self._writer.execute(f'select count(*) from "{table}"').fetchone()[0])

    def _told(self) -> Iterator[Sentence | Counted]:
        for table, kind in KINDS.items():
            missing = sorted(set(self._missing.get(table, ())))
            if missing:
                shown = ", ".join(str(number) for number in missing[:_TOLD])
                yield sentence(
                    mark("{noun}: {count} could not be read (number {which})."),
                    noun=sentence(kind.noun),
                    count=len(missing),
                    which=f"{shown}…" if len(missing) > _TOLD else shown,
                )
            elif table in self._unread:
                yield sentence(mark("{noun}: some may be missing, not all could be read."), noun=sentence(kind.noun))
            if self._mended[table]:
                yield sentence(
                    mark("{noun}: damaged values: {count}. What could not be read in them was left out."),
                    noun=sentence(kind.noun),
                    count=self._mended[table],
                )
        gone = "select title from attachments where digest not in (select digest from blobs) order by id"
        for (title,) in self._writer.execute(gone).fetchall():
            yield sentence(mark("The content of the attachment “{title}” could not be read."), title=title)
        if any(table in self._unread or self._missing.get(table) for table in _READ_OF_FILES):
            yield sentence(mark("What stands in the files of the library is read again at the next look."))
        for table in ("settings", "pack_exports", "pack_export_items", "report_choices"):
            if table in self._unread or self._missing.get(table):
                yield sentence(mark("Not all of “{table}” could be read."), table=table)
        if self._emptied:
            yield counted(
                "{n} reference to something that could not be read was taken out.",
                "{n} references to something that could not be read were taken out.",
                self._emptied,
            )


_NO_HISTORY: Final = mark("The history could not be saved with it, so what was done before cannot be undone.")


def _text(read: object) -> str:
    """Text as far as it is text."""
    return rows.clean(read.decode("utf-8", "replace")) if isinstance(read, bytes) else str(read)


def _is_sound(table: str, row: Mapping[str, Any]) -> bool:
    """Whether what is told in more than one value agrees. Any: a row holds values of any column by its name."""
    if table == "blobs":
        return bool(hashlib.sha256(row["bytes"]).hexdigest() == row["digest"])
    try:
        if table == "file_texts":
            json.loads(row["values"])
        elif table == "history_steps":
            Origin(row["origin"])
            datetime.fromisoformat(row["at"])
            label_of(row["label"], row["values"])
        elif table == "history_changes":
            json.loads(row["data"])
        elif row.get(_SNAPSHOT):
            # A version that was frozen and cannot be read must not look as if it said what stands now.
            from_json(row[_SNAPSHOT])
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return True


def _fits(column: _Column, value: object) -> bool:
    if value is None:
        return not column.required
    if not isinstance(value, _TYPES.get(column.type.upper(), (object,))):
        return False
    if column.answers and value not in column.answers:
        return False
    if column.name == "id":
        return isinstance(value, int) and 0 < value <= WHOLE_LIMIT
    if column.is_day:
        try:
            date.fromisoformat(str(value))
        except ValueError:
            return value == "" and not column.required
    return True
