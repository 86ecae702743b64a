"""The library's page over many assets: opened, searched key by key until it is painted, scrolled; and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.library import keystrokes, percentile
from tests.bench.result import Result, peak_memory
from tests.bench.shelf import TODAY, place_in, write_library

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QWidget

SIZES: Final = {"10k": (10_000, 30.0), "100k": (100_000, 60.0)}
"""So many assets, and so many milliseconds from a key to the painted row."""
FRAMES: Final = 120


def results() -> list[Result]:
    """Each size in a process of its own, whose memory is its own."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        for size, (count, limit) in SIZES.items():
            path = write_library(Path(name) / f"{size}.enable", count)
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.library_page", str(path)],
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            opened, keys, frame, memory = map(float, done.stdout.split())
            found += [
                Result(name=f"the library's page opens, {size}", ours=opened, limit=300.0),
                Result(name=f"key to painted row, 95th percentile, {size}", ours=keys, limit=limit),
                Result(name=f"a frame of scrolling, 95th percentile, {size}", ours=frame, limit=16.0),
                Result(name=f"memory beyond the empty program, {size}", ours=memory, unit="MB", limit=150.0),
            ]
    return found


def measure(path: Path) -> tuple[float, float, float, float]:
    """Milliseconds to open the page, for a key and for a frame; megabytes."""
    from PySide6.QtWidgets import QApplication

    from ui.ask import DialogAsk
    from ui.library.page import LibraryPage
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.tasks import PoolTasks

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    place = place_in(path.parent)
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
    program.start(path)
    window = program.windows[0]
    window.resize(1440, 900)
    app.processEvents()
    assert window.shell is not None
    before = peak_memory()

    begun = time.perf_counter()
    window.shell.go("library")
    window.repaint()
    app.processEvents()
    opened = time.perf_counter() - begun
    page = window.shell.page
    assert isinstance(page, LibraryPage)
    _rest(app)

    rows = page.table.viewport()
    paints = _paints_of(rows)
    keys = []
    for text in keystrokes():
        paints.clear()
        begun = time.perf_counter()
        page.search.setText(text)
        page.state.find_now()
        keys.append(time.perf_counter() - begun)
        # What is found stands on the screen when the key has been dealt with.
        assert paints or not page.state.found
        _rest(app)

    page.search.setText("")
    page.state.find_now()
    _rest(app)
    frames = []
    bar = page.table.verticalScrollBar()
    for number in range(FRAMES):
        begun = time.perf_counter()
        bar.setValue(bar.maximum() * number // FRAMES)
        rows.repaint()
        frames.append(time.perf_counter() - begun)
        app.processEvents()
    memory = peak_memory() - before
    window.close()
    return 1000 * opened, 1000 * percentile(keys), 1000 * percentile(frames), memory


def _paints_of(widget: QWidget) -> list[QEvent]:
    """Every time from now on that a widget is painted."""
    from PySide6.QtCore import QEvent, QObject

    found: list[QEvent] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                found.append(event)
            return False

    widget.installEventFilter(Watch(widget))
    return found


def _rest(app: object) -> None:
    """Lets counts and the rest follow, as they do between two keys of a person."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(150, loop.quit)
    loop.exec()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["ENABLE_TODAY"] = TODAY.isoformat()
    print(*measure(Path(sys.argv[1])))
