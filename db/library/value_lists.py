"""The lists that assets are described by: values and kinds are merged and taken out with what assets hold of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from db import rows
from db.files import ask
from db.history import History
from db.links import move_links
from enable_desktop.errors import WorkspaceError
from enable_desktop.experts import Expertise
from enable_desktop.library.assets import Asset, AssetKind, SavedSearch
from enable_desktop.library.facets import FACETS, joined, new_key, split
from enable_desktop.library.from_document import TOPIC
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.packs.records import Pack
from enable_desktop.people import folded
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
        """Make two values of one facet one: whatever holds the one that goes holds the other. Raises WorkspaceError.

        Who knows a topic that goes knows the other, and what leads to it leads there.
        """
        kept, other = self._entry(keep), self._entry(gone)
        if keep == gone or kept.list != other.list or kept.list == FACETS:
            raise WorkspaceError(mark("Only two values of the same facet can be merged. Nothing was changed."))
        with self._history.step(mark("Merge “{other}” into “{title}”"), other=other.title, title=kept.title):
            self._replace(other, kept.key)
            self._filter_by(kept.list, other.key, kept.key)
            self._lead_to(kept, other)
            self._connection.execute("delete from list_entries where id = ?", (gone,))

    def merge_facets(self, keep: int, gone: int) -> None:
        """Make two facets one: the values of the one that goes come behind those of the other, and content holds them
        there; values of the same name become one. Raises WorkspaceError.
        """
        kept, other = self._entry(keep), self._entry(gone)
        if keep == gone or kept.list != FACETS or other.list != FACETS:
            raise WorkspaceError(mark("Only two facets can be merged. Nothing was changed."))
        if other.key == TOPIC:
            raise WorkspaceError(
                mark("What experts know is told in “{title}”, so it stays: merge the other facet into it."),
                title=other.title,
            )
        with self._history.step(mark("Merge “{other}” into “{title}”"), other=other.title, title=kept.title):
            moved = rows.read_where(self._connection, ListEntry, "list", other.key)
            keys = self._take_over(kept.key, moved)
            held = "select distinct asset from asset_values where value in (select id from list_entries where list = ?)"
            holders = [row[0] for row in ask(self._connection, held, other.key)]
            for asset in rows.read_these(self._connection, Asset, holders):
                facets = _moved(asset.facets, other.key, kept.key, keys)
                rows.update(self._connection, Asset, asset.id, {"facets": facets})
            for each in self._filtering():
                if other.key in each.filters:
                    filters = _moved(each.filters, other.key, kept.key, keys)
                    rows.update(self._connection, type(each), each.id, {"filters": filters})
            for entry in (*moved, other):
                self._connection.execute("delete from list_entries where id = ?", (entry.id,))

    def _take_over(self, facet: str, entries: Iterable[ListEntry]) -> dict[str, str]:
        """Let a facet have these values of another one; returns the keys they have there, by those they had."""
        held = rows.read_where(self._connection, ListEntry, "list", facet)
        there = {folded(each.title): each for each in held}
        taken = {each.key for each in held}
        keys: dict[str, str] = {}
        for entry in entries:
            same = there.get(folded(entry.title))
            if same is None:
                key = entry.key if entry.key not in taken else new_key(entry.title, taken)
                values = {"list": facet, "key": key, "title": entry.title, "note": entry.note}
                same = self._entry(rows.insert(self._connection, ListEntry, values))
                there[folded(entry.title)] = same
                taken.add(key)
            keys[entry.key] = same.key
            move_links(self._connection, Ref(ListEntry.kind, entry.id), Ref(ListEntry.kind, same.id))
        return keys

    def _lead_to(self, kept: ListEntry, other: ListEntry) -> None:
        """Let what leads to a value lead to another; who knows it as a topic knows the other, at least as well."""
        move_links(self._connection, Ref(ListEntry.kind, other.id), Ref(ListEntry.kind, kept.id))
        known = {each.person: each for each in rows.read_where(self._connection, Expertise, "topic", kept.id)}
        for each in rows.read_where(self._connection, Expertise, "topic", other.id):
            there = known.get(each.person)
            if there is None:
                rows.update(self._connection, Expertise, each.id, {"topic": kept.id})
            elif each.depth.level > there.depth.level:
                values = {"depth": each.depth, "ground": each.ground, "confirmed": each.confirmed}
                rows.update(self._connection, Expertise, there.id, values)

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
        for each in self._filtering():
            keys = split(each.filters.get(facet, ""))
            if gone in keys:
                changed = joined(kept if key == gone else key for key in keys)
                rows.update(self._connection, type(each), each.id, {"filters": {**each.filters, facet: changed}})

    def _filtering(self) -> tuple[SavedSearch | Pack, ...]:
        """What finds content by its values."""
        return (*rows.read_all(self._connection, SavedSearch), *rows.read_all(self._connection, Pack))

    def _entry(self, id_: int) -> ListEntry:
        entry = rows.read_one(self._connection, ListEntry, id_)
        if entry is None:
            raise WorkspaceError(mark("This record is not there any more; nothing was changed."))
        return entry


def _moved(held: Mapping[str, str], gone: str, kept: str, keys: Mapping[str, str]) -> dict[str, str]:
    """Values by facet, with those of a facet that goes, by their new keys, behind those of the one that stays."""
    others = {facet: values for facet, values in held.items() if facet not in (gone, kept)}
    moved = (keys[key] for key in split(held.get(gone, "")) if key in keys)
    values = joined((*split(held.get(kept, "")), *moved))
    return {**others, kept: values} if values else others
