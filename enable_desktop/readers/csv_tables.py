"""CSV as people and programs write it, row by row: every row comes out, either readable or with what is wrong with it.

Python's csv module is not used: an unclosed quote makes it swallow the rows below, silently.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import IO, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.formulas import GUARD, restored
from enable_desktop.incoming import BadRow, Fault, Row
from enable_desktop.people import folded
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.readers.text import encoding_of
from enable_desktop.words import Sentence, mark, sentence, verbatim

ROWS: Final = 250_000
"""More rows than this are refused: so many are nobody's list in a programme, and each is held to the end."""

ABOVE: Final = 20
"""In so many lines it may be said what a table holds, and when it was made, before the columns are named."""

_RECORD: Final = 2 * MEGABYTE
_LINE: Final = 60
"""What a line takes in memory besides its letters, about."""
_COLUMNS: Final = 1_000
_DELIMITERS: Final = ",;\t|"
_QUOTED: Final = re.compile(r'((?:[^"]++|"")*+)"')
_DECLARED: Final = re.compile(r'"?sep=(.)"?')
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ZIP: Final = b"PK\x03\x04"

_UNCLOSED: Final = mark("a quotation mark opens here and is never closed; the rows below it were read on their own")
_TOO_LONG: Final = mark("the row is longer than {limit} MB")
_TOO_WIDE: Final = mark("the row has {cells} cells, the header has {columns}: a cell may hold the sign between columns")
_TOO_NARROW: Final = mark("the row has {cells} cells, the header has {columns}")
_NUL: Final = mark("a zero byte was replaced by �")
_UNREADABLE: Final = mark("what is no {encoding} was replaced by �")


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row whose cells cannot be told apart: why, in which cell, and its first line."""

    reason: Sentence
    cell: int
    line: str


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file whose header is understood; going through it reads it anew, a row at a time."""

    path: Path
    encoding: str
    header: tuple[str, ...]
    columns: Mapping[str, int]
    """Which column holds a field, by the field."""
    unused: tuple[str, ...]
    """The columns that belong to no field, as the file writes them."""
    most: int
    """More rows than this are refused."""
    header_row: int
    """In which row the header stands."""
    _codec: str
    _delimiter: str
    _skipped: int
    """So many lines stand above the header."""

    @property
    def sheet(self) -> str:
        """Of a workbook, which of its sheets this is: none."""
        return ""

    def header_of(self, field: str) -> str:
        """What the file calls a field, empty where it has no such column."""
        return self.header[self.columns[field]] if field in self.columns else ""

    def __iter__(self) -> Iterator[Row | BadRow]:
        """Every row below the header that holds anything.

        Raises WorkspaceError where there are too many, and where the file cannot be read any more.
        """
        try:
            yield from self._rows()
        except OSError as error:
            raise WorkspaceError(
                mark("{name} cannot be read any more: {reason}. Nothing was imported."),
                name=self.path.name,
                reason=error.strerror or type(error).__name__,
            ) from error

    def _rows(self) -> Iterator[Row | BadRow]:
        # The first column once more, so that what is taken out is several cells also where one column is known.
        known = itemgetter(*self.columns.values(), 0)
        with _opened(self.path, self._codec) as file:
            _skip(file, self._skipped)
            records = iter(_Records(file, self._delimiter, len(self.header)))
            next(records, None)
            for number, record in enumerate(records, self.header_row + 1):
                if number > self.most + self.header_row:
                    raise WorkspaceError(
                        mark("{name} has more than {rows} rows. Nothing was imported; split it."),
                        name=self.path.name,
                        rows=self.most,
                    )
                if isinstance(record, _Broken):
                    column = self.header[record.cell] if record.cell < len(self.header) else ""
                    yield BadRow(number, (Fault(column, record.reason),), (record.line,))
                elif (together := "".join(record)) and not together.isspace():
                    yield self._row(number, record, together, known)

    def _row(
        self, number: int, record: list[str], together: str, known: Callable[[Sequence[str]], Sequence[str]]
    ) -> Row | BadRow:
        """The row of these cells, which are given `together` as well; `known` takes out those that fields have."""
        width = len(self.header)
        while len(record) > width and not record[-1].strip():
            record.pop()
        if len(record) != width:
            said = _TOO_WIDE if len(record) > width else _TOO_NARROW
            reason = sentence(said, cells=len(record), columns=width)
            return BadRow(number, (Fault("", reason),), tuple(record))
        notes: tuple[Sentence, ...] = ()
        if "\x00" in together:
            record = [cell.replace("\x00", "\ufffd") for cell in record]
            notes = (sentence(_NUL),)
        elif "\ufffd" in together:
            notes = (sentence(_UNREADABLE, encoding=self.encoding),)
        whole = tuple(record)
        cells = dict(zip(self.columns, map(str.strip, known(whole)), strict=False))
        if GUARD in together:
            cells = {field: restored(cell) for field, cell in cells.items()}
        return Row(number, cells, whole, notes)


def open_table(
    path: Path,
    fields: Mapping[str, Sequence[str]],
    needed: Sequence[Sequence[str]],
    *,
    most: int = ROWS,
    above: int = ABOVE,
    labels: Mapping[str, str] | None = None,
) -> Table:
    """The table in a CSV file.

    `fields` are the names that a column of each field may bear, in any language; of each group of fields in `needed`
    one must be there. So many lines may stand `above` the header. `labels` are the marked words for fields that are
    not there. Raises WorkspaceError with a sentence for what is no such table, OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        if file.read(4) == _ZIP:
            raise WorkspaceError(
                mark("{name} is an office file or an archive, no CSV. Save the sheet as CSV and import that."),
                name=path.name,
            )
    codec, encoding = encoding_of(path)
    with _opened(path, codec) as file:
        lines = [file.readline(_RECORD).rstrip("\n").removeprefix("\ufeff") for _ in range(2 + above)]
    declared = _DECLARED.fullmatch(lines[0].strip())
    names = plain_headers(fields)
    start = int(declared is not None)
    signs = [declared[1] if declared else _sign_of(line, names) for line in lines]
    tried = [_cells(line, sign) for line, sign in zip(lines, signs, strict=True)][start : start + 1 + above]
    at = start + header_among(tried, names, needed)
    delimiter, row = signs[at], at - start + 1
    with _opened(path, codec) as file:
        _skip(file, at)
        header = next(iter(_Records(file, delimiter, _COLUMNS)), [])
    if isinstance(header, _Broken) or not any(cell.strip() for cell in header):
        if not any(line.strip() for line in lines) and path.stat().st_size < _RECORD:
            raise WorkspaceError(mark("{name} is empty. Nothing was imported."), name=path.name)
        raise WorkspaceError(
            mark("The first row of {name} names no columns. Nothing was imported; it must name {columns}."),
            name=path.name,
            columns=_listed(needed, labels or {}),
        )
    while not header[-1].strip():
        header.pop()
    titles = tuple(" ".join(cell.split()) for cell in header)
    columns = matched(path, titles, names, needed, row=row, labels=labels)
    unused = tuple(title for at, title in enumerate(titles) if title and at not in columns.values())
    return Table(path, encoding, titles, columns, unused, most, row, codec, delimiter, at)


def header_among(rows: Sequence[Sequence[str]], names: Mapping[str, str], needed: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a table is its header: the one that names the most fields, else the first with several
    cells, else the first with words.

    A row in which a needed field is missing counts only where no other has all, and only with two fields or more; so
    does one that has all by a single name among other words: below a row of as many cells that is what somebody wrote.
    """
    widths = [sum(1 for cell in row if cell.strip()) for row in rows]

    def known(place: int) -> tuple[bool, int]:
        fields = {names[plain] for cell in rows[place] if (plain := _plain(cell)) in names}
        is_whole = bool(fields) and all(not fields.isdisjoint(group) for group in needed)
        if len(fields) == 1 and 1 < widths[place] <= max(widths[:place], default=0):
            is_whole = False
        return is_whole, len(fields) if is_whole or len(fields) > 1 else 0

    best = max(range(len(rows)), key=known)
    if known(best) == (False, 0):
        several = next((place for place, width in enumerate(widths) if width > 1), None)
        return several if several is not None else next((place for place, width in enumerate(widths) if width), 0)
    return best


def names_all(rows: Sequence[Sequence[str]], names: Mapping[str, str], needed: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first rows of a table names every field that is needed."""
    fields = {names.get(_plain(cell)) for cell in rows[header_among(rows, names, needed)]} if rows else set()
    return all(not fields.isdisjoint(group) for group in needed)


def _sign_of(line: str, names: Mapping[str, str]) -> str:
    """The sign between the cells of a header: the one that makes the most columns known, or stands there most often."""

    def fit(sign: str) -> tuple[int, int]:
        cells = _cells(line, sign)
        return sum(_plain(cell) in names for cell in cells), len(cells)

    return max(_DELIMITERS, key=fit)


def _cells(line: str, sign: str) -> list[str]:
    return [cell.strip(' "') for cell in line.split(sign)]


def plain_headers(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The fields by every name that a column of theirs may bear, as names are compared."""
    return {_plain(name): field for field, called in fields.items() for name in (field, *called)}


def matched(
    path: Path,
    titles: Sequence[str],
    names: Mapping[str, str],
    needed: Sequence[Sequence[str]],
    *,
    row: int = 1,
    labels: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Which column holds each field; raises WorkspaceError where two hold the same, or none a needed one.

    `row` and `labels` are where the titles stand, and what a missing field is called.
    """
    columns: dict[str, int] = {}
    for at, title in enumerate(titles):
        field = names.get(_plain(title))
        if field is None:
            continue
        if field in columns:
            raise WorkspaceError(
                mark(
                    "{name} has two columns for the same: “{first}” (column {at}) and “{second}” (column {too}). "
                    "Nothing was imported; rename or remove one."
                ),
                name=path.name,
                first=titles[columns[field]],
                at=columns[field] + 1,
                second=title,
                too=at + 1,
            )
        columns[field] = at
    missing = [group for group in needed if not any(field in columns for field in group)]
    if missing:
        said = mark("{name} has no column “{columns}”. Nothing was imported; its first row names: {found}.")
        if row > 1:
            said = mark("{name} has no column “{columns}”. Nothing was imported; its row {row} names: {found}.")
        raise WorkspaceError(
            said,
            name=path.name,
            columns=_listed(missing, labels or {}),
            row=row,
            found=", ".join(title for title in titles if title)[:300],
        )
    return columns


def _listed(groups: Sequence[Sequence[str]], labels: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Groups of fields by what they are called, with a slash between those of which one is enough."""

    def called(field: str) -> Sentence:
        return sentence(labels[field]) if field in labels else verbatim(field)

    return tuple(
        sentence("/".join(f"{{{field}}}" for field in group), **{field: called(field) for field in group})
        for group in groups
    )


def _plain(header: str) -> str:
    """A header as it is compared: "Severity (1-5):" is "severity"."""
    return folded(_BRACKETS.sub(" ", header[:200]).replace("_", " ").replace("-", " ").strip(" :*.#\ufeff"))


@contextmanager
def _opened(path: Path, codec: str) -> Iterator[IO[str]]:
    """The text of a file; line ends of every kind are "\\n"."""
    with path.open(encoding=codec, errors="replace", newline=None) as file:
        yield file


def _skip(file: IO[str], lines: int) -> None:
    """Goes on behind so many lines, none of them longer than a row may be."""
    for _ in range(lines):
        file.readline(_RECORD)


class _Records:
    """The rows of a text, told apart by a sign between cells and by line ends outside quotation marks.

    An opening mark that nothing closes costs its own row alone: the lines below are then read on their own. A row
    of several lines that becomes wider than the header has begun with such a mark, too.
    """

    def __init__(self, file: IO[str], delimiter: str, width: int) -> None:
        self._file = file
        self._delimiter = delimiter
        self._width = width
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[list[str] | _Broken]:
        while (line := self._line()) is not None:
            if len(line) > _RECORD:
                yield self._refused(sentence(_TOO_LONG, limit=_RECORD // MEGABYTE), 0, [line])
            elif '"' not in line:
                yield line.split(self._delimiter)
            else:
                yield self._quoted(line)

    def _line(self) -> str | None:
        """The next line without its end; of one beyond the limit its beginning, a letter too long. None at the end."""
        if self._again:
            return self._again.popleft()
        line = self._file.readline(_RECORD + 1)
        if not line:
            return None
        if line.endswith("\n"):
            return line[:-1]
        if len(line) > _RECORD:
            while (rest := self._file.readline(_RECORD)) and not rest.endswith("\n"):
                pass
        return line

    def _quoted(self, line: str) -> list[str] | _Broken:
        """A row with quotation marks in it."""
        lines, cells, at, size = [line], list[str](), 0, len(line)
        while True:
            start = len(line) - len(line[at:].lstrip(" ")) if line.startswith(" ", at) else at
            if not line.startswith('"', start):
                end = line.find(self._delimiter, at)
                cells.append(line[at:] if end < 0 else line[at:end])
            else:
                parts: list[str] = []
                at = start + 1
                while (found := _QUOTED.match(line, at)) is None:
                    parts.append(line[at:])
                    following = self._line()
                    if following is not None:
                        lines.append(following)
                        size += len(following) + _LINE
                    if following is None or size > _RECORD:
                        return self._refused(sentence(_UNCLOSED), len(cells), lines)
                    line, at = following, 0
                parts.append(found[1])
                end = line.find(self._delimiter, found.end())
                tail = line[found.end() :] if end < 0 else line[found.end() : end]
                if tail.strip() and len(lines) > 1:
                    return self._refused(sentence(_UNCLOSED), len(cells), lines)
                cells.append("\n".join(parts).replace('""', '"') + tail.rstrip())
            if end < 0:
                return cells
            if len(lines) > 1 and len(cells) >= self._width and line[end:].strip(f"{self._delimiter} "):
                return self._refused(sentence(_UNCLOSED), 0, lines)
            at = end + len(self._delimiter)

    def _refused(self, reason: Sentence, cell: int, lines: list[str]) -> _Broken:
        """The first of these lines as what is wrong; the others will be read again."""
        self._again.extendleft(reversed(lines[1:]))
        return _Broken(reason, cell, lines[0][:_RECORD])
