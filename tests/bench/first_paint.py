"""A child process that ends when a window has been painted: `floor`, `window FILE` or `page FILE`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def floor() -> None:
    """The smallest program that shows a main window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:
            QTimer.singleShot(0, lambda: os._exit(0))

    app = QApplication(["floor"])
    window = Window()
    window.resize(1440, 900)
    window.show()
    app.exec()


def ours(path: Path, *, page: bool) -> None:
    """The program on a workspace, put together as `ui.app` does it, until its frame or its first page is painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from ui.ask import DialogAsk
    from ui.place import own_place
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.tasks import PoolTasks

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and (not page or watched.objectName().startswith("page-")):
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    app = QApplication(["enable-desktop"])
    place = own_place()
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
    watch = Watch()
    app.installEventFilter(watch)
    program.start(path)
    app.exec()


if __name__ == "__main__":
    if sys.argv[1] == "floor":
        floor()
    else:
        ours(Path(sys.argv[2]), page=sys.argv[1] == "page")
