"""The bottom edge: what is going on at the left, the keys that matter here at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.buttons import button
from ui.commands import shown_shortcut
from ui.labels import ElidedLabel, keycap, label
from ui.theme import Theme


class StatusBar(QWidget):
    """One quiet line."""

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[tuple[str, str]] = []
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("pane", "window")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 16, 0)
        layout.setSpacing(12)
        self._text = ElidedLabel(theme, "", "caption", tone="tertiary")
        self._page_text = ""
        self._task_text = ""
        layout.addWidget(self._text, 1)
        self.cancel = button(theme, words(mark("Cancel")), small=True)
        self.cancel.setProperty("status", "true")
        self.cancel.clicked.connect(self.cancel_wanted)
        self.cancel.hide()
        layout.addWidget(self.cancel)
        self._caps = QHBoxLayout()
        self._caps.setSpacing(16)
        layout.addLayout(self._caps)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def text(self) -> str:
        return self._text.whole

    def show_text(self, text: str) -> None:
        """What the page says of itself."""
        self._page_text = text
        self._text.set_whole(self._task_text or text)

    def show_task(self, text: str, *, can_cancel: bool) -> None:
        """What is being worked on; empty when nothing is."""
        self._task_text = text
        self._text.set_whole(text or self._page_text)
        self.cancel.setVisible(can_cancel)

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Keys and what they do here."""
        if list(keys) == self._keys:
            return
        self._keys = list(keys)
        while self._caps.count():
            item = self._caps.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for shortcut, text in keys:
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(6)
            row.addWidget(keycap(self._theme, shown_shortcut(shortcut)))
            row.addWidget(label(self._theme, text, "caption", tone="tertiary"))
            self._caps.addWidget(pair)

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(26))
