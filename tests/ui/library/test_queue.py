"""The review queue through the window: what matters most first, each answered with one key, the focus in the list."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.library.assets import Asset, AssetKind, Playlist, PlaylistItem, Review, Status, UsageSource, Use
from enable_desktop.notes import Snooze
from tests.ui.conftest import OpenWindow
from tests.ui.keys import press, type_text
from ui.library.page import LibraryPage
from ui.library.queue import ReviewsPage
from ui.tasks import Job, NowTasks
from ui.window import Window

TODAY = date(2026, 11, 24)


def add(workspace: Workspace, title: str, kind: int | None, over: int | None, **values: object) -> int:
    """An asset so many days over its review; None: never reviewed."""
    reviewed = (TODAY - timedelta(days=over)).replace(year=2025) if over is not None else None
    return workspace.add(
        Asset, **{"title": title, "sort": kind, "reviewed": reviewed, "status": Status.PUBLISHED, **values}
    )


@pytest.fixture
def window(workspace: Workspace, open_window: OpenWindow, tmp_path: Path) -> Window:
    """Four assets: a much used one, one long over, one a little over, one never reviewed."""
    kind = workspace.add(AssetKind, title="Guide", key="guide", months=12)
    (tmp_path / "long.md").write_text("# Long over", "utf-8")
    add(workspace, "Long over", kind, 60, location=str(tmp_path / "long.md"))
    hot = add(workspace, "Much used", kind, 5, location="https://example.com/hot")
    add(workspace, "A little over", kind, 3)
    add(workspace, "New", kind, None, added=TODAY)
    source = workspace.add(UsageSource, title="portal.csv", on=TODAY)
    workspace.add(Use, asset=hot, source=source, on=TODAY, count=9)
    path = workspace.path
    workspace.close()
    made = open_window(path)
    assert made.shell is not None
    made.shell.go("reviews")
    return made


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ReviewsPage:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, ReviewsPage)
    qtbot.waitUntil(lambda: page.table.hasFocus())
    return page


def file_of(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def titles(page: ReviewsPage) -> list[str]:
    return [page.table.assets.listed_at(place).title for place in range(page.table.assets.rowCount())]


def current(page: ReviewsPage) -> str:
    place = page.table.currentIndex().row()
    return page.table.assets.listed_at(place).title if place >= 0 else ""


def by_title(window: Window, title: str) -> Asset:
    [asset] = [each for each in file_of(window).all(Asset) if each.title == title]
    return asset


def test_what_matters_most_stands_first_and_says_why(page: ReviewsPage) -> None:
    assert titles(page) == ["Much used", "Long over", "A little over", "New"]
    assert current(page) == "Much used"
    assert page.why.text() == "Past its review date, and much used · Due today, or up to a week over"
    page.table.go(3)
    assert page.why.text() == "Never reviewed"
    assert page.status() == "4 items to review"
    shown = page.keys()
    assert [each[0] for each in shown] == ["Enter", "R", "C", "X", "Z", "N"]


def test_what_is_known_of_the_first_follows_the_list(page: ReviewsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Place" in page.overview.facts.lines)
    assert page.overview.isVisible()
    press(page.table, Qt.Key.Key_Down)
    assert page.overview.preview.isVisible()


def test_what_is_wrong_leads_from_the_queue_to_the_field_in_the_library(
    window: Window, page: ReviewsPage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "Place" in page.overview.facts.lines)
    owner = next(made for made in page.overview.flags.buttons if made.whole == "No owner")
    owner.click()
    assert window.shell is not None
    library = window.shell.page
    assert isinstance(library, LibraryPage)
    assert library.current == by_title(window, "Much used").id
    assert library.side.fields.forms[0].edit_of("owner").hasFocus()


def test_r_marks_it_reviewed_and_goes_to_the_next(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    press(page.table, Qt.Key.Key_R)
    assert titles(page) == ["Long over", "A little over", "New"]
    assert current(page) == "Long over"
    assert page.table.hasFocus()
    assert by_title(window, "Much used").reviewed == TODAY
    assert [review.on for review in file_of(window).all(Review)] == [TODAY]
    press(page.table, Qt.Key.Key_N)
    press(page.table, Qt.Key.Key_N)
    press(page.table, Qt.Key.Key_R)
    assert current(page) == "A little over"
    window.commands.run("edit.undo")
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: titles(page) == ["Much used", "Long over", "A little over", "New"])
    assert page.table.hasFocus()


def test_undo_puts_the_keyboard_into_what_came_back(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    press(page.table, Qt.Key.Key_R)
    press(page.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.queue.most_used == ())
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: current(page) == "Much used")


def test_enter_and_o_open_the_file_or_the_page(window: Window, page: ReviewsPage, tmp_path: Path) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    page.deeds.open_url = open_url
    press(page.table, Qt.Key.Key_Return)
    press(page.table, Qt.Key.Key_N)
    press(page.table, Qt.Key.Key_O)
    assert opened == ["https://example.com/hot", QUrl.fromLocalFile(str(tmp_path / "long.md")).toString()]


def test_c_asks_what_must_change_and_marks_it_as_outdated(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    press(page.table, Qt.Key.Key_C)
    card = page._change_card
    assert card is not None and card.note.hasFocus()
    press(card.note, Qt.Key.Key_Escape)
    assert page.table.hasFocus() and not card.isVisible()
    press(page.table, Qt.Key.Key_C)
    type_text(card.note, "New prices")
    press(card.note, Qt.Key.Key_Return)
    asset = by_title(window, "Much used")
    assert (asset.status, asset.notes) == (Status.OUTDATED, "2026-11-24: New prices")
    assert current(page) == "Long over" and page.table.hasFocus()
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: len(titles(page)) == 4)
    assert by_title(window, "Much used").notes == ""


def test_x_retires_it_with_what_was_typed_as_its_replacement(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    workspace = file_of(window)
    hot, long = by_title(window, "Much used"), by_title(window, "Long over")
    playlist = workspace.add(Playlist, title="First week")
    workspace.add(PlaylistItem, playlist=playlist, asset=hot.id)
    press(page.table, Qt.Key.Key_X)
    card = page._retire_card
    assert card is not None and card.replacement.hasFocus()
    assert card.dependents.text() == "Used by: First week."
    assert not card.lead_over.isVisible()
    type_text(card.replacement, "long")
    press(card.replacement, Qt.Key.Key_Return)
    assert card.isVisible() and card.replacement.value == long.id
    assert card.lead_over.isVisible()
    press(card.replacement, Qt.Key.Key_Return)
    retired = by_title(window, "Much used")
    assert (retired.status, retired.replaced_by) == (Status.RETIRED, long.id)
    assert [item.asset for item in workspace.all(PlaylistItem)] == [long.id]
    assert titles(page) == ["Long over", "A little over", "New"] and page.table.hasFocus()
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: len(titles(page)) == 4)


def test_space_ticks_what_goes_with_it_and_enter_answers_from_there(window: Window, page: ReviewsPage) -> None:
    workspace = file_of(window)
    hot, long = by_title(window, "Much used"), by_title(window, "Long over")
    playlist = workspace.add(Playlist, title="First week")
    workspace.add(PlaylistItem, playlist=playlist, asset=hot.id)
    press(page.table, Qt.Key.Key_X)
    card = page._retire_card
    assert card is not None
    type_text(card.replacement, "long")
    press(card.replacement, Qt.Key.Key_Return)
    press(card.replacement, Qt.Key.Key_Tab)
    assert card.lead_over.hasFocus() and card.lead_over.isChecked()
    press(card.lead_over, Qt.Key.Key_Space)
    assert not card.lead_over.isChecked()
    press(card.lead_over, Qt.Key.Key_Return)
    assert not card.isVisible()
    retired = by_title(window, "Much used")
    assert (retired.status, retired.replaced_by) == (Status.RETIRED, long.id)
    assert [item.asset for item in workspace.all(PlaylistItem)] == [hot.id]


def test_x_asks_about_all_that_are_selected_at_once(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    new = by_title(window, "New")
    playlist = file_of(window).add(Playlist, title="First week")
    file_of(window).add(PlaylistItem, playlist=playlist, asset=by_title(window, "Long over").id)
    press(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(page.table, Qt.Key.Key_X)
    card = page._retire_card
    assert card is not None and card.title.text() == "Retire 2 items"
    assert card.dependents.text() == "Used by: First week."
    card.replacement.show_id(new.id)
    card.give_answer()
    assert {by_title(window, title).replaced_by for title in ("Much used", "Long over")} == {new.id}
    assert [item.asset for item in file_of(window).all(PlaylistItem)] == [new.id]
    assert titles(page) == ["A little over", "New"]
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: len(titles(page)) == 4)


def test_what_is_no_choice_retires_nothing(window: Window, page: ReviewsPage) -> None:
    press(page.table, Qt.Key.Key_X)
    card = page._retire_card
    assert card is not None
    type_text(card.replacement, "no such thing")
    press(card.replacement, Qt.Key.Key_Return)
    assert card.isVisible() and card.replacement.hasFocus()
    assert by_title(window, "Much used").status is Status.PUBLISHED


@pytest.mark.parametrize("key", [Qt.Key.Key_Z, Qt.Key.Key_S])
def test_z_snoozes_it_until_a_day(window: Window, page: ReviewsPage, qtbot: QtBot, key: Qt.Key) -> None:
    press(page.table, key)
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    menu.actions()[0].trigger()
    menu.close()
    assert [(each.of, each.until) for each in file_of(window).all(Snooze)] == [("stale:2", date(2026, 11, 30))]
    assert titles(page)[0] == "Long over"
    qtbot.waitUntil(lambda: page.queue.most_used == ())


def test_several_are_reviewed_at_once(window: Window, page: ReviewsPage) -> None:
    page.table.selectAll()
    press(page.table, Qt.Key.Key_R)
    assert {asset.reviewed for asset in file_of(window).all(Asset)} == {TODAY}
    assert page.nothing.isVisible()
    assert page.to_library.hasFocus()


def test_an_empty_queue_says_when_the_next_review_is_due(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    page.table.selectAll()
    press(page.table, Qt.Key.Key_R)
    qtbot.waitUntil(
        lambda: page.nothing.text() == "Nothing to review. The next review is due on 24\u00a0November 2027."
    )


def test_the_queue_is_found_by_quick_find_and_from_today(window: Window, page: ReviewsPage) -> None:
    assert window.shell is not None
    window.shell.go("today")
    today = window.shell.page
    assert today is not None and today.key == "today"
    press(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.shell.page, ReviewsPage)


def test_of_a_long_queue_the_first_are_listed_and_all_are_counted(
    window: Window, page: ReviewsPage, qtbot: QtBot
) -> None:
    values = [{"title": f"New {number}", "status": Status.PUBLISHED} for number in range(600)]
    file_of(window).add_many(Asset, values)
    qtbot.waitUntil(lambda: len(page.queue.ids) == 604)
    assert page.table.assets.rowCount() == 500
    assert page.status() == "604 items to review"
    page.table.selectAll()
    press(page.table, Qt.Key.Key_R)
    assert page.status() == "104 items to review"
    assert not page.nothing.isVisible()
    qtbot.waitUntil(lambda: page.table.assets.rowCount() == 104)
    assert page.table.hasFocus() and page.table.current is not None


class Counted(NowTasks):
    """Notes what was asked to be done beside the window."""

    def __init__(self) -> None:
        self.labels: list[str] = []

    def run(self, *args: Any, **options: Any) -> Job:
        # Any: what every kind of work is given and returns.
        self.labels.append(options["label"])
        return super().run(*args, **options)


@pytest.mark.parametrize(("count", "tasks"), [(40, 0), (2_001, 1)])
def test_a_short_queue_comes_with_its_page_and_a_long_one_is_asked_for_once(
    workspace: Workspace, open_window: OpenWindow, count: int, tasks: int
) -> None:
    workspace.add_many(Asset, [{"title": f"New {number}", "status": Status.PUBLISHED} for number in range(count)])
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None and window.desk is not None
    window.desk.tasks = counted = Counted()
    window.shell.go("reviews")
    page = window.shell.page
    assert isinstance(page, ReviewsPage)
    assert len(page.queue.ids) == count and page.table.assets.rowCount() == min(count, 500)
    assert counted.labels.count("Looking for what is to be reviewed") == tasks


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (7, "Past its review date · A week over, or more"),
        (6, "Past its review date · Due today, or up to a week over"),
        (0, "Due today, or up to a week over"),
        (-1, "Due within 14 days"),
        (-14, "Due within 14 days"),
        (-15, "Due within 28 days"),
        (-28, "Due within 28 days"),
    ],
)
def test_how_near_the_day_is_is_said_in_bands(
    workspace: Workspace, open_window: OpenWindow, over: int, said: str
) -> None:
    workspace.add(Asset, title="Guide", expires=TODAY - timedelta(days=over), status=Status.PUBLISHED)
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("reviews")
    page = window.shell.page
    assert isinstance(page, ReviewsPage) and page.table.assets.rowCount() == 1
    assert page.why.text() == said


def test_what_was_edited_says_that_this_brought_it_here(workspace: Workspace, open_window: OpenWindow) -> None:
    yesterday = TODAY - timedelta(days=1)
    workspace.add(Asset, title="Guide", reviewed=TODAY - timedelta(days=9), changed=yesterday, months=12)
    path = workspace.path
    workspace.close()
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("reviews")
    page = window.shell.page
    assert isinstance(page, ReviewsPage)
    assert page.why.text().endswith("Its file was edited after the last review")


def test_what_was_snoozed_is_listed_on_demand_and_brought_back(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    reviews = file_of(window).library.reviews
    assert [command.id for command in page.header_actions()] == ["reviews.health"]
    press(page.table, Qt.Key.Key_C)
    type_text(page.window().focusWidget(), "New prices")
    press(page.window().focusWidget(), Qt.Key.Key_Return)
    page.snooze(date(2026, 11, 30))
    qtbot.waitUntil(lambda: len(page.queue.waiting) == 2)
    assert page.header_note().text == "2 items to review, 1 past its review date, 2 wait for a later day"
    show = next(command for command in page.header_actions() if command.id == "reviews.waiting")
    show.run()
    assert titles(page) == ["A little over", "New", "Long over", "Much used"]
    assert page.current_title.whole == "Long over" and page.table.hasFocus()
    assert page.why.text() == "Comes back on Mon 30\xa0Nov"
    assert page.header_note().text.startswith("2 items to review")
    press(page.table, Qt.Key.Key_Z)
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    assert menu.actions()[0].text() == "Bring back now"
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(page.queue.waiting) == 1)
    assert titles(page) == ["Long over", "A little over", "New", "Much used"]
    page.show_waiting()
    assert titles(page) == ["Long over", "A little over", "New"]
    assert reviews.queue().ids == page.queue.ids


def test_an_empty_queue_says_what_waits_and_shows_it(window: Window, page: ReviewsPage, qtbot: QtBot) -> None:
    page.table.selectAll()
    page.snooze(date(2026, 11, 30))
    qtbot.waitUntil(lambda: len(page.queue.waiting) == 4)
    assert page.nothing.isVisible()
    assert page.nothing.text().endswith(" 4 wait for a later day.")
    page.show_waiting()
    assert len(titles(page)) == 4 and page.table.hasFocus()
    page.table.selectAll()
    page.bring_back()
    qtbot.waitUntil(lambda: page.queue.waiting == {})
    assert not page.shows_waiting and len(titles(page)) == 4
