"""A list of experts: a CSV or a sheet whose header names who knows which topics how well."""

from __future__ import annotations

from pathlib import Path

from enable_desktop.expert_import import FIELDS, NEEDED
from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.readers.sheets import Sheet, is_sheet, open_sheet


def open_experts(path: Path) -> Table | Sheet:
    """The rows of a table; raises WorkspaceError with a sentence for what is no list of experts, else OSError."""
    return open_sheet(path, FIELDS, NEEDED) if is_sheet(path) else open_table(path, FIELDS, NEEDED)
