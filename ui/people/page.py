"""The People page: the directory at the left, the page of a person at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from enable_desktop.changes import Changes
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import icon_button, primary_button
from ui.commands import Command, Group
from ui.empty import EmptyPage
from ui.labels import label
from ui.page import Page
from ui.people.deeds import Deeds
from ui.people.directory import Directory
from ui.people.person_view import PersonView

if TYPE_CHECKING:
    from ui.desk import Desk

_LIST: Final = 320


class PeoplePage(Page):
    """Everybody once, and everything about them."""

    key = "people"
    title = mark("People")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._deeds = Deeds(desk)
        self._shows_promise = False
        self._lay_out()
        self._show(self.directory.current)
        desk.changed.connect(self._on_changed)

    # -- layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notice = self._notice_card()
        column.addWidget(self._notice)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._stack.addWidget(self._splitter)
        self.directory = Directory(self.desk, self._splitter)
        self.directory.setMinimumWidth(self.theme.px(220))
        self.directory.selected.connect(self._on_selected)
        self.directory.list.entered.connect(self._enter)
        self.directory.list.remove_wanted.connect(partial(self._with_current, self._deeds.remove))
        self._splitter.addWidget(self.directory)
        self.person = PersonView(self.desk, self._splitter)
        self.person.setMinimumWidth(420)
        self.person.more.clicked.connect(self._show_menu)
        self._splitter.addWidget(self.person)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.theme.px(_LIST), 900])
        self.keep(self._splitter, "panes")
        self._stack.addWidget(self._nobody())

    def _nobody(self) -> QWidget:
        words = self.words
        text = mark("Each person is entered here once, and then named from the charter, from promises and from talks.")
        empty = EmptyPage(self.theme, words(text))
        self.first = primary_button(self.theme, words(mark("Add the first person")), self.new, icon="plus")
        empty.add_row(self.first)
        return empty

    def _notice_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("card", "attention")
        row = QHBoxLayout(card)
        row.setContentsMargins(24, 10, 12, 10)
        self.notice = label(self.theme, "", "body", wrap=True)
        row.addWidget(self.notice, 1)
        close = icon_button(self.theme, "close", self.words(mark("Close this notice")), card.hide)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        card.hide()
        return card

    # -- who is shown

    @property
    def current(self) -> int | None:
        """The person shown."""
        return self.directory.current

    def open(self, ref: Ref | None) -> None:
        promise = None
        if ref is not None and ref.kind == Promise.kind:
            promise = self.desk.workspace.get(Promise, ref.id)
            ref = Ref(Person.kind, promise.person) if promise is not None and promise.person else None
        if ref is not None and ref.kind == Person.kind:
            self.directory.select(ref.id)
        self.person.freshen()
        self._shows_promise = promise is not None and ref is not None
        if promise is not None and self._shows_promise:
            self.person.promises.reveal(promise.id)

    def step(self, direction: int) -> None:
        self.directory.step(direction)

    def new(self) -> None:
        """Adds a person and puts the cursor into the name."""
        self.flush()
        try:
            made = self.desk.workspace.add(Person, name=self.words(mark("New person")))
        except WorkspaceError as fault:
            self.desk.failed(fault)
            return
        self.directory.select(made)
        self._enter()

    def flush(self) -> None:
        self.person.flush()

    def is_stored(self) -> bool:
        return self.person.unstored is None

    def show_unstored(self) -> None:
        unstored = self.person.unstored
        if unstored is not None:
            self.directory.select(unstored)

    def _on_selected(self, id_: object) -> None:
        self._show(id_ if isinstance(id_, int) else None)
        self.header_changed.emit()

    def _show(self, id_: int | None) -> None:
        was_inside = self._splitter.isAncestorOf(self.focusWidget())
        self._stack.setCurrentIndex(0 if self.directory.total else 1)
        if was_inside and not self.directory.total:
            self.first.setFocus()
        if id_ is not None:
            self.person.show_person(id_)
        # Hidden rather than empty: a search that finds nobody says so at the left.
        self.person.page.setVisible(id_ is not None)

    def _enter(self) -> None:
        if self.current is None:
            return
        self.person.form.reveal("name")
        name = self.person.form.edit_of("name")
        if isinstance(name, QLineEdit):
            name.selectAll()

    def _on_changed(self, changes: Changes) -> None:
        if Person.kind in changes.kinds:
            self._show(self.directory.current)
        self.person.follow(changes, is_seen=self.isVisible())
        self.header_changed.emit()

    # -- commands

    def _with_current(self, deed: Callable[[int], None]) -> None:
        if self.current is not None:
            self.flush()
            deed(self.current)

    def _forget(self, id_: int) -> None:
        told = self._deeds.forget(id_)
        if told is not None:
            self.notice.setText(told)
            self._notice.show()

    def _can_change(self) -> bool:
        return self.current is not None and not self.desk.workspace.is_readonly

    def _has_others(self) -> bool:
        return self._can_change() and self.directory.total > 1

    def _add_command(self) -> Command:
        return Command(
            id="people.new",
            text=mark("New person"),
            run=self.new,
            group=Group.EDIT,
            icon="plus",
            primary=True,
            enabled=lambda: not self.desk.workspace.is_readonly,
        )

    def _deed(
        self, name: str, text: str, deed: Callable[[int], None], icon: str, enabled: Callable[[], bool]
    ) -> Command:
        run = partial(self._with_current, deed)
        return Command(id=f"people.{name}", text=text, run=run, group=Group.EDIT, icon=icon, enabled=enabled)

    def _person_commands(self) -> tuple[Command, ...]:
        deeds, others, one = self._deeds, self._has_others, self._can_change
        return (
            self._deed("merge", mark("Merge with …"), deeds.merge, "call-merge", others),
            self._deed(
                "hand_over", mark("Hand over what is theirs …"), deeds.hand_over, "account-arrow-right-outline", others
            ),
            self._deed("anonymise", mark("Anonymise"), deeds.anonymise, "incognito", one),
            self._deed("remove", mark("Remove person"), deeds.remove, "account-remove-outline", one),
            self._deed("forget", mark("Forget for good …"), self._forget, "eraser", one),
        )

    def header_actions(self) -> Sequence[Command]:
        return (self._add_command(),) if self.directory.total else ()

    def commands(self) -> Sequence[Command]:
        return (self._add_command(), *self._person_commands())

    def _show_menu(self) -> None:
        menu = QMenu(self)
        for command in self._person_commands():
            text = command.text if isinstance(command.text, str) else command.text.message
            action = menu.addAction(self.theme.icon(command.icon), self.words(text))
            action.setEnabled(command.enabled())
            action.triggered.connect(lambda *_, run=command.run: run())
        menu.aboutToHide.connect(menu.deleteLater)
        more = self.person.more
        menu.popup(more.mapToGlobal(QPoint(more.width() - menu.sizeHint().width(), more.height())))

    # -- around the page

    def keys(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            ("/", words(mark("Search"))),
            ("Enter", words(mark("Edit"))),
            ("Ctrl+N", words(mark("New person"))),
            ("Del", words(mark("Remove"))),
            ("Ctrl+PgDown", words(mark("Next person"))),
        ]

    def status(self) -> str:
        shown, total = self.directory.shown, self.directory.total
        if shown == total:
            return self.words.n("{n} person", "{n} people", total)
        return self.words.n("{shown} of {n} person", "{shown} of {n} people", total, shown=self.words.number(shown))

    def panes(self) -> Sequence[QWidget]:
        return (self.directory.list, self.person) if self.directory.total else (self.first,)

    def first_focus(self) -> QWidget | None:
        """The directory; for somebody who was led to a promise, that promise."""
        wanted, self._shows_promise = self._shows_promise, False
        focus: QWidget | None = self.window().focusWidget()
        if wanted and focus is not None and self.person.isAncestorOf(focus):
            return focus
        return self.directory.list if self.directory.total else self.first
