"""Columns whose names say nothing, answered by hand in the window before a table of content comes in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.workspace import Place, Workspace
from enable_desktop.library.assets import Asset
from enable_desktop.notes import ListEntry
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import CTRL, press
from ui.columns_card import ColumnsCard
from ui.import_page import ImportPage
from ui.start import new_workspace
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, place: Place, open_window: OpenWindow) -> Window:
    """A window on an empty workspace."""
    path = tmp_path / "Programme.enable"
    new_workspace(path, place, "en").close()
    return open_window(path)


def begin(window: Window, table: Path, *lines: str) -> ImportPage:
    """Chooses a table as the page of imports does."""
    table.write_text("\n".join(lines))
    assert window.shell is not None and isinstance(window.ask, ScriptedAsk)
    window.shell.go("import")
    page = window.shell.page
    assert isinstance(page, ImportPage)
    window.ask.answers.append(table)
    press(page.sources["catalogue"], Qt.Key.Key_Space)
    return page


def card_of(page: ImportPage) -> ColumnsCard:
    assert page.columns is not None and page.columns.isVisible()
    return page.columns


def say(page: ImportPage, column: str, answer: str) -> None:
    """Chooses an answer with the keyboard, entry by entry."""
    box = card_of(page).boxes[column]
    box.setFocus()
    wanted = box.findText(answer)
    for _ in range(box.count()):
        if box.currentText() == answer:
            return
        press(box, Qt.Key.Key_Down if wanted > box.currentIndex() else Qt.Key.Key_Up)
        wanted = box.findText(answer)
    assert box.currentText() == answer


def assets(window: Window) -> tuple[Asset, ...]:
    workspace: Workspace | None = window.workspace
    assert workspace is not None
    return tuple(workspace.all(Asset))


def test_a_column_that_no_name_explains_is_said_by_hand_and_undone(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    page = begin(window, table, "Title,Remarks of ours,Sector code,Budget", "Deck,Ask Ann first,Banking,5")
    card = card_of(page)
    assert list(card.boxes) == ["Remarks of ours", "Sector code", "Budget"]
    assert {box.currentText() for box in card.boxes.values()} == {"Not taken along"}
    assert "Title" not in [card.boxes["Budget"].itemText(at) for at in range(card.boxes["Budget"].count())]
    say(page, "Remarks of ours", "Notes")
    say(page, "Sector code", "Industry")
    held = [card.boxes["Budget"].itemText(at) for at in range(card.boxes["Budget"].count())]
    assert "Notes" not in held and "Industry" not in held
    assert "Columns that were not used: Budget\n" in page.notes.text()
    press(page.list, Qt.Key.Key_Return, CTRL)
    (deck,) = assets(window)
    assert (deck.notes, dict(deck.facets)) == ("Ask Ann first", {"industry": "banking"})
    window.commands.run("edit.undo")
    assert assets(window) == ()
    assert window.workspace is not None
    assert not [entry for entry in window.workspace.all(ListEntry) if entry.list == "industry"]


def test_a_table_without_title_or_location_asks_which_column_holds_one(window: Window, tmp_path: Path) -> None:
    page = begin(window, tmp_path / "list.csv", "Wording,Owner", "Deck,Ann")
    assert page.warnings.text() == "Say which column holds the title or the location."
    take = window.commands.get("import.take")
    assert take is not None and not take.enabled()
    say(page, "Wording", "Title")
    assert not page.warnings.isVisible()
    assert page.summary.text() == "Would come in: 1 new asset, 1 person"
    say(page, "Wording", "Location")
    say(page, "Wording", "Title")
    press(page.list, Qt.Key.Key_Return, CTRL)
    assert [asset.title for asset in assets(window)] == ["Deck"]


def test_a_table_whose_columns_are_all_known_asks_nothing(window: Window, tmp_path: Path) -> None:
    page = begin(window, tmp_path / "list.csv", "Название,Ссылка", "Прайс,https://example.org/1")
    assert page.columns is None or not page.columns.isVisible()
    press(page.list, Qt.Key.Key_Return, CTRL)
    assert [asset.title for asset in assets(window)] == ["Прайс"]


def test_rows_that_bring_content_up_to_date_are_not_said_to_leave_it_as_it_was(window: Window, tmp_path: Path) -> None:
    page = begin(window, tmp_path / "list.csv", "Title,Notes", "Deck,Ask Ann")
    assert "nothing that stands is written over" in page.promise.text()
    press(page.list, Qt.Key.Key_Return, CTRL)
    page = begin(window, tmp_path / "list.csv", "Title,Notes", "Deck,Ask Bo")
    assert "takes the place of what stands there" in page.promise.text()
    press(page.list, Qt.Key.Key_Return, CTRL)
    assert [asset.notes for asset in assets(window)] == ["Ask Bo"]


def test_a_list_that_says_nothing_new_leaves_no_step_and_offers_to_undo_none(window: Window, tmp_path: Path) -> None:
    page = begin(window, tmp_path / "list.csv", "Title,Notes", "Deck,Ask Ann")
    press(page.list, Qt.Key.Key_Return, CTRL)
    assert window.workspace is not None and window.shell is not None
    before = window.workspace.newest_step
    page = begin(window, tmp_path / "list.csv", "Title,Notes", "Deck,Ask Ann")
    assert page.summary.text() == "Would come in: nothing new"
    press(page.list, Qt.Key.Key_Return, CTRL)
    assert window.shell.toast.text == "list.csv says nothing new: nothing was changed."
    assert not window.shell.toast.undo_button.isVisible()
    assert window.workspace.newest_step == before
