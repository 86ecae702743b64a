"""What an empty section may begin with: the patterns of a mission, or a text that only needs your figures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.buttons import button
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.editor.field import ProseField


def offered(desk: Desk, key: str) -> tuple[str, ...]:
    """The texts a section may begin with, in the language of the workspace's documents."""
    from resources.content import library, starter

    language = desk.workspace.settings.get("language") or "en"
    if key == "mission":
        return tuple(str(entry["title"]) for entry in library(language, "mission_patterns"))
    text = starter(language, key)
    return (text,) if text else ()


class Beginnings(QWidget):
    """Offers texts below a prose field for as long as it is empty."""

    def __init__(self, desk: Desk, field: ProseField, texts: tuple[str, ...]) -> None:
        super().__init__()
        self._desk = desk
        self._field = field
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        single = len(texts) == 1
        if not single:
            column.addWidget(label(theme, words(mark("Begin with one of these")), "small", tone="secondary"))
        for text in texts:
            name = words(mark("Begin with a text to work on")) if single else words(mark("Use this"))
            made = button(theme, name, partial(self.begin_with, text), icon="text-box-plus-outline", small=True)
            row = QHBoxLayout()
            row.setSpacing(12)
            if not single:
                made.setAccessibleName(f"{name}: {text}")
                row.addWidget(label(theme, text, "body", wrap=True), 1)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            if single:
                row.addStretch(1)
            column.addLayout(row)
        field.text_changed.connect(self._show)
        self._show()

    def begin_with(self, text: str) -> None:
        """Puts a text into the empty field, as a step of its own."""
        # Any: the workspace takes a value of any field by its name.
        values: dict[str, Any] = {self._field.field: text}
        try:
            self._desk.workspace.change(self._field.ref, by=self, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._field.setFocus()

    def _show(self) -> None:
        self.setVisible(not self._field.text().strip() and not self._desk.workspace.is_readonly)
