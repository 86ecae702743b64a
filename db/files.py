"""The one door through which a workspace file is opened, and what is said when it cannot be."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

APPLICATION_ID: Final = 0x456E4162
"""Stands in every workspace's header: "EnAb"."""

SCHEMA: Final = 9
"""How many migrations this program knows; kept in `user_version`."""


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


WAIT_MS: Final = 2_000
"""How long we wait for somebody else who is at the file."""
_SHORT_MS: Final = 10

_SETTINGS: Final = (
    "trusted_schema = off",
    "cell_size_check = on",
    f"busy_timeout = {WAIT_MS}",
    # What SQLite sorts or rewrites stays out of the system's folder for temporary files.
    "temp_store = memory",
    "foreign_keys = on",
)
# "extra" also settles the folder when a step ends: else the journal may come back after a power loss and take back what
# was stored last.
_WRITING: Final = ("synchronous = extra", "secure_delete = on")


class _Connection(sqlite3.Connection):
    """A connection that knows its file, also where the name is no text that SQLite could tell."""

    path = Path()


class ReadingConnection(_Connection):
    """A connection that only reads, while somebody else may write: each query sees what was just looked at."""

    look: Callable[[], object] | None = None
    """Called before every query, in one transaction with it."""

    def execute(self, query: str, values: Any = (), /) -> sqlite3.Cursor:
        """As a connection does."""
        # Any: what SQLite binds, by place or by name.
        if self.look is None or self.in_transaction or not query.lstrip().startswith(("select", "with")):
            return super().execute(query, values)
        super().execute("begin")
        try:
            self.look()
            return super().execute(query, values)
        finally:
            # What was found is read to its end all the same.
            super().execute("commit")


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """A connection with our settings, in autocommit mode; nothing is read yet.

    Also one that only reads may open the file for writing: so it can take back what an interrupted program left.
    """
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
    factory = _Connection if write else ReadingConnection
    connection = sqlite3.connect(address, uri=True, isolation_level=None, factory=factory)
    connection.path = path
    try:
        for setting in (*_SETTINGS, *(_WRITING if write else ("query_only = on",))):
            connection.execute(f"pragma {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to(content: bytes, path: Path = Path()) -> sqlite3.Connection:
    """A connection with our settings to the bytes of a file, held in memory; `path` is what its faults name."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=_Connection)
    connection.path = path
    try:
        connection.deserialize(content)
        for setting in _SETTINGS:
            connection.execute(f"pragma {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def ask(connection: sqlite3.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Every row of a query; what SQLite says against the file becomes a sentence."""
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise said(path_of(connection), error) from error


def path_of(connection: sqlite3.Connection) -> Path:
    return connection.path if isinstance(connection, _Connection) else Path()


def private_folder(path: Path) -> Path:
    """The folder, made where it is missing, with its parents, for its owner only."""
    if not path.is_dir():
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def made_beside(target: Path, *, replacing: bool = False) -> Iterator[Path]:
    """An empty file beside the target, for its owner only, that gets the target's name when all went well.

    Nothing half-written bears the name, and nothing is overwritten unless it is made for `replacing` what is there.
    The file is made before SQLite first opens it.
    """
    try:
        if target.is_dir():
            # Where we are, and the root of a drive, have no name of their own.
            name = target.name or str(target)
            raise NotAWorkspace(mark("{name} is a folder. Choose a file that ends in .enable."), name=name)
        if target.exists() and not replacing:
            raise FileExistsError(target)
        partial = _partial_of(target)
        sweep_beside(target)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            yield partial
            _put_journal_away(target)
            if replacing:
                partial.replace(target)
            else:
                _give_name(partial, target)
        finally:
            sweep_beside(target)
    except FileExistsError as error:
        raise WorkspaceError(
            mark("{name} exists already and was not touched. Choose another name."), name=target.name
        ) from error
    except OSError as error:
        raise unreachable(target, error) from error


def _put_journal_away(target: Path) -> None:
    """What an interrupted program left of an earlier file with this name would be played into the new one."""
    journal = target.with_name(f"{target.name}-journal")
    if target.exists() and journal.exists():
        # Brings the earlier file back to its last whole state, should giving the name fail.
        with suppress(sqlite3.Error), closing(connect(target, write=False)) as earlier:
            earlier.execute("select count(*) from sqlite_schema").fetchone()
    if journal.exists():
        journal.replace(journal.with_name(f"{journal.name}.old"))


def _partial_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.partial")


def restoring_of(target: Path) -> Path:
    """Where a backup is put before it takes the place of a file that cannot be opened."""
    return target.with_name(f".{target.name}.restoring")


def _give_name(partial: Path, target: Path) -> None:
    """Rename, but fail where the name is taken; on Windows renaming itself does."""
    if sys.platform != "win32":
        try:
            target.hardlink_to(partial)
        except FileExistsError:
            raise
        except OSError:
            # Some drives know no hard links.
            if target.exists():
                raise FileExistsError(target) from None
        else:
            return
    partial.rename(target)


def sweep_beside(target: Path) -> None:
    """Remove what an interrupted program left unfinished beside a file; a folder that refuses keeps it."""
    for leftover in (_partial_of(target), restoring_of(target)):
        for name in (leftover.name, f"{leftover.name}-journal"):
            with suppress(OSError):
                leftover.with_name(name).unlink(missing_ok=True)


def look_at(path: Path) -> None:
    """Say what stands in the way of opening this path, as far as the file system knows it."""
    try:
        about = path.stat()
    except OSError as error:
        raise unreachable(path, error) from error
    if path.is_dir():
        raise NotAWorkspace(mark("{name} is a folder. Choose a file that ends in .enable."), name=path.name)
    if not path.is_file():
        raise NotAWorkspace(mark("{name} is not a workspace. Choose a file made by Enable Desktop."), name=path.name)
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


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn SQLite's complaints about the file into sentences; its complaints about our own mistakes pass."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        # A broken rule is a fault of ours, not of the file.
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise said(path, error) from error


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All that happens inside is written, or nothing."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        # A full disk may have ended the transaction already.
        if connection.in_transaction:
            connection.execute("rollback")
        raise


@contextmanager
def hurried(connection: sqlite3.Connection) -> Iterator[None]:
    """Inside, nobody waits long for somebody else who is at the file: there is another moment for what is done."""
    connection.execute(f"pragma busy_timeout = {_SHORT_MS}")
    try:
        yield
    finally:
        connection.execute(f"pragma busy_timeout = {WAIT_MS}")


@contextmanager
def parsing(connection: sqlite3.Connection) -> Iterator[None]:
    """Turn values that we never wrote into a sentence: SQLite itself does not notice a single changed byte."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise said(path_of(connection), error) from error


def _is_used_up(path: Path) -> bool:
    """Whether a quota refuses more beside a file: SQLite does not tell a quota from a drive that fails."""
    probe = _partial_of(path)
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
