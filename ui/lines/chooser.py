"""A cell that names another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.lines.editors import CellEditor
from ui.new_record import NewRecord
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from ui.desk import Desk


class RecordEditor(RecordBox, CellEditor):
    """Type-ahead whose list opens with the cell."""

    finished = Signal(int)
    typed = Signal()
    """Never: what is typed here is no value before it was chosen."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget, value: int | None) -> None:
        super().__init__(desk, kind, parent, alone=False)
        self._kept: int | NewRecord | None = value
        self.show_value(value)
        self.selectAll()
        self.chosen.connect(self._on_chosen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_all)
        self._timer.start(0)

    @property
    def is_changed(self) -> bool:
        return self.picked != self._kept or not self.shows_picked

    def note_stored(self) -> None:
        # A few letters may have named it.
        self.put(self.entry().value)
        self._kept = self.picked

    def put(self, value: object) -> None:
        self.show_value(value if isinstance(value, int | NewRecord) else None)

    def _on_chosen(self) -> None:
        self.finished.emit(0)

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(max(room.width(), self.desk.theme.px(170)), room.height())
