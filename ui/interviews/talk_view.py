"""One talk: who and when, and its steps Prepare, Notes and Statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import ChosenQuestion, Interview, Occasion, Statement
from enable_desktop.links import Ref
from enable_desktop.people import Group
from enable_desktop.words import mark
from ui.buttons import button, icon_button, link_button, set_icon, with_shortcut
from ui.inputs import Segmented
from ui.interviews.attendees import Attendees
from ui.interviews.notes_step import NotesStep
from ui.interviews.prepare import PrepareStep
from ui.interviews.statements_step import StatementsStep
from ui.labels import ElidedLabel, chip, line, set_tone
from ui.record_form import RecordForm
from ui.sides import tone_of

if TYPE_CHECKING:
    from ui.desk import Desk

PREPARE: Final = "prepare"
NOTES: Final = "notes"
STATEMENTS: Final = "statements"
STEPS: Final = (PREPARE, NOTES, STATEMENTS)
_TITLES: Final = {PREPARE: mark("Prepare"), NOTES: mark("Notes"), STATEMENTS: mark("Statements")}


class TalkView(QWidget):
    """Shows one talk after another; each step is made when it is first wanted."""

    step_changed = Signal()
    letter_wanted = Signal()
    transcript_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._is_planned = False
        self.step = NOTES
        self._held_step = NOTES
        self._is_compact = False
        self._prepare: PrepareStep | None = None
        self._notes: NotesStep | None = None
        self._statements: StatementsStep | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._details = QFrame(self)
        self._details.setProperty("card", "accent")
        inside = QVBoxLayout(self._details)
        inside.setContentsMargins(24, 12, 24, 14)
        fields = [
            ("person", "group", "occasion"),
            ("on", "begins", "minutes"),
            ("place", "round", "theme"),
            ("held", "used_core"),
        ]
        self.details = RecordForm(desk, Ref(Interview.kind, 0), fields, self._details)
        inside.addWidget(self.details)
        self.attendees = Attendees(desk, self._details)
        inside.addWidget(self.attendees)
        self._details.hide()
        column.addWidget(self._details)
        column.addWidget(line())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        desk.changed.connect(self._on_changed)

    def _head(self) -> QWidget:
        theme, words = self._desk.theme, self._desk.words
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 12, 20, 12)
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(2)
        above = QHBoxLayout()
        above.setSpacing(8)
        self.name = ElidedLabel(theme, "", "heading")
        above.addWidget(self.name)
        self.side = chip(theme, "")
        above.addWidget(self.side)
        above.addStretch(1)
        said.addLayout(above)
        below = QHBoxLayout()
        below.setSpacing(4)
        self.when = ElidedLabel(theme, "", "body", "secondary")
        below.addWidget(self.when)
        edit = icon_button(theme, "pencil-outline", words(mark("When, where and with whom")), self.toggle_details)
        below.addWidget(edit)
        calendar = icon_button(theme, "calendar-plus", words(mark("Add to calendar")), self.export_calendar)
        below.addWidget(calendar)
        mail = icon_button(theme, "email-outline", words(mark("Write an e-mail")), self.letter_wanted.emit)
        below.addWidget(mail)
        below.addStretch(1)
        said.addLayout(below)
        text = words(mark("Counts for no side: choose a group"))
        self.choose_side = link_button(theme, text, self._show_group, small=True)
        said.addWidget(self.choose_side)
        row.addLayout(said, 1)
        self.steps = Segmented(theme, words(mark("Step")), [(step, words(_TITLES[step])) for step in STEPS])
        self.steps.chosen.connect(lambda step: self.show_step(str(step)))
        row.addWidget(self.steps, 0, Qt.AlignmentFlag.AlignVCenter)
        self.action = button(theme, "", self._act, look="primary")
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    # -- what is shown

    @property
    def interview(self) -> int:
        return self._id

    def show_talk(self, id_: int, step: str = "") -> None:
        """Shows a talk, at a step or at the one that fits how far it is.

        One whose words could not be stored stays on the screen instead.
        """
        if id_ != self._id and self._id:
            self.flush()
            if not self.is_stored:
                self.show_unstored()
                return
        talk = self._desk.workspace.get(Interview, id_)
        self._id = id_
        if talk is None:
            return
        self.details.show_ref(Ref(Interview.kind, id_))
        self.attendees.show_meeting(id_)
        self._is_planned = not talk.held
        self._show_head(talk)
        self.show_step(step or (self._held_step if talk.held else PREPARE))

    def _show_head(self, talk: Interview) -> None:
        words, today = self._desk.words, self._desk.today
        self.name.set_whole(talk.title or words(talk.occasion.label))
        self.attendees.setVisible(talk.occasion is not Occasion.INTERVIEW)
        self.side.setText(words(talk.group.label))
        set_tone(self.side, "chip", tone_of(talk.group))
        self._offer_side(talk)
        parts = [words.weekday(talk.on, today) if talk.on is not None else words(mark("No date yet"))]
        starts, ends = talk.starts, talk.ends
        if starts is not None and ends is not None:
            parts.append(words(mark("{start} to {end}"), start=f"{starts:%H:%M}", end=f"{ends:%H:%M}"))
        if talk.label and talk.label != talk.title:
            parts.insert(0, talk.label)
        if talk.place:
            parts.append(talk.place)
        self.when.set_whole(", ".join(parts))

    def show_step(self, step: str) -> None:
        """Shows Prepare, Notes or Statements."""
        self.step = step
        self.steps.choose(step)
        if step != PREPARE:
            self._held_step = step
        talk = self._desk.workspace.get(Interview, self._id)
        if talk is None:
            return
        match step:
            case "prepare":
                if self._prepare is None:
                    self._prepare = PrepareStep(self._desk, talk, self._stack)
                    self._stack.addWidget(self._prepare)
                self._prepare.show_talk(talk)
                self._stack.setCurrentWidget(self._prepare)
            case "statements":
                shown = self.statements
                shown.show_talk(self._id)
                self._stack.setCurrentWidget(shown)
            case _:
                notes = self.notes
                self._stack.setCurrentWidget(notes)
                notes.show_talk(self._id)
        self._show_action(talk)
        self.step_changed.emit()

    def set_compact(self, compact: bool) -> None:
        """Whether there is little room."""
        self._is_compact = compact
        if self._notes is not None:
            self._notes.set_compact(compact)

    @property
    def prepare(self) -> PrepareStep | None:
        return self._prepare

    @property
    def notes(self) -> NotesStep:
        """The notes, made when first wanted."""
        if self._notes is None:
            self._notes = NotesStep(self._desk, self._stack)
            self._notes.set_compact(self._is_compact)
            self._notes.transcript_wanted.connect(self.transcript_wanted)
            self._stack.addWidget(self._notes)
        return self._notes

    @property
    def statements(self) -> StatementsStep:
        """The table of statements, made when first wanted."""
        if self._statements is None:
            self._statements = StatementsStep(self._desk, self._stack)
            self._statements.notes_wanted.connect(self._show_words)
            self._stack.addWidget(self._statements)
        return self._statements

    def _show_words(self, statement: int) -> None:
        self.show_step(NOTES)
        if not self.notes.reveal(statement):
            self._desk.toast(self._desk.words(mark("These words stand nowhere in the notes.")))
            self.show_step(STATEMENTS)

    def open_statement(self, statement: Statement) -> None:
        """Shows a statement: its words in the notes, else its row in the table."""
        if statement.start is not None:
            self.show_step(NOTES)
            if self.notes.reveal(statement.id):
                return
        self.show_step(STATEMENTS)
        self.statements.view.reveal(statement.id)

    # -- what can be done

    def _show_action(self, talk: Interview) -> None:
        words = self._desk.words
        text = {
            PREPARE: mark("Export brief"),
            NOTES: mark("Tag next passage") if talk.held else mark("Mark as held"),
            STATEMENTS: mark("Add statement"),
        }[self.step]
        self.action.setText(words(text))
        self.action.setAccessibleName(words(text))
        self.action.setToolTip(with_shortcut(words(text), "Ctrl+E") if self.step == PREPARE else "")
        if self.step == PREPARE:
            set_icon(self.action, self._desk.theme, "file-pdf-box")
        else:
            self.action.setIcon(QIcon())
        self.action.setEnabled(self.step == PREPARE or not self._desk.workspace.is_readonly)

    def _act(self) -> None:
        talk = self._desk.workspace.get(Interview, self._id)
        if talk is None:
            return
        if self.step == PREPARE:
            self.export_brief()
        elif self.step == STATEMENTS:
            self.statements.add()
        elif talk.held:
            self.notes.tag_next()
        else:
            self.hold()

    def export_brief(self) -> None:
        """Asks where to and writes the brief of the talk as PDF."""
        from ui.interviews.exporting import export_brief

        self.flush()
        export_brief(self._desk, self._id)

    def export_calendar(self) -> None:
        """Asks where to and writes the talk as a file for a calendar; where it has no date, asks for that."""
        from ui.interviews.exporting import export_calendar

        self.flush()
        talk = self._desk.workspace.get(Interview, self._id)
        if talk is not None and talk.on is None and self._details.isHidden():
            self.toggle_details()
        export_calendar(self._desk, self._id)

    def hold(self) -> None:
        """Says that the talk has taken place."""
        self.flush()
        try:
            self._desk.workspace.interviews.hold(self._id)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def _show_group(self) -> None:
        """Shows where the group is chosen."""
        self._details.show()
        self.choose_side.hide()
        self.details.reveal("group")

    def _offer_side(self, talk: Interview) -> None:
        """Says that a talk counts for no side, unless its group is being looked at anyway."""
        is_nowhere = talk.occasion is Occasion.INTERVIEW and talk.group is Group.OTHER
        is_offered = self._details.isHidden() and not self._desk.workspace.is_readonly
        self.choose_side.setVisible(is_nowhere and is_offered)

    def toggle_details(self) -> None:
        """Shows or hides date, time, place and person."""
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        talk = self._desk.workspace.get(Interview, self._id)
        if talk is not None:
            self._offer_side(talk)
        if shown:
            self.details.reveal("on")

    def _made(self) -> tuple[tuple[str, PrepareStep | NotesStep | StatementsStep], ...]:
        """The steps that were wanted so far, by name."""
        steps = ((PREPARE, self._prepare), (NOTES, self._notes), (STATEMENTS, self._statements))
        return tuple((name, step) for name, step in steps if step is not None)

    def flush(self) -> None:
        self.details.flush()
        for _, step in self._made():
            step.flush()

    @property
    def is_stored(self) -> bool:
        return self.details.is_stored and all(step.is_stored for _, step in self._made())

    def show_unstored(self) -> None:
        """Brings the step up in which words stand that could not be stored."""
        if not self.details.is_stored:
            self._details.show()
        for name, step in self._made():
            if not step.is_stored:
                self.show_step(name)
                return

    # -- following

    def _on_changed(self, changes: Changes) -> None:
        talk = self._desk.workspace.interviews.without_notes(self._id) if self._id else None
        if talk is None:
            return
        if Ref(Interview.kind, self._id) in changes.touched or "people" in changes.kinds:
            self._show_head(talk)
            self._show_action(talk)
            self._tell_held(talk, changes)
        followed = {Statement.kind, "themes", "links", ChosenQuestion.kind}
        if self.step == STATEMENTS and (changes.kinds & followed or self.statements.view.shows(changes.touched)):
            self.statements.show_talk(self._id)

    def _tell_held(self, talk: Interview, changes: Changes) -> None:
        """What is said in a talk that was only planned makes it a held one, and may move it to today: not unnoticed."""
        if self._is_planned and talk.held and talk.on is not None and Statement.kind in changes.kinds:
            words, day = self._desk.words, self._desk.words.weekday(talk.on, self._desk.today)
            self._desk.toast(words(mark("Marked as held, {day}: something was said in it"), day=day), undo=True)
        self._is_planned = not talk.held
