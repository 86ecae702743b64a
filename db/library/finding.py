"""Finding assets: by words, filters and order, with counts by facet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db import rows
from db.history import History
from db.library.facets import FIXED, Facets
from db.library.health import Health
from db.library.hits import Hits
from db.library.indexing import queue as queue
from db.library.passages import passage
from db.library.selections import Holders, Selections, holders_of, ids_of, those_in
from db.matching import Match, marker, match_of
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset, ContentGap
from enable_desktop.library.health import RULES
from enable_desktop.library.labels import Labels
from enable_desktop.library.listed import Standing
from enable_desktop.library.query import Filters, Order, Query, Term, is_asked, parse, pieces, whole
from enable_desktop.links import Reason
from enable_desktop.search import folded
from enable_desktop.words import mark

_IN_ORDER: Final = "title summary tags people notes text"
_COLUMNS: Final = {"title": "title", "summary": "summary", "tag": "tags", "text": "text notes stems"}
_AT_ONCE: Final = 200
_DROPS: Final = 8
"""Of so many filters that were typed it is asked what each of them leaves out."""
_SHORT: Final = 2
"""So few letters begin too many words: they are sought at the beginning of those in titles, and as words anywhere."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Filters to do without, and how many assets are found then."""

    facets: tuple[str, ...]
    found: int


@dataclass(frozen=True, slots=True)
class TypedDrop:
    """A filter that was typed, what else was, and how many assets are found with that alone."""

    typed: str
    rest: str
    found: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """What a query asks for: words of the index, and assets that hold or lack what fields name."""

    match: Match
    among: Holders | None
    terms: tuple[Term, ...]


class Finding:
    """The search of one library."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        today: Callable[[], date],
        labels: Callable[[], Labels],
        health: Health,
        catch_up: Callable[[int], int] = lambda limit: 0,
    ) -> None:
        self._connection = connection
        self._history = history
        self._today = today
        self._health = health
        self._catch_up = catch_up
        self._selections = Selections(connection)
        self.facets = Facets(connection, labels)
        self._orders: dict[Order, tuple[int, ...]] = {}
        self._uses = -1
        self._hits = Hits(connection)
        self._flagged_by: dict[str, Holders] = {}
        self._flagged_at = (-1, date.min)

    # -- what is found

    def ids(self, query: Query, filters: Filters | None = None, order: Order = Order.BEST) -> Sequence[int]:
        """Every asset that is found, in this order; without words the best are the newest."""
        sought = self._asked(query)
        if not query.terms and not any((filters or {}).values()):
            return self._ordered(order)
        among = self._among(sought, filters or {})
        if order is Order.BEST and sought.match.wanted:
            return self._hits.best(sought.match, among)
        return those_in(self._with_words(sought, among), self._ordered(order))

    def count(self, query: Query, filters: Filters | None = None, *, without: Iterable[int] = ()) -> int:
        """How many are found, without some."""
        sought = self._asked(query)
        found = self._with_words(sought, self._among(sought, filters or {}))
        return (found & ~holders_of(without)).bit_count()

    def finds(self, asset: int, query: Query, filters: Filters | None = None) -> bool:
        """Whether an asset is among those that are found; what the index has not caught up with is not waited for."""
        sought = self._sought(query)
        if not self._among(sought, filters or {}) >> asset & 1:
            return False
        return not sought.match.wanted or self._hits.has(asset, sought.match.expression)

    def counts(self, query: Query, filters: Filters | None = None) -> Mapping[str, Mapping[str, int]]:
        """How many are found with each value of each facet, under all filters but the facet's own."""
        return {facet: self.counts_of(facet, query, filters) for facet in self.counted_facets()}

    def standing(self) -> Standing:
        """How the library stands as a whole."""
        self._history.look()
        today = self._today()
        retired = self._selections.retired()
        late = self._selections.behind(today) | retired
        count = self._selections.count()
        total = count - retired.bit_count()
        return Standing(total=total, on_time=count - late.bit_count(), retired=retired.bit_count())

    def counted_facets(self) -> tuple[str, ...]:
        """The facets in their order: those the program knows of, then the person's own."""
        return (*FIXED, *self.facets.keys())

    def read_ahead(self, facet: str) -> bool:
        """Read a part of what counting a facet needs, where it is much; whether there was anything to read."""
        rules = [rule for rule in RULES if rule not in self._health.off] if facet == "flag" else []
        for rule in rules:
            if not self._is_flagged_known(rule):
                self._flagged(rule)
                return True
        return False

    def counts_of(self, facet: str, query: Query, filters: Filters | None = None) -> Mapping[str, int]:
        """The same for one facet, so that a page can go on between two of them; values without any are left out."""
        sought = self._asked(query)
        others = {name: values for name, values in (filters or {}).items() if name != facet}
        among = self._with_words(sought, self._among(sought, others))
        if facet == "flag":
            counts = {rule: (among & self._flagged(rule)).bit_count() for rule in RULES if rule not in self._health.off}
        else:
            held = self._selections.of(facet, self._today())
            counts = {value: (among & holders).bit_count() for value, holders in held.items()}
        return {value: count for value, count in counts.items() if count}

    def drops(self, query: Query, filters: Filters) -> tuple[Drop, ...]:
        """Where nothing is found: which filters to drop to find how many, best first; all of them where one is
        not enough, and nothing where the words alone find nothing."""
        chosen = [facet for facet, values in filters.items() if values]
        single = [
            Drop((facet,), self.count(query, {name: filters[name] for name in chosen if name != facet}))
            for facet in chosen
        ]
        found = sorted((drop for drop in single if drop.found), key=lambda drop: -drop.found)
        if not found and len(chosen) > 1:
            found = [drop for drop in [Drop(tuple(chosen), self.count(query))] if drop.found]
        return tuple(found)

    def typed_drops(self, text: str, filters: Filters) -> tuple[TypedDrop, ...]:
        """Where nothing is found: which field or exclusion not to type to find how many, best first."""
        typed = tuple(pieces(text))
        narrowing = [place for place, (_, terms) in enumerate(typed) if any(self._is_filter(term) for term in terms)]
        drops = []
        for place in narrowing[:_DROPS]:
            rest = " ".join(each for other, (each, _) in enumerate(typed) if other != place)
            if rest:
                drops.append(TypedDrop(typed[place][0], rest, self.count(parse(rest), filters)))
        return tuple(sorted((drop for drop in drops if drop.found), key=lambda drop: -drop.found))

    def _is_filter(self, term: Term) -> bool:
        return term.is_excluded or term.field == "expert" or self._facet_of(term) is not None

    def best(self, query: Query, limit: int) -> list[tuple[str, int, float]]:
        """The best hits with their kind and score, less being better; all for a limit of -1.

        Where only values are named ("kind:deck") the newest come first, and none is better than another.
        """
        sought = self._sought(query)
        if not sought.match.wanted:
            found_by_value = self.ids(query)
            return [(Asset.kind, id_, 0.0) for id_ in (found_by_value if limit < 0 else found_by_value[:limit])]
        among = sought.among
        found = self._hits.scored(sought.match, limit if among is None else -1)
        hits = [(Asset.kind, id_, score) for id_, score in found if among is None or among >> id_ & 1]
        return hits if limit < 0 else hits[:limit]

    # -- how it is shown

    def marks(self, text: str, query: Query) -> tuple[tuple[int, int], ...]:
        """Where in a text on screen the words stand that the query found: start and end of each."""
        return self.marker(query)(text)

    def marker(self, query: Query) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """The same for the texts of many rows: what the query asks for is found out once."""
        return marker(self._sought(query).terms)

    def terms(self, query: Query) -> tuple[Term, ...]:
        """What of a query is words, for marking them and for the passages that say them."""
        return self._sought(query).terms

    def snippet(self, id_: int, query: Query) -> str:
        """The words around the first hit beside the title, hits between HIT_START and HIT_END; else the summary."""
        return passage(self._connection, id_, self._sought(query).terms)

    # -- what was not found

    def note_nothing_found(self, text: str) -> int | None:
        """Keep that these words found nothing, as a gap in the content; the same ones are counted up.

        Returns the gap, None where nothing was looked for, or a whole page was pasted.
        """
        title = " ".join(text.split())
        if not is_asked(title):
            return None
        # There are as many as somebody has typed by hand.
        same = [gap for gap in rows.read_all(self._connection, ContentGap) if folded(gap.title) == folded(title)]
        with self._history.step(
            mark("Note that nothing was found for “{words}”"), origin=Origin.AUTOMATIC, words=title
        ):
            if not same:
                return rows.insert(self._connection, ContentGap, {"title": title, "on": self._today()})
            gap = same[0]
            again = {"times": gap.times + 1, "on": self._today(), "done": False}
            rows.update(self._connection, ContentGap, gap.id, again)
            return gap.id

    # -- what is kept between two questions

    def look_again(self, ids: Iterable[int]) -> None:
        """These assets have been touched by a step."""
        self._selections.look_again(ids)
        self._orders.clear()

    def look_afresh(self) -> None:
        """So many assets came or went that nothing known of any of them holds."""
        self._selections.forget()
        self._orders.clear()
        self._hits.forget()
        self._flagged_by.clear()

    # -- the parts of an answer

    def _asked(self, query: Query) -> _Sought:
        """What a query asks for, once the index has caught up with the last few steps."""
        self._history.look()
        if query.terms:
            self._catch_up(_AT_ONCE)
        return self._sought(query)

    def _sought(self, query: Query) -> _Sought:
        terms: list[tuple[str, Term]] = []
        among: Holders | None = None
        for place, term in enumerate(query.terms):
            if _is_letter(term):
                if len(query.terms) == 1:
                    among = self._beginning(term.words[0])
                elif place < len(query.terms) - 1:
                    terms.append(("", replace(term, is_phrase=True)))
                continue
            if term.field in _COLUMNS:
                terms.append((_COLUMNS[term.field], term))
                continue
            held = self._held(term) if term.field else None
            if held is None:
                terms.append(("", whole(term)))
                continue
            held = self._selections.everything() & ~held if term.is_excluded else held
            among = held if among is None else among & held
        match = match_of(terms, _IN_ORDER, in_titles=_SHORT)
        return _Sought(match, among, tuple(term for _, term in terms))

    def _beginning(self, letter: str) -> Holders:
        """The assets whose titles begin with a letter, and those that say it as a word."""
        query = "select asset as id from asset_register where sought >= ? and sought < ?"
        begun = ids_of(self._connection, query, letter, letter + chr(0x10FFFF))
        return holders_of(begun) | self._hits.all(f'"{letter}"')

    def _held(self, term: Term) -> Holders | None:
        """The assets that hold what is named after a colon; None where the name is none of a field."""
        if term.field == "expert":
            return self._vouched(term)
        facet = self._facet_of(term)
        if facet is None:
            return None
        held = 0
        for value in self.facets.like(facet, term.words, whole=term.is_phrase):
            held |= self._holding(facet, value)
        return held

    def strange(self, query: Query) -> tuple[tuple[str, str], ...]:
        """What stands after the name of a facet and is none of its values: the facet, and the words."""
        found = []
        for term in query.terms:
            facet = self._facet_of(term)
            if facet is not None and not self.facets.like(facet, term.words, whole=term.is_phrase):
                found.append((facet, " ".join(term.words)))
        return tuple(found)

    def _facet_of(self, term: Term) -> str | None:
        """The facet that is named before a colon; no field of words is one."""
        if not term.field or term.field in _COLUMNS or term.field == "expert":
            return None
        return term.field if term.field in FIXED else self.facets.named(" ".join(term.named))

    def _vouched(self, term: Term) -> Holders:
        query = (
            "select from_id as id from links where to_kind = 'people' and to_id = ? and from_kind = 'assets' "
            f"and reason = '{Reason.VOUCHED}'"
        )
        held = 0
        for person in self.facets.like("owner", term.words, whole=term.is_phrase):
            if person.isdecimal():
                held |= holders_of(ids_of(self._connection, query, int(person)))
        return held

    def _holding(self, facet: str, value: str) -> Holders:
        if facet == "flag":
            return self._flagged(value)
        return self._selections.of(facet, self._today()).get(value, 0)

    def _is_flagged_known(self, rule: str) -> bool:
        state = (self._connection.total_changes, self._today())
        if state != self._flagged_at:
            self._flagged_at = state
            self._flagged_by.clear()
        return rule in self._flagged_by

    def _flagged(self, rule: str) -> Holders:
        """The assets that a rule flags today, kept as long as no row changes."""
        if rule in RULES and not self._is_flagged_known(rule):
            self._flagged_by[rule] = holders_of(self._health.flagged_by(rule))
        return self._flagged_by.get(rule, 0)

    def _among(self, sought: _Sought, filters: Filters) -> Holders:
        """The assets that the filters and fields leave, whatever the words."""
        among = self._selections.everything()
        if sought.among is not None:
            among &= sought.among
        for facet, values in filters.items():
            if values:
                held = 0
                for value in values:
                    held |= self._holding(facet, value)
                among &= held
        if sought.match.unwanted and not sought.match.wanted:
            among &= ~self._hits.all(sought.match.unwanted)
        return among

    def _with_words(self, sought: _Sought, among: Holders) -> Holders:
        """Those of them that say what is looked for."""
        if not sought.match.wanted:
            return among
        return among & self._hits.of(sought.match)

    def _ordered(self, order: Order) -> tuple[int, ...]:
        """Every asset in an order."""
        uses = self._history.count_of("uses")
        if uses != self._uses:
            self._uses = uses
            self._orders.pop(Order.USED, None)
        if order not in self._orders:
            self._orders[order] = self._read_order(Order.NEWEST if order is Order.BEST else order)
        return self._orders[order]

    def _read_order(self, order: Order) -> tuple[int, ...]:
        if order is Order.NEWEST:
            return ids_of(self._connection, "select id from assets order by added desc, id desc")
        by_title = ids_of(self._connection, "select asset as id from asset_register order by sought, asset")
        if order is Order.TITLE:
            return by_title
        if order is Order.DUE:
            query = "select asset as id from asset_register where due is not null order by due, asset"
        elif order is Order.LENGTH:
            query = "select id from assets where seconds > 0 or pages > 0 order by seconds desc, pages desc, id"
        else:
            query = (
                "select asset as id from uses where asset is not null group by asset order by sum(count) desc, asset"
            )
        first = ids_of(self._connection, query)
        rest = holders_of(by_title) & ~holders_of(first)
        return (*first, *those_in(rest, by_title))


def _is_letter(term: Term) -> bool:
    """A single letter: as the beginning of any word it would find everything, and take the longest.

    Alone it stands for the titles that begin with it; behind other words it is one that is still being typed.
    """
    return not (term.field or term.is_phrase or term.is_excluded) and len(term.words) == 1 == len(term.words[0])
