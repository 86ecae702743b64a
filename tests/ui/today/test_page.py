"""Today through the window: read, acted on, snoozed, sorted, noted, all with keys."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Approver, Assumption, Document, Head, Obstacle
from enable_desktop.experts import Expertise
from enable_desktop.interviews import Interview, Statement
from enable_desktop.library.assets import Asset, ContentGap
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.notes import Direction, InboxNote, Promise
from enable_desktop.people import Group, Person
from enable_desktop.today.needs import About
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, SHIFT, click, press, type_text
from ui.charter.page import CharterPage
from ui.interviews.page import InterviewsPage
from ui.library.page import LibraryPage
from ui.people.page import PeoplePage
from ui.program import Program
from ui.shell import Shell
from ui.today.capture import Capture
from ui.today.page import TodayPage
from ui.today.sorting import SortCard
from ui.window import Window

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.fixture
def ann(workspace: Workspace) -> int:
    return workspace.add(Person, name="Ann Ashby", role="CFO", group=Group.LEADERSHIP)


@pytest.fixture
def window(workspace: Workspace, ann: int, open_window: OpenWindow) -> Window:
    """A window on a day with a late promise, a talk this afternoon and a note."""
    workspace.add(Promise, title="Send the cost of a day", person=ann, made=day(-20), due=day(-2))
    workspace.interviews.plan(ann, on=TODAY, begins="14:00", purpose="Agree which return is enough")
    workspace.add(InboxNote, title="Three decks, none dated", on=day(-1))
    path = workspace.path
    workspace.close()
    return open_window(path)


def shell_of(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


def page_of(window: Window) -> TodayPage:
    page = shell_of(window).page
    assert isinstance(page, TodayPage)
    return page


def file_of(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def titles(page: TodayPage) -> list[str]:
    return [entry.title for entry in page.list.needs.entries]


def focus(window: Window) -> QWidget:
    found = window.focusWidget()
    assert found is not None
    return found


# Reading -------------------------------------------------------------------------------------------


def test_the_window_opens_on_what_needs_the_person(window: Window) -> None:
    page, shell = page_of(window), shell_of(window)
    assert titles(page) == [
        "Needs you",
        "Send the cost of a day",
        "Not prepared: Ann Ashby",
        "Three decks, none dated",
        "Nothing else is due.",
    ]
    assert shell.header.title == "Tuesday, 24\u00a0November"
    assert shell.header.note_text == "3 things need you, 1 meeting ahead"
    assert window.windowTitle() == "Today — Sample Co — Enable Desktop"
    assert page.list.hasFocus()
    assert page.current is not None and page.current.refs == (Ref("promises", 1),)


def test_the_sidebar_counts_and_follows(window: Window, qtbot: QtBot) -> None:
    sidebar, workspace = shell_of(window).sidebar, file_of(window)
    qtbot.waitUntil(lambda: sidebar.count_text("today") == "3")
    shell_of(window).go("people")
    workspace.needs.keep(1)
    qtbot.waitUntil(lambda: sidebar.count_text("today") == "2")
    window.commands.run("edit.undo")
    qtbot.waitUntil(lambda: sidebar.count_text("today") == "3")
    assert sidebar.count_text("people") == ""


def test_a_row_tells_a_screen_reader_all_of_it(window: Window) -> None:
    page = page_of(window)
    index = page.list.currentIndex()
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Send the cost of a day. Promised 4\u00a0Nov to: Ann Ashby. 2 days late"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Open promise"
    interface = QAccessible.queryAccessibleInterface(page.list)
    assert interface.text(QAccessible.Text.Name) == "Needs you"


def test_the_next_talk_and_the_measures_stand_at_the_right(window: Window) -> None:
    workspace, page = file_of(window), page_of(window)
    for title, target in (("Win rate", 25.0), ("Time to find", None)):
        measure = workspace.add(Measure, title=title, unit="%", target=target)
        for month in (9, 10):
            workspace.add(Reading, measure=measure, on=date(2026, month, 28), value=10.0 + month)
    assert page.side.next.name.whole == "Ann Ashby"
    assert page.side.left.text() == "in 3 h 18 min"
    assert page.side.next.times.text() == "14:00 to 14:45"
    assert page.side.next.purpose.text() == "Agree which return is enough"
    assert [row.spoken for row in page.side.meetings.rows.rows] == ["Ann Ashby. Today 14:00. Not prepared"]
    assert [row.spoken for row in page.side.progress.rows.rows] == [
        "Win rate, last reading 20%, 2 readings, target 25%",
        "Time to find, last reading 20%, 2 readings",
    ]


def test_a_day_without_talks_offers_to_plan_one(window: Window) -> None:
    page = page_of(window)
    file_of(window).remove(Ref("interviews", 1))
    assert page.side.plan.isVisible()
    click(page.side.plan)
    shown = shell_of(window).page
    assert isinstance(shown, InterviewsPage)
    assert shown.card is not None and shown.card.isVisible()


def test_the_page_reads_again_only_what_is_seen(window: Window) -> None:
    page = page_of(window)
    shell_of(window).go("people")
    file_of(window).needs.keep(1)
    assert "Send the cost of a day" in titles(page)
    press(focus(window), Qt.Key.Key_G, CTRL)
    press(focus(window), Qt.Key.Key_T)
    assert shell_of(window).page is page
    assert "Send the cost of a day" not in titles(page)


# Acting --------------------------------------------------------------------------------------------


def test_enter_leads_to_the_promise(window: Window) -> None:
    press(page_of(window).list, Qt.Key.Key_Return)
    page = shell_of(window).page
    assert isinstance(page, PeoplePage)
    assert page.current == 1
    assert focus(window).accessibleName() == "Promise: Send the cost of a day"


def test_enter_leads_to_the_preparation_of_a_talk(window: Window) -> None:
    press(page_of(window).list, Qt.Key.Key_Down)
    press(page_of(window).list, Qt.Key.Key_Return)
    page = shell_of(window).page
    assert isinstance(page, InterviewsPage)
    assert page.talks.current == 1 and page.talk.step == "prepare"


@pytest.mark.parametrize(("button", "step"), [("prepare", "prepare"), ("notes", "notes")])
def test_the_card_of_the_next_talk_leads_to_its_steps(window: Window, button: str, step: str) -> None:
    click(getattr(page_of(window).side.next, button))
    page = shell_of(window).page
    assert isinstance(page, InterviewsPage)
    assert page.talk.step == step


def test_a_talk_that_is_prepared_opens_its_brief(window: Window, qtbot: QtBot) -> None:
    file_of(window).interviews.ask_own(1, "Which return is enough?")
    card = page_of(window).side.next
    assert card.prepare.text() == "Open brief"
    click(card.prepare)
    page = shell_of(window).page
    assert isinstance(page, InterviewsPage)
    assert page.talk.step == "prepare" and page.talk.prepare is not None
    preview = page.talk.prepare.preview
    assert preview is not None and preview.isVisible()
    qtbot.waitUntil(lambda: preview.document is not None)


def test_the_button_of_a_row_is_clicked(window: Window) -> None:
    page = page_of(window)
    entry = page.list.needs.entries[3]
    click(page.list.viewport(), page.list.button_of(entry).center())
    assert page.card is not None and page.card.isVisible()
    assert page.card.note == 1


def test_a_click_beside_the_button_only_selects(window: Window) -> None:
    page = page_of(window)
    box = page.list.button_of(page.list.needs.entries[3])
    click(page.list.viewport(), box.center() - box.bottomRight() + box.topLeft() - box.topLeft() / 2)
    assert page.card is None
    assert shell_of(window).page is page


def test_e_keeps_a_promise_and_undo_takes_it_back(window: Window) -> None:
    page, workspace = page_of(window), file_of(window)
    press(page.list, Qt.Key.Key_E)
    assert [each.kept for each in workspace.all(Promise)] == [TODAY]
    assert shell_of(window).toast.text == "Promise kept"
    assert page.list.hasFocus()
    assert page.list.current is not None and page.list.current.title == "Not prepared: Ann Ashby"
    press(page.list, Qt.Key.Key_Z, CTRL)
    assert [each.kept for each in workspace.all(Promise)] == [None]
    assert titles(page)[1] == "Send the cost of a day"


def test_e_thanks_an_expert_and_confirms_what_one_knows(window: Window, ann: int) -> None:
    experts, page = file_of(window).experts, page_of(window)
    given = experts.note_contribution(ann, title="A review", on=day(-3))
    experts.set_level(ann, experts.add_topic("Pricing"), 2)
    (known,) = experts.of(ann)
    file_of(window).change(Ref(Expertise.kind, known.id), ask_again=day(-1))
    page.open(None)
    assert page.list.select(f"{About.THANKS}:{given}")
    press(page.list, Qt.Key.Key_E)
    assert experts.contributions(ann)[0].thanked == TODAY
    assert page.list.select(f"{About.KNOWN}:{known.id}")
    press(page.list, Qt.Key.Key_E)
    assert experts.of(ann)[0].ask_again is None
    assert not page.list.select(f"{About.KNOWN}:{known.id}")
    file_of(window).undo()
    file_of(window).undo()
    assert experts.contributions(ann)[0].thanked is None


def test_e_is_done_with_a_note(window: Window) -> None:
    page = page_of(window)
    press(page.list, Qt.Key.Key_End)
    page.list.select("note:1")
    press(page.list, Qt.Key.Key_E)
    assert [each.done for each in file_of(window).all(InboxNote)] == [True]
    assert shell_of(window).toast.text == "Note done"


def test_e_says_what_to_do_where_nothing_is_to_be_marked(window: Window) -> None:
    page = page_of(window)
    page.list.select("talk:1")
    before = file_of(window).newest_step
    press(page.list, Qt.Key.Key_E)
    assert "Enter leads there" in shell_of(window).toast.text
    assert file_of(window).newest_step == before


def test_a_talk_that_took_place_is_marked_as_held(window: Window) -> None:
    page, workspace = page_of(window), file_of(window)
    workspace.change(Ref("interviews", 1), on=day(-1))
    page.list.select("past talk:1")
    press(page.list, Qt.Key.Key_Return)
    assert [each.held for each in workspace.all(Interview)] == [True]
    assert shell_of(window).toast.text == "Marked as held"
    window.commands.run("edit.undo")
    assert [each.held for each in workspace.all(Interview)] == [False]


def test_passages_without_a_theme_lead_into_tagging(window: Window, qtbot: QtBot) -> None:
    page, workspace = page_of(window), file_of(window)
    workspace.interviews.write(1, "She looks for stories in chat.")
    workspace.interviews.tag(1, 0, 8)
    page.list.select("passages:1")
    press(page.list, Qt.Key.Key_Return)
    shown = shell_of(window).page
    assert isinstance(shown, InterviewsPage)
    assert shown.talk.step == "notes"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None and popup.accessibleName() == "Tag as"
    popup.close()


@pytest.mark.parametrize(
    ("key", "section"), [("assumption:1", "assumptions"), ("review:1", "governance"), ("approval:1", "approvals")]
)
def test_what_the_charter_wants_leads_to_its_section(window: Window, ann: int, key: str, section: str) -> None:
    page, workspace = page_of(window), file_of(window)
    workspace.add(Assumption, title="Nine sellers start", made=day(-100))
    workspace.change(Ref(Head.kind, 1), next_review=day(3))
    workspace.add(Approver, person=ann)
    workspace.charter.ask(Document.CHARTER)
    assert page.list.select(key)
    press(page.list, Qt.Key.Key_Return)
    shown = shell_of(window).page
    assert isinstance(shown, CharterPage)
    assert window.program.preferences.text("charter/section") == section


# Snoozing ------------------------------------------------------------------------------------------


def menu_of(page: TodayPage) -> QMenu:
    press(page.list, Qt.Key.Key_S)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(("down", "until"), [(0, "Wed 25\u00a0Nov"), (1, "Mon 30\u00a0Nov")])
def test_s_snoozes_until_the_day_chosen(window: Window, down: int, until: str) -> None:
    page = page_of(window)
    menu = menu_of(page)
    for _ in range(down):
        press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    assert "Send the cost of a day" not in titles(page)
    assert shell_of(window).toast.text == f"Snoozed until {until}"
    assert page.list.hasFocus()
    assert [said(button) for button in shell_of(window).header.buttons] == ["Snoozed 1", "Note something"]


def said(button: QWidget) -> str:
    return button.accessibleName()


def test_esc_snoozes_nothing(window: Window) -> None:
    page = page_of(window)
    press(menu_of(page), Qt.Key.Key_Escape)
    assert titles(page)[1] == "Send the cost of a day"


def test_what_is_snoozed_is_shown_and_brought_back(window: Window) -> None:
    page, shell = page_of(window), shell_of(window)
    page.snooze(day(1))
    click(shell.header.buttons[0])
    assert titles(page)[-2:] == ["Snoozed", "Send the cost of a day"]
    assert page.list.current is not None and page.list.current.when == "Until Wed 25\u00a0Nov"
    press(page.list, Qt.Key.Key_Return)
    assert titles(page)[1] == "Send the cost of a day"
    assert "Snoozed" not in titles(page)
    press(page.list, Qt.Key.Key_Z, CTRL)
    assert "Send the cost of a day" not in titles(page)


# Sorting -------------------------------------------------------------------------------------------


def sorting(window: Window) -> SortCard:
    page = page_of(window)
    page.list.select("note:1")
    press(page.list, Qt.Key.Key_Return)
    assert page.card is not None and page.card.isVisible()
    return page.card


def choose(card: SortCard, target: str) -> None:
    card.target.choose(target)
    card.target.chosen.emit(target)


def test_a_note_becomes_a_promise_with_keys(window: Window) -> None:
    card = sorting(window)
    assert card.person.hasFocus()
    type_text(card.person, "ann")
    press(card.person, Qt.Key.Key_Return)
    press(card.person, Qt.Key.Key_Tab)
    assert card.due.hasFocus()
    type_text(card.due, "1.12.2026")
    press(card.due, Qt.Key.Key_Return)
    made = file_of(window).all(Promise)[-1]
    assert (made.title, made.person, made.direction, made.made, made.due) == (
        "Three decks, none dated", 1, Direction.MINE, day(-1), date(2026, 12, 1),
    )  # fmt: skip
    assert card.isHidden() and page_of(window).list.hasFocus()
    assert shell_of(window).toast.text == "Now a promise"
    press(page_of(window).list, Qt.Key.Key_Z, CTRL)
    assert len(file_of(window).all(Promise)) == 1
    assert "Three decks, none dated" in titles(page_of(window))


def test_a_promise_wants_somebody_and_a_real_day(window: Window) -> None:
    card = sorting(window)
    press(card.due, Qt.Key.Key_Return)
    assert card.person.property("problem") == "true" and card.person.hasFocus()
    card.person.show_id(1)
    type_text(card.due, "31.11.2026")
    press(card.due, Qt.Key.Key_Return)
    assert card.due.property("problem") == "true"
    assert "30 days" in card.due.accessibleDescription()
    assert card.isVisible() and len(file_of(window).all(Promise)) == 1


def test_a_note_becomes_a_statement_of_a_talk(window: Window) -> None:
    card = sorting(window)
    choose(card, "statement")
    press(card.talk, Qt.Key.Key_Return)
    assert card.talk.property("problem") == "true"
    card.talk.show_id(1)
    press(card.talk, Qt.Key.Key_Return)
    assert [each.words for each in file_of(window).all(Statement)] == ["Three decks, none dated"]
    assert shell_of(window).toast.text == "Now a statement of the talk"


def test_a_note_becomes_an_obstacle(window: Window) -> None:
    card = sorting(window)
    choose(card, "obstacle")
    press(card.target, Qt.Key.Key_Return)
    assert [each.title for each in file_of(window).all(Obstacle)] == ["Three decks, none dated"]
    assert card.isHidden()


def test_a_note_that_needs_nothing_more_is_done(window: Window) -> None:
    card = sorting(window)
    click(card.finish)
    assert [each.done for each in file_of(window).all(InboxNote)] == [True]
    assert card.isHidden()


def test_esc_leaves_the_note_in_the_inbox(window: Window) -> None:
    card = sorting(window)
    press(card.person, Qt.Key.Key_Escape)
    assert card.isHidden() and page_of(window).list.hasFocus()
    assert "Three decks, none dated" in titles(page_of(window))


def test_a_note_found_elsewhere_is_shown_here(window: Window) -> None:
    shell_of(window).go("people")
    shell_of(window).go(Ref("inbox", 1))
    current = page_of(window).list.current
    assert current is not None and current.title == "Three decks, none dated"
    file_of(window).needs.finish(1)
    shell_of(window).go(Ref("inbox", 1))
    assert shell_of(window).toast.text == "This note was sorted already."


# Noting from anywhere ------------------------------------------------------------------------------


def capture_of(window: Window) -> Capture:
    press(focus(window), Qt.Key.Key_Space, CTRL | SHIFT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Capture)
    return popup


@pytest.mark.parametrize("target", ["charter#mission", "people", "interviews", "settings"])
def test_a_note_is_caught_on_any_page_and_the_focus_goes_back(window: Window, target: str) -> None:
    shell_of(window).go(target)
    before = focus(window)
    popup = capture_of(window)
    type_text(popup.edit, "  Ask about   July ")
    press(popup.edit, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert focus(window) is before
    made = file_of(window).all(InboxNote)[-1]
    assert (made.title, made.on, made.done) == ("Ask about July", TODAY, False)
    assert shell_of(window).toast.text == "Noted. It waits on Today."
    window.commands.run("edit.undo")
    assert len(file_of(window).all(InboxNote)) == 1


def test_esc_catches_nothing_and_keeps_the_words_for_the_next_time(window: Window) -> None:
    before = focus(window)
    popup = capture_of(window)
    type_text(popup.edit, "Half a thought")
    press(popup.edit, Qt.Key.Key_Escape)
    assert len(file_of(window).all(InboxNote)) == 1
    assert focus(window) is before
    assert capture_of(window).edit.text() == "Half a thought"
    popup.close()


def test_what_is_typed_in_a_text_stays_while_a_note_is_caught(window: Window) -> None:
    shell_of(window).go("people")
    page = shell_of(window).page
    assert isinstance(page, PeoplePage)
    page.person.form.reveal("role")
    edit = page.person.form.edit_of("role")
    assert isinstance(edit, QLineEdit)
    edit.selectAll()
    type_text(edit, "Chief of money")
    popup = capture_of(window)
    type_text(popup.edit, "Note")
    press(popup.edit, Qt.Key.Key_Return)
    assert edit.text() == "Chief of money" and edit.hasFocus()
    press(edit, Qt.Key.Key_Tab)
    assert [each.role for each in file_of(window).all(Person)] == ["Chief of money"]


def test_ctrl_n_on_today_notes_something(window: Window) -> None:
    press(page_of(window).list, Qt.Key.Key_N, CTRL)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, Capture)
    popup.close()


def test_a_note_in_a_new_workspace_turns_the_page_into_the_list(
    tmp_path: Path, place: Place, open_window: OpenWindow
) -> None:
    from ui.start import new_workspace

    path = tmp_path / "New.enable"
    new_workspace(path, place, "en").close()
    window = open_window(path)
    page = page_of(window)
    assert page.steps.isVisible()
    popup = capture_of(window)
    type_text(popup.edit, "Call the sponsor")
    press(popup.edit, Qt.Key.Key_Return)
    assert page.list.isVisible()
    assert titles(page)[:2] == ["Needs you", "Call the sponsor"]


# What may not be changed ---------------------------------------------------------------------------


def test_a_file_that_may_only_be_read_is_shown_and_left_alone(
    workspace: Workspace, ann: int, place: Place, program: Program, qtbot: QtBot
) -> None:
    workspace.add(Promise, title="Send it", person=ann, due=TODAY)
    workspace.add(InboxNote, title="A note")
    path = workspace.path
    workspace.close()
    window = program._take_in(open_workspace(path, place, write=False), None)
    window.resize(1440, 900)
    qtbot.waitUntil(window.isActiveWindow)
    page = page_of(window)
    before = titles(page)
    press(page.list, Qt.Key.Key_E)
    press(page.list, Qt.Key.Key_S)
    page.list.select("note:2")
    press(page.list, Qt.Key.Key_Return)
    press(page.list, Qt.Key.Key_Space, CTRL | SHIFT)
    assert QApplication.activePopupWidget() is None
    assert titles(page) == before and page.card is None


# The library ---------------------------------------------------------------------------------------


def test_rows_of_the_library_lead_to_the_queue_the_links_and_what_was_sought(window: Window, qtbot: QtBot) -> None:
    workspace, shell = file_of(window), shell_of(window)
    workspace.add(Asset, title="Deck", expires=day(-3), location="/deck.md")
    workspace.add(ContentGap, title="sso", times=3)
    connection = workspace.library.connection
    connection.execute("insert into files (path) values ('/deck.md')")
    connection.execute("insert into found_links (file, number, target, state) values (1, 0, 'gone.md', 'broken')")
    places = {"stale": ("reviews", ""), "broken": ("links", ""), "sought": ("health", "gaps")}
    for about, (place, part) in places.items():
        shell.go("today")
        page = page_of(window)
        assert page.list.select(f"{about}:rows"), titles(page)
        press(page.list, Qt.Key.Key_Return)
        assert shell.page is not None and shell.page.key == place
        assert getattr(shell.page, "current", part) == part


def test_several_consents_that_end_lead_to_the_content_in_which_they_are_heard(window: Window) -> None:
    workspace, shell = file_of(window), shell_of(window)
    ending = {workspace.add(Asset, title=title, consent=True, consent_until=day(3)) for title in ("Bite", "Call")}
    workspace.add(Asset, title="Deck")
    page = page_of(window)
    page.list.setCurrentIndex(next(
        page.list.model().index(row, 0)
        for row in range(page.list.model().rowCount())
        if "2 consents" in str(page.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    ))  # fmt: skip
    press(page.list, Qt.Key.Key_Return)
    assert isinstance(shell.page, LibraryPage)
    assert set(shell.page.table.assets.found) == ending


def test_a_row_of_the_library_can_wait_until_a_day(window: Window) -> None:
    file_of(window).add(Asset, title="Deck", expires=day(-3))
    page = page_of(window)
    assert page.list.select("stale:rows")
    page.snooze(day(1))
    assert not page.list.select("stale:rows")
    assert file_of(window).library.reviews.queue().overdue == (1,)
