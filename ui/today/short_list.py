"""A short list beside the day's: rows replaced as a whole, at their natural height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enable_desktop.links import Ref
from ui.rings import paint_focus
from ui.rows import ROW_ROLE, Index
from ui.theme import Theme


class ShortRow(Protocol):
    """What a row has to tell: its record, its name, and what a screen reader says."""

    @property
    def ref(self) -> Ref: ...

    @property
    def title(self) -> str: ...

    @property
    def spoken(self) -> str: ...


class ShortModel(QAbstractListModel):
    """Rows that are replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ShortRow, ...] = ()

    def show_rows(self, rows: Sequence[ShortRow]) -> None:
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return row if role == ROW_ROLE else None


class ShortList(QListView):
    """A short list at its natural height; Enter and a double click open."""

    opened = Signal(object)
    """The Ref of a row."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.rows = ShortModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._on_theme_changed)

    def show_rows(self, rows: Sequence[ShortRow]) -> None:
        """Replaces the rows; the place stays."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(place, 0), len(rows) - 1), 0))
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.rows.rowCount())) + 2)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.opened.emit(row.ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class ShortDelegate(QStyledItemDelegate):
    """What the rows of both lists share: background, ring, and the line below."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, state = self._theme, option.state
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("bg.selected" if focused else "bg.hover"))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        self._content(painter, box, index.data(ROW_ROLE))
        if focused:
            paint_focus(painter, theme, box)
        painter.restore()

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        raise NotImplementedError

    def _text(self, painter: QPainter, box: QRect, text: str, face: str, tone: str, *, right: bool = False) -> None:
        font = self._theme.font(face, tabular=right)
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        shown = text if right else QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)
