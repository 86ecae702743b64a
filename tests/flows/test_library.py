"""The library from an empty page to a catalogue that is trusted, through the real window, and again after a restart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Place, open_workspace
from enable_desktop.library.assets import Asset, AssetCopy, AssetKind, ContentGap, SavedSearch, Status, WatchedFolder
from enable_desktop.links import Reason, Ref
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import CTRL, SHIFT, press, type_text
from ui.library.page import LibraryPage
from ui.start import new_workspace
from ui.window import Window


@pytest.fixture
def path(tmp_path: Path, place: Place) -> Path:
    made = tmp_path / "Программа.enable"
    new_workspace(made, place).close()
    return made


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder as a team keeps it: pages that link each other, a table, a copy under another name."""
    root = tmp_path / "Sales content"
    for folder in ("Discovery", "Battlecards"):
        (root / folder).mkdir(parents=True)
    (root / "Discovery" / "call guide.md").write_text(
        "# Discovery call guide\n\nTwelve questions. Then use the [card](../Battlecards/nordwerk.md).\n"
    )
    (root / "Battlecards" / "nordwerk.md").write_text("# Against Nordwerk\n\nThey are cheaper, and late.\n")
    (root / "Battlecards" / "nordwerk copy.md").write_text("# Against Nordwerk\n\nThey are cheaper, and late.\n")
    (root / "prices.csv").write_text("product,price\npump,12\n")
    return root


def library(window: Window) -> LibraryPage:
    assert window.shell is not None and isinstance(window.shell.page, LibraryPage)
    return window.shell.page


def chord(window: Window, letter: Qt.Key) -> None:
    press(window, Qt.Key.Key_G, CTRL)
    press(window, letter)


def test_a_folder_becomes_a_library_that_is_searched_reviewed_and_kept(
    path: Path, content: Path, place: Place, open_window: OpenWindow, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    window = open_window(path)
    assert window.workspace is not None and window.shell is not None
    workspace = window.workspace

    # In: the folder is chosen on the empty page, looked through, and stored in one step.
    chord(window, Qt.Key.Key_L)
    page = library(window)
    assert window.shell.header.note_text == "No content yet"
    ask.answers.append(content)
    press(page.focusWidget(), Qt.Key.Key_Return)
    assert page.incoming is not None
    assert page.incoming.summary.text() == "4 files: 3 new items, 1 copy"
    page.incoming.add.click()
    assert window.shell.header.note_text == "3 items, 0 reviewed on time"
    assert len(workspace.all(AssetCopy)) == 1
    guide, card = (
        next(each for each in workspace.all(Asset) if each.title == title)
        for title in ("Discovery call guide", "Against Nordwerk")
    )
    assert guide.facets["stage"] == "discovery"
    battlecard = next(kind for kind in workspace.all(AssetKind) if kind.key == "battlecard")
    assert card.sort == battlecard.id

    # Found: by a word in the text, and from both ends of a link.
    page.begin_search()
    type_text(page.search, "cheaper")
    assert [page.table.assets.id_at(row) for row in range(page.table.assets.rowCount())] == [card.id]
    press(page.search, Qt.Key.Key_Down)
    assert [button.whole for button in page.side.overview.links.used_by.buttons] == ["Discovery call guide"]
    page._saved_menu.save("Cheaper")
    press(page.table, Qt.Key.Key_Slash)
    page.search.setText("legal answers")
    press(page.search, Qt.Key.Key_Escape)
    assert [gap.title for gap in workspace.all(ContentGap)] == ["legal answers"]

    # Trusted: all of it is marked reviewed at once, one is retired, and that is taken back.
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Home)
    press(page.table, Qt.Key.Key_End, SHIFT)
    press(page.table, Qt.Key.Key_R)
    assert window.shell.header.note_text == "3 items, 3 reviewed on time"
    page.table.select(guide.id)
    press(page.table, Qt.Key.Key_Delete)
    assert window.shell.toast.text == "“Discovery call guide” retired"
    press(page.table, Qt.Key.Key_Z, CTRL)
    found = workspace.get(Asset, guide.id)
    assert found is not None and found.status is not Status.RETIRED

    # Linked by hand, and kept: everything is there when the file is opened again.
    workspace.links.join(Ref(Asset.kind, card.id), Ref(Asset.kind, guide.id), Reason.COMPANION)
    window.close()
    with open_workspace(path, place) as again:
        assert {each.title for each in again.all(Asset)} == {"Discovery call guide", "Against Nordwerk", "prices"}
        assert {each.reviewed for each in again.all(Asset)} == {date(2026, 11, 24)}
        assert [folder.watched for folder in again.all(WatchedFolder)] == [True]
        assert [search.title for search in again.all(SavedSearch)] == ["Cheaper"]
        assert again.library.page_links.count_broken() == 0
        again.undo()
        assert again.links.of(Ref(Asset.kind, card.id)) == ()


def test_quick_find_opens_content_in_the_library(
    path: Path, place: Place, open_window: OpenWindow, qtbot: QtBot
) -> None:
    with open_workspace(path, place) as workspace:
        wanted = workspace.add(Asset, title="Pump battlecard")
        workspace.add(Asset, title="Another thing")
    window = open_window(path)
    assert window.shell is not None
    window.shell.go(Ref(Asset.kind, wanted))
    assert library(window).current == wanted
