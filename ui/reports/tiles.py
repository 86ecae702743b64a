"""The templates as small pictures of their first page, with their names and how many pages they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

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
from PySide6.QtGui import QFontMetrics, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.rings import paint_focus
from ui.theme import Theme
from ui.tips import tip

TILE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
PICTURE_WIDTH: Final = 94
"""How wide the picture of a page is, before the text size."""
_PICTURE_HEIGHT: Final = 133
_WIDTH: Final = 118
_HEIGHT: Final = 208
_EDGE: Final = 8

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One template: its key, its name, what is told of it, and its first page once that was drawn."""

    key: str
    title: str
    about: str = ""
    detail: str = ""
    image: QImage | None = None


class TilesModel(QAbstractListModel):
    """The templates in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: list[Tile] = []

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        self.beginResetModel()
        self._tiles = list(tiles)
        self.endResetModel()

    @property
    def tiles(self) -> tuple[Tile, ...]:
        return tuple(self._tiles)

    def place_of(self, key: str) -> int:
        """Where a template stands, -1 where there is none of this key."""
        return next((place for place, tile in enumerate(self._tiles) if tile.key == key), -1)

    def tell(self, key: str, detail: str, image: QImage | None) -> None:
        """What is told of a template now, and its first page."""
        place = self.place_of(key)
        if place >= 0:
            self._tiles[place] = replace(self._tiles[place], detail=detail, image=image)
            self.dataChanged.emit(self.index(place, 0), self.index(place, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        tile = self._tiles[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return tile.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(part for part in (tile.title, tile.detail) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(tile.about)
            case _ if role == TILE_ROLE:
                return tile
        return None


class TilesView(QListView):
    """Templates side by side: arrow keys move, Enter goes to the options, PgUp and PgDn turn the page shown."""

    turned = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tiles = TilesModel(self)
        self.setModel(self.tiles)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def current(self) -> str:
        """The key of the template marked, empty where none is."""
        tile = self.currentIndex().data(TILE_ROLE)
        return tile.key if isinstance(tile, Tile) else ""

    def choose(self, key: str) -> None:
        """Marks a template."""
        place = self.tiles.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.tiles.index(place, 0))

    def is_in_sight(self, key: str) -> bool:
        """Whether any of a template is seen."""
        place = self.tiles.place_of(key)
        return place >= 0 and self.visualRect(self.tiles.index(place, 0)).intersects(self.viewport().rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if turn is not None and not event.modifiers():
            self.turned.emit(turn)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class _Delegate(QStyledItemDelegate):
    """Draws a tile in every state of the design."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = index.data(TILE_ROLE)
        assert isinstance(tile, Tile)
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        focused = bool(state & QStyle.StateFlag.State_Active) and self._view.hasFocus()
        inner = box.adjusted(2, 2, -2, -2)
        tone = ""
        if state & QStyle.StateFlag.State_Selected:
            tone = "bg.selected" if focused else "bg.selectedInactive"
        elif state & QStyle.StateFlag.State_MouseOver:
            tone = "bg.hover"
        if tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(tone))
            painter.drawRoundedRect(QRectF(inner), 4, 4)
        self._paint_sheet(painter, inner, tile)
        self._paint_words(painter, inner, tile)
        if state & QStyle.StateFlag.State_Selected and focused:
            paint_focus(painter, theme, inner)
        painter.restore()

    def _paint_sheet(self, painter: QPainter, inner: QRect, tile: Tile) -> None:
        theme = self._theme
        edge = theme.px(_EDGE)
        room = QRectF(inner.left() + edge, inner.top() + edge, theme.px(PICTURE_WIDTH), theme.px(_PICTURE_HEIGHT))
        sheet = room
        if tile.image is not None and tile.image.width():
            # A page of another paper is as wide, and less high.
            high = min(room.height(), room.width() * tile.image.height() / tile.image.width())
            sheet = QRectF(room.left(), room.top(), room.width(), high)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, tile.image)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(theme.color("bg.surface"))
        painter.setPen(QPen(theme.color("line.default"), 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_words(self, painter: QPainter, inner: QRect, tile: Tile) -> None:
        theme = self._theme
        edge = theme.px(_EDGE)
        font = theme.font("smallstrong")
        line = QFontMetrics(font).height()
        top = inner.top() + edge + theme.px(_PICTURE_HEIGHT) + theme.px(6)
        painter.setFont(font)
        painter.setPen(theme.color("text.primary"))
        wide = inner.width() - 2 * edge + 4
        lines = _two_lines(tile.title, QFontMetrics(font), wide)
        for text in lines:
            painter.drawText(QRect(inner.left() + edge, top, wide, line), Qt.AlignmentFlag.AlignVCenter, text)
            top += line
        quiet = theme.font("small")
        painter.setFont(quiet)
        painter.setPen(theme.color("text.secondary"))
        shown = QFontMetrics(quiet).elidedText(tile.detail, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(
            QRect(inner.left() + edge, top, wide, QFontMetrics(quiet).height() + 1),
            Qt.AlignmentFlag.AlignVCenter,
            shown,
        )


def _two_lines(text: str, metrics: QFontMetrics, wide: int) -> list[str]:
    """A name on one line, or on two with the second one elided."""
    if metrics.horizontalAdvance(text) <= wide:
        return [text]
    first, rest = "", text.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= wide:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)]
    return [first, metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, wide)] if rest else [first]
