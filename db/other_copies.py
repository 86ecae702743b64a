"""Other copies of a workspace that a sync service put beside it, when it was changed in two places at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from db.backup_folders import id_behind
from db.files import connect, reading
from enable_desktop.errors import WorkspaceError
from enable_desktop.kinds import KINDS
from enable_desktop.places import is_conflict_copy, may_be_copy
from enable_desktop.readers.online import is_online_only


class Holds(Enum):
    """What a copy holds, as far as it is here."""

    RECORDS = "records"
    NOTHING_YET = "nothing yet"
    """A place that a sync service keeps for it: 0 bytes, or its content is elsewhere."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCopy:
    """A file beside a workspace that is, or seems to be, a copy of it."""

    path: Path
    changed: datetime
    holds: Holds
    records: int = 0


def other_copies(path: Path) -> tuple[OtherCopy, ...]:
    """The copies beside a workspace, the one that was changed last first. None of them is changed.

    A name that a person could have chosen as well counts only where the file has the same id as the workspace.
    """
    return tuple(sorted(_found(path), key=lambda copy: (copy.changed, copy.path.name), reverse=True))


def _found(path: Path) -> Iterator[OtherCopy]:
    own = _id_of(path)
    for other in _beside(path):
        names = ((other.name, path.name), (path.name, other.name))
        is_certain = any(is_conflict_copy(*each) for each in names)
        if not is_certain and not any(may_be_copy(*each) for each in names):
            continue
        try:
            about = other.stat()
        except OSError:
            continue
        changed = datetime.fromtimestamp(about.st_mtime)
        if not about.st_size or is_online_only(about):
            if is_certain:
                yield OtherCopy(path=other, changed=changed, holds=Holds.NOTHING_YET)
            continue
        if not is_certain and (not own or _id_of(other) != own):
            continue
        records = _records_of(other)
        holds = Holds.UNREADABLE if records is None else Holds.RECORDS
        yield OtherCopy(path=other, changed=changed, holds=holds, records=records or 0)


def _beside(path: Path) -> Iterator[Path]:
    """The other workspaces in the folder of a workspace."""
    try:
        with os.scandir(path.absolute().parent) as entries:
            names = sorted(each.name for each in entries if each.is_file())
    except OSError:
        return
    for name in names:
        other = path.with_name(name)
        if name != path.name and other.suffix.casefold() == path.suffix.casefold() and not name.startswith("."):
            yield other


def _id_of(path: Path) -> str:
    """The id of the workspace in a file; empty where it cannot be read."""
    try:
        with closing(connect(path, write=False)) as connection:
            return id_behind(connection)
    except (sqlite3.Error, UnicodeDecodeError):
        return ""


def _records_of(path: Path) -> int | None:
    """How many records a file holds; None where it cannot be read."""
    try:
        with reading(path), closing(connect(path, write=False)) as connection:
            found = connection.execute("select name from sqlite_schema where type = 'table'").fetchall()
            tables = {name for (name,) in found} & KINDS.keys()
            counts = [connection.execute(f'select count(*) from "{table}"').fetchone()[0] for table in tables]
            return sum(counts) if counts else None
    except WorkspaceError:
        return None
