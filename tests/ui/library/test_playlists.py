"""Playlists through their page: made, filled, put in order, heard one after the other, from the keyboard."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from enum import Enum
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, Playlist
from enable_desktop.links import Ref
from tests.ui.keys import ALT, press, type_text
from tests.ui.library.conftest import Recorder
from ui.desk import Desk
from ui.library.media import MediaPlayer, Player, own_player
from ui.library.page import LibraryPage
from ui.library.playlists import PlaylistsPage


@pytest.fixture
def bites(workspace: Workspace, tmp_path: Path) -> tuple[int, ...]:
    """Three recordings, of which the file of the second is not there, and a page of the web."""
    for name in ("one.mp3", "three.mp4"):
        (tmp_path / name).write_bytes(b"sound")
    return (
        workspace.add(Asset, title="First bite", location=str(tmp_path / "one.mp3"), seconds=90),
        workspace.add(Asset, title="Second bite", location=str(tmp_path / "two.mp3"), seconds=60),
        workspace.add(Asset, title="Third bite", location=str(tmp_path / "three.mp4"), seconds=150),
        workspace.add(Asset, title="A talk on the web", location="https://example.org/talk"),
    )


@pytest.fixture
def week(workspace: Workspace, bites: tuple[int, ...]) -> int:
    playlist = workspace.library.playlists.add("First week")
    workspace.library.playlists.put(playlist, bites)
    return playlist


class Shown(PlaylistsPage):
    """The page, and what it handed to the system."""

    def __init__(self, desk: Desk, make_player: Callable[[QWidget], Player | None]) -> None:
        super().__init__(desk, make_player=make_player)
        self.opened: list[str] = []
        self.deeds.open_url = self._open_url

    def _open_url(self, url: QUrl) -> bool:
        self.opened.append(url.fileName())
        return True


def nothing(parent: QWidget) -> None:
    """No player inside the window."""


def shown(desk: Desk, qtbot: QtBot, make_player: Callable[[QWidget], Player | None] = nothing) -> Shown:
    page = Shown(desk, make_player)
    qtbot.addWidget(page)
    page.resize(1180, 780)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(desk: Desk, week: int, qtbot: QtBot) -> Iterator[Shown]:
    """The page where nothing plays inside the window."""
    yield shown(desk, qtbot)


@pytest.fixture
def inside(desk: Desk, week: int, qtbot: QtBot) -> Iterator[Shown]:
    """The page where recordings play inside the window."""
    yield shown(desk, qtbot, Recorder)


def recorder(page: Shown) -> Recorder:
    player = page._player
    assert isinstance(player, Recorder)
    return player


def titles(page: Shown) -> list[str]:
    return [page.tracks.rows.row_at(place).title for place in range(page.tracks.rows.rowCount())]


# What they hold ------------------------------------------------------------------------------------


def test_the_page_says_what_a_playlist_holds_and_how_long_it_takes(page: Shown) -> None:
    assert titles(page) == ["First bite", "Second bite", "Third bite", "A talk on the web"]
    assert page.length.text() == "4 items, more than 5 min"
    assert page.header_note().text == "1 playlist"
    assert page.name.text() == "First week"


def test_alt_and_arrows_change_the_order_and_undo_changes_it_back(page: Shown, desk: Desk) -> None:
    page.tracks.setFocus()
    press(page.tracks, Qt.Key.Key_Down, ALT)
    press(page.tracks, Qt.Key.Key_Down, ALT)
    assert titles(page) == ["Second bite", "Third bite", "First bite", "A talk on the web"]
    assert page.tracks.currentIndex().row() == 2
    press(page.tracks, Qt.Key.Key_Up, ALT)
    assert titles(page) == ["Second bite", "First bite", "Third bite", "A talk on the web"]
    for _ in range(3):
        desk.workspace.undo()
    assert titles(page)[0] == "First bite"


def test_del_takes_out_and_leaves_the_content(page: Shown, desk: Desk) -> None:
    page.tracks.setFocus()
    press(page.tracks, Qt.Key.Key_Delete)
    assert titles(page) == ["Second bite", "Third bite", "A talk on the web"]
    assert desk.workspace.count(Asset) == 4
    assert page.tracks.currentIndex().row() == 0


def test_a_title_typed_below_puts_content_in(page: Shown, desk: Desk, qtbot: QtBot) -> None:
    made = desk.workspace.add(Asset, title="Asking about budget", seconds=30)
    page.box.setFocus()
    type_text(page.box, "asking")
    press(page.box, Qt.Key.Key_Return)
    assert titles(page)[-1] == "Asking about budget"
    assert page.box.text() == ""
    assert page._tracks[-1].asset.id == made


def test_a_new_playlist_is_named_at_once_and_an_empty_one_says_what_to_do(page: Shown, desk: Desk) -> None:
    page.new()
    assert page.name.selectedText() == "New playlist"
    type_text(page.name, "Objections")
    press(page.name, Qt.Key.Key_Return)
    assert [each.title for each in desk.workspace.all(Playlist)] == ["First week", "Objections"]
    # The line itself takes nothing back any more: that is the history's from here on.
    assert not page.name.isUndoAvailable()
    assert titles(page) == []
    assert not page.play.isEnabled()
    assert page._items.currentIndex() == 1


def test_a_playlist_that_is_removed_comes_back_with_undo(page: Shown, desk: Desk) -> None:
    page.remove()
    assert page.header_note().text == "No playlist yet"
    assert page.first.isVisible()
    desk.workspace.undo()
    assert titles(page)[0] == "First bite"


def test_without_any_playlist_the_page_offers_the_first(desk: Desk, qtbot: QtBot) -> None:
    page = shown(desk, qtbot)
    assert page.first_focus() is page.first
    page.first.click()
    assert desk.workspace.count(Playlist) == 1
    assert page.name.isVisible()


def test_selected_rows_of_the_library_go_into_a_playlist(
    page: Shown, desk: Desk, qtbot: QtBot, bites: tuple[int, ...]
) -> None:
    made = [desk.workspace.add(Asset, title=f"More {n}") for n in (1, 2)]
    library = LibraryPage(desk)
    qtbot.addWidget(library)
    library.show()
    qtbot.waitExposed(library)
    library.table._select([made[0], made[1], bites[0]])
    command = next(each for each in library.commands() if each.id == "library.playlist")
    assert command.enabled()
    command.run()
    menu = next(each for each in library.findChildren(QMenu) if each.isVisible())
    assert [action.text() for action in menu.actions()] == ["First week", "", "New playlist"]
    menu.actions()[0].trigger()
    menu.close()
    assert titles(page)[-2:] == ["More 1", "More 2"] and len(titles(page)) == 6


def test_the_first_playlist_is_made_from_the_library_in_one_step(
    desk: Desk, qtbot: QtBot, assets: dict[str, int]
) -> None:
    library = LibraryPage(desk)
    qtbot.addWidget(library)
    library.show()
    qtbot.waitExposed(library)
    library.table.select(assets["bite"])
    next(each for each in library.commands() if each.id == "library.playlist").run()
    assert library._playlist_menu is not None and library._playlist_menu._name is not None
    popup = library._playlist_menu._name
    type_text(popup.line, "Discovery")
    press(popup.line, Qt.Key.Key_Return)
    (listed,) = desk.workspace.library.playlists.all()
    assert (listed.playlist.title, listed.length.seconds) == ("Discovery", 130)
    desk.workspace.undo()
    assert desk.workspace.count(Playlist) == 0


# Hearing them ----------------------------------------------------------------------------------------


def test_each_opens_outside_and_next_goes_on_where_nothing_plays_inside(page: Shown) -> None:
    page.tracks.setFocus()
    press(page.tracks, Qt.Key.Key_Return)
    assert page.opened == ["one.mp3"]
    assert page.bar.title.whole == "1 of 4  First bite"
    press(page.tracks, Qt.Key.Key_N)
    assert page.opened == ["one.mp3", "three.mp4"]
    assert "“Second bite” was left out: its file is not there." in page.bar.note.text()
    page.bar.next.click()
    assert page.opened[-1] == "talk"
    assert page.bar.next.text() == "Finish"
    page.bar.next.click()
    assert page.playing.current is None
    assert not page.bar.isVisible()


def test_recordings_play_inside_one_after_the_other_and_the_web_opens_in_the_browser(inside: Shown) -> None:
    page, player = inside, recorder(inside)
    page.play.click()
    player.moved.emit(30_000, 90_000)
    assert page.bar.clock.text() == "0:30 / 1:30"
    player.ended.emit()
    assert [each for each in player.said if each != "stop"] == ["one.mp3", "three.mp4"]
    assert page.opened == []
    player.ended.emit()
    assert page.opened == ["talk"]
    assert page.playing.is_outside


def test_space_pauses_and_goes_on_and_p_goes_back(inside: Shown) -> None:
    page, player = inside, recorder(inside)
    page.tracks.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_N, Qt.Key.Key_P):
        press(page.tracks, key)
    assert player.said == ["one.mp3", "pause", "go on", "stop", "three.mp4", "stop", "one.mp3"]


def test_back_passes_over_what_is_not_there_and_the_first_begins_anew(
    page: Shown, desk: Desk, bites: tuple[int, ...]
) -> None:
    page.tracks.setCurrentIndex(page.tracks.rows.index(2, 0))
    page.play_here()
    page.bar.previous.click()
    assert page.opened == ["three.mp4", "one.mp3"]
    desk.workspace.change(Ref(Asset.kind, bites[0]), location="/nowhere/at/all.mp3")
    page.bar.next.click()
    page.bar.previous.click()
    assert page.opened == ["three.mp4", "one.mp3", "three.mp4", "three.mp4"]


def test_what_cannot_be_played_is_said_and_the_next_one_begins(inside: Shown) -> None:
    page, player = inside, recorder(inside)
    page.play.click()
    player.failed.emit("no codec")
    assert [each for each in player.said if each != "stop"] == ["one.mp3", "three.mp4"]
    assert page.opened == []
    assert page.bar.note.text().splitlines() == [
        "“First bite” was left out: it cannot be played.",
        "“Second bite” was left out: its file is not there.",
    ]
    player.failed.emit("")
    assert page.opened == ["talk"]
    said = page.bar.note.text().splitlines()
    assert said[:3] == [
        "“First bite” was left out: it cannot be played.",
        "“Second bite” was left out: its file is not there.",
        "“Third bite” was left out: it cannot be played.",
    ]
    page.bar.next.click()
    assert page.playing.current is None and not page.bar.isVisible()


def test_what_was_left_out_is_said_until_something_else_was_heard(inside: Shown) -> None:
    page, player = inside, recorder(inside)
    page.play.click()
    player.failed.emit("")
    player.moved.emit(40, 90_000)
    assert "First bite" in page.bar.note.text()
    page.bar.pause.click()
    assert page.bar.note.text() == ""


def test_one_goes_on_where_one_was_also_in_another_window(page: Shown, desk: Desk, qtbot: QtBot) -> None:
    page.play.click()
    page.bar.next.click()
    page.bar.stop.click()
    assert page.play.text() == "Go on"
    again = shown(desk, qtbot)
    again.play.click()
    assert again.opened == ["three.mp4"]


def test_a_playlist_that_came_to_its_end_begins_anew(page: Shown) -> None:
    page.tracks.setCurrentIndex(page.tracks.rows.index(3, 0))
    page.play_here()
    page.bar.next.click()
    assert page.play.text() == "Play"
    page.play.click()
    assert page.opened == ["talk", "one.mp3"]


def test_what_is_heard_goes_on_when_the_order_changes_and_ends_when_it_is_taken_out(inside: Shown) -> None:
    page, player = inside, recorder(inside)
    page.play.click()
    page.tracks.setFocus()
    press(page.tracks, Qt.Key.Key_Down, ALT)
    assert (page.playing.place, player.said) == (1, ["one.mp3"])
    press(page.tracks, Qt.Key.Key_Delete)
    assert page.playing.current is None
    assert player.said == ["one.mp3", "stop"]


def test_where_no_file_is_there_every_title_is_said(page: Shown, desk: Desk, bites: tuple[int, ...]) -> None:
    for bite in bites:
        desk.workspace.change(Ref(Asset.kind, bite), location="/nowhere/at/all.mp3")
    page.play.click()
    assert page.playing.current is None
    assert page.bar.note.text().count("was left out") == 4
    page.bar.stop.click()
    assert not page.bar.isVisible()


class Status(Enum):
    LOADING, LOADED, ENDED = range(3)


class QtsPlayer(QObject):
    """Stands in for QMediaPlayer: it says what a test lets it say."""

    mediaStatusChanged = Signal(object)
    errorOccurred = Signal(object, str)
    positionChanged = Signal(int)
    hasVideoChanged = Signal(bool)
    MediaStatus = SimpleNamespace(LoadingMedia=Status.LOADING, EndOfMedia=Status.ENDED)
    Error = SimpleNamespace(NoError=0)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.status, self.at, self.sources = Status.LOADED, 0, list[str]()

    def setAudioOutput(self, output: object) -> None: ...
    def setVideoOutput(self, output: object) -> None: ...
    def play(self) -> None: ...
    def pause(self) -> None: ...
    def stop(self) -> None: ...

    def setSource(self, source: QUrl) -> None:
        self.sources.append(source.fileName())

    def mediaStatus(self) -> Status:
        return self.status

    def position(self) -> int:
        return self.at

    def duration(self) -> int:
        return 0


class Heard:
    """A player over that, and what it says."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        media = SimpleNamespace(QMediaPlayer=QtsPlayer, QAudioOutput=QObject)
        self.player = MediaPlayer(media, SimpleNamespace(QVideoWidget=QWidget), self.window)
        qtbot.addWidget(self.player.picture)
        self.said: list[str] = []
        self.player.ended.connect(partial(self.said.append, "ended"))
        self.player.failed.connect(lambda text: self.said.append(f"failed {text}"))
        qt = self.player.findChild(QtsPlayer)
        assert qt is not None
        self.qt = qt


@pytest.fixture
def heard(qtbot: QtBot) -> Heard:
    return Heard(qtbot)


def test_a_file_that_fails_and_ends_at_once_is_over_once(heard: Heard, qtbot: QtBot) -> None:
    heard.player.failed.connect(lambda text: heard.player.play(Path("next.wav")))
    heard.player.play(Path("damaged.avi"))
    heard.qt.errorOccurred.emit(1, "no sound in it")
    heard.qt.mediaStatusChanged.emit(Status.ENDED)
    qtbot.waitUntil(lambda: bool(heard.said))
    assert heard.said == ["failed no sound in it"]
    assert heard.qt.sources == ["damaged.avi", "next.wav"]
    heard.qt.mediaStatusChanged.emit(Status.ENDED)
    qtbot.waitUntil(lambda: len(heard.said) > 1)
    assert heard.said[1] == "ended"


def test_a_file_of_which_nothing_moves_has_failed(heard: Heard, qtbot: QtBot) -> None:
    heard.player.patience.setInterval(20)
    heard.player.play(Path("only-a-head.wav"))
    qtbot.waitUntil(lambda: bool(heard.said))
    assert heard.said == ["failed "]


def test_patience_is_with_what_moves_what_is_late_and_what_is_paused(heard: Heard, qtbot: QtBot) -> None:
    patience = heard.player.patience
    patience.setInterval(20)
    heard.qt.status = Status.LOADING
    heard.player.play(Path("long.wav"))
    for _ in range(2):
        with qtbot.waitSignal(patience.timeout):
            assert heard.said == []
    heard.qt.status, heard.qt.at = Status.LOADED, 40
    with qtbot.waitSignal(patience.timeout):
        assert heard.said == []
    patience.setInterval(60_000)
    heard.player.pause()
    assert not patience.isActive()
    heard.player.go_on()
    assert patience.isActive()
    heard.player.stop()
    assert not patience.isActive() and heard.said == []


@pytest.mark.skipif(find_spec("PySide6.QtMultimedia") is not None, reason="QtMultimedia is installed here")
def test_where_qt_cannot_play_nothing_plays_inside(page: Shown) -> None:
    assert own_player(page) is None


def beep(path: Path) -> str:
    """A recording of a third of a second."""
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * (8000 // 3)))
    return str(path)


# It says what sound cards and decoders this machine lacks.
@pytest.mark.qt_log_level_fail("CRITICAL")
@pytest.mark.skipif(find_spec("PySide6.QtMultimedia") is None, reason="QtMultimedia is not installed here")
def test_where_qt_can_play_one_recording_follows_the_other_inside(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    workspace = desk.workspace
    names = ["First bite", "Second bite", "Third bite"]
    bites = [workspace.add(Asset, title=name, location=beep(tmp_path / f"{name}.wav"), seconds=1) for name in names]
    playlist = workspace.library.playlists.add("First week")
    workspace.library.playlists.put(playlist, bites)
    page = shown(desk, qtbot, own_player)
    heard: list[str] = []
    assert page._player is not None

    def note() -> None:
        track = page.playing.current
        if track is not None and heard[-1:] != [track.asset.title]:
            heard.append(track.asset.title)

    page.playing.changed.connect(note)
    page.play.click()
    qtbot.waitUntil(lambda: page.playing.current is None, timeout=30_000)
    assert heard == names
    assert page.opened == []


# It says what decoders this machine lacks, and what is wrong with the files.
@pytest.mark.qt_log_level_fail("CRITICAL")
@pytest.mark.skipif(find_spec("PySide6.QtMultimedia") is None, reason="QtMultimedia is not installed here")
def test_where_qt_can_play_damaged_recordings_are_left_out(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    workspace = desk.workspace
    whole = Path(beep(tmp_path / "whole.wav")).read_bytes()
    files = {"noise": b"\0\x13\xff" * 900, "only a head": whole[:44], "whole": whole, "half a head": whole[:30]}
    bites = []
    for name, content in files.items():
        (tmp_path / f"{name}.wav").write_bytes(content)
        bites.append(workspace.add(Asset, title=name, location=str(tmp_path / f"{name}.wav"), seconds=1))
    playlist = workspace.library.playlists.add("First week")
    workspace.library.playlists.put(playlist, bites)
    page = shown(desk, qtbot, own_player)
    assert isinstance(page._player, MediaPlayer)
    page._player.patience.setInterval(500)
    told: list[str] = []
    page.playing.told.connect(told.append)
    page.play.click()
    qtbot.waitUntil(lambda: page.playing.current is None, timeout=30_000)
    lost = ("noise", "only a head", "half a head")
    assert told == [f"“{name}” was left out: it cannot be played." for name in lost]
    assert page.bar.note.text() == told[-1] and page.bar.isVisible()
    assert page.opened == []
