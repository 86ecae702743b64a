"""The two voices, the same everywhere: leadership a blue diamond, reps an orange circle; others a grey square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from enable_desktop.people import Group

if TYPE_CHECKING:
    from ui.theme import Theme


def tone_of(group: Group) -> str:
    """What the style sheet calls the side of a group: "leadership", "reps" or "neutral"."""
    return {Group.LEADERSHIP: "leadership", Group.REP: "reps"}.get(group, "neutral")


def mark_colour(theme: Theme, group: Group) -> QColor:
    """The colour of a group's mark."""
    tone = tone_of(group)
    return theme.color("text.tertiary" if tone == "neutral" else f"{tone}.mark")


def text_colour(theme: Theme, group: Group) -> QColor:
    """The colour of words and figures of a group."""
    tone = tone_of(group)
    return theme.color("text.secondary" if tone == "neutral" else f"{tone}.text")


def paint_mark(
    painter: QPainter, theme: Theme, group: Group, centre: QPointF, size: float, *, hollow: bool = False
) -> None:
    """Paints a group's mark, about `size` pixels across; hollow where nothing can be concluded."""
    colour = mark_colour(theme, group)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5 if size > 8 else 1.0) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("bg.surface") if hollow else colour)
    # The line of a hollow mark lies inside it, so that both are of one size.
    half = size / 2 - (painter.pen().widthF() / 2 if hollow else 0)
    x, y = centre.x(), centre.y()
    if group is Group.LEADERSHIP:
        reach = half * 1.12
        corners = (QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y))
        painter.drawPolygon(QPolygonF(corners))
    elif group is Group.REP:
        painter.drawEllipse(centre, half, half)
    else:
        painter.drawRect(QRectF(x - half * 0.85, y - half * 0.85, size * 0.85, size * 0.85))
    painter.restore()
