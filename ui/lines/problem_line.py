"""The sentence under the current row: what is missing, or why what was typed is no value, with its fix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.buttons import link_button
from ui.labels import ElidedLabel
from ui.theme import Theme


class ProblemLine(QWidget):
    """An icon, one sentence, and the fix as a link."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mend: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._mark = QLabel()
        row.addWidget(self._mark)
        self._text = ElidedLabel(theme, "", "small", tone="problem")
        row.addWidget(self._text)
        self._link = link_button(theme, "", self._on_link, small=True)
        row.addWidget(self._link)
        row.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.whole if not self.isHidden() else ""

    @property
    def link(self) -> QWidget:
        """The fix, to press."""
        return self._link

    def say(self, sentence: str, fix: str = "", mend: Callable[[], None] | None = None, *, aloud: bool = False) -> None:
        """Shows a sentence; an empty one hides the line."""
        self._mend = mend
        self.setVisible(bool(sentence))
        if not sentence:
            return
        side = self._theme.px(14)
        self._mark.setPixmap(self._theme.icon("alert-circle-outline", "problem.text").pixmap(QSize(side, side)))
        self._text.set_whole(sentence)
        self._link.setText(fix)
        self._link.setAccessibleName(fix)
        self._link.setVisible(bool(fix))
        if aloud:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{sentence} {fix}".strip()))

    def _on_link(self) -> None:
        if self._mend is not None:
            self._mend()
