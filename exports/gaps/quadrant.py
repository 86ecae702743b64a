"""The gaps in a square: leadership to the right, reps upwards, the grey band less than a point apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.gaps.corners import Corner, corners_of, lines_free_of, taken_by
from enable_desktop.gaps.geometry import BLOCKING, MILD, Box, Spot, quadrant, severity_at
from enable_desktop.gaps.report_rows import Row
from exports.blocks import Block
from exports.look import Look
from exports.pen import Pen
from exports.press import Press
from exports.text import Text

_LEFT: Final = 27.0
_BELOW: Final = 26.0
_LARGEST: Final = 9.0
_NAME: Final = Look("Inter-SemiBold", 7.5, 10)
_CORNER: Final = Look("Inter-SemiBold", 7.5, 10, "text.secondary")
_DETAIL: Final = Look("Inter", 7, 9, "text.tertiary")
_TICK: Final = Look("Inter", 7, 9, "text.tertiary")
_LEADERSHIP: Final = Look("Inter-Medium", 7.5, 10, "leadership.text")
_REPS: Final = Look("Inter-Medium", 7.5, 10, "reps.text")


class Quadrant(Block):
    """The themes that both sides rated, with `side` points of room each way."""

    def __init__(self, rows: Sequence[Row], side: float, press: Press, *, before: float = 0.0) -> None:
        self.before = before
        self._rows = rows
        self._side = side
        self._press = press
        self._names = {row.gap.theme: press.text(row.title, _NAME, most_lines=2) for row in rows}

    def natural_width(self) -> float:
        return self._side + _LEFT

    def height(self, width: float) -> float:
        return self._side + _BELOW

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        left, bottom = x + _LEFT, top - self._side
        corners = self._corners(left, self._spots(left))
        spots = self._spots(left, taken_by(corners))
        self._ground(pen, left, top)
        for line in lines_free_of(corners, spots, _NAME.leading):
            text, box = self._press.text(line.text, _CORNER if line.is_title else _DETAIL), line.box
            text.draw(pen, box.left, top - box.top, box.right - box.left + 1)
        self._axes(pen, x, left, top, bottom)
        for spot in spots:
            pen.dot(spot.x, top - spot.y, spot.radius, "chart.ink")
        for spot in spots:
            self._name(pen, spot, top)

    def _spots(self, left: float, corners: Sequence[Box] = ()) -> tuple[Spot, ...]:
        """Where the themes stand; the geometry counts downwards, paper upwards."""
        widest = self._side * 0.42
        return quadrant(
            [row.gap for row in self._rows],
            left,
            0.0,
            self._side,
            lambda theme: _wide(self._names[theme], widest),
            _NAME.leading,
            _LARGEST,
            corners,
        )

    def _name(self, pen: Pen, spot: Spot, top: float) -> None:
        name = self._names[spot.theme]
        high = name.height(spot.label_width)
        # A second line stands half above, half below the one that the geometry counts with.
        name.draw(pen, spot.label_x, top - spot.label_y + (high - _NAME.leading) / 2, spot.label_width)

    def _ground(self, pen: Pen, left: float, top: float) -> None:
        side, step = self._side, self._side / (BLOCKING - MILD)
        right, bottom = left + side, top - side
        band = [
            (left, bottom), (left + step, bottom), (right, top - step),
            (right, top), (right - step, top), (left, bottom + step),
        ]  # fmt: skip
        pen.polygon(band, "chart.band")
        pen.line(left, bottom, right, top, "line.default", 0.4)
        pen.line(left + side / 2, top, left + side / 2, bottom, "chart.muted", 0.5, "0.8 1.8")
        pen.line(left, top - side / 2, right, top - side / 2, "chart.muted", 0.5, "0.8 1.8")
        pen.frame(left, bottom, side, side, "line.default", 0.5)

    def _corners(self, left: float, spots: Sequence[Spot]) -> list[Corner]:
        def width(text: str, is_title: bool) -> float:
            return self._press.text(text, _CORNER if is_title else _DETAIL).natural_width()

        heights = (_CORNER.leading, _DETAIL.leading)
        square = Box(left, 0.0, left + self._side, self._side)
        return corners_of(self._press.words, square, 6.0, width, heights, spots)

    def _axes(self, pen: Pen, x: float, left: float, top: float, bottom: float) -> None:
        press, words = self._press, self._press.words
        for value in range(MILD, BLOCKING + 1):
            tick = press.text(str(value), _TICK)
            wide = tick.natural_width()
            tick.draw(pen, severity_at(value, left, left + self._side) - wide / 2, bottom - 3, wide + 1)
            tick.draw(pen, left - wide - 5, severity_at(value, bottom, top) + _TICK.leading / 2, wide + 1)
        across = press.text(words("Leadership: how severe"), _LEADERSHIP)
        across.draw(pen, left + (self._side - across.natural_width()) / 2, bottom - 14, across.natural_width() + 1)
        upwards = press.text(words("Reps: how severe"), _REPS)
        with pen.turned(x + _REPS.leading, (top + bottom - upwards.natural_width()) / 2):
            upwards.draw(pen, 0.0, _REPS.leading, upwards.natural_width() + 1)


def _wide(name: Text, widest: float) -> float:
    """How wide a name is, in two lines where it is longer than the widest."""
    lines = name.shown(widest)
    return max((line[-1].x + line[-1].width for line in lines if line), default=0.0) + 1
