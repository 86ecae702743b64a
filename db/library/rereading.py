"""What files come to say of their assets: taken over where nobody said otherwise, else noted until it is settled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from db import rows
from db.files import ask, parsing
from db.history import History
from db.labels import named
from enable_desktop.fields import Shape, field_of
from enable_desktop.library.assets import Asset
from enable_desktop.library.rereading import Rewritten, contested_values, still_contested, taken_over
from enable_desktop.words import mark


def take_over(connection: sqlite3.Connection, assets: Iterable[int], said: Rewritten, today: date) -> None:
    """Inside the step: these assets follow what their file says now."""
    for asset in rows.read_these(connection, Asset, assets):
        values = taken_over(asset, said, today)
        if "reviewed" in values:
            # It was looked at as it is now.
            values["as_reviewed"] = {}
        rows.update(connection, Asset, asset.id, values)


def settle(connection: sqlite3.Connection, assets: Iterable[int]) -> None:
    """Inside the step: where a field has come to hold what the file says, nothing is contested any more."""
    contested = {row[0] for row in ask(connection, "select id from assets where contested <> ''")}
    if not contested:
        return
    for asset in rows.read_these(connection, Asset, contested.intersection(assets)):
        left = still_contested(asset)
        if left != asset.contested:
            rows.update(connection, Asset, asset.id, {"contested": left})


class Contested:
    """What the person says to a file that says otherwise."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history

    def said(self, asset: Asset) -> dict[str, Any]:
        """What its file says, by field; what names a record that is gone is left out.

        Any: the values of any field by its name.
        """
        with parsing(self._connection):
            found = contested_values(asset)
        return {name: value for name, value in found.items() if self._is_there(name, value)}

    def _is_there(self, name: str, value: Any) -> bool:
        known = field_of(Asset, name)
        if known.shape is not Shape.RECORD:
            return True
        return bool(ask(self._connection, f'select exists (select 1 from "{known.kind}" where id = ?)', value)[0][0])

    def follow_file(self, asset: Asset, *, source: object | None = None) -> None:
        """Take over what the file of an asset says."""
        with self._history.step(mark("Take over what the file of “{title}” says"), by=source, **_titled(asset)):
            rows.update(self._connection, Asset, asset.id, {**self.said(asset), "contested": {}})

    def keep(self, asset: Asset, *, source: object | None = None) -> None:
        """Keep what is said of an asset, until its file is changed again."""
        with self._history.step(mark("Keep what is said of “{title}”"), by=source, **_titled(asset)):
            rows.update(self._connection, Asset, asset.id, {"contested": {}})


def _titled(asset: Asset) -> dict[str, Any]:
    return {"title": named(Asset, asset)["title"]}
