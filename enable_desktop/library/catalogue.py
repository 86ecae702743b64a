"""A table of content as a plan: new assets, those brought up to date, and the kinds, values and people it names.

A long table is gone through once to see what it names, and once more when its rows are stored: it is never in memory
whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from enable_desktop.fields import field_of, from_plain
from enable_desktop.imports import (
    Add,
    AddMany,
    Change,
    Entry,
    Fate,
    Lines,
    Made,
    Part,
    Plan,
    Write,
    how_read,
    rejected_rows,
)
from enable_desktop.incoming import BadRow, Fault, Rows
from enable_desktop.library.assets import Asset, AssetKind, Status
from enable_desktop.library.catalogue_rows import OF_FACETS, CatalogueRow, CatalogueRows, field_named, own_facets
from enable_desktop.library.facets import FACETS, joined
from enable_desktop.library.places import place_in, title_of
from enable_desktop.library.values import Values, kinds_by_name
from enable_desktop.notes import ListEntry
from enable_desktop.people import Hat, Person, folded
from enable_desktop.words import Counted, Rounded, Sentence, Words, counted, mark, sentence, verbatim

_NAMED: Final = 1_000
"""How many titles are told of one sort."""
_WARNED: Final = 10
_SHOWN: Final = 5
_KEPT: Final = 10_000
_SAID: Final = 10_000
_FACETS: Final = field_of(Asset, "facets")
_AT_ONCE: Final = 500
_Line = tuple[int | None, dict[str, Any]]
"""What a row says: the id of the asset that it is about, none for a new one, and the values of any fields (Any)."""
_HATS: Final = {"owner": Hat.OWNER, "reviewer": Hat.REVIEWER, "seller": Hat.REP}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueStanding:
    """What a table of content finds in a programme.

    `assets` are (id, title, folder, location, facets as stored); `folders` are the watched ones by id; `names` are the
    keys of values by facet and folded word, in any language (of kinds under KINDS); `people` are (id, name,
    department).
    """

    today: date
    assets: Sequence[tuple[int, str, int | None, str, str]] = ()
    folders: Mapping[int, str] = field(default_factory=dict)
    kinds: Sequence[AssetKind] = ()
    entries: Sequence[ListEntry] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    people: Sequence[tuple[int, str, str]] = ()
    current: Callable[[Sequence[int]], Iterable[Asset]] = lambda ids: ()
    """The assets of these ids as they are now; asked for those alone that a row is about."""
    users: Callable[[Sequence[int]], Sequence[str]] = lambda ids: ()
    """What everything is called that uses these assets, but for themselves; asked for those that a row retires."""


def plan_catalogue(
    name: str, table: Rows, standing: CatalogueStanding, words: Words, languages: Sequence[Words], beside: str
) -> Plan:
    """What a table of this name does to the library; a relative location is one `beside` this folder.

    Raises WorkspaceError where it holds too many rows.
    """
    there = {entry.key: entry.title for entry in standing.entries if entry.list == FACETS}
    own = own_facets(there)
    facets = tuple(key for key in there if key in OF_FACETS or key in own)
    rows = CatalogueRows(table, standing.today, facets, languages)
    return _Planner(name, rows, standing, words, beside).plan()


class _Planner:
    """The plan of what was found."""

    def __init__(self, name: str, rows: CatalogueRows, standing: CatalogueStanding, words: Words, beside: str) -> None:
        self.name = name
        self.rows = rows
        self.standing = standing
        self.words = words
        self.beside = beside
        self.count = 0
        self.rejected: list[BadRow] = []
        self.rejected_rows: set[int] = set()
        self.notes: list[Sentence] = []
        self.new: list[str] = []
        self.new_count = 0
        self.unsaid = 0
        """How many of the new ones say nothing of their status."""
        self.kept: list[_Line] | None = []
        """What the good rows of a table say that is not long; a long one is read a second time."""
        self.known: dict[int, tuple[int, str]] = {}
        """The assets that rows of these numbers mean, with the facets they hold."""
        self.changed: set[int] = set()
        self.retired: list[int] = []
        self.same = 0
        """Of so many of them the rows say nothing that is not known."""
        self.kinds: dict[str, int | Made] = dict(kinds_by_name(standing.kinds, standing.names))
        self.new_kinds: dict[str, str] = {}
        self.values = Values(standing.entries, standing.names)
        # Every row says the same few.
        self._keys = lru_cache(maxsize=_SAID)(self._joined)
        self._person = lru_cache(maxsize=_SAID)(self._whom)
        self._kind = lru_cache(maxsize=_SAID)(self._sort)
        self.people: dict[str, list[tuple[int, str]]] = {}
        self.new_people: dict[str, tuple[str, set[Hat]]] = {}
        self.doubtful: set[str] = set()
        self._by_place: dict[tuple[int | None, str], tuple[int, str]] = {}
        self._by_title: dict[str, tuple[int, str] | None] = {}
        self._by_id: dict[int, tuple[int, str]] = {}
        self._seen: dict[tuple[int | None, str], int] = {}
        self._index()

    def _index(self) -> None:
        standing = self.standing
        for id_, title, folder, location, facets in standing.assets:
            found = (id_, facets)
            self._by_id[id_] = found
            if location:
                self._by_place.setdefault((folder, location), found)
            key = folded(title)
            # Two of one title: a title alone does not say which.
            self._by_title[key] = None if key in self._by_title else found
        for id_, called, department in standing.people:
            self.people.setdefault(folded(called), []).append((id_, department))

    def plan(self) -> Plan:
        for row in self.rows:
            self.count += 1
            if isinstance(row, BadRow):
                self._reject(row)
            elif (line := self._take(row)) is not None:
                self._keep(line)
        # Of a long table these hold most of it, and what was found by them is known now.
        self._seen, self._by_place, self._by_title, self._by_id = {}, {}, {}, {}
        return Plan(
            label=sentence(mark("Import the content listed in “{name}”"), name=self.name),
            writes=tuple(self._writes()),
            came=tuple(self._came()),
            parts=tuple(self._parts()),
            warnings=tuple(self._warnings()),
            notes=tuple(self._read_notes()),
            rejected=rejected_rows(self.rows.table, self.rejected),
            header=self.rows.table.header,
            details=self._details(),
        )

    # -- looking at the rows

    def _keep(self, line: _Line) -> None:
        if self.kept is not None:
            self.kept.append(line)
            if len(self.kept) > _KEPT:
                self.kept = None

    def _reject(self, row: BadRow) -> None:
        self.rejected.append(row)
        self.rejected_rows.add(row.number)

    def _take(self, row: CatalogueRow) -> _Line | None:
        """What a row says; nothing where an earlier one says it of the same place."""
        place = self._place(row)
        if place[1]:
            first = self._seen.setdefault(place, row.number)
            if first != row.number:
                reason = sentence(mark("row {row} names the same location"), row=first)
                self._reject(BadRow(row.number, (Fault(self.rows.table.header_of("location"), reason),), row.whole))
                return None
        known = self._known(row, place)
        if known is None:
            self.new_count += 1
            self.unsaid += "status" not in row.values
            if len(self.new) < _NAMED:
                self.new.append(row.title or title_of(row.location))
        else:
            self.known[row.number] = known
        return self._line(row, place, known)

    def _place(self, row: CatalogueRow) -> tuple[int | None, str]:
        return place_in(row.location, self.beside, self.standing.folders) if row.location else (None, "")

    def _known(self, row: CatalogueRow, place: tuple[int | None, str]) -> tuple[int, str] | None:
        """The asset that a row means: by its place, else by number and title, else by a title that only one bears."""
        if place[1] and (found := self._by_place.get(place)):
            return found
        if place[1] and row.id is None:
            return None
        by_title = self._by_title.get(folded(row.title)) if row.title else None
        if row.id is not None and row.id in self._by_id and (by_title is None or by_title[0] == row.id):
            return self._by_id[row.id]
        return by_title if not place[1] else None

    def _sort(self, called: str) -> int | Made:
        """The kind that is meant, which is made where there is none."""
        key = folded(called)
        if key not in self.kinds:
            self.kinds[key] = Made(f"kind {key}")
            self.new_kinds[key] = called
        return self.kinds[key]

    def _whom(self, name: str, called: str) -> int | Made | None:
        """Who is meant; somebody not in the directory is entered, one of several namesakes is nobody."""
        key = folded(called)
        found = self.people.get(key)
        if found is None:
            self.new_people.setdefault(key, (called, set()))[1].add(_HATS[name])
            return Made(f"person {key}")
        if len(found) > 1:
            self.doubtful.add(called)
            return None
        return found[0][0]

    # -- what is stored

    def _writes(self) -> Iterator[Write]:
        for key, title in self.new_kinds.items():
            yield Add(record=AssetKind, values={"title": title, "key": key, "months": 12}, key=f"kind {key}")
        for (facet, key), title in self.values.new.items():
            yield Add(record=ListEntry, values={"list": facet, "key": key, "title": title})
        for key, (called, hats) in self.new_people.items():
            yield Add(record=Person, values={"name": called, "hats": frozenset(hats)}, key=f"person {key}")
        yield from self._changes()
        yield AddMany(record=Asset, lines=Lines(self._lines), count=self.new_count)

    def _said(self) -> Iterable[_Line]:
        """What every good row says, in their order."""
        return self.kept if self.kept is not None else self._said_again()

    def _said_again(self) -> Iterator[_Line]:
        for row in self.rows:
            if not isinstance(row, BadRow) and row.number not in self.rejected_rows:
                yield self._line(row, self._place(row), self.known.get(row.number))

    def _lines(self) -> Iterator[dict[str, Any]]:
        # Any: the values of any field by its name.
        return (values for known, values in self._said() if known is None)

    def _changes(self) -> Iterator[Write]:
        if not self.known:
            return
        about = ((known, values) for known, values in self._said() if known is not None)
        while several := tuple(islice(about, _AT_ONCE)):
            now = {asset.id: asset for asset in self.standing.current([known for known, _ in several])}
            retired = {id_ for id_, asset in now.items() if asset.status is Status.RETIRED}
            for known, values in several:
                # What an earlier row has said of it is not what stands there now.
                if known not in self.changed and _says(now.get(known), values):
                    self.same += 1
                else:
                    self.changed.add(known)
                    if values.get("status") is Status.RETIRED and known not in retired:
                        self.retired.append(known)
                    yield Change(kind=Asset.kind, id=known, values=values)

    def _line(self, row: CatalogueRow, place: tuple[int | None, str], known: tuple[int, str] | None) -> _Line:
        values: dict[str, Any] = {**row.values}
        if row.sort:
            values["sort"] = self._kind(row.sort)
        for name, called in row.people.items():
            person = self._person(name, called)
            if person is not None:
                values[name] = person
        if row.facets:
            given = {facet: self._keys(facet, several) for facet, several in row.facets.items()}
            values["facets"] = {**from_plain(_FACETS, known[1]), **given} if known is not None and known[1] else given
        if "consent_until" in values:
            values["consent"] = True
        if row.title or known is None:
            values["title"] = row.title or title_of(row.location)
        if row.location:
            values["folder"], values["location"] = place
        if known is not None:
            return known[0], values
        values.setdefault("status", Status.PUBLISHED)
        values.setdefault("added", self.standing.today)
        return None, values

    def _joined(self, facet: str, several: tuple[str, ...]) -> str:
        """The keys of values as an asset keeps them."""
        return joined(self.values.key_of(facet, each) for each in several)

    # -- what is told

    def _came(self) -> Iterator[Sentence | Counted]:
        if self.new_count:
            yield counted("{n} new asset", "{n} new assets", self.new_count)
        if self.changed:
            yield counted("{n} asset brought up to date", "{n} assets brought up to date", len(self.changed))
        if self.new_people:
            yield counted("{n} person", "{n} people", len(self.new_people))

    def _parts(self) -> Iterator[Part]:
        entries = []
        if self.new_count:
            what = counted("{n} asset", "{n} assets", self.new_count)
            entries.append(Entry(what=what, fate=Fate.NEW, titles=tuple(self.new)))
        for fate, count in ((Fate.FILLED, len(self.changed)), (Fate.SAME, self.same)):
            if count:
                entries.append(Entry(what=counted("{n} asset", "{n} assets", count), fate=fate))
        if entries:
            yield Part(title=sentence(mark("Content")), entries=tuple(entries))
        for title, several in (
            (mark("Kinds of content"), tuple(self.new_kinds.values())),
            (mark("Values"), tuple(self.values.new.values())),
            (mark("People"), tuple(called for called, _ in self.new_people.values())),
        ):
            if several:
                what = counted("{n} entry", "{n} entries", len(several))
                yield Part(title=sentence(title), entries=(Entry(what=what, fate=Fate.NEW, titles=several[:_NAMED]),))

    def _warnings(self) -> Iterator[Sentence]:
        for called in sorted(self.doubtful)[:_WARNED]:
            yield sentence(
                mark("“{name}” may be one of several people, so nobody was entered for this name."), name=called
            )
        if self.retired and (users := tuple(self.standing.users(self.retired))):
            said = mark(
                "What this list retires is still used by {names}. Retired in the library instead, that can be led to a "
                "replacement."
            )
            yield sentence(said, names=_first(users))

    def _read_notes(self) -> Iterator[Sentence]:
        yield from how_read(self.rows.table)
        yield from self._own_facets()
        if self.unsaid:
            yield sentence(
                mark("What says nothing of its status comes in as “{status}”, as files of a folder do: {n}"),
                status=sentence(Status.PUBLISHED.label),
                n=Rounded(self.unsaid, 0),
            )

    def _own_facets(self) -> Iterator[Sentence]:
        """Where a column bears the name of a facet of the person's own, and of a field: as which of them it is read."""
        facets = {entry.key: entry.title for entry in self.standing.entries if entry.list == FACETS}
        own = own_facets(facets)
        for key, title in facets.items():
            field, column = field_named(title), self.rows.table.header_of(key if key in own else field_named(title))
            if key in OF_FACETS or not field or folded(column) != folded(title):
                continue
            said = mark("The column “{column}” is a field of content; your own facet of that name is not filled.")
            if key in own:
                said = mark("The column “{column}” is read as your own facet of that name.")
            yield sentence(said, column=column)

    def _details(self) -> Mapping[str, Any]:
        table = self.rows.table
        return {
            "rows": self.count,
            "rows_stored": self.count - len(self.rejected),
            "rows_rejected": len(self.rejected),
            "assets": self.new_count,
            "changed": len(self.changed),
            "unchanged": self.same,
            "kinds": list(self.new_kinds.values()),
            "values": list(self.values.new.values()),
            "people": [called for called, _ in self.new_people.values()],
            "encoding": table.encoding,
            "unused_columns": list(table.unused),
        }


def _says(asset: Asset | None, values: Mapping[str, Any]) -> bool:
    """Whether all of these values are those of an asset; Any: the values of any field by its name."""
    return asset is not None and all(getattr(asset, name) == value for name, value in values.items())


def _first(names: tuple[str, ...]) -> Sentence:
    shown = tuple(map(verbatim, names[:_SHOWN]))
    more = len(names) - len(shown)
    if not more:
        return sentence("{names}", names=shown)
    return sentence(mark("{names} and {more} more"), names=shown, more=Rounded(more, 0))
