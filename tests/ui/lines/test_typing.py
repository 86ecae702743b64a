"""What is typed into a cell comes into the file by itself, and never leaves the screen before it is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Criterion, Obstacle
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, MeasureSet
from tests.db.content import content_of
from tests.ui.keys import CTRL
from tests.ui.lines.shown import Shown
from ui.desk import Desk
from ui.lines.editors import LevelEditor, LineEditor
from ui.record_pause import Pause

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape


@pytest.fixture
def obstacles(desk: Desk, qtbot: QtBot) -> Iterator[Shown]:
    desk.workspace.add(Obstacle, title="No time", mitigation="Book it")
    desk.workspace.add(Obstacle, title="No data")
    yield Shown(desk, qtbot, Obstacle)


def open_steps(workspace: Workspace) -> list[str]:
    """The steps that can be taken back, newest first."""
    return [str(step.label) for step in workspace.history() if not step.undone]


def title(workspace: Workspace, id_: int = 1) -> str:
    return workspace.title_of(Ref("obstacles", id_))


def five_seconds(shown: Shown) -> None:
    """As long as somebody types without a pause."""
    editor = shown.table.open_editor
    pause = editor.findChild(Pause) if editor is not None else None
    assert pause is not None
    pause.due.emit(True)


def test_a_cell_is_stored_a_second_after_the_last_letter_and_stays_open(
    obstacles: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    obstacles.replace("No hours")
    assert title(workspace) == "No time"
    qtbot.waitUntil(lambda: title(workspace) == "No hours", timeout=3_000)
    editor = obstacles.editor()
    assert isinstance(editor, LineEditor) and editor.hasFocus() and editor.text() == "No hours"
    obstacles.type(" left")
    obstacles.press(ENTER)
    assert title(workspace) == "No hours left" and obstacles.editor() is None
    workspace.undo()
    assert title(workspace) == "No hours"
    workspace.undo()
    assert title(workspace) == "No time"


def test_while_the_typing_goes_on_it_is_one_step(obstacles: Shown, workspace: Workspace) -> None:
    before = open_steps(workspace)
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    for part in ("No", " hours", " left"):
        obstacles.type(part)
        five_seconds(obstacles)
    assert title(workspace) == "No hours left"
    obstacles.type("!")
    obstacles.press(TAB)
    assert title(workspace) == "No hours left!"
    assert open_steps(workspace) == ["Change Obstacle “No time”", *before]


@pytest.mark.parametrize("paused", [True, False])
def test_esc_puts_back_what_stood_there_and_leaves_no_step(
    obstacles: Shown, workspace: Workspace, paused: bool, qtbot: QtBot
) -> None:
    before, steps = content_of(workspace.path), open_steps(workspace)
    obstacles.at(0, "mitigation")
    obstacles.press(ENTER)
    for part in ("Ask", " them"):
        obstacles.type(part)
        if paused:
            obstacles.table.flush()
        else:
            five_seconds(obstacles)
    obstacles.type(" again")
    assert content_of(workspace.path) != before
    obstacles.press(ESC)
    assert content_of(workspace.path) == before
    assert open_steps(workspace) == steps
    assert obstacles.editor() is None


def test_a_row_that_was_begun_is_there_while_typing_and_gone_with_esc(obstacles: Shown, workspace: Workspace) -> None:
    before, steps = content_of(workspace.path), open_steps(workspace)
    obstacles.table.add_line()
    obstacles.type("Quarter")
    five_seconds(obstacles)
    assert title(workspace, 3) == "Quarter"
    obstacles.type(" end")
    five_seconds(obstacles)
    assert title(workspace, 3) == "Quarter end"
    assert open_steps(workspace) == ["Add Obstacle “Quarter”", *steps]
    obstacles.press(ESC)
    assert content_of(workspace.path) == before
    assert open_steps(workspace) == steps
    assert obstacles.table.model.rowCount() == 2


def test_a_row_that_was_emptied_again_is_not_kept(obstacles: Shown, workspace: Workspace) -> None:
    obstacles.table.add_line()
    obstacles.type("Q")
    obstacles.table.flush()
    assert len(workspace.all(Obstacle)) == 3
    obstacles.press(Qt.Key.Key_Backspace)
    obstacles.press(ENTER)
    assert len(workspace.all(Obstacle)) == 2
    assert obstacles.table.model.rowCount() == 2


def test_a_row_is_begun_in_the_group_it_stands_in(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(Measure, title="Win rate", set=MeasureSet.GROWTH)
    shown = Shown(desk, qtbot, Measure)
    shown.table.add_line()
    shown.type("Deal size")
    shown.press(ENTER)
    measure = desk.workspace.get(Measure, 2)
    assert measure is not None and (measure.title, measure.set) == ("Deal size", MeasureSet.GROWTH)


def test_a_half_typed_date_is_not_stored_before_it_is_one(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(Criterion, title="Win more", due=date(2026, 1, 1))
    shown = Shown(desk, qtbot, Criterion, 1000)

    def due() -> date | None:
        line = desk.workspace.get(Criterion, 1)
        assert line is not None
        return line.due

    shown.at(0, "due")
    shown.press(ENTER)
    shown.replace("12 M")
    editor = shown.table.open_editor
    pause = editor.findChild(Pause) if editor is not None else None
    assert editor is not None and pause is not None
    with qtbot.waitSignal(pause.due, timeout=3_000):
        shown.type("a")
    assert due() == date(2026, 1, 1)
    assert not editor.property("problem"), "nobody is told off while typing"
    shown.type("r 2027")
    qtbot.waitUntil(lambda: due() == date(2027, 3, 12), timeout=3_000)
    shown.type("x")
    five_seconds(shown)
    assert due() == date(2027, 3, 12)
    shown.press(ESC)
    assert due() == date(2026, 1, 1)


def test_a_level_is_stored_while_its_cell_is_open(obstacles: Shown, workspace: Workspace, qtbot: QtBot) -> None:
    obstacles.at(0, "impact")
    obstacles.press(ENTER)
    assert isinstance(obstacles.editor(), LevelEditor)
    obstacles.type("3")

    def impact() -> int | None:
        obstacle = workspace.get(Obstacle, 1)
        assert obstacle is not None
        return obstacle.impact

    qtbot.waitUntil(lambda: impact() == 3, timeout=3_000)
    obstacles.press(ESC)
    assert impact() is None


def test_what_the_file_refuses_stays_in_its_cell_until_it_fits(
    obstacles: Shown, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    editor = obstacles.editor()
    assert isinstance(editor, QLineEdit)
    editor.setText("x" * 500)
    obstacles.type("y")
    with qtbot.waitSignal(desk.wants_problem):
        obstacles.press(ENTER)
    assert "too long" in obstacles.table.problem.text
    assert not obstacles.table.is_stored
    other = obstacles.view
    other.setFocus()
    assert editor.isVisible() and len(editor.text()) == 501
    obstacles.view.go_to(1, 0)
    obstacles.view.open_editor(obstacles.view.currentIndex())
    obstacles.replace("No figures")
    obstacles.press(ENTER)
    assert title(workspace, 2) == "No figures", "work goes on in other rows"
    assert editor.isVisible() and not obstacles.table.is_stored
    obstacles.view.go_to(0, 0)
    assert "too long" in obstacles.table.problem.text
    obstacles.view.open_editor(obstacles.view.currentIndex())
    assert editor.hasFocus()
    obstacles.press(Qt.Key.Key_End)
    obstacles.press(Qt.Key.Key_Backspace)
    obstacles.press(ENTER)
    first = workspace.get(Obstacle, 1)
    assert first is not None and first.title == "x" * 500
    assert obstacles.editor() is None
    assert obstacles.table.is_stored


def test_a_date_that_is_none_stays_when_another_field_is_clicked(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.add(Criterion, title="Win more")
    shown = Shown(desk, qtbot, Criterion, 1000)
    shown.at(0, "due")
    shown.press(ENTER)
    shown.replace("31 Feb 2026")
    shown.view.setFocus()
    editor = shown.editor()
    assert isinstance(editor, QLineEdit) and editor.text() == "31 Feb 2026"
    assert not shown.table.is_stored
    editor.setFocus()
    shown.press(ESC)
    assert shown.editor() is None
    assert shown.table.is_stored


def test_ctrl_z_in_a_cell_is_the_editors_own_and_what_it_shows_is_stored(
    obstacles: Shown, workspace: Workspace
) -> None:
    steps = open_steps(workspace)
    obstacles.view.go_to(0, 0)
    obstacles.press(ENTER)
    obstacles.press(Qt.Key.Key_End)
    obstacles.type(" left")
    obstacles.table.flush()
    assert title(workspace) == "No time left"
    editor = obstacles.editor()
    assert isinstance(editor, QLineEdit)
    for _ in range(5):
        obstacles.press(Qt.Key.Key_Z, CTRL)
    assert editor.text() == "No time"
    obstacles.table.flush()
    assert title(workspace) == "No time"
    assert open_steps(workspace) == steps
