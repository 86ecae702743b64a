"""What the Library page shows: what is sought, in which order, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from enable_desktop.fields import Choice
from enable_desktop.library.assets import Asset, AssetKind, Use
from enable_desktop.library.listed import Standing
from enable_desktop.notes import ListEntry
from enable_desktop.search import HIT_END, HIT_START, words_of
from enable_desktop.search import snippet as marked
from enable_desktop.words import mark
from ui.library.model import REVIEW, TITLE

if TYPE_CHECKING:
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_KINDS: Final = frozenset({Asset.kind, AssetKind.kind, ListEntry.kind, Use.kind, "links", "people"})


class Order(Choice):
    """In which order what was found is listed."""

    TITLE = "title", mark("By title")
    DUE = "due", mark("Review first")


_OF_COLUMNS: Final = {TITLE: Order.TITLE, REVIEW: Order.DUE}


class LibraryState(QObject):
    """Finds again after every change; pages show it when it says `changed`."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.text = ""
        self.order = Order.TITLE
        self.found: Sequence[int] = ()
        self.standing = Standing()
        self.has_usage = False

    @property
    def orders(self) -> Sequence[Order]:
        """The orders there are to choose from."""
        return tuple(Order)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is sought."""
        return bool(self.text.strip())

    def concerns(self, changes: Changes) -> bool:
        """Whether a step touched what is shown."""
        return bool(changes.kinds & _KINDS)

    def refresh(self) -> None:
        """Finds again, and counts the whole."""
        listing = self._desk.workspace.library.listing
        self.standing = listing.standing(self._desk.today)
        self.has_usage = listing.has_usage()
        self._find()

    def seek(self, text: str) -> None:
        """Finds what holds these words."""
        self.text = text
        self._find()

    def sort_by(self, order: Order) -> None:
        self.order = order
        self._find()

    def sort_by_column(self, column: int) -> None:
        """The order that belongs to a column's heading."""
        if column in _OF_COLUMNS:
            self.sort_by(_OF_COLUMNS[column])

    def show_all(self) -> None:
        """Drops what narrows the list."""
        if self.is_narrowed:
            self.seek("")

    def _find(self) -> None:
        self.found = self._desk.workspace.library.listing.ids(self.text, by_review=self.order is Order.DUE)
        self.changed.emit()

    def spans_of(self, title: str) -> Sequence[tuple[int, int]]:
        """Where in a title what is sought stands."""
        wanted = tuple(words_of(self.text))
        if not wanted:
            return ()
        spans, at = [], 0
        for piece in marked(title, wanted, len(title) + 1).split(HIT_START):
            if at or HIT_END in piece:
                hit, _, rest = piece.partition(HIT_END)
                spans.append((at, at + len(hit)))
                at += len(hit) + len(rest)
            else:
                at += len(piece)
        return spans
