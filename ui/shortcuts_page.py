"""Every key there is, from the command table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.links import Ref
from enable_desktop.words import Words, mark
from ui.commands import Command, Group, shown_shortcut
from ui.desk import Desk
from ui.header import said
from ui.page import Page
from ui.rows import Row, RowsView

IN_LISTS: Final = (
    ("↑ ↓", mark("Move")),
    ("Enter", mark("Open, or act")),
    ("F2", mark("Edit the cell")),
    ("Alt+Up", mark("Move the row up")),
    ("Alt+Down", mark("Move the row down")),
    ("Delete", mark("Remove, with Undo")),
)
"""Keys of lists, which are no commands of the window."""

IN_PAGES: Final = (
    (mark("Today"), (("O", mark("Open its place")), ("S", mark("Snooze")), ("E", mark("Done")))),
    (mark("Evidence"), (("L", mark("Link what fits")), ("I", mark("Insert into the text")))),
    (
        mark("Interviews"),
        (
            ("/", mark("Search")),
            ("Space", mark("Pick the question")),
            ("1…5", mark("Severity")),
            ("T", mark("Theme")),
            ("Q", mark("Quotable")),
            ("K", mark("Kind")),
            ("U", mark("Where used")),
            ("R", mark("Raised")),
            ("A", mark("Asked")),
            ("N", mark("Not asked")),
        ),
    ),
    (
        mark("Gaps"),
        (
            ("I", mark("Start initiative")),
            ("C", mark("Add to charter")),
            ("Q", mark("Ask next")),
            ("D", mark("Detail")),
            ("T", mark("Table")),
        ),
    ),
    (
        mark("Library"),
        (
            ("/", mark("Search")),
            ("F", mark("Filters")),
            ("R", mark("Mark reviewed")),
            ("Ctrl+V", mark("Paste files or web addresses")),
        ),
    ),
    (
        mark("Review queue"),
        (
            ("R", mark("Reviewed")),
            ("C", mark("Change")),
            ("X", mark("Retire")),
            ("Z", mark("Snooze")),
            ("N", mark("Next")),
            ("P", mark("Previous")),
        ),
    ),
    (mark("Content health"), (("Space", mark("Switch on or off")), ("E", mark("Done")))),
    (
        mark("Experts"),
        (
            ("0…3", mark("Level")),
            ("T", mark("Log contact")),
            ("L", mark("Link a theme")),
            ("/", mark("Search")),
        ),
    ),
    (mark("People"), (("/", mark("Search")),)),
    (
        mark("Review queue"),
        (
            ("Enter", mark("Open file")),
            ("R", mark("Reviewed")),
            ("C", mark("To be changed")),
            ("X", mark("Retire")),
            ("Z", mark("Put off")),
            ("N", mark("Next item")),
        ),
    ),
)
"""Single keys of the lists of a page, by the page; they are no commands of the window either."""


def shortcut_rows(words: Words, commands: Iterable[Command]) -> list[Row]:
    """One row a command that has a key, under the headings of the menus."""
    found = [command for command in commands if command.shortcut]
    rows = []
    for group in Group:
        of_group = [command for command in found if command.group is group]
        if of_group:
            rows.append(Row(title=words(group.label), heading=True))
            rows += [
                Row(
                    title=said(words, command.text),
                    shortcut="  ".join(shown_shortcut(each) for each in command.shortcut.split(", ")),
                    icon=command.icon,
                )
                for command in of_group
            ]
    rows.append(Row(title=words(mark("In lists")), heading=True))
    rows += [Row(title=words(text), shortcut=shown_shortcut(key)) for key, text in IN_LISTS]
    for page, keys in IN_PAGES:
        title = words(mark("In the lists of the page “{page}”"), page=words(page))
        rows.append(Row(title=title, heading=True))
        rows += [Row(title=words(text), shortcut=key) for key, text in keys]
    return rows


class ShortcutsPage(Page):
    """All keys on one page."""

    key = "shortcuts"
    title = mark("Keyboard shortcuts")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.list = RowsView(self.theme, self.words(self.title))
        self.list.setMaximumWidth(self.theme.px(760))
        column.addWidget(self.list)

    def open(self, ref: Ref | None) -> None:
        self.list.show_rows(shortcut_rows(self.words, self.desk.commands.all()))

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+K", self.words(mark("Find"))), ("F10", self.words(mark("Menu")))]

    def first_focus(self) -> QWidget | None:
        return self.list

    def panes(self) -> Sequence[QWidget]:
        return (self.list,)
