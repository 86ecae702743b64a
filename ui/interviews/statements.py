"""What was said in one talk, as a table: words, theme, kind, severity, quotable, and where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from enable_desktop.interviews import SEVERITIES, Sort, Statement
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.interviews.statements_model import Column, Index, StatementsModel
from ui.interviews.words_editor import WordsEditor
from ui.quotes import paint_quote, quote_lines
from ui.rings import paint_focus, paint_tick
from ui.sides import text_colour, tone_of
from ui.uses import go_to_use

if TYPE_CHECKING:
    from ui.desk import Desk

_ROW: Final = 54
_DIGIT: Final = 22


class StatementsDelegate(QStyledItemDelegate):
    """Paints a row: the words in reading type over two lines, the severity as five steps."""

    def __init__(self, desk: Desk, view: StatementsView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self._desk.theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._desk.theme
        statement = self._view.statements.at(index.row())
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("bg.selected" if self._view.hasFocus() else "bg.selectedInactive"))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        inside = QRectF(box).adjusted(8, 0, -8, 0)
        text = str(index.data() or "")
        match Column(index.column()):
            case Column.WORDS:
                self._two_lines(painter, QRectF(box).adjusted(24, 5, -12, -5), text)
            case Column.SEVERITY:
                self._steps(painter, inside, statement)
            case Column.QUOTABLE:
                paint_tick(painter, theme, self._tick_of(inside), ticked=statement.quotable)
            case Column.USED:
                is_used = bool(self._view.statements.uses(statement))
                tone = "text.link" if is_used else "text.tertiary"
                self._one_line(painter, inside, text, "smallstrong" if is_used else "body", tone)
            case Column.THEME:
                tone = "attention.text" if statement.theme is None else "text.primary"
                self._one_line(painter, inside, text, "body", tone)
            case _:
                self._one_line(painter, inside, text, "small", "text.secondary")
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()

    def _one_line(self, painter: QPainter, box: QRectF, text: str, face: str, tone: str) -> None:
        font = self._desk.theme.font(face)
        painter.setFont(font)
        painter.setPen(self._desk.theme.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _two_lines(self, painter: QPainter, box: QRectF, text: str) -> None:
        theme = self._desk.theme
        lines = quote_lines(theme, text, box.width(), 2)
        above = max(0.0, (box.height() - theme.line_height("quote") * len(lines)) / 2)
        paint_quote(painter, theme, box.adjusted(0, above, 0, 0), lines)

    def _steps(self, painter: QPainter, box: QRectF, statement: Statement) -> None:
        theme = self._desk.theme
        group = self._view.statements.group
        for severity in SEVERITIES:
            cell = self._step(box, severity)
            chosen = statement.severity == severity and statement.sort is Sort.PROBLEM
            if chosen:
                tone = tone_of(group)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("bg.selectedInactive" if tone == "neutral" else f"bg.{tone}"))
                painter.drawRoundedRect(cell, 3, 3)
            painter.setFont(theme.font("strong" if chosen else "small"))
            painter.setPen(text_colour(theme, group) if chosen else theme.color("text.tertiary"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(severity))

    def _step(self, box: QRectF, severity: int) -> QRectF:
        side = self._desk.theme.px(_DIGIT)
        return QRectF(box.left() + (severity - 1) * side, box.center().y() - side / 2 + 1, side - 2, side - 2)

    def _tick_of(self, box: QRectF) -> QRectF:
        side = self._desk.theme.px(16)
        return QRectF(box.left() + 0.5, box.center().y() - side / 2 + 0.5, side - 1, side - 1)

    # -- by mouse

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            inside = QRectF(option.rect).adjusted(8, 0, -8, 0)
            match Column(index.column()):
                case Column.SEVERITY:
                    for severity in SEVERITIES:
                        if self._step(inside, severity).adjusted(-1, -6, 1, 6).contains(event.position()):
                            self._view.set_severity(index.row(), severity)
                            return True
                case Column.QUOTABLE:
                    self._view.toggle_quotable(index.row())
                    return True
                case Column.USED:
                    self._view.go_to_use(index.row())
                    return True
                case Column.THEME | Column.SORT:
                    self._view.theme_wanted.emit(index.row())
                    return True
        return super().editorEvent(event, model, option, index)

    # -- the words

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        view = self._view
        statement = view.statements.at(index.row())
        return WordsEditor(self._desk, parent, statement, by=view.statements, begun=view.begun_since(statement.id))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Given once, when the editor is made: what is being typed is never replaced."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, WordsEditor)
        editor.store()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        editor.setGeometry(box.adjusted(16, 1, -2, self._desk.theme.px(28)))


class StatementsView(QTableView):
    """The table: 1 to 5 severity, T theme, Q quotable, K kind, U where it is used, Enter shows the notes, Del removes.

    Enter on the last column goes where the statement is used.
    """

    theme_wanted = Signal(int)
    """The row whose theme is to be chosen."""
    notes_wanted = Signal(int)
    """The id of the statement whose words are to be shown."""
    remove_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begun: tuple[int, int] | None = None
        """A statement that was only begun, and where the history stood before: its editor opens without words."""
        self.statements = StatementsModel(desk, self)
        self.setModel(self.statements)
        self.setItemDelegate(StatementsDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("Statements")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.WORDS, QHeaderView.ResizeMode.Stretch)
        desk.theme.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        px = self._desk.theme.px
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        widths = {Column.THEME: 190, Column.SORT: 76, Column.SEVERITY: 126, Column.QUOTABLE: 82, Column.USED: 168}
        for column, width in widths.items():
            self.setColumnWidth(column, px(width))

    @property
    def current(self) -> Statement | None:
        row = self.currentIndex().row()
        return self.statements.at(row) if row >= 0 else None

    def show_interview(self, id_: int) -> None:
        """Shows the statements of a talk; the place stays."""
        row = self.currentIndex().row()
        self.statements.show_interview(id_)
        count = self.statements.rowCount()
        if count and not self.currentIndex().isValid():
            self.setCurrentIndex(self.statements.index(min(max(row, 0), count - 1), Column.WORDS))

    def shows(self, touched: frozenset[Ref]) -> bool:
        """Whether a record that is named here as a use was touched."""
        return self.statements.shows(touched)

    def reveal(self, id_: int) -> None:
        row = self.statements.row_of(id_)
        if row >= 0:
            self.setCurrentIndex(self.statements.index(row, Column.WORDS))
            self.scrollTo(self.currentIndex())

    def begun_since(self, id_: int) -> int | None:
        """Where the history stood before a statement was begun whose words are opened now; None for any other."""
        return self._begun[1] if self._begun is not None and self._begun[0] == id_ else None

    def begin(self, id_: int, since: int) -> None:
        """Opens the words of a statement that was added after `since`; without any it is taken out again."""
        self.reveal(id_)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._begun = id_, since
        self.edit(self.currentIndex())
        self._begun = None

    def _editors(self) -> list[WordsEditor]:
        return [editor for editor in self.findChildren(WordsEditor) if not editor.isHidden()]

    def flush(self) -> None:
        """Stores the words that are being typed."""
        for editor in self._editors():
            editor.store()

    @property
    def is_stored(self) -> bool:
        return not any(editor.is_unstored for editor in self._editors())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        gives_up = hint == QAbstractItemDelegate.EndEditHint.RevertModelCache
        if isinstance(editor, WordsEditor) and editor.is_unstored and not gives_up:
            # What could not be stored stays on the screen.
            self.setState(QAbstractItemView.State.NoState)
            return
        super().closeEditor(editor, hint)
        if isinstance(editor, WordsEditor):
            editor.leave(gives_up=gives_up)

    def set_severity(self, row: int, severity: int) -> None:
        """The severity of a problem; the same again takes it away. Anything else becomes a problem by it."""
        same = self.statements.at(row).severity == severity
        self.statements.change(row, severity=None if same else severity, sort=Sort.PROBLEM)

    def toggle_quotable(self, row: int) -> None:
        self.statements.change(row, quotable=not self.statements.at(row).quotable)

    def next_sort(self, row: int) -> None:
        sorts = list(Sort)
        self.statements.change(row, sort=sorts[(sorts.index(self.statements.at(row).sort) + 1) % len(sorts)])

    def go_to_use(self, row: int) -> None:
        """Opens what leans on a statement; of several the person chooses."""
        box = self.visualRect(self.statements.index(row, Column.USED))
        go_to_use(self._desk, self.statements.uses(self.statements.at(row)), self.viewport(), box.bottomLeft())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        statement = self.statements.at(row)
        match event.key():
            case Qt.Key.Key_1 | Qt.Key.Key_2 | Qt.Key.Key_3 | Qt.Key.Key_4 | Qt.Key.Key_5:
                self.set_severity(row, event.key() - Qt.Key.Key_0)
            case Qt.Key.Key_T:
                self.theme_wanted.emit(row)
            case Qt.Key.Key_Q:
                self.toggle_quotable(row)
            case Qt.Key.Key_K:
                self.next_sort(row)
            case Qt.Key.Key_U:
                self.go_to_use(row)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.currentIndex().column() == Column.USED:
                self.go_to_use(row)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.notes_wanted.emit(statement.id)
            case Qt.Key.Key_Delete:
                self.remove_wanted.emit(statement.id)
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
