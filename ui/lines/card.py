"""The card of one row: every field it has, also those its table has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.links import Ref
from enable_desktop.readouts import title_of
from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.labels import ElidedLabel
from ui.lines.delegate import MARGIN
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_WIDE = (Shape.PROSE, Shape.SET)


class LineCard(QWidget):
    """A framed form; Esc closes it."""

    closed = Signal()

    def __init__(self, desk: Desk, record: type[Line]) -> None:
        super().__init__()
        self._desk = desk
        self._record = record
        self.form: RecordForm | None = None
        theme, words = desk.theme, desk.words
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN, 4, MARGIN, 16)
        frame = QFrame()
        frame.setProperty("card", "true")
        outer.addWidget(frame)
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(12)
        top = QHBoxLayout()
        self._title = ElidedLabel(theme, "", "strong")
        top.addWidget(self._title, 1)
        top.addWidget(icon_button(theme, "close", words(mark("Close the card")), self.close_up, shortcut="Esc"))
        self._column.addLayout(top)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close_up)
        desk.changed.connect(self._on_changed)

    def show_ref(self, ref: Ref) -> None:
        """Shows another row."""
        if self.form is None:
            self.form = RecordForm(self._desk, ref, _arranged(self._record))
            self._column.addWidget(self.form)
        else:
            self.form.show_ref(ref)
        self._show_title()

    def reveal(self, field: str) -> None:
        """Puts the cursor into a field."""
        if self.form is not None:
            self.form.reveal(field)

    def flush(self) -> None:
        if self.form is not None:
            self.form.flush()

    @property
    def is_stored(self) -> bool:
        """Whether everything typed here is in the file."""
        return self.form is None or self.form.is_stored

    def close_up(self) -> None:
        """Hides the card and gives the focus back."""
        self.flush()
        self.hide()
        self.closed.emit()

    def _show_title(self) -> None:
        line = self._desk.workspace.find(self.form.ref) if self.form is not None else None
        title = title_of(line, self._desk.workspace.title_of, self._desk.words) if line is not None else ""
        self._title.set_whole(title)

    def _on_changed(self, changes: Changes) -> None:
        if self.form is not None and self.form.ref in changes.touched:
            self._show_title()


def _arranged(record: type[Line]) -> list[str | tuple[str, ...]]:
    """The fields of a record, two beside each other where they are short."""
    rows: list[str | tuple[str, ...]] = []
    waiting = ""
    for field in fields_of(record):
        if field.shape is Shape.MAP:
            continue
        if field.shape in _WIDE or not rows or field.shape is Shape.FLAG:
            rows += [waiting] if waiting else []
            waiting = ""
            rows.append(field.name)
        elif waiting:
            rows.append((waiting, field.name))
            waiting = ""
        else:
            waiting = field.name
    return [*rows, waiting] if waiting else rows


def has_card(record: type[Line]) -> bool:
    """Whether a card says more than the row itself; a matrix is all in its row."""
    return all(field.shape is not Shape.MAP for field in fields_of(record))
