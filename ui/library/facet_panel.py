"""The facets at the left: values to filter by, each with how many are found with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.words import mark
from ui.library.facet_names import FacetNames
from ui.library.state import FLAG, LibraryState
from ui.rings import paint_focus, paint_tick

if TYPE_CHECKING:
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_FEW: Final = 8
"""So many values of a facet are shown before somebody asks for more."""
_OPEN_AT_FIRST: Final = ("kind", "freshness", "stage", "persona")
_ROW: Final = 24
_HEADING: Final = 32
_LEFT: Final = 16
_RIGHT: Final = 12
_BOX: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the panel: the heading of a facet, one of its values, or the way to the rest of them."""

    facet: str
    title: str
    value: str | None = None
    count: int = 0
    is_chosen: bool = False
    is_open: bool = False
    is_more: bool = False
    tone: str = ""

    @property
    def is_heading(self) -> bool:
        return self.value is None and not self.is_more


class FacetsModel(QAbstractListModel):
    """Headings and values in one list."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = desk.words
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> bool:
        """Shows these; where only counts and ticks differ, the rows stay, and it is false."""
        before, self_entries = self._entries, list(entries)
        if [_same(entry) for entry in before] == [_same(entry) for entry in self_entries]:
            self._entries = self_entries
            changed = [place for place, entry in enumerate(before) if entry != self_entries[place]]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
            return False
        self.beginResetModel()
        self._entries = self_entries
        self.endResetModel()
        return True

    def entry_at(self, place: int) -> Entry:
        return self._entries[place]

    def place_of(self, facet: str, value: str | None) -> int:
        """The row of a value, or of the heading of its facet; -1 where neither is shown."""
        heading = -1
        for place, entry in enumerate(self._entries):
            if entry.facet == facet and entry.is_heading:
                heading = place
            if entry.facet == facet and entry.value == value and not entry.is_more:
                return place
        return heading

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole or (role == Qt.ItemDataRole.ToolTipRole and not entry.is_heading):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(entry)
        return None

    def _spoken(self, entry: Entry) -> str:
        words = self._words
        if entry.is_heading:
            return words(mark("{facet}, open") if entry.is_open else mark("{facet}, closed"), facet=entry.title)
        if entry.is_more:
            return entry.title
        said = mark("{value}, {count}, ticked") if entry.is_chosen else mark("{value}, {count}, not ticked")
        return words(said, value=entry.title, count=words.number(entry.count))


def _same(entry: Entry) -> tuple[object, ...]:
    """What makes a line another one."""
    return entry.facet, entry.value, entry.title, entry.is_open, entry.is_more


class FacetPanel(QListView):
    """Space or Enter ticks, Left and Right close and open a facet."""

    left = Signal()
    """Esc."""
    search_wanted = Signal()
    """A slash."""
    edit_wanted = Signal(str)
    """The list of a facet is to be edited."""

    def __init__(self, desk: Desk, state: LibraryState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._names = FacetNames(desk)
        kept = desk.preferences.text("library/facets", " ".join(_OPEN_AT_FIRST))
        self._open = set(kept.split())
        self._whole: set[str] = set()
        self._is_entered = False
        self.facets = FacetsModel(desk, self)
        self.setModel(self.facets)
        self.setItemDelegate(_FacetsDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("Filters")))
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        state.counted.connect(self._on_counted)
        state.changed.connect(self._on_changed)
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)
        self._tell_what_is_seen()

    # -- what is shown

    def _on_counted(self, _facet: str) -> None:
        if self.isVisible():
            self.refresh()

    def _on_changed(self) -> None:
        # Where words alone are others, only the counts will be, and those follow.
        if self.isVisible() and not self._state.is_typed:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Shows the facets that have any values, in the order in which people look for them."""
        entries: list[Entry] = []
        for facet in self._names.in_order((*self._state.counts, FLAG)):
            entries += self._entries_of(facet)
        here = self.currentIndex()
        before = self.facets.entry_at(here.row()) if here.isValid() else None
        seen = self.verticalScrollBar().value()
        if not self.facets.show_entries(entries):
            return
        # Facets are counted one after the other: before anybody was here, the first of all is where they come to.
        place = self.facets.place_of(before.facet, before.value) if before is not None and self._is_entered else 0
        if place >= 0 and entries:
            self.setCurrentIndex(self.facets.index(place, 0))
        if not self.hasFocus():
            # Facets are counted one after the other: those that come in above must not push the list away.
            self.doItemsLayout()
            self.verticalScrollBar().setValue(seen)

    def _entries_of(self, facet: str) -> list[Entry]:
        counts, chosen = self._state.counts.get(facet, {}), self._state.filters.get(facet, frozenset())
        values = self._names.values(facet, counts, chosen)
        if facet == FLAG and facet not in self._open and not chosen:
            # Not counted before somebody looks.
            return [Entry(facet=facet, title=self._names.title(facet))]
        if not values:
            return [Entry(facet=facet, title=self._names.title(facet), is_open=True)] if facet == FLAG else []
        is_open = facet in self._open or bool(chosen)
        made = [Entry(facet=facet, title=self._names.title(facet), is_open=is_open)]
        if not is_open:
            return made
        shown = values if facet in self._whole or len(values) <= _FEW + 1 else values[:_FEW]
        # What is chosen is never out of sight.
        shown = [*shown, *(value for value in values[len(shown) :] if value[0] in chosen)]
        for value, title in shown:
            made.append(
                Entry(
                    facet=facet, title=title, value=value, count=counts.get(value, 0), is_chosen=value in chosen,
                    tone="attention.text" if facet == "freshness" and value == "overdue" else "",
                )
            )  # fmt: skip
        left = len(values) - len(shown)
        if left > 0:
            more = self._desk.words.n("{n} more", "{n} more", left)
            made.append(Entry(facet=facet, title=more, is_more=True))
        return made

    def _tell_what_is_seen(self) -> None:
        self._state.first_counted = tuple(self._open)

    # -- what is done

    def act(self, index: Index) -> None:
        """Ticks a value, opens or closes a facet, or shows the rest of its values."""
        if not index.isValid():
            return
        entry = self.facets.entry_at(index.row())
        if entry.is_more:
            self._whole.add(entry.facet)
            self.refresh()
        elif entry.is_heading:
            self._set_open(entry.facet, not entry.is_open)
        elif entry.value is not None:
            self._state.toggle(entry.facet, entry.value)

    def _set_open(self, facet: str, is_open: bool) -> None:
        self._open = self._open | {facet} if is_open else self._open - {facet}
        self._desk.preferences.set("library/facets", " ".join(sorted(self._open)))
        self._tell_what_is_seen()
        if is_open:
            self._state.count(facet)
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._is_entered = True
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        entry = self.facets.entry_at(index.row()) if index.isValid() else None
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.act(index)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Slash:
                self.search_wanted.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if entry is not None:
                heading = self.facets.index(self.facets.place_of(entry.facet, None), 0)
                wants_open = event.key() == Qt.Key.Key_Right
                if entry.is_heading and entry.is_open != wants_open:
                    self._set_open(entry.facet, wants_open)
                elif not entry.is_heading and not wants_open:
                    self.setCurrentIndex(heading)
            case Qt.Key.Key_F2 if entry is not None:
                self.edit_wanted.emit(entry.facet)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.act(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: object) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.edit_wanted.emit(self.facets.entry_at(index.row()).facet)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class _FacetsDelegate(QStyledItemDelegate):
    """A heading with its arrow; a value with its box and its count."""

    def __init__(self, desk: Desk, view: FacetPanel) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        is_heading = isinstance(entry, Entry) and entry.is_heading
        return QSize(120, self._desk.theme.px(_HEADING if is_heading else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, entry = self._desk.theme, index.data(ENTRY_ROLE)
        assert isinstance(entry, Entry)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver and not entry.is_heading:
            painter.fillRect(box, theme.color("bg.hover"))
        left, right = box.left() + _LEFT, box.right() - _RIGHT
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry.is_heading:
            side = theme.px(16)
            arrow = QRect(right - side, box.center().y() - side // 2 + 2, side, side)
            theme.icon("chevron-down" if entry.is_open else "chevron-right", "text.tertiary").paint(painter, arrow)
            self._write(painter, QRect(left, box.top() + 4, right - side - left, box.height() - 4), entry.title,
                        "smallstrong", "text.primary")  # fmt: skip
        elif entry.is_more:
            indent = theme.px(_BOX) + 8
            self._write(painter, QRect(left + indent, box.top(), right - left - indent, box.height()), entry.title,
                        "small", "text.link")  # fmt: skip
        else:
            side = theme.px(_BOX)
            square = QRectF(left + 0.5, box.center().y() - side / 2 + 0.5, side - 1, side - 1)
            paint_tick(painter, theme, square, ticked=entry.is_chosen)
            count = self._desk.words.number(entry.count)
            font = theme.font("body", tabular=True)
            width = QFontMetrics(font).horizontalAdvance(count) + 2
            painter.setFont(font)
            painter.setPen(theme.color(entry.tone or "text.tertiary"))
            painter.drawText(QRect(right - width, box.top(), width, box.height()), middle, count)
            room = QRect(left + side + 8, box.top(), right - width - 8 - left - side - 8, box.height())
            self._write(painter, room, entry.title, "body", "text.primary" if entry.count else "text.tertiary")
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            paint_focus(painter, theme, box)
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, text: str, face: str, tone: str) -> None:
        font = self._desk.theme.font(face)
        painter.setFont(font)
        painter.setPen(self._desk.theme.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
