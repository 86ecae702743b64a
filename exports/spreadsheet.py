"""CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from enable_desktop.formulas import neutral

Cell = str | int | float | None


def csv_of(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as CSV with a byte order mark, so that spreadsheets read every alphabet; texts are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return f"\ufeff{out.getvalue()}"
