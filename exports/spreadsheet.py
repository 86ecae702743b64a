"""CSV that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

_RUNS: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARD: Final = "'"

Cell = str | int | float | None


def csv_of(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as CSV with a byte order mark, so that spreadsheets read every alphabet; texts are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return f"\ufeff{out.getvalue()}"


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives back exactly what it was."""
    return f"{_GUARD}{text}" if _RUNS.match(text) else text


def restored(text: str) -> str:
    """The text that `neutral` guarded."""
    return text[1:] if text.startswith(_GUARD) and _RUNS.match(text[1:]) else text
