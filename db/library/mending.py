"""Links mended in files: what a file held before is kept here first, and comes back when the step is taken back.

In this order: what the files hold is stored, with what they are to hold by digest; the files are written; the step is
stored. A program that is killed between finds the first and not the last when the file is opened next, and gives every
file what it held. Our own mend is no edit: what is known of the file follows it, and nobody has to review it for that.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from db import rows
from db.changes import Change
from db.files import ask, path_of, reading, writing
from db.history import History
from db.library.edits import keep_reviewed
from db.library.page_links import Led, PageLinks, as_posix
from db.step_list import StoredChange
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import Asset, MendedFile
from enable_desktop.library.documents import to_plain
from enable_desktop.library.folders import kept_name, on_disk
from enable_desktop.library.link_writing import Replacement
from enable_desktop.library.mending import Exchange, Exchanged, Hand, Readied, Wanted, grouped, in_folder
from enable_desktop.library.page_links import PageLink
from enable_desktop.library.places import place_in
from enable_desktop.links import Ref
from enable_desktop.notes import Attachment
from enable_desktop.words import Sentence, counted, mark

_DIGEST: Final = re.compile(r"\b[0-9a-f]{64}\b")


class Mending:
    """Mends links in the files of one workspace's library. Without a hand nothing can be written."""

    def __init__(
        self, connection: sqlite3.Connection, history: History, links: PageLinks, hand: Callable[[], Hand] | None
    ) -> None:
        self._connection = connection
        self._history = history
        self._links = links
        self._make_hand = hand
        self._done: tuple[Exchanged, ...] = ()
        self._led: Mapping[int, Led] | None = None
        """Where the links of files led before the mend that is taken back."""

    @property
    def hand(self) -> Hand:
        """What writes to the files; raises WorkspaceError where there is none."""
        if self._make_hand is None:
            raise WorkspaceError(mark("Files cannot be written from here. Nothing was changed."))
        return self._make_hand()

    # -- mending

    def wanted(self, mends: Iterable[tuple[PageLink, str | None]]) -> tuple[Wanted, ...]:
        """What to write in which file: each link with its new target, or None, which takes the link out."""
        asked = tuple(mends)
        files = json.dumps(list({link.file for link, _ in asked}))
        digests = dict(
            ask(
                self._connection,
                "select files.id, coalesce(nullif(file_texts.digest, ''), files.digest) from files "
                "left join file_texts on file_texts.file = files.id where files.id in (select value from json_each(?))",
                files,
            )
        )
        folders = self._folders()
        return grouped(
            (
                Wanted(
                    file=link.file,
                    path=Path(on_disk(link.page)),
                    name=in_folder(link.page, folders),
                    digest=digests.get(link.file, ""),
                ),
                Replacement(number=link.number, before=link.target, after=after),
            )
            for link, after in asked
        )

    def _folders(self) -> tuple[str, ...]:
        """The paths of the watched folders, as links are followed."""
        return tuple(as_posix(path) for (path,) in ask(self._connection, "select path from watched_folders"))

    def mend(
        self,
        mends: Iterable[tuple[PageLink, str | None]],
        *,
        also: Callable[[], AbstractContextManager[None]] | None = None,
        by: object | None = None,
    ) -> Readied:
        """Mend links in one step, at once; a window does the three parts of it one by one, and writes in a task.

        Returns what was written, and why some files were left. Raises WorkspaceError where a file could not be
        written; then all are as they were.
        """
        hand = self.hand
        readied = hand.ready(self.wanted(mends))
        self.keep(readied.exchanges)
        try:
            done = hand.exchange(readied.exchanges)
        except BaseException:
            self.settle()
            raise
        self.record(done, readied.links, also=also, by=by)
        return readied

    def keep(self, exchanges: Sequence[Exchange]) -> None:
        """Store what files hold before any is written."""
        with self._writing():
            for each in exchanges:
                self._connection.execute(
                    "insert or ignore into blobs (digest, bytes) values (?, ?)", (each.digest_before, each.before)
                )
                self._connection.execute(
                    "insert or replace into exchanged_files (path, before, after) values (?, ?, ?)",
                    (_text(each.path), each.digest_before, each.digest_after),
                )

    def record(
        self,
        done: Sequence[Exchanged],
        links: int,
        *,
        also: Callable[[], AbstractContextManager[None]] | None = None,
        by: object | None = None,
    ) -> None:
        """Store the step that the written files belong to; where that fails, they get back what they held.

        `also` gives the step that this is part of, with what else happens in it.
        """
        outer = also() if also is not None else nullcontext()
        label, values = _label(links, len(done))
        self._done = tuple(done)
        try:
            if not done:
                with outer:
                    return
            with outer, self._history.step(label, by=by, **values):
                rows.insert_many(
                    self._connection,
                    MendedFile,
                    (
                        {
                            "path": _text(each.exchange.path),
                            "before": each.exchange.digest_before,
                            "after": each.exchange.digest_after,
                        }
                        for each in done
                    ),
                )
                self._keep_led(done)
                for each in done:
                    self._keep_reviewed(each.exchange)
        except BaseException:
            self.settle()
            raise
        finally:
            self._done = ()

    # -- taking back, doing again

    @contextmanager
    def outside(self, changes: tuple[Change, ...]) -> Iterator[None]:
        """The files of a step that is taken back or done again, before its rows are touched."""
        rows_of_files = [each for each in changes if _names_file(each)]
        if not rows_of_files:
            yield
            return
        hand = self.hand
        exchanges = tuple(self._exchange_for(change, hand) for change in rows_of_files)
        self.keep(exchanges)
        is_undone = rows_of_files[0].after is None
        self._led = self._kept_led(changes) if is_undone else None
        try:
            self._done = hand.exchange(exchanges)
            yield
        except BaseException:
            self.settle()
            raise
        finally:
            self._done, self._led = (), None

    def _exchange_for(self, change: Change, hand: Hand) -> Exchange:
        is_undone = change.after is None
        row = change.before if is_undone else change.after
        assert row is not None
        now, then = (str(row["after"]), str(row["before"]))
        if not is_undone:
            now, then = then, now
        path = self._path_of(str(row["path"]), now)
        name = in_folder(as_posix(_text(path)), self._folders())
        found = ask(self._connection, "select bytes from blobs where digest = ?", then)
        if not found:
            raise WorkspaceError(
                mark("What {name} held is not kept any more, so it was not put back. Nothing was changed."),
                name=name,
            )
        return Exchange(
            path=path,
            name=name,
            before=hand.content(path),
            after=bytes(found[0][0]),
            digest_before=now,
            digest_after=then,
        )

    def _path_of(self, path: str, digest: str) -> Path:
        """Where a file lies that was mended at this path; it may have moved since."""
        kept = Path(on_disk(path))
        if not kept.exists():
            moved = self._links.with_digest([digest]).get(digest, ())
            if len(moved) == 1:
                return Path(on_disk(moved[0]))
        return kept

    def note_written(self) -> frozenset[Ref]:
        """Inside the step that files were written for: they are no longer under way, and what is known of them follows.

        Returns the assets whose files they are.
        """
        touched: set[Ref] = set()
        self._forget(each.exchange for each in self._done)
        for each in self._done:
            file = self._file_at(each.exchange)
            if file is None:
                continue
            self._note(file, each)
            touched |= {Ref(Asset.kind, id_) for id_ in self._assets_at(*self._place_of(each.exchange))}
        self._history.mention(touched)
        return frozenset(touched)

    def _place_of(self, exchange: Exchange) -> tuple[int | None, str]:
        folders = dict(self._connection.execute("select id, path from watched_folders").fetchall())
        return place_in(_text(exchange.path), str(exchange.path.parent), folders)

    def _assets_at(self, folder: int | None, location: str) -> list[int]:
        query = "select id from assets where folder is ? and location = ?"
        return [row[0] for row in self._connection.execute(query, (folder, location))]

    def _keep_reviewed(self, exchange: Exchange) -> None:
        for id_ in self._assets_at(*self._place_of(exchange)):
            keep_reviewed(self._connection, id_, exchange.digest_before, exchange.digest_after)

    def _file_at(self, exchange: Exchange) -> int | None:
        folder, location = self._place_of(exchange)
        query = "select id from files where folder = ? and path = ?"
        found = self._connection.execute(query, (folder or 0, location)).fetchone()
        return found[0] if found else None

    def _keep_led(self, done: Iterable[Exchanged]) -> None:
        """Inside the step, before anything is noted of the files: where their links lead, for when it is taken back."""
        # Loaded here: a start does not need it.
        import hashlib

        files = [file for each in done if (file := self._file_at(each.exchange)) is not None]
        led = {file: known for file in files if (known := self._links.led(file))}
        if not led:
            return
        content = json.dumps(led, ensure_ascii=False).encode()
        digest = hashlib.sha256(content).hexdigest()
        self._connection.execute("insert or ignore into blobs (digest, bytes) values (?, ?)", (digest, content))
        rows.insert_many(self._connection, MendedFile, [{"path": "", "before": digest, "after": ""}])

    def _kept_led(self, changes: Iterable[Change]) -> Mapping[int, Led]:
        for change in changes:
            row = change.before
            if row is None or row["path"]:
                continue
            for (content,) in ask(self._connection, "select bytes from blobs where digest = ?", row["before"]):
                return {int(file): known for file, known in json.loads(content).items()}
        return {}

    def _note(self, file: int, done: Exchanged) -> None:
        seen, document, digest = done.seen, done.document, done.exchange.digest_after
        self._connection.execute(
            "update files set size = ?, modified = ?, identity = ?, digest = ? where id = ?",
            (seen.size, seen.mtime_ns, seen.identity, digest, file),
        )
        plain = to_plain(document)
        self._connection.execute(
            'update file_texts set digest = ?, title = ?, text = ?, note = ?, "values" = ? where file = ?',
            (
                digest,
                document.title,
                document.text,
                json.dumps(plain["note"], ensure_ascii=False) if document.note else "",
                json.dumps(plain["matter"], ensure_ascii=False),
                file,
            ),
        )
        led = self._led.get(file, {}) if self._led is not None else None
        self._links.note(file, document.links, same=True, led=led)

    # -- what was not finished

    def settle(self) -> tuple[Sentence, ...]:
        """Give files what they held before a step that was not stored; returns why some stay as they are.

        One that cannot be written now is tried again at the next opening; one that somebody has changed is theirs.
        """
        hand = self.hand
        notes = []
        for path, before, after in ask(self._connection, "select path, before, after from exchanged_files"):
            kept = ask(self._connection, "select bytes from blobs where digest = ?", before)
            place = Path(on_disk(path))
            hand.sweep(place)
            try:
                if kept and not _holds(hand, place, before):
                    hand.put_back(place, after, bytes(kept[0][0]))
            except WorkspaceError as fault:
                notes.append(fault.sentence)
                if not place.exists() or _holds(hand, place, after):
                    continue
            with self._writing():
                self._connection.execute("delete from exchanged_files where path = ?", (path,))
        return tuple(notes)

    # -- what is kept

    def let_go(self, forgotten: Iterable[StoredChange]) -> None:
        """Inside the step: what files held before these mends is kept no longer, since nothing brings them back.

        Mends are forgotten in their order, so that all up to the last of these are; those that were taken back are not
        among the rows, and say nothing of what is before them.
        """
        there = {row[0] for row in self._connection.execute("select id from mended_files")}
        last = max((each.row for each in forgotten if each.row in there), default=0)
        wanted = {row[0] for row in self._connection.execute("select digest from attachments")}
        wanted |= {row[0] for row in self._connection.execute("select before from exchanged_files")}
        for pair in self._connection.execute('select "before", "after" from mended_files where id > ?', (last,)):
            wanted.update(pair)
        wanted |= {digest for data in self._in_history() for digest in _digests(data)}
        kept = [row[0] for row in self._connection.execute("select digest from blobs")]
        self._connection.executemany(
            "delete from blobs where digest = ?", ((digest,) for digest in kept if digest not in wanted)
        )

    def _in_history(self) -> Iterator[str]:
        """What steps hold that could still be done again, or that took an attachment out."""
        for (data,) in self._connection.execute(
            "select data from history_changes where kind = ? "
            "and step in (select id from history_steps where undone = 1)",
            (MendedFile.kind,),
        ):
            yield data
        attached, added = self._connection.execute(
            "select count(*), (select seq from sqlite_sequence where name = ?) from attachments", (Attachment.kind,)
        ).fetchone()
        if attached != (added or 0):
            # Some were taken out: only then all steps are gone through.
            for (data,) in self._connection.execute(
                "select data from history_changes where kind = ?", (Attachment.kind,)
            ):
                yield data

    # -- inside

    def _forget(self, exchanges: Iterable[Exchange]) -> None:
        self._connection.executemany(
            "delete from exchanged_files where path = ?", ((_text(each.path),) for each in exchanges)
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction that is no step."""
        with reading(path_of(self._connection)), writing(self._connection):
            yield


def _label(links: int, files: int) -> tuple[str, dict[str, Any]]:
    # Any: values of a sentence by their names.
    values = {
        "mended": counted("Mend {n} link", "Mend {n} links", links),
        "where": counted("in {n} file", "in {n} files", files),
    }
    return mark("{mended} {where}"), values


def _names_file(change: Change) -> bool:
    """Whether a row came or went that says which file was mended; one filled in by hand may say anything."""
    row = change.after or change.before
    return (change.before is None or change.after is None) and row is not None and Path(str(row["path"])).is_absolute()


def _digests(data: str) -> Iterator[str]:
    """What reads like a SHA-256 in the data of a change."""
    return (found[0] for found in _DIGEST.finditer(data))


def _text(path: Path) -> str:
    """A path as it can be stored; `on_disk` gives it back."""
    return kept_name(str(path))


def _holds(hand: Hand, path: Path, digest: str) -> bool:
    # Loaded here: a start does not need it.
    import hashlib

    try:
        return hashlib.sha256(hand.content(path)).hexdigest() == digest
    except WorkspaceError:
        return False
