"""Pages are imported and made while nobody waits for them, a piece at a time, so that their first showing is quick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from enable_desktop.errors import WorkspaceError
from ui.pages import PAGES

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from ui.shell import Shell

_FIRST_MS: Final = 1_200
_NEXT_MS: Final = 100
_QUIET_MS: Final = 800
_OF_A_PERSON: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel}
)


class EarlyPages(QObject):
    """Makes the pages of the sidebar some time after the window is there, in its order.

    A piece may take longer than a letter should wait, so there is none until keys and mouse have rested.
    """

    def __init__(self, shell: Shell, window: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._pieces = _pieces(shell)
        self.has_begun = False
        self.is_done = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_quiet)
        self._timer.start(_FIRST_MS)
        window.installEventFilter(self)

    @property
    def rest(self) -> int:
        """How many milliseconds the next piece is away; -1 when there is none."""
        return self._timer.remainingTime()

    def stop(self) -> None:
        """Makes no more pages: the window is about to close, or all are there."""
        if self.is_done:
            return
        self.is_done = True
        self._timer.stop()
        # WORKAROUND PySide6: its wrapper of a window may be invalid long before the window is gone, so ask for another.
        window = self._shell.window().windowHandle()
        if window is not None:
            window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OF_A_PERSON and not self.is_done:
            self._timer.start(max(_QUIET_MS, self._timer.remainingTime()))
        return False

    def _on_quiet(self) -> None:
        self.has_begun = True
        if next(self._pieces, self) is self:
            self.stop()
        else:
            self._timer.start(_NEXT_MS)


def _pieces(shell: Shell) -> Iterator[None]:
    """First what the first change would wait for and every import, which takes longest, then page after page."""
    # A file that cannot be read now is told of by whatever needs it.
    with suppress(WorkspaceError):
        shell.desk.workspace.get_ready()
    yield
    entries = [entry for entry in PAGES if entry.in_sidebar]
    for entry in entries:
        entry.load()
        yield
    for entry in entries:
        yield from shell.prepare(entry.key)
        yield
