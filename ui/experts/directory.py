"""The list of experts: searched by name or topic, with how it stands with each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enable_desktop.experts import Coverage, Standing, Terms
from enable_desktop.people import Person
from enable_desktop.search import folded
from enable_desktop.words import mark
from ui.rows import Row, RowsDelegate, RowsView
from ui.sought_list import SearchField

if TYPE_CHECKING:
    from ui.desk import Desk


class Directory(QWidget):
    """Search and list; the rows of thousands are made again only where something of them has changed."""

    chosen = Signal(int)
    """The person whose row was clicked or entered."""
    left = Signal()
    """Esc: everybody is listed again, and the keyboard wants to be elsewhere."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._coverage = Coverage(topics=(), experts=())
        self._shown: int | None = None
        self._due: frozenset[int] = frozenset()
        self._rows: dict[int, tuple[Person, Terms | None, Row]] = {}
        """The rows by person, and what they were made of."""
        self._made_on: date | None = None
        self._is_made = False
        """Whether the list is what it would be if it were made again."""
        self._places: dict[object, int] = {}
        """Where somebody stands in the list."""
        theme, words = desk.theme, desk.words
        self.setProperty("pane", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(180))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        self.search = SearchField(theme, words(mark("Name, topic")))
        self.search.textChanged.connect(lambda *_: self._show())
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.search)
        column.addLayout(row)
        self.list = RowsView(theme, words(mark("Experts")))
        self.list.setProperty("pane", "sunken")
        self.list.setItemDelegate(RowsDelegate(theme, self.list, 16))
        # Else each of thousands of rows is measured whenever one of them is another.
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._on_listed)
        self.list.activated.connect(self._on_listed)
        self.search.down.connect(self.list.setFocus)
        self.search.left.connect(self.leave)
        column.addWidget(self.list, 1)

    @property
    def due(self) -> frozenset[int]:
        """With whom a contact is due."""
        return self._due

    def note_change(self) -> None:
        """Something that stands in the rows has changed: they are made again when they are next shown."""
        self._is_made = False

    def show_coverage(self, coverage: Coverage) -> None:
        """Lists these experts, each found by their topics too."""
        self._coverage = coverage
        if not self._is_made or self._made_on != self._desk.today or self.search.text():
            self._show()

    def mark_shown(self, person: int | None) -> None:
        """Selects the row of the expert shown, where they are listed."""
        self._shown = person
        place = self._places.get(person)
        if place is not None:
            self.list.setCurrentIndex(self.list.rows.index(place, 0))

    def _show(self) -> None:
        sought = folded(self.search.text()).split()
        agreed = self._desk.workspace.experts.all_terms()
        today = self._desk.today
        self._due = frozenset(
            id_
            for id_, terms in agreed.items()
            if terms.standing is not Standing.RESTING and terms.next_contact is not None and terms.next_contact <= today
        )
        if self._made_on != today:
            self._rows.clear()
            self._made_on = today
        rows = [
            self._row_of(person, agreed.get(person.id))
            for person in self._coverage.experts
            if not sought or self._is_found(person, sought)
        ]
        if not rows and sought:
            rows = [Row(title=self._desk.words(mark("Nobody is found. Esc shows everybody.")), heading=True)]
        self._places = {row.key: place for place, row in enumerate(rows) if not row.heading}
        self._is_made = True
        self.list.show_rows(rows)
        self.mark_shown(self._shown)

    def _row_of(self, person: Person, terms: Terms | None) -> Row:
        """Somebody in the list; the row of before where nothing of it has changed."""
        known = self._rows.get(person.id)
        if known is not None and known[0] is person and known[1] == terms:
            return known[2]
        words = self._desk.words
        day = terms.next_contact if terms is not None else None
        said = words(terms.standing.label) if terms is not None else words(mark("To meet"))
        if day is not None:
            said = words(mark("{status}, {day}"), status=said, day=self._said_day(day))
        tone = "attention" if person.id in self._due else ""
        row = Row(title=person.name, detail=said, tone=tone, key=person.id)
        self._rows[person.id] = (person, terms, row)
        return row

    def _is_found(self, person: Person, sought: Sequence[str]) -> bool:
        topics = [topic.title for topic in self._coverage.topics if person.id in topic.levels]
        text = folded(" ".join((person.name, person.role, person.department, *topics)))
        return all(word in text for word in sought)

    def _said_day(self, day: date) -> str:
        """When to be in touch: how late that is, today, or the day."""
        words, today = self._desk.words, self._desk.today
        if day < today:
            return words.n("{n} day late", "{n} days late", (today - day).days)
        return words(mark("today")) if day == today else words.short_day(day, today)

    def _on_listed(self) -> None:
        row = self.list.current
        if row is not None and isinstance(row.key, int):
            self.chosen.emit(row.key)

    def leave(self) -> None:
        """Lists everybody again."""
        self.search.clear()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.list.hasFocus():
            self.leave()
        else:
            super().keyPressEvent(event)
