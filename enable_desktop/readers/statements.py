"""A list of statements: a CSV whose header names who said what about which theme."""

from __future__ import annotations

from pathlib import Path

from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.statement_rows import FIELDS, NEEDED


def open_statements(path: Path) -> Table:
    """The rows of a CSV; raises WorkspaceError with a sentence for what is no list of statements, else OSError."""
    return open_table(path, FIELDS, NEEDED)
