"""What can be chosen for the report shown, each option as the control that suits it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.reports import YES, Choices, Option
from enable_desktop.words import mark
from ui.buttons import link_button
from ui.entry import read_date
from ui.form import Field, Form
from ui.inputs import CheckBox, ComboBox, Segmented
from ui.labels import ElidedLabel, label, line
from ui.line_edit import LineEdit
from ui.month import Month
from ui.scrolling import scroll_down_only
from ui.tab_stops import first_focusable

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.reports.table import ReportEntry

_FEW: Final = 2
"""So many answers stand side by side; more are a list to choose from."""

_LONGEST: Final = 200
_TYPING_MS: Final = 300
"""So long after the last key the pages follow a text that is typed."""

Offered = Mapping[str, Sequence[tuple[str, str]]]


class OptionsPane(QWidget):
    """The options of one report; each choice is told at once."""

    chosen = Signal(str, str)
    """An option's key, and what was chosen."""
    reset_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        theme, words = desk.theme, desk.words
        self._setters: dict[str, Callable[[str], None]] = {}
        self._lines: list[TextLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget(self)
        head.setFixedHeight(theme.px(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(18, 0, 14, 0)
        self._title = ElidedLabel(theme, "", "strong")
        row.addWidget(self._title, 1)
        self.reset = link_button(theme, words(mark("Reset")), self.reset_wanted.emit, small=True)
        row.addWidget(self.reset)
        column.addWidget(head)
        column.addWidget(line(subtle=True))
        self._scroll = QScrollArea(self)
        scroll_down_only(self._scroll)
        column.addWidget(self._scroll, 1)

    def show_report(self, entry: ReportEntry, choices: Choices, offered: Offered) -> None:
        """Shows the options of a report, and what is chosen now."""
        theme, words = self._desk.theme, self._desk.words
        self._title.set_whole(words(entry.title))
        self._setters, self._lines = {}, []
        inner = QWidget(self._scroll)
        inner.setProperty("pane", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(14)
        column.addWidget(label(theme, words(entry.about), "small", tone="secondary", wrap=True))
        form = Form(theme, inner)
        column.addWidget(form)
        options = list(entry.options)
        while options:
            option = options.pop(0)
            if option.is_flag:
                flags = [option]
                while options and options[0].is_flag:
                    flags.append(options.pop(0))
                form.add_plain(self._flags(flags, choices))
            elif option.is_day:
                days = [option]
                while options and options[0].is_day:
                    days.append(options.pop(0))
                self._days(form, days, choices)
            elif option.is_text:
                self._text(form, option, words(entry.title), choices[option.key])
            else:
                self._one_of(form, option, choices[option.key], offered.get(option.key, ()))
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def show_choices(self, choices: Choices) -> None:
        """Shows other choices in the same options."""
        for key, put in self._setters.items():
            put(choices[key])

    def flush(self) -> None:
        """Tells what is still being typed."""
        for each in self._lines:
            each.tell()

    @property
    def first_choice(self) -> QWidget | None:
        """The first that can be chosen of the report shown."""
        return first_focusable(self._scroll)

    # -- one of a few, of several, of what a workspace has

    def _one_of(self, form: Form, option: Option, chosen: str, offered: Sequence[tuple[str, str]]) -> None:
        words = self._desk.words
        answers = list(offered) if option.asks else [(key, words(text)) for key, text in option.answers]
        if not option.asks and len(answers) <= _FEW:
            segments = Segmented(self._desk.theme, words(option.label), answers)
            segments.choose(chosen)
            segments.chosen.connect(lambda key: self.chosen.emit(option.key, str(key)))
            self._setters[option.key] = segments.choose
            form.add(words(option.label), _left(segments), words(option.hint))
        else:
            self._list_of(form, option, answers, chosen)

    def _list_of(self, form: Form, option: Option, answers: Sequence[tuple[str, str]], chosen: str) -> None:
        words = self._desk.words
        box = ComboBox(self._desk.theme)
        # A long title does not widen the pane.
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.fill(answers, chosen)
        box.setEnabled(len(answers) > 1)
        box.activated.connect(lambda *_: self.chosen.emit(option.key, str(box.currentData())))
        self._setters[option.key] = lambda value: box.setCurrentIndex(max(0, box.findData(value)))
        form.add(words(option.label), box, words(option.hint))

    # -- parts that are in or out

    def _flags(self, options: Sequence[Option], choices: Choices) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(theme, words(mark("Include")), "smallstrong"))
        for option in options:
            box = CheckBox(theme, words(option.label))
            theme.dress(box, "body")
            box.setChecked(choices[option.key] == YES)
            box.clicked.connect(partial(self._on_ticked, option.key, box))
            self._setters[option.key] = partial(_tick, box)
            column.addWidget(box)
        return holder

    def _on_ticked(self, key: str, box: CheckBox, *_: object) -> None:
        self.chosen.emit(key, YES if box.isChecked() else "")

    # -- a text

    def _text(self, form: Form, option: Option, usual: str, chosen: str) -> None:
        words = self._desk.words
        edit = LineEdit()
        self._desk.theme.dress(edit, "body")
        edit.setMaxLength(_LONGEST)
        edit.setPlaceholderText(usual)
        typed = TextLine(option.key, edit, form)
        typed.show_text(chosen)
        typed.chosen.connect(self.chosen)
        self._lines.append(typed)
        self._setters[option.key] = typed.show_text
        form.add(words(option.label), edit, words(option.hint))

    # -- days

    def _days(self, form: Form, options: Sequence[Option], choices: Choices) -> None:
        theme, words = self._desk.theme, self._desk.words
        edits = [LineEdit() for _ in options]
        fields = form.add_row(*((words(option.label), edit, "") for option, edit in zip(options, edits, strict=True)))
        for option, edit, field in zip(options, edits, fields, strict=True):
            theme.dress(edit, "body")
            edit.setPlaceholderText(words(mark("any")))
            day = DayLine(self._desk, option.key, edit, field)
            day.show_day(choices[option.key])
            day.chosen.connect(self.chosen)
            self._setters[option.key] = day.show_day


class TextLine(QObject):
    """A line for a text that may be left open: it is told when the line is left, or a moment after the last key."""

    chosen = Signal(str, str)

    def __init__(self, key: str, edit: QLineEdit, parent: QObject) -> None:
        super().__init__(parent)
        self._key = key
        self._edit = edit
        self._told = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_MS)
        self._pause.timeout.connect(self.tell)
        edit.textEdited.connect(lambda *_: self._pause.start())
        edit.editingFinished.connect(self.tell)

    def show_text(self, value: str) -> None:
        """Another text; one that is being typed stays as it stands."""
        self._told = value
        if " ".join(self._edit.text().split()) != value:
            self._edit.setText(value)

    def tell(self) -> None:
        """What stands there counts from now on."""
        self._pause.stop()
        value = " ".join(self._edit.text().split())
        if value != self._told:
            self._told = value
            self.chosen.emit(self._key, value)


class DayLine(QObject):
    """A line for a day that may be left open: what is typed is read when it is left."""

    chosen = Signal(str, str)

    def __init__(self, desk: Desk, key: str, edit: QLineEdit, field: Field) -> None:
        super().__init__(field)
        self._desk = desk
        self._key = key
        self._edit = edit
        self._field = field
        self._told = ""
        month = Month(edit, desk.theme, desk.words, lambda: desk.today)
        month.picked.connect(self._take)
        edit.editingFinished.connect(self._read)

    def show_day(self, value: str) -> None:
        """A day as ISO, or none."""
        self._told = value
        self._field.clear_problem()
        self._edit.setText(self._desk.words.short_day(date.fromisoformat(value)) if value else "")

    def _read(self) -> None:
        if not self._edit.text().strip():
            self._take(None)
            return
        entry = read_date(self._edit.text(), self._desk.today, self._desk.words)
        if entry.problem:
            self._field.set_problem(entry.problem, entry.fix, lambda: self._take(entry.fixed))
        else:
            self._take(entry.value)

    def _take(self, day: object) -> None:
        value = str(day) if day is not None else ""
        before = self._told
        self.show_day(value)
        if value != before:
            self.chosen.emit(self._key, value)


def _tick(box: CheckBox, value: str) -> None:
    box.setChecked(value == YES)


def _left(widget: QWidget) -> QWidget:
    """A widget no wider than it wants to be."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder
