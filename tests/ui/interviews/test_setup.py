"""Themes, questions and rounds are the person's own: edited in place, merged, split, asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import Question, Round, Statement, Theme
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import press, type_text
from ui.desk import Desk
from ui.interviews.setup_page import QUESTIONS, ROUNDS, THEMES, SetupPage


@pytest.fixture
def themes(workspace: Workspace) -> tuple[int, int]:
    made = workspace.themes.make("Forecast"), workspace.themes.make("CRM upkeep")
    workspace.themes.start_round("Spring", date(2026, 1, 5), made[:1])
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[SetupPage]:
    shown = SetupPage(desk)
    shown.resize(1200, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    yield shown
    shown.flush()
    shown.close()


def select(page: SetupPage, part: str, ref: Ref) -> None:
    page.show_part(part)
    assert page.table(part).reveal(ref)


def test_a_theme_is_renamed_where_it_stands(workspace: Workspace, themes: tuple[int, int], page: SetupPage) -> None:
    select(page, THEMES, Ref(Theme.kind, themes[0]))
    view = page.table(THEMES).view
    press(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    type_text(editor, "Прогноз и CRM")
    press(editor, Qt.Key.Key_Return)
    theme = workspace.get(Theme, themes[0])
    assert theme is not None
    assert theme.title == "Прогноз и CRM"


def test_a_merge_asks_into_which_and_is_one_step(
    workspace: Workspace, themes: tuple[int, int], page: SetupPage, ask: ScriptedAsk
) -> None:
    select(page, THEMES, Ref(Theme.kind, themes[1]))
    ask.answers.append(themes[0])
    page.merge_button.click()
    assert [theme.id for theme in workspace.all(Theme)] == [themes[0]]
    workspace.undo()
    assert {theme.id for theme in workspace.all(Theme)} == set(themes)


def test_ticked_statements_go_to_a_theme_of_their_own(
    workspace: Workspace, themes: tuple[int, int], page: SetupPage
) -> None:
    person = workspace.add(Person, name="Ada Wren", group=Group.REP)
    talk = workspace.interviews.plan(person)
    said = [workspace.interviews.say(talk, words, theme=themes[0]) for words in ("Close dates", "Twelve fields")]
    select(page, THEMES, Ref(Theme.kind, themes[0]))
    page.split_button.click()
    card = page.split_card
    assert card is not None
    card.list.setCurrentIndex(card.list.items.index(1, 0))
    press(card.list, Qt.Key.Key_Space)
    type_text(card.name, "Required fields")
    press(card.name, Qt.Key.Key_Return)
    made = workspace.themes.called("Required fields")
    assert made is not None
    by_id = {statement.id: statement.theme for statement in workspace.all(Statement)}
    assert by_id == {said[0]: themes[0], said[1]: made.id}
    assert not card.isVisible()


def test_the_next_round_asks_about_the_same_themes_until_they_are_changed(
    workspace: Workspace, themes: tuple[int, int], page: SetupPage
) -> None:
    page.start_next_round()
    made = workspace.themes.rounds()[0]
    assert (made.title, made.start) == ("Round 2", date(2026, 11, 24))
    assert [theme.id for theme in workspace.themes.of_round(made.id)] == [themes[0]]
    select(page, ROUNDS, Ref(Round.kind, made.id))
    ticks = page.round_themes
    assert ticks is not None
    ticks.list.setCurrentIndex(ticks.list.items.index(1, 0))
    press(ticks.list, Qt.Key.Key_Space)
    assert {theme.id for theme in workspace.themes.of_round(made.id)} == set(themes)
    workspace.undo()
    assert [theme.id for theme in workspace.themes.of_round(made.id)] == [themes[0]]


def test_a_question_found_elsewhere_is_shown_in_the_bank(
    workspace: Workspace, themes: tuple[int, int], page: SetupPage
) -> None:
    asked = workspace.add(Question, title="Which report do you trust?", theme=themes[0])
    page.open(Ref(Question.kind, asked))
    assert page.part == QUESTIONS
    assert page.table(QUESTIONS).selected_ref() == Ref(Question.kind, asked)
