"""What a transcript that was read leaves open: whose notes it becomes, who was interviewed and when, who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from enable_desktop.interviews import Interview
from enable_desktop.people import Group, Person
from enable_desktop.transcript_import import Conversation, NewPerson, Voice, Who, who_speaks
from enable_desktop.transcripts import Transcript
from enable_desktop.words import mark
from ui.entry import read_date
from ui.form import Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.line_edit import LineEdit
from ui.month import Month
from ui.new_record import NewRecord
from ui.record_box import RecordBox
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from ui.desk import Desk

_MOST_SPEAKERS: Final = 12
"""Of more only those who speak most are asked about; the others are called by their names all the same."""
_LONGEST_NAME: Final = 32
_LISTED: Final = "listed"
"""A speaker who is somebody in the directory."""


class TranscriptCard(QScrollArea):
    """Asks what the file does not tell, with what it suggests filled in."""

    answered = Signal(object)
    """The `Conversation` as it was said now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk = Conversation()
        self._transcript: Transcript | None = None
        self._is_clear = True
        scroll_down_only(self)
        theme, words = desk.theme, desk.words
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 0, 20, 12)
        column.setSpacing(16)
        self.into = ComboBox(theme)
        self.on = LineEdit()
        self.person = RecordBox(desk, Person.kind, alone=False)
        self.group = ComboBox(theme)
        for edit in (self.on, self.person):
            theme.dress(edit, "body")
        form = Form(theme)
        _, self._day_field = form.add_row(
            (words(mark("Becomes the notes of")), self.into, ""), (words(mark("Date")), self.on, "")
        )
        self._person_field, self._group_field = form.add_row(
            (words(Voice.INTERVIEWEE.label), self.person, ""), (words(mark("Group")), self.group, "")
        )
        self.department = LineEdit()
        theme.dress(self.department, "body")
        (self._department_field,) = form.add_row((words(mark("Department")), self.department, ""))
        self.department.editingFinished.connect(self._on_department)
        column.addWidget(form)
        self._heading = label(theme, words(mark("Who speaks")), "strong")
        column.addWidget(self._heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        column.addLayout(self._rows)
        self.speakers: dict[str, SpeakerRow] = {}
        self._more = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self._more)
        column.addStretch(1)
        self.setWidget(inside)
        Month(self.on, theme, words, lambda: desk.today).picked.connect(self._on_day_picked)
        self.into.activated.connect(self._on_into)
        self.on.editingFinished.connect(self._on_day_typed)
        self.person.chosen.connect(self._on_person_chosen)
        self.person.editingFinished.connect(self._on_person_typed)
        self.group.activated.connect(self._on_group)

    # -- what is shown

    def show_talk(self, transcript: Transcript, talk: Conversation, passages: Mapping[str, int]) -> None:
        """Shows what is said so far; `passages` is how often everybody speaks."""
        self._talk = talk
        workspace, words = self._desk.workspace, self._desk.words
        if transcript is not self._transcript:
            self._transcript = transcript
            self._is_clear = True
            for each in (self._day_field, self._person_field):
                each.clear_problem()
            self._make_rows(passages)
        self._show_into()
        if self._is_clear:
            self.on.setText(words.day(talk.on))
        is_own = talk.interview is None
        self._person_field.setVisible(is_own)
        self._group_field.setVisible(is_own)
        # Of somebody in the directory it is known already.
        self._department_field.setVisible(is_own and talk.person is None and bool(talk.name))
        if not self.department.hasFocus():
            self.department.setText(talk.department)
        if self.person.shows_picked and is_own:
            new = NewRecord(Person.kind, talk.name) if talk.name else None
            self.person.show_value(talk.person if talk.person is not None else new)
        groups = [(None, words(mark("Choose"))), *((each, words(each.label)) for each in Group)]
        self.group.fill(groups, talk.group)
        interviewee = self._interviewee()
        found = who_speaks(tuple(passages), workspace.people.called(passages), interviewee, talk.speakers)
        for speaker, row in self.speakers.items():
            row.show_who(found.get(speaker, Voice.OTHER), interviewee)

    def _show_into(self) -> None:
        """A talk of its own, those ahead, and what this person has said before."""
        workspace, words = self._desk.workspace, self._desk.words
        chosen, person = self._talk.interview, self._talk.person
        theirs = {each.id for each in workspace.where(Interview, "person", person)} if person is not None else set()
        entries: list[tuple[object, str]] = [(None, words(mark("A new talk")))]
        for each in workspace.interviews.listed():
            if each.held and each.id not in theirs and each.id != chosen:
                continue
            day = words.short_day(each.on, self._desk.today) or words(mark("No date yet"))
            message = mark("{name}, {day}") if each.held else mark("{name}, {day}, planned")
            entries.append((each.id, words(message, name=each.title or words(each.occasion.label), day=day)))
        self.into.fill(entries, chosen)

    def _interviewee(self) -> Person | None:
        workspace, talk = self._desk.workspace, self._talk
        if talk.interview is not None:
            chosen = workspace.get(Interview, talk.interview)
            return workspace.get(Person, chosen.person) if chosen is not None and chosen.person is not None else None
        if talk.person is not None:
            return workspace.get(Person, talk.person)
        return Person(id=-1, name=talk.name) if talk.name else None

    def _make_rows(self, passages: Mapping[str, int]) -> None:
        for row in self.speakers.values():
            self._rows.removeWidget(row)
            row.deleteLater()
        named = {speaker: count for speaker, count in passages.items() if speaker}
        asked = sorted(sorted(named, key=named.__getitem__, reverse=True)[:_MOST_SPEAKERS], key=list(named).index)
        self.speakers = {speaker: SpeakerRow(self._desk, speaker, named[speaker]) for speaker in asked}
        for row in self.speakers.values():
            row.answered.connect(self._on_speaker)
            self._rows.addWidget(row)
        self._heading.setVisible(bool(asked))
        left = len(named) - len(asked)
        text = self._desk.words.n(
            "{n} more speaker stands in the list below.", "{n} more speakers stand in the list below.", left
        )
        self._more.setText(text)
        self._more.setVisible(left > 0)

    # -- what is said

    @property
    def is_clear(self) -> bool:
        """Whether everything typed here could be read."""
        return self._is_clear

    def flush(self) -> None:
        """Takes what is still being typed."""
        self._on_day_typed()
        if self._talk.interview is None:
            self._on_person_typed()
            self._on_department()
        for row in self.speakers.values():
            row.flush()

    def _say(self, talk: Conversation) -> None:
        if talk != self._talk:
            self._talk = talk
            self.answered.emit(talk)

    def _on_into(self) -> None:
        id_ = self.into.currentData()
        found = self._desk.workspace.get(Interview, id_) if isinstance(id_, int) else None
        if found is None:
            self._say(replace(self._talk, interview=None, is_new=True))
            return
        self._day_field.clear_problem()
        self._is_clear = True
        self._say(for_talk(self._talk, found, self._desk.today))

    def _on_day_typed(self) -> None:
        read = read_date(self.on.text(), self._desk.today, self._desk.words)
        self._is_clear = not read.problem
        if read.problem:
            fixed = read.fixed
            self._day_field.set_problem(read.problem, read.fix, lambda: self._on_day_picked(fixed))
            return
        self._day_field.clear_problem()
        self._say(replace(self._talk, on=read.value if isinstance(read.value, date) else None))

    def _on_day_picked(self, day: object) -> None:
        if isinstance(day, date):
            self.on.setText(self._desk.words.day(day))
            self._on_day_typed()

    def _on_person_typed(self) -> None:
        entry = self.person.entry()
        if entry.problem:
            self._person_field.set_problem(entry.problem, entry.fix, lambda: self._on_person_mended(entry.fixed))
            self._say(replace(self._talk, person=None, name=""))
            return
        if self._value_of_person() != entry.value:
            self._on_person_mended(entry.value)
        else:
            self._person_field.clear_problem()

    def _value_of_person(self) -> object:
        talk = self._talk
        if talk.person is not None:
            return talk.person
        return NewRecord(Person.kind, talk.name) if talk.name else None

    def _on_person_mended(self, value: object) -> None:
        self.person.show_value(value if isinstance(value, int | NewRecord) else None)
        self._on_person_chosen(value)

    def _on_person_chosen(self, value: object) -> None:
        self._person_field.clear_problem()
        workspace = self._desk.workspace
        person = workspace.get(Person, value) if isinstance(value, int) else None
        if person is not None:
            self._say(with_person(self._talk, person, workspace.where(Interview, "person", person.id), workspace.today))
        else:
            name = value.title if isinstance(value, NewRecord) else ""
            group = self._talk.group if self._talk.person is None else None
            self._say(replace(self._talk, person=None, name=name, group=group))

    def _on_department(self) -> None:
        if not self._department_field.isHidden():
            self._say(replace(self._talk, department=" ".join(self.department.text().split())))

    def _on_group(self) -> None:
        group = self.group.currentData()
        self._say(replace(self._talk, group=group if isinstance(group, Group) else None))

    def _on_speaker(self, speaker: str, who: Who) -> None:
        self._say(replace(self._talk, speakers={**self._talk.speakers, speaker: who}))


class SpeakerRow(QWidget):
    """One who speaks in the file, and who that is."""

    answered = Signal(str, object)
    """The name in the file, and who it is."""

    def __init__(self, desk: Desk, speaker: str, passages: int) -> None:
        super().__init__()
        self._desk = desk
        self._speaker = speaker
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.who = ComboBox(theme)
        self.person = RecordBox(desk, Person.kind, alone=False)
        theme.dress(self.person, "body")
        form = Form(theme)
        name = speaker if len(speaker) <= _LONGEST_NAME else f"{speaker[: _LONGEST_NAME - 1]}…"
        title = words.n("{name}: {n} passage", "{name}: {n} passages", passages, name=name)
        _, self._person_field = form.add_row(
            (title, self.who, ""), (words(mark("Who in the directory")), self.person, "")
        )
        # The places stay where they are while the answer changes.
        policy = self._person_field.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._person_field.setSizePolicy(policy)
        column.addWidget(form)
        self.who.activated.connect(self._on_who)
        self.person.chosen.connect(self._on_chosen)
        self.person.editingFinished.connect(self.flush)

    def show_who(self, who: Who, interviewee: Person | None) -> None:
        """Shows who it is, without a signal."""
        if self.who.currentData() == _LISTED and self.person.picked is None and who is Voice.OTHER:
            # Somebody in the directory, and it is being said who.
            return
        words = self._desk.words
        theirs = interviewee.name if interviewee is not None else words(Voice.INTERVIEWEE.label)
        entries: list[tuple[object, str]] = [
            (Voice.INTERVIEWEE, theirs),
            (Voice.ME, words(Voice.ME.label)),
            (_LISTED, words(mark("Somebody in the directory"))),
            (Voice.OTHER, words(Voice.OTHER.label)),
        ]
        self.who.fill(entries, who if isinstance(who, Voice) else _LISTED)
        self._person_field.setVisible(not isinstance(who, Voice))
        if self.person.shows_picked or isinstance(who, Voice):
            self.person.show_value(
                None if isinstance(who, Voice) else who if isinstance(who, int) else NewRecord(Person.kind, who.name)
            )

    def _on_who(self) -> None:
        chosen = self.who.currentData()
        self._person_field.setVisible(chosen == _LISTED)
        self._person_field.clear_problem()
        if chosen == _LISTED:
            self.person.setFocus(Qt.FocusReason.OtherFocusReason)
        # Until it is said who, it is somebody else.
        self.answered.emit(self._speaker, chosen if isinstance(chosen, Voice) else Voice.OTHER)

    def flush(self) -> None:
        """Takes what is still being typed."""
        if self.who.currentData() != _LISTED:
            return
        entry = self.person.entry()
        if entry.problem:
            self._person_field.set_problem(entry.problem, entry.fix, lambda: self._on_mended(entry.fixed))
            self.answered.emit(self._speaker, Voice.OTHER)
        else:
            self._on_mended(entry.value)

    def _on_mended(self, value: object) -> None:
        self.person.show_value(value if isinstance(value, int | NewRecord) else None)
        self._on_chosen(value)

    def _on_chosen(self, value: object) -> None:
        self._person_field.clear_problem()
        who: Who = Voice.OTHER
        if isinstance(value, int):
            who = value
        elif isinstance(value, NewRecord):
            who = NewPerson(value.title)
        self.answered.emit(self._speaker, who)


def for_talk(talk: Conversation, found: Interview, today: date) -> Conversation:
    """The transcript as the notes of this talk, which was held on its day, or today where that is still to come."""
    on = found.on if found.on is not None and found.on <= today else today
    return replace(talk, interview=found.id, is_new=False, on=on)


def with_person(talk: Conversation, person: Person, theirs: tuple[Interview, ...], today: date) -> Conversation:
    """The transcript of a talk with this person: the one that is planned with them, else a talk of its own."""
    said = replace(talk, person=person.id, name=person.name, group=person.group)
    planned = sorted((each for each in theirs if not each.held), key=lambda each: (each.on or date.max, each.id))
    return for_talk(said, planned[0], today) if planned else replace(said, interview=None, is_new=True)
