"""Tables: a line under the head, hair lines between rows, no verticals; the head repeats on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from exports.blocks import Block, narrowest, natural_width
from exports.look import BLOCK_GAP, TABLE_HEAD
from exports.pen import Pen
from exports.press import Press

_WORD: Final = 130.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width that is free, or `fitted` to its widest cell (at most this much)."""

    head: Block
    share: float = 1.0
    fitted: float = 0.0


def ruled(
    press: Press,
    columns: Sequence[tuple[str | Block, float]],
    rows: Sequence[Sequence[Block]],
    *,
    right: Iterable[int] = (),
    before: float = BLOCK_GAP,
    row_height: float = 0.0,
    tight: bool = False,
) -> Table:
    """A table. A column is its head and its share of the free width; below zero: as wide as its widest cell."""
    at_right = set(right)
    heads = [
        Column(
            press.text(head, TABLE_HEAD, right=place in at_right) if isinstance(head, str) else head,
            share=max(share, 0.0),
            fitted=-share if share < 0 else 0.0,
        )
        for place, (head, share) in enumerate(columns)
    ]
    return Table(heads, rows, press.sheet.content_height / 2, before=before, row_height=row_height, tight=tight)


class Table(Block):
    """Rows of blocks. A row is parted only where it is taller than half a page."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Block]],
        half_page: float,
        *,
        before: float = 0.0,
        row_height: float = 0.0,
        gutter: float = 10.0,
        tight: bool = False,
    ) -> None:
        self.before = before
        self._columns = columns
        self._rows: Sequence[Sequence[Block]] = rows
        self._half_page = half_page
        self._row_height = row_height
        self._gutter = gutter
        self._above, self._below = (2.5, 3.0) if tight else (5.0, 5.5)
        self._first = 0
        self._last = len(rows)
        self._torn: Sequence[Block] | None = None
        self._set_width = -1.0
        self._widths: list[float] = []
        self._ends: list[float] = []

    @cached_property
    def _natural(self) -> list[float]:
        return [
            max((natural_width(cell) for cell in (column.head, *(row[place] for row in self._rows))), default=0.0)
            if column.fitted
            else 0.0
            for place, column in enumerate(self._columns)
        ]

    @cached_property
    def _needs(self) -> list[float]:
        """What each column needs so that no word of it is parted; very long ones are parted all the same."""
        return [
            min(
                max((narrowest(cell) for cell in (column.head, *(row[place] for row in self._rows))), default=0.0),
                _WORD,
            )
            for place, column in enumerate(self._columns)
        ]

    def _set(self, width: float) -> None:
        """Settles the columns and the heights of all rows, once for a width."""
        if width == self._set_width:
            return
        self._set_width = width
        free = width - self._gutter * (len(self._columns) - 1)
        fitted = [
            min(natural + 0.5, column.fitted) for column, natural in zip(self._columns, self._natural, strict=True)
        ]
        shares = sum(column.share for column in self._columns if not column.fitted) or 1.0
        rest = max(free - sum(fitted), free * 0.3)
        shrink = min(1.0, (free - rest) / sum(fitted)) if sum(fitted) else 1.0
        self._widths = [
            own * shrink if column.fitted else rest * column.share / shares
            for column, own in zip(self._columns, fitted, strict=True)
        ]
        self._widths = _spared(self._widths, self._needs)
        self._ends = list(accumulate(self._height_of(row) for row in self._rows))

    def _height_of(self, row: Sequence[Block]) -> float:
        tallest = max((cell.height(own) for cell, own in zip(row, self._widths, strict=True)), default=0.0)
        return max(tallest, self._row_height) + self._above + self._below

    def _head_height(self) -> float:
        return (
            max((column.head.height(own) for column, own in zip(self._columns, self._widths, strict=True)), default=0.0)
            + self._below
        )

    def _rows_height(self, first: int, last: int) -> float:
        return (self._ends[last - 1] - (self._ends[first - 1] if first else 0.0)) if last > first else 0.0

    def height(self, width: float) -> float:
        self._set(width)
        torn = self._height_of(self._torn) if self._torn is not None else 0.0
        return self._head_height() + torn + self._rows_height(self._first, self._last)

    def least(self, width: float) -> float:
        self._set(width)
        first = self._torn
        if first is None:
            if self._first >= self._last:
                return self._head_height()
            first = self._rows[self._first]
        height = self._height_of(first)
        if height > self._half_page:
            height = min(height, 4 * 11.5 + self._above + self._below)
        elif self._torn is None and self._last - self._first > 2:
            # One row alone under a head looks lost.
            second = self._height_of(self._rows[self._first + 1])
            height += second if second <= self._half_page else 0.0
        return self._head_height() + height

    def take(self, width: float, room: float, forced: bool = False) -> tuple[Block | None, Block | None]:
        if self.height(width) <= room:
            return self, None
        left = room - self._head_height()
        torn = self._torn
        at = self._first
        if torn is None or self._height_of(torn) <= left:
            left -= self._height_of(torn) if torn is not None else 0.0
            start = self._ends[at - 1] if at else 0.0
            while at < self._last and self._ends[at] - start <= left:
                at += 1
            if self._last - at == 1 and at - self._first > 2 and self._height_of(self._rows[at]) <= self._half_page:
                # Nor does the last row go alone to the next page.
                at -= 1
            left -= self._rows_height(self._first, at)
            next_row = self._rows[at] if at < self._last else None
        else:
            next_row, torn = torn, None
        if not forced and self._torn is None and at > self._first and self.least(width) > room:
            return None, self
        nothing = at == self._first and torn is None
        upper = lower = None
        if next_row is not None and (nothing and forced or self._height_of(next_row) > self._half_page):
            upper, lower = self._tear(next_row, left - self._above - self._below, nothing and forced)
        if nothing and upper is None:
            return None, self
        first = self._part(self._first, at, torn, upper)
        if upper is not None and next_row is not self._torn:
            at += 1
        return first, self._part(at, self._last, lower, None)

    def _tear(
        self, row: Sequence[Block], room: float, forced: bool
    ) -> tuple[Sequence[Block] | None, Sequence[Block] | None]:
        """A row in two: of each cell what fits, and what is left of it; nothing where nothing fits."""
        parts = [cell.take(own, room, False) for cell, own in zip(row, self._widths, strict=True)]
        # An empty cell that is there in whole is no progress.
        if not any(
            part is not None and part.height(own) > 0 for (part, _), own in zip(parts, self._widths, strict=True)
        ):
            if not forced:
                return None, None
            parts = [cell.take(own, room, True) for cell, own in zip(row, self._widths, strict=True)]
        upper = [part or Block() for part, _ in parts]
        if all(rest is None for _, rest in parts):
            return upper, None
        return upper, [rest or Block() for _, rest in parts]

    def _part(self, first: int, last: int, torn: Sequence[Block] | None, added: Sequence[Block] | None) -> Table | None:
        """The same table with some of its rows; `torn` stands before them, `added` after."""
        if torn is None and added is None and first >= last:
            return None
        part = Table(self._columns, self._rows, self._half_page, row_height=self._row_height, gutter=self._gutter)
        part._above, part._below = self._above, self._below
        part._set_width, part._widths, part._ends = self._set_width, self._widths, self._ends
        part._first, part._last, part._torn = first, last, torn
        if added is not None:
            rows = [*([torn] if torn is not None else []), *self._rows[first:last], added]
            part._rows, part._torn = rows, None
            part._first, part._last = 0, len(rows)
            part._ends = list(accumulate(self._height_of(row) for row in rows))
        return part

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._set(width)
        bottom = top - self._head_height()
        self._draw_row(pen, x, bottom + self._below, [column.head for column in self._columns], from_below=True)
        pen.line(x, bottom, x + width, bottom, "text.primary", 0.75)
        rows = list(self._rows[self._first : self._last])
        if self._torn is not None:
            rows.insert(0, self._torn)
        for row in rows:
            self._draw_row(pen, x, bottom - self._above, row)
            bottom -= self._height_of(row)
            pen.line(x, bottom, x + width, bottom, "line.default", 0.5)

    def _draw_row(self, pen: Pen, x: float, y: float, cells: Sequence[Block], *, from_below: bool = False) -> None:
        for cell, own in zip(cells, self._widths, strict=True):
            cell.draw(pen, x, y + cell.height(own) if from_below else y, own)
            x += own + self._gutter


def _spared(widths: list[float], needs: list[float]) -> list[float]:
    """Columns with less than they need get it from those that have more, as far as there is any."""
    missing = sum(max(need - width, 0.0) for width, need in zip(widths, needs, strict=True))
    spare = sum(max(width - need, 0.0) for width, need in zip(widths, needs, strict=True))
    if not missing or not spare:
        return widths
    given = min(missing / spare, 1.0)
    met = min(spare / missing, 1.0)
    return [
        width - (width - need) * given if width > need else width + (need - width) * met
        for width, need in zip(widths, needs, strict=True)
    ]
