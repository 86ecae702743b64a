"""The words of one statement while they are edited in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Statement
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.lines.editors import TextEditor
from ui.record_pause import Pause
from ui.stay import Stay

if TYPE_CHECKING:
    from ui.desk import Desk


class WordsEditor(TextEditor):
    """What is typed comes into the file by itself; what cannot be stored stays here, and Esc puts everything back.

    A statement that is only begun starts without words, and is taken out again where none are typed.
    """

    def __init__(self, desk: Desk, parent: QWidget, statement: Statement, *, by: object, begun: int | None) -> None:
        """`begun` is where the history stood before a statement that is only begun."""
        super().__init__(parent, "" if begun is not None else statement.words, lines=True)
        self._desk = desk
        self._by = by
        self._begun = begun
        self._is_typing = False
        self._ref = Ref(Statement.kind, statement.id)
        self._stay = Stay(desk.workspace, self._ref, "words")
        name = desk.words(mark("What was said"))
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        desk.theme.dress(self, "body")
        pause = Pause(self)
        self.typed.connect(pause.typed)
        pause.due.connect(self._on_pause)

    def _on_pause(self, typing: bool) -> None:
        self.store(typing=typing)

    @property
    def is_unstored(self) -> bool:
        """Whether there are words in it that the file does not hold; a statement without words is none."""
        return self.is_changed and bool(self._now().strip())

    def store(self, *, typing: bool = False) -> None:
        """Stores what is typed; why something could not be stored is said."""
        if self.is_unstored:
            try:
                self._stay.store(self._now().strip(), by=self._by, typing=typing)
            except WorkspaceError as fault:
                self._desk.failed(fault)
                return
            self.note_stored()
            self._is_typing = typing
        elif self._is_typing and not typing:
            self._desk.workspace.settle()
            self._is_typing = False

    def leave(self, *, gives_up: bool) -> None:
        """The editor is closed: puts back what stood there where it was given up; words only begun go where empty."""
        try:
            if self._begun is not None and (gives_up or not self._now().strip()):
                self._desk.workspace.take_away(self._ref, self._begun, "words", by=self._by)
            elif gives_up:
                self._stay.go_back(by=self._by)
        except WorkspaceError as fault:
            self._desk.failed(fault)
