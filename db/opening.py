"""From a path to a file that can be worked on: looked at, locked, connected, and brought to this program's schema."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db import files
from db.backup_folders import Keeping, keeping_of
from db.backups import make_backup
from db.faults import ReadOnly
from db.lock import Lock
from enable_desktop.library.labels import Labels
from enable_desktop.words import mark

if TYPE_CHECKING:
    from enable_desktop.library.mending import Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where this program keeps what is its own, and what time it is there."""

    home: Path
    clock: Callable[[], datetime] = datetime.now
    backups: Path | None = None
    """A folder chosen by the person; else one below `home`."""
    labels: Callable[[], Labels] = Labels
    """What the lists that the program brings along are called in its languages; asked for once something needs it."""
    hand: Callable[[], Hand] | None = None
    """What writes to files outside of the workspace; asked for once something needs it."""

    @property
    def backup_base(self) -> Path:
        """Holds a folder for each workspace."""
        return self.backups or self.home / "backups"


Parts = tuple[sqlite3.Connection, Keeping, Lock | None]
"""The connection, where backups go, and the lock, which a file opened for reading has none of."""


def parts_of(path: Path, place: Place, *, write: bool, summon: bool) -> Parts:
    """What an open workspace stands on; raises WorkspaceError with the sentence that says why not."""
    files.look_at(path)
    files.sweep_beside(path)
    with ExitStack() as undo:
        lock = undo.enter_context(Lock(path, place.home, summon=summon)) if write else None
        connection, keeping = opened(path, place, write=write)
        undo.pop_all()
    return connection, keeping, lock


def opened(path: Path, place: Place, *, write: bool) -> tuple[sqlite3.Connection, Keeping]:
    """The connection to a file of this program's schema; an older one is backed up and migrated first."""
    with files.reading(path):
        connection = files.connect(path, write=write)
        try:
            schema = files.check_kind(connection, path)
            if schema < files.SCHEMA and not write:
                raise ReadOnly(
                    mark("{name} was made by an older version; open it once in the window to bring it up to date."),
                    name=path.name,
                )
            if write:
                # A read-only file, or one in a read-only folder, opens without a complaint until the first change.
                connection.execute("begin immediate")
                connection.execute(f"pragma user_version = {files.SCHEMA}")
                connection.execute("rollback")
            keeping = keeping_of(connection, path, place.backup_base, write=write)
            if schema < files.SCHEMA:
                make_backup(path, keeping.folder, place.clock(), set_aside=True)
                migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection, keeping


def migrate(connection: sqlite3.Connection, schema: int = files.SCHEMA) -> None:
    """Bring a file to this program's schema, or a new one to an earlier, all in one transaction, and check it.

    Foreign keys are off meanwhile.
    """
    # Loaded here: start-up with a current file does not need it, and it costs more than the window.
    with _absent("numpy", "pandas"):
        from sqlite_utils import Database

    from db.migrations import MIGRATIONS

    connection.execute("pragma foreign_keys = off")
    database = Database(connection, execute_plugins=False, strict=True)
    with database.atomic():
        MIGRATIONS.apply(database, stop_before=[each.name for each in MIGRATIONS.pending(database)][schema:])
        connection.execute(f"pragma application_id = {files.APPLICATION_ID}")
        connection.execute(f"pragma user_version = {schema}")
        broken = connection.execute("pragma foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError("foreign keys broken by a migration")
    connection.execute("pragma foreign_keys = on")


@contextmanager
def _absent(*names: str) -> Iterator[None]:
    """Let modules that were not loaded yet seem not to be installed.

    WORKAROUND sqlite-utils 4: it imports numpy and pandas wherever they are, which takes longer than a migration.
    """
    hidden = [name for name in names if name not in sys.modules]
    # The import system takes None for "known to be missing"; mypy does not know of it.
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
