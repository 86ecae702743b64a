"""The list of Today: what needs the person, what is snoozed, and when the next thing is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from enable_desktop.today.agenda import Agenda
from enable_desktop.today.needs import About, Need
from enable_desktop.words import Words, mark
from ui.rings import paint_focus
from ui.rows import ROW_ROLE, Index
from ui.tips import tip

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_LEFT: Final = 24
_RIGHT: Final = 20
_INDENT: Final = 36
_ROW: Final = 62
_BUTTON: Final = 26
_ICONS: Final = {
    About.MINE: "handshake-outline",
    About.TALK: "forum-outline",
    About.APPROVAL: "account-check-outline",
    About.PAST_TALK: "calendar-question",
    About.INITIATIVE: "flag-outline",
    About.THEIRS: "handshake-outline",
    About.REVIEW: "script-text-outline",
    About.PASSAGES: "marker",
    About.CONTACT: "account-star-outline",
    About.THANKS: "hand-heart-outline",
    About.KNOWN: "account-question-outline",
    About.MEASURE: "chart-line-variant",
    About.CONSENT: "account-clock-outline",
    About.HEARD: "account-voice",
    About.PACK: "package-variant-closed",
    About.STALE: "calendar-clock",
    About.BROKEN: "link-variant-off",
    About.SOUGHT: "magnify-close",
    About.ASSUMPTION: "help-circle-outline",
    About.NOTE: "note-text-outline",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row in words. A heading has only a title and a count, the last line only a title."""

    title: str
    detail: str = ""
    when: str = ""
    button: str = ""
    icon: str = ""
    count: str = ""
    is_heading: bool = False
    is_pressing: bool = False
    need: Need | None = None
    until: date | None = None
    """The day on which a snoozed row comes back."""

    @property
    def spoken(self) -> str:
        return ". ".join(part.rstrip(".") for part in (self.title, self.detail, self.when, self.count) if part)


def entries_of(agenda: Agenda, words: Words, today: date, *, with_snoozed: bool) -> list[Entry]:
    """The rows of a day in words, under their headings."""
    needs = agenda.needs
    rows = []
    if needs:
        rows.append(Entry(title=words(mark("Needs you")), count=words.number(len(needs)), is_heading=True))
    rows += [_entry(need, words, today) for need in needs]
    rows.append(Entry(title=_last(agenda, words, today), icon="check-circle-outline"))
    if with_snoozed and agenda.snoozed:
        count = words.number(len(agenda.snoozed))
        rows.append(Entry(title=words(mark("Snoozed")), count=count, is_heading=True))
        for each in agenda.snoozed:
            rows.append(
                Entry(
                    title=words.say(each.need.what),
                    detail=_why(each.need, words),
                    when=words(mark("Until {day}"), day=words.weekday(each.until, today)),
                    button=words(mark("Bring back")),
                    icon=_ICONS[each.need.about],
                    need=each.need,
                    until=each.until,
                )
            )
    return rows


def _last(agenda: Agenda, words: Words, today: date) -> str:
    """What the list ends with: the promise that nothing was left out."""
    due = words.short_day(agenda.next_due, today)
    if agenda.needs:
        return words(mark("Nothing else is due before {day}."), day=due) if due else words(mark("Nothing else is due."))
    return words(mark("Nothing is due before {day}."), day=due) if due else words(mark("Nothing needs you now."))


def _why(need: Need, words: Words) -> str:
    return " ".join(words.say(each) for each in need.why)


def _entry(need: Need, words: Words, today: date) -> Entry:
    return Entry(
        title=words.say(need.what),
        detail=_why(need, words),
        when=when_of(need, words, today),
        button=words(need.about.label),
        icon=_ICONS[need.about],
        is_pressing=need.is_pressing(today),
        need=need,
    )


def when_of(need: Need, words: Words, today: date) -> str:
    """By when it is wanted, since when it waits, or how late it is."""
    when = need.when
    if when is None:
        return ""
    if need.is_since:
        return words(mark("Since {day}"), day=words.short_day(when, today))
    if when < today:
        return words.n("{n} day late", "{n} days late", (today - when).days)
    day = words(mark("Today")) if when == today else words.weekday(when, today)
    if need.before:
        return words(mark("{day}, before {time}"), day=day, time=need.before)
    return f"{day}, {need.at}" if need.at else day


class NeedsModel(QAbstractListModel):
    """Headings, rows, and the line at the end; replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> bool:
        """Replaces the rows; false where they are the same."""
        if tuple(entries) == self.entries:
            return False
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.entries[index.row()].need is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return entry.spoken
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return entry.button
            case Qt.ItemDataRole.ToolTipRole:
                return tip(entry.spoken) if entry.need is not None else None
            case _ if role == ROW_ROLE:
                return entry
        return None


class NeedsDelegate(QStyledItemDelegate):
    """Icon, what, why and when, and the one button; that of the row selected is filled."""

    def __init__(self, theme: Theme, view: NeedsView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ROW_ROLE)
        assert isinstance(entry, Entry)
        high = _ROW if entry.need is not None else 30 if entry.is_heading else 48
        return QSize(200, self._theme.px(high))

    def button_box(self, box: QRect, entry: Entry) -> QRect:
        """Where the button of a row lies."""
        theme = self._theme
        width = QFontMetrics(theme.font("smallstrong")).horizontalAdvance(entry.button) + theme.px(20)
        right = box.right() - theme.px(_RIGHT)
        return QRect(right - width + 1, box.top() + theme.px(8), width, theme.px(_BUTTON))

    def _widest_button(self) -> int:
        metrics = QFontMetrics(self._theme.font("smallstrong"))
        entries = self._view.needs.entries
        return max((metrics.horizontalAdvance(text) for text in {each.button for each in entries}), default=0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ROW_ROLE)
        assert isinstance(entry, Entry)
        theme, state = self._theme, option.state
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            self._heading(painter, box, entry)
        elif entry.need is None:
            self._end(painter, box, entry)
        else:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_Active) and self._view.hasFocus()
            if selected:
                painter.fillRect(box, theme.color("bg.selected" if focused else "bg.selectedInactive"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(box, theme.color("bg.hover"))
            self._row(painter, box, entry)
            self._button(painter, self.button_box(box, entry), entry.button, filled=selected)
            painter.setPen(QPen(theme.color("line.subtle"), 1))
            painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
            if selected and focused:
                paint_focus(painter, theme, box)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = self._theme
        painter.fillRect(box, theme.color("bg.sunken"))
        font = theme.font("smallstrong")
        painter.setFont(font)
        painter.setPen(theme.color("text.secondary"))
        inside = box.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, entry.title)
        wide = QFontMetrics(font).horizontalAdvance(entry.title)
        painter.setFont(theme.font("small", tabular=True))
        painter.drawText(inside.adjusted(wide + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.count)
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())

    def _end(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = self._theme
        side = theme.px(16)
        place = QRect(box.left() + _LEFT, box.center().y() - side // 2, side, side)
        theme.icon(entry.icon, "text.tertiary").paint(painter, place)
        self._line(painter, box.adjusted(_LEFT + side + 8, 0, -_RIGHT, 0), entry.title, "body", "text.secondary")

    def _row(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        theme = self._theme
        side = theme.px(18)
        top, high = box.top() + theme.px(9), theme.px(22)
        tone = "text.tertiary"
        theme.icon(entry.icon, tone).paint(painter, QRect(box.left() + _LEFT, top + (high - side) // 2, side, side))
        left = box.left() + theme.px(_INDENT) + _LEFT
        right = box.right() - theme.px(_RIGHT) - self._widest_button() - theme.px(20) - theme.px(16)
        font = theme.font("small", 500, tabular=True)
        wide = QFontMetrics(font).horizontalAdvance(entry.when) + 1 if entry.when else 0
        painter.setFont(font)
        painter.setPen(theme.color("attention.text" if entry.is_pressing else "text.secondary"))
        above = QRect(left, top, right - left, high)
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.when)
        above.setRight(right - wide - (theme.px(16) if wide else 0))
        self._line(painter, above, entry.title, "strong", "text.primary")
        below = QRect(left, top + high, right - left, theme.px(22))
        self._line(painter, below, entry.detail, "body", "text.secondary")

    def _line(self, painter: QPainter, box: QRect, text: str, face: str, tone: str) -> None:
        font = self._theme.font(face)
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _button(self, painter: QPainter, box: QRect, text: str, *, filled: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(theme.color("line.default"), 1))
        painter.setBrush(theme.color("accent.fill" if filled else "bg.surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(theme.font("smallstrong"))
        painter.setPen(theme.color("accent.onFill" if filled else "text.primary"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class NeedsView(QListView):
    """Up and down move, Enter acts, O opens, S snoozes, E is done with it; the button of a row is clicked."""

    act_wanted = Signal()
    open_wanted = Signal()
    snooze_wanted = Signal()
    done_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.needs = NeedsModel(self)
        self.setModel(self.needs)
        self._drawn = NeedsDelegate(desk.theme, self)
        self.setItemDelegate(self._drawn)
        self.setAccessibleName(desk.words(mark("Needs you")))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _: self.open_wanted.emit())
        desk.theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def current(self) -> Entry | None:
        """The row selected."""
        place = self.currentIndex().row()
        entry = self.needs.entries[place] if 0 <= place < len(self.needs.entries) else None
        return entry if entry is not None and entry.need is not None else None

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Replaces the rows; the selection stays with its row, or else at its place."""
        before, place = self.current, self.currentIndex().row()
        if not self.needs.show_entries(entries):
            return
        same = next((at for at, entry in enumerate(entries) if _is_same(entry, before)), None)
        if same is not None:
            self._select(same)
            return
        rows = [at for at, entry in enumerate(entries) if entry.need is not None]
        self._select(next((at for at in rows if at >= place), rows[-1] if rows else -1))

    def select(self, key: str) -> bool:
        """Selects the row that stands for this; false where there is none."""
        for place, entry in enumerate(self.needs.entries):
            if entry.need is not None and key in entry.need.keys:
                self._select(place)
                return True
        return False

    def _select(self, place: int) -> None:
        self.setCurrentIndex(self.needs.index(place, 0) if place >= 0 else QModelIndex())

    def button_of(self, entry: Entry) -> QRect:
        """Where the button of a row lies in the viewport."""
        place = self.needs.entries.index(entry)
        return self._drawn.button_box(self.visualRect(self.needs.index(place, 0)), entry)

    # -- keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        wanted = {
            Qt.Key.Key_Return: self.act_wanted,
            Qt.Key.Key_Enter: self.act_wanted,
            Qt.Key.Key_O: self.open_wanted,
            Qt.Key.Key_S: self.snooze_wanted,
            Qt.Key.Key_E: self.done_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is not None and plain and self.current is not None:
            wanted.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        index = self.indexAt(place)
        entry = index.data(ROW_ROLE) if index.isValid() else None
        if not isinstance(entry, Entry) or entry.need is None:
            return
        if self._drawn.button_box(self.visualRect(index), entry).contains(place):
            self.setCurrentIndex(index)
            self.act_wanted.emit()


def _is_same(entry: Entry, other: Entry | None) -> bool:
    if entry.need is None or other is None or other.need is None:
        return False
    return entry.need.refs == other.need.refs and entry.need.about is other.need.about
