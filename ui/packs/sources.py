"""Where content of a pack comes from: by hand, by a search that is followed, as a playlist."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from enable_desktop.library.assets import Playlist, SavedSearch
from enable_desktop.library.facets import split
from enable_desktop.words import mark
from ui.library.facet_names import FacetNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enable_desktop.packs.chosen import ChosenPlaylist
    from enable_desktop.packs.records import Pack
    from ui.desk import Desk
    from ui.packs.deeds import PackDeeds
    from ui.packs.state import PackState


class PackSources(QObject):
    """Follows searches and takes playlists in; the menu offers every way there is."""

    choose_wanted = Signal()
    typing_wanted = Signal()

    def __init__(self, desk: Desk, state: PackState, deeds: PackDeeds, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.state = state
        self.deeds = deeds
        self._names = FacetNames(desk)

    def offer(self, below: QWidget) -> None:
        """Shows the menu under a button."""
        menu = QMenu(below)
        words, theme = self.desk.words, self.desk.theme
        menu.setAccessibleName(words(mark("From library")))
        choose = menu.addAction(theme.icon("bookshelf"), words(mark("Choose by search and filters")))
        choose.triggered.connect(lambda *_: self.choose_wanted.emit())
        by_title = menu.addAction(theme.icon("form-textbox"), words(mark("Type a title")))
        by_title.triggered.connect(lambda *_: self.typing_wanted.emit())
        saved = self.desk.workspace.all(SavedSearch)
        if saved:
            several = menu.addMenu(theme.icon("bookmark-outline"), words(mark("Follow a saved search")))
            for search in saved:
                action = several.addAction(search.title.replace("&", "&&"))
                action.triggered.connect(partial(self.follow_saved, search.id))
        playlists = self.desk.workspace.all(Playlist)
        if playlists:
            several = menu.addMenu(theme.icon("playlist-play"), words(mark("Playlists")))
            there = self._there()
            for playlist in playlists:
                title = playlist.title.replace("&", "&&") or words(mark("No title yet"))
                action = several.addAction(title)
                action.setCheckable(True)
                action.setChecked(playlist.id in there)
                action.triggered.connect(partial(self.toggle_playlist, playlist.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
        menu.setActiveAction(menu.actions()[0])

    def followed(self, pack: Pack) -> str:
        """What of the library comes into a pack by itself, in words; empty if nothing does."""
        parts = [f"“{pack.words.strip()}”"] if pack.words.strip() else []
        for facet, keys in pack.filters.items():
            titles = [self._names.value_title(facet, key) for key in split(keys)]
            if titles:
                parts.append(f"{self._names.title(facet)}: {', '.join(titles)}")
        return "; ".join(parts)

    def follow_saved(self, saved: int, *_: object) -> None:
        """What a saved search finds comes in by itself."""
        current = self.state.current
        if current is not None:
            told = self.desk.words(mark("What this search finds belongs to the pack now, also later"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_as(current, saved), told)

    def follow_search(self, text: str, filters: dict[str, frozenset[str]]) -> None:
        """What a search finds that was just typed comes in by itself."""
        current = self.state.current
        if current is not None:
            told = self.desk.words(mark("What this search finds belongs to the pack now, also later"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_by(current, text, filters), told)

    def follow_nothing(self) -> None:
        """Nothing comes in by itself any more; what was chosen by hand stays."""
        current = self.state.current
        if current is not None:
            told = self.desk.words(mark("Nothing comes in by itself any more"))
            self.deeds.do(lambda: self.desk.workspace.packs.find_by(current), told)

    def toggle_playlist(self, playlist: int, *_: object) -> None:
        """Puts a playlist in, or takes it out."""
        current = self.state.current
        there = self._there()
        if current is None:
            return
        if playlist in there:
            self.deeds.take_out_playlist(there[playlist])
        else:
            self.deeds.do(lambda: self.desk.workspace.packs.put_playlist(current, playlist))

    def _there(self) -> dict[int, int]:
        """The item by playlist that is in the pack shown."""
        shown: Sequence[ChosenPlaylist] = self.state.shown.facts.playlists if self.state.shown is not None else ()
        return {each.playlist.id: each.item for each in shown}
