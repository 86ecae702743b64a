"""The same gaps as a plain table: every figure that the sample allows, sortable, for whoever wants the numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from enable_desktop.gaps.analysis import Gap
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.people import Group
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.gaps.state import GapsState

Index = QModelIndex | QPersistentModelIndex
Value = float | int | str | None


def _points(gap: Gap) -> float | None:
    return gap.severity.points if gap.severity is not None else None


# What stands above a column, its value, and its decimals (None for words and whole numbers).
_COLUMNS: Final[tuple[tuple[str, Callable[[Gap], Value], int | None], ...]] = (
    (mark("L mean"), lambda gap: gap.leadership.mean, 1),
    (mark("R mean"), lambda gap: gap.reps.mean, 1),
    (mark("L raised"), lambda gap: gap.leadership.raised, None),
    (mark("L asked"), lambda gap: gap.leadership.asked, None),
    (mark("R raised"), lambda gap: gap.reps.raised, None),
    (mark("R asked"), lambda gap: gap.reps.asked, None),
    (mark("Gap"), _points, 1),
    (mark("From"), lambda gap: gap.severity.low if gap.severity is not None else None, 1),
    (mark("To"), lambda gap: gap.severity.high if gap.severity is not None else None, 1),
    (mark("p"), lambda gap: gap.severity.p if gap.severity is not None else None, 3),
    (mark("P(1 point)"), lambda gap: gap.severity.p_one_point if gap.severity is not None else None, 2),
    (mark("Superiority"), lambda gap: gap.severity.superiority if gap.severity is not None else None, 2),
    (mark("r_wg L"), lambda gap: gap.leadership.r_wg, 2),
    (mark("r_wg R"), lambda gap: gap.reps.r_wg, 2),
)


class FiguresModel(QAbstractTableModel):
    """One row for each theme; sorting compares the figures themselves, what is not there comes last."""

    def __init__(self, state: GapsState, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._words = words
        self._gaps: list[Gap] = []
        self._others: tuple[Group, ...] = ()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def refresh(self) -> None:
        self.beginResetModel()
        self._gaps = list(self._state.in_reading_order())
        present = {group for gap in self._gaps for group in gap.others}
        self._others = tuple(group for group in Group if group in present)
        if self._sorted is not None:
            self._arrange(*self._sorted)
        self.endResetModel()

    def theme_at(self, row: int) -> int | None:
        return self._gaps[row].theme if 0 <= row < len(self._gaps) else None

    def row_of(self, theme: int | None) -> int:
        return next((row for row, gap in enumerate(self._gaps) if gap.theme == theme), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._gaps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2 + len(_COLUMNS) + len(self._others)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignLeft if section < 2 else Qt.AlignmentFlag.AlignRight
            return across | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < 2:
            return self._words((mark("Theme"), mark("Verdict"))[section])
        if section < 2 + len(_COLUMNS):
            return self._words(_COLUMNS[section - 2][0])
        return self._words(self._others[section - 2 - len(_COLUMNS)].label)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(self._gaps[index.row()], index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal, int(Qt.ItemDataRole.DisplayRole))
            return f"{head}: {self._said(self._gaps[index.row()], index.column())}"
        return None

    def _said(self, gap: Gap, column: int) -> str:
        words = self._words
        if column == 0:
            return self._state.title_of(gap.theme)
        if column == 1:
            return words(gap.verdict.label)
        if column < 2 + len(_COLUMNS):
            _, value, decimals = _COLUMNS[column - 2]
            found = value(gap)
            return "–" if found is None else words.number(float(found), decimals)
        heard = gap.others.get(self._others[column - 2 - len(_COLUMNS)])
        if heard is None:
            return "–"
        return words(
            mark("{mean} ({raised} of {asked})"),
            mean=words.number(heard.mean, 1) or "–",
            raised=heard.raised,
            asked=heard.asked,
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            # Until a head is clicked the table reads like the list.
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order)
        self._arrange(column, order)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        known = [(self._key(gap, column), gap) for gap in self._gaps]
        there = [pair for pair in known if pair[0] is not None]
        there.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type, return-value]  # one column holds one type
        self._gaps = [gap for _, gap in there] + [gap for key, gap in known if key is None]

    def _key(self, gap: Gap, column: int) -> Value:
        if column == 0:
            return self._state.title_of(gap.theme).casefold()
        if column == 1:
            return list(Verdict).index(gap.verdict)
        if column < 2 + len(_COLUMNS):
            return _COLUMNS[column - 2][1](gap)
        heard = gap.others.get(self._others[column - 2 - len(_COLUMNS)])
        return heard.mean if heard is not None else None


class FiguresView(QTableView):
    """The table of figures."""

    gap_selected = Signal(object)
    key_pressed = Signal(str)

    def __init__(self, desk: Desk, state: GapsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._desk = desk
        self._is_refreshing = False
        self.figures = FiguresModel(state, desk.words, self)
        self.setModel(self.figures)
        self.setAccessibleName(desk.words(mark("Figures of the gaps")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setProperty("figures", "true")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        desk.theme.dress(self, "body")
        desk.theme.changed.connect(self._measure)
        self._measure()
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._desk.theme.px(32))

    def refresh(self) -> None:
        """Shows the state, its gap selected."""
        self._is_refreshing = True
        self.figures.refresh()
        row = self.figures.row_of(self._state.selected)
        if row >= 0:
            self.setCurrentIndex(self.figures.index(row, 0))
        self._is_refreshing = False

    def _on_row_changed(self, index: Index) -> None:
        if not self._is_refreshing and index.isValid():
            self.gap_selected.emit(self.figures.theme_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self.key_pressed.emit(chr(event.key()))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
