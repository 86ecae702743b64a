"""One recording after the other: which is heard now, which comes next, and what cannot be heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from enable_desktop.library.assets import Asset
from enable_desktop.library.places import is_web
from enable_desktop.library.recordings import is_recording
from enable_desktop.words import mark
from ui.library.wording import title_of

if TYPE_CHECKING:
    from enable_desktop.library.playlists import Track
    from ui.desk import Desk
    from ui.library.deeds import Deeds
    from ui.library.media import Player


class Playing(QObject):
    """Goes through a playlist. What the window cannot play is opened outside, and goes on when the person says so."""

    changed = Signal()
    """Another one is heard now, or none, or it is paused."""
    told = Signal(str)
    """What was left out, and why."""

    def __init__(self, desk: Desk, deeds: Deeds, player: Player | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._deeds = deeds
        self._player = player
        self._tracks: Sequence[Track] = ()
        self._place = -1
        self.playlist: int | None = None
        self.is_paused = False
        self.is_outside = False
        """Whether what is heard is open in another program."""
        if player is not None:
            player.ended.connect(self.next)
            player.failed.connect(self._on_failed)

    @property
    def current(self) -> Track | None:
        """What is heard now."""
        return self._tracks[self._place] if 0 <= self._place < len(self._tracks) else None

    @property
    def place(self) -> int:
        """Its place in the playlist, from 0; -1 where nothing is heard."""
        return self._place

    @property
    def count(self) -> int:
        return len(self._tracks)

    @property
    def has_next(self) -> bool:
        return 0 <= self._place < len(self._tracks) - 1

    def left_at(self, playlist: int) -> int | None:
        """The item of a playlist where one was when one left it."""
        return self._desk.preferences.number(self._key(playlist), 0) or None

    def _key(self, playlist: int) -> str:
        return f"playlists/{self._desk.workspace.settings.get('workspace_id')}/{playlist}"

    # -- what is done

    def start(self, playlist: int, tracks: Sequence[Track], place: int = 0) -> None:
        """Hears a playlist from this place on."""
        self._halt()
        self.playlist, self._tracks, self._place = playlist, tuple(tracks), -1
        self._go(place)

    def next(self) -> None:
        """Goes on to the next; after the last one it is over."""
        if self.current is not None:
            self._go(self._place + 1)

    def previous(self) -> None:
        """Goes back to the last one before that can be heard; the first one begins anew."""
        if self.current is not None:
            before = (place for place in range(self._place - 1, -1, -1) if not self._why_not(self._tracks[place].asset))
            self._go(next(before, self._place))

    def toggle(self) -> None:
        """Pauses, and goes on; what is open outside is opened once more."""
        track = self.current
        if track is None:
            return
        if self.is_outside or self._player is None:
            self._deeds.open(track.asset.id)
            return
        self.is_paused = not self.is_paused
        if self.is_paused:
            self._player.pause()
        else:
            self._player.go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Ends it; where one was is remembered."""
        self._halt()
        self._place = -1
        self.changed.emit()

    def follow(self, tracks: Sequence[Track]) -> None:
        """The playlist is another one now: what is heard goes on, unless it was taken out."""
        current = self.current
        places = {track.id: place for place, track in enumerate(tracks)}
        if current is None:
            return
        self._tracks = tuple(tracks)
        if current.id in places:
            self._place = places[current.id]
            self.changed.emit()
        else:
            self.stop()

    # -- one after the other

    def _go(self, place: int) -> None:
        """Hears the first from this place on that can be heard; behind the last it is over."""
        self._halt()
        while place < len(self._tracks) and (reason := self._why_not(self._tracks[place].asset)):
            self.told.emit(reason)
            place += 1
        if place >= len(self._tracks):
            self._remember("")
            self._place = -1
            self.changed.emit()
            return
        self._place = place
        track = self._tracks[place]
        self._remember(str(track.id))
        path = self._deeds.path(track.asset)
        self.is_outside = self._player is None or path is None or not is_recording(track.asset.location)
        if self.is_outside:
            self._deeds.open(track.asset.id)
        elif self._player is not None and path is not None:
            self._player.play(path)
        self.changed.emit()

    def _halt(self) -> None:
        if self._player is not None and self.current is not None and not self.is_outside:
            self._player.stop()
        self.is_paused = self.is_outside = False

    def _remember(self, item: str) -> None:
        if self.playlist is not None:
            self._desk.preferences.set(self._key(self.playlist), item)

    def _why_not(self, asset: Asset) -> str:
        """Why something cannot be heard; empty where it can."""
        words, title = self._desk.words, title_of(asset, self._desk.words)
        if is_web(asset.location):
            return ""
        path = self._deeds.path(asset)
        if path is None:
            return words(mark("“{title}” was left out: nobody has said where it lies."), title=title)
        if not path.exists():
            return words(mark("“{title}” was left out: its file is not there."), title=title)
        return ""

    def _on_failed(self, text: str) -> None:
        track, words = self.current, self._desk.words
        if track is None or self.is_outside:
            return
        self.told.emit(words(mark("“{title}” was left out: it cannot be played."), title=title_of(track.asset, words)))
        self._go(self._place + 1)
