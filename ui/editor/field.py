"""A prose field of one record: the editor, and when what is typed in it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.charter.lines import Prose
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.editor.markdown_edit import TEXT_WIDTH, MarkdownEdit
from ui.record_pause import Pause
from ui.stay import Stay

if TYPE_CHECKING:
    from ui.desk import Desk


class ProseField(QWidget):
    """Edits one prose field of one record in Markdown, and stores it by itself."""

    text_changed = Signal()
    focused = Signal()

    def __init__(
        self, desk: Desk, ref: Ref, field: str, *, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ref = ref
        self.field = field
        self._is_dirty = False
        self._is_open = False
        self._stay: Stay | None = None
        self.edit = MarkdownEdit(desk.theme, self)
        self.edit.table_words = desk.words(mark("Heading"))
        self.edit.setPlaceholderText(placeholder)
        if ref.kind == Prose.kind:
            # The text of a section is the page itself; elsewhere a field has an outline.
            self.edit.setProperty("bare", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit, 1)
        row.addStretch(0)
        self.setFocusProxy(self.edit)
        self._pause = Pause(self)
        self._pause.due.connect(self._store)
        self.edit.edited.connect(self._on_edited)
        self.edit.entered.connect(self.focused)
        self.edit.left.connect(self._on_left)
        self.edit.paused.connect(self.flush)
        self.edit.followed.connect(self._on_followed)
        desk.changed.connect(self._on_changed)
        desk.theme.changed.connect(self._limit_width)
        self._limit_width()
        self.refresh()

    def text(self) -> str:
        """The Markdown as it stands in the editor."""
        return self.edit.text()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def _limit_width(self) -> None:
        self.edit.setMaximumWidth(self.desk.theme.px(TEXT_WIDTH))

    # -- storing

    def _on_edited(self) -> None:
        if self._stay is None:
            self._stay = Stay(self.desk.workspace, self.ref, self.field)
        self._is_dirty = True
        self._pause.typed()
        self.text_changed.emit()

    def _on_left(self) -> None:
        self.flush()
        self.edit.forget_edits()
        if self.is_stored:
            self._stay = None

    def _on_followed(self, ref: Ref) -> None:
        self.flush()
        self.desk.go(ref)

    @property
    def is_stored(self) -> bool:
        """Whether what stands here is in the file; not so after a fault of the file."""
        return not self._is_dirty

    def flush(self) -> None:
        """Stores what is still being typed, as the end of a step."""
        self._pause.stop()
        self._store(False)

    def _store(self, typing: bool) -> None:
        workspace = self.desk.workspace
        text = self.text()
        line = workspace.find(self.ref) if self._is_dirty else None
        self._is_dirty = False
        if line is None or getattr(line, self.field) == text:
            if self._is_open and not typing:
                workspace.settle()
                self._is_open = False
            return
        assert self._stay is not None
        try:
            self._stay.store(text, by=self, typing=typing)
        except WorkspaceError as fault:
            # Kept as unsaved: the next letter tries again.
            self._is_dirty = True
            self._pause.stop()
            self.desk.failed(fault)
            return
        self._is_open = typing

    # -- following

    def _on_changed(self, changes: Changes) -> None:
        if changes.source is not self and self.ref in changes.touched:
            self.refresh()

    def refresh(self) -> None:
        """Shows what is stored, unless something is being typed."""
        if self._is_dirty:
            return
        line = self.desk.workspace.find(self.ref)
        self.edit.setReadOnly(line is None or self.desk.workspace.is_readonly)
        text = str(getattr(line, self.field)) if line is not None else ""
        if text != self.text():
            self._stay = None
            self.edit.show_text(text)
            self.text_changed.emit()
