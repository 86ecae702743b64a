"""What is typed is stored by itself, and other people's changes are seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.links import Ref
from tests.ui.editor.conftest import Type
from ui.desk import Desk
from ui.editor.field import ProseField

Stored = Callable[[], str]


def test_typing_is_stored_after_a_pause_as_one_step(
    field: ProseField, type_text: Type, stored: Stored, workspace: Workspace, qtbot: QtBot
) -> None:
    before = len(workspace.history())
    type_text("Почему сейчас")
    assert stored() == ""
    qtbot.waitUntil(lambda: stored() == "Почему сейчас", timeout=3_000)
    type_text(" x")
    field.flush()
    assert len(workspace.history()) == before + 2
    workspace.undo()
    assert stored() == field.text() == "Почему сейчас"
    workspace.undo()
    assert stored() == field.text() == ""


def test_while_typing_goes_on_it_is_stored_as_one_step(
    field: ProseField, type_text: Type, stored: Stored, workspace: Workspace
) -> None:
    before = len(workspace.history())
    type_text("a")
    field._pause.due.emit(True)
    assert stored() == "a"
    type_text("b")
    field._pause.due.emit(True)
    type_text("c")
    field.flush()
    assert stored() == "abc"
    assert len(workspace.history()) == before + 1


def test_a_pause_after_a_store_ends_the_step(field: ProseField, type_text: Type, workspace: Workspace) -> None:
    before = len(workspace.history())
    type_text("a")
    field._pause.due.emit(True)
    field.flush()
    type_text("b")
    field.flush()
    assert len(workspace.history()) == before + 2


def test_leaving_stores_and_gives_undo_to_the_workspace(
    field: ProseField, type_text: Type, stored: Stored, page: QWidget
) -> None:
    type_text("left")
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    other = page.findChild(QLineEdit)
    assert other is not None and other.hasFocus()
    assert stored() == "left"
    assert not field.edit.document().isUndoAvailable()


def test_inside_undo_is_the_editors_own(field: ProseField, type_text: Type) -> None:
    type_text("- a\nb")
    assert field.text() == "- a\n- b"
    for _ in range(9):
        QTest.keyClick(field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    for _ in range(9):
        QTest.keyClick(
            field.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    assert field.text() == "- a\n- b"


def test_changes_from_elsewhere_are_shown_and_the_cursor_stays(
    field: ProseField, workspace: Workspace, ref: Ref
) -> None:
    workspace.change(ref, text="one two three")
    cursor = field.edit.textCursor()
    cursor.setPosition(4)
    field.edit.setTextCursor(cursor)
    workspace.change(ref, text="one two four")
    assert field.text() == "one two four"
    assert field.edit.textCursor().position() == 4


def test_unsaved_typing_is_never_replaced(
    field: ProseField, type_text: Type, workspace: Workspace, ref: Ref, stored: Stored
) -> None:
    type_text("mine")
    workspace.change(ref, text="theirs")
    assert field.text() == "mine"
    field.flush()
    assert stored() == "mine"


def test_a_fault_is_told_and_nothing_typed_is_lost(
    field: ProseField, type_text: Type, desk: Desk, qtbot: QtBot, stored: Stored
) -> None:
    field.edit.writing.insert("x" * 1_100_000)
    with qtbot.waitSignal(desk.wants_problem):
        field.flush()
    assert stored() == ""
    assert len(field.text()) == 1_100_000


def test_what_is_stored_is_what_was_written(field: ProseField, workspace: Workspace, ref: Ref) -> None:
    text = "a\u00a0b 😀 **c**\n\n- [[people:1|Ann]]\n" + "word " * 5_000 + "\nend"
    workspace.change(ref, text=text)
    assert field.text() == text
    assert field.edit.document().blockCount() > 7
    assert max(len(field.edit.document().findBlockByNumber(n).text()) for n in range(8)) <= 4_000


def test_the_accessible_name_reaches_the_editor(field: ProseField) -> None:
    field.setAccessibleName("Why now")
    assert field.edit.accessibleName() == "Why now"


def test_a_chip_leads_to_its_record(
    field: ProseField, workspace: Workspace, ref: Ref, desk: Desk, qtbot: QtBot
) -> None:
    workspace.change(ref, text="see [[people:7|Ann]]")
    cursor = field.edit.textCursor()
    cursor.setPosition(8)
    field.edit.setTextCursor(cursor)
    with qtbot.waitSignal(desk.wants_page) as gone:
        QTest.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert gone.args == [Ref("people", 7)]
    with qtbot.waitSignal(desk.wants_page):
        QTest.mouseClick(
            field.edit.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            field.edit.cursorRect().center(),
        )


def _shown_sizes(field: ProseField, number: int) -> list[int]:
    ranges = field.edit.document().findBlockByNumber(number).layout().formats()
    formats = [part.format for part in ranges]
    return [made.font().pixelSize() for made in formats]


def test_marks_are_hidden_where_the_cursor_is_not(field: ProseField, workspace: Workspace, ref: Ref) -> None:
    workspace.change(ref, text="**a**\n**b**")
    assert 1 not in _shown_sizes(field, 0)
    assert 1 in _shown_sizes(field, 1)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert 1 in _shown_sizes(field, 0)
    assert 1 not in _shown_sizes(field, 1)


def test_the_field_grows_with_its_text_until_it_is_long(
    field: ProseField, workspace: Workspace, ref: Ref, qtbot: QtBot
) -> None:
    small = field.edit.height()
    workspace.change(ref, text="line\n" * 30)
    qtbot.waitUntil(lambda: field.edit.height() > small + 20 * 25)
    workspace.change(ref, text="line\n" * 1_000)
    assert field.edit.is_capped
    assert field.edit.height() < 30 * 25


def test_a_megabyte_is_shown_and_typed_in(
    field: ProseField, type_text: Type, workspace: Workspace, ref: Ref, stored: Stored
) -> None:
    text = "Some **bold** words here, and more. " * 28_000
    workspace.change(ref, text=text)
    assert field.text() == text
    type_text("xyz")
    field.flush()
    assert stored() == "xyz" + text


def test_the_theme_may_change_while_typing(field: ProseField, type_text: Type, desk: Desk, stored: Stored) -> None:
    type_text("## a")
    desk.theme.set_mode("dark")
    desk.theme.set_mode("light")
    assert field.text() == "## a"
    field.flush()
    assert stored() == "## a"
