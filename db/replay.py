"""A big step taken back, or done again: looked at in slices, and then done.

Where it is many new rows in a row, that is done in one moment: taken back, they are hidden at once and swept afterwards
(db/slices.py); done again, they come hidden and are shown when all are there. Where it changed many rows, and what
hangs on one that went was let go before it, they are changed slice by slice (db/long_steps.py). Any other is taken back
whole, as small ones are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from typing import Final

from db.files import parsing
from db.hidden import Hidden, State
from db.history import History
from db.long_steps import moved
from db.pace import Again, Pace, as_soon_as_free
from db.rows import references_to, roots_of
from db.step_list import StoredChange
from db.taking_back import CannotUndo, Noted, Overtaken, put
from enable_desktop.changes import Changes
from enable_desktop.links import Ref

_FEW: Final = 500
"""So many rows are changed in one moment."""
_INSERT: Final = "insert"
_UPDATE: Final = "update"
_DELETE: Final = "delete"


class Replay:
    """One step that is taken back, or done again."""

    def __init__(self, connection: sqlite3.Connection, history: History, step: int, *, forward: bool) -> None:
        label = history.list.label_of(step)
        assert label is not None
        self._connection = connection
        self._history = history
        self._step = step
        self.label = label
        self._forward = forward
        self._size = history.list.size(step)
        self._noted = Noted(history.list, step)
        self._pace = Pace()
        self._spans: dict[str, range] = {}
        self._new: set[Ref] = set()
        self._others: list[StoredChange] = []
        """What it is besides new rows, as long as that is little."""
        self._kinds: set[str] = set()
        """What it changed rows of."""
        self._added: set[str] = set()
        """What it added rows of."""
        self._gone: set[tuple[str, object]] = set()
        """What it took away, as far as it is looked at."""
        self._is_tangled = False
        """Whether it let go of what hangs on a row only after that row was gone."""
        self._roots: dict[str, list[tuple[str, str]]] = {}
        """By kind, in which column it refers to which other."""
        self._changed: set[Ref] = set()
        """What was changed since the step is looked at."""

    def slices(self) -> Again:
        """Raises CannotUndo where that cannot be done, and Overtaken where what was to be done again is forgotten."""
        self._history.watch()
        self._history.listeners.append(self._on_changed)
        try:
            yield from self._look()
            self._check_step()
            if self._is_for_parts:
                yield from moved(self._history, self._step, self._noted, self._check_step, forward=self._forward)
                return self.label
            if not self._is_for_slices:
                self._history.replay(self._step, forward=self._forward)
                return self.label
            hidden = Hidden(self._step, State.RETURNING if self._forward else State.GOING, self._spans)
            if self._forward:
                yield from self._bring(hidden)
            flip = partial(
                self._history.flip,
                *(hidden, self._new, self._others, lambda: self._is_changed, self._noted),
                forward=self._forward,
            )
            yield from as_soon_as_free(flip)
            return self.label
        finally:
            if self._on_changed in self._history.listeners:
                self._history.listeners.remove(self._on_changed)

    def _check_step(self) -> None:
        """Make sure that the step was not forgotten since it is looked at, or emptied, and has not grown."""
        state = State.UNDONE if self._forward else State.DONE
        if not self._history.list.is_in(self._step, state) or self._history.list.size(self._step) != self._size:
            raise Overtaken(self.label) if self._forward else CannotUndo(self.label)

    def _on_changed(self, changes: Changes) -> None:
        self._changed |= changes.touched

    @property
    def _is_changed(self) -> bool:
        if self._history.list.size(self._step) != self._size:
            # The program went on with it.
            return True
        others = {Ref(stored.kind, stored.row) for stored in self._others}
        return not self._changed.isdisjoint(self._new) or not self._changed.isdisjoint(others)

    def _numbers(self) -> Iterator[range]:
        """The numbers of all changes, as many at a time as fit into a slice."""
        start = 0
        while start < self._size:
            stop = min(self._size, start + self._pace.count)
            yield range(start, stop)
            start = stop

    # -- looking

    def _look(self) -> Iterator[tuple[int, int]]:
        """Make sure that every row is as the step left it, and find out what it consists of."""
        ends: dict[str, tuple[int, int, int]] = {}
        share = 2 if self._forward or self._changes_many else 1
        for numbers in self._numbers():

            def work(numbers: range = numbers) -> None:
                several = self._history.list.some_changes(self._step, numbers)
                self._history.expected(self.label, several, forward=self._forward, noted=self._noted)
                for stored in several:
                    self._kinds.add(stored.kind)
                    if stored.operation != _INSERT:
                        self._look_at_roots(stored)
                        if len(self._others) <= _FEW:
                            self._others.append(stored)
                        continue
                    self._added.add(stored.kind)
                    self._new.add(Ref(stored.kind, stored.row))
                    first, last, number = ends.get(stored.kind, (stored.row, stored.row, 0))
                    ends[stored.kind] = min(first, stored.row), max(last, stored.row), number + 1

            for _ in self._pace.slice(nullcontext, work):
                yield numbers.stop, self._size * share
        if all(last - first + 1 == number for first, last, number in ends.values()):
            self._spans = {kind: range(first, last + 1) for kind, (first, last, _) in ends.items()}

    def _look_at_roots(self, stored: StoredChange) -> None:
        if not self._gone and stored.operation == _UPDATE:
            return
        before = stored.whole({}).before or {}
        self._is_tangled |= any(
            (root, before.get(column)) in self._gone for column, root in self._roots_of(stored.kind)
        )
        if stored.operation == _DELETE:
            self._gone.add((stored.kind, stored.row))

    def _roots_of(self, kind: str) -> list[tuple[str, str]]:
        if kind not in self._roots:
            self._roots[kind] = roots_of(self._connection, kind)
        return self._roots[kind]

    @property
    def _changes_many(self) -> bool:
        """Whether it seems, from how it begins, that looking at it is only half of it."""
        begins = self._history.list.some_changes(self._step, range(2 * _FEW))
        return sum(stored.operation != _INSERT for stored in begins) > _FEW // 2

    @property
    def _is_for_slices(self) -> bool:
        return bool(self._spans) and len(self._others) <= _FEW and self._kinds.isdisjoint(self._history.outside)

    @property
    def _is_for_parts(self) -> bool:
        """Whether many rows are changed, and can be one after another: none refers to one that comes with it, and each
        to one that goes before that goes."""
        return (
            len(self._others) > _FEW
            and not self._is_tangled
            and self._kinds.isdisjoint(self._history.outside)
            and not any(
                table in self._kinds for kind in self._added for table, _ in references_to(self._connection, kind)
            )
        )

    # -- bringing back

    def _bring(self, hidden: Hidden) -> Iterator[tuple[int, int]]:
        def begin() -> None:
            self._check_step()
            self._history.list.hide(hidden)

        for _ in self._pace.slice(self._history.slice, begin):
            yield self._size, self._size * 2
        self._history.curtain.cover(hidden)
        # Writing a row takes longer than looking at one.
        self._pace = Pace()
        for numbers in self._numbers():

            def work(numbers: range = numbers) -> None:
                if hidden not in self._history.curtain.hidden:
                    raise CannotUndo(self.label)
                several = self._history.list.some_changes(self._step, numbers)
                with parsing(self._connection):
                    rows = [stored.whole({}) for stored in several if stored.operation == _INSERT]
                try:
                    put(self._connection, rows)
                except sqlite3.IntegrityError as error:
                    raise CannotUndo(self.label) from error
                self._history.bookkeeping(frozenset(Ref(each.kind, each.row) for each in rows))

            for _ in self._pace.slice(self._history.slice, work):
                yield self._size + numbers.stop, self._size * 2
