"""The thread page in the real window, on the sample: there by one key, on by Enter, and out as a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.workspace import Workspace
from enable_desktop.charter.lines import Criterion
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Interview, Statement
from enable_desktop.links import Ref
from enable_desktop.people import Person
from tests.conftest import SampleAt
from tests.exports.reading import text_of
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import CTRL, press
from ui.charter.page import CharterPage
from ui.gaps.page import GapsPage
from ui.interviews.page import InterviewsPage
from ui.thread.page import ThreadPage
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Iterator[Window]:
    path = tmp_path / "Sample.enable"
    sample_at(path)
    yield open_window(path)


@pytest.fixture
def stored(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def finds(stored: Workspace) -> Ref:
    """The criterion that the sample's clearest gap justifies."""
    (found,) = [each for each in stored.all(Criterion) if each.title == "Sellers find what they need in four minutes"]
    return Ref(Criterion.kind, found.id)


def thread_of(window: Window, ref: Ref) -> ThreadPage:
    assert window.shell is not None
    window.shell.go(f"thread#{ref}")
    return shown(window)


def shown(window: Window) -> ThreadPage:
    assert window.shell is not None and isinstance(window.shell.page, ThreadPage)
    return window.shell.page


def texts(page: ThreadPage) -> list[str]:
    model = page.list.steps
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_line_shows_its_whole_thread_in_order(window: Window, finds: Ref) -> None:
    page = thread_of(window, finds)
    found = texts(page)
    wanted = [
        "What was said",
        "“I keep my own folder. The portal gave me last year’s price sheet in front of a customer.”",
        "The gap",
        "Finding current content",
        "In the charter",
        "Sellers find what they need in four minutes",
        "What is done",
        "One home for content",
        "What shows it",
        "Time to find content",
    ]
    assert [text for text in found if text in wanted] == wanted
    assert page.heading() == "The thread of “Sellers find what they need in four minutes”"
    row = page.list.steps.row_of(finds)
    spoken = page.list.steps.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "is supported by “Finding current content”" in spoken and "taken up" in spoken
    assert page.list.hasFocus() and page.list.current == finds


def test_enter_goes_to_a_step_and_its_own_thread_leads_back(window: Window, stored: Workspace, finds: Ref) -> None:
    page = thread_of(window, finds)
    (home,) = [each for each in stored.all(Initiative) if each.title == "One home for content"]
    page.list.setCurrentIndex(page.list.steps.index(page.list.steps.row_of(Ref(Initiative.kind, home.id)), 0))
    press(page.list, Qt.Key.Key_T, CTRL)
    again = shown(window)
    assert again.start == Ref(Initiative.kind, home.id)
    assert again.list.steps.row_of(finds) >= 0, "the thread is the same in both directions"
    press(again.list, Qt.Key.Key_Return)
    assert window.shell is not None and isinstance(window.shell.page, CharterPage)
    assert window.shell.page.view is not None and window.shell.page.view.section.key == "plan"


@pytest.mark.parametrize("where", ["charter", "gaps", "interviews"])
def test_one_key_shows_the_thread_of_what_is_selected(
    window: Window, stored: Workspace, finds: Ref, where: str
) -> None:
    assert window.shell is not None
    if where == "charter":
        window.shell.go(finds)
        wanted = finds
    elif where == "gaps":
        window.shell.go("gaps")
        page = window.shell.page
        assert isinstance(page, GapsPage)
        assert page.state.selected is not None
        wanted = Ref("themes", page.state.selected)
    else:
        statement = stored.all(Statement)[0]
        wanted = Ref(Statement.kind, statement.id)
        window.shell.go(Ref(Interview.kind, statement.interview or 0))
        page = window.shell.page
        assert isinstance(page, InterviewsPage)
        page.side_tab(3)
        page.talk.statements.view.reveal(statement.id)
    window.commands.run("thread.show")
    assert shown(window).start == wanted
    assert shown(window).list.current == wanted


def test_quick_find_offers_the_thread(window: Window, finds: Ref) -> None:
    assert window.shell is not None
    window.shell.go(finds)
    window.shell.open_quick_find(">thread")
    found = window.shell.overlay
    assert found is not None
    assert any(find.title == "Show the thread" for find in found.finds)  # type: ignore[attr-defined]


def test_the_thread_follows_what_is_changed_undone_and_removed(window: Window, stored: Workspace, finds: Ref) -> None:
    page = thread_of(window, finds)
    stored.change(finds, title="Found in four minutes")
    assert "Found in four minutes" in texts(page)
    link = next(each for each in stored.links.of(finds) if each.end.kind == "themes")
    stored.links.part(link.id)
    assert "One home for content" not in texts(page) and "No initiative yet" in texts(page)
    stored.undo()
    assert "One home for content" in texts(page)
    stored.remove(finds)
    assert page.first.isVisible() and page.exports() == ()
    stored.undo()
    assert "Found in four minutes" in texts(page)


def test_the_list_keeps_qts_rules_and_steps_over_headings(window: Window, finds: Ref) -> None:
    page = thread_of(window, finds)
    model = page.list.steps
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    seen = 0
    press(page.list, Qt.Key.Key_Home)
    assert page.list.currentIndex().row() == 1
    while (before := page.list.currentIndex().row()) < model.rowCount() - 1:
        press(page.list, Qt.Key.Key_Down)
        assert page.list.currentIndex().row() > before
        assert page.list.current is not None
        seen += 1
    assert seen >= 5
    page.list.setCurrentIndex(QModelIndex())
    page.grab()


def test_without_a_record_the_page_says_how_to_begin(window: Window) -> None:
    assert window.shell is not None
    window.shell.go("thread")
    page = shown(window)
    assert page.first.isVisible() and page.first.hasFocus()
    page.first.click()
    assert isinstance(window.shell.page, CharterPage)


@pytest.mark.parametrize("form", ["pdf", "md"])
def test_the_thread_goes_out_without_names_and_without_words_that_may_not_be_quoted(
    window: Window, stored: Workspace, finds: Ref, ask: ScriptedAsk, tmp_path: Path, form: str
) -> None:
    thread_of(window, finds)
    secret = next(
        each for each in stored.all(Statement) if each.words.startswith("I ask in chat and hope someone answers")
    )
    stored.change(Ref(Statement.kind, secret.id), quotable=False)
    target = tmp_path / f"Thread.{form}"
    ask.answers = [target]
    window.commands.run(f"thread.export.{form}")
    text = text_of(target.read_bytes()) if form == "pdf" else target.read_text("utf-8")
    text = " ".join(text.split())
    assert "I keep my own folder" in text and "One home for content" in text and "clear gap" in text
    assert "I ask in chat" not in text
    speakers = {talk.person for talk in stored.all(Interview)}
    names = [person.name for person in stored.all(Person) if person.id in speakers]
    assert names and not [name for name in names if name in text]


def test_a_statement_is_exported_under_its_theme_and_never_under_its_words(
    window: Window, stored: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    statement = next(each for each in stored.all(Statement) if each.theme is not None and not each.quotable)
    page = thread_of(window, Ref(Statement.kind, statement.id))
    ask.answers = [tmp_path / "Thread.md"]
    window.commands.run("thread.export.md")
    text = (tmp_path / "Thread.md").read_text("utf-8")
    theme = stored.title_of(Ref("themes", statement.theme or 0))
    assert text.startswith(f"# The thread of “{theme}”")
    assert statement.words not in text and "Words that may not be quoted" in text
    assert page.heading() == "The thread of what was said"
