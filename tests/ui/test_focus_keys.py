"""Keys mean the same wherever the focus is: Enter presses, undo goes on where a line has nothing to take back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from db.workspace import Place, create_workspace
from enable_desktop.people import Person
from tests.ui.conftest import OpenWindow
from tests.ui.keys import CTRL, press, type_text
from ui.interviews.page import InterviewsPage
from ui.people.page import PeoplePage


@pytest.fixture
def path(tmp_path: Path, place: Place) -> Path:
    made = tmp_path / "One.enable"
    create_workspace(made, place, company="Sample Co").close()
    return made


def test_undo_goes_on_in_the_workspace_where_a_line_has_nothing_to_take_back(
    path: Path, open_window: OpenWindow
) -> None:
    window = open_window(path)
    assert window.shell is not None and window.workspace is not None
    window.shell.go("people")
    page = window.shell.page
    assert isinstance(page, PeoplePage)
    page.new()
    name = page.person.form.edit_of("name")
    assert isinstance(name, QLineEdit)
    type_text(name, "Max Test")
    press(name, Qt.Key.Key_Return)
    for _ in range(6):
        focused = QApplication.focusWidget()
        press(focused, Qt.Key.Key_Z, CTRL)
    assert window.workspace.all(Person) == ()


def test_enter_presses_the_button_that_has_the_focus(path: Path, open_window: OpenWindow) -> None:
    window = open_window(path)
    assert window.shell is not None
    window.shell.go("interviews")
    page = window.shell.page
    assert isinstance(page, InterviewsPage)
    button = page.first_focus()
    assert isinstance(button, QPushButton)
    button.setFocus()
    press(button, Qt.Key.Key_Return)
    card = page.card
    assert card is not None
    assert card.isVisible()
