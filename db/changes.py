"""What one step did to rows, and how that is kept.

insert   {"column": value, ...}                     the whole new row
delete   {"column": value, ...}                     the whole old row
update   {"column": [old, new], ...}                only the columns that differ
         {"column": {"at": n, "end": m, "old": "…", "new": "…"}}   for long texts: only the part that differs
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from enable_desktop.edits import common_beginning, common_end
from enable_desktop.links import Ref

_LONG: Final = 256

Value = str | int | float | None
Row = dict[str, Value]


@dataclass(slots=True)
class Change:
    """One row before and after; None where it was not there yet, or is not there any more."""

    kind: str
    row: int
    before: Row | None
    after: Row | None


def joined(changes: list[Change]) -> list[Change]:
    """One change per row, from its state before the first to its state after the last; what cancels out is left out."""
    first: dict[tuple[str, int], Change] = {}
    for change in changes:
        key = (change.kind, change.row)
        if key in first:
            first[key].after = change.after
        else:
            first[key] = Change(change.kind, change.row, change.before, change.after)
    return [change for change in first.values() if change.before != change.after]


def refs(changes: Iterable[Change]) -> frozenset[Ref]:
    """The records that these changes are about."""
    return frozenset(Ref(change.kind, change.row) for change in changes)


def gone(changes: Sequence[Change]) -> frozenset[Ref]:
    """The rows that are not there at the end, whether or not they were at the beginning."""
    if all(change.after is not None for change in changes):
        return frozenset()
    last = {(change.kind, change.row): change for change in changes}
    return refs(change for change in last.values() if change.after is None)


def let_go(changes: Iterable[Change]) -> frozenset[Ref]:
    """The assets that no longer lead to somebody who vouched for them: the arrow itself cannot tell any more."""
    led = ((change.before, change.after) for change in changes if change.kind == "links")
    return frozenset(
        Ref("assets", int(before["from_id"] or 0))
        for before, after in led
        if before is not None and before["from_kind"] == "assets" and _start(after) != _start(before)
    )


def _start(link: Row | None) -> tuple[Value, Value] | None:
    return (link["from_kind"], link["from_id"]) if link is not None else None


def is_as_meant(done: Iterable[Change], meant: Iterable[Change]) -> bool:
    """Whether only what was meant has happened: a foreign key may have taken along what the step knows nothing of."""
    wanted = {(change.kind, change.row): change.after for change in meant}
    missing = object()
    for change in done:
        row = wanted.get((change.kind, change.row), {})
        if row is None or change.after is None:
            if row is not change.after:
                return False
            continue
        before = change.before or {}
        differing = {name: value for name, value in change.after.items() if value != before.get(name, missing)}
        if any(row.get(name, missing) != value for name, value in differing.items()):
            return False
    return True


def packed(change: Change) -> tuple[str, str]:
    """What was done to a row (insert, update or delete), and, as JSON, what is kept of it; see `unpacked`."""
    if change.before is None or change.after is None:
        operation = "insert" if change.before is None else "delete"
        return operation, json.dumps(change.after or change.before, ensure_ascii=False)
    before, after = change.before, change.after
    differing = {name: _difference(before[name], after[name]) for name in after if before[name] != after[name]}
    return "update", json.dumps(differing, ensure_ascii=False)


def _difference(old: Value, new: Value) -> object:
    if not (isinstance(old, str) and isinstance(new, str) and len(old) + len(new) > _LONG):
        return [old, new]
    at = common_beginning(old, new)
    end = common_end(old, new, min(len(old), len(new)) - at)
    return {"at": at, "end": end, "old": old[at : len(old) - end], "new": new[at : len(new) - end]}


def unpacked(
    kind: str,
    row: int,
    operation: str,
    data: Mapping[str, object],
    current: Mapping[str, Value],
    whole_is_before: bool = False,
) -> Change:
    """The stored change; long texts are made whole from `current`, the row before it (or, by default, after it)."""
    if operation == "insert":
        return Change(kind, row, None, dict(data))  # type: ignore[arg-type]  # JSON of plain values
    if operation == "delete":
        return Change(kind, row, dict(data), None)  # type: ignore[arg-type]  # JSON of plain values
    before: Row = {}
    after: Row = {}
    for name, difference in data.items():
        if isinstance(difference, list):
            before[name], after[name] = difference
            continue
        assert isinstance(difference, dict)
        text = str(current.get(name) or "")
        head, tail = (
            text[: difference["at"]],
            text[len(text) - difference["end"] :] if difference["end"] else "",
        )
        before[name] = f"{head}{difference['old']}{tail}"
        after[name] = f"{head}{difference['new']}{tail}"
        if (before if whole_is_before else after)[name] != text:
            # The text is not what the step left: make sure that the comparison fails.
            before[name] = after[name] = None
    return Change(kind, row, before, after)
