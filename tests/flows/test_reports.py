"""From the sidebar to a file that can be sent: a report is chosen, changed, exported and exported again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.workspace import Place, open_workspace
from tests.ui.conftest import OpenWindow, ScriptedAsk
from tests.ui.keys import CTRL, SHIFT, press
from tests.ui.reports.test_page import text_of
from ui.reports.page import ReportsPage
from ui.start import new_workspace
from ui.window import Window


def _gallery(window: Window) -> ReportsPage:
    assert window.shell is not None
    window.shell.go("reports")
    page = window.shell.page
    assert isinstance(page, ReportsPage)
    return page


def test_a_report_is_exported_from_the_keyboard_and_again_after_the_programme_has_changed(
    tmp_path: Path, place: Place, open_window: OpenWindow, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    path, target = tmp_path / "Sample.enable", tmp_path / "For the board.pdf"
    new_workspace(path, place, "en", "en").close()
    window = open_window(path)
    page = _gallery(window)
    assert page.list.hasFocus()

    # The second template, with another paper.
    press(page.list, Qt.Key.Key_Right)
    assert page.entry.key == "one-page"
    page.options.chosen.emit("page", "letter")
    ask.answers.append(target)
    press(page.list, Qt.Key.Key_E, CTRL)
    assert "Sample Co" in text_of(target)
    assert page.header_note().text.startswith("Last export: Charter on one page, ")
    window.close()

    # Another day, another company; the same choices, and no question.
    with open_workspace(path, place) as workspace:
        workspace.settings.set("company", "Nordlicht AG")
    window = open_window(path)
    page = _gallery(window)
    assert (page.entry.key, page.choices["page"]) == ("one-page", "letter")
    press(page.list, Qt.Key.Key_E, CTRL | SHIFT)
    assert "Nordlicht AG" in text_of(target)
    assert ask.asked == ["Export"]
    window.close()
