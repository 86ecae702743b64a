"""Figures of use as a portal exports them: a CSV or a sheet that says which content was used when, and how often."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from enable_desktop.library.usage_import import FIELDS, LABELS, NEEDED
from enable_desktop.readers.csv_tables import Table, open_table
from enable_desktop.readers.sheets import Sheet, is_sheet, open_sheet


@dataclass(frozen=True, slots=True)
class Exported:
    """The rows, and the SHA-256 of the file that they stand in."""

    table: Table | Sheet
    digest: str


def open_usage(path: Path) -> Exported:
    """The rows of an export; raises WorkspaceError with a sentence for what is none, else OSError."""
    opened = open_sheet if is_sheet(path) else open_table
    table = opened(path, FIELDS, NEEDED, labels=LABELS)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Exported(table, digest)
