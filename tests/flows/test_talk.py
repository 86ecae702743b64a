"""One talk from plan to gap: planned, prepared, held, tagged, compared, and led into the charter, all by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, create_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.gaps.verdicts import Verdict
from enable_desktop.interviews import ChosenQuestion, Interview, Statement
from enable_desktop.links import Reason, Ref
from enable_desktop.people import Group, Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, SHIFT, press, type_text
from ui.charter.page import CharterPage
from ui.gaps.page import GapsPage
from ui.interviews.page import InterviewsPage
from ui.start import first_bank
from ui.window import Window

SAID = {
    Group.LEADERSHIP: (2, 2, 3, 2),
    Group.REP: (5, 4, 5, 4, 3, 5, 4),
}


def _programme(path: Path, place: Place) -> int:
    """A programme in which everybody but one rep has been heard about one theme; returns that rep."""
    with create_workspace(path, place, bank=first_bank("en")) as workspace:
        theme = workspace.themes.make("Finding current content")
        workspace.themes.start_round("Needs analysis", date(2026, 1, 5), (theme,))
        for group, severities in SAID.items():
            for number, severity in enumerate(severities):
                person = workspace.add(Person, name=f"{group} {number}", role="Role", group=group)
                talk = workspace.interviews.plan(person, on=date(2026, 2, 1 + number))
                workspace.interviews.say(talk, f"As I see it, {number}", theme=theme, severity=severity)
        return workspace.add(Person, name="Рита Перова", role="SDR", group=Group.REP, quote_by_role=True)


def _page(window: Window) -> object:
    assert window.shell is not None
    return window.shell.page


def _workspace(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def test_a_talk_leads_from_its_plan_into_the_charter(
    tmp_path: Path, place: Place, open_window: OpenWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "Программа 1.enable"
    rep = _programme(path, place)
    window = open_window(path)
    workspace = _workspace(window)
    assert window.shell is not None

    # Plan it.
    window.shell.go("interviews")
    page = _page(window)
    assert isinstance(page, InterviewsPage)
    press(page.talks.list, Qt.Key.Key_N, CTRL)
    card = page.card
    assert card is not None
    card.person.show_id(rep)
    type_text(card.on, "26 Nov 2026")
    type_text(card.begins, "10:00")
    press(card.begins, Qt.Key.Key_Return)
    talk = page.talks.current
    assert talk is not None
    planned = workspace.get(Interview, talk)
    assert planned is not None
    assert (planned.title, planned.on, planned.group) == ("Рита Перова", date(2026, 11, 26), Group.REP)

    # Prepare it: the first question suggested is picked.
    assert page.talk.prepare is not None
    questions = page.talk.prepare.questions
    questions.setFocus()
    press(questions, Qt.Key.Key_Space)
    assert len(workspace.where(ChosenQuestion, "interview", talk)) == 1

    # Hold it: notes, then one passage is tagged.
    press(questions, Qt.Key.Key_2, CTRL)
    edit = page.talk.notes.notes.edit
    edit.setFocus()
    type_text(edit, "Ищет кейс. Сорок файлов и ни одной даты. Потом спрашивает в чате.")
    start = edit.toPlainText().index("Сорок")
    cursor = QTextCursor(edit.document())
    cursor.setPosition(start)
    cursor.setPosition(edit.toPlainText().index(" Потом"), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    press(edit, Qt.Key.Key_C, CTRL | SHIFT)
    popover = page.talk.notes.popover
    assert popover is not None
    type_text(popover.box, "finding")
    press(popover.box, Qt.Key.Key_4)
    press(popover.box, Qt.Key.Key_Return)
    (statement,) = workspace.where(Statement, "interview", talk)
    assert (statement.words, statement.severity) == ("Сорок файлов и ни одной даты.", 4)
    held = workspace.get(Interview, talk)
    assert held is not None
    assert held.held
    assert held.notes[statement.start : statement.end] == statement.words

    # Compare it: the theme is a clear gap, and the new words stand beside the others.
    window.shell.go("gaps")
    gaps = _page(window)
    assert isinstance(gaps, GapsPage)
    gap = gaps.state.gap
    assert gap is not None
    assert (gap.verdict, gap.reps.rated, gap.leadership.rated) == (Verdict.CLEAR, 8, 4)
    said = [each.statement.words for each in workspace.gaps.said(gaps.state.filter, (gap.theme,))]
    assert "Сорок файлов и ни одной даты." in said

    # Into the charter, and from its line back to the words.
    next(command for command in gaps.commands() if command.id == "gaps.charter0").run()
    (obstacle,) = workspace.all(Obstacle)
    (link,) = workspace.links.of(Ref(Obstacle.kind, obstacle.id))
    assert (link.end, link.reason) == (Ref("themes", gap.theme), Reason.EVIDENCE)
    assert isinstance(_page(window), CharterPage)
    window.shell.go(Ref("statements", statement.id))
    assert _page(window) is page
    assert page.talk.notes.notes.edit.textCursor().selectedText() == "Сорок файлов и ни одной даты."

    # Every step of it has a name and can be taken back.
    assert "Tag a passage" in [str(step.label) for step in workspace.history(20)]
    window.close()
