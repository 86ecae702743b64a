"""The table itself: where each part of a row lies, which keys do what, and what is drawn across its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from enable_desktop.fields import Choice, Shape
from ui.lines.columns import fitting, widths
from ui.lines.delegate import MARGIN, PADDING, LinesDelegate, segments_width
from ui.lines.header import LinesHeader
from ui.lines.model import LinesModel
from ui.lines.rowkeys import typed_value

if TYPE_CHECKING:
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

MEASURED: Final = 400
"""Up to how many rows each is as high as its words; beyond, all are alike."""
_MOST_LINES: Final = 3
_SCROLL_BAR: Final = 16
_QUICK_MS: Final = 250
_NEVER_CUT: Final = frozenset({Shape.CHOICE, Shape.NUMBER, Shape.WHOLE, Shape.MONEY, Shape.DATE, Shape.LEVEL})


@dataclass(frozen=True, slots=True)
class RowShape:
    """How a row is divided from top to bottom, in pixels: group heading, cells, second line, problem."""

    band: int
    cells: int
    second: int
    problem: int

    @property
    def height(self) -> int:
        return self.band + self.cells + self.second + self.problem


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
        self.wanting: dict[int, set[str]] = {}
        """The fields by line id in which something is missing."""
        self._problem_height = 0
        self._wanted_key = -1
        self._locked = (0, 0)
        self._widths: list[int] = []
        self._since = QElapsedTimer()
        self._shapes: dict[int, RowShape] = {}
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
        theme.changed.connect(self.arrange)

    # Where things lie --------------------------------------------------------------------------

    def arrange(self) -> None:
        """Fits the columns into the width, and the rows to their words."""
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> None:
        model, theme, header = self.lines, self.theme, self.horizontalHeader()
        columns = model.columns[:-1] if model.second >= 0 else model.columns
        margin = theme.px(MARGIN)
        room = self._width() - 2 * (margin - PADDING)
        narrowest = [self._narrowest(place) for place in range(len(columns))]
        shown = fitting(columns, model.record, narrowest, room, self._wanted_key)
        least = [narrowest[place] for place in shown]
        for place, column in enumerate(shown):
            wide = segments_width(theme, model.words, columns[column].field)
            if wide and sum(least) - least[place] + wide <= room:
                least[place] = wide
        found = widths([columns[place] for place in shown], least, room)
        if found:
            found[0] += margin - PADDING + self._slack()
            found[-1] += margin - PADDING
        for place in range(len(model.columns)):
            self.setColumnHidden(place, place not in shown)
        for place, pixels in zip(shown, found, strict=True):
            header.resizeSection(place, pixels)

    def _width(self) -> int:
        """The width that rows are measured for.

        A table that grows when the page's scroll bar goes, and shrinks when it comes, would never come to rest: then
        it is measured as if the bar were there.
        """
        width = self.viewport().width()
        low, high = self._locked
        return low if low <= width <= high else width

    def _note_width(self, width: int) -> None:
        """Locks the width where it goes to and fro at once by no more than a scroll bar."""
        quick = self._since.isValid() and self._since.elapsed() < _QUICK_MS
        self._since.restart()
        self._widths = [*self._widths[-3:], width] if quick else [width]
        low, high = min(self._widths), max(self._widths)
        to_and_fro = len(self._widths) == 4 and self._widths[:2] == self._widths[2:]
        if to_and_fro and low < high <= low + _SCROLL_BAR:
            self._locked = (low, high)
        elif not self._locked[0] <= width <= self._locked[1]:
            self._locked = (0, 0)

    def _slack(self) -> int:
        return self.viewport().width() - self._width()

    def _narrowest(self, place: int) -> int:
        """A number, a date and a heading over them are never cut."""
        column, theme = self.lines.columns[place], self.theme
        least = theme.px(column.least)
        if column.is_title or column.field.shape not in _NEVER_CUT or self.lines.rowCount() > MEASURED:
            return least
        values, caption = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("caption"))
        wide = [caption.horizontalAdvance(self.lines.words(column.label))]
        wide += [values.horizontalAdvance(self.lines.texts.shown(column, line)) for line in self.lines.lines]
        return max(least, max(wide) + 2 * PADDING + 1)

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
        self._shapes.clear()
        header.setDefaultSectionSize(self._plain_shape().height)
        if count <= MEASURED:
            for row in range(count):
                header.resizeSection(row, self.shape_of(row).height)
        self.height_changed.emit()
        self.updateEditorGeometries()
        self.viewport().update()

    def _plain_shape(self) -> RowShape:
        px = self.theme.px
        second = px(24) if self.lines.second >= 0 else 0
        return RowShape(band=0, cells=px(32 if second else 40), second=second, problem=0)

    def shape_of(self, row: int) -> RowShape:
        """How a row is divided."""
        found = self._shapes.get(row)
        if found is None:
            found = self._shapes[row] = self._measured(row)
        return found

    def _measured(self, row: int) -> RowShape:
        plain, model = self._plain_shape(), self.lines
        if model.rowCount() > MEASURED:
            return plain
        px, cells, second = self.theme.px, plain.cells, plain.second
        title = QFontMetrics(self.theme.font("strong"))
        text = str(model.index(row, 0).data() or "")
        room = self.columnWidth(0) - self._slack() - px(MARGIN) - PADDING
        cells += (_line_count(title, text, room) - 1) * title.lineSpacing()
        if second:
            words = str(model.index(row, model.second).data() or "")
            if words:
                body = QFontMetrics(self.theme.font("body"))
                second += (_line_count(body, words, self._second_width()) - 1) * body.lineSpacing()
        band = px(34) if model.begins_group(row) else 0
        problem = self._problem_height if row == self.currentIndex().row() else 0
        return RowShape(band=band, cells=cells, second=second, problem=problem)

    def _second_width(self) -> int:
        return self._width() - 2 * self.theme.px(MARGIN)

    def row_rect(self, row: int) -> QRect:
        """The whole of a row in the viewport."""
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def cells_rect(self, row: int, section: QRect) -> QRect:
        """The part of a cell's section in which its value stands."""
        shape = self.shape_of(row)
        return QRect(section.left(), section.top() + shape.band, section.width(), shape.cells)

    def second_rect(self, row: int) -> QRect:
        """Where the second line stands."""
        shape, box, margin = self.shape_of(row), self.row_rect(row), self.theme.px(MARGIN)
        top = box.top() + shape.band + shape.cells - self.theme.px(4)
        return QRect(margin, top, self._second_width(), shape.second)

    def problem_rect(self, row: int) -> QRect:
        """Where the current row says what is missing."""
        shape, box, margin = self.shape_of(row), self.row_rect(row), self.theme.px(MARGIN)
        top = box.bottom() - shape.problem - self.theme.px(2)
        return QRect(margin, top, self._second_width(), shape.problem)

    def make_room(self, pixels: int) -> None:
        """Leaves room for a sentence under the current row."""
        self._problem_height = pixels
        self._fit_rows()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        if index.column() == self.lines.second:
            return self.second_rect(index.row())
        return self.cells_rect(index.row(), super().visualRect(index))

    def indexAt(self, pos: QPoint) -> QModelIndex:
        found = super().indexAt(pos)
        second = self.lines.second
        if found.isValid() and second >= 0 and pos.y() >= self.second_rect(found.row()).top():
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
        shape, theme, box = self.shape_of(row), self.theme, self.row_rect(row)
        if shape.band:
            self._paint_band(painter, row, QRect(box.left(), box.top(), box.width(), shape.band))
        if shape.second:
            self.cells.paint_second(painter, self.second_rect(row), self.lines.index(row, self.lines.second))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())

    def _paint_band(self, painter: QPainter, row: int, box: QRect) -> None:
        theme, words = self.theme, self.lines.words
        group = self.lines.group_of(row)
        painter.fillRect(box, theme.color("bg.sunken"))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(theme.px(MARGIN), 0, -theme.px(MARGIN), 0)
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
            self.edit(self.lines.index(index.row(), index.column()))

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
        index = self.currentIndex()
        row = index.row()
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
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
            self._note_width(event.size().width())
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
            self._wanted_key = current.column()
            self._fit_columns()
        if current.row() != previous.row():
            if previous.isValid():
                self._shapes.pop(previous.row(), None)
            self.moved.emit()
        self.viewport().update()

    def _on_rows_changed(self) -> None:
        self._fit_columns()
        self._fit_rows()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


def _line_count(metrics: QFontMetrics, text: str, width: int) -> int:
    """How many lines a text takes, at most three."""
    if not text or metrics.horizontalAdvance(text) <= width:
        return 1
    box = metrics.boundingRect(QRect(0, 0, max(40, width), 10_000), int(Qt.TextFlag.TextWordWrap), text)
    return max(1, min(_MOST_LINES, round(box.height() / max(1, metrics.lineSpacing()))))
