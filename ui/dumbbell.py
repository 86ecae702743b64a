"""The dumbbell of a theme: both sides' means on one axis from 1 to 5, painted the same wherever a gap is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from enable_desktop.gaps.analysis import Gap
from enable_desktop.gaps.geometry import dumbbell, is_hollow, severity_at
from enable_desktop.gaps.voices import LEVELS
from enable_desktop.people import Group
from enable_desktop.words import Words
from ui.sides import paint_mark, text_colour

if TYPE_CHECKING:
    from ui.theme import Theme

_MARK: Final = 11
_BESIDE: Final = 6


def paint_dumbbell(
    painter: QPainter, theme: Theme, words: Words, gap: Gap, box: QRectF, axis: tuple[float, float]
) -> None:
    """Paints the grid, both marks and their figures into a box; `axis` is where 1 and 5 stand."""
    left, right = axis
    y = box.center().y()
    painter.setPen(QPen(theme.color("chart.grid"), 1))
    for value in LEVELS:
        x = severity_at(value, left, right)
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom() - 1))
    placed = dumbbell(gap, left, right)
    if placed.leadership is not None and placed.reps is not None:
        style = Qt.PenStyle.DotLine if placed.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color("chart.axis"), 2, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(placed.leadership, y), QPointF(placed.reps, y))
    size = theme.px(_MARK)
    sides = [(Group.LEADERSHIP, placed.leadership, gap.leadership), (Group.REP, placed.reps, gap.reps)]
    known = sorted(((group, at, side) for group, at, side in sides if at is not None), key=lambda each: each[1])
    painter.setFont(theme.font("body"))
    metrics = painter.fontMetrics()
    for number, (group, place, side) in enumerate(known):
        paint_mark(painter, theme, group, QPointF(place, y), size, hollow=is_hollow(side) or placed.dashed)
        said = words.number(side.mean, 1)
        width = metrics.horizontalAdvance(said)
        is_first_of_two = number == 0 and len(known) == 2
        at = place - size / 2 - _BESIDE - width if is_first_of_two else place + size / 2 + _BESIDE
        painter.setPen(text_colour(theme, group))
        painter.drawText(QRectF(at, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, said)
