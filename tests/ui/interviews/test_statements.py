"""The words of a statement are edited in its row: kept while they are typed, put back, or never lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import Statement
from enable_desktop.people import Group, Person
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.interviews.page import InterviewsPage
from ui.interviews.statements_model import Column
from ui.interviews.talk_view import STATEMENTS
from ui.interviews.words_editor import WordsEditor
from ui.record_pause import Pause


@pytest.fixture
def talk(workspace: Workspace) -> int:
    person = workspace.add(Person, name="Rufus Quillfeather", group=Group.REP)
    return workspace.interviews.plan(person, on=date(2026, 2, 1))


@pytest.fixture
def page(desk: Desk, talk: int, qtbot: QtBot) -> Iterator[InterviewsPage]:
    shown = InterviewsPage(desk)
    shown.resize(1200, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    shown.talk.show_talk(talk, STATEMENTS)
    yield shown
    shown.close()


def editor_in(page: InterviewsPage) -> WordsEditor:
    (editor,) = (each for each in page.findChildren(WordsEditor) if not each.isHidden())
    return editor


def opened(page: InterviewsPage) -> WordsEditor:
    """The editor of the first statement, all its words selected."""
    page.talk.show_step(STATEMENTS)
    view = page.talk.statements.view
    view.setFocus()
    view.setCurrentIndex(view.statements.index(0, Column.WORDS))
    press(view, Qt.Key.Key_F2)
    return editor_in(page)


def words(workspace: Workspace) -> list[str]:
    return [statement.words for statement in workspace.all(Statement)]


def test_words_come_into_the_file_while_they_are_typed(workspace: Workspace, talk: int, page: InterviewsPage) -> None:
    workspace.interviews.say(talk, "We guess")
    editor = opened(page)
    type_text(editor, "We never know")
    (pause,) = editor.findChildren(Pause)
    pause.due.emit(False)
    assert words(workspace) == ["We never know"]
    assert editor_in(page) is editor and editor.toPlainText() == "We never know"
    type_text(editor, ", nobody does")
    page.flush()
    assert words(workspace) == ["We never know, nobody does"]


def test_escape_puts_back_what_was_said_also_after_it_was_stored(
    workspace: Workspace, talk: int, page: InterviewsPage
) -> None:
    workspace.interviews.say(talk, "We guess")
    editor = opened(page)
    type_text(editor, "Something else")
    page.flush()
    press(editor, Qt.Key.Key_Escape)
    assert words(workspace) == ["We guess"]


def test_a_statement_that_is_only_begun_leaves_nothing_behind(workspace: Workspace, page: InterviewsPage) -> None:
    before = workspace.undo_label
    page.talk.statements.add()
    editor = editor_in(page)
    assert editor.toPlainText() == ""
    press(editor, Qt.Key.Key_Escape)
    assert words(workspace) == []
    page.talk.statements.add()
    press(editor_in(page), Qt.Key.Key_Tab)
    assert words(workspace) == []
    assert workspace.undo_label == before


def test_a_statement_typed_in_directly_is_kept(workspace: Workspace, page: InterviewsPage) -> None:
    page.talk.statements.add()
    editor = editor_in(page)
    type_text(editor, "They ask in the chat")
    press(editor, Qt.Key.Key_Tab)
    assert words(workspace) == ["They ask in the chat"]
    assert page.is_stored()
    label = workspace.undo_label
    assert label is not None and label.message == "Add a statement"
    workspace.undo()
    assert words(workspace) == []


def test_words_that_cannot_be_stored_stay_on_the_screen(workspace: Workspace, talk: int, page: InterviewsPage) -> None:
    workspace.interviews.say(talk, "We guess")
    other = workspace.interviews.plan(workspace.add(Person, name="Ada Wren"))
    editor = opened(page)
    elsewhere = workspace.path.with_name("elsewhere")
    type_text(editor, "We never know")
    workspace.path.rename(elsewhere)
    press(editor, Qt.Key.Key_Tab)
    page.talk.show_talk(other)
    elsewhere.rename(workspace.path)
    assert page.talk.interview == talk
    assert editor_in(page) is editor and editor.toPlainText() == "We never know"
    assert not page.is_stored()
    assert words(workspace) == ["We guess"]
    page.flush()
    assert page.is_stored()
    assert words(workspace) == ["We never know"]
