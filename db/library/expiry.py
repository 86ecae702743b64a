"""What has expired is retired by itself, once; it is never deleted, and whoever brings it back keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.changes import Origin
from enable_desktop.library.assets import Asset, Status
from enable_desktop.words import mark


class Expiry:
    """Retires what expired since it was looked at last.

    What had expired already when it came in is not: somebody has to look at it, and it stands in the review queue. The
    day of the look is no part of the step, so that an asset that is brought back is not retired again.
    """

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self._connection = connection
        self._history = history
        self._today = today

    def retire_expired(self) -> int:
        """Retire what expired before today, in one automatic step; returns how many assets those were."""
        today = str(self._today())
        looked = ask(self._connection, "select until from expiry_looks")
        if looked and looked[0][0] >= today:
            return 0
        if not looked:
            # Nobody knows what had expired before it came in: a page may have been written, and be out, long ago.
            self._note(today)
            return 0
        found = ask(
            self._connection,
            "select id from assets where expires < ? and expires >= ? "
            "and coalesce(added, '') <= expires and coalesce(reviewed, '') < expires and status <> ? order by id",
            *(today, looked[0][0], str(Status.RETIRED)),
        )
        ids = [row[0] for row in found]
        if not ids:
            self._note(today)
            return 0
        label = mark("Retire “{title}”, which has expired") if len(ids) == 1 else mark("Retire what has expired: {n}")
        title = ask(self._connection, "select title from assets where id = ?", ids[0])[0][0]
        with self._history.step(label, origin=Origin.AUTOMATIC, title=title, n=len(ids)):
            rows.update_many(self._connection, Asset, ids, {"status": Status.RETIRED})
            self._note(today)
        return len(ids)

    def _note(self, today: str) -> None:
        ask(self._connection, "insert or replace into expiry_looks (id, until) values (1, ?)", today)
