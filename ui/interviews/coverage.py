"""Who has been heard, by group and department, and how far that is from a fair picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from db.gaps import Filter
from enable_desktop.changes import Changes
from enable_desktop.gaps.coverage import DepartmentCoverage, by_department, coverage_of, plan_of
from enable_desktop.gaps.plain_words import coverage_sentence
from enable_desktop.words import Words, mark
from ui.buttons import icon_button
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk

_TALLEST: Final = 232
_ROW: Final = 28
_HEADS: Final = (
    mark("Group"),
    mark("Department"),
    mark("Heard"),
    mark("Planned"),
    mark("In the directory"),
    mark("Not yet asked"),
)
_FOLLOWED: Final = frozenset({"interviews", "people", "rounds"})

Index = QModelIndex | QPersistentModelIndex


class CoverageModel(QAbstractTableModel):
    """One row for each group and department."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: Sequence[DepartmentCoverage] = ()

    def show_rows(self, rows: Sequence[DepartmentCoverage]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(_HEADS[section])
        return _aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        said = (
            self._words(row.group.label),
            row.department or "–",
            *(self._words.number(count) for count in (row.heard, row.planned, row.known, row.missing)),
        )[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return said
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words(_HEADS[column])}: {said}"
        return _aligned(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _aligned(column: int) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignLeft if column < 2 else Qt.AlignmentFlag.AlignRight
    return across | Qt.AlignmentFlag.AlignVCenter


class CoverageCard(QFrame):
    """The sentence, and the table behind it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 12, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.sentence = label(theme, "", "bodystrong", wrap=True)
        head.addWidget(self.sentence, 1)
        self.close_button = icon_button(theme, "close", words(mark("Close")), self.hide)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self.model = CoverageModel(words, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(words(mark("Who has been heard")))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setProperty("figures", "true")
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        theme.dress(self.table, "body")
        column.addWidget(self.table)
        desk.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Counts again, for the latest round."""
        workspace, px = self._desk.workspace, self._desk.theme.px
        found = workspace.themes.current_round()
        which = Filter(round=found.id if found is not None else None)
        heard, known = workspace.gaps.heard(which), workspace.gaps.known()
        self.model.show_rows(by_department(heard, workspace.gaps.planned(which.round), known))
        covered = coverage_of(heard, known, plan_of(found))
        self.sentence.setText(self._desk.words.say(coverage_sentence(covered)))
        self.table.verticalHeader().setDefaultSectionSize(px(_ROW))
        height = self.model.rowCount() * px(_ROW) + self.table.horizontalHeader().sizeHint().height() + 4
        self.table.setFixedHeight(min(height, px(_TALLEST)))

    def toggle(self) -> None:
        """Shows the card, or hides it."""
        if self.isHidden():
            self.refresh()
            self.show()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.hide()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _FOLLOWED and not self.isHidden():
            self.refresh()
