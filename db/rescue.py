"""A workspace that cannot be opened any more: its backups are found by its path, and one of them takes its place."""

from __future__ import annotations

import os
from contextlib import closing, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup_folders import ORIGIN, owner_of
from db.backups import Backup, backups_in, put_back, verify
from db.faults import unreachable
from db.files import connect, made_beside, reading, restoring_of, sweep_beside
from db.lock import Lock
from enable_desktop.errors import WorkspaceError
from enable_desktop.kinds import KINDS

if TYPE_CHECKING:
    from db.workspace import Place


def backups_of(path: Path, place: Place) -> tuple[Backup, ...]:
    """The backups made of the file at this path, newest first, whether or not it can be read."""
    found: list[Backup] = []
    for note in place.backup_base.glob(f"*/{ORIGIN}"):
        if owner_of(note.parent) == path.absolute():
            found.extend(backups_in(note.parent))
    return tuple(sorted(found, key=lambda backup: backup.name, reverse=True))


def last_good(path: Path, place: Place) -> tuple[Backup, int] | None:
    """The newest backup of the file at this path that is byte for byte what was written, and how many records it holds.

    None where there is none.
    """
    for backup in backups_of(path, place):
        try:
            verify(backup.path)
            with reading(backup.path), closing(connect(backup.path, write=False)) as connection:
                tables = {name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")}
                counts = [
                    connection.execute(f'select count(*) from "{table}"').fetchone()[0]
                    for table in KINDS
                    if table in tables
                ]
                return backup, sum(counts)
        except WorkspaceError:
            continue
    return None


def restore_over(path: Path, backup: Backup, place: Place) -> Path | None:
    """Put a verified backup in the place of a file that cannot be opened.

    The damaged file is kept beside it, with its journal; returns its new path, None where there was no file.
    Raises WorkspaceError, and changes nothing, where the backup is damaged or the folder refuses.
    """
    verify(backup.path)
    fresh = restoring_of(path)
    try:
        sweep_beside(path)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with Lock(path, place.home, summon=False) if path.exists() else nullcontext():
                put_back(backup.path, fresh)
                kept = _set_aside(path, place.clock())
                fresh.replace(path)
        finally:
            sweep_beside(path)
    except OSError as error:
        raise unreachable(path, error) from error
    return kept


def copy_out(backup: Backup, target: Path) -> None:
    """A backup as a file of its own; raises WorkspaceError where it is damaged, the name taken, or the folder full."""
    verify(backup.path)
    with made_beside(target) as partial, partial.open("wb") as file:
        file.write(backup.path.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give a file a second name, its journal with it: a journal alone would be played into another file."""
    journal = path.with_name(f"{path.name}-journal")
    kept = _free(path, now)
    was_there = path.exists()
    if was_there:
        try:
            # So that something bears the name at every moment.
            kept.hardlink_to(path)
        except OSError:
            path.rename(kept)
    if journal.exists():
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    return kept if was_there else None


def _free(path: Path, now: datetime) -> Path:
    stem = f"{path.stem} damaged {now:%Y-%m-%d %H%M%S}"
    names = (f"{stem}{'' if number == 1 else f' {number}'}{path.suffix}" for number in range(1, 1_000))
    return next(free for name in names if not (free := path.with_name(name)).exists())
