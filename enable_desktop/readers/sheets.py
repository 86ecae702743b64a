"""The sheet of an .xlsx file that names the columns wanted, as a table: read in the child process, kept row by row.

Dates come as ISO days and whole numbers without a fraction, as people would write them into a CSV.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.formulas import restored
from enable_desktop.incoming import BadRow, Fault, Row
from enable_desktop.readers.bounds import FILE_LIMIT, too_large
from enable_desktop.readers.csv_tables import ABOVE, header_among, matched, names_all, plain_headers
from enable_desktop.words import mark, sentence

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

SECONDS: Final = 120
ROWS: Final = 100_000
"""More rows than this are refused: a CSV takes more."""
_COLUMNS: Final = 200
_BEGINNING: Final = 1_000
"""In so many rows a sheet begins."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet whose header is understood; it is held whole."""

    path: Path
    header: tuple[str, ...]
    columns: Mapping[str, int]
    unused: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row with its number in the sheet."""
    header_row: int
    """In which row of the sheet the header stands."""
    sheet: str = ""
    """What it is called, where the file has several."""
    encoding: str = "XLSX"

    def header_of(self, field: str) -> str:
        """What the file calls a field, empty where it has no such column."""
        return self.header[self.columns[field]] if field in self.columns else ""

    def __iter__(self) -> Iterator[Row | BadRow]:
        width = len(self.header)
        for number, cells in self.rows:
            if any(cell.strip() for cell in cells[width:]):
                said = mark("the row has {cells} cells, the header has {columns}")
                reason = sentence(said, cells=len(cells), columns=width)
                yield BadRow(number, (Fault("", reason),), cells)
                continue
            whole = (*cells[:width], *[""] * (width - len(cells)))
            yield Row(number, {field: restored(whole[at].strip()) for field, at in self.columns.items()}, whole)


def is_sheet(path: Path) -> bool:
    """Whether a path names a workbook of an office program."""
    return path.suffix.lower() in (".xlsx", ".xlsm")


def open_sheet(
    path: Path,
    fields: Mapping[str, Sequence[str]],
    needed: Sequence[Sequence[str]],
    *,
    above: int = ABOVE,
    labels: Mapping[str, str] | None = None,
) -> Sheet:
    """The table in the first sheet that names the fields needed, of those that are shown; see `csv_tables.open_table`
    for the arguments.

    Raises WorkspaceError with a sentence for what is no such table, OSError where the file cannot be read.
    """
    names = plain_headers(fields)
    sheet, rows = _read_apart(path, names, needed, above)
    if not rows:
        raise WorkspaceError(mark("{name} is empty. Nothing was imported."), name=path.name)
    at = header_among([cells for _, cells in rows[: 1 + above]], names, needed)
    number, cells = rows[at]
    header = list(cells)
    while header and not header[-1].strip():
        header.pop()
    titles = tuple(" ".join(cell.split()) for cell in header)
    columns = matched(path, titles, names, needed, row=number, labels=labels)
    unused = tuple(title for at, title in enumerate(titles) if title and at not in columns.values())
    return Sheet(path, titles, columns, unused, tuple(rows[at + 1 :]), number, sheet)


_Rows = list[tuple[int, tuple[str, ...]]]


def _read_apart(path: Path, names: Mapping[str, str], needed: Sequence[Sequence[str]], above: int) -> tuple[str, _Rows]:
    """What `rows_of_sheet` says in the child process, without rows of blanks."""
    from enable_desktop.readers.worker import Worker, WorkerLostError

    if path.stat().st_size > FILE_LIMIT:
        raise too_large(path.name, FILE_LIMIT)
    wanted = {"names": dict(names), "needed": [list(group) for group in needed], "above": above}
    try:
        with Worker() as worker:
            reply = worker.ask({"sheet": str(path.absolute()), "wanted": wanted, "seconds": SECONDS}, SECONDS)
        if "refused" in reply:
            message, values = reply["refused"]
            raise WorkspaceError(message, **values)
        sheet, rows = reply["sheet"]
        return str(sheet), [(row, tuple(cells)) for row, cells in rows if any(cell.strip() for cell in cells)]
    except TimeoutError as error:
        raise WorkspaceError(
            mark("{name} took longer than {seconds} seconds to read and was left. Nothing was imported."),
            name=path.name,
            seconds=SECONDS,
        ) from error
    except (WorkerLostError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            mark("{name} is damaged and could not be read. Nothing was imported; save its sheet as CSV instead."),
            name=path.name,
        ) from error


# -- the child


def rows_of_sheet(
    path: Path, names: Mapping[str, str], needed: Sequence[Sequence[str]], above: int
) -> tuple[str, list[tuple[int, list[str]]]]:
    """The rows of the first sheet that names the fields needed, of those that are shown; where none does, of the first
    that holds anything. With the number of each, up to its last cell that holds anything; and with the name of the
    sheet, where there are several.
    """
    import zipfile

    import openpyxl

    from enable_desktop.readers.archive import check_parts

    with zipfile.ZipFile(path) as archive:
        check_parts(archive, path.name)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    shown = [each for each in book.worksheets if each.sheet_state == "visible"] or book.worksheets[:1]
    beginnings = [_beginning(sheet, above) for sheet in shown] if len(shown) > 1 else [[]]
    fitting = (at for at, rows in enumerate(beginnings) if names_all(rows, names, needed))
    filled = (at for at, rows in enumerate(beginnings) if rows)
    sheet = shown[next(fitting, next(filled, 0))]
    found = []
    for number, cells in _filled(sheet):
        if len(cells) > _COLUMNS:
            raise WorkspaceError(
                mark("{name} has more than {columns} columns. Nothing was imported."), name=path.name, columns=_COLUMNS
            )
        found.append((number, cells))
        if len(found) > ROWS + 1:
            raise WorkspaceError(
                mark("{name} has more than {rows} rows. Nothing was imported; split it."), name=path.name, rows=ROWS
            )
    book.close()
    return sheet.title if len(shown) > 1 else "", found


def _beginning(sheet: ReadOnlyWorksheet, above: int) -> list[list[str]]:
    """The first rows of a sheet that hold anything."""
    return [cells for _, cells in islice(_filled(sheet, _BEGINNING), 1 + above)]


def _filled(sheet: ReadOnlyWorksheet, last: int | None = None) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that hold anything, with their numbers."""
    # The size a sheet declares may be a million empty rows.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, max_row=last, max_col=_COLUMNS + 1)
    for number, values in enumerate(rows, 1):
        cells = [_shown(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


# Any: a cell holds a text, a number, a date or nothing.
def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return value.isoformat()
    return str(value)
