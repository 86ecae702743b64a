"""What the Insert menu puts into a text: a reference, a date, a table, a picture kept in the workspace."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu, QWidget

from db.attachments import LIMIT
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.editor.link_popup import LinkPopup
from ui.editor.markdown_edit import Written

if TYPE_CHECKING:
    from pathlib import Path

    from db.workspace import Workspace
    from ui.desk import Desk

_PICTURES: Final = ("png", "jpg", "jpeg")
# Letters that would end the name inside `![name](name)`.
_UNSAFE: Final = re.compile(r"[\s()\[\]<>\\|`*\x00-\x1f\ud800-\udfff]+")


class InsertMenu(QMenu):
    """Writes into the field that `field` answers with."""

    def __init__(self, desk: Desk, field: Callable[[], Written | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = field
        words = desk.words
        for text, run in (
            (mark("Link to a record"), self.link_record),
            (mark("Today's date"), self.date),
            (mark("Table"), self.table),
            (mark("Picture from a file"), self.picture),
        ):
            self.addAction(words(text)).triggered.connect(lambda *_, run=run: run())

    def link_record(self) -> LinkPopup | None:
        """Opens a search; the record chosen there is written as a reference."""
        field = self._field()
        if field is None:
            return None
        popup = LinkPopup(self._desk, field.edit)
        popup.chosen.connect(field.edit.writing.insert)
        popup.open()
        return popup

    def date(self) -> None:
        if (field := self._field()) is not None:
            field.edit.writing.insert(self._desk.document_words().day(self._desk.today))

    def table(self) -> None:
        if (field := self._field()) is not None:
            field.edit.writing.table()

    def picture(self) -> None:
        """Keeps a picture in the workspace and names it in the text."""
        field, words = self._field(), self._desk.words
        if field is None:
            return
        path = self._desk.ask.open_file(
            words(mark("Choose a picture")), (FileKind(words(mark("Pictures")), _PICTURES),)
        )
        if path is None:
            return
        try:
            name = attach(self._desk.workspace, path)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        field.edit.writing.insert(f"![{name}]({name})")


def attach(workspace: Workspace, path: Path) -> str:
    """Keeps a file as an attachment; answers its name there, which no other file has."""
    try:
        # Asked first, so that a huge file is not read to be refused.
        content = path.read_bytes() if path.stat().st_size <= LIMIT else None
    except OSError as fault:
        raise WorkspaceError(mark("{name} could not be read; nothing was attached."), name=path.name) from fault
    if content is None:
        raise WorkspaceError(mark("{name} is larger than 50 MB and was not attached."), name=path.name)
    name = f"{_UNSAFE.sub('-', path.stem) or '-'}{path.suffix.lower()}"
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return workspace.attachments.add(name, content, media_type).title
