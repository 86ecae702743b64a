"""Plain lists: rows of one or two lines with an icon, a quiet text or a key at the right, and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.rings import paint_focus
from ui.theme import Theme
from ui.tips import tip

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one row shows; `key` is what the page knows it by."""

    title: str
    detail: str = ""
    right: str = ""
    icon: str = ""
    shortcut: str = ""
    quiet: bool = False
    heading: bool = False
    tone: str = ""
    """That of the detail where it is an exception: attention or problem."""
    tip: str = ""
    """The whole of what a row may have to cut off."""
    key: object = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ". ".join(part.rstrip(".") for part in (self.title, self.detail, self.right, self.shortcut) if part)


class RowsModel(QAbstractListModel):
    """Rows that are replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return tip(row.tip) if row.tip else None
            case _ if role == ROW_ROLE:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class RowsView(QListView):
    """A list of `Row`s: arrow keys move, Enter and a double click activate."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowsDelegate(theme, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replaces the rows; the current place stays where it was."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        count = self.rows.rowCount()
        if count:
            wanted = min(max(place, 0), count - 1)
            while wanted < count - 1 and self.rows.row_at(wanted).heading:
                wanted += 1
            self.setCurrentIndex(self.rows.index(wanted, 0))

    @property
    def current(self) -> Row | None:
        """The row marked."""
        place = self.currentIndex().row()
        return self.rows.row_at(place) if place >= 0 else None

    def natural_height(self, enough: int | None = None) -> int:
        """How high it is with all its rows; where it is higher than is `enough`, not all of them are looked at."""
        high = 0
        for row in range(self.rows.rowCount()):
            high += self.sizeHintForRow(row)
            if enough is not None and high > enough:
                break
        return high

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def moveCursor(self, cursorAction: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key leads: over headings, which cannot be chosen, to the row behind them."""
        found = super().moveCursor(cursorAction, modifiers)
        if not found.isValid() or not self.rows.row_at(found.row()).heading:
            return found
        before, after = range(found.row() - 1, -1, -1), range(found.row() + 1, self.rows.rowCount())
        ways = (after, before) if found.row() > self.currentIndex().row() else (before, after)
        for place in (place for way in ways for place in way):
            if not self.rows.row_at(place).heading:
                if not found.row():
                    # The heading above the first row is shown with it.
                    self.scrollTo(found)
                return self.rows.index(place, 0)
        return self.currentIndex()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class RowsDelegate(QStyledItemDelegate):
    """Draws a `Row` in every state of the design."""

    def __init__(self, theme: Theme, view: QWidget, padding: int = 24) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._padding = padding

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and row.heading:
            return QSize(200, self._theme.px(40))
        return QSize(200, self._theme.px(52 if isinstance(row, Row) and row.detail else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        assert isinstance(row, Row)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_Active) and self._view.hasFocus()
        theme = self._theme
        if row.heading:
            inside = box.adjusted(self._padding, 12, -self._padding, 0)
            self._line(painter, inside, row.title, "strong", theme.color("text.primary"))
        else:
            self._background(painter, box, state, focused)
            self._content(painter, box, row)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if state & QStyle.StateFlag.State_Selected and focused and not row.heading:
            paint_focus(painter, theme, box)
        painter.restore()

    def _background(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, focused: bool) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.color("bg.selected" if focused else "bg.selectedInactive"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self._theme.color("bg.hover"))

    def _content(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = self._theme
        left, right = box.left() + self._padding, box.right() - self._padding
        if row.icon:
            side = theme.px(18)
            theme.icon(row.icon, "text.tertiary").paint(
                painter, QRect(left, box.center().y() - side // 2 + 1, side, side)
            )
            left += side + 14
        if row.shortcut:
            for keys in reversed(row.shortcut.split("  ")):
                right = paint_keys(painter, theme, box, right, keys) - 6
            right -= 10
        if row.right:
            font = theme.font("small")
            width = QFontMetrics(font).horizontalAdvance(row.right)
            painter.setFont(font)
            painter.setPen(theme.color("text.secondary"))
            painter.drawText(
                QRect(right - width, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, row.right
            )
            right -= width + 16
        tone = theme.color("text.tertiary" if row.quiet else "text.primary")
        if not row.detail:
            self._line(painter, QRect(left, box.top(), right - left, box.height()), row.title, "body", tone)
            return
        half = box.height() // 2
        self._line(painter, QRect(left, box.top() + 5, right - left, half - 4), row.title, "bodystrong", tone)
        self._line(
            painter,
            QRect(left, box.top() + half, right - left, half - 6),
            row.detail,
            "small",
            theme.color(f"{row.tone}.text" if row.tone else "text.secondary"),
        )

    def _line(self, painter: QPainter, box: QRect, text: str, face: str, colour: QColor) -> None:
        font = self._theme.font(face)
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def paint_keys(painter: QPainter, theme: Theme, box: QRect, right: int, text: str) -> int:
    """Draws a key cap that ends at `right`; returns where it begins."""
    font = theme.font("caption")
    width = QFontMetrics(font).horizontalAdvance(text) + 10
    height = theme.px(18)
    cap = QRectF(right - width + 0.5, box.center().y() - height / 2 + 0.5, width, height)
    painter.setFont(font)
    painter.setPen(QPen(theme.color("line.default"), 1))
    painter.setBrush(theme.color("bg.surface"))
    painter.drawRoundedRect(cap, 3, 3)
    painter.setPen(theme.color("text.secondary"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    return round(cap.left())
