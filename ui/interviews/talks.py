"""The list of talks: those ahead, then those held, each with its side, its day and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from enable_desktop.interviews import Occasion, Progress, Talk
from enable_desktop.people import folded
from enable_desktop.words import Words, mark
from ui.buttons import link_button
from ui.labels import label
from ui.rows import ROW_ROLE, Row, RowsDelegate
from ui.sides import paint_mark
from ui.sought_list import SearchField, SoughtList

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_PADDING: Final = 16
_INDENT: Final = 22
_GAP: Final = 12

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Heading:
    """ "Planned 4" above its talks."""

    text: str
    count: int


class TalksModel(QAbstractListModel):
    """Headings and talks; the words of a row are made only when it is painted."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: Sequence[_Heading | Talk] = ()
        self._places: dict[int, int] = {}
        self._today = date.min

    def show_talks(self, talks: Sequence[Talk], today: date) -> None:
        """Shows these under their headings."""
        entries: list[_Heading | Talk] = []
        for text, held in ((mark("Planned"), False), (mark("Done"), True)):
            these = [talk for talk in talks if talk.held is held]
            if these:
                entries.append(_Heading(self._words(text), len(these)))
                entries.extend(these)
        if self._ids(entries) == self._ids(self._entries):
            pairs = enumerate(zip(self._entries, entries, strict=True))
            changed = [place for place, (old, new) in pairs if old != new or today != self._today]
            self._entries, self._today = entries, today
            for place in changed:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
            return
        self.beginResetModel()
        self._entries, self._today = entries, today
        self._places = {entry.id: place for place, entry in enumerate(entries) if isinstance(entry, Talk)}
        self.endResetModel()

    @staticmethod
    def _ids(entries: Sequence[_Heading | Talk]) -> list[int]:
        return [entry.id if isinstance(entry, Talk) else 0 for entry in entries]

    def talk_at(self, place: int) -> Talk | None:
        """The talk of a row; None for a heading."""
        entry = self._entries[place] if 0 <= place < len(self._entries) else None
        return entry if isinstance(entry, Talk) else None

    def place_of(self, id_: int | None) -> int:
        return self._places.get(id_ or 0, -1)

    @property
    def first(self) -> int | None:
        """The talk at the top."""
        return next(iter(self._places), None)

    def next_to(self, id_: int | None, direction: int) -> int | None:
        """The talk before or after one."""
        ids = list(self._places)
        place = (ids.index(id_) if id_ in self._places else -1) + direction
        return ids[place] if 0 <= place < len(ids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.talk_at(index.row()) is None:
            # Arrow keys step over it.
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, _Heading):
            row = Row(title=entry.text, right=self._words.number(entry.count), heading=True)
        else:
            row = row_of(entry, self._words, self._today)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            if isinstance(entry, Talk):
                return f"{row.spoken}. {self._words(entry.group.label)}"
            return row.spoken
        return row if role == ROW_ROLE else None


def row_of(talk: Talk, words: Words, today: date) -> Row:
    """A talk as a row: who, when, and how far it is."""
    when = words(mark("Today")) if talk.on == today else words.weekday(talk.on, today) if talk.on else ""
    if talk.held and talk.on is not None:
        when = words.short_day(talk.on, today)
    state, calls = state_of(talk, words)
    detail = f"{talk.label} · {state}" if talk.label and talk.label != talk.title else state
    title = talk.title or words(talk.occasion.label)
    return Row(title=title, detail=detail, right=when, key=talk.id, quiet=calls)


def state_of(talk: Talk, words: Words) -> tuple[str, bool]:
    """How far a talk is, in words, and whether that asks for something."""
    match talk.progress:
        case Progress.PLANNED:
            return words(mark("Not prepared")), True
        case Progress.PREPARED:
            return words.n("{n} question picked", "{n} questions picked", talk.chosen), False
    if talk.untagged:
        return words.n("{n} passage to tag", "{n} passages to tag", talk.untagged), True
    if talk.occasion is not Occasion.INTERVIEW and not talk.statements:
        return words(mark("Held")), False
    return words.n("{n} statement", "{n} statements", talk.statements), False


class TalksDelegate(RowsDelegate):
    """Mark, name and day above; how far it is below."""

    def __init__(self, theme: Theme, view: QWidget, model: TalksModel) -> None:
        super().__init__(theme, view, _PADDING)
        self._talks = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(30 if self._talks.talk_at(index.row()) is None else 50))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        talk = self._talks.talk_at(index.row())
        if talk is None:
            self._heading(painter, option.rect, index.data(ROW_ROLE))
            return
        super().paint(painter, option, index)
        box: QRect = option.rect
        centre = QPointF(box.left() + _PADDING + 5, box.top() + box.height() * 0.31)
        paint_mark(painter, self._theme, talk.group, centre, self._theme.px(9))

    def _heading(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = self._theme
        painter.save()
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.color("text.secondary"))
        inside = box.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, row.title)
        width = QFontMetrics(theme.font("smallstrong")).horizontalAdvance(row.title)
        painter.setPen(theme.color("text.tertiary"))
        painter.drawText(inside.adjusted(width + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.right)
        painter.setPen(theme.color("line.subtle"))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        painter.restore()

    def _content(self, painter: QPainter, box: QRect, row: Row) -> None:
        theme = self._theme
        left, right = box.left() + _PADDING + _INDENT, box.right() - _PADDING
        half = box.height() // 2
        font = theme.font("small")
        width = QFontMetrics(font).horizontalAdvance(row.right) + 1 if row.right else 0
        above = QRect(left, box.top() + 4, right - left, half - 3)
        painter.setFont(font)
        painter.setPen(theme.color("text.secondary"))
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.right)
        above.setRight(right - width - (_GAP if width else 0))
        self._line(painter, above, row.title, "bodystrong", theme.color("text.primary"))
        below = QRect(left, box.top() + half, right - left, half - 5)
        tone = "attention.text" if row.quiet else "text.secondary"
        self._line(painter, below, row.detail, "small", theme.color(tone))


class TalksPane(QWidget):
    """Search and list; knows which talk is selected."""

    selected = Signal(object)
    """The id of the talk selected by hand, or None."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._current: int | None = None
        self._is_refreshing = False
        self._talks: tuple[Talk, ...] = ()
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(_PADDING - 2, 0, _PADDING - 4, 0)
        self.search = SearchField(theme, words(mark("Search interviews")))
        self.search.textChanged.connect(self._find)
        head.addWidget(self.search)
        column.addLayout(head)
        self._none = QWidget()
        none = QVBoxLayout(self._none)
        none.setContentsMargins(_PADDING, 8, _PADDING, 8)
        self._none_text = label(theme, "", "body", tone="secondary", wrap=True)
        none.addWidget(self._none_text)
        none.addWidget(link_button(theme, words(mark("Show all talks")), self.search.clear))
        none.addStretch(1)
        column.addWidget(self._none)
        self.model = TalksModel(words, self)
        self.list = SoughtList(theme, words(mark("Interviews")), self.search)
        self.list.setModel(self.model)
        self.list.setItemDelegate(TalksDelegate(theme, self.list, self.model))
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        column.addWidget(self.list, 1)
        self.refresh()

    @property
    def current(self) -> int | None:
        return self._current

    @property
    def talks(self) -> tuple[Talk, ...]:
        """Every talk, shown or not."""
        return self._talks

    def refresh(self) -> None:
        """Reads the talks again."""
        self._talks = self._desk.workspace.interviews.listed()
        self._find()

    def refresh_talk(self, id_: int) -> None:
        """Reads again how far one talk is, where nothing else has changed."""
        fresh = {talk.id: talk for talk in self._desk.workspace.interviews.listed(id_)}
        self._talks = tuple(fresh.get(talk.id, talk) for talk in self._talks)
        self.model.show_talks(self._fitting(), self._desk.today)

    def select(self, id_: int | None) -> None:
        """Selects a talk; the search goes where it hides it."""
        if id_ is not None and self.model.place_of(id_) < 0 and any(talk.id == id_ for talk in self._talks):
            self.search.clear()
        self._mark(id_)

    def step(self, direction: int) -> None:
        following = self.model.next_to(self._current, direction)
        if following is not None:
            self._mark(following)

    def _mark(self, id_: int | None) -> None:
        index = self.model.index(self.model.place_of(id_), 0)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)
        elif index.isValid():
            self.list.scrollTo(index)

    def _on_current_changed(self, index: Index) -> None:
        if self._is_refreshing:
            return
        talk = self.model.talk_at(index.row()) if index.isValid() else None
        id_ = talk.id if talk is not None else None
        if id_ != self._current:
            self._current = id_
            self.selected.emit(id_)

    def _fitting(self) -> list[Talk]:
        """The talks that fit what is sought."""
        sought = folded(self.search.text())
        return [talk for talk in self._talks if not sought or sought in folded(f"{talk.title} {talk.label}")]

    def _find(self) -> None:
        """Lists what fits, and stays with the talk selected where it is among them."""
        found = self._fitting()
        before = self._current
        self._is_refreshing = True
        self.model.show_talks(found, self._desk.today)
        if self.model.place_of(before) >= 0:
            self._mark(before)
        self._is_refreshing = False
        if self.model.place_of(before) < 0:
            self._mark(self.model.first)
            self._on_current_changed(self.list.currentIndex())
        self._none.setVisible(bool(self._talks) and not found)
        self.list.setVisible(bool(found))
        self._none_text.setText(self._desk.words(mark("No talk fits “{text}”."), text=self.search.text().strip()))
