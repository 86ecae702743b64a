"""One window for one file: a second start brings the first window forward; a file that went away is noticed."""

from __future__ import annotations

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
    back = Signal()
    """The file is in its place again: a drive was away for a while."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
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
        if self._workspace.is_readonly:
            return
        try:
            self._workspace.check_place()
        except WorkspaceError as fault:
            if not self._is_lost:
                self._is_lost = True
                self.lost.emit(fault)
        else:
            if self._is_lost:
                self._is_lost = False
                self.back.emit()

    def begin_again(self) -> None:
        """The workspace goes on in another file."""
        self._touched = self._stamp()
        self._is_lost = False

    def stop(self) -> None:
        """No more looking."""
        self._timer.stop()

    def _stamp(self) -> int:
        """When the signal was touched last; 0 when it never was."""
        signal = self._workspace.raise_signal
        try:
            return signal.stat().st_mtime_ns if signal is not None else 0
        except OSError:
            return 0
