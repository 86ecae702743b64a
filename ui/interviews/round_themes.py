"""Which themes a round of interviews asks about, and what its report suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Round, Theme
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.interviews.tick_list import TickList
from ui.labels import label
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk


class RoundThemes(QWidget):
    """Which themes a round asks about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._round: int | None = None
        self._is_filling = False
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 0)
        column.setSpacing(6)
        self.title = label(theme, "", "strong")
        column.addWidget(self.title)
        self.list = TickList(theme, words(mark("Themes of the round")))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list)
        column.addSpacing(8)
        self.suggestions = RecordForm(desk, Ref(Round.kind, 0), ["suggestions"])
        column.addWidget(self.suggestions)
        column.addWidget(
            label(theme, words(mark("The gap report prints this as it stands.")), "small", tone="tertiary", wrap=True)
        )
        self.list.items.itemChanged.connect(self._on_changed)

    def show_round(self, round_id: int | None) -> None:
        """Shows the themes with those ticked that a round asks about."""
        workspace = self._desk.workspace
        found = workspace.get(Round, round_id) if round_id is not None else None
        self._round = found.id if found is not None else None
        self.setVisible(found is not None)
        if found is None:
            return
        self.title.setText(self._desk.words(mark("“{round}” asks about"), round=found.title))
        self.suggestions.show_ref(Ref(Round.kind, found.id))
        asked = {theme.id for theme in workspace.themes.of_round(found.id)}
        row = self.list.currentIndex().row()
        self._is_filling = True
        self.list.show_titles(((theme.id, theme.title) for theme in workspace.all(Theme)), asked)
        self._is_filling = False
        self.list.setCurrentIndex(self.list.items.index(max(row, 0), 0))
        height = sum(self.list.sizeHintForRow(place) for place in range(self.list.items.rowCount()))
        self.list.setFixedHeight(height + 4)

    def _on_changed(self, item: QStandardItem) -> None:
        if self._is_filling or self._round is None:
            return
        try:
            self._desk.workspace.themes.include(self._round, item.data(), item.checkState() == Qt.CheckState.Checked)
        except WorkspaceError as fault:
            self._desk.failed(fault)
