"""The card that splits a theme: some of its statements go to a theme of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Statement, Theme
from enable_desktop.words import mark
from ui.buttons import button
from ui.interviews.tick_list import TickList
from ui.labels import label
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from ui.desk import Desk


class SplitCard(QFrame):
    """Statements that go to a theme of their own, and what that is called."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._theme = 0
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 14)
        column.setSpacing(8)
        self.head = label(theme, "", "strong", wrap=True)
        column.addWidget(self.head)
        self.list = TickList(theme, words(mark("Statements")))
        self.list.setWordWrap(False)
        self.list.setMaximumHeight(theme.px(280))
        column.addWidget(self.list)
        row = QHBoxLayout()
        self.name = LineEdit()
        theme.dress(self.name, "body")
        self.name.setPlaceholderText(words(mark("Name of the new theme")))
        self.name.setAccessibleName(words(mark("Name of the new theme")))
        self.name.returnPressed.connect(self.split)
        row.addWidget(self.name, 1)
        row.addWidget(button(theme, words(mark("Cancel")), self.hide, look="quiet", small=True))
        row.addWidget(button(theme, words(mark("Move to the new theme")), self.split, small=True))
        column.addLayout(row)

    def show_theme(self, id_: int) -> None:
        """Lists the statements of a theme, none of them ticked."""
        theme = self._desk.workspace.get(Theme, id_)
        if theme is None:
            return
        self._theme = id_
        words = self._desk.words
        self.head.setText(words(mark("Which statements of “{theme}” are about something else?"), theme=theme.title))
        statements = self._desk.workspace.where(Statement, "theme", id_)
        self.list.show_titles((each.id, each.title_text) for each in statements)
        self.name.clear()
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def split(self) -> None:
        """Moves what is ticked."""
        title = " ".join(self.name.text().split())
        chosen = self.list.ticked()
        if not title:
            self.name.setFocus()
            return
        try:
            self._desk.workspace.themes.split(self._theme, chosen, title)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.hide()
        self._desk.toast(self._desk.words(mark("“{theme}” is a theme of its own"), theme=title), undo=True)
