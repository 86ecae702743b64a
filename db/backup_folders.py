"""Whose backups lie in a folder: those of one file, told apart also where a file was copied together with its id."""

from __future__ import annotations

import os
import re
import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.files import connect, private_folder

ORIGIN: Final = "workspace.txt"
"""Beside the backups: the path of their workspace, which also finds them when it cannot be opened any more."""

_ID: Final = "select value from settings where key = 'workspace_id'"
_AS_FOLDER: Final = re.compile("[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Where the backups of an open file are kept, and of which other file it is a copy, if it is one."""

    folder: Path
    copied_from: Path | None = None


def keeping_of(connection: sqlite3.Connection, path: Path, base: Path, *, write: bool) -> Keeping:
    """The folder, below `base`, that holds the backups of this file alone.

    A file that was copied outside the program still has the id of the other one. While both are there, the one opened
    later gets an id of its own; where it may not be written its backups are kept by its path.
    """
    own = id_behind(connection)
    by_path = f"{own}-{zlib.crc32(os.fsencode(path.absolute())):08x}"
    other = owner_of(base / own)
    if own and (other is None or not _is_another(other, path, own)):
        folder, other = base / own, None
    else:
        folder = base / (new_id(connection) if write else by_path)
    if write:
        # Where that cannot be written, making a backup there will say so.
        with suppress(OSError):
            claim(folder, path)
    return Keeping(folder=folder, copied_from=other)


def id_behind(connection: sqlite3.Connection) -> str:
    """The id in a file; empty where it has none that can name a folder."""
    found = connection.execute(_ID).fetchone()
    return found[0] if found and isinstance(found[0], str) and _AS_FOLDER.fullmatch(found[0]) else ""


def new_id(connection: sqlite3.Connection) -> str:
    """Give the file behind a connection an id of its own; no step, since there is nothing to go back to."""
    fresh = os.urandom(16).hex()
    connection.execute(
        "insert into settings (key, value) values ('workspace_id', ?) "
        "on conflict (key) do update set value = excluded.value",
        (fresh,),
    )
    return fresh


def _is_another(owner: Path, path: Path, own: str) -> bool:
    """Whether the owner is a second file with this id; one that cannot be read may be."""
    try:
        if owner.samefile(path):
            return False
    except OSError:
        # It was moved or deleted: this is it, in its new place.
        return False
    try:
        with closing(connect(owner, write=False)) as connection:
            return id_behind(connection) in (own, "")
    except sqlite3.Error:
        return True


def owner_of(folder: Path) -> Path | None:
    """The workspace whose backups lie in the folder; None where nobody has claimed it."""
    try:
        text = (folder / ORIGIN).read_text("utf-8", errors="surrogateescape").strip("\n")
    except OSError:
        return None
    return Path(text) if text else None


def claim(folder: Path, workspace: Path) -> None:
    """Note that the backups in the folder are those of this file; raises OSError where that cannot be written."""
    if owner_of(folder) == workspace.absolute():
        return
    private_folder(folder)
    handle = os.open(folder / ORIGIN, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{workspace.absolute()}\n")
        file.flush()
        os.fsync(handle)
