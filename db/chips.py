"""References inside prose follow the title of the record they stand for; a frozen version keeps its own."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from db import rows
from db.history import History
from enable_desktop.fields import Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref, chips_in

_KINDS = ("sections", "business_case", "charter", "objectives", "initiatives")


@cache
def _texts() -> tuple[tuple[str, str], ...]:
    """Where people write references, by table and column: the texts of the charter."""
    return tuple(
        (kind, field.name) for kind in _KINDS for field in fields_of(KINDS[kind].record) if field.shape is Shape.PROSE
    )


def follow_titles(connection: sqlite3.Connection, history: History) -> None:
    """Let every step that renames a record rename its references too, in the same step."""

    def follow(touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
        changed = touched - deleted
        for table, column in _texts():
            found = connection.execute(
                f"""select id, "{column}" from "{table}" where instr("{column}", '[[') > 0"""
            ).fetchall()
            for id_, text in found:
                renamed = _renamed(connection, text, changed)
                if renamed != text:
                    connection.execute(f'update "{table}" set "{column}" = ? where id = ?', (renamed, id_))

    history.consequences.append(follow)


def _renamed(connection: sqlite3.Connection, text: str, changed: frozenset[Ref]) -> str:
    """The text with the present titles of the records that a step has changed."""
    for chip in reversed(chips_in(text)):
        if chip.ref not in changed or chip.ref.kind not in KINDS:
            continue
        line = rows.read_one(connection, KINDS[chip.ref.kind].record, chip.ref.id)
        title = re.sub(r"[\[\]\n]", " ", line.title_text).strip() if line is not None else ""
        if title and title != chip.label:
            text = f"{text[: chip.start]}[[{chip.ref}|{title}]]{text[chip.end :]}"
    return text
