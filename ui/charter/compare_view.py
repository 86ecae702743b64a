"""What differs between two versions, line by line, with the changed words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from enable_desktop.charter.compare import COVER, Change, Difference, State, differences, inline
from enable_desktop.charter.content import Charter
from enable_desktop.charter.evidence import Shown, cited, note_of
from enable_desktop.charter.sections import BY_KEY
from enable_desktop.fields import Field, Shape
from enable_desktop.links import without_chips
from enable_desktop.readouts import Reader
from enable_desktop.words import mark
from ui.labels import label

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN: Final = 400


class CompareView(QWidget):
    """The differences as a text that can be read, selected and copied; additions underlined, removals struck out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self._title = label(desk.theme, "", "section")
        column.addWidget(self._title)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setAcceptRichText(False)
        self._text.setProperty("bare", "true")
        self._text.setAccessibleName(desk.words(mark("Differences")))
        self._text.setMinimumHeight(240)
        desk.theme.dress(self._text, "body")
        column.addWidget(self._text)
        self._shown: tuple[Charter, Charter, str] | None = None
        desk.theme.changed.connect(self._again)

    def _again(self) -> None:
        if self._shown is not None:
            self.show_difference(*self._shown)

    def show_difference(self, old: Charter, new: Charter, name: str) -> None:
        """Writes what changed from one version to the other."""
        self._shown = (old, new, name)
        words = self._desk.words
        found = differences(old, new)
        self._title.setText(
            words.n("{n} difference since {name}", "{n} differences since {name}", len(found), name=name)
        )
        self._text.clear()
        cursor = self._text.textCursor()
        cursor.beginEditBlock()
        section = ""
        for difference in found[:_SHOWN]:
            if difference.section != section:
                section = difference.section
                name_of = words(mark("Cover")) if section == COVER else words(BY_KEY[section].title)
                self._write(cursor, f"{name_of}\n", weight=True)
            self._write_one(cursor, difference)
        if len(found) > _SHOWN:
            self._write(cursor, words.n("and {n} more", "and {n} more", len(found) - _SHOWN))
        cursor.endEditBlock()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_one(self, cursor: QTextCursor, difference: Difference) -> None:
        words = self._desk.words
        label_text = words(difference.label) if difference.label else ""
        name = " · ".join(part for part in (difference.title, label_text) if part)
        if difference.change is not Change.CHANGED:
            state = State.ADDED if difference.change is Change.ADDED else State.REMOVED
            self._write(cursor, f"{words(difference.change.label)}: ", tone="text.secondary")
            self._write(cursor, name, state=state)
        else:
            self._write(cursor, f"{name}: " if name else "", tone="text.secondary")
            before = self._said(difference.field, difference.before, difference.old_currency)
            after = self._said(difference.field, difference.after, difference.new_currency)
            if difference.is_prose:
                for piece in inline(before, after):
                    self._write(cursor, piece.text, state=piece.state)
            else:
                self._write(cursor, before, state=State.REMOVED)
                self._write(cursor, " ")
                self._write(cursor, after, state=State.ADDED)
        self._write(cursor, "\n")

    def _said(self, field: Field | None, value: object, currency: str) -> str:
        if isinstance(value, Shown):
            return cited(*note_of(value, self._desk.words))
        if field is None or field.shape is Shape.RECORD:
            return str(value or "")
        if isinstance(value, str) and field.shape in (Shape.TEXT, Shape.PROSE):
            return without_chips(value)
        currency = currency or self._desk.workspace.settings.get("currency", "EUR")
        return Reader(self._desk.words, currency, self._desk.workspace.title_of).shown(field, value)

    def _write(
        self, cursor: QTextCursor, text: str, *, tone: str = "text.primary", weight: bool = False, state: object = None
    ) -> None:
        style = QTextCharFormat()
        style.setFont(self._desk.theme.font("strong" if weight else "body"))
        style.setForeground(self._desk.theme.color(tone))
        if state is State.ADDED:
            style.setFontUnderline(True)
            style.setBackground(self._desk.theme.color("bg.accentTint"))
        elif state is State.REMOVED:
            style.setFontStrikeOut(True)
            style.setBackground(self._desk.theme.color("bg.problem"))
        cursor.insertText(text, style)
