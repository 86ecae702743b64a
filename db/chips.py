"""References inside prose follow the title of the record they stand for; a frozen version keeps its own."""

from __future__ import annotations

import re
import sqlite3
from functools import cache

from db import rows
from db.changes import Change
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


@cache
def _naming() -> str:
    """A query that tells whether any of the texts holds the words it is given."""
    parts = (f'select 1 from "{table}" where instr("{column}", ?1) > 0' for table, column in _texts())
    return f"select exists ({' union all '.join(parts)})"


def _is_named(connection: sqlite3.Connection, ref: Ref) -> bool:
    """Whether any text refers to a record, or to words that are called after it."""
    starts = (f"[[{ref}|", "[[statements:") if ref.kind == "themes" else (f"[[{ref}|",)
    return any(connection.execute(_naming(), (start,)).fetchone()[0] for start in starts)


def follow_titles(connection: sqlite3.Connection, history: History) -> None:
    """Let every step that renames a record rename its references too, in the same step."""

    def follow(touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
        changed = touched - deleted
        if history.only_adds and all(ref.kind not in _KINDS for ref in changed):
            # No text can refer to what was not there yet.
            return
        if len(changed) == 1:
            # At every pause in the typing one record was touched: hardly ever is it called otherwise by that, and
            # hardly ever is it named anywhere.
            (ref,) = changed
            if not any(map(_may_rename, history.changes_to(ref))) or not _is_named(connection, ref):
                return
        for table, column in _texts():
            found = connection.execute(
                f"""select id, "{column}" from "{table}" where instr("{column}", '[[') > 0"""
            ).fetchall()
            for id_, text in found:
                renamed = _renamed(connection, text, changed)
                if renamed != text:
                    connection.execute(f'update "{table}" set "{column}" = ? where id = ?', (renamed, id_))

    history.consequences.append(follow)


def _may_rename(change: Change) -> bool:
    """Whether a record may be called otherwise after a change: after its first words, or after another record."""
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    if change.kind not in KINDS:
        return False
    fields = fields_of(KINDS[change.kind].record)
    if any(field.shape is Shape.RECORD and before[field.name] != after[field.name] for field in fields):
        return True
    for field in fields:
        if field.shape in (Shape.TEXT, Shape.PROSE):
            if before[field.name] != after[field.name]:
                return True
            if after[field.name]:
                return False
    return False


def lead_elsewhere(connection: sqlite3.Connection, old: Ref, new: Ref) -> None:
    """Let every reference to one record lead to another, and be called after that; frozen versions keep theirs.

    The caller holds the step.
    """
    texts = (
        (name, field.name)
        for name, kind in KINDS.items()
        for field in fields_of(kind.record)
        if field.shape is Shape.PROSE and name != "versions"
    )
    for table, column in texts:
        found = connection.execute(
            f'select id, "{column}" from "{table}" where instr("{column}", ?) > 0', (f"[[{old}|",)
        ).fetchall()
        for id_, text in found:
            for chip in reversed(chips_in(text)):
                if chip.ref == old:
                    text = f"{text[: chip.start]}[[{new}|{_label(connection, new) or chip.label}]]{text[chip.end :]}"
            connection.execute(f'update "{table}" set "{column}" = ? where id = ?', (text, id_))


def _renamed(connection: sqlite3.Connection, text: str, changed: frozenset[Ref]) -> str:
    """The text with the present titles of the records that a step has changed."""
    has_themes = any(ref.kind == "themes" for ref in changed)
    for chip in reversed(chips_in(text)):
        # What was said is called after its theme.
        is_renamed = chip.ref in changed or (chip.ref.kind == "statements" and has_themes)
        if not is_renamed or chip.ref.kind not in KINDS:
            continue
        title = _label(connection, chip.ref)
        if title and title != chip.label:
            text = f"{text[: chip.start]}[[{chip.ref}|{title}]]{text[chip.end :]}"
    return text


def _label(connection: sqlite3.Connection, ref: Ref) -> str:
    """What a reference to a record is called, without what would end it."""
    return re.sub(r"[\[\]\n]", " ", _title(connection, ref)).strip()


def _title(connection: sqlite3.Connection, ref: Ref) -> str:
    # Loaded here: what it needs of the records is not wanted before the window is painted.
    from enable_desktop.readouts import reference_title

    def titled(other: Ref) -> str:
        found = rows.read_one(connection, KINDS[other.kind].record, other.id)
        return found.title_text if found is not None else ""

    line = rows.read_one(connection, KINDS[ref.kind].record, ref.id)
    return reference_title(line, titled) if line is not None else ""
