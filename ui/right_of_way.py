"""The window goes first: work beside it waits while a page is brought up."""

from __future__ import annotations

import threading
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

_PAINTING_MS: Final = 30
"""By then everything is painted: Qt gathers what is to be painted for 5 ms."""
_LONGEST_SECONDS: Final = 0.3


class RightOfWay(QObject):
    """Says when the window's thread must not be kept waiting.

    Python computes in one thread at a time. Where a second one wants to as well, the window waits for its turn each
    time it comes back from Qt, and that is hundreds of times while a page comes up.
    """

    given_back = Signal()
    """Whatever waited may go on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._free = threading.Event()
        self._free.set()
        self._is_over = False
        self._painting = QTimer(self)
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self._on_painted)

    @property
    def is_taken(self) -> bool:
        return not self._free.is_set()

    def take(self) -> None:
        """Keeps others waiting until what is done now is painted."""
        if not self._is_over:
            self._free.clear()
            # From the first moment on at which the window's thread is done with it.
            QTimer.singleShot(0, self, self._on_done)

    def wait(self) -> None:
        """Waits while the right of way is taken; called in any other thread."""
        if not self._free.wait(_LONGEST_SECONDS):
            # The window may be waiting for this very work.
            self._free.set()

    def stop(self) -> None:
        """Lets everything pass from now on: the window is about to wait for it."""
        self._is_over = True
        self._free.set()

    def _on_done(self) -> None:
        self._painting.start(_PAINTING_MS)

    def _on_painted(self) -> None:
        self._free.set()
        self.given_back.emit()
