"""The page of playlists: which there are at the left, what one holds at the right, heard one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset, AssetKind, Playlist, PlaylistItem
from enable_desktop.links import Ref
from enable_desktop.sizes import length_of
from enable_desktop.words import counted, mark
from ui.buttons import button, icon_button, primary_button
from ui.commands import Command, Group
from ui.labels import label, line
from ui.library.deeds import Deeds
from ui.library.media import own_player
from ui.library.player_bar import PlayerBar
from ui.library.playing import Playing
from ui.library.tracks import TracksView
from ui.line_edit import LineEdit
from ui.page import HeaderNote, Page
from ui.record_box import RecordBox
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from enable_desktop.library.playlists import Length, ListedPlaylist, Track
    from ui.desk import Desk
    from ui.library.media import Player

_LIST: Final = 300
_KINDS: Final = frozenset({Playlist.kind, PlaylistItem.kind, Asset.kind, AssetKind.kind})


class PlaylistsPage(Page):
    """Playlists are made, filled, put in order and heard here."""

    key = "playlists"
    title = mark("Playlists")

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        make_player: Callable[[QWidget], Player | None] = own_player,
    ) -> None:
        super().__init__(desk, parent)
        self.deeds = Deeds(desk)
        player = make_player(self)
        self.playing = Playing(desk, self.deeds, player, self)
        self._player = player
        self._listed: Sequence[ListedPlaylist] = ()
        self._tracks: Sequence[Track] = ()
        self._is_stale = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._stack.addWidget(self._work())
        self._stack.addWidget(self._nothing())
        self.playing.changed.connect(self._show_tracks)
        desk.changed.connect(self._on_changed)
        self._refresh()

    # -- layout

    def _work(self) -> QWidget:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.list = RowsView(self.theme, self.words(mark("Playlists")))
        self.list.setProperty("pane", "sunken")
        self.list.setMinimumWidth(self.theme.px(220))
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(lambda *_: self.tracks.setFocus(Qt.FocusReason.OtherFocusReason))
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._one())
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_LIST), 900])
        self.keep(self._splitter, "panes")
        return self._splitter

    def _one(self) -> QWidget:
        theme, words = self.theme, self.words
        one = QWidget()
        one.setMinimumWidth(420)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 20, 12)
        head.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = LineEdit()
        self.name.setAccessibleName(words(mark("Name of the playlist")))
        theme.dress(self.name, "heading")
        self.name.setMinimumHeight(theme.px(36))
        self.name.editingFinished.connect(self._store_name)
        row.addWidget(self.name, 1)
        self.play = primary_button(theme, words(mark("Play")), self.play_on, icon="play")
        row.addWidget(self.play)
        row.addWidget(icon_button(theme, "trash-can-outline", words(mark("Remove playlist")), self.remove))
        head.addLayout(row)
        self.note = LineEdit()
        self.note.setPlaceholderText(words(mark("For whom it is, and when to hear it")))
        self.note.setAccessibleName(words(mark("Note")))
        theme.dress(self.note, "body")
        self.note.editingFinished.connect(self._store_note)
        head.addWidget(self.note)
        self.length = label(theme, "", "body", tone="secondary")
        head.addWidget(self.length)
        column.addLayout(head)
        column.addWidget(line())
        self._items = QStackedWidget()
        self.tracks = TracksView(self.desk)
        self.tracks.activated.connect(lambda *_: self.play_here())
        self.tracks.doubleClicked.connect(lambda *_: self.play_here())
        self.tracks.order_wanted.connect(self.move_item)
        self.tracks.key_pressed.connect(self._on_key)
        self.tracks.selectionModel().currentChanged.connect(lambda *_: self.header_changed.emit())
        self._items.addWidget(self.tracks)
        text = mark("Nothing in it yet. Type below, or select rows in the library and choose “Add to playlist”.")
        empty = label(theme, words(text), "body", tone="secondary", wrap=True)
        empty.setContentsMargins(24, 16, 20, 16)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._items.addWidget(empty)
        column.addWidget(self._items, 1)
        column.addWidget(line())
        below = QHBoxLayout()
        below.setContentsMargins(24, 10, 20, 10)
        below.setSpacing(8)
        self.box = RecordBox(self.desk, Asset.kind)
        self.box.setPlaceholderText(words(mark("Type a title to add content")))
        self.box.setAccessibleName(words(mark("Add content")))
        self.box.chosen.connect(self._put)
        below.addWidget(self.box, 1)
        below.addWidget(button(theme, words(mark("Go to the library")), partial(self.desk.go, "library"), look="quiet"))
        column.addLayout(below)
        self.bar = PlayerBar(self.desk, self.playing, self._player)
        column.addWidget(self.bar)
        return one

    def _nothing(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 20, 20, 20)
        card = QFrame()
        card.setProperty("card", "empty")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        text = self.words(
            mark(
                "A playlist is a handful of bites and recordings, heard one after the other: on the way to a meeting, "
                "or in a new seller’s first week."
            )
        )
        inside.addWidget(label(self.theme, text, "body", tone="secondary", wrap=True))
        row = QHBoxLayout()
        self.first = primary_button(self.theme, self.words(mark("Add the first playlist")), self.new, icon="plus")
        row.addWidget(self.first)
        row.addStretch(1)
        inside.addLayout(row)
        column.addWidget(card)
        column.addStretch(1)
        return empty

    # -- what is shown

    @property
    def current(self) -> int | None:
        """The playlist shown."""
        row = self.list.current
        return row.key if row is not None and isinstance(row.key, int) else None

    @property
    def _playlist(self) -> Playlist | None:
        return next((each.playlist for each in self._listed if each.playlist.id == self.current), None)

    def _refresh(self) -> None:
        playlists, current = self.desk.workspace.library.playlists, self.current
        self._listed = playlists.all()
        had_focus = self._stack.isAncestorOf(self.focusWidget())
        self._stack.setCurrentIndex(0 if self._listed else 1)
        self.list.show_rows([self._row(each) for each in self._listed])
        if current is not None:
            self._select(current)
        if had_focus and not self._listed:
            self.first.setFocus()
        self._show_playlist()

    def _row(self, listed: ListedPlaylist) -> Row:
        title = listed.playlist.title or self.words(mark("No title yet"))
        return Row(title=title, detail=self._said(listed.length), icon="playlist-play", key=listed.playlist.id)

    def _said(self, length: Length) -> str:
        """How many items there are, and how long they take."""
        words = self.words
        items = words.say(counted("{n} item", "{n} items", length.items))
        if not length.seconds:
            return items
        time = length_of(length.seconds, None, words)
        if length.unknown:
            return words(mark("{items}, more than {time}"), items=items, time=time)
        return words(mark("{items}, {time}"), items=items, time=time)

    def _show_playlist(self) -> None:
        listed = next((each for each in self._listed if each.playlist.id == self.current), None)
        if listed is not None:
            for edit, text in ((self.name, listed.playlist.title), (self.note, listed.playlist.note)):
                if not (edit.hasFocus() and edit.isModified()) and edit.text() != text:
                    edit.setText(text)
            self._tracks = self.desk.workspace.library.playlists.tracks(listed.playlist.id)
            self.length.setText(self._said(listed.length))
        else:
            self._tracks = ()
        is_readonly = self.desk.workspace.is_readonly
        for edit in (self.name, self.note):
            edit.setReadOnly(is_readonly)
        self.box.setEnabled(not is_readonly)
        self._show_tracks()

    def _show_tracks(self) -> None:
        playing, current = self.playing, self.current
        is_heard = playing.current is not None and playing.playlist == current
        heard = playing.current.id if is_heard and playing.current is not None else None
        left_at = playing.left_at(current) if current is not None else None
        self.tracks.show_tracks(self._tracks, heard, left_at)
        self._items.setCurrentIndex(0 if self._tracks else 1)
        self.play.setEnabled(bool(self._tracks))
        is_going_on = left_at in {track.id for track in self._tracks[1:]} and heard is None
        self.play.setText(self.words(mark("Go on") if is_going_on else mark("Play")))
        self.play.setAccessibleName(self.play.text())
        self.header_changed.emit()

    def _on_chosen(self, *_: object) -> None:
        self.name.setModified(False)
        self.note.setModified(False)
        self._show_playlist()

    def _select(self, playlist: int) -> bool:
        for place in range(self.list.rows.rowCount()):
            if self.list.rows.row_at(place).key == playlist:
                self.list.setCurrentIndex(self.list.rows.index(place, 0))
                return True
        return False

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds & _KINDS:
            return
        playing = self.playing
        if playing.playlist is not None and playing.current is not None:
            playing.follow(self.desk.workspace.library.playlists.tracks(playing.playlist))
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._refresh()

    def open(self, ref: Ref | None) -> None:
        if self._is_stale:
            self._is_stale = False
            self._refresh()
        if ref is not None and ref.kind == Playlist.kind:
            self._select(ref.id)

    def step(self, direction: int) -> None:
        place = self.list.currentIndex().row() + direction
        if 0 <= place < self.list.rows.rowCount():
            self.list.setCurrentIndex(self.list.rows.index(place, 0))

    # -- changing

    def new(self) -> None:
        """Adds a playlist and puts the cursor into its name."""
        self.flush()
        made: list[int] = []
        title = self.words(mark("New playlist"))
        if self.desk.do(lambda: made.append(self.desk.workspace.library.playlists.add(title, source=self))):
            self._select(made[0])
            self.rename()

    def rename(self) -> None:
        """Puts the cursor into the name."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def remove(self) -> None:
        """Removes the playlist; what it holds stays in the library."""
        playlist = self._playlist
        if playlist is not None and not self.desk.workspace.is_readonly:
            self.flush()
            if self.desk.do(lambda: self.desk.workspace.library.playlists.remove(playlist.id)):
                self.desk.toast(self.words(mark("Playlist removed; what it held stays in the library")), undo=True)

    def move_item(self, direction: int) -> None:
        """Moves the item in whose row the keyboard is up or down."""
        item, place = self.tracks.item, self.tracks.currentIndex().row() + direction
        if item is not None and 0 <= place < len(self._tracks) and not self.desk.workspace.is_readonly:
            self.desk.do(lambda: self.desk.workspace.library.playlists.move(item, place))
            self.tracks.select(item)

    def take_out(self) -> None:
        """Takes the selected items out; they stay in the library."""
        items = self.tracks.items
        if not items or self.desk.workspace.is_readonly:
            return
        if self.desk.do(lambda: self.desk.workspace.library.playlists.take_out(items)):
            taken = self.words.n("{n} item taken out of the playlist", "{n} items taken out of the playlist",
                                 len(items))  # fmt: skip
            self.desk.toast(taken, undo=True)

    def _put(self, asset: object) -> None:
        current = self.current
        if not isinstance(asset, int) or current is None:
            return
        self.box.show_id(None)
        counts: list[int] = []
        if self.desk.do(lambda: counts.append(self.desk.workspace.library.playlists.put(current, [asset]))):
            if not counts[0]:
                self.desk.toast(self.words(mark("It is in this playlist already")))
            item = next((track.id for track in self._tracks if track.asset.id == asset), None)
            if item is not None:
                self.tracks.select(item)

    def _store_name(self) -> None:
        playlist, title = self._playlist, " ".join(self.name.text().split())
        if playlist is None or not self.name.isModified():
            return
        # What is stored is undone in the history from now on, no longer in the line.
        self.name.setText(title)
        if title and title != playlist.title:
            self.desk.do(lambda: self.desk.workspace.library.playlists.rename(playlist.id, title))
        self._show_playlist()

    def _store_note(self) -> None:
        playlist, text = self._playlist, self.note.text().strip()
        if playlist is None or not self.note.isModified():
            return
        self.note.setText(text)
        if text != playlist.note:
            self.desk.do(lambda: self.desk.workspace.change(Ref(Playlist.kind, playlist.id), note=text))

    def flush(self) -> None:
        self._store_name()
        self._store_note()

    # -- hearing

    def play_on(self) -> None:
        """Hears the playlist from where one was, else from its beginning."""
        current = self.current
        if current is None or not self._tracks:
            return
        left_at = self.playing.left_at(current)
        places = {track.id: place for place, track in enumerate(self._tracks)}
        self.playing.start(current, self._tracks, places.get(left_at or 0, 0))

    def play_here(self) -> None:
        """Hears the playlist from the row in which the keyboard is."""
        current, place = self.current, self.tracks.currentIndex().row()
        if current is not None and place >= 0:
            self.playing.start(current, self._tracks, place)

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "Del": self.take_out,
            "Space": self._pause_or_play,
            "N": self.playing.next,
            "P": self.playing.previous,
        }
        does[key]()

    def _pause_or_play(self) -> None:
        if self.playing.current is None:
            self.play_on()
        else:
            self.playing.toggle()

    # -- around the page

    def _can_change(self) -> bool:
        return self.current is not None and not self.desk.workspace.is_readonly

    def _has_item(self) -> bool:
        return self._can_change() and self.tracks.item is not None

    def _is_heard(self) -> bool:
        return self.playing.current is not None

    def header_actions(self) -> Sequence[Command]:
        return (self._new_command(),) if self._listed else ()

    def _new_command(self) -> Command:
        return Command(
            id="playlists.new", text=mark("New playlist"), run=self.new, group=Group.EDIT, icon="plus",
            enabled=lambda: not self.desk.workspace.is_readonly,
        )  # fmt: skip

    def commands(self) -> Sequence[Command]:
        return (
            self._new_command(),
            Command(
                id="playlists.rename", text=mark("Rename playlist"), run=self.rename, group=Group.EDIT, shortcut="F2",
                icon="pencil-outline", enabled=self._can_change,
            ),
            Command(
                id="playlists.remove", text=mark("Remove playlist"), run=self.remove, group=Group.EDIT,
                icon="trash-can-outline", enabled=self._can_change,
            ),
            Command(
                id="playlists.up", text=mark("Move item up"), run=partial(self.move_item, -1), group=Group.EDIT,
                icon="arrow-up", enabled=self._has_item,
            ),
            Command(
                id="playlists.down", text=mark("Move item down"), run=partial(self.move_item, 1), group=Group.EDIT,
                icon="arrow-down", enabled=self._has_item,
            ),
            Command(
                id="playlists.take_out", text=mark("Take out of the playlist"), run=self.take_out, group=Group.EDIT,
                icon="playlist-remove", enabled=self._has_item,
            ),
            Command(
                id="playlists.play", text=mark("Play the playlist"), run=self.play_on, group=Group.VIEW, icon="play",
                enabled=lambda: bool(self._tracks),
            ),
            Command(
                id="playlists.next", text=mark("Next item"), run=self.playing.next, group=Group.VIEW,
                icon="skip-next", enabled=self._is_heard,
            ),
            Command(
                id="playlists.previous", text=mark("Previous item"), run=self.playing.previous, group=Group.VIEW,
                icon="skip-previous", enabled=self._is_heard,
            ),
            Command(
                id="playlists.stop", text=mark("Stop playing"), run=self.playing.stop, group=Group.VIEW, icon="stop",
                enabled=self._is_heard,
            ),
        )  # fmt: skip

    def header_note(self) -> HeaderNote:
        if not self._listed:
            return HeaderNote(text=self.words(mark("No playlist yet")))
        return HeaderNote(text=self.words.n("{n} playlist", "{n} playlists", len(self._listed)))

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if not self._listed:
            return [("Ctrl+N", words(mark("New playlist")))]
        return [
            ("Enter", words(mark("Play from here"))),
            ("Space", words(mark("Pause"))),
            ("N", words(mark("Next"))),
            ("Alt+↑ ↓", words(mark("Order"))),
            ("Del", words(mark("Take out"))),
        ]

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.tracks, self.box, self.bar) if self._listed else (self.first,)

    def first_focus(self) -> QWidget | None:
        return (self.tracks if self._tracks else self.list) if self._listed else self.first
