"""One sentence at the bottom of the window for eight seconds, with a way back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from enable_desktop.words import Words, mark
from ui.commands import shown_shortcut
from ui.labels import label
from ui.theme import Theme

STAY_MS: Final = 8000
_BUTTON: Final = 28


class Toast(QFrame):
    """Says what was done; stays while the pointer or the focus is on it."""

    undo_wanted = Signal()
    open_wanted = Signal(object)
    """The path of the file that the sentence tells of."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(16)
        self._text = label(theme, "", "bodystrong")
        layout.addWidget(self._text)
        self._undo = QPushButton()
        self._undo.setProperty("toast", "true")
        self._undo.setAccessibleName(words(mark("Undo")))
        row = QHBoxLayout(self._undo)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        # The button's own text makes it as wide as what is laid over it.
        self._undo_text = label(theme, words(mark("Undo")), "bodystrong")
        self._undo_key = label(theme, shown_shortcut("Ctrl+Z"), "caption")
        for part in (self._undo_text, self._undo_key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._undo.clicked.connect(self._on_undo)
        layout.addWidget(self._undo)
        self._file: Path | None = None
        self._open = QPushButton(words(mark("Open file")))
        self._open.setProperty("toast", "true")
        self._open.clicked.connect(self._on_open)
        theme.dress(self._open, "bodystrong")
        layout.addWidget(self._open)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._on_timeout)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def undo_button(self) -> QPushButton:
        return self._undo

    @property
    def open_button(self) -> QPushButton:
        return self._open

    def show_text(self, text: str, undo: bool) -> None:
        """Replaces what was said before."""
        self._text.setText(text)
        self._undo.setVisible(undo)
        self._file = None
        self._open.hide()
        room = self._undo.layout()
        assert room is not None
        self._undo.setFixedSize(room.sizeHint().width(), self._theme.px(_BUTTON))
        self._open.setFixedHeight(self._theme.px(_BUTTON))
        self.setFixedHeight(self._theme.px(40))
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def offer_to_open(self, file: Path) -> None:
        """Adds a button that opens the file of which the sentence tells."""
        self._file = file
        self._open.setAccessibleName(f"{self._open.text()} {file.name}")
        self._open.show()
        self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        widest = parent.width() - 48
        self._text.setWordWrap(False)
        self.setFixedWidth(min(widest, self.sizeHint().width()))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - self._theme.px(26) - 16)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _on_open(self) -> None:
        self.hide()
        self.open_wanted.emit(self._file)

    def _on_timeout(self) -> None:
        if self.underMouse() or self._undo.hasFocus() or self._open.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
