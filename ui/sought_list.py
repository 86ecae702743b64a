"""A list with a field that narrows it, the same on every page that has one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from ui.line_edit import LineEdit
from ui.theme import Theme


class SearchField(LineEdit):
    """Narrows a list: Down and Enter go to it, Esc empties the field and then leaves it."""

    down = Signal()
    left = Signal()

    def __init__(self, theme: Theme, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint or name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        theme.dress(self, "body")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.down.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def begin(self) -> None:
        """Takes the keys, ready for other words."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()


class SoughtList(QListView):
    """The rows: `/` searches, Enter goes to what the row stands for, Del removes it."""

    search_wanted = Signal()
    entered = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, name: str, search: SearchField) -> None:
        super().__init__()
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.search_wanted.connect(search.begin)
        search.down.connect(self.take_focus)
        search.left.connect(self.take_focus)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Slash:
                self.search_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.entered.emit()
            case Qt.Key.Key_Delete:
                self.remove_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""
