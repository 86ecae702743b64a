"""Rings and ticks: how much of something is done, what is chosen, and in which row the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from ui.theme import Theme

_CHECK: Final = ((3.5, 7.8), (6.4, 10.6), (11.6, 4.8))
"""The corners of a check in a square of 15."""


def paint_ring(painter: QPainter, theme: Theme, box: QRectF, share: float) -> None:
    """Empty, part or check: how much of something is done."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if share >= 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent.mark"))
        painter.drawEllipse(box)
        theme.icon("check-bold", "accent.onFill").paint(painter, box.toRect().adjusted(2, 2, -1, -1))
        return
    painter.setPen(QPen(theme.color("line.default"), 2))
    painter.drawEllipse(box)
    if share > 0:
        painter.setPen(QPen(theme.color("accent.mark"), 2))
        painter.drawArc(box, 90 * 16, round(-share * 360 * 16))


def paint_tick(painter: QPainter, theme: Theme, square: QRectF, *, ticked: bool) -> None:
    """A box as check boxes have it, with its check where it is ticked."""
    painter.setPen(QPen(theme.color("accent.fill" if ticked else "line.strong"), 1))
    painter.setBrush(theme.color("accent.fill" if ticked else "bg.surface"))
    painter.drawRoundedRect(square, 3, 3)
    if ticked:
        painter.setPen(QPen(theme.color("accent.onFill"), 1.8))
        unit = square.width() / 15
        painter.drawPolyline([QPointF(square.left() + x * unit, square.top() + y * unit) for x, y in _CHECK])


def paint_focus(painter: QPainter, theme: Theme, row: QRect) -> None:
    """The ring around the row in which the keyboard is."""
    painter.setPen(QPen(theme.color("focus.ring"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -2), 2, 2)
