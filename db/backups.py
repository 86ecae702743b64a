"""Backups: made by SQLite, checked after writing, rotated, put back in one transaction."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db.backup_folders import ORIGIN, claim
from db.faults import said, unreachable
from db.files import check_kind, connect, private_folder, reading
from db.lock import try_lock, wait_for_lock
from enable_desktop.errors import WorkspaceError
from enable_desktop.turns import give_way
from enable_desktop.words import mark

DAILY: Final = 7
WEEKLY: Final = 4
TODAY: Final = 5
SET_ASIDE: Final = 4

_STAMP: Final = "%Y-%m-%dT%H%M%S"
_KEPT: Final = "-kept"
_NAME: Final = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}T\d{{6}})(?:-(\d{{1,6}}))?(?:{_KEPT})?")
PATIENCE: Final = 600.0
"""For so many seconds a copy waits for a pause in which nobody changes the file."""
_PIECE: Final = 100
"""Pages copied at once: whoever wants to write meanwhile waits for no more than that."""
_RESTARTS: Final = 3
"""A copy begins again when the file changes meanwhile; after so many times it waits for a pause."""
_HELD: Final = 8_192
"""So many pages are copied in one go where there is no pause: that takes a fraction of the time a change waits."""
_HELD_SECONDS: Final = 0.5
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
_LOOK_SECONDS: Final = 0.05
_TARGET_FAULTS: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy of a workspace: when it was made, and its size in bytes."""

    path: Path
    made: datetime
    size: int
    set_aside: bool = False
    """Whether it holds what a restore or an update of the file replaced."""

    @property
    def name(self) -> str:
        return self.path.stem


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first by their names (the time of a file changes when it is copied)."""
    found = []
    for path in folder.glob("*.enable"):
        stamp = _stamp(path)
        if stamp is not None and path.with_suffix(".sha256").exists():
            found.append((stamp, _described(path, stamp[0])))
    return tuple(backup for _, backup in sorted(found, key=lambda each: each[0], reverse=True))


def _described(path: Path, made: datetime) -> Backup:
    return Backup(path=path, made=made, size=path.stat().st_size, set_aside=path.stem.endswith(_KEPT))


def _stamp(path: Path) -> tuple[datetime, int] | None:
    """When a backup was made, and its number among those of the same second; None for another file."""
    found = _NAME.fullmatch(path.stem)
    if found is None:
        return None
    try:
        # Not strptime: that loads the calendar of every language, on each start.
        return datetime.fromisoformat(found[1]), int(found[2] or 1)
    except ValueError:
        return None


def make_backup(
    workspace: Path, folder: Path, now: datetime, *, set_aside: bool = False, patience: float = PATIENCE
) -> Backup:
    """Copy a workspace through a connection of its own, check the copy, and only then give it its name.

    Whoever changes the file meanwhile is never refused: the copy waits for a pause, for so many seconds.
    """
    with _turn(workspace, folder):
        return _made(workspace, folder, now, set_aside=set_aside, patience=patience)


def make_if_changed(workspace: Path, folder: Path, now: datetime) -> Backup | None:
    """A backup, unless a sound one holds already what the workspace holds now.

    Asked on every opening. It reads a few rows of history and the newest backup, and never on the window's thread.
    """
    with _turn(workspace, folder):
        if any(_holds(backup, workspace) for backup in _newest(folder, now)):
            return None
        return _made(workspace, folder, now, set_aside=False, patience=PATIENCE)


@contextmanager
def _turn(workspace: Path, folder: Path) -> Iterator[None]:
    """Nobody else makes a backup in the folder meanwhile: what is half-written there is left over."""
    try:
        private_folder(folder)
        claim(folder, workspace)
        handle = os.open(folder / ORIGIN, os.O_RDWR)
        try:
            wait_for_lock(handle)
            sweep(folder)
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise _not_made(unreachable(folder, error)) from error


def _made(workspace: Path, folder: Path, now: datetime, *, set_aside: bool, patience: float) -> Backup:
    target = _free_name(folder, now, _KEPT if set_aside else "")
    partial = target.with_suffix(".partial")
    note = target.with_suffix(".sha256")
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        _copy(workspace, partial, patience)
        _settle(partial)
        _write_private(note, f"{digest_of(partial)}  {target.name}\n")
        partial.replace(target)
    except BaseException:
        note.unlink(missing_ok=True)
        raise
    finally:
        for leftover in (partial, partial.with_name(f"{partial.name}-journal")):
            leftover.unlink(missing_ok=True)
    return _described(target, now.replace(microsecond=0))


def _newest(folder: Path, now: datetime) -> Iterator[Backup]:
    """The newest backup, and the newest that a clock that was ahead has not dated."""
    backups = backups_in(folder)
    yield from backups[:1]
    yield from [backup for backup in backups if not _is_from_the_future(backup, now)][:1]


def _holds(backup: Backup, workspace: Path) -> bool:
    try:
        is_same = _state_of(backup.path) == _state_of(workspace)
        if is_same:
            verify(backup.path)
    except WorkspaceError:
        return False
    return is_same


def _state_of(path: Path) -> list[tuple[object, ...]]:
    """What differs after every change of the workspace, and is the same in a copy of it.

    The last step with all it did, since typing goes on in the same step, and the steps that are taken back.
    """
    queries = (
        "pragma user_version",
        "select value from settings where key = 'workspace_id'",
        "select seq from sqlite_sequence where name = 'history_steps'",
        "select id from history_steps where undone = 1 order by id",
        "select kind, row, operation, data from history_changes "
        "where step = (select max(id) from history_steps) order by number",
    )
    with reading(path), closing(connect(path, write=False)) as reader:
        return [row for query in queries for row in reader.execute(query).fetchall()]


def _not_made(reason: WorkspaceError) -> WorkspaceError:
    return WorkspaceError(
        mark("The backup could not be made: {reason} The workspace itself is safe. Choose another backup folder."),
        reason=reason.sentence,
    )


def _copy(source: Path, target: Path, patience: float) -> None:
    """SQLite's own copy (a file copy of a live database is no backup), then its own check of the copy."""
    try:
        with closing(connect(source, write=False)) as reader, closing(connect(target)) as writer:
            # Whoever wants to change the file would wait, with SQLite, for the drive to take in all of the copy.
            writer.execute("pragma synchronous = off")
            _copy_beside_others(reader, writer, source, patience)
            writer.execute("pragma journal_mode = delete")
            result = writer.execute("pragma integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in _TARGET_FAULTS:
            no_space = OSError(errno.ENOSPC, "")
            raise _not_made(unreachable(target.parent, no_space)) from error
        raise said(source, error) from error
    if result != "ok":
        raise WorkspaceError(
            mark("{name} is damaged: a backup of it would be too, so none was made."), name=source.name
        )


def _copy_beside_others(reader: sqlite3.Connection, writer: sqlite3.Connection, source: Path, patience: float) -> None:
    """SQLite's own copy of a file that others may be changing: none of them waits for long."""
    until = time.monotonic() + patience
    pause = _SHORTEST_PAUSE
    while True:
        with suppress(_Restless):
            return _copy_pages(reader, writer, source)
        if reader.execute("pragma page_count").fetchone()[0] <= _HELD:
            with suppress(_Restless):
                return _copy_held(reader, writer, source)
        _wait_for_pause(reader, source, pause, until)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _copy_held(reader: sqlite3.Connection, writer: sqlite3.Connection, source: Path) -> None:
    """The copy while every change waits: given up before one of them would be refused."""
    reader.execute("begin")
    try:
        # The first look keeps the file as it is.
        reader.execute("select count(*) from sqlite_schema").fetchone()
        _copy_pages(reader, writer, source, held_until=time.monotonic() + _HELD_SECONDS)
    finally:
        reader.execute("rollback")


def _wait_for_pause(reader: sqlite3.Connection, source: Path, seconds: float, until: float) -> None:
    """Waits until nobody has changed the file for so long; raises WorkspaceError when it is `until`."""
    version, since = None, 0.0
    while version is None or time.monotonic() - since < seconds:
        if time.monotonic() > until:
            raise WorkspaceError(
                mark(
                    "{name} was being changed all the time, so no backup of it was made. The file itself is safe; "
                    "back up again in a pause."
                ),
                name=source.name,
            )
        found = reader.execute("pragma data_version").fetchone()[0]
        if found != version:
            version, since = found, time.monotonic()
        give_way()
        time.sleep(_LOOK_SECONDS)


def _copy_pages(
    reader: sqlite3.Connection, writer: sqlite3.Connection, locked: Path, held_until: float | None = None
) -> None:
    """SQLite's own copy, all or nothing; `locked` is the file that another program may be holding.

    Raises _Restless where the file changes faster than it can be copied, or cannot be held for as long as that takes.
    """
    left, restarts = sys.maxsize, 0

    def watch(status: int, remaining: int, total: int) -> None:
        nonlocal left, restarts
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # The time to wait is over already; without this it would be tried for ever.
            raise WorkspaceError(
                mark("{name} is being written by another program. Nothing was changed; try again."), name=locked.name
            )
        restarts += remaining >= left
        left = remaining
        if restarts > _RESTARTS or (held_until is not None and remaining and time.monotonic() > held_until):
            raise _Restless
        if held_until is None:
            give_way()
        # Any statement will do: SQLite adds up the waits of a copy until there is one.
        reader.execute("select 1").fetchone()

    reader.backup(writer, pages=_PIECE, progress=watch)


class _Restless(Exception):
    """The file changes faster than it can be copied in pieces."""


def _free_name(folder: Path, now: datetime, ending: str) -> Path:
    name = now.strftime(_STAMP)
    number = 1
    while (target := folder / f"{name}{'' if number == 1 else f'-{number}'}{ending}.enable").exists():
        number += 1
    return target


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)


def _settle(copy: Path) -> None:
    """Has the drive take in what was written."""
    handle = os.open(copy, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest_of(path: Path) -> str:
    """The SHA-256 of a backup (never of an open workspace)."""
    # Loaded here: a start does not need it.
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(backup: Path) -> None:
    """Raise WorkspaceError unless the backup is byte for byte what was written."""
    try:
        expected = backup.with_suffix(".sha256").read_text("utf-8", errors="replace").split()[0]
        actual = digest_of(backup)
    except OSError as error:
        raise unreachable(backup, error) from error
    except IndexError:
        expected, actual = "", "?"
    if expected != actual:
        raise WorkspaceError(
            mark("The backup {name} is damaged and was not used. Nothing was changed; choose an older one."),
            name=backup.stem,
        )


def _is_from_the_future(backup: Backup, now: datetime) -> bool:
    return backup.made > now + timedelta(days=1)


def rotate(folder: Path, now: datetime) -> None:
    """Keep the newest five of today, the newest of each of the last 7 days that have one and of the last 4 weeks.

    What was set aside before the whole file was replaced is kept too, the newest four. Counted by days and weeks that
    have a backup, not from the clock, and what seems to come from the future is kept and not counted: a wrong clock
    purges nothing.
    """
    backups = [backup for backup in backups_in(folder) if not _is_from_the_future(backup, now)]
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in backups:
        days.setdefault(backup.made.date(), backup)
        weeks.setdefault(backup.made.isocalendar()[:2], backup)
    kept = [*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY]]
    kept += [backup for backup in backups if backup.made.date() == now.date()][:TODAY]
    kept += [backup for backup in backups if backup.set_aside][:SET_ASIDE]
    for backup in set(backups).difference(kept):
        # The note goes last: a backup without one is not listed, and would never be removed.
        backup.path.unlink(missing_ok=True)
        backup.path.with_suffix(".sha256").unlink(missing_ok=True)


def put_back(backup: Path, workspace: Path) -> None:
    """Replace the workspace's content by a verified backup, in one SQLite transaction: all of it or nothing."""
    verify(backup)
    try:
        with closing(connect(backup, write=False)) as reader, closing(connect(workspace)) as writer:
            check_kind(reader, backup)
            _copy_pages(reader, writer, workspace)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise unreachable(workspace, OSError(errno.ENOSPC, "")) from error
        raise said(workspace, error) from error


def sweep_when_idle(folder: Path) -> None:
    """Remove what an interrupted backup left unfinished, unless one is being made right now."""
    try:
        handle = os.open(folder / ORIGIN, os.O_RDWR)
    except OSError:
        return
    try:
        if try_lock(handle):
            sweep(folder)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup left unfinished; a folder that refuses keeps it."""
    leftovers = [*folder.glob("*.partial*")]
    leftovers += [note for note in folder.glob("*.sha256") if not note.with_suffix(".enable").exists()]
    for leftover in leftovers:
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
