"""Approvals when their people change: kept by name when somebody goes, joined when two records were one person."""

from __future__ import annotations

import sqlite3
from datetime import date

from db import rows
from enable_desktop.charter.approvals import is_approved, last_word
from enable_desktop.charter.lines import Approval, Approver, Status, Version
from enable_desktop.fields import LINE_LIMIT, TITLE_LIMIT


def keep_name(connection: sqlite3.Connection, person: int, name: str) -> None:
    """What somebody said of a version, or was asked about it, stays said by them when their record goes."""
    for approval in rows.read_where(connection, Approval, "person", person):
        rows.update(connection, Approval, approval.id, {"person": None, "name": name[:TITLE_LIMIT]})


def join(connection: sqlite3.Connection, person: int) -> None:
    """One approval a version and one line a document for a person who has become two of them.

    The last word counts, with the conditions of all; a version that everybody has approved now is approved.
    """
    said = rows.read_where(connection, Approval, "person", person)
    for version in dict.fromkeys(approval.version for approval in said):
        found = [approval for approval in said if approval.version == version]
        if len(found) > 1 and version is not None:
            _join_approvals(connection, found)
            _settle(connection, version)
    lines = rows.read_where(connection, Approver, "person", person)
    for document in dict.fromkeys(line.document for line in lines):
        _join_approvers(connection, [line for line in lines if line.document is document])


def _join_approvals(connection: sqlite3.Connection, found: list[Approval]) -> None:
    last = last_word(found)
    others = [approval for approval in found if approval is not last]
    conditions = [each.condition for each in sorted(others, key=lambda each: (each.on or date.min, each.id))]
    condition = _told([*conditions, last.condition])
    rows.update(connection, Approval, last.id, {"condition": condition[:LINE_LIMIT]})
    for approval in others:
        connection.execute("delete from approvals where id = ?", (approval.id,))


def _settle(connection: sqlite3.Connection, version: int) -> None:
    found = rows.read_one(connection, Version, version)
    said = rows.read_where(connection, Approval, "version", version)
    if found is not None and found.status is Status.REVIEW and is_approved(said):
        rows.update(connection, Version, version, {"status": Status.APPROVED})


def _join_approvers(connection: sqlite3.Connection, found: list[Approver]) -> None:
    first, *others = found
    if others:
        title = _told([line.title for line in found])
        rows.update(connection, Approver, first.id, {"title": title[:TITLE_LIMIT]})
        for line in others:
            connection.execute("delete from approvers where id = ?", (line.id,))


def _told(texts: list[str]) -> str:
    """Texts as one, each once, in their order."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
