"""The list of links: page by page, each with a tick, what it says, and what it is to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enable_desktop.library.likely_targets import Likely
from enable_desktop.library.links import State
from enable_desktop.library.mending import ToMend
from enable_desktop.words import Words, mark
from ui.rings import paint_focus
from ui.theme import Theme
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
ROW: Final = int(Qt.ItemDataRole.UserRole)
_PADDING: Final = 24
_BOX: Final = 16


@dataclass(frozen=True, slots=True)
class Heading:
    """A page whose links follow."""

    title: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link, and what it was likely meant for, best first; None where nobody has looked yet."""

    item: ToMend
    likely: tuple[Likely, ...] | None = None

    @property
    def is_web(self) -> bool:
        return self.item.link.state is State.WEB

    def said(self, words: Words) -> str:
        """What it says: its words, and its target as written."""
        link, said = self.item.link, self.item.link.target
        if link.words.strip():
            said = words(mark("“{words}” leads to {target}"), words=" ".join(link.words.split()), target=link.target)
        if self.item.places == 1:
            return said
        return words.n("{link}, in {n} place", "{link}, in {n} places", self.item.places, link=said)

    def to_say(self, words: Words) -> str:
        """What it is to say."""
        item = self.item
        if self.is_web:
            return words(mark("On the web; nobody has looked whether it is there"))
        if item.removes:
            return words(mark("Will be no link any more; its words stay"))
        if item.is_moved and item.after == item.link.mend:
            return words(mark("Moved: → {target}"), target=item.after)
        if item.after is not None:
            return f"→ {item.after}"
        if self.likely:
            best = self.likely[0]
            return words(
                mark("Perhaps {name}: {reason}, {share}"),
                name=PurePosixPath(best.path).name,
                reason=words(best.likeness.label),
                share=words.percent(best.percent / 100),
            )
        return words(mark("Leads nowhere; no target is chosen"))


class LinksModel(QAbstractListModel):
    """Headings and links, replaced as a whole or link by link."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = desk.words
        self._rows: list[Heading | LinkRow] = []

    def show_rows(self, rows: Sequence[Heading | LinkRow]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, place: int) -> Heading | LinkRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def replace(self, place: int, row: LinkRow) -> None:
        self._rows[place] = row
        index = self.index(place, 0)
        self.dataChanged.emit(index, index)

    @property
    def rows(self) -> Sequence[Heading | LinkRow]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        if isinstance(row, Heading):
            said = row.title if role == Qt.ItemDataRole.DisplayRole else f"{row.title}. {row.path}. {row.count}"
            wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return said if role in wanted else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.said(self._words)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{row.said(self._words)}\n{row.to_say(self._words)}")
            case Qt.ItemDataRole.AccessibleTextRole:
                ticked = self._words(mark("ticked")) if row.item.ticked else self._words(mark("not ticked"))
                return ". ".join((row.said(self._words), row.to_say(self._words), "" if row.is_web else ticked))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not isinstance(self.row_at(index.row()), LinkRow):
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class LinksView(QListView):
    """Arrow keys move; Space ticks; 1 to 3 take a suggestion; Del takes the link out; Enter opens the page."""

    chosen = Signal()
    opened = Signal()
    tick_wanted = Signal()
    removal_wanted = Signal()
    suggestion_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links = LinksModel(desk, self)
        self.setModel(self.links)
        self.setItemDelegate(LinksDelegate(desk, self))
        self.setAccessibleName(desk.words(mark("Links to mend")))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        self.activated.connect(lambda *_: self.opened.emit())
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)
        self._theme = desk.theme

    @property
    def current(self) -> LinkRow | None:
        """The link that the keyboard is at."""
        row = self.links.row_at(self.currentIndex().row())
        return row if isinstance(row, LinkRow) else None

    def go(self, place: int) -> None:
        """To this row, or the first link below it."""
        count = self.links.rowCount()
        while 0 <= place < count and not isinstance(self.links.row_at(place), LinkRow):
            place += 1
        if 0 <= place < count:
            self.setCurrentIndex(self.links.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if plain:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Space if plain:
                self.tick_wanted.emit()
            case Qt.Key.Key_Delete if plain:
                self.removal_wanted.emit()
            case Qt.Key.Key_1 | Qt.Key.Key_2 | Qt.Key.Key_3 if plain:
                self.suggestion_wanted.emit(event.key() - Qt.Key.Key_1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.opened.emit()
            case _:
                super().keyPressEvent(event)

    def _step(self, way: int) -> None:
        """To the next link, over the headings."""
        place = self.currentIndex().row() + way
        while isinstance(self.links.row_at(place), Heading):
            if place == 0:
                self.scrollToTop()
            place += way
        if self.links.row_at(place) is not None:
            self.setCurrentIndex(self.links.index(place, 0))

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.links.row_at(index.row())
        if isinstance(row, LinkRow) and not row.is_web:
            box = tick_box(self._theme, self.visualRect(index)).adjusted(-6, -6, 6, 6)
            if box.contains(event.position().toPoint()):
                self.tick_wanted.emit()


def tick_box(theme: Theme, box: QRect) -> QRect:
    """Where a row's tick stands."""
    side = theme.px(_BOX)
    return QRect(box.left() + _PADDING, box.center().y() - side // 2 + 1, side, side)


class LinksDelegate(QStyledItemDelegate):
    """Draws headings and links in every state of the design."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._theme = desk.theme
        self._words = desk.words
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(34 if isinstance(index.data(ROW), Heading) else 52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, theme = index.data(ROW), self._theme
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, box, row)
        elif isinstance(row, LinkRow):
            is_marked = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_Active) and self._view.hasFocus()
            if is_marked:
                painter.fillRect(box, theme.color("bg.selected" if focused else "bg.selectedInactive"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, theme.color("bg.hover"))
            self._link(painter, box, row)
            if is_marked and focused:
                paint_focus(painter, theme, box)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, row: Heading) -> None:
        theme = self._theme
        painter.fillRect(box, theme.color("bg.sunken"))
        inside = box.adjusted(_PADDING, 0, -_PADDING, 0)
        count = self._words.number(row.count)
        width = QFontMetrics(theme.font("small")).horizontalAdvance(count)
        self._line(
            painter, QRect(inside.right() - width, box.top(), width + 1, box.height()), count, "small", "secondary"
        )
        inside.setRight(inside.right() - width - 16)
        metrics = QFontMetrics(theme.font("strong"))
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, inside.width())
        self._line(painter, inside, title, "strong", "primary")
        inside.setLeft(inside.left() + metrics.horizontalAdvance(title) + 12)
        if inside.width() > theme.px(40):
            path = QFontMetrics(theme.font("small")).elidedText(row.path, Qt.TextElideMode.ElideMiddle, inside.width())
            self._line(painter, inside, path, "small", "tertiary")

    def _link(self, painter: QPainter, box: QRect, row: LinkRow) -> None:
        theme = self._theme
        left, right = box.left() + _PADDING, box.right() - _PADDING
        if not row.is_web:
            self._tick(painter, tick_box(theme, box), row.item.ticked)
        left += theme.px(_BOX) + 12
        half = box.height() // 2
        self._line(
            painter, QRect(left, box.top() + 5, right - left, half - 4), row.said(self._words), "body", "primary"
        )
        tone = "secondary"
        if row.item.is_chosen:
            tone = "primary"
        elif not row.is_web and not row.likely:
            tone = "tertiary"
        below = QRect(left, box.top() + half, right - left, half - 6)
        self._line(painter, below, row.to_say(self._words), "small", tone)

    def _tick(self, painter: QPainter, box: QRect, is_ticked: bool) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("accent.fill" if is_ticked else "line.strong"), 1))
        painter.setBrush(theme.color("accent.fill" if is_ticked else "bg.surface"))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 3, 3)
        if is_ticked:
            theme.icon("check", "accent.onFill").paint(painter, box.adjusted(1, 1, -2, -2))

    def _line(self, painter: QPainter, box: QRect, text: str, face: str, tone: str) -> None:
        font = self._theme.font(face)
        painter.setFont(font)
        painter.setPen(self._theme.color(f"text.{tone}"))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
