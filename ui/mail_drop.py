"""E-mails dropped anywhere on the window: feedback that came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desk import Desk

_MAIL = ".eml"


class MailDrop(QObject):
    """Takes what no page takes itself, where all of it is mail."""

    def __init__(self, desk: Desk, shell: QWidget) -> None:
        super().__init__(shell)
        self._desk = desk
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if mails_in(event.mimeData()) and not self._desk.workspace.is_readonly:
                event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            mails = mails_in(event.mimeData())
            if mails:
                event.acceptProposedAction()
                self.take(mails)
            return True
        return False

    def take(self, mails: tuple[Path, ...]) -> None:
        """Reads these and shows what they would bring."""
        # Loaded here: the window comes up without it.
        from ui.imports import feedback_of

        self._desk.importing.begin(feedback_of(mails), mails[0])


def mails_in(data: QMimeData) -> tuple[Path, ...]:
    """The mails that are dragged; none where anything else is among them."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls())
    return paths if paths and all(path.suffix.lower() == _MAIL for path in paths) else ()
