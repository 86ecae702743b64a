"""The bar above the text: what the editor's keys do, as buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.editor.insert_menu import InsertMenu
from ui.editor.markdown_edit import Written
from ui.editor.markdown_line import Shape
from ui.editor.writing import Writing

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

Doing = Callable[[Writing], None]

_BUTTONS: Final[tuple[tuple[tuple[str, str, str, Doing], ...], ...]] = (
    (
        ("format-header-2", mark("Heading"), "Ctrl+Alt+2", lambda writing: writing.heading(2)),
        ("format-header-3", mark("Small heading"), "Ctrl+Alt+3", lambda writing: writing.heading(3)),
    ),
    (
        ("format-bold", mark("Bold"), "Ctrl+B", Writing.bold),
        ("format-italic", mark("Italic"), "Ctrl+I", Writing.italic),
    ),
    (
        ("format-list-bulleted", mark("Bullets"), "Ctrl+Shift+8", lambda writing: writing.lines(Shape.BULLET)),
        ("format-list-numbered", mark("Numbers"), "Ctrl+Shift+7", lambda writing: writing.lines(Shape.NUMBER)),
        ("format-list-checks", mark("Checks"), "Ctrl+Shift+9", lambda writing: writing.lines(Shape.CHECK)),
    ),
    (
        ("format-quote-close", mark("Quote"), "Ctrl+Shift+.", lambda writing: writing.lines(Shape.QUOTE)),
        ("table-plus", mark("Insert a table"), "", Writing.table),
        ("link-plus", mark("Link"), "Ctrl+L", Writing.link),
    ),
)


class EditorToolbar(QWidget):
    """Serves the prose field that was entered last."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field: Written | None = None
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for number, group in enumerate(_BUTTONS):
            if number:
                row.addWidget(_Divider(desk.theme))
            for icon, name, shortcut, doing in group:
                made = icon_button(desk.theme, icon, desk.words(name), partial(self._do, doing), shortcut=shortcut)
                # A click leaves the focus in the text.
                made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                self.buttons[icon] = made
                row.addWidget(made)
        row.addWidget(_Divider(desk.theme))
        self.insert_menu = InsertMenu(desk, self._writable, self)
        self.insert_button = self._insert_button()
        row.addWidget(self.insert_button)
        row.addStretch(1)
        self.attach(None)

    def _insert_button(self) -> QToolButton:
        made = QToolButton()
        made.setText(self._desk.words(mark("Insert")))
        made.setAccessibleName(made.text())
        made.setIcon(self._desk.theme.icon("chevron-down"))
        self._desk.theme.size_icon(made, 16)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The arrow stands after the word.
        made.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if self.isRightToLeft() else Qt.LayoutDirection.RightToLeft
        )
        made.setMenu(self.insert_menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _writable(self) -> Written | None:
        """The field to write into, now with the focus."""
        if self._field is None or self._field.edit.isReadOnly():
            return None
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._field

    def write(self, text: str) -> None:
        """Puts a text where the cursor of the field is, and goes there."""
        field = self._writable()
        if field is not None:
            field.edit.writing.insert(text)

    def attach(self, field: Written | None) -> None:
        """From now on the buttons write into this field; None for none."""
        if self._field is not None:
            self._field.destroyed.disconnect(self._on_destroyed)
        self._field = field
        if field is not None:
            field.destroyed.connect(self._on_destroyed)
        for made in (*self.buttons.values(), self.insert_button):
            made.setEnabled(field is not None)

    def _on_destroyed(self) -> None:
        self._field = None
        self.attach(None)

    def _do(self, doing: Doing) -> None:
        field = self._writable()
        if field is not None:
            doing(field.edit.writing)


class _Divider(QWidget):
    """A line between groups of buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(9, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(4, 0, 1, self.height(), self._theme.color("line.default"))
        painter.end()
