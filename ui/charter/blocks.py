"""What single sections hold besides text and tables: forms, sums, the capacity bar, readings, people, versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enable_desktop.charter import mission
from enable_desktop.charter.findings import stakeholders
from enable_desktop.charter.lines import Head, Prose
from enable_desktop.initiatives import Initiative, Week, load
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from enable_desktop.words import mark
from ui.labels import label, set_tone
from ui.record_form import RecordForm
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_WEEKS: Final = 26
_CASE_ABOVE: Final = ("problem", "evidence", "cost_of_nothing", "proposal", "how_it_works", "responsible")
_CASE_BELOW: Final = ("assumptions", "stop_rule", "decision", "decide_by")


@dataclass(frozen=True, slots=True)
class Special:
    """The widgets of one section above and below its tables."""

    above: tuple[QWidget, ...] = ()
    below: tuple[QWidget, ...] = ()


def special_blocks(desk: Desk, section: str, parent: QWidget) -> Special:
    """What this section holds besides its text and tables."""
    make = _MAKERS.get(section)
    return make(desk, parent) if make is not None else Special()


def _business_case(desk: Desk, parent: QWidget) -> Special:
    from ui.charter.sums import Sums

    ref = Ref("business_case", 1)
    above = RecordForm(desk, ref, (*_CASE_ABOVE, ("priority",)), parent)
    below = RecordForm(desk, ref, (("lever", "lever_value"), *_CASE_BELOW), parent)
    return Special((above,), (Sums(desk, parent), below))


def _mission(desk: Desk, parent: QWidget) -> Special:
    return Special((MissionNote(desk, parent),))


def _plan(desk: Desk, parent: QWidget) -> Special:
    return Special((Capacity(desk, parent), RecordForm(desk, Ref(Head.kind, 1), (("hours_a_week",),), parent)))


def _measures(desk: Desk, parent: QWidget) -> Special:
    from ui.charter.readings import ReadingsPanel

    return Special(below=(ReadingsPanel(desk, parent),))


def _stakeholders(desk: Desk, parent: QWidget) -> Special:
    return Special((StakeholderList(desk, parent),))


def _governance(desk: Desk, parent: QWidget) -> Special:
    return Special((RecordForm(desk, Ref(Head.kind, 1), (("next_review", "review_body"),), parent),))


def _approvals(desk: Desk, parent: QWidget) -> Special:
    from ui.charter.versions import AnswerList

    head = RecordForm(desk, Ref(Head.kind, 1), (("sponsor", "owner"),), parent)
    return Special((head,), (AnswerList(desk, parent),))


def _change_log(desk: Desk, parent: QWidget) -> Special:
    from ui.charter.versions import VersionsPanel

    return Special(below=(VersionsPanel(desk, parent),))


_MAKERS: Final[Mapping[str, Callable[[Desk, QWidget], Special]]] = {
    "business_case": _business_case,
    "mission": _mission,
    "plan": _plan,
    "measures": _measures,
    "stakeholders": _stakeholders,
    "governance": _governance,
    "approvals": _approvals,
    "change_log": _change_log,
}


class MissionNote(QWidget):
    """Counts the sentences of the mission, and says when there are more than two."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._label = label(desk.theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self._label)
        desk.changed.connect(self._on_changed)
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Prose.kind}:
            self._show()

    def _show(self) -> None:
        words = self._desk.words
        found = self._desk.workspace.where(Prose, "key", "mission")
        count = mission.count(found[0].text) if found else 0
        text = words.n("{n} sentence.", "{n} sentences.", count)
        if count > mission.MOST:
            more = words(mark("One or two are a mission; more is a programme. Move the rest to Objectives."))
            text = f"{text} {more}"
        self._label.setText(text)
        set_tone(self._label, "tone", "attention" if count > mission.MOST else "secondary")


class Capacity(QWidget):
    """The next half-year's weeks against the hours one person has."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._text = label(desk.theme, "", "small", tone="secondary", wrap=True)
        self._bars = _Weeks(desk)
        column.addWidget(self._bars)
        column.addWidget(self._text)
        desk.changed.connect(self._on_changed)
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Initiative.kind, Head.kind}:
            self._show()

    def _show(self) -> None:
        desk, words = self._desk, self._desk.words
        head = desk.workspace.get(Head, 1)
        hours = head.hours_a_week if head is not None and head.hours_a_week else None
        weeks = load(desk.workspace.all(Initiative), desk.today, _WEEKS)
        if hours is None:
            text = words(mark("Say how many hours a week you have, and full weeks are marked here."))
            full = 0
        else:
            full = sum(1 for week in weeks if week.is_full(hours))
            most = max(weeks, key=lambda week: week.hours)
            text = words(
                mark("Next 26 weeks: the fullest asks {most} of your {hours} hours (week of {day})."),
                most=words.number(most.hours),
                hours=words.number(hours),
                day=words.short_day(most.monday, desk.today),
            )
            if full:
                over = words.n("{n} week is over your hours.", "{n} weeks are over your hours.", full)
                text = f"{text} {over}"
        self._text.setText(text)
        set_tone(self._text, "tone", "attention" if full else "secondary")
        self._bars.show_weeks(weeks, hours, text)


class _Weeks(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self._weeks: tuple[Week, ...] = ()
        self._hours: float | None = None
        self.setFixedHeight(56)
        self.setAccessibleName(desk.words(mark("Hours a week")))

    def show_weeks(self, weeks: tuple[Week, ...], hours: float | None, spoken: str) -> None:
        self._weeks, self._hours = weeks, hours
        self.setAccessibleDescription(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max([week.hours for week in self._weeks] + [self._hours or 0.0, 1.0])
        step = self.width() / max(1, len(self._weeks))
        floor = self.height() - 2
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        for place, week in enumerate(self._weeks):
            height = (floor - 6) * week.hours / most
            full = self._hours is not None and week.is_full(self._hours)
            painter.setBrush(theme.color("attention.mark" if full else "chart.muted"))
            painter.drawRect(QRectF(place * step + 1, floor - height, step - 3, height))
        painter.setPen(theme.color("chart.axis"))
        painter.drawLine(0, floor, self.width(), floor)
        if self._hours is not None:
            y = floor - (floor - 6) * self._hours / most
            painter.setPen(theme.color("chart.target"))
            painter.drawLine(0, round(y), self.width(), round(y))
        painter.end()


class StakeholderList(QWidget):
    """The people with that hat, by group; each leads to their page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        words = desk.words
        self._none = label(
            desk.theme,
            words(mark("Nobody is marked as a stakeholder yet. Give people that hat on the People page.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        column.addWidget(self._none)
        self._list = RowsView(desk.theme, words(mark("Stakeholders")))
        self._list.activated.connect(self._on_activated)
        column.addWidget(self._list)
        desk.changed.connect(self._on_changed)
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Person.kind}:
            self._show()

    def _show(self) -> None:
        words = self._desk.words
        people = stakeholders(self._desk.workspace.charter.content())
        rows: list[Row] = []
        for group in Group:
            members = [person for person in people if person.group is group]
            if members:
                rows.append(Row(title=words(group.label), right=words.number(len(members)), heading=True))
            rows += [Row(title=each.name, detail=_detail(each), key=Ref(Person.kind, each.id)) for each in members]
        self._list.show_rows(rows)
        self._none.setVisible(not rows)
        self._list.setVisible(bool(rows))
        self._list.setFixedHeight(min(self._list.natural_height() + 4, 4000))

    def _on_activated(self) -> None:
        row = self._list.current
        if row is not None and isinstance(row.key, Ref):
            self._desk.go(row.key)


def _detail(person: Person) -> str:
    return ", ".join(part for part in (person.role, person.department) if part)
