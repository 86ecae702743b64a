"""What every workspace has from its first day."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime

from db import rows
from enable_desktop.charter.lines import BusinessCase, Document, Head, Prose, Version
from enable_desktop.charter.sections import SECTIONS
from enable_desktop.fields import fields_of
from enable_desktop.notes import ListEntry


def first_rows(
    connection: sqlite3.Connection, now: datetime, settings: Mapping[str, str], lists: Iterable[ListEntry]
) -> None:
    """Settings, an empty charter, and the lists known on day one; no step, since there is nothing to go back to."""
    for key, value in {**settings, "workspace_id": os.urandom(16).hex(), "created": now.isoformat()}.items():
        connection.execute("insert into settings (key, value) values (?, ?)", (key, value))
    rows.insert(connection, Head, {}, id_=1)
    rows.insert(connection, BusinessCase, {}, id_=1)
    for section in SECTIONS:
        rows.insert(connection, Prose, {"key": section.key})
    for document in Document:
        rows.insert(connection, Version, {"document": document, "title": "0.1", "on": now.date()})
    for entry in lists:
        values = {field.name: getattr(entry, field.name) for field in fields_of(ListEntry)}
        rows.insert(connection, ListEntry, values)
