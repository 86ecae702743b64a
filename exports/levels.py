"""Small marks of a table: levels as squares, a stretch of time as a bar, a head that stands upright."""

from __future__ import annotations

from datetime import date
from typing import Final

from enable_desktop.readouts import level_word
from enable_desktop.words import mark
from exports.blocks import Block
from exports.look import TABLE, TABLE_HEAD
from exports.pen import Pen
from exports.press import Press

_NAMED: Final = {
    "likelihood": (
        mark("Likelihood not rated"), mark("Low likelihood"), mark("Medium likelihood"), mark("High likelihood"),
    ),
    "impact": (mark("Impact not rated"), mark("Low impact"), mark("Medium impact"), mark("High impact")),
}  # fmt: skip
_SIDE: Final = 6.2
_STEP: Final = 7.2


class Levels(Block):
    """Three squares and the word: low, medium, high, with what it measures where it is `named`; empty if not rated."""

    def __init__(self, level: int | None, press: Press, field: str, *, named: bool = False) -> None:
        self._level = level if level in (1, 2, 3) else 0
        words = press.words
        if named:
            word = words(_NAMED[field][self._level])
        else:
            word = level_word(field, self._level, words) if self._level else words("Not rated")
        self._text = press.text(f"{word[:1].upper()}{word[1:]}", TABLE)

    def natural_width(self) -> float:
        return 3 * _STEP + 4 + self._text.natural_width()

    def height(self, width: float) -> float:
        return self._text.height(max(width - 3 * _STEP - 4, 10.0))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        base = top - TABLE.leading / 2 - _SIDE / 2
        for place in range(3):
            left = x + place * _STEP
            if place < self._level:
                pen.box(left, base, _SIDE, _SIDE, "chart.ink")
            else:
                pen.frame(left + 0.3, base + 0.3, _SIDE - 0.6, _SIDE - 0.6, "chart.axis", 0.6)
        self._text.draw(pen, x + 3 * _STEP + 4, top, max(width - 3 * _STEP - 4, 10.0))


class Span(Block):
    """A stretch of time on a line from `first` to `last`, with today marked."""

    def __init__(self, start: date, end: date, first: date, last: date, today: date, token: str) -> None:
        self._start = start
        self._end = max(start, end)
        self._first = first
        self._whole = max((last - first).days, 1)
        self._today = today
        self._token = token

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = top - TABLE.leading / 2

        def at(day: date) -> float:
            return x + width * min(max((day - self._first).days / self._whole, 0.0), 1.0)

        pen.line(x, middle, x + width, middle, "line.default", 0.5)
        left = at(self._start)
        pen.box(left, middle - 2.5, max(at(self._end) - left, 2.0), 5.0, self._token)
        now = at(self._today)
        if x < now < x + width:
            pen.line(now, middle - 5.5, now, middle + 5.5, "chart.axis", 0.6)


class Upright(Block):
    """A table head that is read from below, for narrow columns with long names."""

    def __init__(self, text: str, press: Press, highest: float) -> None:
        self._text = press.text(text, TABLE_HEAD, most_lines=1)
        self._long = min(self._text.natural_width() + 2, highest)

    def height(self, width: float) -> float:
        return self._long

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.turned(x + (width + TABLE_HEAD.leading) / 2, top - self._long):
            self._text.draw(pen, 0.0, TABLE_HEAD.leading, self._long)
