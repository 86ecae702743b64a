"""Rows that come in from elsewhere: what one holds, and what is wrong with one that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from enable_desktop.words import Sentence, mark, sentence


class Row(NamedTuple):
    """One row of a table: its number (the header is 1), its cells by field, and what was odd about it."""

    number: int
    cells: Mapping[str, str]
    whole: tuple[str, ...]
    """Every cell as it stands in the file, so that a row can be handed back."""
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell; `column` is its header as the file writes it, empty for the row as such."""

    column: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be stored: its number, everything that is wrong with it, and the whole of it."""

    number: int
    faults: tuple[Fault, ...]
    whole: tuple[str, ...]

    @property
    def reason(self) -> Sentence:
        """Everything that is wrong, in one sentence."""
        said = tuple(
            sentence(mark("{column}: {reason}"), column=fault.column, reason=fault.reason)
            if fault.column
            else fault.reason
            for fault in self.faults
        )
        return said[0] if len(said) == 1 else Sentence("{reasons}", {"reasons": said})


class Rows(Protocol):
    """A table from elsewhere that can be gone through again and again."""

    @property
    def header(self) -> tuple[str, ...]: ...
    @property
    def header_row(self) -> int:
        """In which row of the file the header stands."""

    @property
    def sheet(self) -> str:
        """The sheet that was read, where a workbook has several."""

    @property
    def encoding(self) -> str: ...
    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that belong to no field, as the file writes them."""

    def header_of(self, field: str) -> str:
        """What the file calls a field, empty where it has no such column."""

    def __iter__(self) -> Iterator[Row | BadRow]: ...
