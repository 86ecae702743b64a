"""The page of one person: who they are, what was promised, everything about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enable_desktop.links import Link, Ref
from enable_desktop.notes import Promise
from enable_desktop.people import Person
from enable_desktop.words import mark
from ui.buttons import icon_button
from ui.labels import ElidedLabel, label
from ui.people.belongings import Belongings
from ui.people.promises import Promises
from ui.record_form import Heading, RecordForm
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_WIDEST: Final = 680
_FIELDS: Final = (
    ("name", "role"),
    ("department", "group"),
    "hats",
    "reach",
    ("tenure", "languages"),
    "left_on",
    "speaks_to",
    "notes",
    Heading(mark("Consent")),
    ("quote_by_role", "quote_by_name", "may_record"),
    "consent_until",
)


class PersonView(QScrollArea):
    """Shows one person after another in the same widgets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._form: RecordForm | None = None
        self._is_stale = False
        theme, words = desk.theme, desk.words
        scroll_down_only(self)
        self.page = outer = QWidget(self.viewport())
        across = QHBoxLayout(outer)
        across.setContentsMargins(24, 20, 20, 32)
        self._inner = QWidget(outer)
        self._inner.setMaximumWidth(theme.px(_WIDEST))
        across.addWidget(self._inner, 1)
        across.addStretch(0)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(8)
        said = QVBoxLayout()
        said.setSpacing(2)
        self.name = ElidedLabel(theme, "", "title")
        said.addWidget(self.name)
        self._detail = ElidedLabel(theme, "", "body", "secondary")
        said.addWidget(self._detail)
        head.addLayout(said, 1)
        self.more = icon_button(theme, "dots-horizontal", words(mark("What can be done with this person")))
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._consent = label(theme, "", "small", tone="attention", wrap=True)
        self.promises = Promises(desk, self._inner)
        self.belongings = Belongings(desk, self._inner)
        self._column.addWidget(self.promises)
        self._column.addWidget(self.belongings)
        self._column.addStretch(1)
        self.setWidget(outer)
        theme.changed.connect(self._on_theme_changed)

    @property
    def form(self) -> RecordForm:
        """The form; there is one as soon as somebody was shown."""
        assert self._form is not None
        return self._form

    def show_person(self, id_: int) -> None:
        """Shows a person from the top."""
        if id_ == self._id:
            return
        self.flush()
        self._id = id_
        ref = Ref(Person.kind, id_)
        if self._form is None:
            self._form = RecordForm(self._desk, ref, _FIELDS, self._inner)
            self._column.insertWidget(1, self._form)
            self._column.insertWidget(2, self._consent)
        else:
            self._form.show_ref(ref)
        self.verticalScrollBar().setValue(0)
        self._is_stale = True
        self.freshen()

    def freshen(self) -> None:
        """Shows again what was changed while nobody looked."""
        if not self._id or not self._is_stale:
            return
        self._is_stale = False
        self._say_who()
        self.promises.show_person(self._id)
        self.belongings.show_person(self._id)

    def follow(self, changes: Changes, *, is_seen: bool) -> None:
        """The workspace changed."""
        if not self._id or self._desk.workspace.get(Person, self._id) is None:
            return
        if Ref(Person.kind, self._id) in changes.touched:
            self._say_who()
        if changes.kinds == {Promise.kind}:
            self.promises.show_person(self._id)
        elif changes.kinds - {Person.kind} or Link.kind in changes.kinds:
            self._is_stale = True
            if is_seen:
                self.freshen()

    def flush(self) -> None:
        """Stores what is still being typed."""
        if self._form is not None:
            self._form.flush()
            self.promises.flush()

    @property
    def unstored(self) -> int | None:
        """A person of whom something typed is not in the file."""
        of_form = self._form.unstored if self._form is not None else None
        return of_form.id if of_form is not None else self.promises.unstored

    def _say_who(self) -> None:
        person = self._desk.workspace.get(Person, self._id)
        if person is None:
            return
        words = self._desk.words
        self.name.set_whole(person.name or words(mark("No name yet")))
        self._detail.set_whole(", ".join(part for part in (person.role, person.department) if part))
        gave = person.quote_by_role or person.quote_by_name or person.may_record
        ended = gave and person.consent_until is not None and person.consent_until < self._desk.today
        self._consent.setVisible(ended)
        if ended:
            day = words.short_day(person.consent_until, self._desk.today)
            self._consent.setText(words(mark("The consent ended on {day}. Ask again before quoting."), day=day))

    def _on_theme_changed(self) -> None:
        self._inner.setMaximumWidth(self._desk.theme.px(_WIDEST))
