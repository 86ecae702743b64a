"""The ring that says how much of something is done: empty, part, check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from ui.theme import Theme


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
