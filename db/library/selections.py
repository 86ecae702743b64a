"""Which assets hold which value, as one bit each: counting a hundred thousand by fifteen facets takes no time at all.

A facet is read when it is first asked for. After a step only the assets it touched are looked at again, in every facet
that was read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, compress
from operator import eq
from typing import Final, overload

from db.files import ask
from db.rows import clean
from enable_desktop.library.assets import Status
from enable_desktop.library.freshness import SOON, Freshness

Holders = int
"""A set of assets: bit n stands for the asset with the id n."""

NONE: Final = "none"
"""The value of a facet that stands for those without any."""
_UNREVIEWED: Final = "\0unreviewed"
"""No facet of a person's has such a key: what they type holds no NUL when it is kept."""
_RETIRED: Final = "\0retired"
_TOUCHED_ONE_BY_ONE: Final = 500
_FEW: Final = 3_000
_BITS: Final = 2_048
_DIGITS: Final = bytes.maketrans(b"\0\1", b"01")
_FLAGS: Final = bytes.maketrans(b"01", b"\0\1")

# Each gives pairs of a value and the ids of the assets that hold it; the brackets may narrow them down to some assets.
_GROUPS: Final[Mapping[str, str]] = {
    "kind": "select sort, json_group_array(id) from assets where 1 {} group by sort",
    "status": "select status, json_group_array(id) from assets where 1 {} group by status",
    "owner": "select owner, json_group_array(id) from assets where owner is not null {} group by owner",
    "folder": "select folder, json_group_array(id) from assets where folder is not null {} group by folder",
    _RETIRED: f"select '', json_group_array(id) from assets where status = '{Status.RETIRED}' {{}}",
    _UNREVIEWED: "select '', json_group_array(id) from assets where reviewed is null {}",
}
_OF_LIST: Final = (
    "select key, (select json_group_array(asset) from asset_values where value = list_entries.id {}) "
    "from list_entries where list = ?"
)


class Selections:
    """The values of the facets of one library, each with the assets that hold it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, dict[str, Holders]] = {}
        self._again: set[int] = set()

    def look_again(self, ids: Iterable[int]) -> None:
        """These assets have been touched; what they hold is read when it is next asked for."""
        if self._read:
            self._again.update(ids)

    def forget(self) -> None:
        """Whatever was read may no longer hold."""
        self._read.clear()
        self._again.clear()

    def everything(self) -> Holders:
        # Each has one kind or none; to read the kinds is to read them all.
        held = 0
        for holders in self._of("kind").values():
            held |= holders
        return held

    def count(self) -> int:
        """How many assets there are."""
        if "kind" in self._read:
            return self.everything().bit_count()
        return int(ask(self._connection, "select count(*) from assets")[0][0])

    def retired(self) -> Holders:
        """The assets that are taken out of use."""
        return self._of(_RETIRED).get("", 0)

    def of(self, facet: str, today: date) -> Mapping[str, Holders]:
        """The values of a facet that any asset holds, with those that do."""
        if facet == "freshness":
            return self._freshness(today)
        found = self._of(clean(facet))
        if facet in ("owner", "folder"):
            held = 0
            for holders in found.values():
                held |= holders
            without = self.everything() & ~held
            return {**found, NONE: without} if without else found
        return found

    def behind(self, today: date) -> Holders:
        """The assets that were never reviewed, or whose review is overdue."""
        return self._of(_UNREVIEWED).get("", 0) | self._due("due < ?", today)

    def _freshness(self, today: date) -> Mapping[str, Holders]:
        soon = today + timedelta(days=min(SOON, (date.max - today).days))
        overdue = self._due("due < ?", today)
        due = self._due("due >= ? and due <= ?", today, soon)
        # Of what is taken out of use nobody asks how it stands.
        others = self.everything() & ~overdue & ~due & ~self.retired()
        never = others & self._of(_UNREVIEWED).get("", 0)
        found = {
            str(Freshness.FRESH): others & ~never,
            str(Freshness.DUE): due,
            str(Freshness.OVERDUE): overdue,
            str(Freshness.NEVER): never,
        }
        return {value: holders for value, holders in found.items() if holders}

    def _due(self, test: str, *days: date) -> Holders:
        query = f"select asset as id from asset_register where {test}"
        return holders_of(ids_of(self._connection, query, *(day.isoformat() for day in days)))

    def _of(self, facet: str) -> dict[str, Holders]:
        if self._again:
            self._catch_up()
        if facet not in self._read:
            self._read[facet] = {}
            for value, ids in self._groups(facet, ""):
                self._read[facet][value] = self._read[facet].get(value, 0) | holders_of(ids)
        return self._read[facet]

    def _catch_up(self) -> None:
        again, self._again = self._again, set()
        if len(again) > _TOUCHED_ONE_BY_ONE:
            self._read.clear()
            return
        marks = ",".join("?" * len(again))
        gone = holders_of(again)
        for facet, known in self._read.items():
            for value in known:
                known[value] &= ~gone
            column = "id" if facet in _GROUPS else "asset"
            for value, ids in self._groups(facet, f"and {column} in ({marks})", *again):
                known[value] = known.get(value, 0) | holders_of(ids)
            for value in [value for value, holders in known.items() if not holders]:
                del known[value]

    def _groups(self, facet: str, narrowed: str, *ids: int) -> Iterator[tuple[str, list[int]]]:
        """The values of a facet by their key, each with the assets that hold it."""
        if facet in _GROUPS:
            groups = ask(self._connection, _GROUPS[facet].format(narrowed), *ids)
        else:
            groups = ask(self._connection, _OF_LIST.format(narrowed), *ids, facet)
        named = self._name_of(facet)
        return ((named(value), json.loads(found)) for value, found in groups if found != "[]")

    def _name_of(self, facet: str) -> Callable[[object], str]:
        if facet != "kind":
            return str
        keys = {id_: key or str(id_) for id_, key in ask(self._connection, "select id, key from asset_kinds")}
        return lambda value: NONE if value is None else keys.get(value, str(value))


def ids_of(connection: sqlite3.Connection, query: str, *values: object) -> tuple[int, ...]:
    """The ids that a query gives as `id`, in its order; as one text they come three times as quickly as row by row."""
    ((found,),) = ask(connection, f"select json_group_array(id) from ({query})", *values)
    return tuple(json.loads(found))


def holders_of(ids: Iterable[int]) -> Holders:
    """A set of assets from their ids."""
    several = ids if isinstance(ids, list | tuple | set | frozenset) else list(ids)
    if not several:
        return 0
    flags = bytearray(max(several) + 1)
    for id_ in several:
        flags[id_] = 1
    flags.reverse()
    return int(flags.translate(_DIGITS), 2)


class Newest(Sequence[int]):
    """The ids that a set of assets holds, the last first; only as many are looked up as somebody asks for."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._count = holders.bit_count()
        self._ids: list[int] = []
        self._left = holders.bit_length()
        """The bits from here on are looked up."""

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        if isinstance(place, slice):
            places = range(self._count)[place]
            self._look_up(max(places[0], places[-1]) + 1 if places else 0)
            return tuple(map(self._ids.__getitem__, places))
        at = range(self._count)[place]
        self._look_up(at + 1)
        return self._ids[at]

    def __iter__(self) -> Iterator[int]:
        return map(self.__getitem__, range(self._count))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Newest):
            return self._holders == other._holders
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, int) and id_ >= 0 and bool(self._holders >> id_ & 1)

    def index(self, id_: int, start: int = 0, stop: int | None = None) -> int:
        if id_ in self:
            place = (self._holders >> id_ + 1).bit_count()
            if place in range(self._count)[start:stop]:
                return place
        raise ValueError(id_)

    def _look_up(self, count: int) -> None:
        while len(self._ids) < count:
            below = max(0, self._left - max(_BITS, self._left - self._left // 2))
            some = self._holders >> below & (1 << self._left - below) - 1
            flags = bin(some)[2:].encode().translate(_FLAGS)
            self._ids += compress(range(below + len(flags) - 1, below - 1, -1), flags)
            self._left = below


class Found(Sequence[int]):
    """Some ids, and behind them others."""

    def __init__(self, first: Sequence[int], rest: Sequence[int]) -> None:
        self._first, self._rest = first, rest

    def __len__(self) -> int:
        return len(self._first) + len(self._rest)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...
    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        count = len(self._first)
        if isinstance(place, int):
            at = range(len(self))[place]
            return self._first[at] if at < count else self._rest[at - count]
        places = range(len(self))[place]
        if places.step != 1 or not places:
            return tuple(self[at] for at in places)
        start, stop = places.start, places.stop
        return (*self._first[start:stop], *self._rest[max(0, start - count) : max(0, stop - count)])

    def __iter__(self) -> Iterator[int]:
        return chain(self._first, self._rest)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._first or id_ in self._rest

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Found) and self._first == other._first:
            return self._rest == other._rest
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def index(self, id_: int, start: int = 0, stop: int | None = None) -> int:
        place = self._first.index(id_) if id_ in self._first else len(self._first) + self._rest.index(id_)
        if place not in range(len(self))[start:stop]:
            raise ValueError(id_)
        return place


def those_in(holders: Holders, ids: tuple[int, ...]) -> tuple[int, ...]:
    """The ids that a set of assets holds, as they came."""
    if not ids or not holders:
        return ()
    if len(ids) <= _FEW:
        bits = holders.to_bytes((max(holders.bit_length(), max(ids) + 1) + 7) // 8, "little")
        return tuple(id_ for id_ in ids if bits[id_ >> 3] >> (id_ & 7) & 1)
    flags = bin(holders)[:1:-1].encode().translate(_FLAGS)
    highest = max(ids)
    if highest >= len(flags):
        flags += bytes(highest + 1 - len(flags))
    return tuple(compress(ids, map(flags.__getitem__, ids)))
