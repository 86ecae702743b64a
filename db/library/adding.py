"""Files come into the library: assets and copies in one step, with what was read in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

from db import rows
from db.files import ask
from db.history import History
from db.library.page_links import PageLinks
from enable_desktop.library.adding import Coming, Fate, Incoming, Known, Twin
from enable_desktop.library.assets import Asset, AssetCopy, AssetKind, Status, WatchedFolder
from enable_desktop.library.folders import FileState
from enable_desktop.library.from_document import Shelves, from_document, shelves
from enable_desktop.library.labels import Labels
from enable_desktop.library.places import place_in, title_of, whole
from enable_desktop.notes import ListEntry
from enable_desktop.words import mark, sentence

_TEXT_LIMIT: Final = 50 * 1024 * 1024


class Adding:
    """The way in."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        today: Callable[[], date],
        links: PageLinks,
        labels: Callable[[], Labels],
    ) -> None:
        self._connection = connection
        self._history = history
        self._today = today
        self._links = links
        self._labels = labels

    # -- what is there already

    def known(self) -> Known:
        """The places and contents that the library has."""
        folders = self._folders()
        places = {
            whole(folders.get(folder or 0), location)
            for folder, location in ask(
                self._connection,
                "select folder, location from assets where location <> '' "
                "union all select folder, location from asset_copies where location <> ''",
            )
        }
        found = ask(
            self._connection,
            "select files.digest, assets.id, assets.title from files "
            "join assets on assets.location = files.path and assets.folder is nullif(files.folder, 0) "
            "where files.digest <> '' order by assets.id desc",
        )
        digests = {digest: Twin(title=title, asset=id_) for digest, id_, title in found}
        return Known(places=frozenset(places), digests=digests)

    def shelves(self) -> Shelves:
        """What files that become assets are fitted into; whoever has left owns nothing new."""
        return shelves(
            today=self._today(),
            kinds=rows.read_all(self._connection, AssetKind),
            entries=rows.read_all(self._connection, ListEntry),
            labels=self._labels(),
            people=ask(self._connection, "select id, name from people where left_on is null"),
        )

    def folder_at(self, path: str) -> WatchedFolder | None:
        """The folder that is known by this path."""
        found = rows.read_where(self._connection, WatchedFolder, "path", path)
        return found[0] if found else None

    # -- storing

    def add(self, coming: Coming, *, source: object | None = None) -> tuple[int, ...]:
        """Store what comes in, in one step; returns the ids of the new assets. Raises WorkspaceError."""
        made: dict[int, int] = {}
        shelves = self.shelves()
        taken = [each for each in coming.files if each.fate in (Fate.NEW, Fate.OWN, Fate.COPY)]
        if len(taken) == 1 and not coming.folders:
            step = self._history.step(
                mark("Add {noun} “{title}”"), by=source, noun=sentence(mark("Content")), title=taken[0].title
            )
        else:
            step = self._history.step(mark("Add content ({count} files)"), by=source, count=len(taken))
        with step:
            folders = [self._folder(path, is_watched) for path, is_watched in coming.folders]
            for number, each in enumerate(coming.files):
                folder = folders[each.folder] if each.folder is not None else None
                if each.fate in (Fate.NEW, Fate.OWN):
                    made[number] = self._asset(each, folder, shelves)
                elif each.fate is Fate.COPY and each.twin is not None:
                    twin = each.twin.asset if each.twin.asset is not None else made.get(each.twin.among or 0)
                    if twin is None:
                        # What it would be a copy of was left out.
                        made[number] = self._asset(each, folder, shelves)
                    else:
                        copy = {"asset": twin, "folder": folder, "location": each.location}
                        rows.insert(self._connection, AssetCopy, copy)
                        self._note_file(each, folder)
                elif each.fate is Fate.SPOKEN:
                    self._note_file(each, folder)
                if number % 200 == 199:
                    self._history.write_down()
        return tuple(made.values())

    def add_address(self, address: str, title: str = "") -> int:
        """A page of the web as an asset, under its address; returns its id."""
        _, location = place_in(address, "", {})
        # It is there for all to see, as the files of a folder are.
        values: dict[str, Any] = {
            "title": title or title_of(location),
            "location": location,
            "status": Status.PUBLISHED,
            "added": self._today(),
        }
        with self._history.step(mark("Add {noun} “{title}”"), noun=sentence(mark("Content")), title=values["title"]):
            return rows.insert(self._connection, Asset, values)

    def add_addresses(self, addresses: Iterable[str]) -> tuple[int, ...]:
        """Pages of the web in one step; returns their ids."""
        with self._history.step(mark("Add several {noun}"), noun=sentence(mark("Content"))):
            return tuple(map(self.add_address, addresses))

    def at_address(self, address: str) -> int | None:
        """The asset that lies at a web address, if there is one."""
        _, location = place_in(address, "", {})
        found = ask(self._connection, "select id from assets where folder is null and location = ?", location)
        return found[0][0] if found else None

    def _folder(self, path: str, is_watched: bool) -> int:
        known = self.folder_at(path)
        if known is None:
            return rows.insert(
                self._connection, WatchedFolder, {"title": title_of(path), "path": path, "watched": is_watched}
            )
        if is_watched and not known.watched:
            rows.update(self._connection, WatchedFolder, known.id, {"watched": True})
        return known.id

    def _asset(self, each: Incoming, folder: int | None, shelves: Shelves) -> int:
        known = len(shelves.new_entries)
        values = from_document(each.location, each.document, shelves)
        rows.insert_many(self._connection, ListEntry, shelves.new_entries[known:])
        made = rows.insert(self._connection, Asset, {**values, "folder": folder, "location": each.location})
        self._note_file(each, folder)
        return made

    def _note_file(self, each: Incoming, folder: int | None) -> None:
        """What was seen of a file and read in it; of no step, since it follows from the file."""
        seen, document = each.seen, each.document
        state = FileState.ONLINE_ONLY if seen.online_only else FileState.THERE
        now = datetime.now(UTC).isoformat()
        self._connection.execute("delete from files where folder = ? and path = ?", (folder or 0, each.location))
        cursor = self._connection.execute(
            "insert into files (folder, path, size, modified, identity, digest, state, since) "
            "values (?, ?, ?, ?, ?, ?, ?, ?)",
            (folder or 0, each.location, seen.size, seen.mtime_ns, seen.identity, each.digest, state, now),
        )
        file = int(cursor.lastrowid or 0)
        said = json.dumps({name: list(values) for name, values in document.matter.items()})
        text = rows.clean(document.text[:_TEXT_LIMIT])
        note = json.dumps([document.note.message, dict(document.note.values)]) if document.note is not None else ""
        self._connection.execute(
            'insert into file_texts (file, digest, title, text, note, "values", on_day) values (?, ?, ?, ?, ?, ?, ?)',
            (file, each.digest, rows.clean(document.title), text, rows.clean(note), said, str(self._today())),
        )
        self._links.note(file, document.links)

    def _folders(self) -> dict[int, str]:
        return dict(ask(self._connection, "select id, path from watched_folders"))
