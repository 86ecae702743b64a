"""A prose field on a real workspace, shown and entered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Prose
from enable_desktop.links import Ref
from ui.desk import Desk
from ui.editor.field import ProseField

Type = Callable[[str], None]


@pytest.fixture
def ref(workspace: Workspace) -> Ref:
    return Ref(Prose.kind, workspace.all(Prose)[0].id)


@pytest.fixture
def stored(workspace: Workspace, ref: Ref) -> Callable[[], str]:
    """What the workspace holds."""

    def text() -> str:
        line = workspace.get(Prose, ref.id)
        assert line is not None
        return line.text

    return text


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A window with another field below."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.resize(800, 600)
    return made


@pytest.fixture
def field(page: QWidget, desk: Desk, ref: Ref, qtbot: QtBot) -> ProseField:
    made = ProseField(desk, ref, "text", placeholder="Write here")
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, made)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.edit.hasFocus)
    return made


@pytest.fixture
def type_text(field: ProseField) -> Type:
    """Types as a keyboard does, any letters."""

    def typed(text: str) -> None:
        for letter in text:
            key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_A
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field.edit, event)

    return typed
