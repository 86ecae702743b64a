"""The table of assets: keys, selection, columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from enable_desktop.words import mark
from ui.labels import set_tone
from ui.laid_texts import Spans
from ui.library.cells import ROW, RowsPainter, length_width, review_width
from ui.library.model import LENGTH, REVIEW, TITLE, USED, AssetsModel, Index

if TYPE_CHECKING:
    from ui.desk import Desk

_USED: Final = 118
_LEAST_TITLE: Final = {USED: 220, LENGTH: 180}
"""Where titles would have less room than that, these columns go, one after the other."""


class AssetsTable(QTableView):
    """One row for each asset found; several can be selected."""

    chosen = Signal()
    """Other rows are selected, or another one is current."""
    opened = Signal()
    key_pressed = Signal(str)
    """A letter, "/", "F2", "Del"."""
    sort_wanted = Signal(int)

    def __init__(self, desk: Desk, spans_of: Callable[[str], Spans], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.assets = AssetsModel(desk, self)
        self.hovered = -1
        self.is_by_key = True
        self.is_repeating = False
        """Whether a key is held down, so that one row follows the other."""
        self._is_refreshing = False
        self._with_usage = False
        self.setModel(self.assets)
        self._painter = RowsPainter(desk, self, spans_of)
        self.setAccessibleName(desk.words(mark("Content")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        desk.theme.dress(heads, "caption")
        set_tone(heads, "lead", "true")
        heads.setSectionsClickable(True)
        # With the table's own it asks of every row, at every paint, whether the whole column is selected.
        heads.setSelectionModel(QItemSelectionModel(self.assets, heads))
        heads.setMinimumSectionSize(40)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.sectionClicked.connect(self.sort_wanted)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.activated.connect(lambda *_: self.opened.emit())
        desk.theme.changed.connect(self._on_theme_changed)
        self._measure()

    # -- columns

    def show_usage(self, shown: bool) -> None:
        """Whether there is anything imported to show."""
        if shown != self._with_usage:
            self._with_usage = shown
            self._fit()

    def _on_theme_changed(self) -> None:
        self._painter.forget()
        self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._desk.theme.px(ROW))
        self._fit()

    def _fit(self) -> None:
        px = self._desk.theme.px
        room = self.viewport().width()
        others = {LENGTH: length_width(self._desk), REVIEW: review_width(self._desk)}
        others[USED] = px(_USED) if self._with_usage else 0
        heads = self.horizontalHeader()
        for column, least in _LEAST_TITLE.items():
            if room - sum(others.values()) < px(least):
                others[column] = 0
            heads.setSectionHidden(column, not others[column])
        for column, width in others.items():
            if width:
                heads.resizeSection(column, width)
        heads.resizeSection(TITLE, max(px(120), room - sum(others.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.rect())
        painter.end()

    def row_box(self, row: int) -> QRect:
        """Where a row stands, over its whole width."""
        top = self.rowViewportPosition(row)
        return QRect(0, top, self.viewport().width(), self.rowHeight(row))

    # -- selection

    @property
    def current(self) -> int | None:
        """The asset in whose row the keyboard is."""
        place = self.currentIndex().row()
        return self.assets.id_at(place) if 0 <= place < self.assets.rowCount() else None

    @property
    def selected(self) -> tuple[int, ...]:
        """The assets selected, in their order."""
        ids: list[int] = []
        for first, last in sorted(self.selected_parts()):
            ids += self.assets.found[first : last + 1]
        return tuple(ids)

    @property
    def count_selected(self) -> int:
        return sum(last + 1 - first for first, last in self.selected_parts())

    def selected_parts(self) -> list[tuple[int, int]]:
        """The runs of rows that are selected."""
        selection = self.selectionModel().selection()
        return [(part.top(), part.bottom()) for part in (selection.at(place) for place in range(selection.size()))]

    def show_found(self, found: Sequence[int], *, to_best: bool = False) -> None:
        """Shows these; what was selected stays so, and what was on the screen stays there.

        With `to_best` the keyboard comes to the first of them instead, unless several are selected.
        """
        current, selected = self.current, self.selected
        place, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._is_refreshing = True
        if self.assets.show_found(found):
            self._select(selected)
            here = self.assets.place_of(current)
            if to_best and found and len(selected) <= 1:
                self.go(0)
            elif here >= 0:
                self.selectionModel().setCurrentIndex(
                    self.assets.index(here, 0), QItemSelectionModel.SelectionFlag.NoUpdate
                )
                self.verticalScrollBar().setValue(top)
                self.scrollTo(self.assets.index(here, 0))
            elif found:
                # Of one that is gone the place stays; of one filtered out the first that was found comes up.
                is_there = current is not None and self._desk.workspace.library.these((current,))
                self.go(0 if is_there or place < 0 else min(place, len(found) - 1))
        self._is_refreshing = False
        self._on_chosen()

    def _select(self, ids: Sequence[int]) -> None:
        selection, places = QItemSelection(), self.assets.places_of(ids)
        start = 0
        for at in range(1, len(places) + 1):
            if at == len(places) or places[at] != places[at - 1] + 1:
                first, last = self.assets.index(places[start], 0), self.assets.index(places[at - 1], REVIEW)
                selection.select(first, last)
                start = at
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select(self, id_: int) -> bool:
        """Selects one asset; false where it is not listed."""
        place = self.assets.place_of(id_)
        if place >= 0:
            self.go(place)
        return place >= 0

    def go(self, place: int) -> None:
        """Puts the keyboard into a row and selects it alone."""
        if 0 <= place < self.assets.rowCount():
            index = self.assets.index(place, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def _on_chosen(self, *_: object) -> None:
        if not self._is_refreshing:
            self.chosen.emit()

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.is_by_key = True
        self.is_repeating = event.isAutoRepeat()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Slash if plain:
                self.key_pressed.emit("/")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.opened.emit()
            case Qt.Key.Key_F2:
                self.key_pressed.emit("F2")
            case Qt.Key.Key_Delete:
                self.key_pressed.emit("Del")
            case Qt.Key.Key_Home | Qt.Key.Key_End if plain:
                self._to_end(event)
            case key if plain and Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
                self.key_pressed.emit(chr(key))
            case _:
                super().keyPressEvent(event)

    def _to_end(self, event: QKeyEvent) -> None:
        """The first or the last row; the table's own Home goes to the first cell of the row."""
        if not self.assets.rowCount():
            return
        place = 0 if event.key() == Qt.Key.Key_Home else self.assets.rowCount() - 1
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            here = max(0, self.currentIndex().row())
            first, last = sorted((here, place))
            parts = QItemSelection(self.assets.index(first, 0), self.assets.index(last, REVIEW))
            self.selectionModel().select(parts, QItemSelectionModel.SelectionFlag.Select)
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.assets.index(place, 0), keep)
        else:
            self.go(place)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_by_key = self.is_repeating = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row == self.hovered:
            return
        before, self.hovered = self.hovered, row
        for each in (before, row):
            if each >= 0:
                self.viewport().update(self.row_box(each))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # The ring goes around the whole row.
        for index in (current, previous):
            if index.isValid():
                self.viewport().update(self.row_box(index.row()))
