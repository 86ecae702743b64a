"""What was edited since it was reviewed: told by what the files held, so that no clock has to be right."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Final

from db import rows
from enable_desktop.library.assets import Asset

_OWN: Final = "char(10) || assets.id || '='"
EDITED: Final = f"instr(char(10) || assets.as_reviewed, {_OWN}) > 0"
"""Whether the file of an asset was edited since its last review."""
PUT_BACK: Final = (
    "(assets.as_reviewed <> '' and exists (select 1 from files where files.folder = coalesce(assets.folder, 0) "
    "and files.path = assets.location and files.digest <> '' and "
    f"instr(char(10) || assets.as_reviewed || char(10), {_OWN} || files.digest || char(10)) > 0))"
)
"""Whether it was edited and now holds again what was reviewed."""
_UNKNOWN: Final = "?"
"""Stands for the content of a file that was never read whole."""
_DRAWN: Final = (
    "select distinct from_id from links where from_kind = 'assets' and to_kind = 'assets' and to_id = ?1 "
    "and reason = 'source' and from_id <> ?1"
)


def note_edit(connection: sqlite3.Connection, asset: int, before: str, today: date) -> None:
    """Inside the step: the file of an asset holds something else than `before` (its SHA-256, empty where unknown).

    What was reviewed last is noted, with it and with what is drawn from it; the next review forgets that.
    """
    edited = rows.read_one(connection, Asset, asset)
    if edited is None:
        return
    seen = before or _UNKNOWN
    is_older = edited.changed is not None and edited.reviewed is not None and edited.changed < edited.reviewed
    _note(connection, edited, asset, seen, again=is_older)
    rows.update(connection, Asset, asset, {"changed": today})
    for drawn in rows.read_these(connection, Asset, (row[0] for row in connection.execute(_DRAWN, (asset,)))):
        _note(connection, drawn, asset, seen)


def _note(connection: sqlite3.Connection, asset: Asset, of: int, seen: str, *, again: bool = False) -> None:
    """The first edit after a review is the one before which the file held what was reviewed."""
    key = str(of)
    if asset.reviewed is not None and (again or key not in asset.as_reviewed):
        rows.update(connection, Asset, asset.id, {"as_reviewed": {**asset.as_reviewed, key: seen}})
