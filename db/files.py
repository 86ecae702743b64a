"""The one door through which a workspace file is opened, and made."""

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

from db.faults import NewerWorkspace, NotAWorkspace, partial_of, said, unreachable
from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark

APPLICATION_ID: Final = 0x456E4162
"""Stands in every workspace's header: "EnAb"."""

SCHEMA: Final = 10
"""How many migrations this program knows; kept in `user_version`."""

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
    """The file of a connection; an empty path where it is none of ours."""
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
        partial = partial_of(target)
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
    for leftover in (partial_of(target), restoring_of(target)):
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
    if not os.access(path, os.R_OK):
        raise unreachable(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


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
