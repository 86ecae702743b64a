"""One window for one file: a second start brings the first window forward; a file that went away is noticed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from enable_desktop.errors import WorkspaceError

if TYPE_CHECKING:
    from db.workspace import Workspace

_LOOK_MS: Final = 500


class FileWatch(QObject):
    """Looks twice a second whether a second start asked for the window, and whether the file is still in its place."""

    forward_wanted = Signal()
    lost = Signal(object)
    """The `WorkspaceError` that says so; once."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._signal: Path | None = workspace.raise_signal
        self._touched = self._stamp()
        self._is_lost = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks now."""
        touched = self._stamp()
        if touched != self._touched:
            self._touched = touched
            self.forward_wanted.emit()
        if self._is_lost or self._workspace.is_readonly:
            return
        try:
            self._workspace.check_place()
        except WorkspaceError as fault:
            self._is_lost = True
            self.lost.emit(fault)

    def stop(self) -> None:
        """No more looking."""
        self._timer.stop()

    def _stamp(self) -> int:
        """When the signal was touched last; 0 when it never was."""
        try:
            return self._signal.stat().st_mtime_ns if self._signal is not None else 0
        except OSError:
            return 0
