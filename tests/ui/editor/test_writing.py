"""Keys, buttons, menu and clipboard write Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.interviews import Statement, Theme
from enable_desktop.people import Person
from tests.ui.conftest import ScriptedAsk
from tests.ui.editor.conftest import Type
from ui.desk import Desk
from ui.editor.field import ProseField
from ui.editor.markdown_line import Shape
from ui.editor.toolbar import EditorToolbar
from ui.editor.writing import Writing

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def toolbar(desk: Desk, field: ProseField, qtbot: QtBot) -> EditorToolbar:
    made = EditorToolbar(desk)
    qtbot.addWidget(made)
    made.attach(field)
    return made


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("- a\nb\n\nc", "- a\n- b\nc"),
        ("9. a\nb", "9. a\n10. b"),
        ("- [x] a\nb", "- [x] a\n- [ ] b"),
        ("> a\nb\n\nc", "> a\n> b\nc"),
        ("a\nb", "a\nb"),
    ],
)
def test_lists_and_quotes_go_on_until_an_empty_item(field: ProseField, type_text: Type, typed: str, text: str) -> None:
    type_text(typed)
    assert field.text() == text


def test_tab_moves_items_in_and_out_and_else_leaves(field: ProseField, type_text: Type) -> None:
    type_text("- a\nb")
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.text() == "- a\n  - b"
    QTest.keyClick(field.edit, Qt.Key.Key_Backtab, _SHIFT)
    assert field.text() == "- a\n- b"
    assert field.edit.hasFocus()
    type_text("\n\nplain")
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert not field.edit.hasFocus()


@pytest.mark.parametrize(
    ("before", "doing", "after"),
    [
        ("word", Writing.bold, "**word**"),
        ("**word**", Writing.bold, "word"),
        ("word", Writing.italic, "*word*"),
        ("**word**", Writing.italic, "***word***"),
        ("😀 x", Writing.bold, "**😀 x**"),
        ("a\n\nb", lambda writing: writing.lines(Shape.BULLET), "- a\n\n- b"),
        ("a\nb", lambda writing: writing.lines(Shape.NUMBER), "1. a\n2. b"),
        ("- a\n- b", lambda writing: writing.lines(Shape.CHECK), "- [ ] a\n- [ ] b"),
        ("- a\n- b", lambda writing: writing.lines(Shape.BULLET), "a\nb"),
        ("a", lambda writing: writing.lines(Shape.QUOTE), "> a"),
        ("a", lambda writing: writing.heading(2), "## a"),
        ("## a", lambda writing: writing.heading(3), "### a"),
        ("### a", lambda writing: writing.heading(3), "a"),
        ("there", Writing.link, "[there](https://)"),
        ("https://example.com", Writing.link, "[](https://example.com)"),
    ],
)
def test_each_button_writes_its_marks(
    field: ProseField, before: str, doing: Callable[[Writing], None], after: str
) -> None:
    field.edit.writing.insert(before)
    field.edit.selectAll()
    doing(field.edit.writing)
    assert field.text() == after


def test_keys_do_what_buttons_do(field: ProseField, toolbar: EditorToolbar, type_text: Type) -> None:
    type_text("word")
    QTest.keyClick(field.edit, Qt.Key.Key_B, _CTRL)
    assert field.text() == "**word**"
    QTest.mouseClick(toolbar.buttons["format-bold"], Qt.MouseButton.LeftButton)
    assert field.text() == "word"
    assert field.edit.hasFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_2, _CTRL | Qt.KeyboardModifier.AltModifier)
    assert field.text() == "## word"


def test_a_table_is_put_on_lines_of_its_own(field: ProseField, type_text: Type, toolbar: EditorToolbar) -> None:
    type_text("before")
    toolbar.insert_menu.table()
    assert field.text() == "before\n\n| Heading | Heading |\n| --- | --- |\n|  |  |\n|  |  |\n"
    assert field.edit.textCursor().selectedText() == "Heading"


def test_a_record_is_found_and_linked(
    field: ProseField, toolbar: EditorToolbar, workspace: Workspace, type_text: Type
) -> None:
    person = workspace.add(Person, name="Ann Sample")
    type_text("see ")
    popup = toolbar.insert_menu.link_record()
    assert popup is not None
    popup.box.setText("ann")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert field.text() == f"see [[people:{person}|Ann Sample]]"


def test_a_reference_to_what_was_said_does_not_bring_the_words_into_the_text(
    field: ProseField, toolbar: EditorToolbar, workspace: Workspace
) -> None:
    theme = workspace.add(Theme, title="Finding content")
    for number, (about, label) in enumerate(((theme, "Finding content"), (None, "Statement")), 1):
        workspace.add(Statement, words=f"Secret number{number}", theme=about)
        popup = toolbar.insert_menu.link_record()
        assert popup is not None
        popup.box.setText(f"number{number}")
        QTest.keyClick(popup.box, Qt.Key.Key_Return)
        assert field.text().endswith(f"[[statements:{number}|{label}]]")


def test_a_picture_is_kept_in_the_workspace(
    field: ProseField, toolbar: EditorToolbar, workspace: Workspace, ask: ScriptedAsk, tmp_path: Path
) -> None:
    for folder, content in (("a", b"one"), ("b", b"two")):
        path = tmp_path / folder / "My logo (1).png"
        path.parent.mkdir()
        path.write_bytes(content)
        ask.answers.append(path)
        toolbar.insert_menu.picture()
    assert field.text() == "![My-logo-1-.png](My-logo-1-.png)![My-logo-1--2.png](My-logo-1--2.png)"
    kept = workspace.attachments.named("My-logo-1--2.png")
    assert kept is not None and workspace.attachments.content(kept) == b"two"


def test_a_picture_that_is_not_there_is_a_sentence(
    field: ProseField, toolbar: EditorToolbar, desk: Desk, ask: ScriptedAsk, tmp_path: Path, qtbot: QtBot
) -> None:
    ask.answers.append(tmp_path / "gone.png")
    with qtbot.waitSignal(desk.wants_problem):
        toolbar.insert_menu.picture()
    assert field.text() == ""


def test_todays_date_is_written(field: ProseField, toolbar: EditorToolbar) -> None:
    toolbar.insert_menu.date()
    assert "Nov" in field.text()


def test_a_toolbar_without_a_field_does_nothing(toolbar: EditorToolbar, field: ProseField) -> None:
    toolbar.attach(None)
    assert not toolbar.buttons["format-bold"].isEnabled()
    toolbar.insert_menu.date()
    assert field.text() == ""


def test_pasted_html_is_markdown_and_pasted_files_are_nothing(field: ProseField, tmp_path: Path) -> None:
    data = QMimeData()
    data.setHtml("<p>a <b>b</b></p><img src='file:///etc/passwd'>")
    data.setText("a b")
    field.edit.insertFromMimeData(data)
    assert field.text() == "a **b**"
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.txt"))])
    assert not field.edit.canInsertFromMimeData(files)
    field.edit.insertFromMimeData(files)
    assert field.text() == "a **b**"


def test_plain_text_is_pasted_as_it_is_and_copied_as_markdown(field: ProseField) -> None:
    data = QMimeData()
    data.setText("- a\r\n**b**\x00 😀")
    field.edit.insertFromMimeData(data)
    assert field.text() == "- a\n**b**\ufffd 😀"
    field.edit.selectAll()
    copied = field.edit.createMimeDataFromSelection()
    assert copied.text() == field.text()
    assert not copied.hasHtml()


def test_lists_hang(field: ProseField, type_text: Type) -> None:
    type_text("- a")
    block = field.edit.textCursor().block()
    assert block.blockFormat().leftMargin() > 0 > block.blockFormat().textIndent()
    field.edit.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    assert field.edit.textCursor().block().blockFormat().leftMargin() == 0


def test_an_address_is_opened_outside(field: ProseField, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.editor.markdown_edit.QDesktopServices.openUrl", lambda url: opened.append(url.toString()))
    field.edit.writing.insert("https://example.com/a [x](file:///etc/passwd)")
    assert field.edit.follow("https://example.com/a")
    for place in (3, 27):
        cursor = field.edit.textCursor()
        cursor.setPosition(place)
        field.edit.setTextCursor(cursor)
        QTest.keyClick(field.edit, Qt.Key.Key_Return, _CTRL)
    assert opened == ["https://example.com/a"] * 2
