"""The right of Today: the next talk, the meetings ahead with their preparation, and how it is going."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.charts import measure_chart, period
from enable_desktop.initiatives import Initiative
from enable_desktop.interviews import Occasion
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading
from enable_desktop.today.facts import Facts, ahead
from enable_desktop.today.progress import is_too_early, shown_measures
from enable_desktop.words import mark
from ui.buttons import button
from ui.labels import label, line
from ui.today.progress_list import Progress, ProgressHeads, ProgressList
from ui.today.talks_ahead import MeetingsList, NextTalk, meeting_of, time_left

if TYPE_CHECKING:
    from ui.desk import Desk

_MEETINGS: Final = 5
_EDGE: Final = 18


class Side(QScrollArea):
    """Everything at the right of the list."""

    talk_wanted = Signal(int, str)
    """A talk, and the step or part of it to show."""
    record_wanted = Signal(object)
    plan_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
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
        self._add_talks(column)
        self._add_progress(column)
        column.addStretch(1)
        self.setWidget(inner)

    def _add_talks(self, column: QVBoxLayout) -> None:
        desk, theme, words = self._desk, self._desk.theme, self._desk.words
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

    def _add_progress(self, column: QVBoxLayout) -> None:
        desk, theme, words = self._desk, self._desk.theme, self._desk.words
        self.progress = ProgressList(desk)
        self.progress.opened.connect(self.record_wanted)
        self._heads = ProgressHeads(theme, self.progress)
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
        self.meetings.show_rows([meeting_of(talk, words, now.date()) for talk in talks[:_MEETINGS]])
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
                Progress(
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
