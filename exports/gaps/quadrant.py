"""The gaps in a square: leadership to the right, reps upwards, the grey band less than a point apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.gaps.geometry import BLOCKING, MILD, Spot, quadrant, severity_at
from enable_desktop.gaps.report_rows import Row
from enable_desktop.words import mark
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
_CORNERS: Final = (
    (mark("Hidden from leadership"), mark("reps feel it, leaders do not"), False, False),
    (mark("Shared pain"), mark("act now, no need to convince"), True, False),
    (mark("Quiet"), mark("neither side suffers"), False, True),
    (mark("Not felt by reps"), mark("explain before you train"), True, True),
)


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
        widest = self._side * 0.42
        # The geometry counts downwards, paper upwards.
        spots = quadrant(
            [row.gap for row in self._rows],
            left,
            0.0,
            self._side,
            lambda theme: _wide(self._names[theme], widest),
            _NAME.leading,
            _LARGEST,
        )
        self._ground(pen, left, top)
        self._corners(pen, left, top, spots)
        self._axes(pen, x, left, top, bottom)
        for spot in spots:
            pen.dot(spot.x, top - spot.y, spot.radius, "chart.ink")
        for spot in spots:
            self._name(pen, spot, top)

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

    def _corners(self, pen: Pen, left: float, top: float, spots: Sequence[Spot]) -> None:
        """What each corner means; a line that a circle or its name would cover is left out."""
        words = self._press.words
        for title, detail, to_right, to_bottom in _CORNERS:
            down = self._side - 5 - _CORNER.leading - _DETAIL.leading if to_bottom else 5.0
            for text, look in ((words(title), _CORNER), (words(detail), _DETAIL)):
                line = self._press.text(text, look, right=to_right, most_lines=1)
                wide = min(line.natural_width(), self._side - 12)
                start = left + self._side - 6 - wide if to_right else left + 6
                if not any(_covers(spot, start, down, start + wide, down + look.leading) for spot in spots):
                    line.draw(pen, left + 6, top - down, self._side - 12)
                down += look.leading

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


def _covers(spot: Spot, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a circle or its name reaches into a box; all count downwards."""
    across = max(left - spot.x, spot.x - right, 0.0)
    down = max(top - spot.y, spot.y - bottom, 0.0)
    if across**2 + down**2 < (spot.radius + 1) ** 2:
        return True
    name_right, name_bottom = spot.label_x + spot.label_width, spot.label_y + _NAME.leading
    return spot.label_x < right and name_right > left and spot.label_y < bottom and name_bottom > top
