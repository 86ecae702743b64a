"""Places in the document and in the text lead to one another, whatever letters and paragraphs there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.editor.line_formats import text_between
from ui.editor.markdown_edit import MarkdownEdit
from ui.editor.places import indexes_of, positions_of
from ui.theme import Theme

TEXTS = (
    "",
    "one line",
    "two\nlines",
    "😀 and ё\n\n😀😀 end",
    "x" * 20_000,
    f"{'слово ' * 4_000}\n😀 tail\n{'y ' * 6_000}",
)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{len(text)} letters")
def test_every_place_leads_there_and_back(text: str, theme: Theme, qtbot: QtBot) -> None:
    edit = MarkdownEdit(theme)
    qtbot.addWidget(edit)
    edit.show_text(text)
    document = edit.document()
    step = max(1, len(text) // 50)
    wanted = [*range(0, len(text) + 1, step), len(text)]
    positions = positions_of(document, wanted, text)
    for index in wanted:
        assert text_between(document, 0, positions[index]) == text[:index]
    back = indexes_of(document, positions.values(), text)
    assert [back[positions[index]] for index in wanted] == wanted


@given(text=st.text(alphabet=st.sampled_from("ab \n😀ё"), max_size=40))
def test_any_short_text(qapp: QApplication, text: str) -> None:
    document = QTextDocument(text)
    for index in range(len(text) + 1):
        position = positions_of(document, (index,), text)[index]
        assert position == len(text[:index].encode("utf-16-le")) // 2
        assert indexes_of(document, (position,), text)[position] == index
