"""What opens under a button of the library: the filters where there is little room, and the searches kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.labels import label
from ui.library.facet_names import FacetNames
from ui.library.facet_panel import FacetPanel
from ui.line_edit import LineEdit

if TYPE_CHECKING:
    from enable_desktop.library.assets import SavedSearch
    from ui.desk import Desk
    from ui.library.state import LibraryState

_WIDE: Final = 260
_HIGH: Final = 460


class _Popup(QFrame):
    """A frame under a button; Esc closes it, and the focus goes back to where it came from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("pane", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.Box)

    def _open_under(self, place: QWidget) -> None:
        screen = place.screen().availableGeometry()
        corner = place.mapToGlobal(QPoint(0, place.height() + 2))
        left = max(screen.left(), min(corner.x(), screen.right() - self.width()))
        top = corner.y() if corner.y() + self.height() <= screen.bottom() else screen.bottom() - self.height()
        self.move(left, max(screen.top(), top))
        self.show()


class FiltersPopup(_Popup):
    """The same panel of facets as beside the table."""

    def __init__(self, desk: Desk, state: LibraryState, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.setSpacing(4)
        self.facets = FacetPanel(desk, state)
        self.facets.left.connect(self.close)
        column.addWidget(self.facets, 1)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        words = desk.words
        row.addWidget(button(desk.theme, words(mark("Clear filters")), self._clear, look="quiet", small=True))
        row.addStretch(1)
        row.addWidget(button(desk.theme, words(mark("Close")), self.hide, small=True))
        column.addLayout(row)

    def open_under(self, place: QWidget) -> None:
        self.resize(self._desk.theme.px(_WIDE), self._desk.theme.px(_HIGH))
        self._open_under(place)
        self.facets.setFocus(Qt.FocusReason.PopupFocusReason)

    def _clear(self) -> None:
        self._state.choose({})


class NamePopup(_Popup):
    """One line for a name: Enter takes it, Esc leaves it."""

    named = Signal(str)

    def __init__(self, desk: Desk, title: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(label(desk.theme, title, "smallstrong"))
        self.line = LineEdit()
        self.line.setMinimumWidth(desk.theme.px(_WIDE))
        self.line.setAccessibleName(title)
        desk.theme.dress(self.line, "body")
        self.line.returnPressed.connect(self._take)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(primary_button(desk.theme, action, self._take))
        column.addLayout(row)

    def open_under(self, place: QWidget, name: str) -> None:
        self.line.setText(name)
        self.line.selectAll()
        self.adjustSize()
        self._open_under(place)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self) -> None:
        name = " ".join(self.line.text().split())
        if name:
            self.close()
            self.named.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class SavedSearches:
    """The menu of the searches kept."""

    def __init__(self, desk: Desk, state: LibraryState, page: QWidget) -> None:
        self._desk = desk
        self._state = state
        self._page = page
        self._names = FacetNames(desk)
        self._name: NamePopup | None = None
        self._new_name: NamePopup | None = None
        self._renamed: SavedSearch | None = None

    def open_under(self, place: QWidget) -> None:
        """Lists them; with none kept, asks for the name of this one at once."""
        saved = self._state.saved
        if not saved and self._state.is_narrowed:
            self._ask(place)
            return
        words, theme = self._desk.words, self._desk.theme
        menu = QMenu(self._page)
        menu.setAccessibleName(words(mark("Saved searches")))
        for search in saved:
            title = search.title.replace("&", "&&")
            menu.addAction(theme.icon("bookmark-outline"), title).triggered.connect(partial(self._show, search))
        menu.addSeparator()
        keep = menu.addAction(theme.icon("plus"), words(mark("Save this search")))
        keep.setEnabled(self._state.is_narrowed and not self._desk.workspace.is_readonly)
        keep.triggered.connect(partial(self._ask, place))
        for icon, text, does in (
            ("pencil-outline", words(mark("Rename a saved search")), partial(self._ask_name, place)),
            ("trash-can-outline", words(mark("Remove a saved search")), self._forget),
        ):
            each = menu.addMenu(theme.icon(icon), text)
            each.setEnabled(bool(saved) and not self._desk.workspace.is_readonly)
            for search in saved:
                each.addAction(search.title.replace("&", "&&")).triggered.connect(partial(does, search))
        first = next((action for action in menu.actions() if action.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = QPoint(min(0, place.width() - menu.sizeHint().width()), place.height())
        menu.popup(place.mapToGlobal(corner))

    def _show(self, search: SavedSearch, *_: object) -> None:
        self._state.show_saved(search)

    def _forget(self, search: SavedSearch, *_: object) -> None:
        try:
            self._state.forget_saved(search)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Search “{title}” removed"), title=search.title), undo=True)

    def _ask(self, place: QWidget, *_: object) -> None:
        words = self._desk.words
        if self._name is None:
            title, action = words(mark("Name of the search")), words(mark("Save search"))
            self._name = NamePopup(self._desk, title, action, self._page)
            self._name.named.connect(self.save)
        self._name.open_under(place, self._suggested())

    def _ask_name(self, place: QWidget, search: SavedSearch, *_: object) -> None:
        words = self._desk.words
        if self._new_name is None:
            self._new_name = NamePopup(self._desk, words(mark("Name of the search")), words(mark("Rename")), self._page)
            self._new_name.named.connect(self._rename)
        self._renamed = search
        self._new_name.open_under(place, search.title)

    def _rename(self, title: str) -> None:
        """Calls the search chosen before so, unless another one is called so."""
        search, words = self._renamed, self._desk.words
        if search is None or title == search.title:
            return
        same = self._state.saved_as(title)
        if same is not None and same.id != search.id:
            self._desk.toast(words(mark("“{title}” is in the list already"), title=same.title))
            return
        try:
            self._state.rename_saved(search, title)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(words(mark("Renamed to “{title}”"), title=title), undo=True)

    def _suggested(self) -> str:
        """What is sought, in words."""
        parts = [" ".join(self._state.text.split())] if self._state.text.strip() else []
        for facet, values in self._state.filters.items():
            parts += [self._names.value_title(facet, value) for value in sorted(values)]
        return ", ".join(parts)[:120]

    def save(self, title: str) -> None:
        """Keeps the search shown under this name."""
        try:
            self._state.save(title)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Search “{title}” saved"), title=title), undo=True)
