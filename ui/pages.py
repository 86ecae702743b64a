"""The pages of the window, in the order of the sidebar. Adding a page is one line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from enable_desktop.words import mark

if TYPE_CHECKING:
    from ui.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page before it is imported: what the sidebar, the menu and quick find need to offer it."""

    key: str
    title: str
    icon: str
    group: str
    """The sidebar's heading; empty for pages that are reached otherwise."""
    letter: str
    """The letter after Ctrl+G."""
    where: str
    kinds: tuple[str, ...] = ()
    """The kinds of record it opens."""

    def load(self) -> type[Page]:
        """The page's class, imported now."""
        module, name = self.where.split(":")
        page: type[Page] = getattr(import_module(module), name)
        return page


STRATEGY: Final = mark("STRATEGY")
PROGRAMME: Final = mark("PROGRAMME")

PAGES: Final = (
    PageEntry("charter", mark("Charter"), "script-text-outline", STRATEGY, "C", "ui.charter.page:CharterPage"),
    PageEntry(
        "people",
        mark("People"),
        "account-group-outline",
        PROGRAMME,
        "P",
        "ui.people.page:PeoplePage",
        ("people",),
    ),
    PageEntry("history", mark("History"), "history", "", "H", "ui.history_page:HistoryPage"),
    PageEntry("settings", mark("Settings"), "cog-outline", "", "S", "ui.settings_page:SettingsPage"),
    PageEntry("shortcuts", mark("Shortcuts"), "keyboard-outline", "", "K", "ui.shortcuts_page:ShortcutsPage"),
)


def entry_of(key: str) -> PageEntry:
    """The page of this key; raises KeyError when there is none."""
    for entry in PAGES:
        if entry.key == key:
            return entry
    raise KeyError(key)
