"""What an expert gave to the programme, and when they were thanked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.experts import Contribution
from enable_desktop.links import Ref
from enable_desktop.words import mark
from ui.buttons import button, link_button
from ui.labels import label, set_tone
from ui.record_flow import FlowLayout
from ui.record_form import RecordForm
from ui.rows import Row, RowsDelegate, RowsView

if TYPE_CHECKING:
    from ui.desk import Desk

_FIELDS: Final = ("title", ("on", "thanked"), "asset", "note")
_MOST_HIGH: Final = 260


class Contributions(QWidget):
    """A list of what came from one expert; the fields of the one chosen stand below."""

    thanks_wanted = Signal(int)
    """A mail of thanks for the contribution with this id."""
    shown = Signal()
    """The fields came up, and want to be seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person = 0
        self._open = 0
        self.form: RecordForm | None = None
        theme, words = desk.theme, desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(theme, words(mark("Contributions")), "section"), 1)
        self.add = link_button(theme, words(mark("Note a contribution")), self.note, small=True)
        head.addWidget(self.add)
        column.addLayout(head)
        self.summary = label(theme, "", "small", tone="secondary", wrap=True)
        column.addWidget(self.summary)
        self.list = RowsView(theme, words(mark("Contributions")))
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 4))
        self.list.activated.connect(self._on_listed)
        self.list.clicked.connect(self._on_listed)
        column.addWidget(self.list)
        self._fields = QVBoxLayout()
        column.addLayout(self._fields)
        self._deeds = QWidget()
        row = FlowLayout(self._deeds, across=8, down=8)
        self.thank = button(theme, words(mark("Thanked today")), self._thank, icon="check", small=True)
        row.addWidget(self.thank)
        self.write = button(theme, words(mark("Write the thanks")), self._write, icon="email-outline", small=True)
        row.addWidget(self.write)
        self.remove = link_button(theme, words(mark("Remove")), self._remove, small=True)
        row.addWidget(self.remove)
        self._deeds.hide()
        column.addWidget(self._deeds)
        theme.changed.connect(self._fit)

    def show_person(self, id_: int, given: tuple[Contribution, ...]) -> None:
        """Shows what came from somebody; the fields of another's go."""
        words = self._desk.words
        if id_ != self._person:
            self.open(0)
            self._person = id_
        if self._open and all(each.id != self._open for each in given):
            self.open(0)
        unthanked = sum(each.thanked is None for each in given)
        if not given:
            text = words(mark("Nothing is noted yet: an answer, a review, a session, a fragment."))
        elif unthanked:
            text = words.n("{n} without thanks", "{n} without thanks", unthanked)
        else:
            text = words(mark("Thanked for everything"))
        self.summary.setText(text)
        set_tone(self.summary, "tone", "attention" if unthanked else "secondary")
        self.list.show_rows([self._row(each) for each in given])
        if not self.list.hasFocus():
            self.list.setCurrentIndex(QModelIndex())
        self.list.setVisible(bool(given))
        self.thank.setVisible(any(each.id == self._open and each.thanked is None for each in given))
        self._fit()

    def _row(self, given: Contribution) -> Row:
        words, today = self._desk.words, self._desk.today
        day = words.short_day(given.on, today) if given.on is not None else words(mark("no date"))
        if given.thanked is not None:
            state = words(mark("thanked {day}"), day=words.short_day(given.thanked, today))
        else:
            state = words(mark("not thanked yet"))
        return Row(
            title=given.title or words(mark("No title yet")),
            detail=f"{day}, {state}",
            tip=given.title,
            icon="" if given.thanked is not None else "hand-heart-outline",
            key=given.id,
        )

    def _fit(self) -> None:
        self.list.setFixedHeight(min(self.list.natural_height() + 2, self._desk.theme.px(_MOST_HIGH)))

    # -- doing

    def note(self) -> None:
        """Writes down a contribution of today, whose words are typed next."""
        self.flush()
        made: list[int] = []
        self._desk.do(lambda: made.append(self._desk.workspace.experts.note_contribution(self._person)))
        for id_ in made:
            self.open(id_)

    def _on_listed(self) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self.flush()
            self.open(row.key)

    def open(self, id_: int) -> None:
        """Opens the fields of a contribution, or closes them."""
        self._open = id_
        if id_:
            ref = Ref(Contribution.kind, id_)
            if self.form is None:
                self.form = RecordForm(self._desk, ref, _FIELDS, self)
                self._fields.addWidget(self.form)
            else:
                self.form.show_ref(ref)
            found = self._desk.workspace.get(Contribution, id_)
            self.thank.setVisible(found is not None and found.thanked is None)
        self._deeds.setVisible(bool(id_))
        if self.form is not None:
            self.form.setVisible(bool(id_))
            if id_:
                self.form.reveal("title")
                self.shown.emit()

    def _thank(self) -> None:
        self.flush()
        self._desk.do(lambda: self._desk.workspace.experts.thank(self._open))

    def _write(self) -> None:
        self.flush()
        if self._open:
            self.thanks_wanted.emit(self._open)

    def _remove(self) -> None:
        self.flush()
        self._desk.do(lambda: self._desk.workspace.remove(Ref(Contribution.kind, self._open)))

    def flush(self) -> None:
        """Stores what is still being typed."""
        if self.form is not None:
            self.form.flush()

    @property
    def is_stored(self) -> bool:
        return self.form is None or self.form.is_stored
