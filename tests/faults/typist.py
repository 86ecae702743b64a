"""Jobs in which somebody types into a table cell without end, until the process is killed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from db.workspace import Place, Workspace, open_workspace
from enable_desktop.charter.lines import Obstacle
from enable_desktop.charter.sections import section_of
from enable_desktop.words import Words
from resources.words import translations
from tests.ui.conftest import ScriptedAsk
from tests.ui.keys import type_text
from ui.commands import CommandTable
from ui.desk import Desk
from ui.lines.table import LinesTable
from ui.preferences import Preferences
from ui.tasks import NowTasks
from ui.theme import Theme


def with_pauses(path: Path, place: Place) -> Iterator[str]:
    """Words in one cell of a table, with a pause after each; says what is on the screen when it has been stored."""
    with open_workspace(path, place) as workspace:
        cell = _OpenCell(workspace)
        for number in count():
            cell.type(f"{number:03} ")
            cell.wait_until_stored()
            yield cell.text


def without_a_pause(path: Path, place: Place) -> Iterator[str]:
    """The same, but the typing never stops."""
    with open_workspace(path, place) as workspace:
        cell = _OpenCell(workspace)
        number = count()
        timer = QTimer()
        timer.timeout.connect(lambda: cell.type(f"{next(number):03} "))
        timer.start(100)
        while True:
            cell.wait_until_stored()
            yield cell.text


class _OpenCell:
    """The title of an obstacle, being typed in its table as a person does."""

    def __init__(self, workspace: Workspace) -> None:
        self._application = QApplication([])
        desk = Desk(
            workspace,
            words=Words("en", translations("en")),
            theme=Theme(self._application, "light"),
            ask=ScriptedAsk(),
            tasks=NowTasks(),
            commands=CommandTable(),
            preferences=Preferences(workspace.place.home),
        )
        section = section_of(Obstacle.kind)
        assert section is not None
        self._table = LinesTable(desk, next(rows for rows in section.tables if rows.record is Obstacle))
        self._table.show()
        self._table.view.go_to(0, 0)
        self._table.view.open_editor(self._table.view.currentIndex())
        editor = self._table.open_editor
        assert isinstance(editor, QLineEdit)
        self._editor = editor
        self._editor.clear()
        self.text = ""
        """What stood on the screen when it was stored last."""
        self._loop = QEventLoop()
        desk.changed.connect(self._on_stored)

    def _on_stored(self) -> None:
        self.text = self._editor.text().strip()
        self._loop.quit()

    def type(self, text: str) -> None:
        type_text(self._editor, text)

    def wait_until_stored(self) -> None:
        self._loop.exec()


JOBS: Final = {job.__name__: job for job in (with_pauses, without_a_pause)}
