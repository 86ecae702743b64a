"""Content comes in through the page: chosen, dropped, pasted; seen first, stored in one step, undone in one."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.adding import Fate
from enable_desktop.library.assets import Asset, AssetCopy, AssetKind, WatchedFolder
from enable_desktop.library.links import State
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press
from tests.ui.library.conftest import Told
from ui.desk import Desk
from ui.library.page import LibraryPage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages and other files, two of them the same."""
    root = tmp_path / "Контент"
    (root / "Discovery").mkdir(parents=True)
    (root / "Discovery" / "guide.md").write_text(
        "---\ntitle: The guide\nsummary: Twelve questions\nauthors: [Ann Ashby]\ntags: [Pumps, discovery]\n"
        "expirydate: 2027-05-01\n---\nAsk first. See [prices](../prices.txt) and [gone](nowhere.md).\n",
        encoding="utf-8",
    )
    (root / "prices.txt").write_text("Списки цен", encoding="utf-8")
    (root / "Copy of prices.txt").write_text("Списки цен", encoding="utf-8")
    (root / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (root / ".hidden").write_text("x")
    return root


@pytest.fixture
def empty(desk: Desk, qtbot: QtBot) -> LibraryPage:
    """The page on a library with nothing in it but lists."""
    desk.workspace.add(AssetKind, title="Deck", key="deck", months=6)
    desk.workspace.add(ListEntry, list="facets", key="stage", title="Stage")
    desk.workspace.add(ListEntry, list="stage", key="discovery", title="Discovery")
    desk.workspace.add(ListEntry, list="facets", key="topic", title="Topic")
    desk.workspace.add(Person, name="Ann Ashby")
    page = LibraryPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 780)
    page.show()
    qtbot.waitExposed(page)
    return page


def fates(page: LibraryPage) -> dict[str, Fate]:
    assert page.incoming is not None
    return {each.location: each.fate for each in page.incoming.coming.files}


def asset(workspace: Workspace, title: str) -> Asset:
    return next(each for each in workspace.all(Asset) if each.title == title)


def test_what_is_in_a_folder_reads_in_the_order_of_its_paths(
    empty: LibraryPage, folder: Path, ask: ScriptedAsk
) -> None:
    names = ["Zebra", "mule", "Ant", "bee", "Crow", "dove", "Eel", "fox"]
    for name in names:
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    ask.answers.append(folder)
    empty.empty.first.click()
    seen = [place for place in fates(empty) if place.removesuffix(".txt") in names]
    assert seen == ["Ant.txt", "bee.txt", "Crow.txt", "dove.txt", "Eel.txt", "fox.txt", "mule.txt", "Zebra.txt"]


def test_a_folder_is_seen_first_and_then_stored_in_one_step(
    empty: LibraryPage, desk: Desk, folder: Path, ask: ScriptedAsk
) -> None:
    workspace = desk.workspace
    ask.answers.append(folder)
    empty.empty.first.click()
    assert workspace.all(Asset) == ()
    assert sorted(fates(empty)) == ["Copy of prices.txt", "Discovery/guide.md", "broken.pdf", "prices.txt"]
    assert sorted(fates(empty).values()) == [Fate.COPY, Fate.NEW, Fate.NEW, Fate.NEW]
    assert empty.incoming is not None
    assert empty.incoming.summary.text() == "4 files: 3 new items, 1 copy"
    empty.incoming.add.click()
    assert len(workspace.all(Asset)) == 3
    guide = asset(workspace, "The guide")
    (watched,) = workspace.all(WatchedFolder)
    assert (watched.path, watched.watched, guide.folder) == (str(folder), True, watched.id)
    assert guide.location == "Discovery/guide.md"
    assert guide.summary == "Twelve questions"
    assert str(guide.expires) == "2027-05-01"
    assert guide.owner == workspace.all(Person)[0].id
    assert guide.facets["stage"] == "discovery"
    assert [entry.title for entry in workspace.where(ListEntry, "list", "topic")] == ["Pumps"]
    (copy,) = workspace.all(AssetCopy)
    assert copy.location in ("prices.txt", "Copy of prices.txt")
    workspace.undo()
    assert (workspace.all(Asset), workspace.all(AssetCopy), workspace.all(WatchedFolder)) == ((), (), ())
    assert empty.header_note().text == "No content yet"


def test_what_is_read_is_found_and_its_links_are_followed(
    empty: LibraryPage, desk: Desk, folder: Path, ask: ScriptedAsk
) -> None:
    ask.answers.append(folder)
    empty.empty.first.click()
    assert empty.incoming is not None
    empty.incoming.add.click()
    guide = asset(desk.workspace, "The guide")
    empty.search.setText("ask first")
    assert [empty.table.assets.id_at(0), empty.table.assets.rowCount()] == [guide.id, 1]
    links = desk.workspace.library.page_links.of(guide.id)
    assert [link.state for link in links.uses] == [State.ASSET, State.BROKEN]
    assert empty.table.assets.listed_at(0).sign == "broken"


def test_space_leaves_a_file_out_and_turns_a_copy_into_an_item_of_its_own(
    empty: LibraryPage, desk: Desk, folder: Path, ask: ScriptedAsk
) -> None:
    ask.answers.append(folder)
    empty.empty.first.click()
    view = empty.incoming
    assert view is not None
    for place, each in enumerate(view.coming.files):
        view.files.setCurrentIndex(view.files.rows.index(place, 0))
        if each.fate is Fate.COPY or each.location.endswith(".pdf"):
            press(view.files, Qt.Key.Key_Space)
    assert view.summary.text() == "4 files: 3 new items"
    view.add.click()
    assert len(desk.workspace.all(Asset)) == 3 and desk.workspace.all(AssetCopy) == ()


def test_a_key_takes_the_files_in(empty: LibraryPage, desk: Desk, ask: ScriptedAsk, folder: Path) -> None:
    assert not [command for command in empty.commands() if command.id == "library.take"]
    ask.answers.append(folder)
    empty.empty.first.click()
    (take,) = (command for command in empty.commands() if command.id == "library.take")
    keys = empty.keys()
    assert take.shortcut == "Ctrl+Return" and ("Ctrl+Enter", "Add files") in keys
    assert take.enabled()
    take.run()
    assert len(desk.workspace.all(Asset)) == 3
    assert not [command for command in empty.commands() if command.id == "library.take"]


def test_nothing_is_stored_when_nothing_is_wanted(
    empty: LibraryPage, desk: Desk, folder: Path, ask: ScriptedAsk
) -> None:
    ask.answers.append(folder)
    empty.empty.first.click()
    assert empty.incoming is not None
    empty.incoming.leave.click()
    assert desk.workspace.all(Asset) == () and desk.workspace.all(WatchedFolder) == ()
    assert empty.header_note().text == "No content yet"


def test_files_that_are_there_already_do_not_come_in_twice(
    page: LibraryPage, desk: Desk, folder: Path, told: Told
) -> None:
    prices, twin = folder / "prices.txt", folder / "Copy of prices.txt"
    page.ways_in.read([prices])
    assert page.incoming is not None
    page.incoming.add.click()
    assert told.toasts[-1] == ("1 file added", True)
    first = asset(desk.workspace, "prices")
    assert page.current == first.id
    page.ways_in.read([prices, twin])
    assert list(fates(page).values()) == [Fate.KNOWN, Fate.COPY]
    page.incoming.add.click()
    (copy,) = desk.workspace.all(AssetCopy)
    assert (copy.asset, copy.location) == (first.id, str(twin))


def test_an_unreadable_file_comes_in_with_a_note_why(empty: LibraryPage, desk: Desk, folder: Path) -> None:
    empty.ways_in.read([folder / "broken.pdf"])
    assert empty.incoming is not None
    row = empty.incoming.files.rows.row_at(0)
    assert "damaged" in row.detail
    empty.incoming.add.click()
    made = asset(desk.workspace, "broken")
    assert made.location == str(folder / "broken.pdf")
    empty.table.select(made.id)
    told = empty.side.overview.facts.lines["Its text"]
    assert isinstance(told, QLabel)
    assert told.text() == "broken.pdf is damaged and could not be read."


def test_the_workspace_itself_is_never_read(empty: LibraryPage, desk: Desk, told_problems: list[str]) -> None:
    empty.ways_in.read([desk.workspace.path.parent / "nothing here"])
    assert told_problems == ["No file was found there. Nothing was added. "]
    other_name = desk.workspace.path.with_name("notes.txt")
    other_name.hardlink_to(desk.workspace.path)
    empty.ways_in.read([desk.workspace.path, other_name])
    empty.ways_in.read([desk.workspace.path.parent])
    assert empty.incoming is not None
    assert not any("Programme" in each or each == "notes.txt" for each in fates(empty))
    other_name.unlink()


@pytest.fixture
def told_problems(desk: Desk) -> list[str]:
    heard: list[str] = []
    desk.wants_problem.connect(lambda title, text: heard.append(f"{title} {text}"))
    return heard


def drop(page: LibraryPage, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(QPoint(200, 200)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(event)


def test_files_and_addresses_can_be_dropped(page: LibraryPage, desk: Desk, folder: Path, told: Told) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder / "prices.txt")), QUrl("https://example.org/play-book")])
    assert page.ways_in.takes(data)
    drop(page, data)
    assert page.incoming is not None
    page.incoming.add.click()
    assert {each.title for each in desk.workspace.all(Asset)} >= {"prices", "play-book"}
    text = QMimeData()
    text.setText("just words")
    assert not page.ways_in.takes(text)


def test_a_web_address_on_the_clipboard_is_offered(page: LibraryPage, desk: Desk, told: Told) -> None:
    QGuiApplication.clipboard().setText("https://portal.example/price-list")
    page.ways_in.ask_address(page.search)
    popup = page.ways_in._address
    assert popup is not None and popup.line.text() == "https://portal.example/price-list"
    press(popup.line, Qt.Key.Key_Return)
    added = asset(desk.workspace, "price-list")
    assert (added.location, page.current) == ("https://portal.example/price-list", added.id)
    assert added.added == desk.today


def test_addresses_are_pasted_once_each_and_in_one_step(page: LibraryPage, desk: Desk, told: Told) -> None:
    before = desk.workspace.count(Asset)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("https://portal.example/цены\nwww.portal.example/b and\n\nhttps://portal.example/цены ")
    press(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.count(Asset) == before + 2
    added = asset(desk.workspace, "цены")
    assert (page.current, told.toasts[-1][0]) == (added.id, "2 pages added")
    desk.workspace.undo()
    assert desk.workspace.count(Asset) == before
    desk.workspace.redo()
    page.table.go(0)
    clipboard.setText("https://portal.example/цены")
    press(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.count(Asset) == before + 2 and page.current == added.id
    assert told.toasts[-1][0] == "https://portal.example/цены is in the library already"
    clipboard.setText("no address")
    press(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.count(Asset) == before + 2
    assert told.toasts[-1][0] == "There is neither a web address nor a file on the clipboard."


def test_addresses_are_pasted_out_of_sentences_and_lists(page: LibraryPage, desk: Desk) -> None:
    copied = (
        "Смотри https://пример.рф/путь, <https://portal.example/b>. javascript:alert(1) http:// https://пример.рф/путь;"
    )
    before = desk.workspace.count(Asset)
    QGuiApplication.clipboard().setText(copied)
    press(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    added = [asset.location for asset in desk.workspace.all(Asset)][before:]
    assert added == ["https://пример.рф/путь", "https://portal.example/b"]


def test_ctrl_n_offers_every_way_in(page: LibraryPage) -> None:
    page.new()
    menu = page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == [
        "Choose files …", "Choose a folder …", "Watch a folder …", "Web address …", "Import a table …", "Add by hand",
    ]  # fmt: skip
    menu.close()


def test_names_that_are_no_text_and_links_out_of_the_folder_come_to_no_harm(
    empty: LibraryPage, desk: Desk, tmp_path: Path
) -> None:
    root = tmp_path / "odd"
    root.mkdir()
    with open(os.fsencode(root) + b"/bad\xff.txt", "w") as file:  # noqa: PTH123 (a name of bytes)
        file.write("words")
    (root / "up").symlink_to(tmp_path, target_is_directory=True)
    empty.ways_in.read([root])
    assert empty.incoming is not None and len(empty.incoming.coming.files) == 1
    empty.incoming.add.click()
    assert len(desk.workspace.all(Asset)) == 1
    assert empty.table.assets.listed_at(0).sign == ""


def test_a_folder_added_again_adds_only_what_is_new(empty: LibraryPage, desk: Desk, folder: Path) -> None:
    empty.ways_in.read([folder])
    assert empty.incoming is not None
    empty.incoming.add.click()
    (folder / "new.txt").write_text("new")
    empty.ways_in.read([folder], watched=True)
    assert sum(fate is Fate.KNOWN for fate in fates(empty).values()) == 4
    empty.incoming.add.click()
    (kept,) = desk.workspace.all(WatchedFolder)
    assert kept.watched
    assert desk.workspace.get(Asset, asset(desk.workspace, "new").id).folder == kept.id  # type: ignore[union-attr]


def test_a_transcript_beside_a_recording_comes_in_as_its_words(
    empty: LibraryPage, desk: Desk, tmp_path: Path, ask: ScriptedAsk
) -> None:
    root = tmp_path / "Calls"
    root.mkdir()
    with wave.open(str(root / "call.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8000 * 3))
    (root / "call.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nWe start with the budget.\n")
    ask.answers.append(root)
    empty.empty.first.click()
    assert fates(empty) == {"call.wav": Fate.NEW, "call.srt": Fate.SPOKEN}
    assert empty.incoming is not None
    empty.incoming.add.click()
    (made,) = desk.workspace.all(Asset)
    assert (made.title, made.seconds) == ("call", 3)
    empty.search.setText("budget")
    assert empty.table.assets.rowCount() == 1
