"""No call on the window's thread is long: a heartbeat through a scripted run over every page."""

from __future__ import annotations

import compileall
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.result import Result
from ui.ask import DialogAsk
from ui.charter.page import CharterPage
from ui.garbage import Collector
from ui.pages import PAGES
from ui.place import own_place
from ui.preferences import Preferences
from ui.program import Program
from ui.start import new_workspace
from ui.tasks import PoolTasks
from ui.window import Window

BEAT_MS = 2
ROOMS = ("enable_desktop", "db", "exports", "resources", "ui")


class Heart:
    """Counts how late every beat comes, and for how much of that the window's thread had a processor."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self.worked: list[float] = []
        self._last = time.perf_counter()
        self._last_worked = time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.late.append((now - self._last) * 1000 - BEAT_MS)
        self.worked.append((worked - self._last_worked) * 1000)
        self._last, self._last_worked = now, worked

    def run(self, milliseconds: int) -> None:
        """Lets the window live for a while."""
        self._last, self._last_worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        self._timer.stop()


def results() -> list[Result]:
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    for room in ROOMS:
        # An installed program has its modules compiled.
        compileall.compile_dir(room, quiet=1)
    with tempfile.TemporaryDirectory() as home:
        os.environ["ENABLE_HOME"] = home
        path = Path(home) / "Sample.enable"
        place = own_place()
        new_workspace(path, place, "en", "en").close()
        program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
        collector = Collector(app)
        program.start(path)
        collector.begin()
        window = program.windows[0]
        early, first, again, typing = Heart(), Heart(), Heart(), Heart()
        Heart().run(1_000)
        while window.early_pages is None or not window.early_pages.is_done:
            early.run(500)
        slowest = _walk(window, first)
        slowest_again = _walk(window, again)
        _type(window, typing)
        switched, switch_note = _switch(program, window)
        window.close()
    both = sorted(again.late + typing.late)
    return [
        Result(name="late beats, second round and typing, 99th percentile", ours=_share(both, 0.99), limit=50.0),
        Result(name="longest call, second round and typing", ours=both[-1], note=slowest_again),
        Result(name="first showing of a page, longest call", ours=max(first.late), limit=150.0, note=slowest),
        Result(name="theme switched on the charter, all pages visited", ours=switched, limit=150.0, note=switch_note),
        Result(
            name="making pages while nobody types, longest call",
            ours=max(early.late),
            note=f"worked {max(early.worked):.0f}",
        ),
    ]


def _share(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


def _walk(window: Window, heart: Heart) -> str:
    """Goes everywhere; says where it took longest."""
    shell = window.shell
    assert shell is not None
    worst: dict[str, tuple[float, float]] = {}
    for target in _targets():
        QTimer.singleShot(5, lambda target=target: shell.go(target))
        before = len(heart.late)
        heart.run(180)
        worst[target] = max(heart.late[before:]), max(heart.worked[before:])
    longest = sorted(worst, key=lambda target: worst[target], reverse=True)[:3]
    return ", ".join("{} {:.0f} (worked {:.0f})".format(target, *worst[target]) for target in longest)


def _switch(program: Program, window: Window) -> tuple[float, str]:
    """From light to dark and back with every page visited in between, so that all of them wear the look of now."""
    shell = window.shell
    assert shell is not None
    longest = []
    for _ in range(7):
        for entry in PAGES:
            if entry.in_sidebar:
                shell.go(entry.key)
        shell.go("charter")
        Heart().run(300)
        heart = Heart()
        QTimer.singleShot(5, program.toggle_theme)
        heart.run(400)
        longest.append((max(heart.late), max(heart.worked)))
    late, worked = (statistics.median(values) for values in zip(*longest, strict=True))
    return late, f"worked {worked:.0f}"


def _targets() -> Iterator[str]:
    """Every page, and every part that can be opened inside one."""
    for entry in PAGES:
        yield from (f"{entry.key}#{part}" for part, _ in entry.parts)
        yield entry.key


def _type(window: Window, heart: Heart) -> None:
    """A sentence typed into the mission with the preview open, at ten letters a second."""
    from PySide6.QtTest import QTest

    shell = window.shell
    assert shell is not None
    shell.go("charter#mission")
    page = shell.page
    assert isinstance(page, CharterPage)
    page.side_tab(3)
    heart.run(1500)
    view = page.view
    assert view is not None
    view.prose[0].setFocus()
    edit = view.prose[0].focusProxy()
    assert edit is not None
    for letter in "We judge ourselves by two numbers and nothing else. ":
        QTimer.singleShot(1, lambda letter=letter: QTest.keyClicks(edit, letter))
        heart.run(100)
    heart.run(1500)
