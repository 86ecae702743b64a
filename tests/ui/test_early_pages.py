"""Pages come into memory by themselves, so that going there for the first time is quick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Workspace
from enable_desktop.charter.lines import Obstacle
from tests.conftest import SampleAt
from tests.ui.conftest import OpenWindow
from ui.early_pages import EarlyPages
from ui.page import Page
from ui.pages import PAGES
from ui.shell import Shell
from ui.window import Window

HIDDEN = [entry.key for entry in PAGES if entry.in_sidebar and entry.key != "today"]


@pytest.fixture
def window(tmp_path: Path, sample_at: SampleAt, open_window: OpenWindow) -> Window:
    """A window on the sample programme, where every page has something to show."""
    path = tmp_path / "Sample.enable"
    sample_at(path)
    return open_window(path)


@pytest.fixture
def empty_window(workspace: Workspace, open_window: OpenWindow) -> Window:
    """A window on a programme in which nothing is yet."""
    path = workspace.path
    workspace.close()
    return open_window(path)


@pytest.fixture
def shell(window: Window) -> Shell:
    assert window.shell is not None
    return window.shell


@pytest.fixture
def early(window: Window, shell: Shell) -> Iterator[EarlyPages]:
    made = EarlyPages(shell, window.windowHandle(), window)
    yield made
    made.stop()


class Told(QObject):
    """Counts the events of one type that widgets are sent, all of them or those inside one."""

    def __init__(self, app: QApplication, event: QEvent.Type, within: QWidget | None = None) -> None:
        super().__init__()
        self._event = event
        self._within = within
        self.count = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._event and isinstance(watched, QWidget):
            self.count += self._within is None or self._within.isAncestorOf(watched)
        return False


def test_every_page_of_the_sidebar_is_made_without_being_asked_for(
    early: EarlyPages, shell: Shell, window: Window, qtbot: QtBot
) -> None:
    focus = window.focusWidget()
    qtbot.waitUntil(lambda: early.is_done, timeout=20_000)
    assert [key for key in HIDDEN if not shell.is_made(key)] == []
    assert shell.page is not None and shell.page.key == "today"
    assert window.focusWidget() is focus
    assert window.workspace is not None and window.workspace.history() == (), "nothing is stored by it"


@pytest.mark.parametrize("key", HIDDEN)
def test_a_page_made_early_in_an_empty_programme_leaves_the_keyboard_where_it_is(
    empty_window: Window, key: str
) -> None:
    shell = empty_window.shell
    assert shell is not None
    shell.go("people")
    focus = empty_window.focusWidget()
    for _ in shell.prepare(key):
        assert empty_window.focusWidget() is focus
    assert empty_window.focusWidget() is focus


def test_the_first_change_finds_everything_ready(early: EarlyPages, window: Window, qtbot: QtBot) -> None:
    workspace = window.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: early.has_begun)
    told: list[str] = []
    # The program has no other eye for what SQLite is told to do.
    workspace._connection.set_trace_callback(told.append)
    workspace.add(Obstacle, title="Time")
    workspace._connection.set_trace_callback(None)
    assert "commit" in told
    assert [each for each in told if each.startswith("create temp trigger")] == []


@pytest.mark.parametrize("key", HIDDEN)
def test_a_page_made_early_is_dressed_and_laid_out_before_it_is_shown(
    shell: Shell, qapp: QApplication, key: str
) -> None:
    for _ in shell.prepare(key):
        assert shell.page is not None and shell.page.key == "today"
    pages = shell.stack.findChildren(Page)
    assert {page.size() for page in pages} == {shell.stack.size()}
    polished = Told(qapp, QEvent.Type.Polish, shell.stack)
    shell.go(key)
    qapp.removeEventFilter(polished)
    assert shell.page is not None and shell.page.key == key
    assert polished.count == 0


@pytest.mark.parametrize("key", HIDDEN)
def test_a_page_is_built_from_the_outside_in(shell: Shell, qapp: QApplication, key: str) -> None:
    """What is put into something that is put into something else is dressed anew each time, which takes longest."""
    before = len(qapp.allWidgets())
    dressed = Told(qapp, QEvent.Type.StyleChange)
    for _ in shell.prepare(key):
        pass
    qapp.removeEventFilter(dressed)
    assert dressed.count < 2.5 * (len(qapp.allWidgets()) - before)


@pytest.mark.parametrize("key", HIDDEN)
def test_somebody_may_go_to_a_page_that_is_half_made(shell: Shell, key: str) -> None:
    pieces = shell.prepare(key)
    next(pieces)
    shell.go(key)
    page = shell.page
    for _ in pieces:
        assert shell.page is page
    assert page is not None and page.isVisible()


def test_no_piece_is_made_while_somebody_types(early: EarlyPages, window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: early.has_begun, timeout=20_000)
    before = early.rest
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert early.rest > before


def test_a_window_that_closes_makes_no_more_pages(early: EarlyPages, window: Window, shell: Shell) -> None:
    window.early_pages = early
    window.close()
    assert early.is_done
    assert [key for key in HIDDEN if shell.is_made(key)] == []


def test_it_stops_also_where_pyside_has_let_go_of_the_window(early: EarlyPages, window: Window) -> None:
    shiboken6.invalidate(window.windowHandle())
    early.stop()
    assert early.is_done
