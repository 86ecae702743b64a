"""What was said in one talk, as a table: words, theme, kind, severity, quotable, and where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import SEVERITIES, Interview, Sort, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.quotes import paint_quote, quote_lines, quoted_words
from ui.rings import paint_focus, paint_tick
from ui.sides import text_colour, tone_of
from ui.tips import tip
from ui.uses import Use, go_to_use, uses_of

if TYPE_CHECKING:
    from ui.desk import Desk

_ROW: Final = 54
_DIGIT: Final = 22
_INDENT: Final = "\u2002\u2002\u2009"

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns in their order."""

    WORDS = 0
    THEME = 1
    SORT = 2
    SEVERITY = 3
    QUOTABLE = 4
    USED = 5


_HEADS: Final = {
    Column.WORDS: mark("What was said"),
    Column.THEME: mark("Theme"),
    Column.SORT: mark("Kind"),
    Column.SEVERITY: mark("Severity"),
    Column.QUOTABLE: mark("Quotable"),
    Column.USED: mark("Used in"),
}


class StatementsModel(QAbstractTableModel):
    """The statements of one talk."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._statements: Sequence[Statement] = ()
        self._themes: dict[int, str] = {}
        self._used: dict[Ref, tuple[Use, ...]] | None = None
        self.group = Group.OTHER

    def show_interview(self, id_: int) -> None:
        """Reads the statements of a talk again."""
        workspace = self._desk.workspace
        talk = workspace.get(Interview, id_)
        self.group = talk.group if talk is not None else Group.OTHER
        self._themes = {theme.id: theme.title for theme in workspace.all(Theme)}
        self._used = None
        found = workspace.interviews.statements(id_)
        if [each.id for each in found] == [each.id for each in self._statements]:
            self._statements = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self._statements = found
        self.endResetModel()

    def at(self, row: int) -> Statement:
        return self._statements[row]

    def row_of(self, id_: int) -> int:
        return next((row for row, each in enumerate(self._statements) if each.id == id_), -1)

    def theme_of(self, statement: Statement) -> str:
        if statement.theme is None:
            return self._desk.words(mark("No theme yet"))
        return self._themes.get(statement.theme, "")

    def uses(self, statement: Statement) -> tuple[Use, ...]:
        """The records that lean on a statement."""
        if self._used is None:
            self._used = uses_of(self._desk, (Ref(Statement.kind, each.id) for each in self._statements))
        return self._used.get(Ref(Statement.kind, statement.id), ())

    def shows(self, touched: frozenset[Ref]) -> bool:
        """Whether any of these records is named here as one that leans on a statement."""
        return self._used is not None and any(use.ref in touched for uses in self._used.values() for use in uses)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._statements)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            text = self._desk.words(_HEADS[Column(section)])
            # The words stand as far in as the page's heading.
            return f"{_INDENT}{text}" if section == Column.WORDS else text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == Column.WORDS and not self._desk.workspace.is_readonly:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        statement = self._statements[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return statement.words
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._desk.words
        match Column(index.column()):
            case Column.WORDS:
                return quoted_words(statement, words)
            case Column.THEME:
                return self.theme_of(statement)
            case Column.SORT:
                return words(statement.sort.label)
            case Column.SEVERITY:
                if role == Qt.ItemDataRole.AccessibleTextRole:
                    said = words.number(statement.severity) or words(mark("not said"))
                    return words(mark("Severity: {severity}"), severity=said)
                return words.number(statement.severity)
            case Column.QUOTABLE:
                return words(mark("Quotable")) if statement.quotable else words(mark("Not quotable"))
            case Column.USED:
                uses = self.uses(statement)
                if role != Qt.ItemDataRole.DisplayRole:
                    said = "\n".join(use.said for use in uses)
                    return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said or words(mark("Not used yet"))
                if len(uses) > 1:
                    return words.n("{title} and {n} more", "{title} and {n} more", len(uses) - 1, title=uses[0].title)
                return uses[0].title if uses else "–"

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not text:
            return False
        return self.change(index.row(), words=text)

    def change(self, row: int, **values: Any) -> bool:
        """Stores fields of a statement; what could not be stored is said."""
        statement = self._statements[row]
        if all(getattr(statement, name) == value for name, value in values.items()):
            return True
        try:
            self._desk.workspace.change(Ref(Statement.kind, statement.id), by=self, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return False
        return True


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
        editor = QPlainTextEdit(parent)
        editor.setAccessibleName(self._desk.words(mark("What was said")))
        editor.setTabChangesFocus(True)
        self._desk.theme.dress(editor, "body")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        model.setData(index, editor.toPlainText())

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

    def edit_words(self, id_: int) -> None:
        self.reveal(id_)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(self.currentIndex())

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
