"""What the reports on the library draw: bars of counts, large figures, cells of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.blocks import Block, Columns, Rule, Space, Stack
from exports.look import FIGURE, NOTE, TABLE, TABLE_HEAD, Look
from exports.pen import Pen
from exports.press import Press
from exports.text import Text

_ROW: Final = 15.0
_BAR: Final = 6.0
_LABEL_SHARE: Final = 0.6
_NUMBER: Final = 34.0


class Bars(Block):
    """Counts under one another: what is counted, a bar on one scale, the number. The last may stand apart."""

    def __init__(self, counts: Sequence[tuple[str, int]], most: int, press: Press, *, lacking: int = 0) -> None:
        self._most = max(most, 1)
        self._rows = [(press.text(title, TABLE, most_lines=1), number, "chart.ink") for title, number in counts]
        if lacking:
            quiet = press.text(press.words("None of them"), TABLE.but(colour="text.secondary"), most_lines=1)
            self._rows.append((quiet, lacking, "attention.mark"))
        self._numbers = [press.text(press.words.number(number), TABLE, right=True) for _, number, _ in self._rows]

    def height(self, width: float) -> float:
        return _ROW * len(self._rows)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        wide = width * _LABEL_SHARE
        room = width - wide - _NUMBER - 8
        for (title, number, token), shown in zip(self._rows, self._numbers, strict=True):
            title.draw(pen, x, top, wide - 8)
            middle = top - TABLE.leading / 2 - 0.5
            pen.box(x + wide, middle - _BAR / 2, room, _BAR, "chart.band")
            if number:
                pen.box(x + wide, middle - _BAR / 2, max(room * number / self._most, 1.0), _BAR, token)
            shown.draw(pen, x + width - _NUMBER, top, _NUMBER)
            top -= _ROW


class Share(Block):
    """A part of a whole as a bar with its percentage."""

    def __init__(self, share: float | None, press: Press) -> None:
        self._share = share
        self._text = press.text(press.words.percent(share) if share is not None else "", TABLE, right=True)

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        room, middle = width - 38, top - TABLE.leading / 2 - 0.5
        pen.box(x, middle - _BAR / 2, room, _BAR, "chart.band")
        if self._share:
            pen.box(x, middle - _BAR / 2, room * self._share, _BAR, "chart.ink")
        self._text.draw(pen, x + room, top, 38)


class Cell(Block):
    """A number of a matrix; where there is nothing, the cell is tinted and says so with a dash."""

    def __init__(self, number: int, press: Press) -> None:
        self._is_empty = not number
        shown = press.words.number(number) if number else "–"
        self._text = press.text(shown, TABLE.but(colour="text.primary" if number else "attention.text"), right=True)

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self._is_empty:
            pen.box(x - 4, top - TABLE.leading - 3.5, width + 8, TABLE.leading + 6.5, "bg.attention")
        self._text.draw(pen, x, top, width)


def large_figures(figures: Sequence[tuple[str, str]], press: Press, *, before: float = 16.0) -> Block:
    """Large figures side by side, each with a line above it and its meaning below."""
    columns: list[tuple[Block, float]] = [
        (
            Stack([
                Rule("text.primary", 0.75),
                Space(5),
                press.text(big, FIGURE, most_lines=1),
                press.text(small, NOTE, before=3, most_lines=3),
            ]),
            1.0,
        )
        for big, small in figures
    ]  # fmt: skip
    return Columns(columns, 12.0, before=before)


def head(text: str, press: Press, look: Look = TABLE_HEAD, *, before: float = 12.0) -> Text:
    """A small heading that stays with what follows."""
    return press.text(text, look, before=before, keeps_next=True)
