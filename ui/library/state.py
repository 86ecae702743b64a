"""What the Library page shows: what is sought, by which filters, in which order, and what was found."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, AssetKind, SavedSearch, Use, WatchedFolder
from enable_desktop.library.facets import filters_of, kept_filters
from enable_desktop.library.listed import Standing
from enable_desktop.library.query import Filters, Order, Query, Term, parse
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.people import Person
from enable_desktop.search import folded
from ui.library.model import LENGTH, REVIEW, TITLE, USED

if TYPE_CHECKING:
    from db.library.finding import Drop, Finding, TypedDrop
    from enable_desktop.changes import Changes
    from ui.desk import Desk

_KINDS: Final = frozenset(
    {Asset.kind, AssetKind.kind, ListEntry.kind, Use.kind, WatchedFolder.kind, Person.kind, "links", "settings"}
)
_OF_COLUMNS: Final = {TITLE: Order.TITLE, LENGTH: Order.LENGTH, USED: Order.USED, REVIEW: Order.DUE}
FLAG: Final = "flag"
"""The facet of what is wrong."""
_SLOW: Final = 0.05
_PAUSE_MS: Final = 30
GAP_MS: Final = 2_000
"""So long somebody looks at a search that found nothing before that is kept as a gap in the content."""


class LibraryState(QObject):
    """Finds again after every change; the page shows it when it says `changed`, the counts when they follow."""

    changed = Signal()
    counted = Signal(str)
    """The counts of a facet are there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.text = ""
        self.query = Query()
        self.filters: dict[str, frozenset[str]] = {}
        self._order: Order | None = None
        self.found: Sequence[int] = ()
        self.standing = Standing()
        self.has_usage = False
        self.counts: dict[str, Mapping[str, int]] = {}
        self.first_counted: Sequence[str] = ()
        """The facets whose counts somebody sees: they are counted before the others."""
        self._to_count: list[str] = []
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(0)
        self._counting.timeout.connect(self._count_next)
        self._took = 0.0
        self.is_typed = False
        """Whether this was found for words that somebody is typing: the next letter follows soon."""
        self._marker: tuple[Query, Callable[[str], Sequence[tuple[int, int]]]] | None = None
        """What marks the words found, and of which query; every row that is painted asks for it."""
        self._seeking = QTimer(self)
        self._seeking.setSingleShot(True)
        self._seeking.setInterval(_PAUSE_MS)
        self._seeking.timeout.connect(self._find_typed)
        self._gap = QTimer(self)
        self._gap.setSingleShot(True)
        self._gap.setInterval(GAP_MS)
        self._gap.timeout.connect(self._note_gap)
        self._noted = ""
        desk.indexed.connect(self._on_indexed)
        desk.closing.connect(self._counting.stop)
        desk.closing.connect(self._gap.stop)
        desk.closing.connect(self._seeking.stop)

    @property
    def _finding(self) -> Finding:
        return self._desk.workspace.library.finding

    # -- what is sought

    @property
    def order(self) -> Order:
        """The order shown: what was chosen, else the best first while words are sought, and by title."""
        if self._order is None or (self._order is Order.BEST and not self.text.strip()):
            return Order.BEST if self.text.strip() else Order.TITLE
        return self._order

    @property
    def orders(self) -> Sequence[Order]:
        """The orders there are to choose from."""
        without = {Order.USED} if not self.has_usage else set()
        if not self.text.strip():
            without.add(Order.BEST)
        return [order for order in Order if order not in without]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is sought, or filtered by."""
        return bool(self.text.strip()) or bool(self.filters)

    def seek(self, text: str) -> None:
        """Finds what holds these words."""
        if text == self.text:
            return
        if not text.strip():
            self.leave()
        self.text = text
        self.query = parse(text)
        if self._took > _SLOW and text.strip():
            # Letters come quicker than answers: the next one is not kept waiting for the last.
            self._seeking.start()
        else:
            self._find_typed()

    def find_now(self) -> None:
        """What is still to be found is found at once."""
        if self._seeking.isActive():
            self._find_typed()

    def sort_by(self, order: Order) -> None:
        self._order = order
        self._find()

    def sort_by_column(self, column: int) -> None:
        """The order that belongs to a column's heading."""
        if column in _OF_COLUMNS:
            self.sort_by(_OF_COLUMNS[column])

    def is_chosen(self, facet: str, value: str) -> bool:
        return value in self.filters.get(facet, ())

    def toggle(self, facet: str, value: str) -> None:
        """Puts a filter on, or takes it off."""
        chosen = self.filters.get(facet, frozenset()) ^ {value}
        self.choose({**self.filters, facet: chosen})

    def choose(self, filters: Filters) -> None:
        """Filters by these alone."""
        self.filters = {facet: frozenset(values) for facet, values in filters.items() if values}
        self._find()

    def drop(self, facets: Sequence[str]) -> None:
        """Does without these filters."""
        self.choose({facet: values for facet, values in self.filters.items() if facet not in facets})

    def show_all(self) -> None:
        """Drops what narrows the list."""
        if self.is_narrowed:
            self.leave()
            self.text, self.query, self.filters = "", Query(), {}
            self._find()

    # -- what is found

    def concerns(self, changes: Changes) -> bool:
        """Whether a step touched what is shown."""
        return bool(changes.kinds & _KINDS)

    def refresh(self) -> None:
        """Finds again, and counts the whole."""
        self.standing = self._finding.standing()
        self.has_usage = self._desk.workspace.library.listing.has_usage()
        self._find()

    def _find_typed(self) -> None:
        self._find(is_typed=True)

    def _find(self, *, is_typed: bool = False) -> None:
        self._seeking.stop()
        self._marker = None
        self.is_typed = is_typed
        began = time.monotonic()
        self.found = self._finding.ids(self.query, self.filters, self.order)
        self._took = time.monotonic() - began
        self._watch_for_gap()
        self.changed.emit()
        # The rows first: the counts follow, facet by facet, with time for keys and painting in between.
        # What is wrong is asked rule by rule, which takes its time: only where somebody looks, or filters by it.
        closed = {FLAG} - set(self.first_counted) - set(self.filters)
        self._to_count = [facet for facet in self._finding.counted_facets() if facet not in closed]
        self._to_count.sort(key=lambda facet: facet not in self.first_counted)
        self._counting.start()

    def _on_indexed(self) -> None:
        """What came in while this was sought may be found by now, for example after an import."""
        if self.query.terms and self._finding.ids(self.query, self.filters, self.order) != self.found:
            self._find()

    def _count_next(self) -> None:
        if not self._to_count:
            return
        if self._finding.read_ahead(self._to_count[0]):
            self._counting.start()
            return
        facet = self._to_count[0]
        if not self._finding.read_ahead(facet):
            del self._to_count[0]
            self.counts[facet] = self._finding.counts_of(facet, self.query, self.filters)
            self.counted.emit(facet)
        if self._to_count:
            self._counting.start()

    def count(self, facet: str) -> None:
        """Counts a facet that somebody opens."""
        if facet not in self._to_count and facet in self._finding.counted_facets():
            self._to_count.insert(0, facet)
            self._counting.start()

    def drops(self) -> Sequence[Drop]:
        """Where nothing is found: which filters to do without."""
        return self._finding.drops(self.query, self.filters) if not self.found else ()

    def typed_drops(self) -> Sequence[TypedDrop]:
        """Where nothing is found: which of the filters that were typed to do without."""
        return self._finding.typed_drops(self.text, self.filters) if not self.found else ()

    def spans_of(self, title: str) -> Sequence[tuple[int, int]]:
        """Where in a text what is sought stands."""
        if not self.query.terms:
            return ()
        if self._marker is None or self._marker[0] is not self.query:
            self._marker = (self.query, self._finding.marker(self.query))
        return self._marker[1](title)

    def terms(self) -> Collection[Term]:
        """What is sought, as words that stand somewhere."""
        return self._finding.terms(self.query) if self.query.terms else ()

    # -- what was not found

    def _watch_for_gap(self) -> None:
        """A search that finds nothing is a gap in the content once somebody stays with it."""
        self._gap.stop()
        if not self.found and self.query.terms and not self._desk.workspace.is_readonly:
            self._gap.start()

    def leave(self) -> None:
        """The search is left: if it found nothing, that is noted now."""
        if self._gap.isActive():
            self._gap.stop()
            self._note_gap()

    def _note_gap(self) -> None:
        text = " ".join(self.text.split())
        if self.found or folded(text) == self._noted or self._finding.count(self.query):
            return
        self._noted = folded(text)
        try:
            self._finding.note_nothing_found(text)
        except WorkspaceError as fault:
            self._desk.failed(fault)

    # -- searches kept

    @property
    def saved(self) -> Sequence[SavedSearch]:
        return self._desk.workspace.all(SavedSearch)

    def save(self, title: str) -> None:
        """Keeps this search under a name, in the place of one that is called so already. Raises WorkspaceError."""
        filters = kept_filters(self.filters)
        order = str(self._order) if self._order is not None else ""
        same = self.saved_as(title)
        if same is None:
            self._desk.workspace.add(SavedSearch, title=title, words=self.text, filters=filters, order=order)
        else:
            ref = Ref(SavedSearch.kind, same.id)
            self._desk.workspace.change(ref, words=self.text, filters=filters, order=order)

    def saved_as(self, title: str) -> SavedSearch | None:
        """The search that is kept under this name, whatever its case."""
        return next((search for search in self.saved if folded(search.title) == folded(title)), None)

    def rename_saved(self, search: SavedSearch, title: str) -> None:
        """Keeps a search under another name. Raises WorkspaceError."""
        self._desk.workspace.change(Ref(SavedSearch.kind, search.id), title=title)

    def show_saved(self, search: SavedSearch) -> None:
        """Seeks what was sought then."""
        self.leave()
        self.text, self.query = search.words, parse(search.words)
        self.filters = filters_of(search.filters)
        self._order = next((order for order in Order if str(order) == search.order), None)
        self._find()

    def forget_saved(self, search: SavedSearch) -> None:
        """Takes a search off the list. Raises WorkspaceError."""
        self._desk.workspace.remove(Ref(SavedSearch.kind, search.id))
