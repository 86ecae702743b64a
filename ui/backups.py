"""Backups and copies as the window knows them: made beside the work, said in a few words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words, mark

if TYPE_CHECKING:
    from db.backups import Backup
    from db.other_copies import OtherCopy
    from db.workspace import Workspace
    from ui.tasks import Progress


def backup_work(workspace: Workspace) -> Callable[[Progress], Backup]:
    """Work for the task pool: a checked backup through a connection of its own."""
    return partial(_make, workspace.path, workspace.backup_folder, workspace.now)


def opening_work(workspace: Workspace) -> Callable[[Progress], Backup | None]:
    """Work for the task pool: a checked backup, unless one holds already what the file holds now."""
    return partial(_make_if_changed, workspace.path, workspace.backup_folder, workspace.now)


def copies_work(path: Path) -> Callable[[Progress], tuple[OtherCopy, ...]]:
    """Work for the task pool: a look at the copies that a sync service put beside a file."""
    return partial(_look_beside, path)


def _look_beside(path: Path, progress: Progress) -> tuple[OtherCopy, ...]:
    from db.other_copies import other_copies

    return other_copies(path)


def _make(path: Path, folder: Path, now: datetime, progress: Progress) -> Backup:
    from db.backups import make_backup, rotate

    made = make_backup(path, folder, now)
    rotate(folder, now)
    return made


def _make_if_changed(path: Path, folder: Path, now: datetime, progress: Progress) -> Backup | None:
    from db.backups import make_if_changed, rotate

    made = make_if_changed(path, folder, now)
    rotate(folder, now)
    return made


def backup_state(words: Words, workspace: Workspace, failed: bool = False) -> tuple[str, bool]:
    """How old the newest backup is, in words, and whether that needs attention."""
    if failed:
        return words(mark("Backup failed")), True
    if workspace.is_readonly:
        return words(mark("Read-only")), True
    newest = next(iter(workspace.backups()), None)
    if newest is None:
        return words(mark("Not backed up yet")), False
    return words(mark("Backed up {when}"), when=said_day(words, newest.made, workspace.now)), False


def said_day(words: Words, moment: datetime, now: datetime) -> str:
    """A moment as people say it: "today, 09:12", "yesterday, 17:30", "12 Mar, 08:00"."""
    time = f"{moment:%H:%M}"
    if moment.date() == now.date():
        return words(mark("today, {time}"), time=time)
    if moment.date() == now.date() - timedelta(days=1):
        return words(mark("yesterday, {time}"), time=time)
    return f"{words.short_day(moment.date(), now.date())}, {time}"


def write_copy(workspace: Workspace, target: Path) -> None:
    """Writes a copy beside the target and gives it its name when it is whole."""
    from db.lock import Lock
    from ui.underway import underway

    home, is_there = workspace.place.home, target.exists()
    if is_there and workspace.path.exists() and target.samefile(workspace.path):
        raise WorkspaceError(mark("{name} is the file you are working in. Choose another name."), name=target.name)
    with underway(home, target), Lock(target, home, summon=False) if is_there else nullcontext():
        workspace.save_copy(target, replacing=is_there)
