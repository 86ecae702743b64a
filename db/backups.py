"""Backups: made by SQLite, checked after writing, rotated, put back in one transaction."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db.files import connect, private_folder, said, unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

DAILY: Final = 7
WEEKLY: Final = 4
ORIGIN: Final = "workspace.txt"
"""Beside the backups: the path of the workspace, so that they are found when it cannot be opened any more."""

_STAMP: Final = "%Y-%m-%dT%H%M%S"
_NAME: Final = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6})(?:-(\d{1,6}))?")
_TARGET_FAULTS: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One copy of a workspace: when it was made, and its size in bytes."""

    path: Path
    made: datetime
    size: int

    @property
    def name(self) -> str:
        return self.path.stem


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first by their names (the time of a file changes when it is copied)."""
    found = []
    for path in folder.glob("*.enable"):
        stamp = _stamp(path)
        if stamp is not None and path.with_suffix(".sha256").exists():
            found.append((stamp, Backup(path=path, made=stamp[0], size=path.stat().st_size)))
    return tuple(backup for _, backup in sorted(found, key=lambda each: each[0], reverse=True))


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


def make_backup(workspace: Path, folder: Path, now: datetime) -> Backup:
    """Copy a workspace through a connection of its own, check the copy, and only then give it its name."""
    try:
        private_folder(folder)
        sweep(folder)
        _write_private(folder / ORIGIN, f"{workspace.absolute()}\n")
        target = _free_name(folder, now)
        partial = target.with_suffix(".partial")
        note = target.with_suffix(".sha256")
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _copy(workspace, partial)
            _write_private(note, f"{digest_of(partial)}  {target.name}\n")
            partial.replace(target)
        except BaseException:
            note.unlink(missing_ok=True)
            raise
        finally:
            for leftover in (partial, partial.with_name(f"{partial.name}-journal")):
                leftover.unlink(missing_ok=True)
        return Backup(path=target, made=now.replace(microsecond=0), size=target.stat().st_size)
    except OSError as error:
        raise _not_made(unreachable(folder, error)) from error


def _not_made(reason: WorkspaceError) -> WorkspaceError:
    return WorkspaceError(
        mark("The backup could not be made: {reason} The workspace itself is safe. Choose another backup folder."),
        reason=reason.sentence,
    )


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copy (a file copy of a live database is no backup), then its own check of the copy."""
    try:
        with closing(connect(source, write=False)) as reader, closing(connect(target)) as writer:
            reader.backup(writer)
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


def _free_name(folder: Path, now: datetime) -> Path:
    name = now.strftime(_STAMP)
    target = folder / f"{name}.enable"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{name}-{number}.enable"
    return target


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)


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


def is_due(backups: Sequence[Backup], now: datetime) -> bool:
    """Whether no backup bears today's date (a clock that was ahead does not count as today)."""
    return all(backup.made.date() != now.date() for backup in backups)


def rotate(folder: Path, now: datetime) -> None:
    """Keep all of today, the newest of each of the last 7 days that have one and of each of the last 4 weeks.

    Counted by days and weeks that have a backup, not from the clock, and what seems to come from the future is kept
    and not counted: a wrong clock purges nothing.
    """
    backups = [backup for backup in backups_in(folder) if backup.made <= now + timedelta(days=1)]
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in backups:
        days.setdefault(backup.made.date(), backup)
        weeks.setdefault(backup.made.isocalendar()[:2], backup)
    kept = {backup.path for backup in (*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY])}
    for backup in backups:
        if backup.path not in kept and backup.made.date() != now.date():
            # The note goes last: a backup without one is not listed, and would never be removed.
            backup.path.unlink(missing_ok=True)
            backup.path.with_suffix(".sha256").unlink(missing_ok=True)


def put_back(backup: Path, workspace: Path) -> None:
    """Replace the workspace's content by a verified backup, in one SQLite transaction: all of it or nothing."""
    verify(backup)
    try:
        with closing(connect(backup, write=False)) as reader, closing(connect(workspace)) as writer:
            reader.backup(writer)
    except sqlite3.DatabaseError as error:
        raise said(workspace, error) from error


def sweep(folder: Path) -> None:
    """Remove what an interrupted backup left unfinished; a folder that refuses keeps it."""
    leftovers = [*folder.glob("*.partial*")]
    leftovers += [note for note in folder.glob("*.sha256") if not note.with_suffix(".enable").exists()]
    for leftover in leftovers:
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
