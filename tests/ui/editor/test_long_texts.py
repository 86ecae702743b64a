"""A long text: its beginning at once, the rest in slices, and nothing lost of either or of what is typed meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.editor.conftest import Type
from ui.editor.field import ProseField
from ui.editor.markdown_edit import MarkdownEdit

TEXTS = {
    "lines": "\n".join(f"- **Point** {number} of a *list* 🙂" for number in range(5_000)),
    "paragraphs": "\n\n".join("A sentence that somebody pasted. " * 20 for _ in range(300)),
    "one paragraph": "A sentence without an end, " * 6_000,
    "no blanks": "x" * 100_000,
    "empty lines": "\n" * 10_000,
}


@pytest.fixture
def edit(field: ProseField) -> MarkdownEdit:
    return field.edit


def letters_there(edit: MarkdownEdit) -> int:
    return edit.document().characterCount()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_beginning_is_there_at_once_and_the_rest_follows(edit: MarkdownEdit, text: str, qtbot: QtBot) -> None:
    edit.show_text(text)
    first = letters_there(edit)
    assert 1 < first < len(text)
    assert edit.text() == text
    qtbot.waitUntil(lambda: letters_there(edit) > len(text) // 2, timeout=20_000)
    assert edit.text() == text
    edit.fill_now()
    assert edit.text() == text
    assert edit.verticalScrollBar().value() == 0
    assert edit.textCursor().position() == 0


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_typed_while_it_comes_in_is_kept_where_it_was_typed(
    edit: MarkdownEdit, type_text: Type, text: str, qtbot: QtBot
) -> None:
    edit.show_text(text)
    type_text("First. ")
    assert edit.text() == f"First. {text}"
    edit.fill_now()
    assert edit.text() == f"First. {text}"
    type_text("Second. ")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == f"First. {text}"


def test_the_cursor_stays_where_it_stood_at_the_end_of_what_was_there(edit: MarkdownEdit) -> None:
    text = TEXTS["lines"]
    edit.show_text(text)
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    place = cursor.position()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.fill_now()
    assert edit.textCursor().anchor() == place
    assert edit.textCursor().position() == cursor.position() < place


@pytest.mark.parametrize("keys", [(Qt.Key.Key_A, Qt.Key.Key_Delete)])
def test_whoever_selects_all_means_the_whole_text(edit: MarkdownEdit, keys: tuple[Qt.Key, Qt.Key]) -> None:
    edit.setFocus()
    edit.show_text(TEXTS["lines"])
    QTest.keyClick(edit, keys[0], Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(edit, keys[1])
    assert edit.text() == ""


def test_another_text_takes_the_place_of_one_that_is_still_coming_in(edit: MarkdownEdit, qtbot: QtBot) -> None:
    edit.show_text(TEXTS["lines"])
    edit.show_text("Short")
    assert edit.text() == "Short"
    edit.show_text(TEXTS["lines"])
    edit.show_text(TEXTS["paragraphs"])
    edit.fill_now()
    assert edit.text() == TEXTS["paragraphs"]


def test_a_text_shown_again_keeps_the_place_in_it(edit: MarkdownEdit) -> None:
    text = TEXTS["lines"]
    edit.show_text(text)
    edit.fill_now()
    cursor = edit.textCursor()
    cursor.setPosition(90_000)
    edit.setTextCursor(cursor)
    edit.show_text(text)
    assert edit.textCursor().position() == 90_000
    assert edit.text() == text
