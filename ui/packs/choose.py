"""Choosing content for a pack: the library's search, filters and saved searches, and what of it is put in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from enable_desktop.library.assets import Status
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.labels import ElidedLabel, label, line
from ui.library.facet_panel import FacetPanel
from ui.library.popups import SavedSearches
from ui.library.state import LibraryState
from ui.library.table import AssetsTable
from ui.sought_list import SearchField

if TYPE_CHECKING:
    from ui.desk import Desk

_FACETS: Final = 200
_CURRENT: Final = frozenset(str(each) for each in Status if each not in (Status.RETIRED, Status.OUTDATED))


class ChooseView(QWidget):
    """The library as a place to choose from; Esc goes back to the pack."""

    put_wanted = Signal(tuple)
    """The ids of assets."""
    search_wanted = Signal(str, dict)
    """Words and filters: what they find belongs to the pack from now on."""
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.state = LibraryState(desk)
        self._saved = SavedSearches(desk, self.state, self)
        self._there: frozenset[int] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        self.title = ElidedLabel(theme, "", "strong")
        head.addWidget(self.title, 1)
        self.search = SearchField(theme, words(mark("Words, stage:discovery, -without")))
        self.search.setMinimumWidth(theme.px(260))
        head.addWidget(self.search, 1)
        saved = button(theme, words(mark("Saved searches")), icon="bookmark-outline")
        saved.clicked.connect(partial(self._saved.open_under, saved))
        head.addWidget(saved)
        column.addLayout(head)
        column.addWidget(line())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        self.facets = FacetPanel(desk, self.state, splitter)
        self.facets.setMinimumWidth(theme.px(170))
        splitter.addWidget(self.facets)
        self.table = AssetsTable(desk, self.state.spans_of, splitter)
        splitter.addWidget(self.table)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(_FACETS), 800])
        column.addWidget(splitter, 1)
        column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        self.told = label(theme, "", "small", tone="secondary")
        foot.addWidget(self.told, 1)
        foot.addWidget(button(theme, words(mark("Back to the pack")), self.left.emit, look="quiet"))
        self.follow = button(theme, words(mark("Let the pack follow this search")), self._follow)
        self.follow.setToolTip(words(mark("What it finds belongs to the pack by itself, also later")))
        foot.addWidget(self.follow)
        self.put_all = button(theme, "", self._put_all)
        foot.addWidget(self.put_all)
        self.put = primary_button(theme, "", self._put, icon="plus")
        foot.addWidget(self.put)
        column.addLayout(foot)
        self.search.textChanged.connect(self.state.seek)
        self.search.down.connect(self._to_table)
        self.search.left.connect(self.left)
        self.facets.left.connect(self._to_table)
        self.state.changed.connect(self._on_found)
        self.table.chosen.connect(self._say)
        self.table.opened.connect(self._put)
        self.table.key_pressed.connect(self._on_key)

    def show_there(self, assets: Iterable[int]) -> None:
        """These are in the pack."""
        self._there = frozenset(assets)
        self._say()

    def begin(self, title: str) -> None:
        """Shows what is current in the library, for a pack of this title."""
        self.title.set_whole(self._desk.words(mark("Content for “{title}”"), title=title))
        self.state.text = ""
        self.search.clear()
        self.state.filters = {"status": _CURRENT}
        self.state.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_changes(self) -> None:
        """The library is another one now."""
        self.table.assets.forget()
        self.state.refresh()

    def _on_found(self) -> None:
        if self.search.text() != self.state.text:
            self.search.blockSignals(True)
            self.search.setText(self.state.text)
            self.search.blockSignals(False)
        self.table.show_found(self.state.found)
        self.follow.setEnabled(self.state.is_narrowed)
        self._say()

    def _say(self) -> None:
        words, found, chosen = self._desk.words, len(self.state.found), self.table.count_selected
        told, there = words.n("{n} found", "{n} found", found), len(self._there.intersection(self.state.found))
        if there:
            in_it = words.n("{n} of them in the pack already", "{n} of them in the pack already", there)
            told = words(mark("{found}, {there}"), found=told, there=in_it)
        self.told.setText(told)
        self.put.setText(words.n("Put {n} in", "Put {n} in", chosen))
        self.put_all.setText(words.n("Put all {n} in", "Put all {n} in", found))
        for made in (self.put, self.put_all):
            made.setAccessibleName(made.text())
        self.put.setEnabled(bool(chosen))
        self.put_all.setEnabled(bool(found))

    def _to_table(self) -> None:
        self.state.find_now()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current is None:
            self.table.go(0)

    def _on_key(self, key: str) -> None:
        if key == "/":
            self.search.begin()
        elif key == "F":
            self.facets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self) -> None:
        if chosen := self.table.selected:
            self.put_wanted.emit(chosen)

    def _put_all(self) -> None:
        if self.state.found:
            self.put_wanted.emit(tuple(self.state.found))

    def _follow(self) -> None:
        self.search_wanted.emit(self.state.text, dict(self.state.filters))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
