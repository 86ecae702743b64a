"""Keys and menus, made from the command table and kept in step with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from enable_desktop.words import Sentence, Words
from ui.commands import Command, CommandTable, Group
from ui.header import said
from ui.theme import Theme


def key_sequences(shortcut: str) -> list[QKeySequence]:
    """Our way of writing keys as Qt's: alternatives by ", ", chords by a space."""
    return [QKeySequence(each.replace(" ", ", ")) for each in shortcut.split(", ") if each]


Extra = Mapping[str, tuple[str, Sequence[tuple[str, Callable[[], object]]]]]
"""Submenus after the command of an id: their title, and their entries with what each does."""


class Actions(QObject):
    """One action a command, on the window, so that its key works wherever the focus is."""

    def __init__(self, table: CommandTable, words: Words, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._table = table
        self._words = words
        self._theme = theme
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._followed: dict[str, tuple[str | Sentence, str, str]] = {}
        """What each action shows: text, keys and icon."""
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        table.changed.connect(self.sync)
        self.sync()

    def sync(self) -> None:
        """Adds, changes and removes actions until they are what the table says."""
        commands = self._table.all()
        wanted = {command.id for command in commands}
        for gone in [key for key in self._actions if key not in wanted]:
            action = self._actions.pop(gone)
            del self._followed[gone]
            self._window.removeAction(action)
            action.deleteLater()
        # A key that the page shown uses is the page's for as long as it is shown.
        taken = {key for command in self._table.of_page() for key in command.shortcut.split(", ") if key}
        of_page = {command.id for command in self._table.of_page()}
        for command in commands:
            self._follow(command, set() if command.id in of_page else taken)

    def _follow(self, command: Command, taken: set[str]) -> None:
        action = self._actions.get(command.id)
        if action is None:
            action = self._actions[command.id] = QAction(self)
            action.setData(command.id)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(self._on_triggered)
            self._window.addAction(action)
        keys = ", ".join(key for key in command.shortcut.split(", ") if key not in taken)
        wanted = command.text, keys, command.icon
        shown = self._followed.get(command.id, ("", "", ""))
        if wanted == shown:
            return
        self._followed[command.id] = wanted
        action.setText(said(self._words, command.text))
        if keys != shown[1]:
            action.setShortcuts(key_sequences(keys))
        if command.icon and command.icon != shown[2]:
            action.setIcon(self._theme.icon(command.icon))

    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._table.run(str(action.data()))

    def fill(self, menu: QMenu, extra: Extra | None = None) -> None:
        """Fills a menu with one submenu a group; `extra` are submenus of it."""
        for old in menu.findChildren(QMenu):
            old.deleteLater()
        menu.clear()
        for group in Group:
            commands = [c for c in self._table.all() if c.group is group and c.in_menu]
            if not commands:
                continue
            submenu = menu.addMenu(self._words(group.label))
            self._fill_group(submenu, commands, extra or {})

    def _fill_group(self, submenu: QMenu, commands: Iterable[Command], extra: Extra) -> None:
        subject = ""
        for command in commands:
            if subject and command.id.split(".")[0] != subject:
                submenu.addSeparator()
            subject = command.id.split(".")[0]
            action = self._actions[command.id]
            submenu.addAction(action)
            if command.checked is not None:
                action.setCheckable(True)
                action.setChecked(command.checked())
            action.setEnabled(command.enabled())
            title, entries = extra.get(command.id, ("", []))
            if entries:
                inner = submenu.addMenu(title)
                for text, run in entries:
                    inner.addAction(text).triggered.connect(partial(_run, run))

    def fill_plain(self, menu: QMenu, commands: Iterable[Command]) -> None:
        """Fills a menu with just these commands."""
        for command in commands:
            action = self._actions.get(command.id)
            if action is not None:
                menu.addAction(action)

    def enable_all(self) -> None:
        """After a menu was shown: keys work again, and each command looks itself whether it can run."""
        for action in self._actions.values():
            action.setEnabled(True)


def _run(run: Callable[[], object], *checked: object) -> None:
    run()
