"""Ctrl+Z: the editor's own inside a text until it is left, then the workspace's, step by named step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Answer, Document, Head, Prose, Status
from enable_desktop.links import Ref
from tests.conftest import SampleAt
from tests.db.content import content_of
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, press, type_text
from ui.charter.page import CharterPage
from ui.editor.field import ProseField
from ui.record_form import RecordForm
from ui.window import Window


@pytest.fixture
def window(tmp_path: Path, place: Place, sample_at: SampleAt, open_window: OpenWindow) -> Iterator[Window]:
    """The sample programme, its charter approved by everybody asked."""
    path = tmp_path / "Sample.enable"
    with open_workspace(sample_at(path), place) as made:
        version = made.charter.ask(Document.CHARTER)
        for approval in made.charter.approvals(version):
            made.charter.answer(approval.id, Answer.APPROVED)
        assert made.charter.current(Document.CHARTER).status is Status.APPROVED
    shown = open_window(path)
    assert shown.shell is not None
    shown.shell.go("charter#mission")
    yield shown


@pytest.fixture
def workspace(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def mission(window: Window) -> ProseField:
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, CharterPage) and page.view is not None
    field = page.view.prose[0]
    field.setFocus()
    cursor = field.edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    field.edit.setTextCursor(cursor)
    return field


@pytest.fixture
def stored(workspace: Workspace) -> Callable[[], str]:
    return lambda: workspace.where(Prose, "key", "mission")[0].text


def open_steps(workspace: Workspace) -> list[str]:
    """The steps that can be taken back, newest first."""
    return [str(step.label) for step in workspace.history() if not step.undone]


def test_letters_taken_back_in_the_text_are_taken_back_in_the_file_with_the_draft_they_began(
    window: Window, mission: ProseField, workspace: Workspace, stored: Callable[[], str], qtbot: QtBot
) -> None:
    approved, before, steps = mission.text(), content_of(workspace.path), open_steps(workspace)
    type_text(mission.edit, " More")
    qtbot.waitUntil(lambda: stored() == f"{approved} More", timeout=3_000)
    assert workspace.charter.current(Document.CHARTER).status is Status.DRAFT
    type_text(mission.edit, " words")
    qtbot.waitUntil(lambda: stored() == f"{approved} More words", timeout=3_000)
    while mission.edit.document().isUndoAvailable():
        press(mission.edit, Qt.Key.Key_Z, CTRL)
    assert mission.text() == approved
    qtbot.waitUntil(lambda: stored() == approved, timeout=3_000)
    assert content_of(workspace.path) == before
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED
    assert open_steps(workspace) == steps


def test_letters_taken_back_and_done_again_are_on_the_screen_as_in_the_file(
    mission: ProseField, stored: Callable[[], str]
) -> None:
    approved = mission.text()
    type_text(mission.edit, " More")
    mission.flush()
    press(mission.edit, Qt.Key.Key_Z, CTRL)
    mission.flush()
    assert stored() == mission.text() == approved
    press(mission.edit, Qt.Key.Key_Y, CTRL)
    mission.flush()
    assert stored() == mission.text() == f"{approved} More"


def test_after_leaving_the_text_ctrl_z_takes_back_named_steps_down_to_what_was_approved(
    window: Window, mission: ProseField, workspace: Workspace, stored: Callable[[], str]
) -> None:
    assert window.shell is not None
    approved, before = mission.text(), content_of(workspace.path)
    for words in (" More", " words"):
        type_text(mission.edit, words)
        mission.flush()
    page = window.shell.page
    assert isinstance(page, CharterPage)
    page.outline.list.setFocus()
    press(page.outline.list, Qt.Key.Key_Z, CTRL)
    assert stored() == mission.text() == f"{approved} More"
    assert window.shell.toast.text == "Undone: Change Charter section “Mission”"
    assert workspace.charter.current(Document.CHARTER).status is Status.DRAFT
    press(page.outline.list, Qt.Key.Key_Z, CTRL)
    assert stored() == mission.text() == approved
    assert content_of(workspace.path) == before
    assert workspace.charter.current(Document.CHARTER).status is Status.APPROVED


def test_a_field_typed_back_to_what_was_approved_leaves_no_draft(window: Window, workspace: Workspace) -> None:
    assert window.shell is not None
    window.shell.go("charter#plan")
    page = window.shell.page
    assert isinstance(page, CharterPage) and page.view is not None
    form = page.view.findChild(RecordForm)
    assert form is not None and form.ref == Ref(Head.kind, 1)
    before = content_of(workspace.path)
    hours = form.edit_of("hours_a_week")
    assert isinstance(hours, QLineEdit)
    hours.setFocus()
    press(hours, Qt.Key.Key_End)
    type_text(hours, "5")
    form.flush()
    assert workspace.charter.current(Document.CHARTER).status is Status.DRAFT
    press(hours, Qt.Key.Key_Z, CTRL)
    press(hours, Qt.Key.Key_Tab)
    assert content_of(workspace.path) == before
