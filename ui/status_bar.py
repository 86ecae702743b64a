"""The bottom edge: what is going on at the left, the keys that matter here at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.buttons import button
from ui.commands import shown_shortcut
from ui.labels import ElidedLabel, keycap, label
from ui.theme import Theme

_LEAST_TEXT: Final = 80


class StatusBar(QWidget):
    """One quiet line."""

    cancel_wanted = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self._keys: list[tuple[str, str]] = []
        self._pairs: list[QWidget] = []
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
        self._fit()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Keys and what they do here."""
        if list(keys) == self._keys:
            return
        self._keys = list(keys)
        self._pairs = []
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
            self._pairs.append(pair)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            # The words are of another size now.
            self._fit()
        return done

    def _fit(self) -> None:
        """A key for which there is no room is left out whole; the first ones matter most."""
        layout = self.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._theme.px(_LEAST_TEXT) - layout.spacing()
        if not self.cancel.isHidden():
            room -= self.cancel.sizeHint().width() + layout.spacing()
        for pair in self._pairs:
            room -= pair.sizeHint().width()
            pair.setVisible(room >= 0)
            room -= self._caps.spacing()

    def _on_theme_changed(self) -> None:
        self.setFixedHeight(self._theme.px(26))
        self._fit()
