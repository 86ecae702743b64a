"""Readings typed in by hand: choose a measure, add a date and a value, see where it is heading."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.measures import Measure, Reading, by_date, progress, trend
from enable_desktop.words import mark
from ui.buttons import button
from ui.charter.trend import TrendView
from ui.entry import read_date, read_number
from ui.form import Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.line_edit import LineEdit
from ui.month import Month
from ui.rows import Row, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.theme import Theme


class ReadingsPanel(QWidget):
    """The readings of one measure, its trend, and a line to add the next one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(theme, words(mark("Readings")), "section"))
        self._form = Form(theme)
        self._measures = ComboBox(theme)
        # A long title does not widen the page.
        self._measures.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._measures.setMinimumContentsLength(12)
        self._day = LineEdit()
        self._value = LineEdit()
        month = Month(self._day, theme, words, lambda: desk.today)
        month.picked.connect(lambda day: self._day.setText(words.short_day(day)))
        for edit in (self._day, self._value):
            theme.dress(edit, "body")
            edit.returnPressed.connect(self.add_reading)
        self._chooser, self._day_field, self._value_field = self._form.add_row(
            (words(mark("Measure")), self._measures, ""),
            (words(mark("Date")), self._day, ""),
            (words(mark("Value")), self._value, ""),
        )
        column.addWidget(self._form)
        row = QHBoxLayout()
        row.addWidget(button(theme, words(mark("Add reading")), self.add_reading, icon="plus", small=True))
        self._state = label(theme, "", "small", tone="secondary", wrap=True)
        row.addWidget(self._state, 1)
        column.addLayout(row)
        self._trend = TrendView(desk)
        column.addWidget(self._trend)
        self._list = _ReadingList(self, theme, words(mark("Readings, newest first")))
        column.addWidget(self._list)
        self._measures.activated.connect(self._show)
        desk.changed.connect(self._on_changed)
        self._fill()

    def _fill(self) -> None:
        measures = self._desk.workspace.all(Measure)
        chosen = self._measures.currentData()
        if all(measure.id != chosen for measure in measures):
            with_readings = {reading.measure for reading in self._desk.workspace.all(Reading)}
            chosen = next((each.id for each in measures if each.id in with_readings), None)
        self._measures.fill([(measure.id, measure.title) for measure in measures], chosen)
        self.setVisible(bool(measures))
        self._show()

    @property
    def measure(self) -> Measure | None:
        """The measure chosen."""
        id_ = self._measures.currentData()
        return self._desk.workspace.get(Measure, id_) if id_ is not None else None

    def _show(self) -> None:
        measure, words = self.measure, self._desk.words
        if measure is None:
            return
        readings = by_date(self._desk.workspace.where(Reading, "measure", measure.id))
        self._list.show_rows([
            Row(title=words.quantity(reading.value, measure.unit), right=words.day(reading.on), detail=reading.note,
                key=Ref(Reading.kind, reading.id))
            for reading in reversed(readings)
        ])  # fmt: skip
        self._list.setVisible(bool(readings))
        self._list.setFixedHeight(min(self._list.natural_height() + 4, 260))
        said = words(trend(measure, readings).label)
        share = progress(measure, readings)
        if share is not None:
            way = words(mark("{share} of the way to the target."), share=words.percent(max(0.0, share)))
            said = f"{said}. {way}"
        self._state.setText(said)
        self._trend.show_measure(measure, readings)

    def add_reading(self) -> None:
        """Stores what was typed, or says what is wrong with it."""
        measure, words = self.measure, self._desk.words
        if measure is None:
            return
        day = read_date(self._day.text() or words.day(self._desk.today), self._desk.today, words)
        value = read_number(self._value.text(), words)
        wrong = False
        for edit, field, read in ((self._day, self._day_field, day), (self._value, self._value_field, value)):
            field.clear_problem()
            if read.problem:
                shown = words.short_day(read.fixed) if isinstance(read.fixed, date) else ""
                field.set_problem(read.problem, read.fix, partial(edit.setText, shown))
                wrong = True
        if value.value is None and not value.problem:
            self._value_field.set_problem(words(mark("Type the value first.")))
            wrong = True
        if wrong:
            return
        try:
            self._desk.workspace.add(Reading, measure=measure.id, on=day.value, value=value.value)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._value.clear()
        self._value.setFocus()

    def remove_current(self) -> None:
        """Takes the marked reading out."""
        row = self._list.current
        if row is not None and isinstance(row.key, Ref):
            try:
                self._desk.workspace.remove(row.key)
            except WorkspaceError as fault:
                self._desk.failed(fault)
                return
            self._desk.toast(self._desk.words(mark("Reading removed")), undo=True)

    def flush(self) -> None:
        """Nothing is stored before it is added."""

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {Measure.kind, Reading.kind}:
            self._fill()


class _ReadingList(RowsView):
    def __init__(self, panel: ReadingsPanel, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._panel = panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Delete:
            self._panel.remove_current()
            return
        super().keyPressEvent(event)
