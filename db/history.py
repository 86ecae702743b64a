"""The named steps: one transaction, one undo entry, one notice each.

While a step is open every changed row of every tracked table is heard of (db/watch.py). At the end of the step the
changes are stored (db/step_list.py).

Undo and redo compare every row with what the step left, and then put all of them in place at once (db/taking_back.py);
they refuse where a row has changed since, or where something beyond the step would change with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from db.changes import Change, gone, is_as_meant, joined, let_go, refs
from db.faults import ReadOnly
from db.files import hurried, parsing, reading, writing
from db.growing import GrowingStep
from db.hidden import Curtain, Hidden, State
from db.step_list import StepList, StoredChange
from db.taking_back import CannotUndo, Interrupted, Noted, Overtaken, expected, is_referred_to, put
from db.watch import Watch
from enable_desktop.changes import Changes, Origin
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark, sentence

T = TypeVar("T")


class Consequence(Protocol):
    """Runs inside a step just before it is stored, to add what follows from the change."""

    def __call__(self, touched: frozenset[Ref], deleted: frozenset[Ref]) -> None: ...


class Outside(Protocol):
    """Does, outside of the file, what goes with the change of some rows, and takes it back where the change fails."""

    def __call__(self, changes: tuple[Change, ...]) -> AbstractContextManager[None]: ...


class _Typed(NamedTuple):
    """A step that is still being typed, and what it has changed so far."""

    step: int
    changes: list[Change]


class History:
    """The steps of one open workspace."""

    def __init__(
        self, connection: sqlite3.Connection, clock: Callable[[], datetime], path: Path, *, is_readonly: bool = False
    ) -> None:
        self.list = StepList(connection, clock)
        self.curtain = Curtain(connection)
        self._watch = Watch(connection, self.curtain)
        self._connection = connection
        self._path = path
        self._is_readonly = is_readonly
        self._added: dict[str, set[int]] = {}
        self._runs: list[tuple[str, range]] = []
        """The rows that were added all at once: of a long list only where it begins and ends."""
        self._written: int | None = None
        self._mentioned: set[Ref] = set()
        self._begin: Callable[[], int] = lambda: 0
        self._open = False
        self._merge = ""
        self._typed: _Typed | None = None
        """The step that what is typed next may join."""
        self.check_place: Callable[[], None] = lambda: None
        self.consequences: list[Consequence] = []
        self.settle_steps: Callable[[], None] = lambda: None
        """Takes away what is hidden: whoever is forgotten may stand in it."""
        self.outside: dict[str, Outside] = {}
        """By kind: what taking back or doing again a step that touches it does outside of the file."""
        self.bookkeeping: Callable[[frozenset[Ref]], None] = lambda touched: None
        self.look: Callable[[], int] = lambda: 0
        """Where somebody else writes: reads anew what they changed, and gives another number after every change."""
        self.look_afresh: Callable[[Iterable[str]], None] = lambda kinds: None
        """So many rows of these kinds came or went at once that nothing kept in memory of them holds."""
        self.listeners: list[Callable[[Changes], None]] = []

    # -- recording

    @contextmanager
    def step(
        self,
        label: str | Sentence,
        *,
        origin: Origin = Origin.PERSON,
        by: object | None = None,
        merge: str = "",
        more: bool = False,
        lasting: bool = False,
        growing: GrowingStep | None = None,
        **values: object,
    ) -> Iterator[None]:
        """Everything changed inside is one step; a step inside a step belongs to the outer one.

        A step with the same `merge` key as the last one, made while that one was still open to `more`, joins it. A
        `lasting` step cannot be taken back, and neither can anything before it: no old value is kept. One that is
        `growing` goes on with what it was the last time. Raises WorkspaceError where the file cannot be written.
        """
        if self._open:
            yield
            return
        shown = label if isinstance(label, Sentence) else sentence(label, **values)
        if lasting:
            self.settle_steps()
        with self._transaction():
            self._merge = merge
            self._begin = partial(self.list.add, shown, origin)
            yield
            touched = self._finish(shown, origin, self._merge, more, lasting, growing)
        if touched:
            self._tell(Changes(label=shown, touched=touched, origin=origin, source=by))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that happens inside is written, or nothing."""
        if self._is_readonly:
            raise ReadOnly(mark("{name} is open for reading only: the change was not stored."), name=self._path.name)
        self.check_place()
        with reading(self._path), self.curtain.lifted():
            self.watch()
            self._forget_pending()
            self.list.is_forgetting = False
            typed = self._typed
            try:
                with writing(self._connection):
                    self._open = True
                    yield
                    self.check_place()
            except BaseException:
                self._typed = typed
                runs = (kind for kind, _ in self._runs)
                for kind in (*self._added, *runs, *(change.kind for change in self._watch.changes)):
                    self._watch.count(kind)
                raise
            finally:
                self._open = False
                self._forget_pending()
        if self.list.is_forgetting:
            self.curtain.look()

    def _forget_pending(self) -> None:
        self._watch.changes.clear()
        self._added.clear()
        self._runs.clear()
        self._written = None
        self._mentioned.clear()

    def write_down(self) -> None:
        """Note the rows that the open step has added so far, so that those of a long one are not kept in memory."""
        changes = self._watch.changes
        added = [change for change in changes if change.before is None and change.after is not None]
        if not added:
            return
        self._watch.changes = [change for change in changes if change.before is not None or change.after is None]
        if self._written is None:
            self._written = self._begin()
        self.list.note(self._written, self._added_count, added)
        for change in added:
            self._added.setdefault(change.kind, set()).add(change.row)

    @contextmanager
    def adding(self, kind: str) -> Iterator[Callable[[range], None]]:
        """Inside, new rows of a kind are noted all at once, by what is given, instead of one after another."""
        self.write_down()
        with self._watch.without_new(kind):
            yield partial(self._note_added, kind)

    @contextmanager
    def slice(self) -> Iterator[None]:
        """One of the transactions in which rows come or go that nobody sees: no step, and nobody is told.

        Raises Busy, rather than wait, where somebody else is at the file.
        """
        with hurried(self._connection), self._transaction():
            self._watch.is_paused = True
            try:
                yield
            finally:
                self._watch.is_paused = False

    @contextmanager
    def last_slice(self, hidden: Hidden, touched: Iterable[Ref], origin: Origin) -> Iterator[None]:
        """The transaction that shows the rows of a step, with whatever else is changed inside; everybody is told.

        Raises Busy as a slice does.
        """
        label = self.list.label_of(hidden.step)
        assert label is not None
        with hurried(self._connection), self._transaction():
            yield
            changes, _ = self._followed(joined(self._watch.changes))
            self.list.note(hidden.step, sum(map(len, hidden.spans.values())), changes)
            self.list.show(hidden)
            self.list.prune(origin)
            self.bookkeeping(refs(changes) | let_go(changes))
            everything = frozenset(touched) | refs(changes) | self._mentioned
        self.curtain.uncover(hidden)
        self._typed = None
        self._everything_differs(hidden)
        self._tell(Changes(label=label, touched=everything, origin=origin))

    def _everything_differs(self, hidden: Hidden) -> None:
        for kind in hidden.spans:
            self._watch.count(kind)
        self.look_afresh(hidden.spans)

    def note_rows(self, step: int, count: int, kind: str, ids: range) -> None:
        """Keep, in a slice, that these rows are new, as they are now; the step holds `count` changes so far."""
        self.list.note_rows(step, count, kind, ids, self._watch.tables[kind])

    def _note_added(self, kind: str, ids: range) -> None:
        if not ids:
            return
        if self._written is None:
            self._written = self._begin()
        self.list.note_rows(self._written, self._added_count, kind, ids, self._watch.tables[kind])
        self._runs.append((kind, ids))
        self._watch.count(kind)

    def mention(self, refs: Iterable[Ref]) -> None:
        """Let everybody hear of records in the open step of which something changed that is kept beside them."""
        self._mentioned.update(refs)

    def altered(self, columns: Mapping[str, tuple[str, ...]]) -> frozenset[Ref]:
        """The records in the open step of which one of these columns, by kind, is not what it was; or that came or
        went."""
        found = (change for change in self._watch.changes if change.kind in columns)
        return refs(change for change in joined(list(found)) if _differs(change, columns[change.kind]))

    def changes_to(self, ref: Ref) -> Iterator[Change]:
        """What has happened to one record in the open step so far."""
        return (change for change in self._watch.changes if change.kind == ref.kind and change.row == ref.id)

    @property
    def only_adds(self) -> bool:
        """Whether the open step has touched nothing so far that was there before it."""
        return all(change.before is None for change in self._watch.changes)

    @property
    def is_open(self) -> bool:
        return self._open

    def goes_on_as(self, merge: str) -> None:
        """Let what is typed next with this key join the step that is open now."""
        self._merge = merge

    def settle(self) -> None:
        """A pause in the typing: the next change begins a step of its own."""
        self._typed = None

    def get_ready(self) -> None:
        """Do before the first change what it would have to wait for."""
        if not self._is_readonly and not self._open:
            with reading(self._path), self.curtain.lifted():
                self.watch()

    def watch(self) -> None:
        """Hear of every change of the tracked tables from now on."""
        self._watch.begin()

    def count_of(self, kind: str) -> int:
        """A number that is another one after every change of a line of this kind, also inside a step."""
        return self._watch.count_of(kind) + self.look()

    def _finish(
        self, label: Sentence, origin: Origin, merge: str, more: bool, lasting: bool, growing: GrowingStep | None
    ) -> frozenset[Ref]:
        changes = joined(self._watch.changes)
        if not changes and self._written is None:
            if merge and not more:
                self._typed = None
            mentioned = frozenset(self._mentioned)
            if mentioned:
                self.bookkeeping(mentioned)
            return mentioned | self._mentioned
        changes, touched = self._followed(changes)
        touched = _together(touched, self._mentioned)
        if lasting:
            self.list.empty()
            self.list.add(label, origin)
            self._typed = None
        else:
            self._store(label, origin, merge, more, changes, growing)
        self.bookkeeping(_together(touched, let_go(changes)))
        return _together(touched, self._mentioned)

    def _followed(self, changes: list[Change]) -> tuple[list[Change], frozenset[Ref]]:
        """Adds what follows from these changes to the open step; gives all of its changes, and the records of them."""
        touched, deleted = self._touched(changes), gone(self._watch.changes)
        for follow in self.consequences:
            known = len(self._watch.changes)
            follow(touched, deleted)
            if len(self._watch.changes) > known:
                changes = joined(self._watch.changes)
                touched, deleted = self._touched(changes), gone(self._watch.changes)
        return changes, touched

    def _touched(self, changes: list[Change]) -> frozenset[Ref]:
        """The records of these changes, and those that were written down already."""
        written = (Ref(kind, row) for kind, ids in (*self._added.items(), *self._runs) for row in ids)
        return frozenset(chain(refs(changes), written))

    def _store(
        self,
        label: Sentence,
        origin: Origin,
        merge: str,
        more: bool,
        changes: list[Change],
        growing: GrowingStep | None,
    ) -> None:
        if self._written is not None:
            self._typed = None
            self.list.note(self._written, self._added_count, self._written_again(changes))
            self.list.prune(origin)
            return
        if growing is not None and growing.grow(self.list, label, changes):
            self._typed = None
            return
        typed = self._typed
        if merge and typed is not None and self.list.is_last(typed.step, merge):
            step = typed.step
            changes = joined([*typed.changes, *changes])
            self.list.replace(step, typed.changes, changes)
        else:
            step = self.list.add(label, origin, merge)
            self.list.note(step, 0, changes)
            self.list.prune(origin)
        if growing is not None:
            growing.note(step, changes)
        self._typed = _Typed(step, changes) if merge and more and changes else None

    @property
    def _added_count(self) -> int:
        """How many rows are written down as added in the open step."""
        return sum(map(len, self._added.values())) + sum(len(ids) for _, ids in self._runs)

    def _is_added(self, change: Change) -> bool:
        kind, row = change.kind, change.row
        return row in self._added.get(kind, ()) or any(row in ids for added, ids in self._runs if added == kind)

    def _written_again(self, changes: list[Change]) -> list[Change]:
        """The changes of rows that were there before; what became of those written down is put right there."""
        assert self._written is not None
        others = []
        for change in changes:
            if self._is_added(change):
                self.list.note_again(self._written, change)
            else:
                others.append(change)
        return others

    def goes_on(self, growing: GrowingStep) -> bool:
        """Whether what comes next can be a part of this step."""
        return growing.step is not None and self.list.is_in(growing.step, State.DONE)

    # -- in slices that are seen

    def do_part(self, step: int, work: Callable[[], object]) -> frozenset[Ref]:
        """A part of a step that is being done: what is changed by it is kept with the step, and nobody is told yet.

        Returns the records that it touched. Raises Busy as a slice does, Interrupted where the step is given up, and
        Overtaken where what it leads to is gone, or where what somebody did meanwhile could not be taken back first.
        """
        label = self._label_of_part(step)
        try:
            with hurried(self._connection), self._transaction():
                self._check_state(step, State.BEING_DONE)
                work()
                changes, touched = self._followed(joined(self._watch.changes))
                if self.list.is_overtaken(step, changes):
                    raise Overtaken(label)
                self.list.note(step, self.list.size(step), changes)
                return self._part_done(changes, touched)
        except sqlite3.IntegrityError as error:
            raise Overtaken(label) from error

    def move_part(
        self,
        step: int,
        state: State,
        numbers: range,
        *,
        forward: bool,
        noted: Noted | None,
        left: set[Ref],
    ) -> frozenset[Ref]:
        """The next changes of a step taken back, or done `forward` again; returns the records that it touched.

        Raises CannotUndo where one of the rows is not as it was left; without `noted` such rows stay as they are, and
        so do those that refer to what is not there: they are added to what is `left`. Raises Busy and Interrupted as
        `do_part` does.
        """
        label = self._label_of_part(step)
        several = self.list.some_changes(step, numbers)
        several = several if forward else several[::-1]
        try:
            with hurried(self._connection), self._transaction():
                self._check_state(step, state)
                if noted is None:
                    self._put_what_fits(label, several, left, forward=forward)
                    done = joined(self._watch.changes)
                else:
                    self._connection.execute("pragma defer_foreign_keys = on")
                    changes = self.expected(label, several, forward=forward, noted=noted)
                    put(self._connection, changes)
                    done = joined(self._watch.changes)
                    if not is_as_meant(done, changes):
                        raise CannotUndo(label)
                self.list.note_reached(step, numbers.stop if forward else numbers.start)
                return self._part_done(done, refs(done))
        except sqlite3.IntegrityError as error:
            raise CannotUndo(label) from error

    def _put_what_fits(
        self, label: Sentence, several: Iterable[StoredChange], left: set[Ref], *, forward: bool
    ) -> None:
        """Make those rows what they must be, one after another, of which that can be said now."""
        for stored in several:
            known = len(self._watch.changes)
            with suppress(CannotUndo):
                try:
                    put(self._connection, self.expected(label, [stored], forward=forward))
                except sqlite3.IntegrityError:
                    # The triggers told of it before SQLite took it back.
                    del self._watch.changes[known:]
                    left.add(Ref(stored.kind, stored.row))

    def _label_of_part(self, step: int) -> Sentence:
        label = self.list.label_of(step)
        if label is None:
            raise Interrupted
        return label

    def _check_state(self, step: int, state: State) -> None:
        if not self.list.is_in(step, state):
            raise Interrupted

    def _part_done(self, changes: list[Change], touched: frozenset[Ref]) -> frozenset[Ref]:
        typed = self._typed
        if typed is not None and not touched.isdisjoint(refs(typed.changes)):
            # What is typed next in one of these rows is no part of what was typed before.
            self._typed = None
        self.bookkeeping(_together(touched, let_go(changes)))
        return _together(touched, self._mentioned)

    def turn(self, deed: Callable[[], T]) -> T:
        """The moment at which a step that is made in slices begins or ends. Raises Busy as a slice does."""
        with hurried(self._connection), self._transaction():
            return deed()

    def tell(self, label: Sentence, touched: frozenset[Ref]) -> None:
        """Let everybody hear of a step that was made in slices."""
        self._tell(Changes(label=label, touched=touched))

    # -- taking back

    def undo(self) -> Sentence | None:
        """Take back the last step of the person; returns its label, None when there is nothing left."""
        step = self.list.next_undo
        return self.replay(step, forward=False) if step is not None else None

    def redo(self) -> Sentence | None:
        """Do again what was taken back last; returns its label, None when there is nothing."""
        step = self.list.next_redo
        return self.replay(step, forward=True) if step is not None else None

    def revert(self, step: int) -> Sentence | None:
        """Take back one automatic step, or bring it back, wherever it stands in the list."""
        undone = self.list.is_undone(step)
        return self.replay(step, forward=undone) if undone is not None else None

    def take_back(self, since: int, merge: str, by: object | None = None) -> bool:
        """Take back every step after `since`, if all of them are typing with this key; says whether it was done."""
        typed = self.list.typed_since(since, merge)
        try:
            for step in typed:
                self.replay(step, forward=False, by=by)
        except CannotUndo:
            return False
        return bool(typed)

    def replay(self, step: int, *, forward: bool, by: object | None = None) -> Sentence | None:
        """Take back one step, or do it `forward` again; returns its label.

        Raises CannotUndo where something has changed since, or where something beyond the step would change too.
        """
        if any(each.state is not State.COMING for each in self.curtain.hidden):
            # Another one is under way, which this may build on.
            self.settle_steps()
        label = self.list.label_of(step)
        assert label is not None
        try:
            with self._outside(step, label, forward=forward), self._transaction():
                self._typed = None
                self._connection.execute("pragma defer_foreign_keys = on")
                noted = Noted(self.list, step)
                changes = self.expected(label, self.list.changes_of(step), forward=forward, noted=noted)
                put(self._connection, changes if forward else changes[::-1])
                done = joined(self._watch.changes)
                if not is_as_meant(done, changes):
                    raise CannotUndo(label)
                self.list.set_undone(step, not forward)
                self.list.note_as_last(step, noted.last)
                touched = refs(done)
                self.bookkeeping(touched | let_go(done))
                touched |= self._mentioned
        except sqlite3.IntegrityError as error:
            raise CannotUndo(label) from error
        self._tell(Changes(label=label, touched=touched, source=by))
        return label

    def flip(
        self,
        hidden: Hidden,
        touched: Iterable[Ref],
        others: Sequence[StoredChange],
        is_changed: Callable[[], bool],
        noted: Noted,
        *,
        forward: bool,
    ) -> Sentence:
        """The moment at which a step is taken back, or done again, of which the new rows go, or came, in slices.

        What else it changed is changed with that. Raises CannotUndo where something beyond the step would change too,
        or where it `is_changed` since it was looked at, and Busy as a slice does. `noted` is what that look found.
        """
        label = self.list.label_of(hidden.step)
        assert label is not None
        try:
            with hurried(self._connection), self._transaction():
                self._typed = None
                self._connection.execute("pragma defer_foreign_keys = on")
                changes = self.expected(label, others, forward=forward)
                put(self._connection, changes if forward else changes[::-1])
                done = joined(self._watch.changes)
                if is_changed() or not is_as_meant(done, changes):
                    raise CannotUndo(label)
                if not forward and is_referred_to(self._connection, hidden.spans):
                    raise CannotUndo(label)
                (self.list.show if forward else self.list.hide)(hidden)
                self.list.note_as_last(hidden.step, noted.last)
                self.bookkeeping(refs(done) | let_go(done))
                everything = frozenset(touched) | refs(done) | self._mentioned
        except sqlite3.IntegrityError as error:
            raise CannotUndo(label) from error
        (self.curtain.uncover if forward else self.curtain.cover)(hidden)
        self._everything_differs(hidden)
        self._tell(Changes(label=label, touched=everything))
        return label

    @contextmanager
    def _outside(self, step: int, label: Sentence, *, forward: bool) -> Iterator[None]:
        """What goes with a step outside of the file is done before its rows are touched."""
        with ExitStack() as all_done:
            for kind, act in () if self._is_readonly else self.outside.items():
                stored = self.list.changes_of(step, kind)
                if not stored:
                    continue
                self.check_place()
                with reading(self._path):
                    self.watch()
                changes = self.expected(label, stored, forward=forward)
                all_done.enter_context(act(tuple(changes)))
            yield

    def expected(
        self, label: Sentence, stored: Iterable[StoredChange], *, forward: bool, noted: Noted | None = None
    ) -> list[Change]:
        """What must happen to rows, from how they must be now; raises CannotUndo where one of them is otherwise."""
        with parsing(self._connection):
            return expected(self._connection, self._watch.tables, label, stored, forward=forward, noted=noted)

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self.listeners):
            listener(changes)


def _differs(change: Change, columns: Iterable[str]) -> bool:
    before, after = change.before, change.after
    return before is None or after is None or any(before[name] != after[name] for name in columns)


def _together(many: frozenset[Ref], more: Set[Ref]) -> frozenset[Ref]:
    """Both in one; a step may touch a hundred thousand records, which are not copied for nothing."""
    return many | more if more else many
