"""Links, read from either end."""

from __future__ import annotations

import sqlite3

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.words import mark


class Links:
    """The arrows between any two records."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history
        history.consequences.append(self._drop_of_deleted)

    def of(self, ref: Ref) -> tuple[Link, ...]:
        """Every link that starts or ends at a record."""
        starting = self._where("from", ref)
        return starting + tuple(link for link in self._where("to", ref) if link.start != link.end)

    def _where(self, side: str, ref: Ref) -> tuple[Link, ...]:
        ids = ask(
            self._connection,
            f"select id from links where {side}_kind = ? and {side}_id = ? order by position, id",
            ref.kind,
            ref.id,
        )
        found = (rows.read_one(self._connection, Link, row[0]) for row in ids)
        return tuple(link for link in found if link is not None)

    def join(self, start: Ref, end: Ref, reason: Reason, label: str = "") -> int:
        """Draw an arrow; the same one is not drawn twice."""
        for link in self._where("from", start):
            if link.end == end and link.reason is reason:
                return link.id
        with self._history.step(mark("Add link")):
            values = {"from_kind": start.kind, "from_id": start.id, "to_kind": end.kind, "to_id": end.id}
            return rows.insert(self._connection, Link, {**values, "reason": reason, "label": label})

    def part(self, link: int) -> None:
        """Remove an arrow."""
        with self._history.step(mark("Remove link")):
            self._connection.execute("delete from links where id = ?", (link,))

    def _drop_of_deleted(self, touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
        """No arrow leads to nothing; undo brings the arrows back with the record."""
        for ref in deleted:
            if ref.kind != "links":
                self._connection.execute(
                    "delete from links where (from_kind = ?1 and from_id = ?2) or (to_kind = ?1 and to_id = ?2)",
                    (ref.kind, ref.id),
                )
