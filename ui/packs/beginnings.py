"""A new pack: empty, or from a template that puts what the library holds under its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.labels import label
from ui.pack_templates import pack_templates
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from enable_desktop.packs.templates import Template
    from ui.desk import Desk

_WIDE = 760


class Beginnings(QWidget):
    """What a pack is for, and the templates; Enter begins one, Esc goes back where there is a way back."""

    begun = Signal(object)
    """A `Template`, or None for an empty pack."""
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, words = desk.theme, desk.words
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 20, 20, 20)
        card = QFrame()
        card.setProperty("card", "empty")
        card.setMaximumWidth(theme.px(_WIDE))
        outer.addWidget(card, 100)
        outer.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        text = mark(
            "A pack is content for one audience, handed over as a folder, a zip archive or one file. It opens in any "
            "browser, without a network. A template puts what your library holds under its headings."
        )
        column.addWidget(label(theme, words(text), "body", tone="secondary", wrap=True))
        self.list = RowsView(theme, words(mark("Templates")))
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 12))
        self._templates = pack_templates(desk.document_words().language)
        rows = [Row(title=words(mark("Empty pack")), detail=words(mark("You choose everything")), icon="plus", key=-1)]
        rows += [
            Row(title=each.title, detail=each.about, icon="package-variant-closed", tip=each.about, key=number)
            for number, each in enumerate(self._templates)
        ]
        self.list.show_rows(rows)
        self.list.activated.connect(lambda *_: self.begin())
        self.list.doubleClicked.connect(lambda *_: self.begin())
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        self.start = primary_button(theme, words(mark("Begin the pack")), self.begin, icon="plus")
        row.addWidget(self.start)
        self.cancel = button(theme, words(mark("Cancel")), self.left.emit, look="quiet")
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)

    def offer(self, *, can_leave: bool) -> None:
        """Asks which one."""
        self.cancel.setVisible(can_leave)
        self.list.setCurrentIndex(self.list.rows.index(1 if self.list.rows.rowCount() > 1 else 0, 0))
        if self.isVisible():
            # The page may be made while somebody works on another one.
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Marks a template by its key."""
        for number, each in enumerate(self._templates):
            if each.key == key:
                self.list.setCurrentIndex(self.list.rows.index(number + 1, 0))

    def begin(self) -> None:
        """Begins what is marked."""
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            template: Template | None = self._templates[row.key] if row.key >= 0 else None
            self.begun.emit(template)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.cancel.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)
