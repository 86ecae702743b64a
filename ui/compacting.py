"""While nobody changes anything, the file gives room back to the drive that it does not need."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from enable_desktop.errors import WorkspaceError

if TYPE_CHECKING:
    from ui.desk import Desk

_QUIET_MS: Final = 30_000
"""Whoever is writing stores something more often than this."""
_NEXT_MS: Final = 300


class Compacting(QObject):
    """Makes the file of one window smaller, slice by slice; every change lets it wait again."""

    def __init__(self, desk: Desk, quiet_ms: int = _QUIET_MS, next_ms: int = _NEXT_MS) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self._quiet_ms, self._next_ms = quiet_ms, next_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_quiet)
        self._timer.start(quiet_ms)
        desk.changed.connect(self._on_changed)
        desk.closing.connect(self._timer.stop)

    @property
    def is_waiting(self) -> bool:
        """Whether there is, or may be, something to do."""
        return self._timer.isActive()

    def _on_changed(self, *_: object) -> None:
        self._timer.start(self._quiet_ms)

    def _on_quiet(self) -> None:
        # What cannot be written is told by the next change; nothing is lost here.
        with suppress(WorkspaceError):
            if self._workspace.compact():
                self._timer.start(self._next_ms)
