"""What a workspace file holds, read past our own code, so that two states can be compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

Row = Mapping[str, object]
Content = Mapping[tuple[str, int], Row]
Difference = Mapping[tuple[str, int], tuple[Row | None, Row | None]]


def tracked_tables(path: Path) -> tuple[str, ...]:
    """The tables whose rows belong to the person: all but history, search index and the bytes of attachments."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "select name from sqlite_schema where type = 'table' and sql like '%autoincrement%' "
            "and name not like 'history%' order by name"
        )
        return tuple(name for (name,) in found)


def content_of(path: Path) -> Content:
    """Every row of every tracked table."""
    content: dict[tuple[str, int], Row] = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for table in tracked_tables(path):
            for row in connection.execute(f'select * from "{table}"'):
                content[table, row["id"]] = dict(row)
    return content


def difference(before: Content, after: Content) -> Difference:
    """The rows that differ, each as it was and as it is."""
    keys = before.keys() | after.keys()
    return {key: (before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)}


def taken_back(content: Content, change: Difference) -> Content | None:
    """The content without a change, column by column; None where it no longer is what the change left."""
    result = dict(content)
    for key, (old, new) in change.items():
        now = content.get(key)
        if old is None or new is None:
            if now != new:
                return None
            result.pop(key, None)
            if old is not None:
                result[key] = old
            continue
        differing = {name for name in new if new[name] != old[name]}
        if now is None or any(now[name] != new[name] for name in differing):
            return None
        result[key] = {**now, **{name: old[name] for name in differing}}
    return result


def with_noted(change: Difference, noted: Difference) -> Difference:
    """A change whose new rows are as another one has left them since."""
    result = dict(change)
    for key, (old, new) in noted.items():
        first, added = change.get(key, (None, None))
        if first is None and added is not None and old is not None and new is not None:
            result[key] = (None, {**added, **{name: new[name] for name in new if new[name] != old[name]}})
    return result


def reversed_difference(change: Difference) -> Difference:
    return {key: (new, old) for key, (old, new) in change.items()}


def complaints(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file, its foreign keys and its search index; empty when it is sound."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        found += [f"foreign key {row}" for row in connection.execute("pragma foreign_key_check")]
        for index in ("search_index", "asset_index"):
            try:
                connection.execute(f"insert into {index} ({index}, rank) values ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                # Files of earlier schemas have no library.
                if "no such table" not in str(error):
                    found.append(f"{index}: {error}")
        dangling = "select count(*) from search_index_docsize where id not in (select rowid from search_rows)"
        if connection.execute(dangling).fetchone()[0]:
            found.append("search index holds records that are not there")
    return found
