"""The table itself: which keys do what, and what is drawn across the cells of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from enable_desktop.fields import Choice, Shape
from ui.lines.delegate import MARGIN, LinesDelegate
from ui.lines.editors import CellEditor
from ui.lines.header import LinesHeader
from ui.lines.model import LinesModel
from ui.lines.places import MEASURED, Places
from ui.lines.rowkeys import typed_value

if TYPE_CHECKING:
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class LinesView(QTableView):
    """Rows of one or two lines; arrow keys move through cells, Enter opens one."""

    line_wanted = Signal()
    """Ctrl+Enter in the last row."""
    card_wanted = Signal()
    """Alt+Enter: all fields of the row."""
    moved = Signal()
    """Another row is current, or none."""
    height_changed = Signal()

    def __init__(self, theme: Theme, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lines = model
        self.hovered = -1
        self._is_stale = False
        self.wanting: dict[int, set[str]] = {}
        """The fields by line id in which something is missing."""
        self.places = Places(self)
        self.setModel(model)
        self.setHorizontalHeader(LinesHeader(theme, self))
        self.cells = LinesDelegate(theme, self)
        self.setItemDelegate(self.cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAccessibleName(model.words(model.rows.heading))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        model.dataChanged.connect(self._on_rows_changed)
        for signal in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.modelReset):
            signal.connect(self._on_rows_changed)
        theme.changed.connect(self._on_theme_changed)

    # Where things lie --------------------------------------------------------------------------

    def arrange(self) -> None:
        """Fits the columns into the width, and the rows to their words."""
        self.places.fit_columns()
        self._fit_rows()

    def _on_theme_changed(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.arrange()

    def is_within_reach(self, column: int) -> bool:
        """Whether a column can be edited in its row."""
        if column < 0 or column == self.lines.second:
            return column >= 0
        return bool(self.lines.columns[column].key) or not self.isColumnHidden(column)

    def hidden_keys(self) -> tuple[bool, bool]:
        """Whether columns by key stand unseen before and after those shown."""
        keyed = [place for place, column in enumerate(self.lines.columns) if column.key]
        shown = [place for place in keyed if not self.isColumnHidden(place)]
        return (bool(shown) and shown[0] > keyed[0], bool(shown) and shown[-1] < keyed[-1])

    def _fit_rows(self) -> None:
        header, count = self.verticalHeader(), self.lines.rowCount()
        self.places.forget()
        header.setDefaultSectionSize(self.places.plain_shape().height)
        if count <= MEASURED:
            for row in range(count):
                header.resizeSection(row, self.places.shape_of(row).height)
        self.height_changed.emit()
        self.updateEditorGeometries()
        self.viewport().update()

    def make_room(self, pixels: int) -> None:
        """Leaves room for a sentence under the current row."""
        self.places.problem_height = pixels
        self._fit_rows()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        if index.column() == self.lines.second:
            return self.places.second_rect(index.row())
        return self.places.cells_rect(index.row(), super().visualRect(index))

    def indexAt(self, pos: QPoint) -> QModelIndex:
        found = super().indexAt(pos)
        second = self.lines.second
        if found.isValid() and second >= 0 and pos.y() >= self.places.second_rect(found.row()).top():
            return self.lines.index(found.row(), second)
        return found

    def natural_height(self) -> int:
        """How high the table is with all its rows."""
        return self.horizontalHeader().height() + self.verticalHeader().length()

    # Drawing -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first >= 0:
            for row in range(first, (last if last >= 0 else self.lines.rowCount() - 1) + 1):
                self._paint_across(painter, row)
        painter.end()

    def _paint_across(self, painter: QPainter, row: int) -> None:
        shape, theme, box = self.places.shape_of(row), self.theme, self.places.row_rect(row)
        if shape.band:
            self._paint_band(painter, row, QRect(box.left(), box.top(), box.width(), shape.band))
        if shape.second:
            self.cells.paint_second(painter, self.places.second_rect(row), self.lines.index(row, self.lines.second))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())

    def _paint_band(self, painter: QPainter, row: int, box: QRect) -> None:
        theme, words = self.theme, self.lines.words
        group = self.lines.group_of(row)
        painter.fillRect(box, theme.color("bg.sunken"))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.color("text.secondary"))
        text = words(group.label) if isinstance(group, Choice) else ""
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        inner.setLeft(inner.left() + QFontMetrics(painter.font()).horizontalAdvance(text) + theme.px(8))
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words.number(self.lines.count_in_group(row)))

    # Keys --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        index, held = self.currentIndex(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row, key = index.row(), event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            self.line_wanted.emit()
        elif row < 0:
            return False
        elif enter and held == Qt.KeyboardModifier.AltModifier:
            self.card_wanted.emit()
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go_to(self.lines.shift(row, -1 if key == Qt.Key.Key_Up else 1), index.column())
        elif held:
            return False
        elif enter or key == Qt.Key.Key_F2:
            self.open_editor(index)
        elif key == Qt.Key.Key_Delete:
            self.remove_current()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        else:
            return self._on_typed(index, event)
        return True

    def _on_typed(self, index: QModelIndex, event: QKeyEvent) -> bool:
        line = self.lines.line_at(index.row())
        if line is None or self.lines.desk.workspace.is_readonly:
            return False
        column = self.lines.columns[index.column()]
        value = typed_value(column, line, event.text(), clear=event.key() == Qt.Key.Key_Backspace)
        if value is None:
            return False
        self.lines.setData(index, value.value)
        return True

    def remove_current(self) -> None:
        """Takes the current row out; the one that follows becomes current."""
        index = self.currentIndex()
        if index.isValid() and not self.lines.desk.workspace.is_readonly:
            self.lines.remove(index.row())
            self.go_to(min(index.row(), self.lines.rowCount() - 1), index.column())

    def go_to(self, row: int, column: int = 0) -> None:
        """Makes a cell current."""
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row, max(0, column)))

    def open_editor(self, index: Index) -> None:
        """Opens the cell, or does at once what a yes-or-no cell can do."""
        line = self.lines.line_at(index.row())
        if line is None or self.lines.desk.workspace.is_readonly:
            return
        column = self.lines.columns[index.column()]
        if column.field.shape is Shape.FLAG:
            self.lines.setData(index, not column.value(line))
        elif self.state() != QAbstractItemView.State.EditingState:
            place = self.lines.index(index.row(), index.column())
            # None where no editor was left open, other than Qt's own hints say.
            left_open: QWidget | None = self.indexWidget(place)
            if left_open is not None:
                left_open.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.edit(place)

    def order(self) -> list[int]:
        """The columns in the order in which Tab goes through a row: the second line after the title."""
        columns = self.lines.columns
        shown = [place for place, column in enumerate(columns) if column.key or not self.isColumnHidden(place)]
        if self.lines.second >= 0:
            shown.insert(1, self.lines.second)
        return shown

    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        actions = QAbstractItemView.CursorAction
        steps = {actions.MoveNext: 1, actions.MoveRight: 1, actions.MovePrevious: -1, actions.MoveLeft: -1}
        index = self.currentIndex()
        if not index.isValid():
            return self.lines.index(0, 0)
        if cursorAction in steps:
            wraps = cursorAction in (actions.MoveNext, actions.MovePrevious)
            return self.beside(index, steps[cursorAction], wraps=wraps)
        if index.column() == self.lines.second and cursorAction in (actions.MoveUp, actions.MoveDown):
            row = index.row() + (1 if cursorAction == actions.MoveDown else -1)
            return self.lines.index(min(max(0, row), self.lines.rowCount() - 1), index.column())
        return super().moveCursor(cursorAction, modifiers)

    def beside(self, index: QModelIndex, step: int, *, wraps: bool) -> QModelIndex:
        """The next cell in reading order."""
        order = self.order()
        place = (order.index(index.column()) if index.column() in order else 0) + step
        row = index.row()
        if not 0 <= place < len(order):
            if not wraps or not 0 <= row + step < self.lines.rowCount():
                return index
            row, place = row + step, place % len(order)
        return self.lines.index(row, order[place])

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        if isinstance(editor, CellEditor) and editor.is_changed and hint != hints.RevertModelCache:
            # What could not be stored stays on the screen, while work goes on in other cells.
            self.setState(QAbstractItemView.State.NoState)
            return
        row = self.currentIndex().row()
        super().closeEditor(editor, hints.NoHint)
        if isinstance(editor, CellEditor) and editor.stay is not None and editor.stay.is_void:
            self.lines.go_back(editor.stay)
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        if self.lines.draft is not None and self.lines.ref_at(row) is None:
            # Left without a word: there is nothing to keep.
            self.lines.drop_draft()
            self.go_to(self.lines.rowCount() - 1)
        elif hint in steps:
            following = self.beside(self.currentIndex(), steps[hint], wraps=True)
            if following != self.currentIndex():
                self.setCurrentIndex(following)
                self.open_editor(following)

    # Events ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            value = self.cells.value_at(index, event.position().toPoint())
            if value is not None and not self.lines.desk.workspace.is_readonly:
                self.lines.setData(index, value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.places.note_width(event.size().width())
            self.arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.isColumnHidden(current.column()) and self.lines.columns[current.column()].key:
            self.places.wanted_key = current.column()
            self.places.fit_columns()
        if current.row() != previous.row():
            if previous.isValid():
                self.places.forget(previous.row())
            self.moved.emit()
        self.viewport().update()

    def _on_rows_changed(self) -> None:
        self.places.fit_columns()
        self._fit_rows()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
