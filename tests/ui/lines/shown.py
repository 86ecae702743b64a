"""A table of lines on the screen, with fingers on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from enable_desktop.charter.sections import SECTIONS, Rows
from enable_desktop.fields import Line
from tests.ui.keys import PLAIN, press, type_text
from ui.desk import Desk
from ui.lines.editors import TextEditor
from ui.lines.table import LinesTable


def rows_of(record: type[Line]) -> Rows:
    return next(rows for section in SECTIONS for rows in section.tables if rows.record is record)


class Shown:
    """A table in a scrolling page, with fingers on the keyboard."""

    def __init__(self, desk: Desk, qtbot: QtBot, record: type[Line], width: int = 900) -> None:
        self.qtbot = qtbot
        self.table = LinesTable(desk, rows_of(record))
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setWidget(self.table)
        self.page.resize(width, 700)
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.view = self.table.view
        QAbstractItemModelTester(
            self.table.model, QAbstractItemModelTester.FailureReportingMode.Warning, self.table.model
        )
        self.view.setFocus()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        press(self.table.open_editor or self.view, key, held)

    def type(self, text: str) -> None:
        """Letters of any language, as key events."""
        type_text(self.table.open_editor or self.view, text)

    def at(self, row: int, field: str) -> None:
        self.view.go_to(row, self.table.model.column_of(field))
        assert not self.view.isColumnHidden(self.view.currentIndex().column()) or field == self.table.rows.second_line

    def editor(self) -> object:
        """The editor that is open, if one is."""
        return self.table.open_editor

    def replace(self, text: str) -> None:
        editor = self.table.open_editor
        assert isinstance(editor, QLineEdit | TextEditor)
        editor.selectAll()
        self.type(text)

    def settle(self) -> None:
        self.table.look()
