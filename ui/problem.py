"""The panel that says in place what happened, what is safe, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from enable_desktop.words import Words, mark
from ui.buttons import button, icon_button
from ui.labels import label, set_tone
from ui.theme import Theme

Action = tuple[str, Callable[[], None]]


class ProblemPanel(QWidget):
    """One problem at a time, above the page, until it is closed or another one takes its place."""

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 4)
        self._card = QFrame()
        outer.addWidget(self._card)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(12, 10, 8, 12)
        row.setSpacing(10)
        self._mark = QLabel()
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self._title = label(theme, "", "strong", wrap=True)
        self._text = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._actions = QHBoxLayout()
        self._actions.setContentsMargins(0, 6, 0, 0)
        self._actions.setSpacing(8)
        column.addLayout(self._actions)
        row.addLayout(column, 1)
        self._close = icon_button(theme, "close", words(mark("Close this notice")), self.hide)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons: tuple[QPushButton, ...] = ()
        self.hide()

    @property
    def text(self) -> str:
        """All that is said, as one text."""
        return f"{self._title.text()} {self._text.text()}".strip()

    @property
    def action_buttons(self) -> tuple[QPushButton, ...]:
        """What can be done about it."""
        return self._buttons

    def show_title(self, title: str) -> None:
        """Says one thing more above what is said already."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))

    @property
    def detail(self) -> str:
        """What is said below the title."""
        return self._text.text()

    def show_note(self, title: str, text: str, actions: Sequence[Action] = ()) -> None:
        """Says something that is good to know and no problem."""
        self._show("true", "information-outline", "text.secondary", title, text, actions)

    def show_problem(self, title: str, text: str, actions: Sequence[Action] = ()) -> None:
        """Says it here and to screen readers."""
        self._show("problem", "alert-circle-outline", "problem.text", title, text, actions)

    def _show(self, card: str, icon: str, colour: str, title: str, text: str, actions: Sequence[Action]) -> None:
        set_tone(self._card, "card", card)
        side = self._theme.px(18)
        self._mark.setPixmap(self._theme.icon(icon, colour).pixmap(QSize(side, side)))
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        while self._actions.count():
            item = self._actions.takeAt(0)
            gone = item.widget() if item is not None else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._buttons = tuple(button(self._theme, words, run, small=True) for words, run in actions)
        for made in self._buttons:
            self._actions.addWidget(made)
        self._actions.addStretch(1)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))
