"""The list of what a playlist holds: keys for order and playing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from enable_desktop.library.folders import FileState
from enable_desktop.sizes import length_of
from enable_desktop.words import mark
from ui.library.lists import lists_of
from ui.library.wording import icon_of, title_of
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from enable_desktop.library.playlists import Track
    from ui.desk import Desk


class TracksView(RowsView):
    """One row for each item, in the order in which they are heard; several can be selected."""

    order_wanted = Signal(int)
    """Up (-1) or down (1)."""
    key_pressed = Signal(str)
    """"Del", "Space", "N", "P"."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, desk.words(mark("Items of the playlist")), parent)
        self._desk = desk
        self._lists = lists_of(desk)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)

    @property
    def item(self) -> int | None:
        """The item in whose row the keyboard is."""
        row = self.current
        return row.key if row is not None and isinstance(row.key, int) else None

    @property
    def items(self) -> tuple[int, ...]:
        """The items selected, in their order."""
        places = sorted(index.row() for index in self.selectedIndexes())
        keys = (self.rows.row_at(place).key for place in places)
        return tuple(key for key in keys if isinstance(key, int))

    def show_tracks(self, tracks: Sequence[Track], heard: int | None, left_at: int | None) -> None:
        """Shows these; `heard` is the item that is heard now, `left_at` where one was when one left."""
        item = self.item
        words = self._desk.words
        states = self._desk.workspace.library.files.states([track.asset.id for track in tracks])
        rows = []
        for track in tracks:
            asset = track.asset
            kind = self._lists.kinds.get(asset.sort or 0)
            details = [kind.title if kind is not None else "", asset.question]
            is_missing = states.get(asset.id) is FileState.MISSING
            if is_missing:
                details.insert(0, words(mark("The file is not there")))
            icon = icon_of(kind.key if kind is not None else "", asset.location)
            if track.id == heard:
                details.insert(0, words(mark("Now heard")))
            elif track.id == left_at:
                details.insert(0, words(mark("You were here")))
            rows.append(
                Row(
                    title=title_of(asset, words),
                    detail=" · ".join(part for part in details if part) or words(mark("No kind yet")),
                    right=length_of(asset.seconds, asset.pages, words),
                    icon="volume-high" if track.id == heard else "file-alert-outline" if is_missing else icon,
                    key=track.id,
                )
            )
        self.show_rows(rows)
        if item is not None:
            self.select(item)

    def select(self, item: int) -> bool:
        """Puts the keyboard into the row of an item; false where there is none."""
        for place in range(self.rows.rowCount()):
            if self.rows.row_at(place).key == item:
                # This row alone, also while somebody holds a key that would add it to others.
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flag)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        names = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Space: "Space", Qt.Key.Key_N: "N", Qt.Key.Key_P: "P"}
        key = Qt.Key(event.key())
        if modifiers == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.order_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif not modifiers and key in names:
            self.key_pressed.emit(names[key])
        else:
            super().keyPressEvent(event)
