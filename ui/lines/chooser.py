"""Choosing another record by typing: a person, a measure, a priority; what is not there yet is made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.people import Person
from enable_desktop.readouts import title_of
from enable_desktop.search import words_of
from enable_desktop.words import Words, mark
from ui.labels import set_tone
from ui.lines.cell_stay import NewRecord
from ui.lines.editors import CellEditor
from ui.lines.entry import Entry

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_OFFER_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_NEW: Final = {
    "people": (mark("New person “{title}”"), mark("Nobody of this name is in the directory.")),
    "priorities": (mark("New priority “{title}”"), mark("There is no such priority.")),
    "measures": (mark("New measure “{title}”"), mark("There is no such measure.")),
    "initiatives": (mark("New initiative “{title}”"), mark("There is no such initiative.")),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: an existing record, or one that would be made."""

    value: int | NewRecord
    title: str
    detail: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.detail}" if self.detail else self.title


def offers_of(desk: Desk, kind: str) -> tuple[Offer, ...]:
    """Every record of a kind by title."""
    lines = desk.workspace.all(KINDS[kind].record)
    made = []
    for line in lines:
        title = title_of(line, desk.workspace.title_of, desk.words)
        detail = line.role if isinstance(line, Person) else ""
        if title:
            made.append(Offer(line.id, title, detail))
    return tuple(sorted(made, key=lambda offer: offer.title.casefold()))


def matching(offers: Sequence[Offer], typed: str) -> tuple[Offer, ...]:
    """The offers in which every typed word begins a word; those whose title begins so stand first."""
    wanted = words_of(typed)
    if not wanted:
        return tuple(offers)
    found = [
        offer
        for offer in offers
        if all(any(word.startswith(part) for word in words_of(offer.spoken)) for part in wanted)
    ]
    start = typed.strip().casefold()
    return tuple(sorted(found, key=lambda offer: not offer.title.casefold().startswith(start)))


class OffersModel(QAbstractListModel):
    """The offers that fit what is typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self._offers = tuple(offers)
        self.endResetModel()

    def offer_at(self, row: int) -> Offer:
        return self._offers[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return offer.spoken
        return offer if role == _OFFER_ROLE else None


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
        theme, offer = self._theme, index.data(_OFFER_ROLE)
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


class RecordEditor(QLineEdit, CellEditor):
    """Type-ahead over the records of a kind; arrow keys choose, Enter takes, empty means none."""

    finished = Signal(int)
    typed = Signal()
    """Never: what is typed here is no value before it was chosen."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget, value: int | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._offers: tuple[Offer, ...] | None = None
        self._kept: int | NewRecord | None = value
        self._picked: int | NewRecord | None = value
        self._model = OffersModel(self)
        self._show_value(value)
        self.selectAll()
        self._completer = self._make_completer()
        self.textEdited.connect(self._on_edited)
        icon = desk.theme.icon("chevron-down")
        self._action = QAction(icon, desk.words(mark("Show all")), self)
        self._action.triggered.connect(self.show_all)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_all)
        self._timer.start(0)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(9)
        completer.setWidget(self)
        popup = OffersView(self._desk.theme)
        completer.setPopup(popup)
        # The completer gives its list a delegate of its own.
        popup.setItemDelegate(OffersDelegate(self._desk.theme, popup))
        popup.setAccessibleName(self._words(KINDS[self._kind].noun))
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # one of two signals
        return completer

    @property
    def _words(self) -> Words:
        return self._desk.words

    @property
    def value(self) -> int | NewRecord | None:
        return self._picked

    @property
    def is_changed(self) -> bool:
        return self._picked != self._kept or self.text().strip() != self._title(self._kept)

    def note_stored(self) -> None:
        # A few letters may have named it.
        self.put(self.entry().value)
        self._kept = self._picked

    def entry(self) -> Entry:
        typed = self.text().strip()
        if not typed:
            return Entry()
        if self._picked is not None and typed == self._title(self._picked):
            return Entry(value=self._picked)
        same = [offer for offer in self._all if offer.title.casefold() == typed.casefold()]
        fits = same or matching(self._all, typed)
        if len(fits) == 1 or same:
            return Entry(value=fits[0].value)
        if fits:
            return Entry(problem=self._words(mark("Several are called so: choose one in the list.")))
        new, missing = _NEW.get(self._kind, ("", mark("There is no such record.")))
        fix = self._words(new, title=typed) if new else ""
        return Entry(problem=self._words(missing), fix=fix, fixed=NewRecord(self._kind, typed))

    def put(self, value: object) -> None:
        self._picked = value if isinstance(value, int | NewRecord) else None
        self._show_value(self._picked)

    def show_all(self) -> None:
        """Opens the list with everything in it."""
        self._show(self._all)

    def _show_value(self, value: int | NewRecord | None) -> None:
        self.setText(self._title(value))

    def _title(self, value: int | NewRecord | None) -> str:
        if isinstance(value, NewRecord):
            return value.title
        line = self._desk.workspace.find(Ref(self._kind, value)) if value else None
        return title_of(line, self._desk.workspace.title_of, self._words) if line is not None else ""

    @property
    def _all(self) -> tuple[Offer, ...]:
        """Everything there is to choose from, read when it is first needed."""
        if self._offers is None:
            self._offers = offers_of(self._desk, self._kind)
        return self._offers

    def _on_edited(self, typed: str) -> None:
        set_tone(self, "problem", None)
        self._picked = None
        found = list(matching(self._all, typed))
        new = _NEW.get(self._kind, ("", ""))[0]
        title = typed.strip()
        if new and title and all(offer.title.casefold() != title.casefold() for offer in found):
            found.append(Offer(NewRecord(self._kind, title), self._words(new, title=title)))
        self._show(found)

    def _show(self, offers: Sequence[Offer]) -> None:
        self._model.show_offers(offers)
        popup = self._completer.popup()
        assert popup is not None
        if not offers or not self.isVisible():
            popup.hide()
            return
        width = max(self.width(), self._desk.theme.px(320))
        self._completer.complete(QRect(0, 0, width, self.height()))
        place = next((row for row, offer in enumerate(offers) if offer.value == self._picked), 0)
        popup.setCurrentIndex(self._completer.completionModel().index(place, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        offer = index.data(_OFFER_ROLE)
        if isinstance(offer, Offer):
            self.put(offer.value)
            self.finished.emit(0)

    def wanted_size(self, room: QSize) -> QSize:
        return QSize(max(room.width(), self._desk.theme.px(170)), room.height())
