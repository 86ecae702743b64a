"""The lists that assets are described by: values and kinds are merged and taken out with what assets hold of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, AssetKind, SavedSearch
from enable_desktop.library.facets import FACETS, joined, new_key, split
from enable_desktop.notes import ListEntry
from enable_desktop.packs.records import Pack
from enable_desktop.search import folded_words
from enable_desktop.words import mark


class ValueLists:
    """Facets, their values, and the kinds of content."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # -- reading

    def counts(self, name: str) -> Mapping[int, int]:
        """How many assets hold each value of a list, by the id of the value; of the facets, how many any value."""
        if name == FACETS:
            query = """
                select facets.id, count(distinct asset_values.asset) from list_entries as facets
                join list_entries as entries on entries.list = facets.key
                join asset_values on asset_values.value = entries.id where facets.list = ? group by facets.id
            """
        else:
            query = """
                select entries.id, count(asset_values.asset) from list_entries as entries
                join asset_values on asset_values.value = entries.id where entries.list = ? group by entries.id
            """
        return dict(ask(self._connection, query, name))

    # -- changing

    def add(self, name: str, title: str) -> int:
        """A new value at the end of a list, or a new facet; returns its id, or that of the one called so already."""
        called = ask(self._connection, "select id, title from list_entries where list = ?", name)
        same = next((id_ for id_, other in called if folded_words(other) == folded_words(title)), None)
        if same is not None:
            return int(same)
        taken = [row[0] for row in ask(self._connection, "select key from list_entries where list = ?", name)]
        if name == FACETS:
            # A facet's key names a list, and no other list may be taken for it.
            taken += [row[0] for row in ask(self._connection, "select distinct list from list_entries")]
        with self._history.step(mark("Add “{title}” to a list"), title=title):
            key = new_key(title, taken)
            return rows.insert(self._connection, ListEntry, {"list": name, "key": key, "title": title})

    def merge(self, keep: int, gone: int) -> None:
        """Make two values of one facet one: whatever holds the one that goes holds the other. Raises WorkspaceError."""
        kept, other = self._entry(keep), self._entry(gone)
        if keep == gone or kept.list != other.list or kept.list == FACETS:
            raise WorkspaceError(mark("Only two values of the same facet can be merged. Nothing was changed."))
        with self._history.step(mark("Merge “{other}” into “{title}”"), other=other.title, title=kept.title):
            self._replace(other, kept.key)
            self._filter_by(kept.list, other.key, kept.key)
            self._connection.execute("delete from list_entries where id = ?", (gone,))

    def remove(self, id_: int) -> None:
        """Take a value out of its list and off every asset; a facet goes with all its values. Raises WorkspaceError."""
        entry = self._entry(id_)
        with self._history.step(mark("Remove “{title}” from a list"), title=entry.title):
            for each in rows.read_where(self._connection, ListEntry, "list", entry.key) if entry.list == FACETS else ():
                self._replace(each, None)
                self._connection.execute("delete from list_entries where id = ?", (each.id,))
            if entry.list != FACETS:
                self._replace(entry, None)
            self._connection.execute("delete from list_entries where id = ?", (id_,))

    def merge_kinds(self, keep: int, gone: int) -> None:
        """Make two kinds of content one. Raises WorkspaceError."""
        kept = rows.read_one(self._connection, AssetKind, keep)
        other = rows.read_one(self._connection, AssetKind, gone)
        if kept is None or other is None or keep == gone:
            raise WorkspaceError(mark("This record is not there any more; nothing was changed."))
        with self._history.step(mark("Merge “{other}” into “{title}”"), other=other.title, title=kept.title):
            self._connection.execute("update assets set sort = ? where sort = ?", (keep, gone))
            self._filter_by("kind", other.key or str(gone), kept.key or str(keep))
            self._connection.execute("delete from asset_kinds where id = ?", (gone,))

    def _replace(self, entry: ListEntry, key: str | None) -> None:
        """Put another key, or nothing, in the place of a value wherever an asset holds it."""
        holders = [row[0] for row in ask(self._connection, "select asset from asset_values where value = ?", entry.id)]
        for asset in rows.read_these(self._connection, Asset, holders):
            keys = split(asset.facets.get(entry.list, ""))
            changed = joined((key or "") if each == entry.key else each for each in keys)
            facets = {**asset.facets, entry.list: changed}
            kept = {facet: values for facet, values in facets.items() if values}
            rows.update(self._connection, Asset, asset.id, {"facets": kept})

    def _filter_by(self, facet: str, gone: str, kept: str) -> None:
        """Let saved searches and packs that filter by a value filter by another one from now on."""
        read, connection = rows.read_all, self._connection
        lines: tuple[SavedSearch | Pack, ...] = (*read(connection, SavedSearch), *read(connection, Pack))
        for each in lines:
            keys = split(each.filters.get(facet, ""))
            if gone in keys:
                changed = joined(kept if key == gone else key for key in keys)
                rows.update(connection, type(each), each.id, {"filters": {**each.filters, facet: changed}})

    def _entry(self, id_: int) -> ListEntry:
        entry = rows.read_one(self._connection, ListEntry, id_)
        if entry is None:
            raise WorkspaceError(mark("This record is not there any more; nothing was changed."))
        return entry
