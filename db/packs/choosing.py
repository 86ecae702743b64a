"""What a pack holds: chosen by hand, in an order and under headings, or left out; each deed is one step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from db import rows
from db.files import ask
from db.history import History
from db.labels import named
from db.packs.held import assets_of, found_by, tracks_of
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, Playlist
from enable_desktop.packs.records import Pack, PackItem, PagePart
from enable_desktop.words import mark

if TYPE_CHECKING:
    from db.library import Library

_GONE: Final = mark("This pack is not there any more; nothing was changed.")


class Choosing:
    """Chooses content for the packs of one workspace."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        today: Callable[[], date],
        library: Callable[[], Library],
    ) -> None:
        self._connection = connection
        self._history = history
        self._today = today
        self._library = library

    # -- reading

    def get(self, pack: int) -> Pack:
        """One pack; raises WorkspaceError where it is gone."""
        found = rows.read_one(self._connection, Pack, pack)
        if found is None:
            raise WorkspaceError(_GONE)
        return found

    def items(self, pack: int) -> tuple[PackItem, ...]:
        """What was chosen by hand, in its order: assets, playlists, and what is left out."""
        return rows.read_where(self._connection, PackItem, "pack", pack)

    def assets(self, pack: int) -> tuple[int, ...]:
        """The assets of a pack: those chosen by hand in their order, with those of its playlists, then those found."""
        items = self.items(pack)
        return assets_of(items, tracks_of(self._library(), items), found_by(self._library(), self.get(pack)))

    # -- choosing

    def put(self, pack: int, assets: Iterable[int], heading: str = "", *, source: object | None = None) -> int:
        """Put assets at the end of a pack, in this order; returns how many were not in it yet.

        One that was left out comes back.
        """
        line, items = self.get(pack), self.items(pack)
        there = {item.asset for item in items if not item.left_out}
        out = {item.asset: item.id for item in items if item.left_out}
        wanted = [asset for asset in dict.fromkeys(assets) if asset not in there]
        known = {asset.id for asset in rows.read_these(self._connection, Asset, wanted)}
        new = [asset for asset in wanted if asset in known]
        if not new:
            return 0
        label = mark("Put {n} in the pack “{title}”")
        with self._history.step(label, by=source, n=len(new), **named(Pack, line)):
            back = [(out[asset],) for asset in new if asset in out]
            self._connection.executemany("delete from pack_items where id = ?", back)
            rows.insert_many(
                self._connection, PackItem, ({"pack": pack, "asset": each, "heading": heading} for each in new)
            )
        return len(new)

    def put_playlist(self, pack: int, playlist: int, *, source: object | None = None) -> int | None:
        """Put a playlist at the end of a pack; returns its item, None where it is in it already."""
        line = self.get(pack)
        if any(item.playlist == playlist for item in self.items(pack)):
            return None
        if rows.read_one(self._connection, Playlist, playlist) is None:
            raise WorkspaceError(mark("This playlist is not there any more; nothing was changed."))
        with self._history.step(mark("Put a playlist in the pack “{title}”"), by=source, **named(Pack, line)):
            return rows.insert(self._connection, PackItem, {"pack": pack, "playlist": playlist})

    def keep(self, pack: int, asset: int, *, source: object | None = None) -> int:
        """The item of an asset of a pack, made where the asset is in it because it was found: so that something can
        be said of it."""
        for item in self.items(pack):
            if item.asset == asset and not item.left_out:
                return item.id
        self.put(pack, [asset], source=source)
        return next(item.id for item in self.items(pack) if item.asset == asset)

    def say(self, item: int, *, source: object | None = None, typing: bool = False, **values: Any) -> None:
        """Say something of an item: `heading`, `use_when`, `say_first`, `sheet`. While `typing`, it merges."""
        line = self._item(item)
        key = f"pack_items:{item}:{','.join(sorted(values))}" if typing else ""
        label = mark("Change what the pack “{title}” says")
        said = named(Pack, self.get(line.pack or 0))
        with self._history.step(label, by=source, merge=key, more=typing, **said):
            rows.update(self._connection, PackItem, item, values)

    def group(self, items: Iterable[int], heading: str, *, source: object | None = None) -> None:
        """Put items under a heading; none takes them from under theirs."""
        lines = rows.read_these(self._connection, PackItem, items)
        if not lines or all(line.heading == heading for line in lines):
            return
        said = named(Pack, self.get(lines[0].pack or 0))
        with self._history.step(mark("Group {n} in the pack “{title}”"), by=source, n=len(lines), **said):
            rows.update_many(self._connection, PackItem, [line.id for line in lines], {"heading": heading})

    def move(self, item: int, place: int, *, source: object | None = None) -> None:
        """Put an item at a place among those chosen by hand, from 0."""
        line = self._item(item)
        siblings = [each.id for each in self.items(line.pack or 0) if not each.left_out and each.id != item]
        if not siblings:
            return
        query = "select id from pack_items where id <> ? order by position, id"
        everywhere = [row[0] for row in ask(self._connection, query, item)]
        # Items of all packs stand in one order.
        neighbour = siblings[max(0, min(place, len(siblings)) - 1)]
        at = everywhere.index(neighbour) + (place > 0)
        said = named(Pack, self.get(line.pack or 0))
        with self._history.step(mark("Change the order of the pack “{title}”"), by=source, **said):
            rows.place(self._connection, PackItem, item, at)

    def take_out(self, pack: int, assets: Iterable[int], *, source: object | None = None) -> int:
        """Take assets out of a pack; one that its search or a playlist would bring again is left out from now on.

        Returns how many there were.
        """
        line, items = self.get(pack), self.items(pack)
        there = set(self.assets(pack))
        gone = [asset for asset in dict.fromkeys(assets) if asset in there]
        if not gone:
            return 0
        by_hand = {item.asset: item.id for item in items if item.asset is not None and not item.left_out}
        again = self._by_itself(line, items)
        label = mark("Take {n} out of the pack “{title}”")
        with self._history.step(label, by=source, n=len(gone), **named(Pack, line)):
            self._connection.executemany(
                "delete from pack_items where id = ?", [(by_hand[asset],) for asset in gone if asset in by_hand]
            )
            rows.insert_many(
                self._connection,
                PackItem,
                ({"pack": pack, "asset": asset, "left_out": True} for asset in gone if asset in again),
            )
        return len(gone)

    def leave_out(self, pack: int, assets: Iterable[int], *, source: object | None = None) -> int:
        """Leave assets out of a pack that stay in its list, with all that is said of them; returns how many."""
        line, items = self.get(pack), self.items(pack)
        there = set(self.assets(pack))
        gone = [asset for asset in dict.fromkeys(assets) if asset in there]
        if not gone:
            return 0
        by_hand = {item.asset: item.id for item in items if item.asset is not None and not item.left_out}
        with self._history.step(
            mark("Leave {n} out of the pack “{title}”"), by=source, n=len(gone), **named(Pack, line)
        ):
            kept = [by_hand[asset] for asset in gone if asset in by_hand]
            rows.update_many(self._connection, PackItem, kept, {"left_out": True})
            new = ({"pack": pack, "asset": asset, "left_out": True} for asset in gone if asset not in by_hand)
            rows.insert_many(self._connection, PackItem, new)
        return len(gone)

    def bring_back(self, pack: int, assets: Iterable[int], *, source: object | None = None) -> int:
        """Take assets into a pack again that were left out of it; returns how many there were."""
        line, items = self.get(pack), self.items(pack)
        wanted = set(assets)
        back = [item for item in items if item.left_out and item.asset in wanted]
        if not back:
            return 0
        again = self._by_itself(line, items)
        with self._history.step(
            mark("Take {n} into the pack “{title}” again"), by=source, n=len(back), **named(Pack, line)
        ):
            # What comes by itself needs no line of its own, unless something is said of it.
            drop = [item.id for item in back if item.asset in again and not _says_anything(item)]
            self._connection.executemany("delete from pack_items where id = ?", ((each,) for each in drop))
            rest = [item.id for item in back if item.id not in set(drop)]
            rows.update_many(self._connection, PackItem, rest, {"left_out": False})
        return len(back)

    def want_part(self, pack: int, part: PagePart, *, is_wanted: bool, source: object | None = None) -> None:
        """Have a part in the page of a pack, or leave it out; what it is made of stays in the pack."""
        line = self.get(pack)
        there = [item.id for item in self.items(pack) if item.part_out is part]
        if bool(there) != is_wanted:
            return
        label = mark("Take a part into the pack “{title}”") if is_wanted else mark("Leave a part out of “{title}”")
        with self._history.step(label, by=source, **named(Pack, line)):
            if is_wanted:
                self._connection.executemany("delete from pack_items where id = ?", ((each,) for each in there))
            else:
                rows.insert(self._connection, PackItem, {"pack": pack, "heading": part.value, "left_out": True})

    def take_out_playlist(self, item: int, *, source: object | None = None) -> None:
        """Take a playlist out of a pack."""
        said = named(Pack, self.get(self._item(item).pack or 0))
        with self._history.step(mark("Take a playlist out of the pack “{title}”"), by=source, **said):
            self._connection.execute("delete from pack_items where id = ?", (item,))

    def replace(self, pack: int, assets: Mapping[int, int], *, source: object | None = None) -> int:
        """Put others in the place of assets of a pack, by the one that goes; returns how many were replaced.

        Where the other one goes too, what comes in its place comes for both.
        """
        line = self.get(pack)
        items, there = self.items(pack), set(self.assets(pack))
        lasting = {gone: _lasting(gone, assets) for gone in assets if gone in there}
        wanted = {gone: new for gone, new in lasting.items() if new != gone}
        if not wanted:
            return 0
        by_hand = {item.asset: item for item in items if item.asset is not None and not item.left_out}
        again = self._by_itself(line, items)
        label = mark("Replace {n} in the pack “{title}”")
        with self._history.step(label, by=source, n=len(wanted), **named(Pack, line)):
            for gone, new in wanted.items():
                if gone not in by_hand or new in there:
                    self.take_out(pack, [gone])
                    self.put(pack, [new])
                    continue
                self._connection.executemany(
                    "delete from pack_items where id = ?",
                    [(item.id,) for item in items if item.asset == new and item.left_out],
                )
                rows.update(self._connection, PackItem, by_hand[gone].id, {"asset": new})
                there.add(new)
                if gone in again:
                    # Its search or a playlist would bring it back beside what replaces it.
                    rows.insert(self._connection, PackItem, {"pack": pack, "asset": gone, "left_out": True})
        return len(wanted)

    def _by_itself(self, pack: Pack, items: Iterable[PackItem]) -> set[int]:
        """The assets that a pack would hold also if none of them was chosen by hand."""
        library = self._library()
        return {*found_by(library, pack), *chain.from_iterable(tracks_of(library, items).values())}

    def _item(self, item: int) -> PackItem:
        found = rows.read_one(self._connection, PackItem, item)
        if found is None:
            raise WorkspaceError(mark("This is not in the pack any more; nothing was changed."))
        return found


def _says_anything(item: PackItem) -> bool:
    return bool(item.heading or item.use_when or item.say_first or item.sheet)


def _lasting(gone: int, assets: Mapping[int, int]) -> int:
    """What replaces an asset in the end; in a ring, in which all of them go, it is itself."""
    seen, new = {gone}, assets[gone]
    while new in assets and new not in seen:
        seen.add(new)
        new = assets[new]
    return new
