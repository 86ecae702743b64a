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
    if edited.reviewed is not None:
        _note(connection, edited, edited, edited.reviewed, seen)
    rows.update(connection, Asset, asset, {"changed": today})
    for drawn in _drawn_from(connection, asset):
        looked_at = drawn.reviewed or drawn.added
        # An edit before this one, of which nothing is noted: nobody knows what was looked at.
        is_known = edited.changed is None or looked_at is None or edited.changed <= looked_at
        _note(connection, drawn, edited, drawn.reviewed, seen if is_known else _UNKNOWN)


def keep_reviewed(connection: sqlite3.Connection, asset: int, before: str, after: str) -> None:
    """Inside the step: what was edited and put back as it was reviewed still is that, with its links mended."""
    for each in (*rows.read_these(connection, Asset, [asset]), *_drawn_from(connection, asset)):
        key = str(asset)
        if each.as_reviewed.get(key) == before:
            rows.update(connection, Asset, each.id, {"as_reviewed": {**each.as_reviewed, key: after}})


def _drawn_from(connection: sqlite3.Connection, asset: int) -> tuple[Asset, ...]:
    return rows.read_these(connection, Asset, (row[0] for row in connection.execute(_DRAWN, (asset,))))


def _note(connection: sqlite3.Connection, asset: Asset, edited: Asset, reviewed: date | None, seen: str) -> None:
    """The first edit after a review is the one before which the file held what was reviewed."""
    key = str(edited.id)
    is_first = reviewed is not None and edited.changed is not None and edited.changed < reviewed
    if is_first or key not in asset.as_reviewed:
        rows.update(connection, Asset, asset.id, {"as_reviewed": {**asset.as_reviewed, key: seen}})
