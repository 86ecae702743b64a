"""The rows of a step put back, or put in place again: each is compared first with what the step left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from db.changes import Change, Row
from db.files import ask
from db.rows import references_to
from db.step_list import StepList, StoredChange
from enable_desktop.errors import WorkspaceError
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark

Tables = Mapping[str, tuple[str, ...]]
"""The columns of every tracked table."""


class CannotUndo(WorkspaceError):
    """The step cannot be taken back because something else has changed since."""

    def __init__(self, label: Sentence) -> None:
        super().__init__(
            mark("“{step}” cannot be taken back, because what it changed has been changed again since."), step=label
        )


class Interrupted(WorkspaceError):
    """A step that was being made in slices was given up, for something that touches the whole file."""

    def __init__(self) -> None:
        super().__init__(mark("This was interrupted by something that touches the whole file. Try again."))


class Overtaken(WorkspaceError):
    """A step in slices cannot stand beside what somebody did meanwhile; nothing of it is kept."""

    def __init__(self, label: Sentence) -> None:
        super().__init__(mark("“{step}” was stopped by what was changed meanwhile; nothing of it is kept."), step=label)


class Noted:
    """What the program itself has noted since a step of rows that it added: that a file has moved, for example.

    That does not keep the step from being taken back, nor does it where somebody took what was noted back in the
    history; done again, the step brings the rows as they were last.
    """

    def __init__(self, steps: StepList, step: int) -> None:
        self._steps = steps
        self._step = step
        self._since: dict[Ref, list[tuple[StoredChange, bool]]] | None = None
        """By row, the latest first."""
        self.last: dict[Ref, Row] = {}
        """The rows that are not as the step left them, as they are now."""

    def explains(self, stored: StoredChange, current: Row) -> bool:
        """Whether a row that the step added is as it is now by that alone."""
        if self._since is None:
            self._since = {}
            for each, is_undone in reversed(self._steps.automatic_since(self._step)):
                self._since.setdefault(Ref(each.kind, each.row), []).append((each, is_undone))
        ref = Ref(stored.kind, stored.row)
        since = self._since.get(ref, ())
        # As the step is kept it may hold what was noted when it was last taken back, also what was taken back since.
        first = _without((each for each, _ in since), stored.whole({}).after or {})
        now = _without((each for each, is_undone in since if not is_undone), current)
        if any(now[name] != value for name, value in first.items()):
            return False
        self.last[ref] = current
        return True


def _without(changes: Iterable[StoredChange], row: Row) -> Row:
    """A row as it was before these changes, the latest first, as far as it holds them."""
    row = dict(row)
    for each in changes:
        known = each.whole(row)
        if known.before and known.after and all(row.get(name) == value for name, value in known.after.items()):
            row |= known.before
    return row


def expected(
    connection: sqlite3.Connection,
    tables: Tables,
    label: Sentence,
    stored: Iterable[StoredChange],
    *,
    forward: bool,
    noted: Noted | None = None,
) -> list[Change]:
    """What must happen to rows, from how they must be now; raises CannotUndo where one of them is otherwise."""
    return [_expected(connection, tables, label, each, noted, forward=forward) for each in stored]


def _expected(
    connection: sqlite3.Connection,
    tables: Tables,
    label: Sentence,
    stored: StoredChange,
    noted: Noted | None,
    *,
    forward: bool,
) -> Change:
    kind, row = stored.kind, stored.row
    if kind not in tables:
        raise CannotUndo(label)
    current = _row(connection, kind, row, tables[kind])
    change = stored.whole(current or {}, whole_is_before=forward)
    if not forward:
        change = Change(kind, row, change.after, change.before)
    if change.before is None:
        fits = current is None
    else:
        fits = current is not None and all(current[name] == value for name, value in change.before.items())
    if fits:
        return change
    if noted is not None and change.after is None and current is not None and noted.explains(stored, current):
        return Change(kind, row, current, None)
    raise CannotUndo(label)


def _row(connection: sqlite3.Connection, kind: str, row: int, columns: tuple[str, ...]) -> Row | None:
    found = connection.execute(f'select * from "{kind}" where id = ?', (row,)).fetchone()
    return dict(zip(columns, found, strict=True)) if found else None


def put(connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Make the rows what they must be.

    First what stays, so that nothing leads any more to what goes and goes along with it; then what goes, so that a
    name is free for what comes.
    """
    for change in changes:
        if change.before is not None and change.after is not None:
            names = ", ".join(f'"{name}" = ?' for name in change.after)
            values = (*change.after.values(), change.row)
            connection.execute(f'update "{change.kind}" set {names} where id = ?', values)
    for change in changes:
        if change.after is None:
            connection.execute(f'delete from "{change.kind}" where id = ?', (change.row,))
    for change in changes:
        if change.before is None and change.after is not None:
            names = ", ".join(f'"{name}"' for name in change.after)
            marks = ", ".join("?" * len(change.after))
            connection.execute(f'insert into "{change.kind}" ({names}) values ({marks})', tuple(change.after.values()))


def is_referred_to(connection: sqlite3.Connection, spans: Mapping[str, range]) -> bool:
    """Whether anything that stays refers to rows that go."""
    for kind, ids in spans.items():
        for table, column in references_to(connection, kind):
            own = spans.get(table, range(1))
            query = (
                f'select exists (select 1 from "{table}" where "{column}" between ? and ? and not id between ? and ?)'
            )
            if ask(connection, query, ids.start, ids.stop - 1, own.start, own.stop - 1)[0][0]:
                return True
    return False
