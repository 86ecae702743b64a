"""The Evidence pane in the real window: what is linked, what fits, and the way from the line to the words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace
from enable_desktop.charter.lines import Obstacle, Prose
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Sort, Statement
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Group, Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import click, press, type_text
from ui.charter.evidence_entries import Entry, Look
from ui.charter.page import CharterPage
from ui.interviews.page import InterviewsPage
from ui.start import new_workspace
from ui.window import Window

SEVERITIES = {Group.LEADERSHIP: (2, 3, 2), Group.REP: (5, 5, 4, 5)}


@pytest.fixture
def window(tmp_path: Path, place: Place, open_window: OpenWindow) -> Iterator[Window]:
    """A programme with one clear gap, two obstacles and a measure, open on the obstacles."""
    path = tmp_path / "Programme.enable"
    with new_workspace(path, place, "en") as made:
        theme = made.themes.make("Finding current content")
        made.themes.start_round("Spring", date(2026, 1, 5), (theme,))
        for group, severities in SEVERITIES.items():
            for number, severity in enumerate(severities):
                person = made.add(Person, name=f"{group} {number}", role="Role", group=group)
                talk = made.interviews.plan(person, on=date(2026, 2, 1), label=f"{group} {number}")
                made.interviews.write(talk, f"{group} {number} says {severity}")
                made.interviews.hold(talk)
                made.interviews.say(talk, f"{group} {number} says {severity}", theme=theme, severity=severity)
        made.add(Obstacle, title="Nobody trusts the portal")
        made.add(Obstacle, title="Quarter end")
        measure = made.add(Measure, title="Time to find", unit="min", baseline=11, target=4)
        made.add(Reading, measure=measure, on=date(2026, 2, 28), value=8)
    shown = open_window(path)
    assert shown.shell is not None
    shown.shell.go("charter#obstacles")
    page_of(shown).side_tab(2)
    yield shown


def page_of(window: Window) -> CharterPage:
    assert window.shell is not None
    shown = window.shell.page
    assert isinstance(shown, CharterPage)
    return shown


@pytest.fixture
def page(window: Window) -> CharterPage:
    return page_of(window)


@pytest.fixture
def stored(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def linked(page: CharterPage) -> list[tuple[Look, str]]:
    shown = (each for each in page.evidence.entries if not each.is_suggestion and each.look is not Look.PART)
    return [(each.look, each.title) for each in shown]


def suggestions(page: CharterPage) -> list[Entry]:
    return [each for each in page.evidence.entries if each.is_suggestion]


def mark(page: CharterPage, title: str) -> Entry:
    """Goes to an entry with the arrow keys."""
    view = page.evidence.list
    view.setFocus()
    press(view, Qt.Key.Key_Home)
    while view.current is not None and view.current.title != title:
        before = view.currentIndex().row()
        press(view, Qt.Key.Key_Down)
        assert view.currentIndex().row() > before, f"{title} is not there"
    assert view.current is not None
    return view.current


def test_a_clear_gap_that_nobody_uses_is_offered_and_linked_with_one_key(
    page: CharterPage, stored: Workspace, window: Window
) -> None:
    (offered,) = suggestions(page)
    assert (offered.look, offered.title, offered.right) == (Look.THEME, "Finding current content", "+2.4 Clear gap")
    mark(page, "Finding current content")
    press(page.evidence.list, Qt.Key.Key_L)
    assert linked(page)[0] == (Look.THEME, "Finding current content")
    words = [each.title for each in suggestions(page)]
    assert len(words) == 7 and words[0] == "“rep 0 says 5”", "now what was said of it fits, the worst first"
    assert page.evidence.entries[1].right == "7 fit this section"
    window.commands.run("edit.undo")
    assert linked(page) == []


def test_a_section_shows_the_links_of_its_lines_under_each_line(page: CharterPage, stored: Workspace) -> None:
    stored.links.join(Ref("obstacles", 2), Ref("measures", 1), Reason.EVIDENCE)
    stored.links.join(Ref("obstacles", 1), Ref("statements", 4), Reason.EVIDENCE)
    assert linked(page) == [
        (Look.LINE, "Nobody trusts the portal"),
        (Look.WORDS, "“rep 0 says 5”"),
        (Look.LINE, "Quarter end"),
        (Look.RECORD, "Time to find"),
    ]
    figures = page.evidence.entries[3]
    assert figures.detail == "Measure, from 11\u00a0min to 4\u00a0min; 8\u00a0min on 28\u00a0Feb"
    said = page.evidence.entries[1]
    assert (said.detail, said.about, said.group) == ("rep 0", "Finding current content, 5", Group.REP)
    assert said.spoken == "“rep 0 says 5”. rep 0. Finding current content, 5"


def test_enter_leads_from_the_line_to_the_words_in_the_notes(
    page: CharterPage, stored: Workspace, window: Window
) -> None:
    stored.links.join(Ref("obstacles", 1), Ref("statements", 4), Reason.EVIDENCE)
    mark(page, "“rep 0 says 5”")
    press(page.evidence.list, Qt.Key.Key_Return)
    assert window.shell is not None and isinstance(window.shell.page, InterviewsPage)
    statement = stored.get(Statement, 4)
    assert statement is not None
    assert window.shell.page.talks.current == statement.interview


def test_del_removes_a_link_and_undo_brings_it_back(page: CharterPage, stored: Workspace, window: Window) -> None:
    stored.links.join(Ref("obstacles", 1), Ref("measures", 1), Reason.EVIDENCE)
    mark(page, "Time to find")
    press(page.evidence.list, Qt.Key.Key_Delete)
    assert stored.all(Link) == ()
    assert window.shell is not None
    window.shell.toast.undo_wanted.emit()
    assert [link.end for link in stored.all(Link)] == [Ref("measures", 1)]
    assert (Look.RECORD, "Time to find") in linked(page)


def test_insert_puts_a_reference_into_the_text_and_no_words_that_may_not_be_quoted(
    page: CharterPage, stored: Workspace
) -> None:
    section = stored.where(Prose, "key", "obstacles")[0]
    stored.change(Ref(Prose.kind, section.id), text="Because of ")
    stored.links.join(Ref("obstacles", 1), Ref("statements", 4), Reason.EVIDENCE)
    assert page.view is not None
    edit = page.view.prose[0].edit
    cursor = edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    mark(page, "“rep 0 says 5”")
    press(page.evidence.list, Qt.Key.Key_I)
    assert edit.hasFocus()
    page.flush()
    written = stored.where(Prose, "key", "obstacles")[0].text
    assert written == "Because of [[statements:4|Finding current content]]"
    stored.change(Ref("themes", 1), title="Finding content")
    assert stored.where(Prose, "key", "obstacles")[0].text == "Because of [[statements:4|Finding content]]"


def test_a_click_on_the_word_at_the_right_links(page: CharterPage, stored: Workspace) -> None:
    view = page.evidence.list
    mark(page, "Finding current content")
    entry = view.current
    assert entry is not None
    delegate = view.itemDelegate()
    place = delegate.action_box(entry, view.visualRect(view.currentIndex())).center()  # type: ignore[attr-defined]
    click(view.viewport(), place)
    assert [link.end for link in stored.all(Link)] == [Ref("themes", 1)]


def test_the_search_opens_on_its_key_and_escape_goes_back_to_the_links(
    page: CharterPage, stored: Workspace, window: Window
) -> None:
    stored.links.join(Ref("obstacles", 1), Ref("themes", 1), Reason.EVIDENCE)
    window.commands.run("charter.link")
    assert page.evidence.search.hasFocus()
    type_text(page.evidence.search, "quarter")
    assert page.evidence.found.isVisible() and not page.evidence.list.isVisible()
    press(page.evidence.search, Qt.Key.Key_Escape)
    assert page.evidence.list.hasFocus() and not page.evidence.search.isVisible()


def test_the_theme_that_an_initiative_answers_fits_what_the_initiative_serves(
    page: CharterPage, stored: Workspace
) -> None:
    made = stored.add(Initiative, title="One home for content")
    stored.links.join(Ref("initiatives", made), Ref("themes", 1), Reason.ANSWERS)
    assert suggestions(page) == [], "the gap is used now"
    stored.links.join(Ref("initiatives", made), Ref("obstacles", 1), Reason.ANSWERS)
    assert [each.title for each in suggestions(page)] == ["Finding current content"]
    (answer,) = [each for each in page.evidence.entries if each.link]
    assert answer.detail == "Initiative: it answers this"


def test_what_is_shown_follows_the_words_and_the_figures(page: CharterPage, stored: Workspace) -> None:
    stored.links.join(Ref("obstacles", 1), Ref("statements", 4), Reason.EVIDENCE)
    stored.change(Ref("statements", 4), words="Every week", sort=Sort.IDEA)
    assert (Look.WORDS, "“Every week”") in linked(page)
    said = next(each for each in page.evidence.entries if each.look is Look.WORDS)
    assert said.about == "Finding current content, Idea"
    stored.change(Ref("obstacles", 1), title="Nobody trusts it")
    assert (Look.LINE, "Nobody trusts it") in linked(page)


def test_the_list_keeps_qts_rules_with_a_thousand_links(page: CharterPage, stored: Workspace, qtbot: QtBot) -> None:
    talk = stored.all(Statement)[0].interview
    ids = stored.add_many(Statement, ({"interview": talk, "words": f"Word {n} " * 20} for n in range(1_000)))
    model = page.evidence.list.entries
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    with stored.step("Link"):
        for id_ in ids:
            stored.links.join(Ref("obstacles", 1), Ref("statements", id_), Reason.EVIDENCE)
    assert len(page.evidence.links()) == 1_000
    page.evidence.list.grab()
    stored.undo()
    assert page.evidence.links() == ()
