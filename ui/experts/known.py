"""The topics of an expert: how well, on what ground, when that was confirmed, and when to ask again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Expertise, Ground
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.form import choose_in
from ui.inputs import ComboBox
from ui.labels import ElidedLabel, label, set_tone
from ui.record_form import RecordForm

if TYPE_CHECKING:
    from ui.desk import Desk

_FIELDS: Final = (("confirmed", "ask_again"), "note")


class Known(QWidget):
    """The topics of an expert; the rest of what is known of one opens below it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._shown: tuple[tuple[int, str], ...] = ()
        self.grounds: dict[int, ComboBox] = {}
        """By the id of what is known."""
        self.states: dict[int, QLabel] = {}
        """How well, when that was confirmed, and when to ask again, by the same."""
        self._confirms: dict[int, QWidget] = {}
        self._open = 0
        """Whose fields are open."""
        self.form: RecordForm | None = None

    def show_known(self, known: tuple[Expertise, ...], titles: Mapping[int, str]) -> None:
        """Shows what somebody knows; a box in which the keyboard is stays the same one."""
        shown = tuple((each.id, titles.get(each.topic or 0, "")) for each in known)
        if shown != self._shown:
            self._shown = shown
            self._make()
        for each in known:
            choose_in(self.grounds[each.id], each.ground)
            self._say_state(each)

    def _say_state(self, known: Expertise) -> None:
        words, today = self._desk.words, self._desk.today
        parts = [words(known.depth.label)]
        if known.confirmed is not None:
            parts.append(words(mark("confirmed {day}"), day=words.short_day(known.confirmed, today)))
        is_due = known.ask_again is not None and known.ask_again <= today
        if known.ask_again is not None:
            parts.append(words(mark("ask again {day}"), day=words.short_day(known.ask_again, today)))
        if known.note:
            parts.append(known.note)
        state = self.states[known.id]
        state.setText(", ".join(parts))
        set_tone(state, "tone", "attention" if is_due else "secondary")
        self._confirms[known.id].setVisible(is_due)

    def _make(self) -> None:
        self._let_go_of_form()
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for kept in (self.grounds, self.states, self._confirms):
            kept.clear()
        theme, words = self._desk.theme, self._desk.words
        for id_, topic in self._shown:
            holder = QWidget(self)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(ElidedLabel(theme, topic), 1)
            more = link_button(theme, words(mark("More")), partial(self.open_details, id_), small=True)
            more.setAccessibleName(words(mark("More on {topic}"), topic=topic))
            row.addWidget(more)
            column.addLayout(row)
            box = ComboBox(theme)
            box.fill([(ground, words(ground.label)) for ground in Ground])
            box.setAccessibleName(words(mark("Ground: {topic}"), topic=topic))
            box.activated.connect(partial(self._on_chosen, id_))
            state = label(theme, "", "small", tone="secondary", wrap=True)
            below = QHBoxLayout()
            below.setSpacing(8)
            below.addWidget(state, 1)
            below.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(below)
            confirm = button(theme, words(mark("Confirm for today")), partial(self._confirm, id_), small=True)
            confirm.setAccessibleName(words(mark("Confirm for today: {topic}"), topic=topic))
            column.addWidget(confirm, 0, Qt.AlignmentFlag.AlignLeft)
            self.grounds[id_], self.states[id_], self._confirms[id_] = box, state, confirm
            self._column.addWidget(holder)

    # -- doing

    def _on_chosen(self, id_: int, *_: object) -> None:
        self._do(
            lambda: self._desk.workspace.change(
                Ref(Expertise.kind, id_), ground=self.grounds[id_].currentData(), confirmed=self._desk.today
            )
        )

    def _confirm(self, id_: int) -> None:
        self.flush()
        self._do(lambda: self._desk.workspace.experts.confirm(id_))

    def open_details(self, id_: int) -> None:
        """Opens the day of asking again and the note of a topic below it, or closes them."""
        self.flush()
        if self._open == id_ or id_ not in self.grounds:
            self._let_go_of_form()
            return
        ref = Ref(Expertise.kind, id_)
        if self.form is None:
            self.form = RecordForm(self._desk, ref, _FIELDS, self)
        else:
            self._column.removeWidget(self.form)
            self.form.show_ref(ref)
        place = [shown for shown, _ in self._shown].index(id_)
        self._column.insertWidget(place + 1, self.form)
        self.form.show()
        self._open = id_
        self.form.reveal("ask_again")

    def _let_go_of_form(self) -> None:
        self._open = 0
        if self.form is not None:
            self.form.flush()
            self._column.removeWidget(self.form)
            self.form.hide()

    def _do(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except WorkspaceError as fault:
            self._desk.failed(fault)

    def flush(self) -> None:
        """Stores what is still being typed."""
        if self.form is not None:
            self.form.flush()

    @property
    def is_stored(self) -> bool:
        return self.form is None or self.form.is_stored
