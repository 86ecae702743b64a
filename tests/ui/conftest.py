"""Real widgets offscreen: one program a test, immediate tasks, scripted answers, and nothing left open."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.workspace import Place, Workspace
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words
from ui.ask import FileKind, Find, Option
from ui.commands import CommandTable
from ui.desk import Desk
from ui.preferences import Preferences
from ui.printers import lay
from ui.program import Program
from ui.tasks import NowTasks, PoolTasks, Tasks
from ui.theme import Theme
from ui.window import Window

IGNORED = (
    # Offscreen says so for every window that limits its size.
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise\\(\\)",
    # Offscreen says so for every popup.
    "This plugin does not support grabbing the keyboard",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/ui" in item.path.as_posix() or "tests/flows" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*IGNORED))


@pytest.fixture(scope="session", autouse=True)
def no_collection_inside() -> Iterator[None]:
    """Collecting cyclic garbage while Qt delivers an event crashes at random; it is done between tests."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication) -> Iterator[None]:
    """No window stays open after a test; what was deleted is gone before the next one.

    Only now has pytest let go of what the test before was given. What is left stays to the end: it is not looked
    through again for every test that follows.
    """
    gc.collect()
    gc.freeze()
    yield
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not left, [f"{type(widget).__name__} {widget.windowTitle()}" for widget in left]


@dataclass
class ScriptedAsk:
    """Answers from a list instead of a person; an unscripted question fails the test."""

    answers: list[object] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    """The names of files that were offered."""

    def _next(self, title: str) -> object:
        self.asked.append(title)
        assert self.answers, f"nobody scripted an answer to: {title}"
        return self.answers.pop(0)

    def _path(self, title: str) -> Path | None:
        answer = self._next(title)
        assert answer is None or isinstance(answer, Path)
        return answer

    def open_file(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> Path | None:
        return self._path(title)

    def open_files(self, title: str, kinds: Sequence[FileKind], folder: Path | None = None) -> tuple[Path, ...]:
        answer = self._next(title)
        assert isinstance(answer, tuple)
        return answer

    def save_as(
        self, title: str, suggestion: str, kinds: Sequence[FileKind], folder: Path | None = None
    ) -> Path | None:
        self.suggested.append(suggestion)
        return self._path(title)

    def folder(self, title: str, folder: Path | None = None) -> Path | None:
        return self._path(title)

    def choose(
        self, title: str, text: str, options: Sequence[Option], action: str, find: Find | None = None
    ) -> Option | None:
        answer = self._next(title)
        return next((option for option in options if option.key == answer), None)

    def confirm(self, title: str, text: str, action: str) -> bool:
        return bool(self._next(title))

    def printer(self, title: str, pages: int, paper: str) -> QPrinter | None:
        answer = self._next(title)
        if isinstance(answer, WorkspaceError):
            raise answer
        if isinstance(answer, QPrinter):
            lay(answer, paper)
            return answer
        return None


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def preferences(home: Path) -> Preferences:
    return Preferences(home)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme at 100 per cent."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def desk(
    workspace: Workspace, words: Words, theme: Theme, ask: ScriptedAsk, preferences: Preferences
) -> Iterator[Desk]:
    """A desk on an empty workspace, for pages and widgets without a window."""
    table = CommandTable()
    made = Desk(workspace, words=words, theme=theme, ask=ask, tasks=NowTasks(), commands=table, preferences=preferences)
    yield made
    made.close()


@pytest.fixture
def program(qapp: QApplication, place: Place, preferences: Preferences, ask: ScriptedAsk) -> Iterator[Program]:
    """The whole program, in English and light, with scripted answers and immediate tasks."""
    preferences.set("language", "en")
    preferences.set("theme", "light")

    def asks(window: QWidget, words: Words, theme: Theme) -> ScriptedAsk:
        return ask

    def tasks(window: QObject) -> NowTasks:
        return NowTasks()

    made = Program(qapp, place, preferences, ask=asks, tasks=tasks, at_once=True)
    yield made
    made.quit()
    made.theme.set_text_size(100)
    made.deleteLater()


OpenWindow = Callable[[Path], Window]


@pytest.fixture
def open_window(program: Program, qtbot: QtBot) -> OpenWindow:
    """Opens a workspace in a window of the usual size and waits until it is there."""

    def opened(path: Path) -> Window:
        window = program.open(path)
        assert window is not None
        window.resize(1440, 900)
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return opened


def desk_in_time(window: Window) -> tuple[Desk, PoolTasks]:
    """A desk on what a window shows, whose tasks take their time beside it."""
    tasks = PoolTasks()
    return desk_with(window, tasks), tasks


def desk_with(window: Window, tasks: Tasks) -> Desk:
    """A desk on what a window shows, with these tasks."""
    assert window.workspace is not None
    return Desk(
        window.workspace,
        words=window.words,
        theme=window.program.theme,
        ask=window.ask,
        tasks=tasks,
        commands=window.commands,
        preferences=window.program.preferences,
    )
