"""The card in which a note of the inbox becomes what it is: a promise, a statement, an obstacle, or nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.notes import Direction, InboxNote
from enable_desktop.typed import Refused, read_day
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.form import Field, Form
from ui.inputs import Segmented
from ui.labels import label
from ui.line_edit import LineEdit
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from ui.desk import Desk

PROMISE: Final = "promise"
STATEMENT: Final = "statement"
OBSTACLE: Final = "obstacle"
_TARGETS: Final = {PROMISE: mark("A promise"), STATEMENT: mark("A statement"), OBSTACLE: mark("An obstacle")}
_TOLD: Final = {
    PROMISE: mark("Now a promise"),
    STATEMENT: mark("Now a statement of the talk"),
    OBSTACLE: mark("Now an obstacle of the charter"),
}


class SortCard(QFrame):
    """Asks what a note is, and what that needs; Enter keeps it, Esc leaves it in the inbox."""

    sorted = Signal(str)
    """What became of the note, in words."""
    done_wanted = Signal(int)
    """The id of a note that needs nothing more."""
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._note = 0
        theme, words = desk.theme, desk.words
        self.setProperty("card", "accent")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        self._title = label(theme, "", "section", wrap=True)
        column.addWidget(self._title)
        self.target = Segmented(theme, words(mark("What it is")), [(key, words(_TARGETS[key])) for key in _TARGETS])
        self.target.chosen.connect(self._show_target)
        column.addWidget(self.target)
        told = words(mark("It goes into the table of obstacles; likelihood, impact and mitigation are added there."))
        self._parts = {
            PROMISE: self._promise_form(),
            STATEMENT: self._statement_form(),
            OBSTACLE: label(theme, told, "body", tone="secondary", wrap=True),
        }
        for part in self._parts.values():
            column.addWidget(part)
        row = QHBoxLayout()
        self.finish = button(theme, words(mark("It needs nothing more")), self._finish, look="quiet")
        row.addWidget(self.finish)
        row.addStretch(1)
        row.addWidget(button(theme, words(mark("Cancel")), self.close_card, look="quiet"))
        row.addWidget(primary_button(theme, words(mark("Sort")), self.keep))
        column.addLayout(row)

    def _promise_form(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        self.direction = Segmented(theme, words(mark("Direction")), [(each, words(each.label)) for each in Direction])
        self.person = RecordBox(self._desk, "people")
        self.due = LineEdit()
        for edit in (self.person, self.due):
            theme.dress(edit, "body")
        form = Form(theme)
        form.add(words(mark("Who promised")), self.direction)
        self._person_field, self._due_field = form.add_row(
            (words(mark("Person")), self.person, ""), (words(mark("Due")), self.due, "")
        )
        return form

    def _statement_form(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        self.talk = RecordBox(self._desk, "interviews")
        self.theme = RecordBox(self._desk, "themes")
        for edit in (self.talk, self.theme):
            theme.dress(edit, "body")
        form = Form(theme)
        self._talk_field, _ = form.add_row(
            (words(mark("Said in the talk with")), self.talk, ""), (words(mark("Theme, optional")), self.theme, "")
        )
        return form

    # -- opening and closing

    @property
    def note(self) -> int:
        """The id of the note being sorted."""
        return self._note

    def begin(self, note: int) -> None:
        """Shows a note, ready to be told what it is."""
        found = self._desk.workspace.get(InboxNote, note)
        if found is None:
            return
        self._note = note
        self._title.setText(found.title)
        self.setAccessibleName(self._desk.words(mark("Sort “{title}”"), title=found.title))
        for box in (self.person, self.talk, self.theme):
            box.show_id(None)
        self.due.clear()
        self.direction.choose(Direction.MINE)
        for field in (self._person_field, self._due_field, self._talk_field):
            field.clear_problem()
        self.target.choose(PROMISE)
        self._show_target(PROMISE)
        self.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_target(self, key: object) -> None:
        for target, part in self._parts.items():
            part.setVisible(target == key)

    def close_card(self) -> None:
        self.hide()
        self._note = 0
        self.closed.emit()

    def follow(self) -> None:
        """Closes where the note has gone, or was sorted elsewhere."""
        found = self._desk.workspace.get(InboxNote, self._note) if self._note else None
        if self._note and (found is None or found.done):
            self.close_card()

    def _finish(self) -> None:
        self.done_wanted.emit(self._note)

    # -- keeping

    def keep(self) -> None:
        """Makes of the note what was chosen, or says beside the field what is missing."""
        note, target = self._note, str(self.target.current)
        make = {PROMISE: self._to_promise, STATEMENT: self._to_statement, OBSTACLE: self._to_obstacle}[target]
        try:
            is_made = make(note)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        if is_made:
            # The workspace has told of it, and the card has closed with that.
            self.sorted.emit(self._desk.words(_TOLD[target]))

    def _to_promise(self, note: int) -> bool:
        words = self._desk.words
        self._person_field.clear_problem()
        self._due_field.clear_problem()
        person, due = self.person.value, read_day(self.due.text(), self._desk.today)
        if person is None:
            return _refuse(self._person_field, words(mark("Choose whom it is about.")), self.person)
        if isinstance(due, Refused):
            return _refuse(self._due_field, words.say(due.sentence), self.due)
        direction = self.direction.current
        assert isinstance(direction, Direction)
        self._desk.workspace.needs.to_promise(note, person, direction, due)
        return True

    def _to_statement(self, note: int) -> bool:
        self._talk_field.clear_problem()
        if self.talk.value is None:
            return _refuse(self._talk_field, self._desk.words(mark("Choose the talk it was said in.")), self.talk)
        self._desk.workspace.needs.to_statement(note, self.talk.value, self.theme.value)
        return True

    def _to_obstacle(self, note: int) -> bool:
        self._desk.workspace.needs.to_obstacle(note)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_card()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not isinstance(self.focusWidget(), QPushButton):
                self.keep()
            case _:
                super().keyPressEvent(event)


def _refuse(field: Field, sentence: str, edit: QWidget) -> bool:
    field.set_problem(sentence)
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    return False
