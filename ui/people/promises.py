"""What was promised to a person and by them, until it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.notes import Direction, Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.entry import read_date
from ui.inputs import CheckBox
from ui.labels import label, set_tone
from ui.line_edit import LineEdit
from ui.month import Month
from ui.record_pause import Pause
from ui.stay import Stay

if TYPE_CHECKING:
    from ui.desk import Desk

_SHOWN: Final = 60
_DUE_WIDTH: Final = 116
_HEADINGS: Final = {Direction.MINE: mark("I promised"), Direction.THEIRS: mark("They promised")}


class PromiseRow(QWidget):
    """One promise: kept or not, its words, when it is due."""

    def __init__(self, desk: Desk, promise: Promise, *, is_narrow: bool = False) -> None:
        """`is_narrow` puts the due date below the words, which then have the width for themselves."""
        super().__init__()
        self._desk = desk
        self.promise = promise
        self._dirty: set[str] = set()
        """The fields whose words are not in the file: not yet, or because they are no value, or by a fault."""
        self._stay: Stay | None = None
        self._pause = Pause(self)
        self._pause.due.connect(self._store_dirty)
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self.kept = CheckBox(theme)
        self.kept.clicked.connect(self._on_kept)
        row.addWidget(self.kept)
        self.title = LineEdit()
        theme.dress(self.title, "body")
        self.title.textEdited.connect(partial(self._on_typed, "title"))
        self.title.editingFinished.connect(self._on_left)
        row.addWidget(self.title, 1)
        self.due = LineEdit()
        self.due.setPlaceholderText(words(mark("Due")))
        self.due.setFixedWidth(theme.px(_DUE_WIDTH))
        theme.dress(self.due, "body")
        self.due.textEdited.connect(partial(self._on_typed, "due"))
        self.due.editingFinished.connect(self.flush)
        Month(self.due, theme, words, lambda: desk.today).picked.connect(self._on_day)
        below = QHBoxLayout()
        below.setContentsMargins(self.kept.sizeHint().width() + 8, 0, 0, 0)
        below.setSpacing(8)
        (below if is_narrow else row).addWidget(self.due)
        self.remove = icon_button(theme, "close", words(mark("Remove promise")), self._on_remove)
        row.addWidget(self.remove)
        self._note: QLabel = label(theme, "", "small", wrap=True)
        below.addWidget(self._note, 1)
        below.addStretch(0)
        column.addLayout(below)
        self.show_promise(promise)

    def show_promise(self, promise: Promise) -> None:
        """Shows a promise, but leaves alone what is being typed."""
        if promise.id != self.promise.id:
            self._dirty.clear()
            self._stay = None
        self.promise = promise
        words = self._desk.words
        self.kept.setChecked(promise.kept is not None)
        if "title" not in self._dirty and self.title.text() != promise.title:
            self.title.setText(promise.title)
            self.title.setCursorPosition(0)
        if "due" not in self._dirty:
            self.due.setText(words.short_day(promise.due, self._desk.today))
            set_tone(self.due, "problem", None)
        self.kept.setAccessibleName(words(mark("Kept: {title}"), title=promise.title))
        self.title.setAccessibleName(words(mark("Promise: {title}"), title=promise.title))
        self.due.setAccessibleName(words(mark("Due: {title}"), title=promise.title))
        self.remove.setAccessibleName(words(mark("Remove promise: {title}"), title=promise.title))
        if "due" not in self._dirty:
            self._say_state()

    def _say_state(self) -> None:
        words, promise, today = self._desk.words, self.promise, self._desk.today
        text, tone = "", "tertiary"
        if promise.kept is not None:
            text = words(mark("Kept {day}"), day=words.short_day(promise.kept, today))
        elif promise.is_late(today) and promise.due is not None:
            text, tone = words.n("{n} day late", "{n} days late", (today - promise.due).days), "attention"
        elif promise.due == today:
            text, tone = words(mark("Due today")), "attention"
        self._say(text, tone)

    def _say(self, text: str, tone: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        set_tone(self._note, "tone", tone)

    @property
    def unstored(self) -> dict[str, str]:
        """The words that are not in the file, by field."""
        return {name: self._edit(name).text() for name in self._dirty}

    def type_again(self, texts: Mapping[str, str]) -> None:
        """Puts back words that could not be stored when they were typed."""
        for name, text in texts.items():
            self._edit(name).setText(text)
            self._on_typed(name)
        self.flush()

    def _edit(self, name: str) -> QLineEdit:
        return self.title if name == "title" else self.due

    def _on_typed(self, name: str, _text: str = "") -> None:
        self._dirty.add(name)
        if name == "title":
            if self._stay is None:
                self._stay = Stay(self._desk.workspace, Ref(Promise.kind, self.promise.id), "title")
            self._pause.typed()

    def _on_day(self, day: date) -> None:
        self.due.setText(self._desk.words.short_day(day))
        self._on_typed("due")
        self.flush()

    def _on_left(self) -> None:
        self.flush()
        if "title" not in self._dirty:
            self._stay = None

    def flush(self) -> None:
        """Stores what is being typed."""
        self._pause.stop()
        self._store_dirty(False)
        self._desk.workspace.settle()

    def _store_dirty(self, typing: bool) -> None:
        if "title" in self._dirty:
            title = self.title.text().strip()
            if title:
                self._keep("title", title, typing=typing)
            elif not typing:
                self._dirty.discard("title")
                self.title.setText(self.promise.title)
        if "due" in self._dirty and not typing:
            due = read_date(self.due.text(), self._desk.today, self._desk.words)
            if due.problem:
                set_tone(self.due, "problem", "true")
                self._say(due.problem, "problem")
            else:
                self._keep("due", due.value)

    # Any: a field's value is whatever its shape holds.
    def _keep(self, name: str, value: Any, *, typing: bool = False) -> None:
        """Stores one field; what a fault keeps out of the file stays as it was typed."""
        workspace, ref = self._desk.workspace, Ref(Promise.kind, self.promise.id)
        line = workspace.get(Promise, ref.id)
        try:
            if line is not None and getattr(line, name) != value:
                stay = self._stay if name == "title" and self._stay is not None else Stay(workspace, ref, name)
                stay.store(value, by=self, typing=typing)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._dirty.discard(name)
        shown = workspace.get(Promise, ref.id)
        if shown is not None:
            self.show_promise(shown)

    def _on_kept(self) -> None:
        self.flush()
        self._keep("kept", self._desk.today if self.kept.isChecked() else None)
        self.kept.setChecked(self.promise.kept is not None)

    def _on_remove(self) -> None:
        try:
            self._desk.workspace.remove(Ref(Promise.kind, self.promise.id))
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._desk.toast(self._desk.words(mark("Promise removed")), undo=True)


class _NewPromise(QWidget):
    """The line at the end in which the next one is typed."""

    def __init__(
        self, desk: Desk, direction: Direction, keep: Callable[[str, date | None], bool], *, is_narrow: bool
    ) -> None:
        super().__init__()
        self._keep = keep
        self._desk = desk
        theme, words = desk.theme, desk.words
        heading = words(_HEADINGS[direction])
        indent = CheckBox(theme).sizeHint().width() + 8
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(indent, 0, 0, 0)
        row.setSpacing(8)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins(indent, 0, 0, 0)
        column.addLayout(below)
        self.title = LineEdit()
        self.title.setPlaceholderText(words(mark("Add a promise, then Enter")))
        self.title.setAccessibleName(words(mark("{heading}: add a promise"), heading=heading))
        self.due = LineEdit()
        self.due.setPlaceholderText(words(mark("Due")))
        self.due.setAccessibleName(words(mark("{heading}: due date of the new promise"), heading=heading))
        self.due.setFixedWidth(theme.px(_DUE_WIDTH))
        month = Month(self.due, theme, words, lambda: desk.today)
        month.picked.connect(lambda day: self.due.setText(words.short_day(day)))
        for edit in (self.title, self.due):
            theme.dress(edit, "body")
            edit.returnPressed.connect(self.add)
        row.addWidget(self.title, 1)
        (below if is_narrow else row).addWidget(self.due)
        self._note: QLabel = label(theme, "", "small", tone="problem", wrap=True)
        self._note.hide()
        below.addWidget(self._note, 1)
        below.addStretch(0)
        self.button = icon_button(theme, "plus", words(mark("Add promise")), self.add, shortcut="Enter")
        row.addWidget(self.button)

    def add(self) -> None:
        """Adds what is typed, and is ready for the next one."""
        (self.title if self.take() else self.due if self.due.property("problem") else self.title).setFocus()

    def take(self) -> bool:
        """Adds what is typed; false where nothing is typed, the date is none, or the file did not take it."""
        title = " ".join(self.title.text().split())
        due = read_date(self.due.text(), self._desk.today, self._desk.words)
        self._say(due.problem)
        day = due.value if isinstance(due.value, date) else None
        if due.problem or not title or not self._keep(title, day):
            return False
        self.show_texts("", "")
        return True

    @property
    def texts(self) -> tuple[str, str]:
        """What is typed and when it is due, as typed."""
        return self.title.text(), self.due.text()

    def show_texts(self, title: str, due: str) -> None:
        """Shows what was typed here before."""
        self.title.setText(title)
        self.due.setText(due)
        self._say("")

    def _say(self, problem: str) -> None:
        """What is wrong with the date, beside it."""
        set_tone(self.due, "problem", "true" if problem else None)
        self.due.setAccessibleDescription(problem)
        self._note.setText(problem)
        self._note.setVisible(bool(problem))

    @property
    def problem(self) -> str:
        """What is wrong with the date, as it is shown."""
        return self._note.text()


class PromiseList(QWidget):
    """The promises of one direction."""

    def __init__(self, desk: Desk, direction: Direction, *, is_narrow: bool = False) -> None:
        super().__init__()
        self._is_narrow = is_narrow
        self._desk = desk
        self._direction = direction
        self._person = 0
        self._interview: int | None = None
        self._left: dict[int, dict[str, str]] = {}
        """What could not be stored of promises that were shown before."""
        self._left_new: dict[int, tuple[str, str]] = {}
        """Promises that could not be added yet, by the person they were typed for."""
        self.rows: list[PromiseRow] = []
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(theme, words(_HEADINGS[direction]), "smallstrong"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self._more = label(theme, "", "small", tone="tertiary")
        column.addWidget(self._more)
        self.new = _NewPromise(desk, direction, self._add, is_narrow=is_narrow)
        column.addWidget(self.new)

    def show_person(self, id_: int, promises: list[Promise], interview: int | None = None) -> None:
        """Shows the promises of a person, open ones first; a row keeps its promise and its focus."""
        self._interview = interview
        if id_ != self._person:
            self._leave_person()
            self.new.show_texts(*self._left_new.pop(id_, ("", "")))
        mine = _in_order([promise for promise in promises if promise.direction is self._direction])
        shown = mine[:_SHOWN]
        by_id = {row.promise.id: row for row in self.rows} if id_ == self._person else {}
        spare = [row for row in self.rows if row not in by_id.values() or row.promise.id not in {p.id for p in shown}]
        self._person = id_
        rows = []
        for promise in shown:
            row = by_id.get(promise.id) or (spare.pop() if spare else None)
            if row is None:
                row = PromiseRow(self._desk, promise, is_narrow=self._is_narrow)
            else:
                row.show_promise(promise)
            rows.append(row)
        for row in spare:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, row in enumerate(rows):
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
        self.rows = rows
        left = len(mine) - len(shown)
        self._more.setVisible(left > 0)
        self._more.setText(self._desk.words.n("{n} more, kept earlier", "{n} more, kept earlier", left))

        for row in rows:
            if row.promise.id in self._left:
                row.type_again(self._left.pop(row.promise.id))

    def _leave_person(self) -> None:
        """Keeps what could not be stored for whom it was typed."""
        for row in self.rows:
            if row.unstored:
                self._left[row.promise.id] = row.unstored
        if self.new.texts[0].strip():
            self._left_new[self._person] = self.new.texts

    def flush(self) -> None:
        for row in self.rows:
            row.flush()
        if self.new.texts[0].strip():
            self.new.take()

    @property
    def unstored(self) -> int | None:
        """A person of whom something typed here is not in the file."""
        here = any(row.unstored for row in self.rows) or self.new.texts[0].strip()
        left = [self._desk.workspace.get(Promise, id_) for id_ in self._left]
        people = [self._person] if here else []
        people += [promise.person for promise in left if promise is not None and promise.person is not None]
        people += self._left_new
        return next((person for person in people if self._desk.workspace.get(Person, person) is not None), None)

    def _add(self, title: str, due: date | None) -> bool:
        if self._desk.workspace.get(Person, self._person) is None:
            return False
        values = {"title": title, "person": self._person, "direction": self._direction, "made": self._desk.today}
        try:
            self._desk.workspace.add(Promise, due=due, interview=self._interview, **values)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return False
        return True


class Promises(QWidget):
    """Both directions, one above the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(desk.theme, desk.words(mark("Promises")), "section"))
        self.lists = {direction: PromiseList(desk, direction, is_narrow=is_narrow) for direction in Direction}
        for each in self.lists.values():
            column.addWidget(each)

    def show_person(self, id_: int, interview: int | None = None) -> None:
        """Shows the promises of a person; what is added carries the talk in which it was made."""
        self._person = id_
        promises = list(self._desk.workspace.where(Promise, "person", id_))
        for each in self.lists.values():
            each.show_person(id_, promises, interview)

    def reveal(self, promise: int) -> None:
        """Puts the focus on a promise."""
        for row in (row for each in self.lists.values() for row in each.rows):
            if row.promise.id == promise:
                row.title.setFocus()

    def flush(self) -> None:
        for each in self.lists.values():
            each.flush()

    @property
    def unstored(self) -> int | None:
        """A person of whom something typed here is not in the file."""
        return next((found for each in self.lists.values() if (found := each.unstored) is not None), None)


def _in_order(promises: list[Promise]) -> list[Promise]:
    """Open ones first, the earliest due at the top; then kept ones, the latest first."""
    still_open = [promise for promise in promises if promise.kept is None]
    kept = [promise for promise in promises if promise.kept is not None]
    still_open.sort(key=lambda promise: (promise.due is None, promise.due or date.max, promise.id))
    kept.sort(key=lambda promise: (promise.kept or date.min, promise.id), reverse=True)
    return [*still_open, *kept]
