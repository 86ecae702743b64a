"""Beside the table: the asset in whose row the keyboard is, to be read or to be changed, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from enable_desktop.library.assets import Asset
from enable_desktop.library.listed import Listed
from enable_desktop.words import mark
from ui.buttons import button, icon_button, primary_button, set_icon
from ui.labels import ElidedLabel, line
from ui.library.fields import AssetFields
from ui.library.lists import lists_of
from ui.library.overview import Overview
from ui.library.retiring import Retiring
from ui.library.wording import icon_of, title_of
from ui.record_flow import FlowLayout

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

OVERVIEW: Final = 0
FIELDS: Final = 1
_TABS: Final = (mark("Overview"), mark("Fields"))


class SidePane(QWidget):
    """Shows one asset after another; its fields are laid out when they are first wanted."""

    left = Signal()
    """Esc: the keyboard goes back to the table."""
    open_wanted = Signal()
    reviewed_wanted = Signal()
    retire_wanted = Signal()
    card_closed = Signal()
    """What was asked above everything else is answered, or left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lists = lists_of(desk)
        self._asset: Asset | None = None
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 10, 0)
        head.setSpacing(8)
        self._icon = QLabel()
        head.addWidget(self._icon)
        self.title = ElidedLabel(theme, "", "strong")
        head.addWidget(self.title, 1)
        self.more = icon_button(theme, "dots-horizontal", words(mark("What can be done with this content")))
        head.addWidget(self.more)
        column.addLayout(head)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(words(mark("Side pane")))
        self.tabs.setExpanding(False)
        for text in _TABS:
            self.tabs.addTab(words(text))
        tabs = QHBoxLayout()
        tabs.setContentsMargins(16, 0, 16, 0)
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        column.addWidget(line())
        self.retiring = Retiring(desk)
        self.retiring.closed.connect(self.card_closed)
        column.addWidget(self.retiring)
        self._stack = QStackedWidget(self)
        self._stack.setProperty("pane", "sunken")
        self.overview = Overview(desk, self._stack)
        self.overview.flags.field_wanted.connect(self.edit)
        self._stack.addWidget(self.overview)
        self._scroll = QScrollArea(self._stack)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(self._scroll)
        self._blank = QWidget(self._stack)
        self._stack.addWidget(self._blank)
        self._fields: AssetFields | None = None
        column.addWidget(self._stack, 1)
        column.addWidget(line())
        # Where the words are long or large, one stands below the other.
        foot = FlowLayout(across=8, down=8)
        foot.setContentsMargins(16, 10, 16, 10)
        self.open = primary_button(theme, "", self.open_wanted.emit, icon="open-in-new")
        foot.addWidget(self.open)
        self.reviewed = button(theme, words(mark("Mark reviewed")), self.reviewed_wanted.emit, icon="check")
        self.reviewed.setToolTip(words(mark("Mark reviewed")) + "  R")
        foot.addWidget(self.reviewed)
        column.addLayout(foot)
        self.tabs.currentChanged.connect(self._on_tab)
        theme.changed.connect(self._paint_icon)

    @property
    def fields(self) -> AssetFields:
        """The form, made when it is first wanted."""
        if self._fields is None:
            self._fields = AssetFields(self._desk, self._scroll.viewport())
            self._fields.retire_wanted.connect(self.retire_wanted)
            self._scroll.setWidget(self._fields)
        return self._fields

    @property
    def shown(self) -> int | None:
        """The asset shown."""
        return self._asset.id if self._asset is not None else None

    def show_asset(self, asset: Asset | None, row: Listed | None) -> None:
        """Shows an asset, or nothing."""
        was = self.shown
        self._asset = asset
        self.retiring.leave_unless([asset.id] if asset is not None else [])
        self.setEnabled(asset is not None)
        for part in (self._icon, self.more, self.tabs, self.open, self.reviewed):
            part.setVisible(asset is not None and row is not None)
        if asset is None or row is None:
            self.title.set_whole("")
            self._stack.setCurrentWidget(self._blank)
            return
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        words = self._desk.words
        self.title.set_whole(title_of(asset, words))
        self._paint_icon()
        text = words(mark("Open page")) if row.is_web else words(mark("Open file"))
        self.open.setText(text)
        self.open.setAccessibleName(text)
        self.open.setToolTip(f"{text}  Enter")
        set_icon(self.open, self._desk.theme, "open-in-new")
        self.reviewed.setEnabled(not self._desk.workspace.is_readonly)
        if self.tabs.currentIndex() == OVERVIEW:
            self.overview.show_asset(asset, row)
            if was != asset.id:
                self.overview.verticalScrollBar().setValue(0)
        else:
            self.fields.show_asset(asset.id)
            if was != asset.id:
                self._scroll.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_tab(self, tab: int) -> None:
        """Overview or fields."""
        if 0 <= tab < self.tabs.count():
            self.tabs.setCurrentIndex(tab)

    def edit(self, field: str) -> None:
        """Puts the focus into a field."""
        self.show_tab(FIELDS)
        self.fields.reveal(field)

    refresh_wanted = Signal()

    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        if tab == OVERVIEW:
            self.flush()
        self.refresh_wanted.emit()

    def follow(self, changes: Changes) -> None:
        """The workspace changed; what is shown is shown again by the page."""
        if self._fields is not None:
            self._fields.follow(changes)

    def flush(self) -> None:
        """Stores what is still being typed."""
        self.overview.feedback.flush()
        if self._fields is not None:
            self._fields.flush()

    @property
    def unstored(self) -> int | None:
        """An asset of which something typed is not in the file."""
        if not self.overview.feedback.is_stored:
            return self.shown
        return self._fields.unstored if self._fields is not None else None

    def _paint_icon(self) -> None:
        if self._asset is None:
            return
        kind = self._lists.kinds.get(self._asset.sort or 0)
        icon = icon_of(kind.key if kind is not None else "", self._asset.location)
        side = self._desk.theme.px(18)
        self._icon.setPixmap(self._desk.theme.icon(icon, "text.secondary").pixmap(side, side))
