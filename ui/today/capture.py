"""The popover in which a note is caught from anywhere: typed, Enter, and back to what one was at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Shape, limit_of
from enable_desktop.words import mark
from ui.labels import keycap, label
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from ui.desk import Desk

_WIDTH: Final = 480
_TOP: Final = 66


class Capture(QFrame):
    """One line; what is typed in it waits in the inbox."""

    kept = Signal(int)
    """The id of the note."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk = desk
        self._window = parent.window()
        self._before: QWidget | None = None
        theme, words = desk.theme, desk.words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("pane", "raised")
        self.setAccessibleName(words(mark("Note something")))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Note something")), "strong"))
        head.addStretch(1)
        head.addWidget(keycap(theme, "Esc"))
        head.addWidget(label(theme, words(mark("close")), "small", tone="secondary"))
        column.addLayout(head)
        self.edit = LineEdit()
        self.edit.setMaxLength(limit_of("title", Shape.TEXT))
        self.edit.setPlaceholderText(words(mark("What must not be forgotten?")))
        self.edit.setAccessibleName(words(mark("Note")))
        theme.dress(self.edit, "body")
        self.edit.returnPressed.connect(self.keep)
        column.addWidget(self.edit)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(keycap(theme, "Enter"))
        foot.addWidget(
            label(theme, words(mark("keeps it in the inbox, to be sorted on Today")), "small", tone="secondary")
        )
        foot.addStretch(1)
        column.addLayout(foot)

    def open(self) -> None:
        """Shows the line near the top of the window, ready for typing."""
        window = self._window
        self._before = window.focusWidget()
        self.setFixedWidth(min(self._desk.theme.px(_WIDTH), window.width() - 48))
        self.adjustSize()
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, _TOP)))
        self.show()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep(self) -> None:
        """Keeps what is typed; what cannot be stored stays in the line."""
        title = " ".join(self.edit.text().split())
        if not title:
            self.close()
            return
        try:
            made = self._desk.workspace.needs.note(title)
        except WorkspaceError as fault:
            self.close()
            self._desk.failed(fault)
            return
        self.edit.clear()
        self.close()
        self.kept.emit(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
