"""The rows of quick find: what one is, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enable_desktop.search import HIT_END, HIT_START, words_of
from ui.rows import Index, paint_keys
from ui.theme import Theme

FIND_ROLE: Final = int(Qt.ItemDataRole.UserRole)
TYPED_ROLE: Final = FIND_ROLE + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """One row: what it is called, a quiet part (hits between HIT_START and HIT_END), its key, what Enter does."""

    title: str
    detail: str = ""
    icon: str = ""
    shortcut: str = ""
    run: Callable[[], None] | None = None
    keeps_focus: bool = False
    """Whether the focus goes back to where it was before the run (a command of the page)."""

    @property
    def is_heading(self) -> bool:
        return self.run is None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        detail = self.detail.replace(HIT_START, "").replace(HIT_END, "")
        return ", ".join(part for part in (self.title, detail, self.shortcut) if part)


class FindModel(QAbstractListModel):
    """The rows found for what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finds: tuple[Find, ...] = ()
        self._typed = ""

    def show_finds(self, finds: Sequence[Find], typed: str) -> None:
        self.beginResetModel()
        self._finds = tuple(finds)
        self._typed = typed
        self.endResetModel()

    def find_at(self, row: int) -> Find:
        return self._finds[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._finds)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        find = self._finds[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return find.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return find.spoken
            case _ if role == FIND_ROLE:
                return find
            case _ if role == TYPED_ROLE:
                return self._typed
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._finds[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


Piece = tuple[str, bool]
"""A piece of text, and whether it is a hit."""


def marked(text: str) -> list[Piece]:
    """A snippet cut at its hit marks."""
    pieces: list[Piece] = []
    for part in text.split(HIT_START):
        hit, end, rest = part.partition(HIT_END)
        pieces += [(hit, True), (rest, False)] if end else [(part, False)]
    return [piece for piece in pieces if piece[0]]


def matched(title: str, typed: str) -> list[Piece]:
    """A title cut where a word begins with one of the words typed."""
    wanted = tuple(words_of(typed))
    pieces: list[Piece] = []
    for number, word in enumerate(title.split(" ")):
        if number:
            pieces.append((" ", False))
        folded = words_of(word)
        fits = [each for each in wanted if folded and folded[0].startswith(each)]
        start = next((place for place, letter in enumerate(word) if letter.isalnum()), 0)
        end = start + max((len(each) for each in fits), default=0)
        pieces += [(word[:start], False), (word[start:end], True), (word[end:], False)]
    return [piece for piece in pieces if piece[0]]


class FindsDelegate(QStyledItemDelegate):
    """Draws headings, and rows with icon, title, detail and key."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        find = index.data(FIND_ROLE)
        heading = isinstance(find, Find) and find.is_heading
        return QSize(200, self._theme.px(31 if heading else 40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        find = index.data(FIND_ROLE)
        assert isinstance(find, Find)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: QRect = option.rect
        if find.is_heading:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("text.secondary"))
            box = row.adjusted(20, 4, -20, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, find.title)
        else:
            self._paint_find(painter, option, row, find, str(index.data(TYPED_ROLE)))
        painter.restore()

    def _paint_find(self, painter: QPainter, option: QStyleOptionViewItem, row: QRect, find: Find, typed: str) -> None:
        theme = self._theme
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            tone = "bg.selected" if state & QStyle.StateFlag.State_Selected else "bg.hover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(tone))
            painter.drawRoundedRect(QRectF(row.adjusted(6, 0, -6, 0)), 4, 4)
        side = theme.px(18)
        theme.icon(find.icon or "circle-small", "text.secondary").paint(
            painter, QRect(row.left() + 20, row.center().y() - side // 2 + 1, side, side)
        )
        right = row.right() - 20
        if find.shortcut:
            right = paint_keys(painter, theme, row, right, find.shortcut) - 12
        left = row.left() + 20 + side + 12
        strong = theme.font("strong")
        left = self._paint_pieces(
            painter, matched(find.title, typed), strong, left, right, row, theme.color("text.primary")
        )
        if find.detail:
            self._paint_pieces(
                painter, marked(find.detail), theme.font("body"), left + 12, right, row, theme.color("text.secondary")
            )

    def _paint_pieces(
        self,
        painter: QPainter,
        pieces: Sequence[Piece],
        font: QFont,
        left: int,
        right: int,
        row: QRect,
        colour: QColor,
    ) -> int:
        """Draws text with its hits in the accent colour, elided at `right`; returns where it ends."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        for text, hit in pieces:
            room = right - left
            if room <= metrics.averageCharWidth():
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setPen(self._theme.color("text.link") if hit else colour)
            width = metrics.horizontalAdvance(shown)
            painter.drawText(QRect(left, row.top(), width + 2, row.height()), Qt.AlignmentFlag.AlignVCenter, shown)
            left += width
            if shown != text:
                break
        return left
