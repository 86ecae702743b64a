"""A cell with a date: typed in any usual way, or picked from a month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui.entry import read_date
from ui.lines.editors import LineEditor
from ui.month import Month

if TYPE_CHECKING:
    from ui.desk import Desk


class DateEditor(LineEditor):
    """One line with its calendar."""

    def __init__(self, desk: Desk, parent: QWidget, value: object) -> None:
        self._words = desk.words
        text = self._words.short_day(value if isinstance(value, date) else None)
        super().__init__(parent, text, lambda typed: read_date(typed, desk.today, desk.words))
        self.month = Month(self, desk.theme, desk.words, lambda: desk.today)
        self.month.picked.connect(self._on_picked)

    def put(self, value: object) -> None:
        if isinstance(value, date):
            self.setText(self._words.short_day(value))

    def _on_picked(self, day: date) -> None:
        self.put(day)
        self.finished.emit(0)

    def wanted_size(self, room: QSize) -> QSize:
        width = self.fontMetrics().horizontalAdvance("28 September 2028") + 44
        return QSize(max(room.width(), width), room.height())
