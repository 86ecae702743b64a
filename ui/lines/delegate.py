"""How a cell looks, and which editor opens in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.fields import Choice, Field, Line, Shape
from enable_desktop.words import Words, mark
from ui.entry import Entry
from ui.lines.cell_stay import CellStay
from ui.lines.editors import CellEditor, editor_for
from ui.record_pause import Pause

if TYPE_CHECKING:
    from ui.lines.columns import Column
    from ui.lines.model import LinesModel
    from ui.lines.view import LinesView
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

PADDING: Final = 8
MARGIN: Final = 32
_SQUARE: Final = 9
_SEGMENTED: Final = 4
_TOP: Final = 6
_TOP_ALONE: Final = 10


class LinesDelegate(QStyledItemDelegate):
    """Cells of a table of lines."""

    refused = Signal(object, object, object)
    """An index, the `Entry` that says why what was typed is no value, and the editor."""
    accepted = Signal(object)
    """The editor in which nothing is wrong any more."""

    def __init__(self, theme: Theme, view: LinesView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._is_typing = False
        self._is_quiet = False

    @property
    def _model(self) -> LinesModel:
        return self._view.lines

    # Looks -------------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._view.places.shape_of(index.row()).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, theme = self._view, self._theme
        section: QRect = option.rect
        row, line = index.row(), self._model.line_at(index.row())
        if line is None:
            return
        column = self._model.columns[index.column()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = view.currentIndex()
        shape = view.places.shape_of(row)
        self._background(painter, section.adjusted(0, shape.band, 0, 0), row)
        box = view.places.cells_rect(row, section)
        inner = self._inner(box, 2 if column.key else PADDING)
        wanting = column.field.name in view.wanting.get(line.id, ()) and not column.value(line)
        painter.setClipRect(section)
        if wanting and column.field.shape is not Shape.LEVEL:
            self._paint_wanting(painter, inner, column, row == current.row())
        else:
            self._paint_value(painter, inner, column, line, index)
        if current == index and view.hasFocus() and view.state() != view.State.EditingState:
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self._ring(box)).adjusted(1, 1, -1, -1), 3, 3)
        painter.restore()

    def _background(self, painter: QPainter, box: QRect, row: int) -> None:
        view, theme = self._view, self._theme
        if row == view.currentIndex().row():
            inside = view.window().focusWidget()
            focused = view.hasFocus() or view.isAncestorOf(inside)
            painter.fillRect(box, theme.color("bg.selected" if focused else "bg.selectedInactive"))
        elif row == view.hovered:
            painter.fillRect(box, theme.color("bg.hover"))

    def _inner(self, box: QRect, padding: int = PADDING) -> QRect:
        """A cell without its padding; the first and the last keep the page's margin."""
        margin = MARGIN - PADDING + padding
        left = margin if box.left() <= 0 else padding
        right = margin if box.right() >= self._view.viewport().width() - 1 else padding
        top = _TOP if self._model.second >= 0 else _TOP_ALONE
        return box.adjusted(left, self._theme.px(top), -right, 0)

    def _ring(self, box: QRect) -> QRect:
        inner = self._inner(box)
        return QRect(inner.left() - 6, box.top() + 3, inner.width() + 12, box.height() - 6)

    def _paint_value(self, painter: QPainter, inner: QRect, column: Column, line: Line, index: Index) -> None:
        theme = self._theme
        line_height = theme.line_height("body")
        top = QRect(inner.left(), inner.top(), inner.width(), line_height)
        value = column.value(line)
        if column.field.shape is Shape.LEVEL:
            self._paint_level(painter, top, value if isinstance(value, int) else 0)
            return
        if column.field.shape is Shape.CHOICE and isinstance(value, Choice) and self._is_segmented(column, inner):
            self._paint_segments(painter, inner, column, value)
            return
        text = str(index.data() or "")
        painter.setFont(theme.font("strong" if column.is_title or column.key else "body"))
        painter.setPen(theme.color("text.primary" if column.is_title or column.key else "text.secondary"))
        metrics = QFontMetrics(painter.font())
        if column.is_title and metrics.horizontalAdvance(text) > inner.width():
            inner.setHeight(inner.height() - theme.px(4))
            painter.drawText(inner, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), text)
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(top, int(_side(column) | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_wanting(self, painter: QPainter, inner: QRect, column: Column, is_current: bool) -> None:
        """A value that is missing: outlined in the current row, a quiet word in the others."""
        theme, words = self._theme, self._model.words
        box = QRect(inner.left(), inner.top(), inner.width(), theme.line_height("body"))
        painter.setFont(theme.font("body"))
        if is_current:
            outline = QRectF(box).adjusted(-6, -2, 4, 2)
            painter.setPen(QPen(theme.color("problem.mark"), 2))
            painter.setBrush(theme.color("bg.surface"))
            painter.drawRoundedRect(outline, 3, 3)
            text = words(mark("Choose")) if column.field.shape in (Shape.RECORD, Shape.CHOICE) else words(mark("Add"))
            painter.setPen(theme.color("text.tertiary"))
        else:
            text = words(mark("missing"))
            painter.setPen(theme.color("attention.text"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(_side(column) | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_level(self, painter: QPainter, box: QRect, level: int) -> None:
        theme, side = self._theme, self._theme.px(_SQUARE)
        top = box.center().y() - side / 2 + 0.5
        for place in range(3):
            square = QRectF(box.left() + place * (side + 1) + 0.5, top, side - 1, side - 1)
            painter.setPen(QPen(theme.color("text.primary" if place < level else "line.strong"), 1))
            painter.setBrush(theme.color("text.primary") if place < level else Qt.BrushStyle.NoBrush)
            painter.drawRect(square)

    def paint_second(self, painter: QPainter, box: QRect, index: Index) -> None:
        """The second line, which runs across all columns."""
        view, theme = self._view, self._theme
        line = self._model.line_at(index.row())
        text = str(index.data() or "")
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text.secondary"))
        if not text and line is not None:
            column = self._model.columns[index.column()]
            wanting = column.field.name in view.wanting.get(line.id, ())
            text = self._model.words(column.label)
            painter.setPen(theme.color("attention.text" if wanting else "text.disabled"))
        height = theme.line_height("body")
        if box.height() < 1.7 * height:
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            line_box = QRect(box.left(), box.top(), box.width(), height)
            painter.drawText(line_box, Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            gap = (height - painter.fontMetrics().lineSpacing()) // 2
            painter.drawText(
                box.adjusted(0, gap, 0, 0), int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), text
            )
        if view.currentIndex() == index and view.hasFocus() and view.state() != view.State.EditingState:
            painter.setPen(QPen(theme.color("focus.ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(-6, -1, 6, -1), 3, 3)

    # Segments ----------------------------------------------------------------------------------

    def _is_segmented(self, column: Column, inner: QRect) -> bool:
        wide = segments_width(self._theme, self._model.words, column.field)
        return bool(wide) and inner.width() + 2 * PADDING >= wide

    def _segments(self, inner: QRect, field: Field) -> list[tuple[Choice, QRect]]:
        assert field.choices is not None
        theme, words = self._theme, self._model.words
        metrics = QFontMetrics(theme.font("small"))
        left, found = inner.left(), []
        for choice in field.choices:
            width = metrics.horizontalAdvance(words(choice.label)) + theme.px(14)
            found.append((choice, QRect(left, inner.top() - 1, width, theme.px(22))))
            left += width
        return found

    def _paint_segments(self, painter: QPainter, inner: QRect, column: Column, value: Choice) -> None:
        theme, words = self._theme, self._model.words
        segments = self._segments(inner, column.field)
        whole = segments[0][1].united(segments[-1][1])
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawRoundedRect(QRectF(whole).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        for place, (choice, box) in enumerate(segments):
            chosen = choice is value
            if chosen:
                painter.fillRect(box.adjusted(1, 1, 0, -1), theme.color("bg.selected"))
            if place:
                painter.setPen(QPen(theme.color("line.default"), 1))
                painter.drawLine(box.left(), box.top() + 1, box.left(), box.bottom() - 1)
            painter.setFont(theme.font("small", 600 if chosen else None))
            painter.setPen(theme.color("text.primary" if chosen else "text.secondary"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words(choice.label))

    def value_at(self, index: Index, position: QPoint) -> object:
        """What a click inside the cell sets: a segment, or one of three squares; None elsewhere."""
        column = self._model.columns[index.column()]
        inner = self._inner(self._view.visualRect(index))
        if column.field.shape is Shape.CHOICE and self._is_segmented(column, inner):
            hit = (choice for choice, box in self._segments(inner, column.field) if box.contains(position))
            return next(hit, None)
        if column.field.shape is Shape.LEVEL:
            side = self._theme.px(_SQUARE) + 1
            place = (position.x() - inner.left()) // side
            return place + 1 if 0 <= place < 3 else None
        return None

    # Editing -----------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._model.columns[index.column()]
        line = self._model.line_at(index.row())
        editor = editor_for(self._model, column, line, parent, is_second=index.column() == self._model.second)
        assert isinstance(editor, CellEditor)
        editor.stay = CellStay(self._model, line, column.field)
        pause = Pause(editor)
        editor.typed.connect(pause.typed)
        pause.due.connect(partial(self._on_pause, editor))
        editor.finished.connect(self._on_finished)
        editor.setAccessibleName(column.tip or self._model.words(column.label))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Given once, when the editor is made: what is being typed is never replaced."""

    def _on_pause(self, editor: CellEditor, typing: bool) -> None:
        """Stores what is typed so far, if it is a value already."""
        self._is_typing, self._is_quiet = typing, True
        self.commitData.emit(editor)
        self._is_typing = self._is_quiet = False

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        assert isinstance(editor, CellEditor) and editor.stay is not None
        if editor.is_changed:
            self._store(editor, index)
        if not self._is_typing:
            editor.stay.settle()

    def _store(self, editor: CellEditor, index: Index) -> None:
        line, entry = self._model.line_at(index.row()), editor.entry()
        if line is None:
            return
        column = self._model.columns[index.column()]
        if column.is_title and editor.stay is not None and not entry.problem:
            entry = self._with_title(entry, editor.stay.title_before)
        if not entry.problem:
            against = self._model.store(line, column, entry.value, editor.stay, typing=self._is_typing)
            if against is None:
                editor.note_stored()
                self.accepted.emit(editor)
                return
            entry = Entry(problem=self._model.words.say(against))
        elif self._is_quiet:
            return
        self.refused.emit(QPersistentModelIndex(index), entry, editor)

    def _with_title(self, entry: Entry, before: str) -> Entry:
        """A row that has a title keeps it: lists, links and the paper call the row by it."""
        if not before.strip() or not isinstance(entry.value, str) or entry.value.strip():
            return entry
        words = self._model.words
        problem = words(mark("A row needs a title: “{title}” stays until there is another."), title=before[:60])
        return Entry(problem=problem, fix=words(mark("Put it back")), fixed=before)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box, view = self._view.visualRect(index), self._view
        if index.column() == self._model.second:
            box = box.adjusted(-9, -3, 9, 0)
        else:
            inner = self._inner(box)
            box = QRect(inner.left() - 10, inner.top() - 5, inner.width() + 18, self._theme.px(30))
        assert isinstance(editor, CellEditor)
        box.setSize(editor.wanted_size(box.size()))
        box.moveRight(min(box.right(), view.viewport().width() - 4))
        editor.setGeometry(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            handled = self._on_key(watched, event)
            if handled is not None:
                return handled
        return super().eventFilter(watched, event)

    def _on_key(self, editor: CellEditor, event: QKeyEvent) -> bool | None:
        """Whether the key was for the table; None leaves it to Qt."""
        hints = QAbstractItemDelegate.EndEditHint
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and editor.takes_new_lines:
                    return None
                self.finish(editor, hints.NoHint)
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._view.line_wanted.emit()
            case Qt.Key.Key_Tab:
                self.finish(editor, hints.EditNextItem)
            case Qt.Key.Key_Backtab:
                self.finish(editor, hints.EditPreviousItem)
            case Qt.Key.Key_Escape:
                self._give_up(editor)
            case _:
                return None
        return True

    def finish(self, editor: CellEditor, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Stores what was typed and closes the editor; what cannot be stored keeps it open and says why."""
        self.commitData.emit(editor)
        if not editor.is_changed:
            self.closeEditor.emit(editor, hint)

    def _give_up(self, editor: CellEditor) -> None:
        """Closes the editor and puts back what stood in the cell before."""
        stay = editor.stay
        self.accepted.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        if stay is not None:
            self._model.go_back(stay)

    def _on_finished(self, step: int) -> None:
        """An editor that knows by itself that it is done (a choice was made)."""
        editor = self.sender()
        if isinstance(editor, CellEditor):
            hints = QAbstractItemDelegate.EndEditHint
            self.finish(editor, hints.EditNextItem if step else hints.NoHint)


def _side(column: Column) -> Qt.AlignmentFlag:
    """Numbers stand at the right, single letters in the middle."""
    if column.key:
        return Qt.AlignmentFlag.AlignHCenter
    return Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft


def segments_width(theme: Theme, words: Words, field: Field) -> int:
    """How wide all answers of a choice are side by side; 0 for fields that are not shown so."""
    if field.name != "part" or field.choices is None or len(field.choices) > _SEGMENTED:
        return 0
    metrics = QFontMetrics(theme.font("small", 600))
    return sum(metrics.horizontalAdvance(words(choice.label)) + theme.px(14) for choice in field.choices) + 2 * PADDING
