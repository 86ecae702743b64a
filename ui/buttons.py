"""Buttons in their four looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.commands import shown_shortcut
from ui.theme import Theme
from ui.tips import tip

_LINK_EDGE: Final = 8


def button(
    theme: Theme,
    text: str,
    run: Callable[[], None] | None = None,
    *,
    icon: str = "",
    look: str = "",
    small: bool = False,
) -> QPushButton:
    """A push button; look: "" (outlined), "primary" (one per page), "quiet", "link"."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.ArrowCursor)
    if look:
        made.setProperty("button", look)
    theme.dress(made, "smallstrong" if small else "bodystrong")
    if small:
        made.setProperty("small", "true")
    if icon:
        set_icon(made, theme, icon)
    if run is not None:
        made.clicked.connect(lambda *_: run())
    return made


def primary_button(theme: Theme, text: str, run: Callable[[], None] | None = None, *, icon: str = "") -> QPushButton:
    """The one filled button of a page."""
    return button(theme, text, run, icon=icon, look="primary")


class LinkButton(QPushButton):
    """A button that reads as a link; where it has too little room it ends in dots, whole in its tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.whole = ""
        self.setProperty("button", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)

    def setText(self, text: str) -> None:
        self.whole = text
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        if self.isVisible():
            self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        # One more, since the metrics round down and the eliding does not.
        natural = self.fontMetrics().horizontalAdvance(self.whole) + _LINK_EDGE + 1
        return QSize(natural, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - _LINK_EDGE
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        super().setText(shown)
        self.setToolTip(tip(self.whole) if shown != self.whole else "")


def link_button(theme: Theme, text: str, run: Callable[[], None] | None = None, *, small: bool = False) -> LinkButton:
    """A button that reads as a link."""
    made = LinkButton(text)
    theme.dress(made, "smallstrong" if small else "bodystrong")
    if small:
        made.setProperty("small", "true")
    if run is not None:
        made.clicked.connect(lambda *_: run())
    return made


def icon_button(
    theme: Theme,
    icon: str,
    name: str,
    run: Callable[[], None] | None = None,
    *,
    shortcut: str = "",
    outline: bool = False,
    checkable: bool = False,
) -> QToolButton:
    """A button that is only an icon; its name and shortcut are its tooltip and its accessible name."""
    made = QToolButton()
    made.setIcon(theme.icon(icon, "text.secondary", "accent.mark" if checkable else ""))
    theme.size_icon(made, 18)
    made.setAccessibleName(name)
    made.setToolTip(with_shortcut(name, shortcut))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCheckable(checkable)
    if outline:
        made.setProperty("outline", "true")
    if run is not None:
        made.clicked.connect(lambda *_: run())
    return made


def set_icon(made: QPushButton, theme: Theme, icon: str) -> None:
    """Gives a push button an icon in the colour of its text."""
    primary = made.property("button") == "primary"
    made.setIcon(theme.icon(icon, "accent.onFill" if primary else "text.secondary"))
    theme.size_icon(made, 16, room=4)


def with_shortcut(name: str, shortcut: str) -> str:
    """A tooltip: what it does, and its key."""
    return f"{name}  {shown_shortcut(shortcut)}" if shortcut else name
