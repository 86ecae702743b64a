"""From the words to the line: where a statement is used is said wherever it is shown, and leads there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Criterion, Obstacle
from enable_desktop.interviews import Statement
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group, Person
from tests.ui.keys import click, press
from ui.desk import Desk
from ui.gaps.page import GapsPage
from ui.interviews.page import InterviewsPage
from ui.interviews.statements import StatementsView
from ui.interviews.statements_model import Column
from ui.people.page import PeoplePage

FINDS = Ref("criteria", 1)
TRUST = Ref("obstacles", 1)


@pytest.fixture
def rep(workspace: Workspace) -> int:
    return workspace.add(Person, name="Rufus Quillfeather", role="SDR", group=Group.REP)


@pytest.fixture
def said(workspace: Workspace, rep: int) -> Ref:
    """What a rep said of a theme; two lines of the charter are there."""
    theme = workspace.themes.make("Finding current content")
    workspace.themes.start_round("Spring", date(2026, 1, 5), (theme,))
    talk = workspace.interviews.plan(rep, on=date(2026, 11, 24))
    workspace.interviews.hold(talk)
    made = workspace.interviews.say(talk, "I keep my own folder", theme=theme, severity=5)
    workspace.interviews.say(talk, "Onboarding was fine")
    workspace.add(Criterion, title="Sellers find it in four minutes")
    workspace.add(Obstacle, title="Nobody trusts the portal & its search")
    return Ref(Statement.kind, made)


@pytest.fixture
def gone(desk: Desk) -> list[object]:
    found: list[object] = []
    desk.wants_page.connect(found.append)
    return found


@pytest.fixture
def statements(desk: Desk, said: Ref, qtbot: QtBot) -> Iterator[StatementsView]:
    page = InterviewsPage(desk)
    page.resize(1200, 800)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.side_tab(3)
    view = page.talk.statements.view
    view.setFocus()
    view.setCurrentIndex(view.statements.index(0, Column.WORDS))
    yield view
    page.close()


def used_in(view: StatementsView, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return view.statements.index(0, Column.USED).data(role)


def test_a_statement_names_the_line_that_rests_on_it_and_follows_its_title(
    statements: StatementsView, workspace: Workspace, said: Ref
) -> None:
    assert used_in(statements) == "–"
    workspace.links.join(FINDS, said, Reason.EVIDENCE)
    assert used_in(statements) == "Sellers find it in four minutes"
    workspace.change(FINDS, title="Found in four minutes")
    assert used_in(statements) == "Found in four minutes"
    workspace.links.join(TRUST, said, Reason.EVIDENCE)
    assert used_in(statements) == "Found in four minutes and 1 more"
    assert used_in(statements, Qt.ItemDataRole.ToolTipRole) == (
        "Success criterion: Found in four minutes\nObstacle: Nobody trusts the portal & its search"
    )
    workspace.undo()
    workspace.undo()
    workspace.undo()
    assert used_in(statements) == "–"


@pytest.mark.parametrize("way", ["U", "Enter", "click"])
def test_the_line_is_one_key_or_click_away(
    statements: StatementsView, workspace: Workspace, said: Ref, gone: list[object], way: str
) -> None:
    workspace.links.join(FINDS, said, Reason.EVIDENCE)
    cell = statements.statements.index(0, Column.USED)
    if way == "click":
        click(statements.viewport(), statements.visualRect(cell).center())
    elif way == "Enter":
        statements.setCurrentIndex(cell)
        press(statements, Qt.Key.Key_Return)
    else:
        press(statements, Qt.Key.Key_U)
    assert gone == [FINDS]


def test_of_several_lines_a_menu_asks_which(
    statements: StatementsView, workspace: Workspace, said: Ref, gone: list[object]
) -> None:
    workspace.links.join(FINDS, said, Reason.EVIDENCE)
    workspace.links.join(TRUST, said, Reason.EVIDENCE)
    press(statements, Qt.Key.Key_U)
    assert gone == []
    (menu,) = statements.viewport().findChildren(QMenu)
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    assert gone == [TRUST]


def test_a_quote_beside_the_gaps_says_that_it_is_used(
    desk: Desk, workspace: Workspace, said: Ref, gone: list[object], qtbot: QtBot
) -> None:
    page = GapsPage(desk)
    page.resize(1228, 848)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)

    def uses() -> list[QPushButton]:
        buttons = page.side.reps.findChildren(QPushButton)
        return [each for each in buttons if each.isVisible() and each.accessibleName().startswith("Used in")]

    assert uses() == []
    workspace.links.join(FINDS, said, Reason.EVIDENCE)
    qtbot.waitUntil(lambda: len(uses()) == 1)
    (use,) = uses()
    assert use.accessibleName() == "Used in: Success criterion: Sellers find it in four minutes"
    use.click()
    assert gone == [FINDS]
    workspace.undo()
    assert uses() == []
    page.close()


def test_a_person_s_page_lists_their_talks_with_what_they_said(
    desk: Desk, rep: int, said: Ref, gone: list[object], qtbot: QtBot
) -> None:
    page = PeoplePage(desk)
    page.resize(1228, 848)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.open(Ref("people", rep))
    found = page.person.belongings.list
    rows = [found.rows.row_at(place) for place in range(found.rows.rowCount())]
    assert [(row.title, row.detail) for row in rows] == [
        ("Interview, 24\u00a0Nov", "2 statements"),
        ("“I keep my own folder”", "Finding current content, 5"),
        ("“Onboarding was fine”", "No theme yet"),
    ]
    found.setFocus()
    found.setCurrentIndex(found.rows.index(1, 0))
    press(found, Qt.Key.Key_Return)
    assert gone == [said]
    page.close()
