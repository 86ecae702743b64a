"""From a folder of recordings to a playlist that is heard: through the window, the keyboard, and the file."""

from __future__ import annotations

import wave
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from db.workspace import Place, open_workspace
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import ALT, CTRL, SHIFT, press, type_text
from ui.library.page import LibraryPage
from ui.library.playlists import PlaylistsPage
from ui.start import new_workspace
from ui.window import Window

SAID = {
    "budget": "We begin with the budget.",
    "timing": "When does it have to run?",
    "rival": "They have used Nordwerk.",
}


def _recordings(folder: Path) -> Path:
    folder.mkdir()
    for length, (name, words) in enumerate(SAID.items(), 1):
        with wave.open(str(folder / f"{name}.wav"), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(2 * 8000 * 60 * length))
        (folder / f"{name}.vtt").write_text(f"WEBVTT\n\n00:00.000 --> 00:20.000\n{words}\n")
    return folder


def _page(window: Window) -> object:
    assert window.shell is not None
    return window.shell.page


def _titles(page: PlaylistsPage) -> list[str]:
    return [page.tracks.rows.row_at(place).title for place in range(page.tracks.rows.rowCount())]


def test_recordings_come_in_are_found_by_what_is_said_and_heard_in_an_order(
    tmp_path: Path, place: Place, open_window: OpenWindow, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    path, folder = tmp_path / "Programme.enable", _recordings(tmp_path / "Bites")
    new_workspace(path, place).close()
    window = open_window(path)
    assert window.shell is not None

    # They come in: each with its length, found by its transcript.
    window.shell.go("library")
    library = _page(window)
    assert isinstance(library, LibraryPage)
    ask.answers.append(folder)
    library.empty.first.click()
    assert library.incoming is not None
    library.incoming.add.click()
    assert library.table.assets.rowCount() == 3
    library.search.setText("nordwerk")
    assert [library.table.assets.listed_at(0).title, library.table.assets.rowCount()] == ["rival", 1]
    library.search.clear()

    # All of them into a new playlist, from the keyboard.
    library.table.setFocus()
    press(library.table, Qt.Key.Key_Home)
    press(library.table, Qt.Key.Key_End, SHIFT)
    assert window.desk is not None
    window.desk.commands.run("library.playlist")
    assert not [each for each in library.findChildren(QMenu) if each.isVisible()]
    assert library._playlist_menu is not None and library._playlist_menu._name is not None
    line = library._playlist_menu._name.line
    type_text(line, "On the way")
    press(line, Qt.Key.Key_Return)

    # Found by its name, put in order, heard.
    window.shell.go("playlists")
    page = _page(window)
    assert isinstance(page, PlaylistsPage)
    assert _titles(page) == ["budget", "rival", "timing"]
    assert page.length.text() == "3 items, 6 min"
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.fileName())
        return True

    page.deeds.open_url = open_url
    page.tracks.setFocus()
    press(page.tracks, Qt.Key.Key_End)
    press(page.tracks, Qt.Key.Key_Up, ALT)
    assert _titles(page) == ["budget", "timing", "rival"]
    (folder / "timing.wav").unlink()
    page.play.click()
    if page._player is None:
        page.bar.next.click()
        assert opened == ["budget.wav", "rival.wav"]
        assert "“timing” was left out: its file is not there." in page.bar.note.text()
    page.playing.stop()
    press(page.tracks, Qt.Key.Key_Z, CTRL)
    assert _titles(page) == ["budget", "rival", "timing"]
    press(page.tracks, Qt.Key.Key_Y, CTRL)

    # And it is in the file.
    window.close()
    with open_workspace(path, place) as workspace:
        (listed,) = workspace.library.playlists.all()
        assert listed.playlist.title == "On the way"
        tracks = workspace.library.playlists.tracks(listed.playlist.id)
        assert [track.asset.title for track in tracks] == ["budget", "timing", "rival"]
        assert workspace.integrity() == ()
