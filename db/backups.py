"""Backups: made by SQLite, checked after writing, rotated, put back in one transaction."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from db.files import connect, reading, said, unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

DAILY: Final = 7
WEEKLY: Final = 4
_STAMP: Final = "%Y-%m-%dT%H%M%S"


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
    """The backups in a folder, newest first by name (names are stamps, so a changed clock reorders nothing else)."""
    found = []
    for path in folder.glob("*.enable"):
        made = _made(path)
        if made is not None and path.with_suffix(".sha256").exists():
            found.append(Backup(path=path, made=made, size=path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.path.name, reverse=True))


def _made(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem[:17], _STAMP)
    except ValueError:
        return None


def make_backup(workspace: Path, folder: Path, now: datetime) -> Backup:
    """Copy a workspace through a connection of its own, check the copy, and only then give it its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(folder)
        target = _free_name(folder, now)
        partial = target.with_suffix(".partial")
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            _copy(workspace, partial)
            digest = digest_of(partial)
            _write_private(target.with_suffix(".sha256"), f"{digest}  {target.name}\n")
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise WorkspaceError(
            mark("The backup could not be made: {reason} The workspace itself is safe. Choose another backup folder."),
            reason=unreachable(folder, error).sentence,
        ) from error
    return Backup(path=target, made=now.replace(microsecond=0), size=target.stat().st_size)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own copy (a file copy of a live database is no backup), then its own check of the copy."""
    with reading(source), closing(connect(source, write=False)) as reader, closing(connect(target)) as writer:
        reader.backup(writer)
        writer.execute("pragma journal_mode = delete")
        result = writer.execute("pragma integrity_check").fetchone()[0]
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
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def digest_of(path: Path) -> str:
    """The SHA-256 of a backup (never of an open workspace)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(backup: Path) -> None:
    """Raise WorkspaceError unless the backup is byte for byte what was written."""
    try:
        expected = backup.with_suffix(".sha256").read_text("utf-8").split()[0]
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
    """Keep the newest of each of the last 7 days that have one and of each of the last 4 weeks; drop the rest.

    Counted by days and weeks that have a backup, not from the clock: a wrong clock purges nothing.
    """
    backups = backups_in(folder)
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in backups:
        days.setdefault(backup.made.date(), backup)
        weeks.setdefault(backup.made.isocalendar()[:2], backup)
    kept = {backup.path for backup in (*list(days.values())[:DAILY], *list(weeks.values())[:WEEKLY])}
    ahead = {backup.path for backup in backups if backup.made > now + timedelta(days=1)}
    for backup in backups:
        if backup.path not in kept and backup.path not in ahead:
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
    """Remove what an interrupted backup left unfinished."""
    for partial in folder.glob("*.partial*"):
        partial.unlink(missing_ok=True)
