"""What was seen last of the files of assets, and how the library follows them when they change, move or go.

What is known of a file is part of no step; where an asset lies is.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from db import rows
from db.files import ask, parsing
from db.growing import GrowingStep
from db.history import History
from db.library.deeds import Deeds, Followed, parted
from db.library.edits import note_edit
from db.library.page_links import PageLinks
from db.library.rereading import take_over
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset, AssetCopy, WatchedFolder
from enable_desktop.library.documents import Document, to_plain
from enable_desktop.library.folders import Facts, FileState, Known, Place, Seen
from enable_desktop.library.places import title_of
from enable_desktop.library.reconcile import Found, Fresh, Glance
from enable_desktop.library.recordings import is_transcript, recordings_beside
from enable_desktop.library.rereading import Rewritten, is_unreadable
from enable_desktop.links import Ref
from enable_desktop.notes import ListEntry
from enable_desktop.words import mark

_AT_ONCE: Final = 500
_PARKED: Final = -1
"""Where a file is kept whose place another has taken, until its own turn comes."""
_KNOWN: Final = "id, folder, path, size, modified, identity, digest, state, since"


class Files:
    """The files of the library, as they were when they were looked at last."""

    def __init__(
        self, connection: sqlite3.Connection, history: History, today: Callable[[], date], links: PageLinks
    ) -> None:
        self._links = links
        self._connection = connection
        self._history = history
        self._today = today

    # -- reading

    def facts(self, folder: int) -> list[Facts]:
        """What was seen last of the files of a folder that were there; 0 holds those that lie in none."""
        # A folder usually holds most of the files, so that going through all is quicker than looking each up.
        return ask(
            self._connection,
            f"select path, size, modified, identity, state = '{FileState.ONLINE_ONLY}' from files not indexed "
            f"where folder = ? and state <> '{FileState.MISSING}'",
            folder,
        )

    def known(self, glances: Mapping[int, Glance]) -> tuple[Known, ...]:
        """The files of these folders that differ, and those that are missing."""
        found = ask(self._connection, f"select {_KNOWN} from files where state = '{FileState.MISSING}'")
        for folder, at in glances.items():
            for paths in parted(at.differing, _AT_ONCE):
                found += ask(
                    self._connection,
                    f"select {_KNOWN} from files where folder = ? and path in ({_marks(paths)})",
                    folder,
                    *paths,
                )
        return tuple(_known(row) for row in found if row[1] in glances)

    def owners(self, known: Iterable[Known]) -> Mapping[int, tuple[Ref, ...]]:
        """The assets and copies that lie where these files were seen last, by the id of the file."""
        ids = [each.id for each in known]
        found: dict[int, list[Ref]] = {}
        for some in parted(tuple(ids), _AT_ONCE):
            for record in (Asset, AssetCopy):
                for file, id_ in ask(
                    self._connection,
                    f'select files.id, each.id from files join "{record.kind}" each on each.location = files.path '
                    "and each.folder is nullif(files.folder, 0) "
                    f"where files.id in ({_marks(some)}) order by each.id",
                    *some,
                ):
                    found.setdefault(file, []).append(Ref(record.kind, id_))
        return {file: tuple(refs) for file, refs in found.items()}

    def states(self, assets: Iterable[int]) -> Mapping[int, FileState]:
        """Whether the files of these assets were there at the last look, by the id of the asset."""
        found: dict[int, FileState] = {}
        for some in parted(tuple(assets), _AT_ONCE):
            for asset, state in ask(
                self._connection,
                "select assets.id, files.state from assets join files on files.folder = coalesce(assets.folder, 0) "
                f"and files.path = assets.location where assets.id in ({_marks(some)})",
                *some,
            ):
                found[asset] = FileState(state)
        return found

    def copies(self, asset: int) -> tuple[tuple[str, FileState | None], ...]:
        """Where else the content of an asset lies, and whether it was there at the last look; None before the first."""
        found = ask(
            self._connection,
            "select asset_copies.location, files.state from asset_copies "
            "left join files on files.folder = coalesce(asset_copies.folder, 0) and files.path = asset_copies.location "
            "where asset_copies.asset = ? and asset_copies.location <> '' order by asset_copies.location",
            asset,
        )
        return tuple((location, FileState(state) if state is not None else None) for location, state in found)

    def loose(self) -> list[str]:
        """The paths of files that lie in no watched folder."""
        return [row[0] for row in ask(self._connection, "select path from files where folder = 0 order by path")]

    def unread(self, limit: int, after: int = 0) -> tuple[Known, ...]:
        """Files of assets whose text was not read as they are now, the first so many after the one with this id."""
        found = ask(
            self._connection,
            f"select {', '.join(f'files.{column}' for column in _KNOWN.split(', '))} from files "
            "left join file_texts on file_texts.file = files.id "
            "where files.id > ? and files.state = ? and files.digest <> coalesce(file_texts.digest, '') "
            "and (exists (select 1 from assets where assets.location = files.path "
            "and assets.folder is nullif(files.folder, 0)) or exists (select 1 from asset_copies "
            "where asset_copies.location = files.path and asset_copies.folder is nullif(files.folder, 0))) "
            "order by files.id limit ?",
            after,
            FileState.THERE,
            limit,
        )
        return tuple(map(_known, found))

    def unexpected(self) -> tuple[Place, ...]:
        """The places of assets and copies that nobody has looked at yet."""
        query = " union ".join(
            f'select coalesce(folder, 0), location from "{record.kind}" each '
            "where location <> '' and location not like '%://%' and not exists (select 1 from files "
            "where files.folder = coalesce(each.folder, 0) and files.path = each.location)"
            for record in (Asset, AssetCopy)
        )
        return tuple((row[0], row[1]) for row in ask(self._connection, query))

    def taken(self) -> frozenset[Place]:
        """Every place where an asset or a copy lies."""
        places = "select coalesce(folder, 0), location from {0} where location <> ''"
        query = f"{places.format(Asset.kind)} union {places.format(AssetCopy.kind)}"
        return frozenset((row[0], row[1]) for row in ask(self._connection, query))

    # -- writing

    def expect(self, places: Iterable[Place]) -> None:
        """Note places that nobody has looked at yet."""
        with self._history.step(mark("Look for files"), origin=Origin.AUTOMATIC):
            self._connection.executemany("insert or ignore into files (folder, path) values (?, ?)", places)

    def follow(self, deeds: Deeds, growing: GrowingStep | None = None) -> Followed:
        """Do what was found, in one automatic step that is taken back in the history alone.

        Where only a part is done at a time, the parts are the same step `growing`.
        """
        findings = deeds.findings
        growing = growing or GrowingStep()
        if not self._history.goes_on(growing):
            growing.begin_anew()
        label, values = self._label(deeds, growing.counts)
        noted = datetime.now(UTC).isoformat()
        made: list[int] = []
        touched: set[int] = set()
        with self._history.step(label, origin=Origin.AUTOMATIC, growing=growing, **values):
            rows.insert_many(self._connection, ListEntry, deeds.entries)
            for folder, (old, new) in findings.renumbered.items():
                self._renumber(folder, old, new)
            for each in (*findings.refreshed, *findings.changed, *findings.moved, *findings.back_again):
                is_edited = each.is_edited and not self._is_ours(each)
                self._note_found(each, noted)
                if each.has_moved or each.is_edited or each.known.is_missing:
                    self._hear_again(each.known.place)
                    self._hear_again((each.folder, each.seen.path))
                document = deeds.documents.get((each.folder, each.seen.path))
                if document is not None:
                    self._note_document(each.known.id, each.digest, document)
                refs = deeds.owners.get(each.known.id, ())
                if each.has_moved:
                    self._move(refs, each)
                if is_edited:
                    for id_ in _assets(refs):
                        note_edit(self._connection, id_, each.known.digest, self._today())
                if each.known.id in deeds.rewritten:
                    take_over(self._connection, _assets(refs), deeds.rewritten[each.known.id], self._today())
                if each.has_moved or each.is_edited or each.known.is_missing or document is not None:
                    touched |= _assets(refs)
            for known in findings.missing:
                self._connection.execute(
                    "update files set state = ?, since = ? where id = ?", (FileState.MISSING, noted, known.id)
                )
                self._hear_again(known.place)
                touched |= _assets(deeds.owners.get(known.id, ()))
            made += self._arrive(deeds, noted)
            self._history.mention(Ref(Asset.kind, id_) for id_ in touched)
        return Followed(new=tuple(made), touched=frozenset(touched))

    def _is_ours(self, found: Found) -> bool:
        """Whether a file holds what this program gave it to mend its links, noted since the look or about to be."""
        row = self._connection.execute(
            "select digest = ?1 or exists (select 1 from exchanged_files where after = ?1) from files where id = ?2",
            (found.digest, found.known.id),
        ).fetchone()
        return bool(found.digest and row and row[0])

    def note_documents(
        self,
        read: Collection[tuple[Known, Document]],
        rewritten: Mapping[int, Rewritten] | None = None,
        entries: Iterable[Mapping[str, str]] = (),
        growing: GrowingStep | None = None,
    ) -> None:
        """Keep what stands in files that were read; a step only where they say something else than before.

        `entries` are the values of facets that they name and that are not there yet. Where only a part is read at a
        time, the parts are the same step `growing`.
        """
        label = mark("Take over what files say of themselves")
        with self._history.step(label, origin=Origin.AUTOMATIC, growing=growing):
            rows.insert_many(self._connection, ListEntry, entries)
            owners = self.owners(known for known, _ in read)
            for known, document in read:
                self._note_document(known.id, known.digest, document)
                assets = _assets(owners.get(known.id, ()))
                if rewritten is not None and known.id in rewritten:
                    take_over(self._connection, assets, rewritten[known.id], self._today())
                self._history.mention(Ref(Asset.kind, id_) for id_ in assets)

    def read_last(self, known: Iterable[int]) -> Mapping[int, Document]:
        """What these files said of themselves at the last reading, by id; nothing of those that were never read."""
        found = ask(
            self._connection,
            """select file, title, "values" from file_texts where file in (select value from json_each(?))""",
            json.dumps(list(known)),
        )
        with parsing(self._connection):
            return {
                file: Document(title=title, matter={name: tuple(said) for name, said in json.loads(matter).items()})
                for file, title, matter in found
            }

    def take_in(
        self, deeds: Deeds, name: str, folders: Mapping[int, tuple[str, bool]], watched: Iterable[int] = ()
    ) -> Followed:
        """Make assets of files as one step of an import; `name` is what was imported.

        `folders` are those that are new with it, by the id below 0 that the files are given with: path, and whether it
        is watched. `watched` are those that are known and are watched from now on.
        """
        noted = datetime.now(UTC).isoformat()
        with self._history.step(mark("Import the content in “{name}”"), origin=Origin.IMPORT, name=name):
            ids = {
                given: rows.insert(
                    self._connection, WatchedFolder, {"title": title_of(path), "path": path, "watched": watched}
                )
                for given, (path, watched) in folders.items()
            }
            for folder in watched:
                rows.update(self._connection, WatchedFolder, folder, {"watched": True})
            rows.insert_many(self._connection, ListEntry, deeds.entries)
            made = self._arrive(deeds, noted, ids)
        return Followed(new=tuple(made))

    def _arrive(self, deeds: Deeds, noted: str, ids: Mapping[int, int] | None = None) -> list[int]:
        """The assets that files became, by id; `ids` are those of folders that were given another number."""
        made = []
        for arrival in deeds.arrivals:
            fresh = arrival.fresh
            document = deeds.documents.get((fresh.folder, fresh.seen.path))
            folder = (ids or {}).get(fresh.folder, fresh.folder)
            file = self._note_new(replace(fresh, folder=folder), noted)
            if document is not None:
                self._note_document(file, fresh.digest, document)
            place = {"folder": folder or None, "location": fresh.seen.path}
            made.append(rows.insert(self._connection, Asset, {**arrival.values, **place}))
        for fresh in deeds.spoken:
            folder = (ids or {}).get(fresh.folder, fresh.folder)
            self._note_new(replace(fresh, folder=folder), noted)
            self._hear_again((folder, fresh.seen.path))
        return made

    def _hear_again(self, place: Place) -> None:
        """Something happened to a transcript: the text of the recording beside it is not what it was."""
        folder, path = place
        if is_transcript(path):
            beside = tuple(recordings_beside(path))
            self._connection.execute(
                "update file_texts set digest = '' where file in (select id from files where folder = ? "
                f"and path in ({_marks(beside)}))",
                (folder, *beside),
            )

    def _label(self, deeds: Deeds, counts: Counter[str]) -> tuple[str, dict[str, Any]]:
        """What the step is called: by the one asset that it is about, or by how many of each, which is counted on."""
        # Any: values of a sentence by their names.
        findings = deeds.findings
        moved = (*findings.moved, *(each for each in findings.back_again if each.has_moved))
        changed = (*findings.changed, *(each for each in findings.back_again if each.is_edited and not each.has_moved))
        new = deeds.arrivals
        is_first = not counts.total()
        counts.update(new=len(new), edited=len(changed), moved=len(moved))
        if is_first and counts.total() == 1:
            if new:
                return mark("Add “{title}” from its folder"), {"title": new[0].values["title"]}
            title = self._title(deeds.owners.get((*moved, *changed)[0].known.id, ()))
            if title:
                label = mark("Follow “{title}” to its new place") if moved else mark("Note that “{title}” was edited")
                return label, {"title": title}
        return (
            mark("Follow the files in watched folders (new: {new}, edited: {edited}, moved: {moved})"),
            dict(counts),
        )

    def _title(self, refs: Collection[Ref]) -> str:
        found = rows.read_these(self._connection, Asset, _assets(refs))
        return found[0].title_text if found else ""

    def _renumber(self, folder: int, old: str, new: str) -> None:
        self._connection.execute(
            "update files set identity = ? || substr(identity, ?) where folder = ? and identity like ? || ':%'",
            (new, len(old) + 1, folder, old),
        )

    def _note_found(self, found: Found, noted: str) -> None:
        seen, known = found.seen, found.known
        if found.has_moved:
            self._make_room(found.folder, seen.path, known.id)
        self._connection.execute(
            "update files set folder = ?, path = ?, size = ?, modified = ?, digest = ?, state = ?, "
            "since = iif(identity = ? and since is not null and state <> ?, since, ?), identity = ? where id = ?",
            (
                found.folder, seen.path, seen.size, seen.mtime_ns, found.digest or known.digest, _state(seen),
                seen.identity, FileState.MISSING, noted, seen.identity, known.id,
            ),
        )  # fmt: skip

    def _note_new(self, fresh: Fresh, noted: str) -> int:
        """The id of a file at a place where none was, or one that belonged to nobody."""
        seen = fresh.seen
        self._connection.execute(
            "insert into files (folder, path, size, modified, identity, digest, state, since) "
            "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (folder, path) do update set size = excluded.size, "
            "modified = excluded.modified, identity = excluded.identity, digest = excluded.digest, "
            "state = excluded.state, since = excluded.since",
            (fresh.folder, seen.path, seen.size, seen.mtime_ns, seen.identity, fresh.digest, _state(seen), noted),
        )
        found = self._connection.execute(
            "select id from files where folder = ? and path = ?", (fresh.folder, seen.path)
        ).fetchone()
        return int(found[0])

    def _note_document(self, file: int, digest: str, document: Document) -> None:
        """Keep what stands in a file, and what it links to; of one that cannot be read, what it said of itself last."""
        plain = to_plain(document)
        told = "" if is_unreadable(document) else 'title = excluded.title, "values" = excluded."values", '
        self._connection.execute(
            'insert into file_texts (file, digest, title, text, note, "values", on_day) values (?, ?, ?, ?, ?, ?, ?) '
            f"on conflict (file) do update set {told}digest = excluded.digest, text = excluded.text, "
            "note = excluded.note, on_day = excluded.on_day",
            (
                file, digest, document.title, document.text,
                json.dumps(plain["note"], ensure_ascii=False) if document.note else "",
                json.dumps(plain["matter"], ensure_ascii=False), str(self._today()),
            ),
        )  # fmt: skip
        self._links.note(file, document.links)

    def _make_room(self, folder: int, path: str, id_: int) -> None:
        """Free the place of a file that is missing there, or that will be followed elsewhere in its turn."""
        self._connection.execute(
            "delete from files where folder = ? and path = ? and id <> ? and state = ?",
            (folder, path, id_, FileState.MISSING),
        )
        self._connection.execute(
            "update files set folder = ?, path = id where folder = ? and path = ? and id <> ?",
            (_PARKED, folder, path, id_),
        )

    def _move(self, refs: Iterable[Ref], found: Found) -> None:
        """Take along what still lies where the file was."""
        folder, path = found.known.place
        for ref in refs:
            self._connection.execute(
                f'update "{ref.kind}" set folder = ?, location = ? where id = ? and folder is ? and location = ?',
                (found.folder or None, found.seen.path, ref.id, folder or None, path),
            )


def _assets(refs: Iterable[Ref]) -> frozenset[int]:
    return frozenset(ref.id for ref in refs if ref.kind == Asset.kind)


def _state(seen: Seen) -> FileState:
    return FileState.ONLINE_ONLY if seen.online_only else FileState.THERE


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _known(row: tuple[Any, ...]) -> Known:
    # Any: a row as SQLite gives it.
    id_, folder, path, size, modified, identity, digest, state, since = row
    return Known(
        id=id_,
        folder=folder,
        seen=Seen(path, size, modified, identity, state == FileState.ONLINE_ONLY),
        digest=digest,
        is_missing=state == FileState.MISSING,
        noted_ns=_noted_ns(since),
    )


def _noted_ns(since: str | None) -> int | None:
    try:
        return int(datetime.fromisoformat(since or "").timestamp() * 1e9)
    except ValueError:
        return None
