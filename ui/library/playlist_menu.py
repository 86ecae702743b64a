"""Putting content into a playlist from the library: which one, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.library.popups import NamePopup

if TYPE_CHECKING:
    from ui.desk import Desk


class PlaylistMenu(QObject):
    """The playlists there are, and at the end a new one."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._name: NamePopup | None = None
        self._assets: Sequence[int] = ()

    def open(self, assets: Sequence[int], place: QWidget) -> None:
        """Asks into which playlist these are put."""
        self._assets = tuple(assets)
        words, theme = self._desk.words, self._desk.theme
        several = self._desk.workspace.library.playlists.all()
        if not several:
            self._ask_name(place)
            return
        menu = QMenu(self._page)
        menu.setAccessibleName(words(mark("Put in a playlist")))
        for listed in several:
            title = listed.playlist.title.replace("&", "&&") or words(mark("No title yet"))
            action = menu.addAction(theme.icon("playlist-play"), title)
            action.triggered.connect(partial(self._put, listed.playlist.id))
        menu.addSeparator()
        new = menu.addAction(theme.icon("plus"), words(mark("New playlist")))
        new.triggered.connect(partial(self._ask_name, place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos() if place.underMouse() else place.mapToGlobal(place.rect().topLeft()))

    def _ask_name(self, place: QWidget, *_: object) -> None:
        words = self._desk.words
        if self._name is None:
            self._name = NamePopup(self._desk, words(mark("New playlist")), words(mark("Add playlist")), self._page)
            self._name.named.connect(self._put_in_new)
        self._name.open_under(place, "")

    def _put_in_new(self, title: str) -> None:
        try:
            with self._desk.workspace.step(mark("Add the playlist “{title}”"), title=title):
                self._put(self._desk.workspace.library.playlists.add(title))
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _put(self, playlist: int, *_: object) -> None:
        words, playlists = self._desk.words, self._desk.workspace.library.playlists
        try:
            count = playlists.put(playlist, self._assets)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        if count:
            self._desk.toast(words.n("{n} item put in the playlist", "{n} items put in the playlist", count), undo=True)
        else:
            self._desk.toast(words(mark("It is in this playlist already")))
