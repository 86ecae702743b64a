"""The library of one workspace. Each subject has a module of its own here and a line in `Library`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import date

from db import rows
from db.history import History
from db.library.expiry import Expiry
from db.library.health import Health
from db.library.listing import Listing
from db.library.reviews import Reviews
from db.library.usage import Usage
from enable_desktop.library.assets import Asset


class Library:
    """Everything reps can use: the assets, and what is known of them."""

    def __init__(self, connection: sqlite3.Connection, history: History, today: Callable[[], date]) -> None:
        self.connection = connection
        self._history = history
        self._today = today
        self.listing = Listing(connection)
        self.reviews = Reviews(connection, history, today)
        self.usage = Usage(connection, today)
        self.health = Health(connection, history, today)
        self.expiry = Expiry(connection, history, today)

    def these(self, ids: Iterable[int]) -> tuple[Asset, ...]:
        """The assets with these ids, in their own order."""
        return rows.read_these(self.connection, Asset, ids)
