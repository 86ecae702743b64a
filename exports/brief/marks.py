"""What a page to write on is made of: lines, circles, boxes to tick, numbers beside texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.interviews import SEVERITIES
from exports.blocks import Block, natural_width
from exports.look import Look
from exports.pen import Pen
from exports.press import Press
from exports.text import Text

LINE_STEP: Final = 18.0
_RADIUS: Final = 4.8
_CIRCLE_STEP: Final = 14.0
_DIGIT: Final = Look("Inter", 6.5, 9)
_SIDE: Final = 6.5
_BOX_GAP: Final = 4.0


class WritingLines(Block):
    """Room to write: so many lines, a hand's writing apart."""

    def __init__(self, count: int, *, step: float = LINE_STEP, before: float = 0.0) -> None:
        self.before = before
        self._count = count
        self._step = step

    def height(self, width: float) -> float:
        return self._count * self._step

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for number in range(1, self._count + 1):
            pen.line(x, top - number * self._step, x + width, top - number * self._step, "line.strong", 0.4)


class Circles(Block):
    """The five severities, one of which is circled by hand."""

    def __init__(self, press: Press, *, before: float = 0.0) -> None:
        self.before = before
        self._digits = [press.text(str(severity), _DIGIT) for severity in SEVERITIES]

    def height(self, width: float) -> float:
        return 2 * _RADIUS + 1

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = top - _RADIUS - 0.5
        for place, digit in enumerate(self._digits):
            centre = x + _RADIUS + 0.5 + place * _CIRCLE_STEP
            pen.ring(centre, middle, _RADIUS, "line.strong", 0.5)
            wide = digit.natural_width()
            digit.draw(pen, centre - wide / 2, middle + _DIGIT.leading / 2, wide + 1)


class TickBoxes(Block):
    """Boxes with a word each, some ticked already, as many on a line as there is room for."""

    def __init__(self, press: Press, boxes: Sequence[tuple[str, bool]], look: Look, *, before: float = 0.0) -> None:
        self.before = before
        self._look = look
        self._boxes = [(press.text(label, look, most_lines=1), ticked) for label, ticked in boxes]

    def _places(self, width: float) -> list[tuple[float, int, float]]:
        """Where each box stands: from the left, on which line, and how wide its word may be."""
        places = []
        x, row = 0.0, 0
        for text, _ in self._boxes:
            wide = min(natural_width(text) + 1, width - _SIDE - _BOX_GAP)
            whole = _SIDE + _BOX_GAP + wide
            if x and x + whole > width:
                x, row = 0.0, row + 1
            places.append((x, row, wide))
            x += whole + 12
        return places

    def height(self, width: float) -> float:
        return (max((row for _, row, _ in self._places(width)), default=-1) + 1) * (self._look.leading + 2)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for (text, ticked), (across, row, wide) in zip(self._boxes, self._places(width), strict=True):
            upper = top - row * (self._look.leading + 2)
            left, base = x + across, upper - self._look.leading / 2 - _SIDE / 2
            pen.frame(left, base, _SIDE, _SIDE, "line.strong", 0.6)
            if ticked:
                corner = [(left + _SIDE * 0.2, base + _SIDE * 0.5), (left + _SIDE * 0.42, base + _SIDE * 0.25)]
                pen.lines([*corner, (left + _SIDE * 0.82, base + _SIDE * 0.78)], "text.primary", 0.9)
            text.draw(pen, left + _SIDE + _BOX_GAP, upper, wide)


class Hanging(Block):
    """A block with a number at its left."""

    def __init__(self, number: Text, inner: Block, indent: float, *, down: float = 0.0, before: float = 0.0) -> None:
        self.before = before
        self._number = number
        self._inner = inner
        self._indent = indent
        self._down = down

    def height(self, width: float) -> float:
        return self._inner.height(width - self._indent)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._number.draw(pen, x, top - self._down, self._indent)
        self._inner.draw(pen, x + self._indent, top, width - self._indent)
