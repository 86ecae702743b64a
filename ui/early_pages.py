"""Pages are imported while nobody waits for them, one at a time, so that their first showing is quick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.pages import PAGES, PageEntry

_FIRST_MS: Final = 1_200
_NEXT_MS: Final = 150


class EarlyPages(QObject):
    """Imports the pages of the sidebar some time after the window is there, in its order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[PageEntry] = [entry for entry in PAGES if entry.in_sidebar]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._load_next)
        self._timer.start(_FIRST_MS)

    @property
    def is_done(self) -> bool:
        return not self._waiting

    def _load_next(self) -> None:
        self._waiting.pop(0).load()
        if self._waiting:
            self._timer.start(_NEXT_MS)
