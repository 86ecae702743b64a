"""Big steps in slices: rows come, or go, in short transactions that nobody sees the result of, until all are there.

The window gives a slice whenever it has nothing else to do, so that it lives meanwhile and what is typed has steps of
its own. Where a step is not wanted any more its rows are swept away, in slices too; where the program was killed, the
next opening does that before anything else. What changes rows that are there is done in db/long_steps.py.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

from db import long_steps, rows
from db.hidden import Hidden, State
from db.history import History
from db.long_steps import Deed
from db.pace import Again, Pace, Slices, Told, as_soon_as_free
from db.step_list import BIG
from enable_desktop.changes import Origin
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark

_BUSY: Final = mark("Something else is still coming in or going away. Try again as soon as that is done.")


class BigStep(NamedTuple):
    """A step that is taken back, or done again, in slices."""

    label: Sentence
    slices: Again


Row = tuple[type[Line], int, tuple[Any, ...]]
"""A new row: its kind, its id, and what is kept of it, field by field. Any: it holds values of any field."""


class Disturbed(WorkspaceError):
    """What an import builds on was changed while it came in; nothing of it is to be seen."""

    def __init__(self) -> None:
        super().__init__(mark("What the import builds on was changed while it came in. Nothing was imported."))


class BigSteps:
    """The big steps of one workspace."""

    def __init__(self, connection: sqlite3.Connection, history: History) -> None:
        self._connection = connection
        self._history = history
        self._coming: set[int] = set()
        """The steps of the imports, and of what else is done in slices, that are under way."""
        self._is_replaying = False

    def begin(self, label: Sentence, counts: Mapping[type[Line], int]) -> Incoming:
        """An import of so many new rows of each kind, in the order in which they will come."""
        kept: dict[type[Line], tuple[range, int]] = {}
        with self._history.slice():
            for record, number in counts.items():
                kept[record] = rows.keep_ids(self._connection, record, number)
            spans = {record.kind: ids for record, (ids, _) in kept.items()}
            hidden = self._history.list.begin(label, Origin.IMPORT, spans)
        self._history.curtain.cover(hidden)
        self._coming.add(hidden.step)
        positions = {each.kind: at for each, (_, at) in kept.items()}
        return Incoming(self._connection, self._history, hidden, positions)

    def end(self, incoming: Incoming) -> None:
        """An import is over, or is let go."""
        self._coming.discard(incoming.step)

    def carry_out(self, deed: Deed) -> Told:
        """Do something with many records in slices, as one step."""
        with self._alone():
            # What could not be returned before, for example since the disk was full, goes first.
            yield from self.sweep()
            begin = partial(self._history.list.begin_doing, deed.label)
            step = yield from as_soon_as_free(partial(self._history.turn, begin))
            with self._under_way(step):
                yield from long_steps.done(self._history, step, deed)

    @property
    def is_clean(self) -> bool:
        """Whether no row is hidden, and no step only half done."""
        return not any(hidden.spans for hidden in self._history.curtain.hidden) and not self._history.list.under_way()

    def forget(self) -> Told:
        """Forget, in slices, the big steps that nothing brings back any more."""
        for hidden in self._history.curtain.hidden:
            if not hidden.spans:
                for _ in self._sweep_step(hidden):
                    yield 0, 0

    def sweep(self, *, everything: bool = False) -> Told:
        """Take away, in slices, the rows that nobody is to see any more, and what was said of them.

        What was only half done goes back to where it came from. Of imports, and of what else is under way, nothing
        goes, unless `everything` does.
        """
        for step, state in self._history.list.under_way():
            yield from self._unless_wanted(step, long_steps.returned(self._history, step, state), everything)
        for hidden in self._history.curtain.hidden:
            yield from self._unless_wanted(hidden.step, self._sweep_hidden(hidden), everything)

    def _unless_wanted(self, step: int, slices: Told, everything: bool) -> Told:
        """Goes on as long as the step is not under way, also once more: others may have swept it before."""
        while everything or step not in self._coming:
            try:
                yield next(slices)
            except StopIteration:
                return

    def _sweep_hidden(self, hidden: Hidden) -> Told:
        for kind, ids in reversed(tuple(hidden.spans.items())):
            for _ in self._sweep_rows(hidden, kind, ids):
                yield 0, 0
        for _ in self._sweep_step(hidden):
            yield 0, 0

    def _is_there(self, hidden: Hidden) -> bool:
        """Whether it was not swept already, in other slices than these."""
        return hidden in self._history.curtain.hidden

    def _sweep_rows(self, hidden: Hidden, kind: str, ids: range) -> Slices:
        pace = Pace()
        stop = ids.stop
        while stop > ids.start and self._is_there(hidden):
            start = max(ids.start, stop - pace.count)

            def work(start: int = start, stop: int = stop) -> None:
                between = f'from "{kind}" where id between ? and ?'
                found = self._connection.execute(f"select id {between}", (start, stop - 1)).fetchall()
                self._connection.execute(f"delete {between}", (start, stop - 1))
                self._history.bookkeeping(frozenset(Ref(kind, row[0]) for row in found))

            yield from pace.slice(self._history.slice, work)
            stop = start

    def _sweep_step(self, hidden: Hidden) -> Slices:
        """With its rows gone, a step that was to come is forgotten; one that was there before can be done again."""
        pace, is_gone = Pace(), False
        is_forgotten = hidden.state is State.COMING

        def work() -> None:
            nonlocal is_forgotten, is_gone
            if not is_forgotten:
                is_forgotten = self._history.list.is_followed(hidden.step)
            if is_forgotten:
                is_gone = self._history.list.forget(hidden.step, pace.count)
            else:
                self._history.list.lay_down(hidden)
                is_gone = True

        while not is_gone and self._is_there(hidden):
            yield from pace.slice(self._history.slice, work)
        if self._is_there(hidden):
            self._history.curtain.uncover(hidden)

    def take_back(self) -> BigStep | None:
        """Take back the person's last step in slices; None where there is none, or it is done at once."""
        return self._again(self._history.list.next_undo, forward=False)

    def do_again(self) -> BigStep | None:
        """Do again, in slices, what was taken back last; None where there is nothing, or it is done at once."""
        return self._again(self._history.list.next_redo, forward=True)

    def revert(self, step: int) -> BigStep | None:
        """Take back an automatic step in slices, or bring it back; None where that is done at once."""
        undone = self._history.list.is_undone(step)
        return self._again(step, forward=undone) if undone is not None else None

    def take_back_to(self, first: int, taken: list[Sentence]) -> Told:
        """Take back the person's last steps down to one, the big ones in slices; `taken` gets what they are called.

        What is done meanwhile stays.
        """
        last = self._history.list.newest
        while (step := self._history.list.last_done(first, last)) is not None:
            # What one took away goes before the next is looked at.
            yield from self.sweep()
            big = self._again(step, forward=False)
            label = self._history.replay(step, forward=False) if big is None else (yield from big.slices)
            assert label is not None
            taken.append(label)
            yield 0, 0
        yield from self.sweep()

    def _again(self, step: int | None, *, forward: bool) -> BigStep | None:
        if step is None:
            return None
        if any(each not in self._coming for each, _ in self._history.list.under_way()):
            # It may be the last one again.
            raise WorkspaceError(_BUSY)
        if not self.is_big(step):
            return None
        if not self.is_clean or self._is_replaying:
            raise WorkspaceError(_BUSY)
        # Loaded here: it is hardly ever needed.
        from db.replay import Replay

        replay = Replay(self._connection, self._history, step, forward=forward)
        return BigStep(replay.label, self._replayed(step, replay.slices()))

    def is_big(self, step: int) -> bool:
        """Whether a step is taken back, or done again, in slices."""
        return self._history.list.size(step) > BIG

    def _replayed(self, step: int, slices: Again) -> Again:
        with self._alone(), self._under_way(step):
            return (yield from slices)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One at a time: the next may build on this one."""
        if self._is_replaying:
            raise WorkspaceError(_BUSY)
        self._is_replaying = True
        try:
            yield
        finally:
            self._is_replaying = False

    @contextmanager
    def _under_way(self, step: int) -> Iterator[None]:
        """Inside, nobody sweeps what the step has done so far."""
        self._coming.add(step)
        try:
            yield
        finally:
            self._coming.discard(step)


class Incoming:
    """An import under way."""

    def __init__(
        self, connection: sqlite3.Connection, history: History, hidden: Hidden, positions: Mapping[str, int]
    ) -> None:
        self._connection = connection
        self._history = history
        self._hidden = hidden
        self._positions = positions
        self._since = history.list.newest
        self.written = 0
        """How many rows there are."""
        self._touched: set[Ref] = set()

    @property
    def step(self) -> int:
        return self._hidden.step

    def ids(self, record: type[Line]) -> range:
        """The ids that are kept for the rows of a kind."""
        return self._hidden.spans[record.kind]

    def add(self, several: Iterator[Row]) -> Slices:
        """Write rows."""
        pace = Pace()
        while some := list(islice(several, pace.count)):
            touched = frozenset(Ref(record.kind, id_) for record, id_, _ in some)
            yield from pace.slice(self._history.slice, partial(self._write, some, touched))
            self._touched |= touched
            self.written += len(some)

    def _write(self, some: list[Row], touched: frozenset[Ref]) -> None:
        if self.is_swept:
            raise Disturbed
        number = self.written
        for record, run in groupby(some, key=lambda row: row[0]):
            lines = tuple(run)
            span, base = self._hidden.spans[record.kind], self._positions[record.kind]
            placed = ((id_, base + rows.STEP * (id_ - span.start + 1), *line) for _, id_, line in lines)
            try:
                rows.insert_placed(self._connection, record, placed)
            except sqlite3.IntegrityError as error:
                if self._history.list.newest == self._since:
                    raise
                # What it refers to went meanwhile.
                raise Disturbed from error
            ids = range(lines[0][1], lines[-1][1] + 1)
            self._history.note_rows(self._hidden.step, number, record.kind, ids)
            number += len(lines)
        self._history.bookkeeping(touched)

    @property
    def is_swept(self) -> bool:
        """Whether it was taken away, for example because somebody is forgotten."""
        return self._hidden not in self._history.curtain.hidden

    @property
    def is_disturbed(self) -> bool:
        """Whether somebody changed what is coming in, for example with something that it refers to."""
        return self.is_swept or self._history.curtain.is_disturbed

    def show(self) -> AbstractContextManager[None]:
        """All of it is there; what is changed inside belongs to it."""
        return self._history.last_slice(self._hidden, self._touched, Origin.IMPORT)
