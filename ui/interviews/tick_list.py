"""A list of titles, each with a box that Space ticks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView

from ui.theme import Theme

_ROW: Final = 28


class TickList(QListView):
    """Knows each title by an id; `items` tells when one is ticked."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.items = QStandardItemModel(self)
        self.setModel(self.items)
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        theme.dress(self, "body")

    def show_titles(self, titles: Iterable[tuple[int, str]], ticked: Collection[int] = ()) -> None:
        """Shows titles with their ids, those in `ticked` with their boxes ticked."""
        self.items.clear()
        for id_, title in titles:
            item = QStandardItem(title)
            item.setData(id_)
            item.setCheckable(True)
            item.setSizeHint(QSize(0, self._theme.px(_ROW)))
            item.setCheckState(Qt.CheckState.Checked if id_ in ticked else Qt.CheckState.Unchecked)
            self.items.appendRow(item)

    def ticked(self) -> list[int]:
        """The ids of what is ticked, in their order."""
        items = (self.items.item(row) for row in range(self.items.rowCount()))
        return [item.data() for item in items if item.checkState() == Qt.CheckState.Checked]
