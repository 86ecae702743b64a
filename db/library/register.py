"""What lists of assets are ordered, filtered and counted by; every step that touches an asset writes it anew.

Sorting needs letters folded as people read them and the day of a review needs a kind's rhythm, which SQLite cannot
work out for a hundred thousand rows at each keystroke; counting by facet needs the values one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from db import rows
from db.files import parsing
from db.library.edits import PUT_BACK
from db.library.indexing import queue
from enable_desktop.fields import field_of, from_plain
from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.facets import split
from enable_desktop.library.freshness import review_due
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.search import each_word, folded

_SLICE: Final = 500
_KNOWN: Final = 10_000
_FACETS: Final = field_of(Asset, "facets")
_DECIDING: Final = tuple(
    field_of(Asset, name) for name in ("as_reviewed", "status", "months", "reviewed", "changed", "expires")
)
"""On what the day of a review hangs, besides the kind of an asset."""
_FOLLOWED: Final = (
    f"select id, title, facets, as_reviewed, sort, {PUT_BACK}, status, months, reviewed, changed, expires "
    "from assets where id in ({})"
)


def note(connection: sqlite3.Connection, touched: Collection[Ref]) -> tuple[int, ...]:
    """Look again, inside the step, at the assets it touched, and at those whose kind or values it touched.

    Returns them all.
    """
    assets = {ref.id for ref in touched if ref.kind == Asset.kind}
    others = _beside(assets)
    for ref in touched:
        if ref.kind == AssetKind.kind:
            assets.update(rows.ids_where(connection, Asset.kind, "sort", ref.id))
        elif ref.kind == ListEntry.kind:
            holders = _holders(connection, ref.id, others)
            # What is gone or back is no longer, or again, among their tags.
            queue(connection, holders)
            assets.update(holders)
    # In the order in which they lie in the file: new ones are then read and written page by page.
    ids = tuple(sorted(assets))
    enter(connection, ids)
    return ids


def _beside(ids: Collection[int]) -> str:
    """A condition that leaves out assets which the step touches anyway, where they lie in a row as those of a list."""
    first, last = min(ids, default=0), max(ids, default=0)
    return f"(id < {first} or id > {last})" if last - first + 1 == len(ids) > 1 else "1"


def _holders(connection: sqlite3.Connection, value: int, others: str) -> list[int]:
    """The assets to look at again for a value of a list: those that hold one that is new or back, or that is gone.

    Of one that is new or back only those for which the condition `others` holds.
    """
    entry = rows.read_one(connection, ListEntry, value)
    known = connection.execute("select asset from asset_values where value = ?", (value,))
    if entry is None:
        return [row[0] for row in known]
    if known.fetchone() is not None:
        # What it is called may have changed, but not its key.
        return []
    found = connection.execute(
        f"select id from assets where {others} and instr(facets, ?) > 0 and instr(facets, ?) > 0",
        (entry.list, entry.key),
    )
    return [row[0] for row in found]


def enter(connection: sqlite3.Connection, ids: Iterable[int] | None = None) -> None:
    """Enter these assets as they stand now, or all; whatever is gone is taken out."""
    if ids is None:
        connection.execute("delete from asset_register")
        connection.execute("delete from asset_values")
        ids = [row[0] for row in connection.execute("select id from assets").fetchall()]
    followed: _Followed | None = None
    # What comes behind all that is entered is new: of those an import brings many.
    (last,) = connection.execute("select coalesce(max(asset), 0) from asset_register").fetchone()
    for some in _slices(ids):
        followed = followed or _Followed(connection)
        if min(some) <= last:
            each = [(id_,) for id_ in some]
            connection.executemany("delete from asset_register where asset = ?", each)
            connection.executemany("delete from asset_values where asset = ?", each)
        assets = connection.execute(_FOLLOWED.format(",".join("?" * len(some))), some).fetchall()
        with parsing(connection):
            rows.write_rows(
                connection,
                "insert into asset_register (asset, sought, due)",
                (
                    (id_, " ".join(each_word(title)) or folded(title), followed.due_of(id_, *said))
                    for id_, title, _, *said in assets
                ),
                "(?, ?, ?)",
            )
            rows.write_rows(
                connection,
                "insert or ignore into asset_values (value, asset)",
                ((value, id_) for id_, _, facets, *_ in assets for value in followed.values_of(facets)),
                "(?, ?)",
            )


class _Followed:
    """What the register follows from besides the assets themselves; a long list says the same of many assets."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._months = {kind.id: kind.months for kind in rows.read_all(connection, AssetKind)}
        found = connection.execute("select id, list, key from list_entries")
        self._values = {(name, key): id_ for id_, name, key in found}
        self.values_of = lru_cache(maxsize=_KNOWN)(self._values_of)
        self._day_of = lru_cache(maxsize=_KNOWN)(self._due_of)

    def _values_of(self, facets: str) -> tuple[int, ...]:
        """The values of lists that an asset has, from its facets as they are kept."""
        named = ((facet, key) for facet, keys in from_plain(_FACETS, facets).items() for key in split(keys))
        return tuple(self._values[name] for name in named if name in self._values)

    def due_of(self, id_: int, as_reviewed: str, *said: Any) -> str | None:
        """The day of the next review, from what is kept of an asset: the columns from `as_reviewed` on."""
        # Only what was edited since it was reviewed is told by its id.
        return self._day_of(id_ if as_reviewed else 0, as_reviewed, *said)

    def _due_of(self, id_: int, as_reviewed: str, sort: int | None, is_put_back: int, *said: Any) -> str | None:
        kept = zip(_DECIDING, (as_reviewed, *said), strict=True)
        asset = Asset(id=id_, **{field.name: from_plain(field, plain) for field, plain in kept})
        due = review_due(asset, self._months.get(sort or 0), is_put_back=bool(is_put_back))
        return due.isoformat() if due is not None else None


def _slices(ids: Iterable[int]) -> Iterator[list[int]]:
    several = iter(ids)
    while some := list(islice(several, _SLICE)):
        yield some
