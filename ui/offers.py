"""The list under a field in which a record is chosen: what there is, and what would be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.new_record import NewRecord

if TYPE_CHECKING:
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
OFFER_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: an existing record, or one that would be made."""

    value: int | NewRecord
    title: str
    detail: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.detail}" if self.detail else self.title


class OffersModel(QAbstractListModel):
    """The offers that fit what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self._offers = tuple(offers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return offer.spoken
        return offer if role == OFFER_ROLE else None


class OffersView(QListView):
    """The list under the field, with a line around it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(1, 1, 1, 1)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            painter.setPen(QPen(self._theme.color("line.strong"), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()
        return done


class OffersDelegate(QStyledItemDelegate):
    """A title, and a quiet second part at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, offer = self._theme, index.data(OFFER_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        marked = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.fillRect(box, theme.color("bg.selected" if marked else "bg.raised"))
        inner = box.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if isinstance(offer, Offer):
            if isinstance(offer.value, NewRecord):
                side = theme.px(16)
                plus = QRect(inner.left(), inner.center().y() - side // 2 + 1, side, side)
                theme.icon("plus", "text.link").paint(painter, plus)
                inner.setLeft(inner.left() + side + theme.px(6))
            small = theme.font("small")
            room = inner.width() - QFontMetrics(theme.font("body")).horizontalAdvance(offer.title) - theme.px(16)
            width = max(0, min(room, QFontMetrics(small).horizontalAdvance(offer.detail) + 1))
            self._text(
                painter, inner.adjusted(0, 0, -width - 8 if width > 1 else 0, 0), offer.title, "body", "text.primary"
            )
            right = QRect(inner.right() - width, inner.top(), width, inner.height())
            self._text(painter, right, offer.detail, "small", "text.tertiary")
        painter.restore()

    def _text(self, painter: QPainter, box: QRect, text: str, face: str, tone: str) -> None:
        painter.setFont(self._theme.font(face))
        painter.setPen(self._theme.color(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
