"""The list of sections with a ring for each that says how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.words import mark
from ui.labels import ElidedLabel, label
from ui.rings import paint_ring
from ui.rows import ROW_ROLE, Index
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_ROW: Final = 44
_SIDE: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One section as the outline shows it; `share` is how much of it is done, 0 to 1."""

    key: str
    number: int
    title: str
    note: str
    attention: bool
    share: float
    approved: bool = False
    spoken: str = ""


class OutlineModel(QAbstractListModel):
    """The sections in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replaces what is said of the sections; the list itself never changes its length."""
        if len(entries) != len(self.entries):
            self.beginResetModel()
            self.entries = tuple(entries)
            self.endResetModel()
            return
        before, self.entries = self.entries, tuple(entries)
        for place, (old, new) in enumerate(zip(before, self.entries, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{entry.title}. {entry.note}")
            case _ if role == ROW_ROLE:
                return entry
        return None


class OutlineDelegate(QStyledItemDelegate):
    """Ring, number, title, and what is missing."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        # The business case stands apart: it comes first and is approved by itself.
        return QSize(180, self._theme.px(_ROW) + (12 if index.row() == 0 else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROW_ROLE)
        assert isinstance(entry, Entry)
        theme, state = self._theme, option.state
        whole: QRect = option.rect
        box = QRect(whole.left() + _SIDE, whole.top(), whole.width() - 2 * _SIDE, theme.px(_ROW))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if selected else "bg.hover"))
            painter.drawRoundedRect(QRectF(box), 4, 4)
        if selected and self._view.hasFocus():
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        self._words(painter, box, entry, selected)
        if index.row() == 0:
            painter.setPen(QPen(theme.color("line.default"), 1))
            y = whole.bottom() - 5
            painter.drawLine(whole.left() + 16, y, whole.right() - 16, y)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, entry: Entry, selected: bool) -> None:
        theme = self._theme
        ring = QRectF(0, 0, theme.px(13), theme.px(13))
        ring.moveCenter(QPointF(box.left() + theme.px(16), box.top() + theme.px(15)))
        if entry.approved:
            theme.icon("lock-check-outline", "accent.mark").paint(painter, ring.toRect().adjusted(-2, -2, 3, 3))
        else:
            paint_ring(painter, theme, ring, entry.share)
        top = QRect(box.left() + theme.px(28), box.top() + theme.px(4), theme.px(22), theme.px(20))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(entry.number))
        left = top.right() + theme.px(9)
        width = box.right() - left - 6
        font = theme.font("strong" if selected else "body")
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        shown = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(left, top.top(), width, top.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        font = theme.font("small")
        painter.setFont(font)
        painter.setPen(theme.color("attention.text" if entry.attention else "text.secondary"))
        shown = QFontMetrics(font).elidedText(entry.note, Qt.TextElideMode.ElideRight, width)
        painter.drawText(
            QRect(left, top.bottom(), width, theme.px(18)),
            Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
            shown,
        )


class Outline(QWidget):
    """The left pane: how many sections are complete, and each of them."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.addWidget(label(theme, words(mark("Sections")), "strong"))
        top.addStretch(1)
        self._count = ElidedLabel(theme, "", "small", tone="secondary")
        top.addWidget(self._count)
        column.addLayout(top)
        self._bar = _Bar(theme)
        column.addWidget(self._bar)
        self.list = _OutlineList(theme, words(mark("Sections of the charter")))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list, 1)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows how far every section is."""
        self.list.outline.show_entries(entries)
        done = sum(1 for entry in entries if entry.share >= 1)
        self._count.set_whole(self._desk.words(mark("{done} of {all} complete"), done=done, all=len(entries)))
        self._bar.show_share(done / max(1, len(entries)))

    def select(self, key: str) -> None:
        """Marks a section, without a signal."""
        for place, entry in enumerate(self.list.outline.entries):
            if entry.key == key:
                self.list.selectionModel().blockSignals(True)
                self.list.setCurrentIndex(self.list.outline.index(place, 0))
                self.list.selectionModel().blockSignals(False)
                self.list.viewport().update()

    def _on_current_changed(self) -> None:
        place = self.list.currentIndex().row()
        if 0 <= place < len(self.list.outline.entries):
            self.chosen.emit(self.list.outline.entries[place].key)


class _OutlineList(QListView):
    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.outline = OutlineModel(self)
        self.setModel(self.outline)
        self.setItemDelegate(OutlineDelegate(theme, self))
        self.setAccessibleName(name)
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        self.setFixedHeight(8)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(16, 2, self.width() - 32, 4)
        painter.setBrush(self._theme.color("line.default"))
        painter.drawRoundedRect(box, 2, 2)
        if self._share > 0:
            painter.setBrush(self._theme.color("accent.mark"))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width() * self._share, 4), 2, 2)
        painter.end()
