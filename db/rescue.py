"""A workspace that cannot be opened any more: its backups are found by its path, and one of them takes its place."""

from __future__ import annotations

import os
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.backups import ORIGIN, Backup, backups_in, put_back, verify
from db.files import unreachable
from db.lock import Lock

if TYPE_CHECKING:
    from db.workspace import Place


def backups_of(path: Path, place: Place) -> tuple[Backup, ...]:
    """The backups made of the file at this path, newest first, whether or not it can be read."""
    wanted = str(path.absolute())
    found: list[Backup] = []
    for note in (place.backups or place.home / "backups").glob(f"*/{ORIGIN}"):
        try:
            is_its = note.read_text("utf-8").strip() == wanted
        except (OSError, UnicodeDecodeError):
            continue
        if is_its:
            found.extend(backups_in(note.parent))
    return tuple(sorted(found, key=lambda backup: backup.name, reverse=True))


def restore_over(path: Path, backup: Backup, place: Place) -> Path | None:
    """Put a verified backup in the place of a file that cannot be opened.

    The damaged file is kept beside it, with its journal; returns its new path, None where there was no file.
    Raises WorkspaceError, and changes nothing, where the backup is damaged or the folder refuses.
    """
    verify(backup.path)
    fresh = path.with_name(f".{path.name}.restoring")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with Lock(path, place.home, summon=False) if path.exists() else nullcontext():
                put_back(backup.path, fresh)
                kept = _set_aside(path, place.clock())
                fresh.rename(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise unreachable(path, error) from error
    return kept


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Rename a file out of the way, its journal with it: a journal alone would be played into another file."""
    journal = path.with_name(f"{path.name}-journal")
    kept = _free(path, now)
    if journal.exists():
        journal.rename(kept.with_name(f"{kept.name}-journal"))
    if not path.exists():
        return None
    path.rename(kept)
    return kept


def _free(path: Path, now: datetime) -> Path:
    stem = f"{path.stem} damaged {now:%Y-%m-%d %H%M%S}"
    names = (f"{stem}{'' if number == 1 else f' {number}'}{path.suffix}" for number in range(1, 1_000))
    return next(free for name in names if not (free := path.with_name(name)).exists())
