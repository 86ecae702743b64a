"""The library of one workspace. Each subject has a module of its own here and a line in `Library`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date

from db import rows
from db.history import History
from db.library.listing import Listing
from enable_desktop.library.assets import Asset


class Library:
    """Everything reps can use: the assets, and what is known of them."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self.connection = connection
        self._history = history
        self._today = today
        self.listing = Listing(connection)

    def these(self, ids: Iterable[int]) -> tuple[Asset, ...]:
        """The assets with these ids, in their own order."""
        return rows.read_these(self.connection, Asset, ids)
