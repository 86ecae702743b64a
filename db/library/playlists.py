"""Playlists: which there are, what they hold in which order, and everything that is done with them, each a step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from db import rows
from db.files import ask
from db.history import History
from db.labels import named
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, Playlist, PlaylistItem
from enable_desktop.library.playlists import Length, ListedPlaylist, Track
from enable_desktop.words import mark

_GONE = mark("This playlist is not there any more; nothing was changed.")


class Playlists:
    """The playlists of one library; an asset is in each of them once at most."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    # -- reading

    def all(self) -> tuple[ListedPlaylist, ...]:
        """Every playlist in its order, with how long it is."""
        found = ask(
            self._connection,
            "select playlist, count(*), coalesce(sum(seconds), 0), sum(coalesce(seconds, 0) = 0) from playlist_items "
            "join assets on assets.id = playlist_items.asset where playlist is not null group by playlist",
        )
        lengths = {each[0]: Length(items=each[1], seconds=each[2], unknown=each[3]) for each in found}
        return tuple(
            ListedPlaylist(playlist=playlist, length=lengths.get(playlist.id, Length()))
            for playlist in rows.read_all(self._connection, Playlist)
        )

    def tracks(self, playlist: int) -> tuple[Track, ...]:
        """What a playlist holds, in its order."""
        items = rows.read_where(self._connection, PlaylistItem, "playlist", playlist)
        ids = [item.asset for item in items if item.asset is not None]
        assets = {asset.id: asset for asset in rows.read_these(self._connection, Asset, ids)}
        return tuple(Track(id=item.id, asset=assets[item.asset]) for item in items if item.asset in assets)

    # -- playlists

    def add(self, title: str, *, source: object | None = None) -> int:
        """A new playlist at the end; returns its id."""
        with self._history.step(mark("Add the playlist “{title}”"), by=source, title=title):
            return rows.insert(self._connection, Playlist, {"title": title})

    def rename(self, playlist: int, title: str, *, source: object | None = None) -> None:
        """Call a playlist otherwise."""
        line = self._one(playlist)
        label = mark("Rename the playlist “{title}” to “{new}”")
        with self._history.step(label, by=source, new=title, **named(Playlist, line)):
            rows.update(self._connection, Playlist, playlist, {"title": title})

    def remove(self, playlist: int, *, source: object | None = None) -> None:
        """Take a playlist away; what it held stays in the library."""
        line = self._one(playlist)
        with self._history.step(mark("Remove the playlist “{title}”"), by=source, **named(Playlist, line)):
            self._connection.execute("delete from playlists where id = ?", (playlist,))

    # -- what they hold

    def put(self, playlist: int, assets: Iterable[int], *, source: object | None = None) -> int:
        """Put assets at the end of a playlist, in this order; returns how many were not in it yet."""
        line = self._one(playlist)
        there = {item.asset for item in rows.read_where(self._connection, PlaylistItem, "playlist", playlist)}
        wanted = [asset for asset in dict.fromkeys(assets) if asset not in there]
        known = "select id from assets where id in (select value from json_each(?))"
        known_ids = {row[0] for row in ask(self._connection, known, json.dumps(wanted))}
        new = [asset for asset in wanted if asset in known_ids]
        if not new:
            return 0
        said = named(Playlist, line)
        with self._history.step(mark("Put {n} in the playlist “{title}”"), by=source, n=len(new), **said):
            rows.insert_many(self._connection, PlaylistItem, ({"playlist": playlist, "asset": each} for each in new))
        return len(new)

    def move(self, item: int, place: int, *, source: object | None = None) -> None:
        """Put an item at a place of its playlist, from 0."""
        line = rows.read_one(self._connection, PlaylistItem, item)
        if line is None or line.playlist is None:
            raise WorkspaceError(_GONE)
        others = [
            each.id
            for each in rows.read_where(self._connection, PlaylistItem, "playlist", line.playlist)
            if each.id != item
        ]
        if not others:
            return
        everywhere = [
            row[0]
            for row in ask(self._connection, "select id from playlist_items where id <> ? order by position, id", item)
        ]
        # Items of all playlists stand in one order.
        neighbour = others[max(0, min(place, len(others)) - 1)]
        at = everywhere.index(neighbour) + (place > 0)
        said = named(Playlist, self._one(line.playlist))
        with self._history.step(mark("Change the order of the playlist “{title}”"), by=source, **said):
            rows.place(self._connection, PlaylistItem, item, at)

    def take_out(self, items: Iterable[int], *, source: object | None = None) -> int:
        """Take items out of their playlists; the assets stay. Returns how many there were."""
        lines = rows.read_these(self._connection, PlaylistItem, items)
        if not lines:
            return 0
        said = named(Playlist, self._one(lines[0].playlist or 0))
        with self._history.step(mark("Take {n} out of the playlist “{title}”"), by=source, n=len(lines), **said):
            self._connection.executemany("delete from playlist_items where id = ?", ((each.id,) for each in lines))
        return len(lines)

    def _one(self, playlist: int) -> Playlist:
        found = rows.read_one(self._connection, Playlist, playlist)
        if found is None:
            raise WorkspaceError(_GONE)
        return found
