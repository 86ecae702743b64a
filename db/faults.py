"""What is said when a file cannot be opened, read or written: the world's faults, each as one sentence."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

_PROBE: Final = 1_000_000


class NotAWorkspace(WorkspaceError):
    """The path leads to something else."""


class NewerWorkspace(WorkspaceError):
    """The file was written by a later version of the program."""


class Damaged(WorkspaceError):
    """The file is a workspace, but parts of it cannot be read."""


class ReadOnly(WorkspaceError):
    """The file can be read but not changed."""


class Busy(WorkspaceError):
    """Somebody else is at the file just now."""


class Overwritten(WorkspaceError):
    """Another program wrote over the file in its place; nothing of ours is mixed into that."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            mark(
                "{name} was written over by another program while it was open, so this was not stored. Close it and "
                "open it again to see what it holds now; its backups hold what was there before."
            ),
            name=path.name,
        )


class Moved(WorkspaceError):
    """The file is not where it was opened; nothing is written any more."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            mark(
                "{name} was moved, replaced or deleted while it was open. Nothing more is written to it; "
                "“Save a copy” keeps what is on screen."
            ),
            name=path.name,
        )


def partial_of(target: Path) -> Path:
    """Where a file is made before it gets its name, and where it is tried whether there is room: swept when left."""
    return target.with_name(f"{target.name}.partial")


def unreachable(path: Path, error: OSError) -> WorkspaceError:
    """The sentence for a path the system does not give us."""
    name = path.name
    if error.errno == errno.ENOENT:
        if not path.parent.exists():
            return WorkspaceError(
                mark("The folder {folder} is not there, so {name} cannot lie in it. Choose another folder."),
                folder=path.parent,
                name=name,
            )
        return WorkspaceError(
            mark("There is no {name} in {folder}. It may have been moved, or be called something else."),
            name=name,
            folder=path.absolute().parent,
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return WorkspaceError(mark("This computer does not let you use {name}: permission denied."), name=name)
    if error.errno == errno.EROFS:
        return WorkspaceError(mark("The drive that holds {name} is read-only. Choose another folder."), name=name)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkspaceError(mark("There is no space left for {name}. Free some space and try again."), name=name)
    if error.errno == errno.ENOTDIR:
        return WorkspaceError(
            mark("{folder} is not a folder, so {name} cannot lie in it."), folder=path.parent, name=name
        )
    return WorkspaceError(
        mark("{name} cannot be used: {reason}."), name=name, reason=error.strerror or type(error).__name__
    )


def _is_used_up(path: Path) -> bool:
    """Whether a quota refuses more beside a file: SQLite does not tell a quota from a drive that fails."""
    probe = partial_of(path)
    try:
        handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            os.write(handle, bytes(_PROBE))
        finally:
            os.close(handle)
            probe.unlink()
    except OSError as error:
        return error.errno == errno.EDQUOT
    return False


def said(path: Path, error: Exception) -> WorkspaceError:
    """The sentence for what SQLite complained about."""
    name = path.name
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_NOTADB:
        return NotAWorkspace(
            mark(
                "{name} is not a workspace, or its beginning is damaged. Choose a file made by Enable Desktop; "
                "`enable-desktop recover` saves what can be read of a damaged one."
            ),
            name=name,
        )
    if primary == sqlite3.SQLITE_FULL:
        return WorkspaceError(
            mark(
                "The disk is full: the last change to {name} was not stored, everything before it was. Free some space."
            ),
            name=name,
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(mark("{name} is being written by another program. Nothing was changed; try again."), name=name)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return Moved(path)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return ReadOnly(mark("{name} is read-only: it can be read, but the change was not stored."), name=name)
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR) and _is_used_up(path):
        return WorkspaceError(
            mark(
                "Your space on the drive that holds {name} is used up: the last change was not stored, everything "
                "before it was. Free some space there."
            ),
            name=name,
        )
    if primary == sqlite3.SQLITE_CANTOPEN:
        return WorkspaceError(
            mark("{name} could not be opened. Check that its folder is there and writable."), name=name
        )
    if primary == sqlite3.SQLITE_IOERR:
        return WorkspaceError(
            mark("The drive did not accept the last change to {name}. What was stored before is safe."),
            name=name,
        )
    return Damaged(
        mark("{name} is damaged and was not changed. Restore the last good backup, or save what can be read of it."),
        name=name,
    )
