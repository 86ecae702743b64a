"""The review queue: one asset after another is looked at and answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.library.queue import Queue, queue_beside
from enable_desktop.days import later
from enable_desktop.library.assets import Asset, Use
from enable_desktop.library.freshness import band
from enable_desktop.links import Link, Ref
from enable_desktop.words import mark
from ui.buttons import button
from ui.commands import Command, Group
from ui.labels import ElidedLabel, label, line
from ui.library.answers import AnswerCard, ChangeCard, RetireCard
from ui.library.deeds import Deeds
from ui.library.leading import Leading
from ui.library.overview import Overview
from ui.library.table import AssetsTable
from ui.page import HeaderNote, Page

if TYPE_CHECKING:
    from db.long_steps import Deed
    from enable_desktop.changes import Changes
    from enable_desktop.library.listed import Listed
    from ui.desk import Desk
    from ui.tasks import Progress

_SIDE: Final = 388
_LEAST_SIDE: Final = 320
_PAUSE_MS: Final = 150
_MOST_SHOWN: Final = 500
"""Of a long queue the first are listed; others follow as these are done."""
_FOLLOWED: Final = frozenset({Asset.kind, "asset_kinds", "snoozes", Link.kind, Use.kind, "settings"})
_WHY: Final = {
    "most_used": mark("Past its review date, and much used"),
    "overdue": mark("Past its review date"),
    "source_changed": mark("Its source has changed"),
    "soon": mark("Due within 28 days"),
    "never": mark("Never reviewed"),
}
_DATED: Final = (_WHY["most_used"], _WHY["overdue"], _WHY["soon"])
"""Those that are here for the day of their review."""


class ReviewsPage(Page):
    """What is to be reviewed, what matters most first; beside it what is known of the one under the keyboard."""

    key = "reviews"
    title = mark("Review queue")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.deeds = Deeds(desk)
        self.leading = Leading(desk)
        self.queue = Queue()
        self._why: dict[int, str] = {}
        self._is_stale = True
        self._read_on: date | None = None
        self._is_refreshing = False
        self._beyond = 0
        self.shows_waiting = False
        """Whether what was snoozed, or is being changed, is listed too."""
        self._asked = 0
        self._answers: Callable[[], None] | None = None
        self._card: AnswerCard | None = None
        self._change_card: ChangeCard | None = None
        self._retire_card: RetireCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # With a parent from the first, here and below: where one is given later, the sheet is applied once more.
        self._stack = QStackedWidget(self)
        column.addWidget(self._stack)
        self._stack.addWidget(self._work())
        self._stack.addWidget(self._nothing())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.refresh)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._show_first)
        desk.changed.connect(self._on_changed)

    # -- layout

    def _work(self) -> QWidget:
        theme = self.theme
        splitter = QSplitter(Qt.Orientation.Horizontal, self._stack)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        left = QWidget(splitter)
        left.setMinimumWidth(theme.px(420))
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        self.table = AssetsTable(self.desk, lambda title: (), left)
        self.table.setAccessibleName(self.words(mark("To be reviewed")))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.open_current)
        self.table.key_pressed.connect(self._on_key)
        self._left.addWidget(self.table, 1)
        splitter.addWidget(left)
        side = QWidget(splitter)
        side.setProperty("pane", "sunken")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(_LEAST_SIDE)
        about = QVBoxLayout(side)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(2)
        self.current_title = ElidedLabel(theme, "", "strong")
        head.addWidget(self.current_title)
        self.why = label(theme, "", "small", tone="attention", wrap=True)
        head.addWidget(self.why)
        about.addLayout(head)
        about.addWidget(line())
        about.addStretch(0)
        self._about = about
        self.side = side
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([780, theme.px(_SIDE)])
        self.keep(splitter, "panes")
        return splitter

    @cached_property
    def overview(self) -> Overview:
        """What is known of the one under the keyboard; made when the list was painted."""
        made = Overview(self.desk, self.side)
        made.flags.field_wanted.connect(lambda field: self.desk.go(f"library#field:{field}:{self.table.current}"))
        self._about.addWidget(made, 1)
        return made

    def _nothing(self) -> QWidget:
        theme = self.theme
        page = QWidget(self._stack)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self.nothing = label(theme, "", "body", tone="secondary", wrap=True)
        column.addWidget(self.nothing)
        row = QHBoxLayout()
        self.to_library = button(theme, self.words(mark("Open the library")), partial(self.desk.go, "library"))
        row.addWidget(self.to_library)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    # -- what is shown

    def refresh(self) -> None:
        """Reads the queue again; where there are many assets, beside the window."""
        self._is_stale, self._read_on = False, self.desk.today
        self._timer.stop()
        self._asked += 1
        reviews = self.desk.workspace.library.reviews
        if reviews.has_few():
            self._on_read(self._asked, reviews.queue())
            return
        self.desk.tasks.run(
            partial(_read, partial(queue_beside, self.desk.workspace.path, self.desk.today)),
            partial(self._on_read, self._asked),
            self.desk.failed,
            label=self.words(mark("Looking for what is to be reviewed")),
            quiet=True,
        )

    def _on_read(self, number: int, queue: Queue) -> None:
        if number != self._asked:
            return
        before = frozenset(self.queue.ids)
        self.queue = queue
        self._why = {asset: why for name, why in _WHY.items() for asset in getattr(queue, name)}
        back = [asset for asset in queue.ids if asset not in before] if before else []
        self._beyond = max(0, len(queue.ids) - _MOST_SHOWN)
        self.shows_waiting = self.shows_waiting and bool(queue.waiting)
        self._show(self._listed(), back[0] if len(back) == 1 else None)

    def _listed(self) -> tuple[int, ...]:
        """The first of the queue, and the first of what waits where that is wanted."""
        waiting = islice(self.queue.waiting, _MOST_SHOWN) if self.shows_waiting else ()
        return (*self.queue.ids[:_MOST_SHOWN], *waiting)

    def _show(self, ids: Sequence[int], wanted: int | None = None) -> None:
        had_focus = self._has_focus()
        self._stack.setCurrentIndex(0 if ids or self._beyond else 1)
        self._is_refreshing = True
        self.table.show_usage(self.desk.workspace.library.listing.has_usage())
        self.table.show_found(ids)
        if wanted is not None:
            self.table.select(wanted)
        elif ids and self.table.current is None:
            self.table.go(0)
        self._is_refreshing = False
        self.nothing.setText(self._nothing_said())
        self._show_current()
        if had_focus and self._card is None:
            (self.table if ids or self._beyond else self.to_library).setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()

    def _has_focus(self) -> bool:
        return self.isVisible() and self.isAncestorOf(self.window().focusWidget())

    def _nothing_said(self) -> str:
        waiting = self._waiting_said()
        return f"{self._nothing_due()} {waiting}." if waiting else self._nothing_due()

    def _waiting_said(self) -> str:
        """How much comes back by itself; empty where nothing does."""
        count = len(self.queue.waiting)
        return self.words.n("{n} waits for a later day", "{n} wait for a later day", count) if count else ""

    def _nothing_due(self) -> str:
        words = self.words
        if self.queue.next_due is not None:
            day = words.day(self.queue.next_due)
            return words(mark("Nothing to review. The next review is due on {day}."), day=day)
        return words(mark("Nothing to review. What has a kind with a rhythm comes here when its review is due."))

    def _show_current(self) -> None:
        asset = self.deeds.asset(self.table.current)
        place = self.table.assets.place_of(self.table.current)
        self.side.setEnabled(asset is not None)
        if asset is None or place < 0:
            if "overview" in self.__dict__:
                self.overview.hide()
            self.current_title.set_whole("")
            self.why.setText("")
            return
        row = self.table.assets.listed_at(place)
        self.current_title.set_whole(row.title or self.words(mark("No title yet")))
        self.why.setText(self._reason(asset, row))
        if "overview" in self.__dict__:
            self._show_overview(asset, row)
        else:
            self._first.start()

    def _reason(self, asset: Asset, row: Listed) -> str:
        """Why it is in the queue: what it is here for, how near the day is, and whether its file brought it here."""
        words, why = self.words, self._why.get(asset.id, "")
        if asset.id in self.queue.waiting:
            return words(mark("Comes back on {day}"), day=words.weekday(self.queue.waiting[asset.id], self.desk.today))
        reasons = [why] if why != _WHY["soon"] else []
        if row.due is not None and why in _DATED:
            reasons.append(band(row.due, self.desk.today).label)
            if asset.reviewed is not None and row.due == asset.changed:
                reasons.append(mark("Its file was edited after the last review"))
        return " · ".join(words(each) for each in reasons if each)

    def _show_first(self) -> None:
        """The list is there: now what is known of the one under the keyboard."""
        asset = self.deeds.asset(self.table.current)
        place = self.table.assets.place_of(self.table.current)
        if asset is not None and place >= 0:
            self._show_overview(asset, self.table.assets.listed_at(place))

    def _show_overview(self, asset: Asset, row: Listed) -> None:
        self.overview.show_asset(asset, row)
        self.overview.show()

    def _on_chosen(self) -> None:
        if not self._is_refreshing:
            self._show_current()
            self.header_changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        self.table.assets.follow(changes)
        if not changes.kinds & _FOLLOWED:
            return
        if self.isVisible():
            self._timer.start()
        else:
            self._is_stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def open(self, ref: Ref | None) -> None:
        if self._is_stale or self._read_on != self.desk.today:
            self.refresh()
        if ref is not None and ref.kind == Asset.kind:
            self.table.select(ref.id)

    # -- what is done

    def _on_key(self, key: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "O": self.open_current,
            "R": self.mark_reviewed,
            "C": self.ask_what_changes,
            "X": self.ask_replacement,
            "Del": self.ask_replacement,
            "Z": self.ask_until,
            "S": self.ask_until,
            "N": partial(self.step, 1),
            "P": partial(self.step, -1),
        }
        if key in does:
            does[key]()

    def _can_change(self) -> bool:
        return self.table.count_selected > 0 and not self.desk.workspace.is_readonly

    def _has_current(self) -> bool:
        return self.table.current is not None

    def open_current(self) -> None:
        """Opens the file or the page."""
        if self.table.current is not None:
            self.deeds.open(self.table.current)

    def mark_reviewed(self) -> None:
        """Says that what is selected was looked at today and found right."""
        ids = self._selected()
        if ids:
            reviews = self.desk.workspace.library.reviews
            said = self.words.n("{n} item marked reviewed", "{n} items marked reviewed", len(ids))
            self._do(ids, partial(reviews.reviewing, ids), said)

    def _selected(self) -> tuple[int, ...]:
        return self.table.selected if self._can_change() else ()

    def _do(self, ids: Sequence[int], make: Callable[[], Deed], said: str) -> None:
        """One step about these, which leave the queue; the keyboard goes to the one that follows."""
        self.desk.steps.do(make, said, partial(self._show, *self._without(ids)))

    def _without(self, ids: Sequence[int]) -> tuple[Sequence[int], int | None]:
        """The queue without these, and the one that follows them."""
        gone, found = frozenset(ids), self.table.assets.found
        rest = tuple(asset for asset in found if asset not in gone)
        last = max(self.table.assets.places_of(ids), default=-1)
        return rest, found[last + 1] if last + 1 < len(found) else rest[-1] if rest else None

    # -- asking

    def ask_what_changes(self) -> None:
        """Asks what must change in what is selected."""
        ids = self._selected()
        if not ids:
            return
        if self._change_card is None:
            self._change_card = ChangeCard(self.desk)
            self._add_card(self._change_card)
        self._ask(self._change_card, partial(self._outdate, ids))
        self._change_card.begin(self.desk.workspace.library.these(ids))

    def _outdate(self, ids: Sequence[int]) -> None:
        assert self._change_card is not None
        reviews, note = self.desk.workspace.library.reviews, self._change_card.note.text()
        said = self.words.n("{n} item marked as outdated", "{n} items marked as outdated", len(ids))
        self._do(ids, partial(reviews.outdating, ids, note), said)

    def ask_replacement(self) -> None:
        """Asks what replaces what is selected and is to be retired."""
        ids = self._selected()
        if not ids:
            return
        if self._retire_card is None:
            self._retire_card = RetireCard(self.desk)
            self._add_card(self._retire_card)
        self._ask(self._retire_card, partial(self._retire, ids))
        self._retire_card.begin(ids, self.desk.workspace.library.reviews.dependents(*ids))

    def _retire(self, ids: Sequence[int]) -> None:
        card = self._retire_card
        assert card is not None
        done = partial(self._show, *self._without(ids))
        self.leading.retire(ids, card.replacement.value, leads=card.leads_over, takes_out=card.takes_out, done=done)

    def _add_card(self, card: AnswerCard) -> None:
        card.answered.connect(self._on_answered)
        card.closed.connect(self._on_closed)
        self._left.insertWidget(0, card)

    def _ask(self, card: AnswerCard, answers: Callable[[], None]) -> None:
        for other in (self._change_card, self._retire_card):
            if other is not None and other is not card:
                other.hide()
        self._card, self._answers = card, answers

    def _on_answered(self) -> None:
        answers = self._answers
        if self._card is not None:
            self._card.close_card()
        if answers is not None:
            answers()

    def _on_closed(self) -> None:
        self._card = self._answers = None
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- snoozing

    def _days(self) -> tuple[tuple[str, date], ...]:
        """The days a review can be snoozed until, named."""
        today, words = self.desk.today, self.words
        return (
            (words(mark("Until next week")), later(today, timedelta(days=7 - today.weekday()))),
            (words(mark("For four weeks")), later(today, timedelta(days=28))),
            (words(mark("For three months")), later(today, timedelta(days=91))),
        )

    def ask_until(self) -> None:
        """Offers until when what is selected may wait."""
        if not self._can_change():
            return
        menu = QMenu(self)
        if not self.queue.waiting.keys().isdisjoint(self._selected()):
            menu.addAction(self.words(mark("Bring back now"))).triggered.connect(lambda *_: self.bring_back())
            menu.addSeparator()
        for text, until in self._days():
            day = self.words.weekday(until, self.desk.today)
            menu.addAction(f"{text}\t{day}").triggered.connect(lambda _=False, until=until: self.snooze(until))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        box = self.table.row_box(self.table.currentIndex().row())
        menu.popup(self.table.viewport().mapToGlobal(box.bottomLeft()))

    def snooze(self, until: date) -> None:
        """Leaves what is selected out of the queue until a day."""
        ids = self._selected()
        if ids:
            said = self.words(mark("Snoozed until {day}"), day=self.words.weekday(until, self.desk.today))
            self._do(ids, partial(self.desk.workspace.library.reviews.snoozing, ids, until), said)

    def bring_back(self) -> None:
        """Puts what is selected and waits for a later day into the queue again."""
        ids = [asset for asset in self._selected() if asset in self.queue.waiting]
        if ids:
            said = self.words.n("{n} item is in the queue again", "{n} items are in the queue again", len(ids))
            self.desk.steps.do(partial(self.desk.workspace.library.reviews.bringing_back, ids), said)

    def show_waiting(self) -> None:
        """Lists what waits for a later day after the queue, or leaves it out again."""
        self.shows_waiting = not self.shows_waiting
        first = next(iter(self.queue.waiting), None) if self.shows_waiting else None
        self._show(self._listed(), first)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- around the page

    def step(self, direction: int) -> None:
        self.table.go(self.table.currentIndex().row() + direction)

    def toggle_side(self) -> None:
        self.side.setVisible(self.side.isHidden())

    def header_note(self) -> HeaderNote:
        count = len(self.queue.most_used) + len(self.queue.overdue)
        if not self._left_to_do:
            return HeaderNote(text=self._waiting_said())
        over = self.words.n("{n} past its review date", "{n} past their review date", count) if count else ""
        return HeaderNote(text=", ".join(part for part in (self._count(), over, self._waiting_said()) if part))

    @property
    def _left_to_do(self) -> int:
        """How many are in the queue, listed or not."""
        return sum(asset not in self.queue.waiting for asset in self.table.assets.found) + self._beyond

    def _count(self) -> str:
        return self.words.n("{n} item to review", "{n} items to review", self._left_to_do)

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                id="reviews.open", text=mark("Open file or page"), run=self.open_current, group=Group.EDIT,
                icon="open-in-new", enabled=self._has_current,
            ),
            Command(
                id="reviews.reviewed", text=mark("Mark reviewed"), run=self.mark_reviewed, group=Group.EDIT,
                icon="check", enabled=self._can_change,
            ),
            Command(
                id="reviews.change", text=mark("Have it changed"), run=self.ask_what_changes, group=Group.EDIT,
                icon="pencil-outline", enabled=self._can_change,
            ),
            Command(
                id="reviews.retire", text=mark("Retire with a replacement"), run=self.ask_replacement,
                group=Group.EDIT, icon="archive-outline", enabled=self._can_change,
            ),
            Command(
                id="reviews.snooze", text=mark("Snooze the review"), run=self.ask_until, group=Group.EDIT,
                icon="clock-outline", enabled=self._can_change,
            ),
            Command(
                id="reviews.waiting", text=self._waiting_text(), run=self.show_waiting, group=Group.EDIT,
                icon="clock-outline", enabled=lambda: bool(self.queue.waiting),
            ),
            Command(
                id="reviews.health", text=mark("Content health"), run=partial(self.desk.go, "health"), group=Group.GO,
                icon="heart-pulse",
            ),
        )  # fmt: skip

    def _waiting_text(self) -> str:
        return mark("Leave out what waits") if self.shows_waiting else mark("Show what waits")

    def header_actions(self) -> Sequence[Command]:
        return self.commands()[-2:] if self.queue.waiting else self.commands()[-1:]

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        if not self._left_to_do:
            return [("F1", words(mark("All keys")))]
        return [
            ("Enter", words(mark("Open file"))),
            ("R", words(mark("Reviewed"))),
            ("C", words(mark("To be changed"))),
            ("X", words(mark("Retire"))),
            ("Z", words(mark("Put off"))),
            ("N", words(mark("Next item"))),
        ]

    def status(self) -> str:
        selected, words = self.table.count_selected, self.words
        if selected > 1:
            return words.n("{n} item selected", "{n} items selected", selected)
        return self._count() if self._left_to_do else ""

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.side) if self.table.assets.found else (self.to_library,)

    def first_focus(self) -> QWidget | None:
        return self.table if self._stack.currentIndex() == 0 else self.to_library


def _read(read: Callable[[], Queue], progress: Progress) -> Queue:
    progress.check()
    return read()
