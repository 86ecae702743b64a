"""The card in which a talk is planned: with whom, when, where."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import Occasion, time_in
from enable_desktop.links import Ref
from enable_desktop.people import Group, Person
from enable_desktop.typed import Refused, read_day, read_whole
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.form import Form, choose_in
from ui.inputs import ComboBox
from ui.labels import label
from ui.line_edit import LineEdit
from ui.month import Month
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from ui.desk import Desk


class PlanningCard(QFrame):
    """Asks what a talk needs; what is not known yet may stay empty, except with whom."""

    planned = Signal(int)
    """The id of the new talk."""
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(label(theme, words(mark("Plan a talk")), "section"))
        self.person = RecordBox(desk, Person.kind)
        self.occasion = ComboBox(theme)
        self.occasion.fill([(each, words(each.label)) for each in Occasion], Occasion.INTERVIEW)
        self.title = LineEdit()
        self.on, self.begins, self.minutes, self.place = (LineEdit() for _ in range(4))
        for edit in (self.person, self.title, self.on, self.begins, self.minutes, self.place):
            theme.dress(edit, "body")
        form = Form(theme)
        self._person_field, _ = form.add_row(
            (words(mark("With whom")), self.person, ""), (words(mark("Occasion")), self.occasion, "")
        )
        self.group = ComboBox(theme)
        self.group.fill([(each, words(each.label)) for each in Group], Group.OTHER)
        self._group_field = form.add(
            words(mark("Group")), self.group, words(mark("Gaps compare leadership with reps; others are shown beside"))
        )
        self._title_field = form.add(words(mark("Title")), self.title)
        self._day_field, self._time_field, self._minutes_field, _ = form.add_row(
            (words(mark("Date")), self.on, ""),
            (words(mark("Starts at")), self.begins, ""),
            (words(mark("Minutes")), self.minutes, ""),
            (words(mark("Place")), self.place, ""),
        )
        self.begins.setPlaceholderText("14:00")
        Month(self.on, theme, words, lambda: desk.today).picked.connect(self._on_day)
        column.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(theme, words(mark("Cancel")), self.close_card, look="quiet"))
        row.addWidget(primary_button(theme, words(mark("Plan")), self.plan))
        column.addLayout(row)
        self.occasion.activated.connect(self._show_title)
        self.person.chosen.connect(lambda *_: self._show_group())
        self.person.returnPressed.connect(self.plan)
        for edit in (self.title, self.on, self.begins, self.minutes, self.place):
            edit.returnPressed.connect(self.plan)
        self.begin()

    def begin(self) -> None:
        """Empties the card and puts the cursor into its first field."""
        self.person.show_id(None)
        self.title.clear()
        self.occasion.fill([(each, self._desk.words(each.label)) for each in Occasion], Occasion.INTERVIEW)
        for edit in (self.on, self.begins, self.place):
            edit.clear()
        self.minutes.setText("45")
        for field in (self._person_field, self._title_field, self._day_field, self._time_field, self._minutes_field):
            field.clear_problem()
        self._show_title()
        self._show_group()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_group(self) -> None:
        """Asks for the group of somebody who stands in none yet, since only two groups are compared."""
        person = self._desk.workspace.get(Person, self.person.value or 0)
        self._group_field.setVisible(person is not None and person.group is Group.OTHER)
        if person is not None:
            choose_in(self.group, person.group)

    def _show_title(self) -> None:
        self._title_field.setVisible(self.occasion.currentData() is not Occasion.INTERVIEW)

    def plan(self) -> None:
        """Plans what is asked for, or says beside the field what is wrong."""
        words, workspace = self._desk.words, self._desk.workspace
        occasion = self.occasion.currentData()
        values = self._read()
        if values is None:
            return
        try:
            if occasion is Occasion.INTERVIEW:
                if self.person.value is None:
                    self._person_field.set_problem(words(mark("Choose with whom you talk.")))
                    self.person.setFocus()
                    return
                made = self._plan_with(self.person.value, values)
            else:
                title = self.title.text().strip() or words(occasion.label)
                people = (self.person.value,) if self.person.value is not None else ()
                made = workspace.interviews.plan_meeting(title, people, occasion=occasion, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self.hide()
        self.planned.emit(made)

    def _plan_with(self, person: int, values: dict[str, Any]) -> int:
        """Plans the talk; a group that was asked for is the person's from now on, in the same step."""
        workspace = self._desk.workspace
        known = workspace.people.get(person)
        group = self.group.currentData()
        with workspace.step(mark("Plan the talk with “{title}”"), title=known.name):
            if known.group is Group.OTHER and group is not Group.OTHER:
                workspace.change(Ref(Person.kind, person), group=group)
            return workspace.interviews.plan(person, **values)

    def _read(self) -> dict[str, Any] | None:
        words = self._desk.words
        for field in (self._person_field, self._day_field, self._time_field, self._minutes_field):
            field.clear_problem()
        day = read_day(self.on.text(), self._desk.today)
        if isinstance(day, Refused):
            self._day_field.set_problem(words.say(day.sentence))
            return None
        begins = self.begins.text().strip()
        time = time_in(begins)
        if begins and time is None:
            self._time_field.set_problem(words(mark("This is not a time. Write it like 14:00.")))
            return None
        minutes = read_whole(self.minutes.text(), words.language)
        if isinstance(minutes, Refused):
            self._minutes_field.set_problem(words.say(minutes.sentence))
            return None
        return {
            "on": day,
            "begins": time.strftime("%H:%M") if time is not None else "",
            "minutes": max(0, minutes if minutes is not None else 45),
            "place": self.place.text().strip(),
        }

    def _on_day(self, day: object) -> None:
        assert isinstance(day, date)
        self.on.setText(self._desk.words.day(day))

    def close_card(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
            return
        super().keyPressEvent(event)
