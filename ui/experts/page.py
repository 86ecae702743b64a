"""The Experts page: who there is at the left, topics by experts in the middle, one expert at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.experts import (
    Contact,
    Contribution,
    Cover,
    Coverage,
    Covered,
    Expertise,
    Terms,
    as_in_charter,
    holes_first,
)
from enable_desktop.interviews import Interview, Rating, Round, Statement, Theme
from enable_desktop.links import Link, Ref
from enable_desktop.notes import ListEntry, Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import primary_button
from ui.commands import Command, Group
from ui.empty import EmptyPage
from ui.expert_reports import theme_pains
from ui.experts.directory import Directory
from ui.experts.exporting import export_commands, export_coverage, export_page
from ui.experts.matrix import Matrix
from ui.experts.matrix_bar import CHARTER, HOLES, MatrixBar
from ui.experts.side import ExpertSide
from ui.experts.standing_down import stand_down
from ui.experts.topic_strip import TopicStrip
from ui.labels import label, line
from ui.line_edit import LineEdit
from ui.page import HeaderNote, Page
from ui.record_box import RecordBox

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.experts.letter_card import ExpertLetterCard

_LIST: Final = 228
_SIDE: Final = 360
_LEAST_SIDE: Final = 336
_MANY_PEOPLE: Final = 200
"""Everybody is read again where more of them were touched."""
_BESIDE_MS: Final = 40
"""So long after a key of the table follows what stands beside it."""
_SHOWN: Final = frozenset(
    each.kind for each in (Person, ListEntry, Expertise, Terms, Contact, Contribution, Theme, Link, Promise)
)
_LISTED: Final = frozenset((Person.kind, Terms.kind))
"""What stands in the directory."""
_OPENED: Final = frozenset(each.kind for each in (Terms, Contact, Contribution, Expertise))
_HEARD: Final = frozenset(each.kind for each in (Interview, Statement, Rating, Round))
"""What says how badly a theme hurts."""


class ExpertsPage(Page):
    """Who can answer or teach what, and how it stands with each of them."""

    key = "experts"
    title = mark("Experts")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._order: tuple[Ref, ...] = ()
        """The topics as they stand; holes go first when the page comes up, not under somebody's hands."""
        self._coverage = Coverage(topics=(), experts=())
        self._themes: tuple[tuple[int, str], ...] | None = None
        self._letter: ExpertLetterCard | None = None
        self._is_compact = False
        self._differing = _SHOWN | _HEARD
        """The kinds of which something has changed since it was last shown."""
        self._people: tuple[Person, ...] | None = None
        """Every expert by name, as they were last read."""
        self._touched: set[int] = set()
        """The people who may be different from that."""
        self._ordered_on: date | None = None
        """The day on which the topics were put in order, where nothing has changed since."""
        self._pains: Mapping[int, float] | None = None
        """How badly themes hurt; read again only when the talks have changed."""
        self._wants_side = desk.preferences.text("experts/side", "open") != "closed"
        self._beside = QTimer(self)
        self._beside.setSingleShot(True)
        self._beside.setInterval(_BESIDE_MS)
        self._beside.timeout.connect(self._show_beside)
        self._lay_out()
        self._exports = export_commands(desk, lambda: self.side.shown, lambda: bool(self._coverage.experts))
        self._refresh()
        desk.changed.connect(self._on_changed)

    # -- layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._stack.addWidget(self._splitter)
        self.directory = Directory(self.desk, self._splitter)
        self.directory.chosen.connect(self._on_chosen)
        self.directory.left.connect(self._on_search_left)
        self._splitter.addWidget(self.directory)
        self._work = QStackedWidget()
        self._work.addWidget(self._middle())
        self._splitter.addWidget(self._work)
        self.side = ExpertSide(self.desk, self._splitter)
        self._fit_side()
        self.theme.changed.connect(self._fit_side)
        self.side.mail_wanted.connect(self._write_mail)
        self.side.page_wanted.connect(lambda: export_page(self.desk, self.side.shown))
        self.side.removal_wanted.connect(self._stand_down)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_LIST), 700, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        self._stack.addWidget(self._nobody())

    def _fit_side(self) -> None:
        self.side.setMinimumWidth(self.theme.px(_LEAST_SIDE))

    def _middle(self) -> QWidget:
        words = self.words
        holder = QWidget()
        holder.setMinimumWidth(420)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = MatrixBar(self.theme, words, self.desk.preferences.text("experts/sort", HOLES))
        self.bar.sorted.connect(self._on_sorted)
        self.bar.export_wanted.connect(partial(export_coverage, self.desk))
        column.addWidget(self.bar)
        column.addWidget(line(subtle=True))
        self.matrix = Matrix(self.theme, words)
        self.matrix.level_wanted.connect(self._set_level)
        self.matrix.expert_shown.connect(self._on_shown)
        self.matrix.entered.connect(self._enter)
        self.matrix.contact_wanted.connect(self.log)
        self.matrix.search_wanted.connect(self._begin_search)
        self.matrix.link_wanted.connect(self._reach_for_link)
        self.matrix.topic_shown.connect(self._show_topic)
        column.addWidget(self.matrix, 1)
        self._no_topics = label(
            self.theme,
            words(mark("There are no topics yet. Add the first below: a subject somebody can answer or teach.")),
            "body",
            tone="secondary",
            wrap=True,
        )
        self._no_topics.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._no_topics)
        column.addWidget(line(subtle=True))
        self.strip: TopicStrip = TopicStrip(self.desk)
        self.strip.linked.connect(self._link_theme)
        self.strip.ask_wanted.connect(lambda person, topic: self._write_mail(person, topic=topic))
        self.strip.deputy_wanted.connect(self._name_deputy)
        column.addWidget(self.strip)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(8)
        self.new_topic = LineEdit()
        self.theme.dress(self.new_topic, "body")
        self.new_topic.setPlaceholderText(words(mark("New topic, then Enter")))
        self.new_topic.setAccessibleName(words(mark("Add topic")))
        self.new_topic.returnPressed.connect(self._add_topic)
        foot.addWidget(self.new_topic, 1)
        self.new_expert = self._expert_box()
        foot.addWidget(self.new_expert, 1)
        column.addLayout(foot)
        return holder

    def _expert_box(self) -> RecordBox:
        box = RecordBox(self.desk, Person.kind)
        self.theme.dress(box, "body")
        box.setPlaceholderText(self.words(mark("New expert: type a name")))
        box.setAccessibleName(self.words(mark("Add expert")))
        box.chosen.connect(self._appoint)
        return box

    def _nobody(self) -> QWidget:
        words = self.words
        text = mark(
            "Here you see which topics nobody can teach, and keep in touch with the people who can. "
            "Name the first of them; a table of experts and their topics can be imported as CSV."
        )
        empty = EmptyPage(self.theme, words(text))
        self.first = self._expert_box()
        self.first.setMaximumWidth(self.theme.px(320))
        add = primary_button(self.theme, words(mark("Add expert")), self.first.setFocus, icon="plus")
        empty.add_row(self.first, add).setStretchFactor(self.first, 1)
        return empty

    # -- showing

    def _refresh(self, *, in_order: bool = False, after_key: bool = False) -> None:
        """Shows what the file says; `after_key` the table first, what stands beside it a moment later."""
        self._ordered_on = self.desk.today if in_order else None
        differing, self._differing = self._differing, frozenset()
        coverage = self._coverage = self._read()
        if self._themes is None:
            self._themes = tuple((theme.id, theme.title) for theme in self.desk.workspace.all(Theme))
        there = {topic.ref: topic for topic in coverage.topics}
        answers = {Ref(Theme.kind, theme.theme): topic.ref for topic in coverage.topics for theme in topic.themes}
        # A theme that has just got its topic keeps its place.
        self._order = tuple(dict.fromkeys(ref if ref in there else answers.get(ref, ref) for ref in self._order))
        if in_order or there.keys() != set(self._order):
            self._order = tuple(topic.ref for topic in self._sorted(coverage))
        self._stack.setCurrentIndex(0 if coverage.experts else 1)
        self.matrix.show_coverage([there[topic] for topic in self._order], coverage.experts)
        self._no_topics.setVisible(not coverage.topics)
        self.matrix.setVisible(bool(coverage.topics))
        if differing & _LISTED:
            self.directory.note_change()
        if after_key:
            self._beside.start()
        else:
            self._show_beside()

    def _read(self) -> Coverage:
        """The coverage as it is now: of thousands of people, and of the talks, only what has changed is read again."""
        experts = self.desk.workspace.experts
        if self._pains is None:
            self._pains = theme_pains(self.desk.workspace)
        if self._people is None or len(self._touched) > _MANY_PEOPLE:
            self._people = experts.all()
        elif self._touched:
            self._people = experts.all_again(self._people, self._touched)
        self._touched.clear()
        return experts.coverage(self._pains, self._people)

    def _sorted(self, coverage: Coverage) -> tuple[Covered, ...]:
        if self.bar.order == CHARTER:
            return as_in_charter(coverage.topics, self.desk.workspace.experts.charter_places())
        return holes_first(coverage.topics)

    def _on_sorted(self) -> None:
        self.desk.preferences.set("experts/sort", self.bar.order)
        self._refresh(in_order=True)

    def _show_beside(self) -> None:
        self._beside.stop()
        coverage = self._coverage
        self._show_topic()
        self.directory.show_coverage(coverage)
        known = {person.id for person in coverage.experts}
        wanted = self.matrix.person or self.side.shown
        if wanted not in known:
            wanted = coverage.experts[0].id if coverage.experts else None
        self._show_expert(wanted)

    def _show_topic(self) -> None:
        shown = self.matrix.topic
        topic = next((each for each in self._coverage.topics if each.ref == shown), None)
        self.strip.show_topic(topic, self._coverage.topics, self._themes or (), self._coverage.experts)

    def _show_expert(self, id_: int | None) -> None:
        if id_ == self.side.shown:
            self.side.freshen()
        else:
            self.side.show_expert(id_)
        self.directory.mark_shown(self.side.shown)

    def _on_shown(self, id_: int) -> None:
        was_shown = self.side.shown is not None
        self._show_expert(id_)
        if not was_shown:
            # There is something to be done with an expert from now on.
            self.header_changed.emit()

    def _on_chosen(self, person: int) -> None:
        self.matrix.go_to(person)
        self._show_expert(person)

    def _begin_search(self) -> None:
        """The directory comes up for it also where there is no room for it else."""
        self.directory.show()
        self.directory.search.begin()

    def _on_search_left(self) -> None:
        self.directory.setVisible(not self._is_compact)
        self.matrix.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _HEARD:
            self._pains = None
        if Theme.kind in changes.kinds:
            self._themes = None
        differing = changes.kinds & (_SHOWN | _HEARD)
        if not differing:
            return
        self._differing |= differing
        if Person.kind in differing:
            self._touched |= {ref.id for ref in changes.touched if ref.kind == Person.kind}
        if not self.isVisible():
            # Nobody waits for it: what is typed on another page must not.
            return
        before = (self.header_note(), self.status())
        self._refresh(after_key=changes.source is self)
        if (self.header_note(), self.status()) != before:
            self.header_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows what has changed while nobody looked."""
        super().showEvent(event)
        if self._differing:
            self._refresh(in_order=True)
            self.header_changed.emit()

    # -- doing

    def _set_level(self, person: int, topic: object, level: int) -> None:
        if not isinstance(topic, Ref):
            return
        experts = self.desk.workspace.experts
        if topic.kind == ListEntry.kind:
            self.desk.do(lambda: experts.set_level(person, topic.id, level, by=self))
        elif level:
            made: list[int] = []
            self.desk.do(lambda: made.append(experts.answer(person, topic.id, level)))
            for each in made:
                self.matrix.go_to(person, Ref(ListEntry.kind, each))

    def _add_topic(self) -> None:
        title = self.new_topic.text().strip()
        if not title:
            return
        made: list[int] = []
        self.desk.do(lambda: made.append(self.desk.workspace.experts.add_topic(title)))
        if made:
            self.new_topic.clear()
            self.matrix.go_to(self.matrix.person, Ref(ListEntry.kind, made[0]))

    def _appoint(self, id_: object) -> None:
        if not isinstance(id_, int):
            return
        for box in (self.new_expert, self.first):
            box.show_id(None)
        self.desk.do(lambda: self.desk.workspace.experts.appoint(id_))
        self.matrix.go_to(id_)
        self._show_expert(id_)
        self.matrix.setFocus()

    def _reach_for_link(self) -> None:
        self.strip.link.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _link_theme(self, topic: int, theme: int, linked: bool) -> None:
        self.desk.do(lambda: self.desk.workspace.experts.link_theme(topic, theme, linked))

    def _name_deputy(self, person: int) -> None:
        self.matrix.go_to(person)
        self._show_expert(person)
        self._open_side()
        self.side.name_deputy()

    def _write_mail(self, person: int, key: str = "", topic: int = 0, contribution: int = 0) -> None:
        """Shows the mail to an expert in place of the table until it is closed."""
        from ui.experts.letter_card import ExpertLetterCard

        self.flush()
        self._show_expert(person)
        if self._letter is None:
            self._letter = ExpertLetterCard(self.desk)
            self._letter.closed.connect(self._on_mail_closed)
            self._work.addWidget(self._letter)
        self._letter.show()
        self._work.setCurrentWidget(self._letter)
        self._letter.show_expert(person, self._coverage.topics, key=key, topic=topic, contribution=contribution)

    @property
    def letter(self) -> ExpertLetterCard | None:
        """The card of a mail, once one was written."""
        return self._letter

    def _on_mail_closed(self) -> None:
        self._work.setCurrentIndex(0)
        self.matrix.setFocus()

    def _mail(self) -> None:
        if self.side.shown is not None:
            self._write_mail(self.side.shown)

    def _stand_down(self) -> None:
        if self.side.shown is not None:
            self.flush()
            stand_down(self.desk, self.side.shown)

    def new(self) -> None:
        """Asks who it is."""
        (self.new_expert if self._coverage.experts else self.first).setFocus()

    def _ask_topic(self) -> None:
        self.new_topic.setFocus()

    def log(self) -> None:
        """Writes down a contact of today with the expert shown."""
        if self.side.shown is not None:
            self._open_side()
            self.side.log()

    def _enter(self) -> None:
        self._open_side()
        self.side.take_focus()

    def _open_side(self) -> None:
        if self.side.isHidden():
            self.toggle_side()

    # -- around the page

    def open(self, ref: Ref | None) -> None:
        if self._differing or self._ordered_on != self.desk.today:
            self._refresh(in_order=True)
        if ref is None:
            return
        person: int | None = ref.id if ref.kind == Person.kind else None
        found = self.desk.workspace.find(ref) if ref.kind in _OPENED else None
        if isinstance(found, Terms | Contact | Contribution | Expertise):
            person = found.person
        if person is None or all(each.id != person for each in self._coverage.experts):
            return
        topic = found.topic if isinstance(found, Expertise) else None
        self.matrix.go_to(person, Ref(ListEntry.kind, topic) if topic is not None else None)
        self._show_expert(person)
        if isinstance(found, Contact):
            self.side.open_contact(found.id)
        elif isinstance(found, Contribution):
            self._open_side()
            self.side.open_contribution(found.id)
        elif isinstance(found, Expertise):
            self._open_side()
            self.side.open_known(found.id)

    def step(self, direction: int) -> None:
        ids = [person.id for person in self._coverage.experts]
        if self.side.shown in ids:
            place = ids.index(self.side.shown) + direction
            if 0 <= place < len(ids):
                self.matrix.go_to(ids[place])
                self._show_expert(ids[place])

    def flush(self) -> None:
        if self._beside.isActive():
            # The file may be closed by the time it would be due.
            self._show_beside()
        self.side.flush()

    def is_stored(self) -> bool:
        return self.side.is_stored

    def set_compact(self, compact: bool) -> None:
        self._is_compact = compact
        self.directory.setVisible(not compact)
        self.side.setVisible(self._wants_side)

    def toggle_side(self) -> None:
        self._wants_side = self.side.isHidden()
        self.side.setVisible(self._wants_side)
        self.desk.preferences.set("experts/side", "open" if self._wants_side else "closed")

    def _can_change(self) -> bool:
        return not self.desk.workspace.is_readonly

    def header_note(self) -> HeaderNote:
        coverage = self._coverage
        experts, topics = len(coverage.experts), len(coverage.topics) - coverage.unanswered
        if not experts:
            return HeaderNote()
        words = self.words
        told = words(
            mark("{experts}, {topics}"),
            experts=words.n("{n} expert", "{n} experts", experts),
            topics=words.n("{n} topic", "{n} topics", topics),
        )
        return HeaderNote(text=told)

    def header_actions(self) -> Sequence[Command]:
        if not self._coverage.experts:
            return ()
        add = Command(
            id="experts.new", text=mark("Add expert"), run=self.new, group=Group.EDIT, icon="plus",
            enabled=self._can_change,
        )  # fmt: skip
        topic = Command(
            id="experts.topic", text=mark("Add topic"), run=self._ask_topic, group=Group.EDIT,
            enabled=self._can_change,
        )  # fmt: skip
        return (topic, add)

    def commands(self) -> Sequence[Command]:
        log = Command(
            id="experts.log", text=mark("Log contact"), run=self.log, group=Group.EDIT, icon="check",
            enabled=lambda: self._can_change() and self.side.shown is not None,
        )  # fmt: skip
        mail = Command(
            id="experts.mail", text=mark("Write to this expert"), run=self._mail, group=Group.EDIT,
            icon="email-outline", enabled=lambda: self.side.shown is not None,
        )  # fmt: skip
        leave = Command(
            id="experts.leave", text=mark("No expert any more"), run=self._stand_down, group=Group.EDIT,
            enabled=lambda: self._can_change() and self.side.shown is not None,
        )  # fmt: skip
        return (*self.header_actions(), log, mail, leave, *self._exports)

    def exports(self) -> Sequence[Command]:
        return self._exports if self._coverage.experts else ()

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if not self._coverage.experts:
            return []
        return [
            ("0…3", words(mark("Level"))),
            ("T", words(mark("Log contact"))),
            ("L", words(mark("Link a theme"))),
            ("Enter", words(mark("Open expert"))),
            ("/", words(mark("Search"))),
            ("Ctrl+E", words(mark("Export"))),
            ("Ctrl+N", words(mark("Add expert"))),
        ]

    def status(self) -> str:
        words, coverage = self.words, self._coverage
        if not coverage.experts:
            return ""
        untaught = coverage.count(Cover.HOLE) + coverage.count(Cover.UNTAUGHT)
        parts = [
            words.n("{n} topic nobody teaches", "{n} topics nobody teaches", untaught),
            words.n("{n} with a single expert", "{n} with a single expert", coverage.count(Cover.SINGLE)),
        ]
        due = len(self.directory.due & {person.id for person in coverage.experts})
        if due:
            parts.append(words.n("{n} contact due", "{n} contacts due", due))
        if coverage.unanswered:
            parts.append(
                words.n(
                    "{n} theme that hurts without a topic", "{n} themes that hurt without a topic", coverage.unanswered
                )
            )
        return ", ".join(parts)

    def panes(self) -> Sequence[QWidget]:
        return (self.directory.list, self.matrix, self.side) if self._coverage.experts else (self.first,)

    def first_focus(self) -> QWidget | None:
        if not self._coverage.experts:
            return self.first
        return self.matrix if self._coverage.topics else self.new_topic
