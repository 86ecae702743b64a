"""The statements of one talk as a model: words, theme, kind, severity, quotable, and where each is used."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Interview, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.quotes import quoted_words
from ui.tips import tip
from ui.uses import Use, uses_of

if TYPE_CHECKING:
    from ui.desk import Desk

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

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._statements)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
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
