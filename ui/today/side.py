"""The right of Today: the next talk, the meetings ahead with their preparation, and how it is going."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.charts import Chart, Role, measure_chart, period, place_sparkline
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Occasion
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.people import Group
from enable_desktop.today.facts import Facts, PlannedTalk
from enable_desktop.today.needs import ahead
from enable_desktop.today.progress import is_too_early, shown_measures
from enable_desktop.words import Words, mark
from ui.buttons import button, set_icon
from ui.labels import ElidedLabel, label, line
from ui.rings import paint_focus, paint_ring
from ui.rows import ROW_ROLE, Index
from ui.sides import paint_mark

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme

_MEETINGS: Final = 5
_EDGE: Final = 18
_PURPOSE: Final = 170


class _Mark(QWidget):
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
        self._mark = _Mark(theme)
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
class _Meeting:
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


def _meeting(talk: PlannedTalk, words: Words, today: date) -> _Meeting:
    if talk.is_prepared:
        parts = [words.n("{n} question", "{n} questions", talk.chosen)] if talk.chosen else []
        if talk.promises:
            parts.append(words.n("{n} promise open", "{n} promises open", talk.promises))
        state = ", ".join(parts) or words(mark("Prepared"))
    else:
        state = words(mark("Not prepared"))
    return _Meeting(
        ref=Ref("interviews", talk.id),
        title=talk.title or words(talk.occasion.label),
        day=_day(talk.on, today, words),
        time=talk.begins,
        state=state,
        calls=not talk.is_prepared,
        group=talk.group,
        share=talk.preparation,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Progress:
    """A measure in words, with the chart of its last twelve months."""

    ref: Ref
    title: str
    value: str
    target: str
    chart: Chart

    @property
    def spoken(self) -> str:
        return self.chart.description


class _Model(QAbstractListModel):
    """Rows that are replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[_Meeting | _Progress, ...] = ()

    def show_rows(self, rows: Sequence[_Meeting | _Progress]) -> None:
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.spoken
        return row if role == ROW_ROLE else None


class _List(QListView):
    """A short list at its natural height; Enter and a double click open."""

    opened = Signal(object)
    """The Ref of a row."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.rows = _Model(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setProperty("pane", "sunken")
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._open)
        theme.changed.connect(self._on_theme_changed)

    def show_rows(self, rows: Sequence[_Meeting | _Progress]) -> None:
        """Replaces the rows; the place stays."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(max(place, 0), len(rows) - 1), 0))
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.rows.rowCount())) + 2)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, _Meeting | _Progress):
            self.opened.emit(row.ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here, not a search."""


class _Delegate(QStyledItemDelegate):
    """What the rows of both lists share: background, ring, and the line below."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, state = self._theme, option.state
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("bg.selected" if focused else "bg.hover"))
        painter.setPen(QPen(theme.color("line.subtle"), 1))
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        self._content(painter, box, index.data(ROW_ROLE))
        if focused:
            paint_focus(painter, theme, box)
        painter.restore()

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        raise NotImplementedError

    def _text(self, painter: QPainter, box: QRect, text: str, face: str, tone: str, *, right: bool = False) -> None:
        font = self._theme.font(face, tabular=right)
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        shown = text if right else QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)


class _MeetingDelegate(_Delegate):
    """Day and time; mark, name and state; the ring of its preparation."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(54))

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        assert isinstance(row, _Meeting)
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


class _ProgressDelegate(_Delegate):
    """Name, line, last value, target."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self._theme.px(36))

    def columns(self, rows: Sequence[_Progress], heads: tuple[str, str]) -> tuple[int, int]:
        """How wide the value and the target are in the widest row."""
        value = QFontMetrics(self._theme.font("strong", tabular=True))
        target = QFontMetrics(self._theme.font("body", tabular=True))
        caption = QFontMetrics(self._theme.font("caption"))
        gap = self._theme.px(14)
        return (
            max([_longest(caption, heads[0]), *(value.horizontalAdvance(row.value) for row in rows)]) + gap,
            max([_longest(caption, heads[1]), *(target.horizontalAdvance(row.target) for row in rows)]) + gap,
        )

    def _content(self, painter: QPainter, box: QRect, row: object) -> None:
        assert isinstance(row, _Progress)
        view = self._view
        assert isinstance(view, ProgressList)
        theme = self._theme
        value_wide, target_wide = view.widths
        target = QRect(box.right() - target_wide + 1, box.top(), target_wide - 2, box.height())
        self._text(painter, target, row.target, "body", "text.secondary", right=True)
        value = target.translated(-value_wide, 0)
        value.setLeft(target.left() - value_wide)
        value.setRight(target.left() - 2)
        self._text(painter, value, row.value, "strong", "text.primary", right=True)
        wide = theme.px(72)
        spark = QRectF(value.left() - wide, box.top() + theme.px(7), wide, box.height() - theme.px(14))
        name = QRect(box.left() + 2, box.top(), int(spark.left()) - box.left() - theme.px(12), box.height())
        self._text(painter, name, row.title, "body", "text.primary")
        self._sparkline(painter, spark, row.chart)

    def _sparkline(self, painter: QPainter, box: QRectF, chart: Chart) -> None:
        theme = self._theme
        placing = place_sparkline(chart, box.width(), box.height(), theme.px(5) / 2)
        painter.save()
        painter.translate(box.topLeft())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in placing.strokes:
            is_target = stroke.role is Role.TARGET
            colour = theme.color("chart.target" if is_target else "chart.line")
            style = Qt.PenStyle.DashLine if is_target else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 1.2 if is_target else 1.6, style))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("chart.line"))
        for dot in placing.dots:
            painter.drawEllipse(QPointF(dot.x, dot.y), dot.radius, dot.radius)
        painter.restore()


def _longest(metrics: QFontMetrics, text: str) -> int:
    """How wide its longest word is; a head of several words breaks."""
    return max((metrics.horizontalAdvance(word) + 1 for word in text.split()), default=0)


class MeetingsList(_List):
    """The talks ahead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.words(mark("Meetings")))
        self.setItemDelegate(_MeetingDelegate(desk.theme, self))


class ProgressList(_List):
    """Four measures: line, last value, target."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.words(mark("How it is going")))
        self._drawn = _ProgressDelegate(desk.theme, self)
        self._heads = ("", "")
        self.setItemDelegate(self._drawn)

    def show_heads(self, heads: tuple[str, str]) -> None:
        """What stands above the two columns, which are as wide as these at least."""
        self._heads = heads

    @property
    def widths(self) -> tuple[int, int]:
        """Of the column of values and of that of targets."""
        return self._drawn.columns([row for row in self.rows.rows if isinstance(row, _Progress)], self._heads)


class _Heads(QWidget):
    """What stands above the columns of the measures."""

    def __init__(self, theme: Theme, under: ProgressList) -> None:
        super().__init__()
        self._theme = theme
        self._under = under
        self._texts = ("", "")

    def show_texts(self, texts: tuple[str, str]) -> None:
        self._texts = texts
        self.update()

    def sizeHint(self) -> QSize:
        lines = 2 if any(" " in text for text in self._texts) else 1
        return QSize(sum(self._under.widths), lines * self._theme.line_height("caption") + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text.secondary"))
        value, target = self._under.widths
        right = self.width() - 2
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap
        gap = self._theme.px(12)
        painter.drawText(QRect(right - target + gap, 0, target - gap, self.height()), flags, self._texts[1])
        value_box = QRect(right - target - value + gap, 0, value - gap, self.height())
        painter.drawText(value_box, flags, self._texts[0])
        painter.end()


class Side(QScrollArea):
    """Everything at the right of the list."""

    talk_wanted = Signal(int, str)
    """A talk, and the step or part of it to show."""
    record_wanted = Signal(object)
    plan_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("pane", "sunken")
        inner = QWidget()
        inner.setProperty("pane", "sunken")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(_EDGE, 14, _EDGE - 4, 16)
        column.setSpacing(0)
        head = QHBoxLayout()
        self._next_title = label(theme, "", "strong")
        head.addWidget(self._next_title)
        head.addStretch(1)
        self.left = label(theme, "", "small", tone="secondary")
        head.addWidget(self.left)
        column.addLayout(head)
        column.addSpacing(8)
        self.next = NextTalk(desk)
        self.next.step_wanted.connect(self.talk_wanted)
        column.addWidget(self.next)
        self.none = QWidget()
        inside = QVBoxLayout(self.none)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(label(theme, words(mark("No talk is planned.")), "body", tone="secondary", wrap=True))
        self.plan = button(theme, words(mark("Plan a talk")), self.plan_wanted.emit, icon="plus", small=True)
        inside.addWidget(self.plan, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.none)
        column.addSpacing(22)
        self._meetings_title = label(theme, words(mark("Meetings")), "strong")
        column.addWidget(self._meetings_title)
        column.addSpacing(6)
        self._meetings_line = line()
        column.addWidget(self._meetings_line)
        self.meetings = MeetingsList(desk)
        self.meetings.opened.connect(self._open_talk)
        column.addWidget(self.meetings)
        column.addSpacing(22)
        self.progress = ProgressList(desk)
        self.progress.opened.connect(self.record_wanted)
        self._heads = _Heads(theme, self.progress)
        self._progress_title = label(theme, words(mark("How it is going")), "strong")
        head = QHBoxLayout()
        head.addWidget(self._progress_title, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self._heads)
        column.addLayout(head)
        column.addSpacing(6)
        self._progress_line = line()
        column.addWidget(self._progress_line)
        column.addWidget(self.progress)
        column.addSpacing(8)
        self.early = label(
            theme,
            words(mark("Too early to credit an initiative for any change.")),
            "small",
            tone="secondary",
            wrap=True,
        )
        column.addWidget(self.early)
        column.addStretch(1)
        self.setWidget(inner)

    def _open_talk(self, ref: Ref) -> None:
        self.talk_wanted.emit(ref.id, "prepare")

    # -- what is shown

    def show_facts(self, facts: Facts) -> None:
        """Shows the talks ahead and the measures."""
        self.show_talks(facts)
        self._show_progress(facts)

    def show_talks(self, facts: Facts) -> None:
        """Shows the talks ahead, and how long it is until the next one."""
        words, now = self._desk.words, self._desk.workspace.now
        talks = ahead(facts.talks, now)
        following = talks[0] if talks else None
        is_interview = following is None or following.occasion is Occasion.INTERVIEW
        self._next_title.setText(words(mark("Next interview") if is_interview else mark("Next meeting")))
        self.next.setVisible(following is not None)
        self.none.setVisible(following is None)
        self.left.setText(time_left(following, now, words) if following is not None else "")
        if following is not None:
            self.next.show_talk(following)
        self.meetings.show_rows([_meeting(talk, words, now.date()) for talk in talks[:_MEETINGS]])
        for part in (self._meetings_title, self._meetings_line, self.meetings):
            part.setVisible(bool(talks))

    def _show_progress(self, facts: Facts) -> None:
        words, workspace, today = self._desk.words, self._desk.workspace, self._desk.today
        shown = shown_measures(facts.measures, facts.last_readings)
        readings = {each.id: workspace.where(Reading, "measure", each.id) for each in shown}
        first, last = period([reading for of_one in readings.values() for reading in of_one], today)
        rows = []
        for measure in shown:
            chart = measure_chart(measure, readings[measure.id], (), first, last, words)
            rows.append(
                _Progress(
                    ref=Ref(Measure.kind, measure.id),
                    title=measure.title,
                    value=chart.latest.label if chart.latest is not None else "–",
                    target=words.quantity(measure.target, measure.unit) or "–",
                    chart=chart,
                )
            )
        days = {facts.last_readings[each.id].replace(day=1) for each in shown}
        month = words.month(next(iter(days))) if len(days) == 1 else words(mark("Last"))
        heads = (month[:1].upper() + month[1:], words(mark("Target")))
        self.progress.show_heads(heads)
        self.progress.show_rows(rows)
        self._heads.show_texts(heads)
        self._heads.updateGeometry()
        self.early.setVisible(bool(rows) and is_too_early(workspace.all(Initiative), readings))
        for part in (self._progress_title, self._progress_line, self._heads, self.progress):
            part.setVisible(bool(rows))
