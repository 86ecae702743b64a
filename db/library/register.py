"""What lists of assets are ordered, filtered and counted by; every step that touches an asset writes it anew.

Sorting needs letters folded as people read them and the day of a review needs a kind's rhythm, which SQLite cannot
work out for a hundred thousand rows at each keystroke; counting by facet needs the values one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from db import rows
from db.files import parsing
from db.library.edits import PUT_BACK
from db.library.indexing import queue
from enable_desktop.fields import Shape, field_of, from_plain
from enable_desktop.library.assets import Asset, AssetKind
from enable_desktop.library.facets import values_of
from enable_desktop.library.freshness import review_due
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.search import folded, folded_words, words_of

_SLICE: Final = 500
_FOLLOWED: Final = ("title", "sort", "status", "months", "reviewed", "as_reviewed", "changed", "expires", "facets")
_CONVERTED: Final = (Shape.CHOICE, Shape.DATE, Shape.MAP)


def note(connection: sqlite3.Connection, touched: Iterable[Ref]) -> tuple[int, ...]:
    """Look again, inside the step, at the assets it touched, and at those whose kind or values it touched.

    Returns them all.
    """
    assets: dict[int, None] = {}
    for ref in touched:
        if ref.kind == Asset.kind:
            assets[ref.id] = None
        elif ref.kind == AssetKind.kind:
            assets |= dict.fromkeys(rows.ids_where(connection, Asset.kind, "sort", ref.id))
        elif ref.kind == ListEntry.kind:
            holders = _holders(connection, ref.id)
            # What is gone or back is no longer, or again, among their tags.
            queue(connection, holders)
            assets |= dict.fromkeys(holders)
    enter(connection, assets)
    return tuple(assets)


def _holders(connection: sqlite3.Connection, value: int) -> list[int]:
    """The assets to look at again for a value of a list: those that hold one that is new or back, or that is gone."""
    entry = rows.read_one(connection, ListEntry, value)
    known = connection.execute("select asset from asset_values where value = ?", (value,))
    if entry is None:
        return [row[0] for row in known]
    if known.fetchone() is not None:
        # What it is called may have changed, but not its key.
        return []
    found = connection.execute(
        "select id from assets where instr(facets, ?) > 0 and instr(facets, ?) > 0", (entry.list, entry.key)
    )
    return [row[0] for row in found]


def enter(connection: sqlite3.Connection, ids: Iterable[int] | None = None) -> None:
    """Enter these assets as they stand now, or all; whatever is gone is taken out."""
    months = {kind.id: kind.months for kind in rows.read_all(connection, AssetKind)} if ids or ids is None else {}
    if ids is None:
        connection.execute("delete from asset_register")
        connection.execute("delete from asset_values")
        ids = [row[0] for row in connection.execute("select id from assets").fetchall()]
        known = False
    else:
        known = True
    values: dict[tuple[str, str], int] | None = None
    for some in _slices(ids):
        if values is None:
            values = {
                (name, key): id_ for id_, name, key in connection.execute("select id, list, key from list_entries")
            }
        if known and _are_entered(connection, some):
            each = [(id_,) for id_ in some]
            connection.executemany("delete from asset_register where asset = ?", each)
            connection.executemany("delete from asset_values where asset = ?", each)
        assets = _read(connection, some)
        connection.executemany(
            "insert into asset_register (asset, sought, due) values (?, ?, ?)",
            (
                (
                    asset.id,
                    " ".join(words_of(folded_words(asset.title))) or folded(asset.title),
                    str(review_due(asset, months.get(asset.sort or 0), is_put_back=is_put_back) or "") or None,
                )
                for asset, is_put_back in assets
            ),
        )
        connection.executemany(
            "insert or ignore into asset_values (value, asset) values (?, ?)",
            (
                (values[facet, key], asset.id)
                for asset, _ in assets
                for facet, keys in values_of(asset).items()
                for key in keys
                if (facet, key) in values
            ),
        )


def _are_entered(connection: sqlite3.Connection, ids: list[int]) -> bool:
    """Whether anything is entered of any of these: of new assets nothing is, and an import brings only those."""
    marks = ",".join("?" * len(ids))
    found = connection.execute(
        f"select exists (select 1 from asset_register where asset in ({marks})) "
        f"or exists (select 1 from asset_values where asset in ({marks}))",
        (*ids, *ids),
    )
    return bool(found.fetchone()[0])


def _read(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[Asset, bool]]:
    """Of these assets what the register follows from, and no more: an import brings a hundred thousand of them.

    With each, whether its file holds again what was reviewed.
    """
    marks = ",".join("?" * len(ids))
    fields = [field_of(Asset, name) for name in _FOLLOWED]
    names = ", ".join(f'"{name}"' for name in _FOLLOWED)
    found = connection.execute(f"select id, {PUT_BACK}, {names} from assets where id in ({marks})", ids).fetchall()
    with parsing(connection):
        return [
            (
                Asset(
                    id=id_,
                    **{
                        field.name: from_plain(field, value) if field.shape in _CONVERTED else value
                        for field, value in zip(fields, row, strict=True)
                    },
                ),
                bool(is_put_back),
            )
            for id_, is_put_back, *row in found
        ]


def _slices(ids: Iterable[int]) -> Iterator[list[int]]:
    several = iter(ids)
    while some := list(islice(several, _SLICE)):
        yield some
