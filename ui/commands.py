"""Everything that can be done from a menu, a key or quick find, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from enable_desktop.fields import Choice
from enable_desktop.words import Sentence, mark


class Group(Choice):
    """Under which menu a command is found."""

    FILE = "file", mark("File")
    EDIT = "edit", mark("Edit")
    VIEW = "view", mark("View")
    GO = "go", mark("Go")
    HELP = "help", mark("Help")


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that can be done: how it is called (marked), its key, where it is found, and the doing."""

    id: str
    text: str | Sentence
    run: Callable[[], None]
    group: Group = Group.VIEW
    shortcut: str = ""
    """As people write it in English, "Ctrl+Shift+Z"; several are separated by ", "; chords by a space."""
    icon: str = ""
    primary: bool = False
    """Whether it is the one filled button of its page."""
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    in_menu: bool = True


class CommandTable(QObject):
    """The commands there are now: the program's own, and those of the page shown."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: dict[str, Command] = {}
        self._of_page: dict[str, Command] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Commands that stay for the life of the window; the same id again replaces."""
        self._own.update({command.id: command for command in commands})
        self.changed.emit()

    def show_page(self, commands: Iterable[Command]) -> None:
        """The commands of the page now shown, in place of the last page's."""
        self._of_page = {command.id: command for command in commands}
        self.changed.emit()

    def all(self) -> tuple[Command, ...]:
        return (*self._own.values(), *(c for c in self._of_page.values() if c.id not in self._own))

    def of_page(self) -> tuple[Command, ...]:
        return tuple(self._of_page.values())

    def get(self, command_id: str) -> Command | None:
        return self._of_page.get(command_id) or self._own.get(command_id)

    def run(self, command_id: str) -> None:
        """Does it, unless it is not possible now; raises KeyError for an id nobody added."""
        command = self.get(command_id)
        if command is None:
            raise KeyError(command_id)
        if command.enabled():
            command.run()


SHOWN_KEYS: Final = {
    "PgDown": "PgDn",
    "PgUp": "PgUp",
    "Return": "Enter",
    "Delete": "Del",
    "Up": "↑",
    "Down": "↓",
    "-": "−",
}


def shown_shortcut(shortcut: str) -> str:
    """A shortcut as key caps show it: "Ctrl Shift Z"; of several the first."""
    first = shortcut.split(", ")[0]
    chords = (
        " ".join(SHOWN_KEYS.get(key, key) for key in chord.replace("++", "+Plus").split("+"))
        for chord in first.split(" ")
    )
    return " ".join(chords).replace("Plus", "+")
