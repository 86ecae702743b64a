"""When what is typed is stored: on leaving, a second after typing stops, every five seconds while it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

PAUSE_MS: Final = 1_000
LONGEST_MS: Final = 5_000


class Saver(QObject):
    """Calls `save(typing)`; `typing` is true while more is to be expected at once."""

    def __init__(self, save: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self.is_waiting = False
        self._pause = self._timer(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._longest = self._timer(LONGEST_MS)
        self._longest.timeout.connect(self._on_longest)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def touched(self) -> None:
        """Something was typed."""
        self.is_waiting = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> None:
        """Stores what waits, now; the next change is a step of its own."""
        self._pause.stop()
        self._longest.stop()
        if self.is_waiting:
            self.is_waiting = False
            self._save(False)

    def drop(self) -> None:
        """Forgets what waits."""
        self._pause.stop()
        self._longest.stop()
        self.is_waiting = False

    def _on_longest(self) -> None:
        if self.is_waiting:
            self._save(True)
