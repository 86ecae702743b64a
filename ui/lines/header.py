"""The heading row of a table of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from ui.lines.delegate import MARGIN, PADDING

if TYPE_CHECKING:
    from ui.lines.view import LinesView
    from ui.theme import Theme


class LinesHeader(QHeaderView):
    """Caption type, one line under it; numbers stand at the right like their values."""

    def __init__(self, theme: Theme, parent: LinesView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._table = parent
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(30))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, model = self._theme, self.model()
        orientation = Qt.Orientation.Horizontal
        text = str(model.headerData(logicalIndex, orientation, int(Qt.ItemDataRole.DisplayRole)) or "")
        align = model.headerData(logicalIndex, orientation, int(Qt.ItemDataRole.TextAlignmentRole))
        painter.save()
        painter.fillRect(rect, theme.color("bg.surface"))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        first = rect.left() + self.offset() <= 0
        last = rect.right() + self.offset() >= self.length() - 2
        padding = 2 if align == int(Qt.AlignmentFlag.AlignCenter) else PADDING
        margin = MARGIN - PADDING + padding
        left = margin if first else padding
        right = margin if last else padding
        inner = rect.adjusted(left, 0, -right, -1)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.tertiary"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        side = align if isinstance(align, int) else int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inner, side, shown)
        before, after = self._table.hidden_keys()
        side_length = theme.px(14)
        arrow = QRect(0, rect.center().y() - side_length // 2 + 1, side_length, side_length)
        if after and last:
            arrow.moveLeft(rect.right() - MARGIN + 4)
            theme.icon("chevron-right", "text.tertiary").paint(painter, arrow)
        if before and first:
            arrow.moveRight(rect.right() - 2)
            theme.icon("chevron-left", "text.tertiary").paint(painter, arrow)
        painter.restore()
