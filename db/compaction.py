"""Room that a file no longer needs is given back to the drive: a little at a time, or all of it when it is closed.

First the bytes go that nothing leads to any more: of attachments that were removed, and of files whose links were
mended, once the history has forgotten the step. Then what is free in the file, which SQLite keeps for what comes next:
a file never gets smaller by itself, so an import that was taken back would stay in its size for good. Whoever is killed
meanwhile finds the file as it was before the last slice.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from db.files import ask, writing

PAGES_AT_ONCE: Final = 64
"""So many pages are moved in one go: less than a letter should wait for."""
_LEAST: Final = 256
_SHARE: Final = 10
_LARGEST: Final = 50_000
"""So many pages are written anew at most: SQLite keeps all of them in memory meanwhile."""
_INCREMENTAL: Final = 2
_BYTES_AT_ONCE: Final = 4_000_000
_UNNEEDED: Final = """
select digest, length(bytes) from blobs
where digest not in (select digest from attachments)
and digest not in (select before from exchanged_files)
and digest not in (
  select value from history_changes, json_tree(history_changes.data)
  where kind in ('attachments', 'mended_files') and type = 'text'
)
and not exists (select 1 from versions where instr(snapshot, digest))
"""


def begin_in_slices(connection: sqlite3.Connection) -> None:
    """Let a file that holds nothing yet give room back in slices."""
    connection.execute("pragma auto_vacuum = incremental")


class Compaction:
    """Makes one open file smaller; nothing of it is a step, since nothing that it holds changes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._is_under_way = False
        self._has_swept = False

    @property
    def is_worth_it(self) -> bool:
        """Whether a megabyte and more than a tenth of the file is free."""
        free, pages = self._number("freelist_count"), self._number("page_count")
        return free >= _LEAST and free * _SHARE > pages

    def go_on(self) -> bool:
        """Give a little room back, where that is worth it; says whether there is more to do.

        While somebody else reads the file nothing happens, and it is to be tried again.
        """
        if self._has_swept and not self._is_under_way and not (self.is_worth_it and self._is_in_slices):
            return False
        timeout = self._number("busy_timeout")
        self._connection.execute("pragma busy_timeout = 0")
        try:
            if not self._has_swept:
                self._has_swept = self._sweep()
                return True
            self._connection.execute(f"pragma incremental_vacuum({PAGES_AT_ONCE})").fetchall()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                # A full drive, or one that is gone, is told by the next change; there is nothing to lose here.
                self._is_under_way, self._has_swept = False, True
                return False
            return True
        finally:
            self._connection.execute(f"pragma busy_timeout = {timeout}")
        self._is_under_way = self._number("freelist_count") > 0
        return self._is_under_way

    def _sweep(self) -> bool:
        """Let go of some bytes that nothing leads to; says whether those were the last. Once for an open file: the
        history forgets slowly."""
        if not self._connection.execute("select exists (select 1 from blobs)").fetchone()[0]:
            return True
        with writing(self._connection):
            going: list[str] = []
            left = _BYTES_AT_ONCE
            found = self._connection.execute(_UNNEEDED).fetchall()
            for digest, size in found:
                if going and size > left:
                    break
                going.append(digest)
                left -= size
            self._connection.executemany("delete from blobs where digest = ?", ((digest,) for digest in going))
        return len(going) == len(found)

    def finish(self) -> None:
        """Write a file anew that does not know how to give room back in slices, where that is worth it."""
        if self._is_in_slices or not self.is_worth_it or self._number("page_count") > _LARGEST:
            return
        self.write_anew()

    def write_anew(self) -> None:
        """Write the whole file without what is free in it. Raises sqlite3.Error; then it is as it was."""
        begin_in_slices(self._connection)
        self._connection.execute("vacuum")

    @property
    def _is_in_slices(self) -> bool:
        return self._number("auto_vacuum") == _INCREMENTAL

    def _number(self, name: str) -> int:
        return int(ask(self._connection, f"pragma {name}")[0][0])
