"""The Today page: the list of what needs the person at the left; talks and measures at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from enable_desktop.changes import Changes
from enable_desktop.charter.lines import Document
from enable_desktop.links import Ref
from enable_desktop.notes import InboxNote
from enable_desktop.today.facts import ahead
from enable_desktop.today.needs import About, Need
from enable_desktop.words import counted, mark, sentence
from ui.beginning import STEPS, done_steps, is_settled, is_skipped
from ui.buttons import link_button
from ui.commands import Command, Group
from ui.labels import label, line
from ui.page import HeaderNote, Page
from ui.today.needs_list import NeedsView, entries_of
from ui.today.side import Side

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.today.first_steps import FirstSteps
    from ui.today.sorting import SortCard

_SIDE: Final = 392
_LEAST_SIDE: Final = 320
_MINUTE_MS: Final = 30_000
_WELL_BEGUN: Final = 4
_OPENS: Final = frozenset({
    About.MINE, About.THEIRS, About.INITIATIVE, About.CONTACT, About.THANKS, About.KNOWN, About.MEASURE, About.CONSENT,
    About.HEARD, About.PACK, About.ASSUMPTION,
})  # fmt: skip
"""Where the button leads to the record itself."""
_PLACES: Final = {
    About.STALE: "reviews",
    About.BROKEN: "links",
    About.SOUGHT: "health#gaps",
}
"""Where a row that counts many leads."""
_ENDING: Final = "library#flag:consent-ending"
"""Where several consents that end are one row."""


class TodayPage(Page):
    """What needs the person now; in a young workspace, the first steps."""

    key = "today"
    title = mark("Today")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._state = desk.today_state
        self._with_snoozed = False
        self._wants_steps = False
        self._steps: FirstSteps | None = None
        self._card: SortCard | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._list_side())
        self.side = Side(desk)
        self._limit_side()
        self.theme.changed.connect(self._limit_side)
        self.side.talk_wanted.connect(self._go_to_talk)
        self.side.record_wanted.connect(desk.go)
        self.side.plan_wanted.connect(self._plan)
        self._splitter.addWidget(self.side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([780, self.theme.px(_SIDE)])
        self.keep(self._splitter, "panes")
        self._stack.addWidget(self._splitter)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()
        desk.changed.connect(self._on_changed)
        self._state.changed.connect(self._on_state_changed)
        self.refresh()

    def _limit_side(self) -> None:
        self.side.setMinimumWidth(self.theme.px(_LEAST_SIDE))

    def _list_side(self) -> QWidget:
        words = self.words
        side = QWidget()
        side.setMinimumWidth(480)
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.list = NeedsView(self.desk)
        self.list.act_wanted.connect(self.act)
        self.list.open_wanted.connect(self.open_current)
        self.list.snooze_wanted.connect(self.ask_until)
        self.list.done_wanted.connect(self.finish)
        self._column.addWidget(self.list, 1)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(24, 6, 20, 6)
        self._steps_text = label(self.theme, "", "small", tone="secondary")
        foot.addWidget(self._steps_text)
        self.steps_link = link_button(self.theme, words(mark("Show the first steps")), self.show_steps, small=True)
        foot.addWidget(self.steps_link)
        foot.addStretch(1)
        self._foot_line = line()
        self._column.addWidget(self._foot_line)
        self._column.addWidget(self._foot)
        return side

    # -- what is shown

    @property
    def steps(self) -> FirstSteps:
        """The first steps, made when first wanted."""
        if self._steps is None:
            from ui.today.first_steps import FirstSteps

            self._steps = FirstSteps(self.desk)
            self._steps.list_wanted.connect(self._show_list)
            self._stack.addWidget(self._steps)
        return self._steps

    @property
    def card(self) -> SortCard | None:
        """The card that sorts a note, once it was wanted."""
        return self._card

    @property
    def shows_steps(self) -> bool:
        return self._stack.currentWidget() is not self._splitter

    def _begins_with_steps(self) -> bool:
        """Whether there is nothing to list, and the first steps are not done or skipped."""
        agenda = self._state.agenda
        is_empty = not (agenda.needs or agenda.snoozed or self._state.facts.talks)
        return is_empty and not is_settled(self.desk.workspace)

    def refresh(self) -> None:
        """Shows the day as it is now."""
        if self._wants_steps or self._begins_with_steps():
            self.steps.refresh()
            self._stack.setCurrentWidget(self.steps)
        else:
            self._stack.setCurrentWidget(self._splitter)
            self._show_needs()
            self.side.show_facts(self._state.facts)
            self._show_foot()
        self.header_changed.emit()

    def _show_needs(self) -> None:
        agenda = self._state.agenda
        if not agenda.snoozed:
            self._with_snoozed = False
        entries = entries_of(agenda, self.words, self.desk.today, with_snoozed=self._with_snoozed)
        self.list.show_entries(entries)

    def _show_foot(self) -> None:
        """Offers the way back to the first steps while most of them are still to be done."""
        workspace = self.desk.workspace
        done = len(done_steps(workspace))
        for part in (self._foot, self._foot_line):
            part.setVisible(done < _WELL_BEGUN and not is_skipped(workspace))
        self._steps_text.setText(self.words(mark("{done} of {all} first steps done."), done=done, all=len(STEPS)))

    def show_steps(self) -> None:
        """Shows the first steps until the person goes back to the list."""
        self._wants_steps = True
        self.refresh()
        self.steps.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        self._wants_steps = False
        self.refresh()
        self._focus_list()

    def _focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, ref: Ref | None) -> None:
        self._wants_steps = False
        self._state.look_at_clock()
        self.refresh()
        if ref is not None and ref.kind == InboxNote.kind and not self.list.select(f"{About.NOTE}:{ref.id}"):
            self._with_snoozed = True
            self._show_needs()
            if not self.list.select(f"{About.NOTE}:{ref.id}"):
                self.desk.toast(self.words(mark("This note was sorted already.")))

    def _on_changed(self, _changes: Changes) -> None:
        if not self.isVisible():
            return
        if self._card is not None:
            self._card.follow()
        self.refresh()

    def _on_state_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_minute(self) -> None:
        """Says again how long it is until the next talk."""
        if self.isVisible() and not self.shows_steps:
            self.side.show_talks(self._state.facts)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._state.look_at_clock()

    # -- what is done

    @property
    def current(self) -> Need | None:
        """What the row selected is about."""
        entry = self.list.current
        return entry.need if entry is not None else None

    def act(self) -> None:
        """Does what the button of the row says."""
        entry = self.list.current
        if entry is None or entry.need is None:
            return
        need = entry.need
        if entry.until is not None:
            self.bring_back()
        elif need.about is About.HEARD and need.count > 1:
            self.desk.go(_ENDING)
        elif need.about in _OPENS:
            self.desk.go(need.refs[0])
        elif need.about is About.TALK:
            self._go_to_talk(need.refs[0].id, "prepare")
        elif need.about is About.PASSAGES:
            self._go_to_talk(need.refs[0].id, "notes")
            self.desk.commands.run("interviews.tag_next")
        elif need.about is About.PAST_TALK:
            self._hold(need)
        elif need.about is About.NOTE:
            self._sort(need.refs[0].id)
        else:
            self.open_current()

    def open_current(self) -> None:
        """Goes to the place of what the row is about."""
        need = self.current
        if need is None:
            return
        ref = need.refs[0]
        match need.about:
            case About.APPROVAL:
                of_case = any(
                    each.version == ref.id and each.document is Document.BUSINESS_CASE
                    for each in self._state.facts.waiting
                )
                self.desk.go("charter#business_case" if of_case else "charter#approvals")
            case About.REVIEW:
                self.desk.go("charter#governance")
            case About.PASSAGES:
                self._go_to_talk(ref.id, "notes")
            case About.NOTE:
                self._sort(ref.id)
            case about if about in _PLACES:
                self.desk.go(_PLACES[about])
            case _:
                self.desk.go(ref)

    def _go_to_talk(self, talk: int, step: str) -> None:
        self.desk.go(Ref("interviews", talk))
        self.desk.go(f"interviews#{step}")

    def _plan(self) -> None:
        self.desk.go("interviews")
        self.desk.commands.run("interviews.plan")

    def _change(self, run: Callable[[], None], told: str) -> None:
        """One step, and a toast that takes it back."""
        if not self.desk.workspace.is_readonly:
            self.desk.do(run, told)

    def _hold(self, need: Need) -> None:
        run = partial(self.desk.workspace.interviews.hold, need.refs[0].id)
        self._change(run, self.words(mark("Marked as held")))

    def finish(self) -> None:
        """Keeps a promise, is done with a note, marks a talk as held, thanks an expert, confirms what one knows."""
        need = self.current
        if need is None:
            return
        needs, id_ = self.desk.workspace.needs, need.refs[0].id
        match need.about:
            case About.MINE | About.THEIRS:
                self._change(partial(needs.keep, id_), self.words(mark("Promise kept")))
            case About.NOTE:
                self._change(partial(needs.finish, id_), self.words(mark("Note done")))
            case About.PAST_TALK:
                self._hold(need)
            # Of several gathered in one row each is looked at.
            case About.THANKS if len(need.refs) == 1:
                thank = partial(self.desk.workspace.experts.thank, id_)
                self._change(thank, self.words(mark("Noted that they were thanked")))
            case About.KNOWN if len(need.refs) == 1:
                confirm = partial(self.desk.workspace.experts.confirm, id_)
                self._change(confirm, self.words(mark("Confirmed for today")))
            case _:
                self.desk.toast(self.words(mark("This goes away by itself once it is put right: Enter leads there.")))

    def _finish_note(self, note: int) -> None:
        self._change(partial(self.desk.workspace.needs.finish, note), self.words(mark("Note done")))

    # -- snoozing

    def _days(self) -> tuple[tuple[str, date], ...]:
        """The days a row can be snoozed until, named."""
        today = self.desk.today
        monday = today + timedelta(days=7 - today.weekday())
        days = [(self.words(mark("Until tomorrow")), today + timedelta(days=1))]
        if monday != days[0][1]:
            days.append((self.words(mark("Until next week")), monday))
        return tuple(days)

    def ask_until(self) -> None:
        """Offers until when the row may wait."""
        entry = self.list.current
        if entry is None or self.desk.workspace.is_readonly:
            return
        menu = QMenu(self)
        for text, until in self._days():
            day = self.words.weekday(until, self.desk.today)
            menu.addAction(f"{text}\t{day}").triggered.connect(partial(self._on_until, until))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        box = self.list.button_of(entry)
        menu.popup(self.list.viewport().mapToGlobal(box.bottomLeft()))

    def _on_until(self, until: date, _checked: bool = False) -> None:
        self.snooze(until)

    def snooze(self, until: date) -> None:
        """Hides the row until a day."""
        entry = self.list.current
        if entry is None or entry.need is None:
            return
        told = self.words(mark("Snoozed until {day}"), day=self.words.weekday(until, self.desk.today))
        self._change(partial(self.desk.workspace.needs.snooze, entry.need.keys, until, entry.title), told)

    def bring_back(self) -> None:
        """Shows the snoozed row among the others again."""
        entry = self.list.current
        if entry is None or entry.need is None or entry.until is None:
            return
        run = partial(self.desk.workspace.needs.bring_back, entry.need.keys, entry.title)
        self._change(run, self.words(mark("Brought back")))

    def toggle_snoozed(self) -> None:
        """Shows what is snoozed below the list, or hides it."""
        self._with_snoozed = not self._with_snoozed
        self._show_needs()
        if self._with_snoozed:
            first = self._state.agenda.snoozed[0].need
            self.list.select(first.keys[0])
        self._focus_list()
        self.header_changed.emit()

    # -- sorting

    def _sort(self, note: int) -> None:
        if self.desk.workspace.is_readonly:
            return
        if self._card is None:
            from ui.today.sorting import SortCard

            self._card = SortCard(self.desk)
            self._card.sorted.connect(self._on_sorted)
            self._card.done_wanted.connect(self._finish_note)
            self._card.closed.connect(self._focus_list)
            self._column.insertWidget(0, self._card)
        self._card.begin(note)

    def _on_sorted(self, told: str) -> None:
        self.desk.toast(told, undo=True)

    # -- around the page

    def new(self) -> None:
        """Ctrl+N: a note."""
        self.desk.commands.run("note.capture")

    def heading(self) -> str:
        return self.words.heading(self.desk.today) if not self.shows_steps else self.words(self.title)

    def header_note(self) -> HeaderNote:
        words = self.words
        if self.shows_steps:
            return HeaderNote(text=words(mark("New workspace")) if not self._wants_steps else "")
        meetings = len(ahead(self._state.facts.talks, self.desk.workspace.now))
        coming = counted("{n} meeting ahead", "{n} meetings ahead", meetings)
        return HeaderNote(text=words(mark("{things}, {meetings}"), things=self._count(), meetings=coming))

    def _count(self) -> str:
        number = len(self._state.agenda.needs)
        return self.words.n("{n} thing needs you", "{n} things need you", number)

    def header_actions(self) -> Sequence[Command]:
        if self.shows_steps:
            sample = self.desk.commands.get("file.sample")
            return (sample,) if sample is not None else ()
        note = self.desk.commands.get("note.capture")
        snoozed = self._snoozed_command()
        shown = (snoozed,) if self._state.agenda.snoozed else ()
        return (*shown, *((note,) if note is not None else ()))

    def _snoozed_command(self) -> Command:
        return Command(
            id="today.snoozed",
            text=sentence(mark("Snoozed {n}"), n=len(self._state.agenda.snoozed)),
            run=self.toggle_snoozed,
            group=Group.VIEW,
            icon="clock-outline",
            enabled=lambda: bool(self._state.agenda.snoozed),
            checked=lambda: self._with_snoozed,
        )

    def commands(self) -> Sequence[Command]:
        if self.shows_steps:
            return ()

        def has() -> bool:
            return self.current is not None and not self.desk.workspace.is_readonly

        return (
            Command(
                id="today.act", text=mark("Do what the row says"), run=self.act, group=Group.EDIT, icon="arrow-right",
                enabled=lambda: self.current is not None,
            ),
            Command(
                id="today.done", text=mark("Done with the row"), run=self.finish, group=Group.EDIT, icon="check",
                enabled=has,
            ),
            *(
                Command(
                    id=f"today.snooze{number}", text=text, run=partial(self._snooze_by, number), group=Group.EDIT,
                    icon="clock-outline", enabled=has,
                )
                for number, text in enumerate((mark("Snooze until tomorrow"), mark("Snooze until next week")))
            ),
            self._snoozed_command(),
            Command(
                id="today.steps", text=mark("Show the first steps"), run=self.show_steps, group=Group.VIEW,
                icon="flag-checkered",
            ),
        )  # fmt: skip

    def _snooze_by(self, number: int) -> None:
        days = self._days()
        self.snooze(days[min(number, len(days) - 1)][1])

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if self.shows_steps:
            return [
                ("Tab", words(mark("Next step"))),
                ("Enter", words(mark("Begin"))),
                ("Ctrl+O", words(mark("Open workspace"))),
                ("F1", words(mark("All keys"))),
            ]
        return [
            ("↑ ↓", words(mark("Row"))),
            ("Enter", words(mark("Act"))),
            ("S", words(mark("Snooze"))),
            ("E", words(mark("Done"))),
            ("Ctrl+Shift+Space", words(mark("Note"))),
        ]

    def status(self) -> str:
        return self.steps.done_text() if self.shows_steps else self._count()

    def panes(self) -> Sequence[QWidget]:
        return (self.steps,) if self.shows_steps else (self.list, self.side)

    def toggle_side(self) -> None:
        self.side.setVisible(self.side.isHidden())

    def first_focus(self) -> QWidget | None:
        return self.steps.next_button if self.shows_steps else self.list
