"""Statements: the table of what was said in a talk, or what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Statement
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.interviews.statements import StatementsView
from ui.interviews.tagging import Tag, TagPopover, tag_anew
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk


class StatementsStep(QWidget):
    """The table, or what it is for."""

    notes_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.view = StatementsView(desk)
        self.view.theme_wanted.connect(self._on_theme_wanted)
        self.view.notes_wanted.connect(self.notes_wanted)
        self.view.remove_wanted.connect(self._remove)
        column.addWidget(self.view, 1)
        self._none = label(
            theme,
            words(mark("Nothing was tagged yet. Select words in the notes and tag them, or add what was said here.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        self._none.setContentsMargins(24, 20, 24, 20)
        column.addWidget(self._none)
        self._foot = label(theme, "", "small", tone="secondary", wrap=True)
        self._foot.setContentsMargins(24, 8, 24, 12)
        column.addWidget(self._foot)

    def show_talk(self, id_: int) -> None:
        """Shows the statements of a talk."""
        self._id = id_
        self.view.show_interview(id_)
        statements = self._desk.workspace.interviews.statements(id_)
        themes = {each.theme for each in statements if each.theme is not None}
        self.view.setVisible(bool(statements))
        self._none.setVisible(not statements)
        self._foot.setVisible(bool(statements))
        said = self._desk.words.n("{n} theme raised.", "{n} themes raised.", len(themes))
        rule = self._desk.words(mark("If a theme is tagged twice, the higher severity counts."))
        self._foot.setText(f"{said} {rule}")

    def add(self) -> None:
        """A statement typed in directly."""
        workspace, since = self._desk.workspace, self._desk.workspace.newest_step
        try:
            made = workspace.interviews.begin_saying(self._id, self._desk.words(mark("New statement")))
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.show_talk(self._id)
        self.view.begin(made, since)

    def flush(self) -> None:
        self.view.flush()

    @property
    def is_stored(self) -> bool:
        return self.view.is_stored

    def _remove(self, id_: int) -> None:
        try:
            self._desk.workspace.remove(Ref(Statement.kind, id_))
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Statement removed")), undo=True)

    def _on_theme_wanted(self, row: int) -> None:
        statement = self.view.statements.at(row)

        def keep(tag: Tag) -> None:
            tag_anew(self._desk, statement.id, tag)
            self.view.setFocus(Qt.FocusReason.PopupFocusReason)

        popover = TagPopover(self._desk, lambda theme: "", self, statement=statement)
        popover.kept.connect(keep)
        box = self.view.visualRect(self.view.statements.index(row, 1))
        popover.open_at(box, self.view.viewport())
