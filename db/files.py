"""The one door through which a workspace file is opened, and what is said when it cannot be."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

APPLICATION_ID: Final = 0x456E4162
"""Stands in every workspace's header: "EnAb"."""

SCHEMA: Final = 1
"""How many migrations this program knows; kept in `user_version`."""


class NotAWorkspace(WorkspaceError):
    """The path leads to something else."""


class NewerWorkspace(WorkspaceError):
    """The file was written by a later version of the program."""


class Damaged(WorkspaceError):
    """The file is a workspace, but parts of it cannot be read."""


class ReadOnly(WorkspaceError):
    """The file can be read but not changed."""


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """A connection with our settings, in autocommit mode; nothing is read yet."""
    mode = "rw" if write else "ro"
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, isolation_level=None)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    connection.execute("pragma busy_timeout = 2000")
    if write:
        connection.execute("pragma synchronous = full")
        connection.execute("pragma secure_delete = on")
    connection.execute("pragma foreign_keys = on")
    return connection


def create_empty(path: Path) -> None:
    """Make the file, readable by its owner only, before SQLite first opens it; refuses to overwrite."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise WorkspaceError(
            mark("{name} exists already and was not touched. Choose another name."), name=path.name
        ) from error
    except OSError as error:
        raise unreachable(path, error) from error


def look_at(path: Path) -> None:
    """Say what stands in the way of opening this path, as far as the file system knows it."""
    try:
        about = path.stat()
    except OSError as error:
        raise unreachable(path, error) from error
    if path.is_dir():
        raise NotAWorkspace(mark("{name} is a folder. Choose a file that ends in .enable."), name=path.name)
    if about.st_size == 0:
        raise NotAWorkspace(
            mark(
                "{name} is empty (0 bytes). If it lies in a synced folder it may not have arrived yet; "
                "otherwise open a backup."
            ),
            name=path.name,
        )


def check_kind(connection: sqlite3.Connection, path: Path) -> int:
    """Make sure that the file is a workspace this program can read; returns its schema number."""
    with reading(path):
        mine = connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID
        schema = int(connection.execute("pragma user_version").fetchone()[0])
    if not mine:
        raise NotAWorkspace(
            mark("{name} is a database of another program. It was not changed. Choose a file made by Enable Desktop."),
            name=path.name,
        )
    if schema > SCHEMA:
        raise NewerWorkspace(
            mark(
                "{name} was made by a newer version of this program and was not changed. Update the program to open it."
            ),
            name=path.name,
        )
    return schema


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
        return WorkspaceError(mark("{name} is not there any more. It may have been moved or renamed."), name=name)
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


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the file into sentences."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise said(path, error) from error


def said(path: Path, error: Exception) -> WorkspaceError:
    """The sentence for what SQLite complained about."""
    name = path.name
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_NOTADB:
        return NotAWorkspace(mark("{name} is not a workspace. Choose a file made by Enable Desktop."), name=name)
    if primary == sqlite3.SQLITE_FULL:
        return WorkspaceError(
            mark(
                "The disk is full: the last change to {name} was not stored, everything before it was. Free some space."
            ),
            name=name,
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return WorkspaceError(
            mark("{name} is being written by another program. Nothing was changed; try again."), name=name
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return ReadOnly(mark("{name} is read-only: it can be read, but the change was not stored."), name=name)
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
