"""Links, read from either end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from db import rows
from db.files import ask
from db.history import History
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.words import mark

_AT_ONCE: Final = 500


class Links:
    """The arrows between any two records."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history
        history.consequences.append(self._drop_of_deleted)

    def of(self, ref: Ref) -> tuple[Link, ...]:
        """Every link that starts or ends at a record."""
        starting = self._where("from", [ref])
        return starting + tuple(link for link in self._where("to", [ref]) if link.start != link.end)

    def among(self, refs: Iterable[Ref]) -> tuple[Link, ...]:
        """Every link that starts or ends at any of these records, each once."""
        wanted = tuple(refs)
        return tuple(dict.fromkeys(self._where("from", wanted) + self._where("to", wanted)))

    def _where(self, side: str, refs: Iterable[Ref]) -> tuple[Link, ...]:
        by_kind: dict[str, list[int]] = {}
        for ref in refs:
            by_kind.setdefault(ref.kind, []).append(ref.id)
        ids: list[int] = []
        for kind, several in by_kind.items():
            for start in range(0, len(several), _AT_ONCE):
                some = several[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"select id from links where {side}_kind = ? and {side}_id in ({marks})"
                ids += [row[0] for row in ask(self._connection, query, kind, *some)]
        return rows.read_these(self._connection, Link, ids)

    def join(self, start: Ref, end: Ref, reason: Reason, label: str = "") -> int:
        """Draw an arrow; the same one is not drawn twice."""
        same = ask(
            self._connection,
            "select id from links where from_kind = ? and from_id = ? and to_kind = ? and to_id = ? and reason = ?",
            *(start.kind, start.id, end.kind, end.id, str(reason)),
        )
        if same:
            return int(same[0][0])
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


def move_links(connection: sqlite3.Connection, old: Ref, new: Ref) -> None:
    """Arrows to and from one record lead to and from another of its kind; none to itself, and none is drawn twice."""
    for side in ("from", "to"):
        connection.execute(
            f"update links set {side}_id = ? where {side}_kind = ? and {side}_id = ?", (new.id, old.kind, old.id)
        )
    connection.execute(
        "delete from links where from_kind = ?1 and to_kind = ?1 and from_id = to_id and from_id = ?2",
        (new.kind, new.id),
    )
    connection.execute(
        "delete from links where (from_kind = ?1 and from_id = ?2 or to_kind = ?1 and to_id = ?2) "
        "and exists (select 1 from links as other where other.id < links.id "
        "and other.from_kind = links.from_kind and other.from_id = links.from_id "
        "and other.to_kind = links.to_kind and other.to_id = links.to_id and other.reason = links.reason)",
        (new.kind, new.id),
    )
