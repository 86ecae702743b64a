"""The topics of an expert: how well, on what ground, when that was confirmed, and when to ask again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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


class KnownRow(QWidget):
    """One topic of an expert: how well, on what ground, when that was confirmed, and when to ask again."""

    def __init__(self, desk: Desk, part: Known) -> None:
        super().__init__(part)
        self._desk = desk
        self.id = 0
        """Of what is known."""
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.topic = ElidedLabel(theme, "")
        row.addWidget(self.topic, 1)
        self.more = link_button(theme, words(mark("More")), lambda: part.open_details(self.id), small=True)
        row.addWidget(self.more)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(8)
        self.state = label(theme, "", "small", tone="secondary", wrap=True)
        below.addWidget(self.state, 1)
        self.ground = ComboBox(theme)
        # It gives way to what stands beside it.
        self.ground.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.ground.setMinimumContentsLength(9)
        self.ground.fill([(ground, words(ground.label)) for ground in Ground])
        self.ground.activated.connect(lambda *_: part.choose_ground(self.id, self.ground.currentData()))
        below.addWidget(self.ground, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(below)
        self.confirm = button(theme, words(mark("Confirm for today")), lambda: part.confirm(self.id), small=True)
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)

    def show_known(self, known: Expertise, topic: str) -> None:
        """Shows what somebody knows of a topic."""
        words, today = self._desk.words, self._desk.today
        if (known.id, topic) != (self.id, self.topic.whole):
            self.id = known.id
            self.topic.set_whole(topic)
            self.more.setAccessibleName(words(mark("More on {topic}"), topic=topic))
            self.ground.setAccessibleName(words(mark("Ground: {topic}"), topic=topic))
            self.confirm.setAccessibleName(words(mark("Confirm for today: {topic}"), topic=topic))
        choose_in(self.ground, known.ground)
        parts = [words(known.depth.label)]
        if known.confirmed is not None:
            parts.append(words(mark("confirmed {day}"), day=words.short_day(known.confirmed, today)))
        is_due = known.ask_again is not None and known.ask_again <= today
        if known.ask_again is not None:
            parts.append(words(mark("ask again {day}"), day=words.short_day(known.ask_again, today)))
        if known.note:
            parts.append(known.note)
        self.state.setText(", ".join(parts))
        set_tone(self.state, "tone", "attention" if is_due else "secondary")
        self.confirm.setVisible(is_due)


class Known(QWidget):
    """The topics of an expert; the rest of what is known of one opens below it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._rows: list[KnownRow] = []
        """Made once and used again: to make them is what takes its time."""
        self._count = 0
        self._open = 0
        """Whose fields are open."""
        self.form: RecordForm | None = None

    @property
    def shown(self) -> tuple[KnownRow, ...]:
        """The topics that are shown."""
        return tuple(self._rows[: self._count])

    def show_known(self, known: tuple[Expertise, ...], titles: Mapping[int, str]) -> None:
        """Shows what somebody knows; a box in which the keyboard is stays the same one."""
        if [each.id for each in known] != [row.id for row in self.shown]:
            self._let_go_of_form()
        while len(self._rows) < len(known):
            self._rows.append(KnownRow(self._desk, self))
            self._column.addWidget(self._rows[-1])
        self._count = len(known)
        for row, each in zip(self._rows, known, strict=False):
            row.show_known(each, titles.get(each.topic or 0, ""))
        for place, row in enumerate(self._rows):
            row.setVisible(place < self._count)

    # -- doing

    def choose_ground(self, id_: int, ground: Ground) -> None:
        """Says on what ground a level is believed, which confirms it."""
        today = self._desk.today
        self._desk.do(lambda: self._desk.workspace.change(Ref(Expertise.kind, id_), ground=ground, confirmed=today))

    def confirm(self, id_: int) -> None:
        """Says that a level still holds."""
        self.flush()
        self._desk.do(lambda: self._desk.workspace.experts.confirm(id_))

    def open_details(self, id_: int) -> None:
        """Opens the day of asking again and the note of a topic below it, or closes them."""
        self.flush()
        places = [row.id for row in self.shown]
        if self._open == id_ or id_ not in places:
            self._let_go_of_form()
            return
        ref = Ref(Expertise.kind, id_)
        if self.form is None:
            self.form = RecordForm(self._desk, ref, _FIELDS, self)
        else:
            self._column.removeWidget(self.form)
            self.form.show_ref(ref)
        self._column.insertWidget(places.index(id_) + 1, self.form)
        self.form.show()
        self._open = id_
        self.form.reveal("ask_again")

    def _let_go_of_form(self) -> None:
        self._open = 0
        if self.form is not None:
            self.form.flush()
            self._column.removeWidget(self.form)
            self.form.hide()

    def flush(self) -> None:
        """Stores what is still being typed."""
        if self.form is not None:
            self.form.flush()

    @property
    def is_stored(self) -> bool:
        return self.form is None or self.form.is_stored
