"""What the columns of a table hold whose own names do not say it: answered by hand before anything comes in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from enable_desktop.people import folded
from enable_desktop.words import mark
from ui.form import Form
from ui.inputs import ComboBox
from ui.labels import label
from ui.library.lists import lists_of
from ui.scrolling import scroll_down_only

if TYPE_CHECKING:
    from ui.desk import Desk

_FIELDS: Final = {
    "title": mark("Title"),
    "location": mark("Location"),
    "kind": mark("Kind"),
    "summary": mark("Summary"),
    "question": mark("Question it answers"),
    "owner": mark("Owner"),
    "reviewer": mark("Reviewer"),
    "sources": mark("Sources"),
    "notes": mark("Notes"),
    "status": mark("Status"),
    "pages": mark("Pages"),
    "length": mark("Length"),
    "months": mark("Review every"),
    "added": mark("Added on"),
    "reviewed": mark("Last review"),
    "valid_from": mark("Valid from"),
    "expires": mark("Expires on"),
    "seller": mark("Seller heard"),
    "consent_until": mark("Consent until"),
}
_HIGHEST: Final = 190
_IN_A_ROW: Final = 3
_LONGEST: Final = 32


class ColumnsCard(QScrollArea):
    """A box for each column that belongs to no field: which one it holds, or that it is not taken along."""

    answered = Signal(object)
    """The fields by column, as they are said now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.boxes: dict[str, ComboBox] = {}
        self._form: Form | None = None
        scroll_down_only(self)
        self.setMaximumHeight(desk.theme.px(_HIGHEST))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 0, 20, 12)
        self._column.setSpacing(8)
        text = desk.words(mark("What these columns hold is not clear from their names. Say it here:"))
        self._column.addWidget(label(desk.theme, text, "body", wrap=True))
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_columns(
        self, unknown: Sequence[str], said: Mapping[str, str], header: Collection[str], taken: Collection[str]
    ) -> None:
        """Asks about these columns; `said` are the answers so far, and `taken` the fields that other columns hold.

        The `header` may name facets of the programme's own, too.
        """
        if list(self.boxes) != list(unknown):
            self._ask(unknown)
        named = {folded(title) for title in header if title not in unknown}
        held = {*taken, *said.values()}
        fields = [(key, text) for key, text in self._fields() if folded(text) not in named]
        for column, box in self.boxes.items():
            own = said.get(column, "")
            free = [(key, text) for key, text in fields if key == own or key not in held]
            box.fill([("", self._desk.words(mark("Not taken along"))), *free], own)

    def _ask(self, columns: Sequence[str]) -> None:
        before = self._form
        self._form, self.boxes = Form(self._desk.theme), {}
        for column in columns:
            box = self.boxes[column] = ComboBox(self._desk.theme)
            box.activated.connect(self._on_answered)
        asked = [(_shown(column), box, "") for column, box in self.boxes.items()]
        for first in range(0, len(asked), _IN_A_ROW):
            self._form.add_row(*asked[first : first + _IN_A_ROW])
        for column, box in self.boxes.items():
            box.setAccessibleName(column)
        self._column.insertWidget(1, self._form)
        if before is not None:
            before.hide()
            before.deleteLater()

    def _fields(self) -> Sequence[tuple[str, str]]:
        words = self._desk.words
        facets = lists_of(self._desk).facets
        return (
            *((key, words(text)) for key, text in _FIELDS.items()),
            *((facet.key, facet.title or facet.key) for facet in facets if facet.key not in _FIELDS),
        )

    def _on_answered(self) -> None:
        said = {column: str(box.currentData()) for column, box in self.boxes.items() if box.currentData()}
        self.answered.emit(said)


def _shown(column: str) -> str:
    """The name of a column as a label has room for it; one that names a box would take its & for a key."""
    short = column if len(column) <= _LONGEST else f"{column[: _LONGEST - 1]}…"
    return short.replace("&", "&&")
