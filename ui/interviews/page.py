"""The Interviews page: the talks at the left, one of them with its steps at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.interviews import ChosenQuestion, Interview, Question, Statement
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.buttons import button, primary_button
from ui.commands import Command, Group
from ui.empty import EmptyPage
from ui.interviews.coverage import CoverageCard
from ui.interviews.exporting import export_commands
from ui.interviews.planning import PlanningCard
from ui.interviews.talk_view import NOTES, PREPARE, STATEMENTS, STEPS, TalkView
from ui.interviews.talks import TalksPane
from ui.page import HeaderNote, Page
from ui.start import first_bank
from ui.thread.command import thread_command

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.interviews.letter_card import LetterCard

BRIEF: Final = "brief"
_LIST: Final = 272
_FOLLOWED: Final = frozenset({Interview.kind, Statement.kind, ChosenQuestion.kind, "people"})
_A_FEW: Final = 20
"""As many changed statements are looked at one by one."""


class InterviewsPage(Page):
    """From planning a talk to what was said in it."""

    key = "interviews"
    title = mark("Interviews")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._card: PlanningCard | None = None
        self._coverage: CoverageCard | None = None
        self._letter: LetterCard | None = None
        self._column = column
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._stack.addWidget(self._splitter)
        self.talks = TalksPane(desk, self._splitter)
        self.talks.setMinimumWidth(200)
        self.talks.selected.connect(self._on_selected)
        self.talks.list.entered.connect(self._enter)
        self.talks.list.remove_wanted.connect(self._remove)
        self._splitter.addWidget(self.talks)
        self.talk = TalkView(desk, self._splitter)
        self.talk.setMinimumWidth(480)
        self.talk.step_changed.connect(self.header_changed)
        self.talk.letter_wanted.connect(self.write_mail)
        self.talk.transcript_wanted.connect(self.import_transcript)
        self._splitter.addWidget(self.talk)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_LIST), 900])
        self.keep(self._splitter, "panes")
        self._stack.addWidget(self._nothing())
        self._show(self.talks.current)
        desk.changed.connect(self._on_changed)

    def _nothing(self) -> QWidget:
        theme, words = self.theme, self.words
        text = mark(
            "Talk to leaders and to reps, note what they say, and tag it with themes. From three people on each "
            "side on, the page Gaps shows where they see the same work differently."
        )
        empty = EmptyPage(theme, words(text))
        self.first = primary_button(theme, words(mark("Plan the first talk")), self.new, icon="plus")
        self._fill = button(theme, words(mark("Add themes and questions")), self.fill_bank)
        self._fill.setVisible(not self.desk.workspace.count(Question))
        text = words(mark("Import a transcript …"))
        transcript = button(theme, text, self.import_transcript, icon="file-import-outline")
        empty.add_row(self.first, self._fill, transcript)
        return empty

    # -- what is shown

    def open(self, ref: Ref | None) -> None:
        workspace = self.desk.workspace
        if ref is None:
            return
        statement = workspace.get(Statement, ref.id) if ref.kind == Statement.kind else None
        if statement is not None and statement.interview is not None:
            self.talks.select(statement.interview)
            self._show(statement.interview)
            self.talk.open_statement(statement)
        elif ref.kind == Interview.kind:
            self.talks.select(ref.id)

    def open_part(self, part: str) -> None:
        """A step of the talk shown, or its brief."""
        if self.talks.current is None:
            return
        if part in STEPS:
            self.talk.show_step(part)
        elif part == BRIEF:
            self.talk.show_step(PREPARE)
            if self.talk.prepare is not None:
                self.talk.prepare.show_brief()

    def step(self, direction: int) -> None:
        self.talks.step(direction)

    def set_compact(self, compact: bool) -> None:
        self.talk.set_compact(compact)

    def toggle_side(self) -> None:
        if self.talk.step == NOTES:
            self.talk.notes.toggle_side()

    def side_tab(self, number: int) -> None:
        if 1 <= number <= len(STEPS) and self.talks.current is not None:
            self.talk.show_step(STEPS[number - 1])
            self._enter()

    def new(self) -> None:
        """Opens the card that plans a talk."""
        self.flush()
        if self._card is None:
            self._card = PlanningCard(self.desk)
            self._card.planned.connect(self._on_planned)
            self._card.closed.connect(self._focus_first)
            self._column.insertWidget(0, self._card)
        self._card.show()
        self._card.begin()

    def write_mail(self) -> None:
        """Opens the card with the mail that fits the talk shown."""
        current = self.talks.current
        if current is None:
            return
        self.flush()
        if self._letter is None:
            from ui.interviews.letter_card import LetterCard

            self._letter = LetterCard(self.desk)
            self._letter.closed.connect(self._on_mail_closed)
            self._column.addWidget(self._letter, 1)
        self._stack.hide()
        self._letter.show()
        self._letter.show_talk(current)

    def _on_mail_closed(self) -> None:
        self._stack.show()
        self._focus_first()

    @property
    def letter(self) -> LetterCard | None:
        """The card with a mail, once it was wanted."""
        return self._letter

    @property
    def card(self) -> PlanningCard | None:
        """The card that plans a talk, once it was wanted."""
        return self._card

    def import_transcript(self) -> None:
        """Asks for a transcript; it becomes the notes of the talk shown if that has none, else those of another."""
        self.flush()
        current = self.talks.current
        found = self.desk.workspace.get(Interview, current) if current is not None else None
        is_empty = found is not None and not found.notes.strip()
        self.desk.importing.choose_transcript(current if is_empty else None)

    def fill_bank(self) -> None:
        """Adds the themes and questions that a new programme begins with."""
        known = first_bank(self.desk.document_words().language)
        try:
            self.desk.workspace.themes.fill(known.themes, known.questions)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self._fill.hide()
        self.desk.toast(self.words(mark("Themes and questions added")), undo=True)

    def show_coverage(self) -> None:
        """Shows or hides who has been heard, by group and department."""
        if self._coverage is None:
            self._coverage = CoverageCard(self.desk)
            self._coverage.hide()
            self._column.insertWidget(0, self._coverage)
        self._coverage.toggle()

    @property
    def coverage(self) -> CoverageCard | None:
        """The card of who has been heard, once it was wanted."""
        return self._coverage

    def _on_planned(self, id_: int) -> None:
        self.talks.refresh()
        self.talks.select(id_)
        self._show(id_)
        self.talk.show_step(PREPARE)
        self.header_changed.emit()
        self._enter()

    def _focus_first(self) -> None:
        widget = self.first_focus()
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selected(self, id_: object) -> None:
        self._show(id_ if isinstance(id_, int) else None)
        if self._letter is not None and self._letter.isVisible():
            # A mail belongs to the talk it was opened for.
            self._letter.close_card()
        self.header_changed.emit()

    def _show(self, id_: int | None) -> None:
        self._stack.setCurrentIndex(0 if self.talks.talks else 1)
        if id_ is not None and id_ != self.talk.interview:
            self.talk.show_talk(id_)
            if self.talk.interview != id_:
                # Words that could not be stored keep their talk on the screen.
                self.talks.select(self.talk.interview)
        self.talk.setVisible(id_ is not None)

    def _enter(self) -> None:
        if self.talk.step == NOTES:
            self.talk.notes.notes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.talk.step == PREPARE and self.talk.prepare is not None:
            self.talk.prepare.questions.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.talk.statements.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        self.talk.flush()

    def is_stored(self) -> bool:
        return self.talk.is_stored

    def show_unstored(self) -> None:
        self.talks.select(self.talk.interview)
        self.talk.show_unstored()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _FOLLOWED:
            # Typing in the notes changes nothing that the list shows.
            if changes.source is not None and self.talk.step == NOTES and changes.source is self.talk.notes.notes:
                return
            if self._is_about_one(changes):
                self.talks.refresh_talk(self.talk.interview)
            else:
                self.talks.refresh()
                self._show(self.talks.current)
            self.header_changed.emit()

    def _is_about_one(self, changes: Changes) -> bool:
        """Whether something was said, or tagged otherwise, in the talk that is shown, and nothing else has changed."""
        if changes.kinds & _FOLLOWED != {Statement.kind}:
            return False
        touched = [ref.id for ref in changes.touched if ref.kind == Statement.kind]
        if len(touched) > _A_FEW:
            return False
        found = (self.desk.workspace.get(Statement, id_) for id_ in touched)
        return all(each is not None and each.interview == self.talk.interview for each in found)

    # -- commands

    def _remove(self) -> None:
        current = self.talks.current
        if current is None or self.desk.workspace.is_readonly:
            return
        self.flush()
        try:
            self.desk.workspace.interviews.remove(current)
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.desk.toast(self.words(mark("Talk removed")), undo=True)

    def _can_change(self) -> bool:
        return not self.desk.workspace.is_readonly

    def _plan_command(self) -> Command:
        return Command(
            id="interviews.plan",
            text=mark("Plan a talk"),
            run=self.new,
            group=Group.EDIT,
            icon="plus",
            enabled=self._can_change,
        )

    def _setup_command(self) -> Command:
        return Command(
            id="interviews.setup",
            text=mark("Questions and themes"),
            run=lambda: self.desk.go("setup"),
            group=Group.GO,
            icon="comment-question-outline",
        )

    def _coverage_command(self) -> Command:
        return Command(
            id="interviews.coverage",
            text=mark("Coverage"),
            run=self.show_coverage,
            group=Group.VIEW,
            icon="account-voice",
        )

    def _transcript_command(self) -> Command:
        return Command(
            id="interviews.transcript",
            text=mark("Import a transcript …"),
            run=self.import_transcript,
            group=Group.FILE,
            icon="file-import-outline",
            enabled=self._can_change,
        )

    def header_actions(self) -> Sequence[Command]:
        return (self._coverage_command(), self._setup_command(), self._plan_command()) if self.talks.talks else ()

    def commands(self) -> Sequence[Command]:
        return (
            self._plan_command(),
            self._setup_command(),
            self._coverage_command(),
            self._transcript_command(),
            *self._tag_commands(),
            thread_command(self.desk, self._statement_shown),
            *self._talk_commands(),
        )

    def _tag_commands(self) -> tuple[Command, ...]:
        """What makes statements of the notes, which are shown for it."""

        def on_notes(run: Callable[[], None]) -> Callable[[], None]:
            def go() -> None:
                self.talk.show_step(NOTES)
                run()

            return go

        has = self._has_talk
        return (
            Command(
                id="interviews.tag",
                text=mark("Tag the selected words"),
                run=on_notes(lambda: self.talk.notes.tag_selected()),
                group=Group.EDIT,
                shortcut="Ctrl+Shift+C",
                icon="marker",
                enabled=has,
            ),
            Command(
                id="interviews.tag_next",
                text=mark("Tag the next passage"),
                run=on_notes(lambda: self.talk.notes.tag_next()),
                group=Group.EDIT,
                shortcut="Ctrl+Shift+N",
                icon="marker",
                enabled=has,
            ),
        )

    def _talk_commands(self) -> tuple[Command, ...]:
        """What is done with the talk shown as a whole."""
        has = self._has_talk
        return (
            Command(
                id="interviews.hold",
                text=mark("Mark as held"),
                run=self.talk.hold,
                group=Group.EDIT,
                icon="check",
                enabled=has,
            ),
            Command(
                id="interviews.details",
                text=mark("When, where and with whom"),
                run=self.talk.toggle_details,
                group=Group.EDIT,
                icon="pencil-outline",
                enabled=has,
            ),
            Command(
                id="interviews.calendar",
                text=mark("Add to calendar"),
                run=self.talk.export_calendar,
                group=Group.FILE,
                icon="calendar-plus",
                enabled=self._is_talk_shown,
            ),
            Command(
                id="interviews.mail",
                text=mark("Write an e-mail"),
                run=self.write_mail,
                group=Group.FILE,
                icon="email-outline",
                enabled=self._is_talk_shown,
            ),
            Command(
                id="interviews.remove",
                text=mark("Remove talk"),
                run=self._remove,
                group=Group.EDIT,
                icon="trash-can-outline",
                enabled=has,
            ),
        )

    def exports(self) -> Sequence[Command]:
        if self.talks.current is None:
            return ()
        return export_commands(self.desk, lambda: self.talks.current or 0, self.flush)

    def _statement_shown(self) -> Ref | None:
        """The statement selected in the table of the talk."""
        if self.talks.current is None or self.talk.step != STATEMENTS:
            return None
        statement = self.talk.statements.view.current
        return Ref(Statement.kind, statement.id) if statement is not None else None

    def _is_talk_shown(self) -> bool:
        return self.talks.current is not None

    def _has_talk(self) -> bool:
        return self._is_talk_shown() and self._can_change()

    # -- around the page

    def header_note(self) -> HeaderNote:
        held = sum(talk.held for talk in self.talks.talks)
        ahead = len(self.talks.talks) - held
        if not self.talks.talks:
            return HeaderNote()
        return HeaderNote(text=self.words(mark("{ahead} planned, {held} done"), ahead=ahead, held=held))

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self.talks.current is None:
            return [("Ctrl+N", words(mark("Plan a talk")))]
        if self.talk.step == NOTES:
            return [
                ("Ctrl+Shift+C", words(mark("Tag selection"))),
                ("Ctrl+Shift+N", words(mark("Tag next"))),
                ("Ctrl+1…3", words(mark("Step"))),
                ("F6", words(mark("Next pane"))),
            ]
        if self.talk.step == PREPARE:
            return [
                ("Space", words(mark("Pick"))),
                ("Alt+↑↓", words(mark("Order"))),
                ("Ctrl+1…3", words(mark("Step"))),
                ("Ctrl+E", words(mark("Export brief"))),
            ]
        return [
            ("1…5", words(mark("Severity"))),
            ("T", words(mark("Theme"))),
            ("Q", words(mark("Quotable"))),
            ("U", words(mark("Where used"))),
            ("Enter", words(mark("Show in the notes"))),
            ("Ctrl+1…3", words(mark("Step"))),
        ]

    def status(self) -> str:
        talk = next((talk for talk in self.talks.talks if talk.id == self.talks.current), None)
        if talk is None:
            return ""
        if talk.untagged:
            return self.words.n("{n} passage to tag", "{n} passages to tag", talk.untagged)
        return self.words.n("{n} statement", "{n} statements", talk.statements)

    def panes(self) -> Sequence[QWidget]:
        if self._letter is not None and self._letter.isVisible():
            return (self._letter.letter, self._letter.body)
        if not self.talks.talks:
            return (self.first,)
        if self.talk.step == NOTES:
            return (self.talks.list, self.talk.notes.notes.edit, self.talk.notes.answers)
        if self.talk.step == PREPARE and self.talk.prepare is not None:
            return (self.talks.list, self.talk.prepare.questions, self.talk.prepare.known)
        return (self.talks.list, self.talk.statements.view)

    def first_focus(self) -> QWidget | None:
        return self.talks.list if self.talks.talks else self.first
