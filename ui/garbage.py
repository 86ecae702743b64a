"""Cyclic garbage, collected only between events: collecting inside one, or in a worker thread, crashes PySide."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_LOOK_MS: Final = 2000
_MANY: Final = (5_000, 10, 10)


class Collector(QObject):
    """Takes over from Python's own collector, in the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # From here on already: a start makes much that stays, and looking through it costs milliseconds.
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """After the start: what is there now stays, and is not looked through again."""
        gc.freeze()
        self._timer.start()

    def look(self) -> None:
        """Collects the oldest generation that has grown much, which takes the younger ones along."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > _MANY[generation]:
                gc.collect(generation)
                return
