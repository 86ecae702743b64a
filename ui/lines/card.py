"""The card of one row: every field it has, also those its table has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.fields import Line
from enable_desktop.readouts import title_of
from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.labels import ElidedLabel
from ui.lines.delegate import MARGIN
from ui.lines.record_form import RecordForm

if TYPE_CHECKING:
    from enable_desktop.charter.sections import Rows
    from ui.desk import Desk


class LineCard(QWidget):
    """A framed form; Esc closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, rows: Rows) -> None:
        super().__init__()
        self._desk = desk
        theme, words = desk.theme, desk.words
        outer = QVBoxLayout(self)
        margin = theme.px(MARGIN)
        outer.setContentsMargins(margin, 4, margin, 16)
        frame = QFrame()
        frame.setProperty("card", "true")
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        self._title = ElidedLabel(theme, "", "strong")
        top.addWidget(self._title, 1)
        top.addWidget(icon_button(theme, "close", words(mark("Close the card")), self.close_up, shortcut="Esc"))
        column.addLayout(top)
        self.form = RecordForm(desk, rows.record, columns=2)
        column.addWidget(self.form)
        for child in self.form.findChildren(QWidget):
            child.installEventFilter(self)

    def show_line(self, line: Line | None) -> None:
        """Shows another row; without one the card is empty."""
        self.form.show_line(line)
        title = title_of(line, self._desk.workspace.title_of, self._desk.words) if line is not None else ""
        self._title.set_whole(title)

    def flush(self) -> None:
        self.form.flush()

    def close_up(self) -> None:
        """Hides the card and gives the focus back."""
        self.flush()
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_up()
            return True
        return False
