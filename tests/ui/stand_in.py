"""A page of our own for tests of the window: what the window asks of a page can be seen on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.commands import Command, Group
from ui.desk import Desk
from ui.page import HeaderNote, Page


class StandIn(Page):
    """A list, a field, a command, two exports."""

    key = "stand-in"
    title = mark("Stand-in")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.done: list[str] = []
        column = QVBoxLayout(self)
        self.list = QListWidget()
        self.list.setAccessibleName("List")
        self.list.addItems(["one", "two"])
        self.field = QLineEdit()
        self.field.setAccessibleName("Field")
        column.addWidget(self.list)
        column.addWidget(self.field)
        self.note = HeaderNote(chip="Draft v0.4")

    def heading(self) -> str:
        return "A page of its own"

    def header_note(self) -> HeaderNote:
        return self.note

    def _command(self, name: str, shortcut: str = "") -> Command:
        return Command(
            id=f"stand.{name}",
            text=name,
            run=lambda: self.done.append(name),
            group=Group.FILE,
            shortcut=shortcut,
            icon="plus",
        )

    def header_actions(self) -> Sequence[Command]:
        return (self._command("Compare", "Ctrl+Shift+X"),)

    def exports(self) -> Sequence[Command]:
        return (self._command("Export PDF"),)

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+PgDown", "Next section")]

    def status(self) -> str:
        return "5 of 10"

    def open(self, ref: Ref | None) -> None:
        self.done.append(f"open {ref}")

    def open_part(self, part: str) -> None:
        self.done.append(f"part {part}")

    def flush(self) -> None:
        self.done.append("flush")

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.field)

    def step(self, direction: int) -> None:
        self.done.append(f"step {direction}")

    def side_tab(self, number: int) -> None:
        self.done.append(f"tab {number}")

    def new(self) -> None:
        self.done.append("new")

    def set_compact(self, compact: bool) -> None:
        self.done.append("compact" if compact else "wide")

    def first_focus(self) -> QWidget | None:
        return self.list
