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
    """The program as it is started on a workspace, until its frame or its first page has been painted."""
    import gc

    gc.disable()
    from PySide6.QtCore import QEvent, QObject, QTimer

    import ui.app
    from ui.cli import run
    from ui.program import Program

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    class Watched(Program):
        def start(self, path: Path | None) -> None:
            self.watch = Watch()
            super().start(path)
            # On one widget alone: looking at every event of the program would itself take time.
            shell = self.windows[0].shell
            assert shell is not None
            if page:
                shell.page_shown.connect(self.watch_page)
            else:
                shell.installEventFilter(self.watch)

        def watch_page(self) -> None:
            shell = self.windows[0].shell
            assert shell is not None and shell.page is not None
            shell.page.installEventFilter(self.watch)

    # The one seam: everything else is the program's own start.
    vars(ui.app)["Program"] = Watched
    run([str(path)])


if __name__ == "__main__":
    if sys.argv[1] == "floor":
        floor()
    else:
        ours(Path(sys.argv[2]), page=sys.argv[1] == "page")
