"""Small words on the window: labels in the type scale, chips, key caps, lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import Theme


def label(theme: Theme, text: str, face: str = "body", *, tone: str = "", wrap: bool = False) -> QLabel:
    """Plain text in a step of the type scale; tone: secondary, tertiary, attention, problem, accent, ..."""
    shown = QLabel(text)
    # Rich text would open local files that it names.
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(wrap)
    if tone:
        shown.setProperty("tone", tone)
    theme.dress(shown, face)
    return shown


def set_tone(widget: QWidget, name: str, value: object) -> None:
    """Changes a property that the style sheet looks at, and shows it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def chip(theme: Theme, text: str, tone: str = "neutral") -> QLabel:
    """A state in a tinted box: neutral, accent, attention, problem, leadership, reps."""
    shown = label(theme, text, "small")
    shown.setProperty("chip", tone)
    shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return shown


def keycap(theme: Theme, text: str) -> QLabel:
    """A key as it stands on the keyboard."""
    shown = label(theme, text, "caption")
    shown.setProperty("keycap", "true")
    shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return shown


def line(subtle: bool = False) -> QFrame:
    """One horizontal line."""
    drawn = QFrame()
    drawn.setProperty("line", "subtle" if subtle else "true")
    drawn.setFixedHeight(1)
    return drawn


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it is too long, with the whole text in its tooltip."""

    def __init__(self, theme: Theme, text: str = "", face: str = "body", tone: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if tone:
            self.setProperty("tone", tone)
        theme.dress(self, face)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """The text to show."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    @property
    def whole(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
