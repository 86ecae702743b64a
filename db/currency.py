"""The amounts of a workspace when its currency changes."""

from __future__ import annotations

import sqlite3

from db import rows
from db.files import parsing
from enable_desktop.charter.content import with_currency
from enable_desktop.charter.lines import Version
from enable_desktop.currency import repriced, rounded
from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.words import minor_digits


def change_currency(connection: sqlite3.Connection, old: str, new: str) -> int:
    """Let every amount keep what people see of it, and every frozen version its own currency.

    Returns how many amounts had to be rounded, where the new currency has fewer digits.
    """
    for version in rows.read_all(connection, Version):
        if version.snapshot:
            with parsing(connection):
                snapshot = with_currency(version.snapshot, old)
            if snapshot != version.snapshot:
                rows.update(connection, Version, version.id, {"snapshot": snapshot})
    if minor_digits(old) == minor_digits(new):
        return 0
    count = 0
    for kind in KINDS.values():
        if any(field.shape is Shape.MONEY for field in fields_of(kind.record)):
            for line in rows.read_all(connection, kind.record):
                rows.update(connection, kind.record, line.id, repriced(line, old, new))
                count += rounded(line, old, new)
    return count
