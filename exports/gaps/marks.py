"""The marks of a gap on paper: the geometry is that of the window, the strokes are those of print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from enable_desktop.anonymity import Figures
from enable_desktop.gaps.analysis import Gap
from enable_desktop.gaps.figures import SeverityGap
from enable_desktop.gaps.geometry import BLOCKING, MILD, WIDEST, dumbbell, gap_at, severity_at
from exports.blocks import Block
from exports.look import NOTE, TABLE, TABLE_HEAD, Look
from exports.pen import Pen
from exports.press import Press

SEVERITY_WIDTH: Final = 136.0
RANGE_WIDTH: Final = 84.0
_MARK: Final = 3.1
_ROOM: Final = 20.0
"""Beside the axis, for the figure of a mark at its end."""

_FIGURE: Final = {
    "leadership": Look("Inter-Medium", 8, 11.5, "leadership.text"),
    "reps": Look("Inter-Medium", 8, 11.5, "reps.text"),
}
_TICK: Final = Look("Inter", 7, 9, "text.tertiary")


def draw_mark(pen: Pen, side: str, x: float, y: float, size: float = _MARK) -> None:
    """The mark of a side: leadership a blue diamond, reps an orange circle."""
    if side == "leadership":
        reach = size * 1.18
        pen.polygon([(x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)], "leadership.mark")
    else:
        pen.dot(x, y, size, "reps.mark")


class Legend(Block):
    """What the two marks mean, and what is not drawn."""

    def __init__(self, sides: Sequence[tuple[str, str]], note: str, press: Press, *, before: float = 0.0) -> None:
        self.before = before
        self._sides = [(side, press.text(text, TABLE)) for side, text in sides]
        self._note = press.text(note, NOTE, most_lines=2)

    def height(self, width: float) -> float:
        return max(TABLE.leading, self._note.height(self._note_width(width)))

    def _note_width(self, width: float) -> float:
        return max(width - sum(text.natural_width() + 28 for _, text in self._sides), 60.0)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        own = self._note_width(width)
        for side, text in self._sides:
            draw_mark(pen, side, x + _MARK, top - TABLE.leading / 2)
            text.draw(pen, x + 11, top, text.natural_width() + 1)
            x += text.natural_width() + 28
        self._note.draw(pen, x, top - (TABLE.leading - NOTE.leading) / 2, own)


class SeverityHead(Block):
    """The head of the severity column: its name, and the axis from 1 to 5."""

    def __init__(self, text: str, press: Press) -> None:
        self._text = press.text(text, TABLE_HEAD, most_lines=1)
        self._ticks = [press.text(str(value), _TICK) for value in range(MILD, BLOCKING + 1)]

    def natural_width(self) -> float:
        return SEVERITY_WIDTH

    def height(self, width: float) -> float:
        return TABLE_HEAD.leading + _TICK.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._text.draw(pen, x, top, width)
        for value, tick in enumerate(self._ticks, MILD):
            wide = tick.natural_width()
            place = severity_at(value, x + _ROOM, x + width - _ROOM)
            tick.draw(pen, place - wide / 2, top - TABLE_HEAD.leading, wide + 1)


class Marks(Block):
    """Both sides' means on the axis from 1 to 5, with their figures; what is withheld is not there."""

    def __init__(self, gap: Gap, press: Press) -> None:
        self._gap = gap
        self._figures = {
            side: press.text(press.words.number(mean, 1), _FIGURE[side])
            for side, mean in (("leadership", gap.leadership.mean), ("reps", gap.reps.mean))
            if mean is not None
        }

    def natural_width(self) -> float:
        return SEVERITY_WIDTH

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        left, right, middle = x + _ROOM, x + width - _ROOM, top - TABLE.leading / 2
        pen.line(left, middle, right, middle, "chart.grid", 0.5)
        for value in range(MILD, BLOCKING + 1):
            place = severity_at(value, left, right)
            pen.line(place, middle - 3, place, middle + 3, "line.default", 0.5)
        placed = dumbbell(self._gap, left, right)
        places = {"leadership": placed.leadership, "reps": placed.reps}
        found = sorted((place, side) for side, place in places.items() if place is not None)
        if len(found) == 2:
            pen.line(found[0][0], middle, found[1][0], middle, "chart.line", 1.1)
        for place, side in reversed(found):
            draw_mark(pen, side, place, middle)
        for number, (place, side) in enumerate(found):
            figure = self._figures[side]
            wide = figure.natural_width()
            # The figure of the milder mark stands at its left, so that neither covers the line between them.
            is_left = number == 0 and len(found) == 2
            figure.draw(pen, place - wide - 6.5 if is_left else place + 6.5, top, wide + 1)


class Counts(Block):
    """How many of those asked raised a theme, a line for each side with its mark."""

    def __init__(self, sides: Sequence[tuple[str, Figures]], least: int, press: Press) -> None:
        self._lines = [(side, press.text(self._said(figures, least, press), TABLE)) for side, figures in sides]

    @staticmethod
    def _said(figures: Figures, least: int, press: Press) -> str:
        if figures.asked is None:
            return press.words("under {least} asked", least=least)
        if not figures.asked:
            return press.words("not asked")
        return press.words("{raised} of {asked}", raised=figures.raised, asked=figures.asked)

    def natural_width(self) -> float:
        return 11 + max(text.natural_width() for _, text in self._lines)

    def height(self, width: float) -> float:
        return TABLE.leading * len(self._lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for side, text in self._lines:
            draw_mark(pen, side, x + _MARK, top - TABLE.leading / 2, _MARK * 0.85)
            text.draw(pen, x + 11, top, max(width - 11, text.natural_width() + 1))
            top -= TABLE.leading


class RangeHead(Block):
    """The head of the gap column: its name, and the axis from -4 to +4."""

    def __init__(self, text: str, press: Press) -> None:
        self._text = press.text(text, TABLE_HEAD)
        minus, plus = press.words.number(-WIDEST), f"+{press.words.number(WIDEST)}"
        self._ticks = [
            (-WIDEST, press.text(minus, _TICK)),
            (0, press.text("0", _TICK)),
            (WIDEST, press.text(plus, _TICK)),
        ]

    def natural_width(self) -> float:
        return RANGE_WIDTH

    def height(self, width: float) -> float:
        return self._text.height(width) + _TICK.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._text.draw(pen, x, top, width)
        top -= self._text.height(width)
        for value, tick in self._ticks:
            wide = tick.natural_width()
            place = gap_at(value, x + _MARK, x + width - _MARK)
            tick.draw(pen, min(max(place - wide / 2, x), x + width - wide), top, wide + 1)


class Range(Block):
    """A gap on the axis from -4 to +4: its 90 % range as a bar, the difference of means as a line."""

    def __init__(self, severity: SeverityGap) -> None:
        self._severity = severity

    def natural_width(self) -> float:
        return RANGE_WIDTH

    def height(self, width: float) -> float:
        return TABLE.leading

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        left, right, middle = x + _MARK, x + width - _MARK, top - TABLE.leading / 2
        zero = gap_at(0, left, right)
        pen.line(left, middle, right, middle, "chart.grid", 0.5)
        pen.line(zero, middle - 5.5, zero, middle + 5.5, "chart.axis", 0.5)
        low, high = (gap_at(each, left, right) for each in (self._severity.low, self._severity.high))
        pen.box(low, middle - 1.6, max(high - low, 0.8), 3.2, "chart.muted")
        points = gap_at(self._severity.points, left, right)
        pen.line(points, middle - 4.5, points, middle + 4.5, "chart.ink", 1.3)
