"""A big step taken back, or done again: looked at in slices, done in one moment, and its new rows brought in slices.

Taken back, its rows are hidden at once and swept afterwards (db/slices.py); done again, they come hidden and are shown
when all are there. A step that is more than many new rows in a row is taken back whole, as small ones are.
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
from db.slices import Again, Pace, as_soon_as_free
from db.step_list import StoredChange
from db.taking_back import CannotUndo, Noted, put
from enable_desktop.changes import Changes
from enable_desktop.links import Ref

_FEW: Final = 500
"""So many rows are changed in one moment."""
_INSERT: Final = "insert"


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
        self._changed: set[Ref] = set()
        """What was changed since the step is looked at."""

    def slices(self) -> Again:
        """Raises CannotUndo where that cannot be done."""
        self._history.watch()
        self._history.listeners.append(self._on_changed)
        try:
            yield from self._look()
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

    def _on_changed(self, changes: Changes) -> None:
        self._changed |= changes.touched

    @property
    def _is_changed(self) -> bool:
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
        share = 1 if not self._forward else 2
        for numbers in self._numbers():

            def work(numbers: range = numbers) -> None:
                several = self._history.list.some_changes(self._step, numbers)
                self._history.expected(self.label, several, forward=self._forward, noted=self._noted)
                for stored in several:
                    if stored.operation != _INSERT:
                        self._others.append(stored)
                        continue
                    self._new.add(Ref(stored.kind, stored.row))
                    first, last, number = ends.get(stored.kind, (stored.row, stored.row, 0))
                    ends[stored.kind] = min(first, stored.row), max(last, stored.row), number + 1

            for _ in self._pace.slice(nullcontext, work):
                yield numbers.stop, self._size * share
        if all(last - first + 1 == number for first, last, number in ends.values()):
            self._spans = {kind: range(first, last + 1) for kind, (first, last, _) in ends.items()}

    @property
    def _is_for_slices(self) -> bool:
        kinds = self._spans.keys() | {stored.kind for stored in self._others}
        return bool(self._spans) and len(self._others) <= _FEW and kinds.isdisjoint(self._history.outside)

    # -- bringing back

    def _bring(self, hidden: Hidden) -> Iterator[tuple[int, int]]:
        for _ in self._pace.slice(self._history.slice, partial(self._history.list.hide, hidden)):
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
