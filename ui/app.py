"""The window program, put together."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import ui.own_import  # noqa: F401  # First: what is imported after it is imported more quickly.
from ui.ask import DialogAsk
from ui.crash import watch_for_crashes
from ui.garbage import Collector
from ui.place import own_place
from ui.preferences import Preferences
from ui.program import Program
from ui.tasks import PoolTasks


def main(argv: Sequence[str]) -> int:
    """Opens the window on the file named, or on the last workspace; raises WorkspaceError when it cannot."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["enable-desktop", "-style", "Fusion"])
    app.setApplicationName("Enable Desktop")
    app.setDesktopFileName("enable-desktop")
    collector = Collector(app)
    place = own_place()
    program = Program(app, place, Preferences(place.home), ask=DialogAsk, tasks=PoolTasks)
    release = watch_for_crashes(program)
    try:
        program.start(Path(argv[0]) if argv else None)
        collector.begin()
        return app.exec()
    finally:
        release()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
