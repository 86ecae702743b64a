"""When typing is stored: a second after it stops, every five seconds while it does not, and at once when told."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

PAUSE_MS: Final = 1_000
CEILING_MS: Final = 5_000


class Pause(QObject):
    """Hears of every letter; says when to store."""

    due = Signal(bool)
    """True while the typing goes on, False at a pause."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._ceiling = QTimer(self)
        self._ceiling.setInterval(CEILING_MS)
        self._ceiling.timeout.connect(self._on_ceiling)

    def typed(self) -> None:
        """A letter more."""
        self._pause.start()
        if not self._ceiling.isActive():
            self._ceiling.start()

    def stop(self) -> None:
        """Everything is stored."""
        self._pause.stop()
        self._ceiling.stop()

    def _on_pause(self) -> None:
        self.stop()
        self.due.emit(False)

    def _on_ceiling(self) -> None:
        self.due.emit(True)
