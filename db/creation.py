"""A new file, and what every workspace has from its first day."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db import files, rows
from db.compaction import begin_in_slices
from db.library.register import enter as enter_assets
from db.opening import Place, migrate
from db.register import enter
from db.search import Search
from enable_desktop.charter.lines import BusinessCase, Document, Head, Prose, Version
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import Line, fields_of
from enable_desktop.kinds import KINDS

if TYPE_CHECKING:
    from enable_desktop.question_bank import Bank


def first_rows(
    connection: sqlite3.Connection, now: datetime, settings: Mapping[str, str], lists: Iterable[Line]
) -> None:
    """Settings, an empty charter, and the lists known on day one; no step, since there is nothing to go back to."""
    for key, value in {**settings, "workspace_id": os.urandom(16).hex(), "created": now.isoformat()}.items():
        connection.execute("insert into settings (key, value) values (?, ?)", (key, value))
    first_lines(connection, now)
    for entry in lists:
        record = type(entry)
        rows.insert(connection, record, {field.name: getattr(entry, field.name) for field in fields_of(record)})


def first_lines(connection: sqlite3.Connection, now: datetime) -> None:
    """The lines that every workspace has, as far as they are not there yet: the charter, its sections and versions."""
    for record in (Head, BusinessCase):
        if rows.read_one(connection, record, 1) is None:
            rows.insert(connection, record, {}, id_=1)
    there = {section.key for section in rows.read_all(connection, Prose)}
    for section in SECTIONS:
        if section.key not in there:
            rows.insert(connection, Prose, {"key": section.key})
    versions = {version.document for version in rows.read_all(connection, Version)}
    for document in Document:
        if document not in versions:
            rows.insert(connection, Version, {"document": document, "title": "0.1", "on": now.date()})


def write_new(
    path: Path,
    place: Place,
    settings: Mapping[str, str],
    lists: Iterable[Line],
    bank: Bank | None,
    sample: Mapping[str, Any] | None,
) -> None:
    """Write a new workspace file with its search index; see `db.workspace.create_workspace`.

    Any: a sample is told as `db.sample` describes it.
    """
    with files.made_beside(path) as partial, files.reading(path), closing(files.connect(partial)) as connection:
        begin_in_slices(connection)
        migrate(connection)
        connection.execute("begin immediate")
        connection.execute("pragma defer_foreign_keys = on")
        first_rows(connection, place.clock(), settings, lists)
        if sample is not None:
            from db.sample import Sample

            Sample(connection, sample, place.clock().date(), bank.questions if bank is not None else ()).fill()
        elif bank is not None:
            from db.themes import fill_bank

            fill_bank(connection, bank.themes, bank.questions)
        enter(connection)
        enter_assets(connection)
        for table, kind in KINDS.items():
            if kind.searched:
                connection.execute(f"insert into search_queue select '{table}', id from \"{table}\"")
        connection.execute("commit")
        search = Search(connection, write=True, labels=place.labels)
        while search.catch_up(1_000):
            pass
