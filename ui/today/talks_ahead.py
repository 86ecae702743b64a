"""The talks ahead: the next one as a card, the others in a list with their preparation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.today.facts import PlannedTalk
from enable_desktop.words import Words, mark
from ui.buttons import button, set_icon
from ui.labels import ElidedLabel, label
from ui.rings import paint_ring
from ui.rows import Index
from ui.sides import paint_mark
from ui.today.short_list import ShortDelegate, ShortList

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_PURPOSE: Final = 170


class SideMark(QWidget):
    """The mark of somebody's side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._group = Group.OTHER
        self._resize()
        theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedSize(self._theme.px(14), self._theme.px(20))

    def show_group(self, group: Group) -> None:
        self._group = group
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, self._theme, self._group, QPointF(self.rect().center()), self._theme.px(10))
        painter.end()


class NextTalk(QFrame):
    """The talk that comes next: with whom, when, what for, and two ways into it."""

    step_wanted = Signal(int, str)
    """A talk, and the step or part of it to show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = 0
        self._is_prepared = False
        theme, words = desk.theme, desk.words
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._mark = SideMark(theme)
        head.addWidget(self._mark)
        self.name = ElidedLabel(theme, "", "section")
        head.addWidget(self.name, 1)
        self.times = label(theme, "", "body", tone="secondary")
        head.addWidget(self.times)
        column.addLayout(head)
        self.purpose = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self.purpose)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.prepare = button(theme, "", self._prepare, small=True)
        row.addWidget(self.prepare)
        self.notes = button(theme, words(mark("Start notes")), self._notes, icon="note-edit-outline", small=True)
        row.addWidget(self.notes)
        row.addStretch(1)
        column.addLayout(row)

    def show_talk(self, talk: PlannedTalk) -> None:
        words = self._desk.words
        self._id = talk.id
        self._is_prepared = talk.is_prepared
        text = words(mark("Open brief") if talk.is_prepared else mark("Prepare"))
        self.prepare.setText(text)
        self.prepare.setAccessibleName(text)
        set_icon(self.prepare, self._desk.theme, "file-pdf-box" if talk.is_prepared else "clipboard-text-outline")
        self._mark.show_group(talk.group)
        self.name.set_whole(talk.title or words(talk.occasion.label))
        starts, ends = talk.starts, talk.ends
        times = ""
        if starts is not None and ends is not None:
            times = words(mark("{start} to {end}"), start=f"{starts:%H:%M}", end=f"{ends:%H:%M}")
        self.times.setText(times)
        purpose = " ".join(talk.purpose.split())
        if len(purpose) > _PURPOSE:
            purpose = f"{purpose[:_PURPOSE].rsplit(' ', 1)[0]} …"
        self.purpose.setText(purpose or words(mark("What it should achieve is not written yet.")))

    def _prepare(self) -> None:
        self.step_wanted.emit(self._id, "brief" if self._is_prepared else "prepare")

    def _notes(self) -> None:
        self.step_wanted.emit(self._id, "notes")


def time_left(talk: PlannedTalk, now: datetime, words: Words) -> str:
    """How long it is until a talk: "in 3 h 18 min", "Tomorrow", "Mon 16 Mar"."""
    starts = talk.starts
    if talk.on == now.date() and starts is not None:
        minutes = -((now - starts) // timedelta(minutes=1))
        if minutes <= 0:
            return words(mark("now"))
        hours, minutes = divmod(minutes, 60)
        if hours:
            return words(mark("in {hours} h {minutes} min"), hours=hours, minutes=minutes)
        return words(mark("in {minutes} min"), minutes=minutes)
    return _day(talk.on, now.date(), words)


def _day(on: date | None, today: date, words: Words) -> str:
    if on is None:
        return words(mark("No date yet"))
    if (on - today).days in (0, 1):
        return words(mark("Today")) if on == today else words(mark("Tomorrow"))
    return words.weekday(on, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A talk ahead in words."""

    ref: Ref
    title: str
    day: str
    time: str
    state: str
    calls: bool
    group: Group
    share: float

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, f"{self.day} {self.time}".strip(), self.state) if part)


def meeting_of(talk: PlannedTalk, words: Words, today: date) -> Meeting:
    if talk.is_prepared:
        parts = [words.n("{n} question", "{n} questions", talk.chosen)] if talk.chosen else []
        if talk.promises:
            parts.append(words.n("{n} promise open", "{n} promises open", talk.promises))
        state = ", ".join(parts) or words(mark("Prepared"))
    else:
        state = words(mark("Not prepared"))
    return Meeting(
        ref=Ref("interviews", talk.id),
        title=talk.title or words(talk.occasion.label),
        day=_day(talk.on, today, words),
        time=talk.begins,
        state=state,
        calls=not talk.is_prepared,
        group=talk.group,
        share=talk.preparation,
    )


class MeetingDelegate(ShortDelegate):
    """Day and time; mark, name and state; the ring of its preparation."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(54))

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        assert isinstance(row, Meeting)
        theme = self._theme
        top, high = box.top() + theme.px(7), theme.px(20)
        first, second = (QRect(box.left() + 2, top + at * high, theme.px(84), high) for at in (0, 1))
        self._text(painter, first, row.day, "body", "text.secondary")
        self._text(painter, second, row.time, "body", "text.secondary")
        left = box.left() + theme.px(90)
        paint_mark(painter, theme, row.group, QPointF(left + theme.px(5), top + high / 2), theme.px(9))
        ring = QRectF(0, 0, theme.px(13), theme.px(13))
        ring.moveCenter(QPointF(box.right() - theme.px(10), top + high / 2))
        paint_ring(painter, theme, ring, row.share)
        right = box.right() - theme.px(28)
        name = QRect(left + theme.px(18), top, right - left - theme.px(18), high)
        self._text(painter, name, row.title, "bodystrong", "text.primary")
        state = QRect(left, top + high, box.right() - left, high)
        self._text(painter, state, row.state, "body", "attention.text" if row.calls else "text.secondary")


class MeetingsList(ShortList):
    """The talks ahead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.words(mark("Meetings")))
        self.setItemDelegate(MeetingDelegate(desk.theme, self))
