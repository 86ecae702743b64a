"""The list of what is in a pack: ticks, groups, what is new, what is wrong, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.words import Words, mark
from ui.packs.rows import PackRow, spoken
from ui.rings import paint_focus, paint_tick
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
PACK_ROW: Final = int(Qt.ItemDataRole.UserRole)
_ROW: Final = 32
_GROUP: Final = 30
_LEFT: Final = 16
_BOX: Final = 15
_GRIP: Final = 10
_TICK: Final = 34


class PackItemsModel(QAbstractListModel):
    """Rows that are replaced as a whole; where only their words are others, the view stays where it is."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: Sequence[PackRow] = ()

    def show_rows(self, rows: Sequence[PackRow]) -> bool:
        """Shows these; true where they are other rows now, and not only other words."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def row_at(self, place: int) -> PackRow:
        return self._rows[place]

    @property
    def rows(self) -> Sequence[PackRow]:
        """All of them."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            # Between two rows something can be dropped, on a row it cannot.
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        row = self._rows[index.row()]
        return flags | Qt.ItemFlag.ItemIsDragEnabled if row.is_ticked and not row.is_group else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row, self._words)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(row.title) if len(row.title) > 40 else None
            case _ if role == PACK_ROW:
                return row
        return None


class PackItemsView(QListView):
    """One row for each; several can be selected. Space takes in or leaves out, Alt+Up and Alt+Down move."""

    tick_wanted = Signal()
    order_wanted = Signal(int)
    """Up (-1) or down (1)."""
    dropped = Signal(int, int)
    """The row that was dragged, and the one in front of which it was dropped."""
    key_pressed = Signal(str)
    """"Del", "F2", "O", "H", "Enter", "/"."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.items = PackItemsModel(desk.words, self)
        self.setModel(self.items)
        self.setItemDelegate(PackItemsDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("What is in the pack")))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: Sequence[PackRow]) -> None:
        """Shows these; what was selected stays so, and what was on the screen stays there."""
        current, chosen = self.current, {row.key for row in self.selected}
        place, top = self.currentIndex().row(), self.verticalScrollBar().value()
        if not self.items.show_rows(rows) or not rows:
            return
        keys = {row.key: number for number, row in enumerate(rows)}
        wanted = keys.get(current.key, -1) if current is not None else -1
        if wanted < 0:
            wanted = min(max(place, 0), len(rows) - 1)
            if place < 0 and len(rows) > 1:
                # The first row is a heading.
                wanted = 1
        self._go_to(wanted)
        for key in chosen & keys.keys():
            index = self.items.index(keys[key], 0)
            self.selectionModel().select(index, self.selectionModel().SelectionFlag.Select)
        self.verticalScrollBar().setValue(top)
        self.scrollTo(self.items.index(wanted, 0))

    @property
    def current(self) -> PackRow | None:
        """The row in which the keyboard is."""
        place = self.currentIndex().row()
        return self.items.row_at(place) if 0 <= place < self.items.rowCount() else None

    @property
    def selected(self) -> tuple[PackRow, ...]:
        """The rows selected, in their order; of a group that is selected all that is in it."""
        places: dict[int, None] = {}
        for place in sorted(index.row() for index in self.selectedIndexes()):
            places[place] = None
            if self.items.row_at(place).is_group:
                following = place + 1
                while following < self.items.rowCount() and not self.items.row_at(following).is_group:
                    places[following] = None
                    following += 1
        rows = (self.items.row_at(place) for place in sorted(places))
        return tuple(row for row in rows if not row.is_group)

    def select_asset(self, asset: int) -> bool:
        """Puts the keyboard into the row of an asset; false where there is none."""
        for place, row in enumerate(self.items.rows):
            if row.asset == asset and not row.is_group:
                self._go_to(place)
                return True
        return False

    def _go_to(self, place: int) -> None:
        """Selects one row alone, also while somebody holds a key that would add it to others."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.items.index(place, 0), flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        names = {
            Qt.Key.Key_Delete: "Del", Qt.Key.Key_F2: "F2", Qt.Key.Key_O: "O", Qt.Key.Key_H: "H",
            Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Slash: "/",
        }  # fmt: skip
        if modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.order_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif not modifiers and key == Qt.Key.Key_Space:
            self.tick_wanted.emit()
        elif not modifiers and key in names:
            self.key_pressed.emit(names[key])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self or not self.currentIndex().isValid():
            event.ignore()
            return
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        before = self.items.rowCount()
        if index.isValid():
            before = index.row() + (spot.y() > self.visualRect(index).center().y())
        # The rows are put in order by the pack, and shown again: Qt is to take none away.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(self.currentIndex().row(), before)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.current
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and row is not None and not row.is_group:
            box = tick_box(self._desk, self.visualRect(index)).adjusted(-6, -6, 6, 6)
            if box.contains(event.position()):
                self.tick_wanted.emit()


class PackItemsDelegate(QStyledItemDelegate):
    """Draws groups and items in each state of the design."""

    def __init__(self, desk: Desk, view: PackItemsView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(PACK_ROW)
        return QSize(200, self._desk.theme.px(_GROUP if isinstance(row, PackRow) and row.is_group else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(PACK_ROW)
        assert isinstance(row, PackRow)
        theme, box, has_focus = self._desk.theme, QRect(option.rect), self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("bg.selected" if has_focus else "bg.selectedInactive"))
        elif row.is_group:
            painter.fillRect(box, theme.color("bg.sunken"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("bg.hover"))
        if row.is_group:
            self._group(painter, box, row)
        else:
            self._item(painter, box, row)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if has_focus and index.row() == self._view.currentIndex().row():
            paint_focus(painter, theme, box)
        painter.restore()

    def _group(self, painter: QPainter, box: QRect, row: PackRow) -> None:
        left = box.left() + _LEFT
        right = self._right(painter, box, box.right() - _LEFT, row.right, "small")
        room = QRect(left, box.top(), right - left - 12, box.height())
        self._title(painter, room, row.title, "smallstrong", "text.secondary")

    def _item(self, painter: QPainter, box: QRect, row: PackRow) -> None:
        theme = self._desk.theme
        square = tick_box(self._desk, box)
        if row.is_ticked:
            side = theme.px(16)
            grip = QRect(box.left() + _GRIP, box.center().y() - side // 2 + 1, side, side)
            theme.icon("drag-vertical", "text.tertiary").paint(painter, grip)
        paint_tick(painter, theme, square, ticked=row.is_ticked)
        side = theme.px(16)
        left = round(square.right()) + theme.px(10)
        tone = "text.secondary" if row.is_ticked else "text.tertiary"
        theme.icon(row.icon, tone).paint(painter, QRect(left, box.center().y() - side // 2 + 1, side, side))
        left += side + theme.px(8)
        right = self._right(painter, box, box.right() - _LEFT, row.right, "body") - 14
        if row.is_sheet:
            icon = QRect(right - side, box.center().y() - side // 2 + 1, side, side)
            theme.icon("printer-outline", "text.tertiary").paint(painter, icon)
            right -= side + 8
        if row.sign and row.is_ticked:
            right = self._sign(painter, box, right, row) - 10
        room = QRect(left, box.top(), max(0, right - left), box.height())
        self._title(painter, room, row.title, "body", "text.primary" if row.is_ticked else "text.tertiary")

    def _sign(self, painter: QPainter, box: QRect, right: int, row: PackRow) -> int:
        theme = self._desk.theme
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(row.sign) + 1
        painter.setFont(font)
        if row.tone == "neutral":
            high = theme.px(20)
            chip = QRectF(right - width - 14, box.center().y() - high / 2, width + 14, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selectedInactive"))
            painter.drawRoundedRect(chip, 4, 4)
            painter.setPen(theme.color("text.secondary"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, row.sign)
            return round(chip.left())
        painter.setPen(theme.color(f"{row.tone}.text"))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, row.sign)
        return right - width

    def _right(self, painter: QPainter, box: QRect, right: int, text: str, face: str) -> int:
        """Writes a text that ends at `right`; returns where it begins."""
        if not text:
            return right
        font = self._desk.theme.font(face, tabular=True)
        width = QFontMetrics(font).horizontalAdvance(text) + 1
        painter.setFont(font)
        painter.setPen(self._desk.theme.color("text.secondary"))
        painter.drawText(QRect(right - width, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return right - width

    def _title(self, painter: QPainter, room: QRect, text: str, face: str, tone: str) -> None:
        font = self._desk.theme.font(face)
        painter.setFont(font)
        painter.setPen(self._desk.theme.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def tick_box(desk: Desk, box: QRect) -> QRectF:
    """Where the tick of a row stands."""
    side = desk.theme.px(_BOX)
    return QRectF(box.left() + desk.theme.px(_TICK) + 0.5, box.center().y() - side / 2 + 0.5, side, side)
