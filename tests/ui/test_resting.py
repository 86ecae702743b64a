"""A new look passes by the pages that nobody sees, and reaches each when it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Place
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from ui.page import Page
from ui.pages import PAGES
from ui.program import Program
from ui.shell import Shell
from ui.start import new_workspace
from ui.theme import TYPE_PROPERTY

_STILL = 8
SEEN = ("charter#mission", "charter#objectives", "charter#measures", "interviews", "gaps", "people", "today")


@pytest.fixture
def shell(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Shell:
    """The sample programme, with every page of the sidebar visited."""
    path = tmp_path / "Sample.enable"
    sample_at(path)
    shell = open_window(path).shell
    assert shell is not None
    for entry in PAGES:
        if entry.in_sidebar:
            shell.go(entry.key)
    for target in SEEN:
        shell.go(target)
    return shell


class Listener(QObject):
    """Keeps which of some pages, or of what they hold, were told that the style is another one."""

    def __init__(self, app: QApplication, pages: list[Page]) -> None:
        super().__init__()
        self._pages = pages
        self.told: set[str] = set()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            self.told |= {page.key for page in self._pages if page is watched or page.isAncestorOf(watched)}
        return False


def picture(shell: Shell, target: str, qtbot: QtBot) -> QImage:
    """What a page looks like once nothing moves any more, wherever the focus was."""
    shell.go(target)
    focus = shell.window().focusWidget()
    if focus is not None:
        focus.clearFocus()
    seen: list[QImage] = []

    def is_still() -> bool:
        seen.append(shell.grab().toImage())
        return len(seen) > _STILL and all(image == seen[-1] for image in seen[-_STILL:])

    qtbot.waitUntil(is_still)
    return seen[-1]


def test_a_switch_does_not_touch_what_is_hidden(shell: Shell, program: Program, qapp: QApplication) -> None:
    pages = shell.stack.findChildren(Page)
    assert len(pages) >= 5 and shell.page is not None
    listener = Listener(qapp, pages)
    program.toggle_theme()
    qapp.removeEventFilter(listener)
    assert listener.told == {shell.page.key}


def test_what_was_hidden_looks_as_what_is_made_anew(
    shell: Shell, program: Program, open_window: OpenWindow, tmp_path: Path, place: Place, qtbot: QtBot
) -> None:
    program.set_theme("dark")
    path = tmp_path / "Another.enable"
    new_workspace(path, place, "en", "en").close()
    anew = open_window(path).shell
    assert anew is not None
    wanted = {target: picture(anew, target, qtbot) for target in SEEN}
    anew.window().close()
    shell.window().activateWindow()
    qtbot.waitUntil(shell.window().isActiveWindow)
    for target in SEEN:
        assert picture(shell, target, qtbot) == wanted[target], target


def test_another_text_size_reaches_what_missed_a_switch(shell: Shell, program: Program) -> None:
    program.set_theme("dark")
    program.set_text_size(130)
    for target in SEEN:
        shell.go(target)
        assert shell.page is not None
        for shown in shell.page.findChildren(QWidget):
            face = shown.property(TYPE_PROPERTY)
            if face:
                assert shown.font().pixelSize() == program.theme.font(face).pixelSize(), (target, shown)


def test_a_page_that_is_gone_is_not_woken(shell: Shell, program: Program, qtbot: QtBot) -> None:
    shell.go("history")
    history = shell.page
    assert history is not None
    with qtbot.waitSignal(history.destroyed):
        shell.go("today")
    program.toggle_theme()
    shell.go("history")
    assert shell.page is not None and shell.page.isVisible()
