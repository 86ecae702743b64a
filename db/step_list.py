"""The steps as they are stored: what each is called, when it was made, what it changed, whether it is taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Final, NamedTuple

from db.changes import Change, Row, packed, unpacked
from db.files import ask, parsing
from db.hidden import Hidden, State, text_of
from db.rows import clean
from enable_desktop.changes import Origin, Step
from enable_desktop.links import Ref
from enable_desktop.words import Counted, Sentence, mark

KEPT: Final = 200
_ROOM: Final = 100_000
"""So many steps may be made while the rows of one come in, which is the last of them all the same."""
BIG: Final = 1_000
"""A step of more changes is taken back, done again and forgotten in slices."""
_NOTHING: Final = text_of({})
_HAS_CHANGES: Final = "exists (select 1 from history_changes where step = history_steps.id)"


class StoredChange(NamedTuple):
    """A change as it stands in the file."""

    kind: str
    row: int
    operation: str
    data: str

    def whole(self, current: Row, *, whole_is_before: bool = False) -> Change:
        """The change with its long texts made whole again from the row."""
        data = json.loads(self.data)
        return unpacked(self.kind, self.row, self.operation, data, current, whole_is_before=whole_is_before)


Forgotten = Callable[[tuple[StoredChange, ...]], None]


class StepList:
    """The steps that one workspace keeps. What writes here does so inside a transaction of the history."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock
        self.forgotten: dict[str, Forgotten] = {}
        """By kind: what is told which changes of it can be neither taken back nor done again from now on."""
        self.is_forgetting = False
        """Whether the open transaction left a step to be forgotten in slices."""
        self._latest = 0
        """The last number that was given while a step with a greater one was coming."""

    # -- looking

    def all(self, limit: int = KEPT) -> tuple[Step, ...]:
        """The newest steps first."""
        found = ask(
            self._connection,
            f'select id, label, "values", origin, at, undone, {_HAS_CHANGES} '
            "from history_steps where undone not in (?, ?) order by id desc limit ?",
            *(State.COMING, State.BEING_DONE, limit),
        )
        with parsing(self._connection):
            return tuple(
                Step(
                    id=row[0],
                    label=label_of(row[1], row[2]),
                    origin=Origin(row[3]),
                    at=datetime.fromisoformat(row[4]),
                    undone=row[5] != State.DONE,
                    settled=not row[6],
                )
                for row in found
            )

    def label_of(self, step: int | None) -> Sentence | None:
        """What a step is called; None where there is none."""
        found = ask(self._connection, 'select label, "values" from history_steps where id = ?', step)
        with parsing(self._connection):
            return label_of(*found[0]) if found else None

    @property
    def next_undo(self) -> int | None:
        """The step that would be taken back now."""
        return self._first(f"undone = 0 and origin <> 'automatic' and {_HAS_CHANGES} order by id desc")

    @property
    def next_redo(self) -> int | None:
        """The step that would be done again now."""
        return self._first("undone = 1 and origin <> 'automatic' order by id")

    def last_done(self, first: int, last: int) -> int | None:
        """The person's newest step with a number from one to another that can be taken back."""
        number = f"id between {first} and {last}"
        return self._first(f"{number} and undone = 0 and origin <> 'automatic' and {_HAS_CHANGES} order by id desc")

    def _first(self, test: str) -> int | None:
        found = ask(self._connection, f"select id from history_steps where {test} limit 1")
        return int(found[0][0]) if found else None

    @property
    def newest(self) -> int:
        """The newest step by its number; later ones have greater numbers, also when this one goes."""
        coming = self._coming()
        if coming is not None:
            return self._before(coming)
        found = ask(self._connection, "select seq from sqlite_sequence where name = 'history_steps'")
        return int(found[0][0]) if found else 0

    def _coming(self) -> int | None:
        """The number of the step of which the rows are coming in, if there is one."""
        query = "select min(id) from history_steps where undone = ? and merge <> ?"
        found = ask(self._connection, query, State.COMING, _NOTHING)
        return found[0][0] if found else None

    def _before(self, coming: int) -> int:
        """The last number that was given before that of a step which is coming."""
        last = ask(self._connection, "select coalesce(max(id), 0) from history_steps where id < ?", coming)[0][0]
        return max(int(last), self._latest, coming - _ROOM)

    def is_undone(self, automatic: int) -> bool | None:
        """Whether an automatic step is taken back; None where there is none that could be."""
        found = ask(
            self._connection,
            "select undone from history_steps where id = ? and origin = 'automatic' and undone <> ? "
            f"and {_HAS_CHANGES}",
            automatic,
            State.COMING,
        )
        return bool(found[0][0]) if found else None

    def reached(self, step: int) -> int | None:
        """Up to which of its changes a step that is moved in slices has come; None where nothing of it was moved."""
        found = ask(self._connection, "select merge from history_steps where id = ?", step)
        with parsing(self._connection):
            return int(found[0][0]) if found and found[0][0] else None

    def is_in(self, step: int, state: State) -> bool:
        """Whether a step is there, and so far."""
        query = "select exists (select 1 from history_steps where id = ? and undone = ?)"
        return bool(ask(self._connection, query, step, state)[0][0])

    def under_way(self) -> tuple[tuple[int, State], ...]:
        """The steps that change, slice by slice, what is seen; the latest first."""
        query = "select id, undone from history_steps where undone >= ? order by id desc"
        return tuple((step, State(state)) for step, state in ask(self._connection, query, State.BEING_DONE))

    def typed_since(self, since: int, merge: str) -> tuple[int, ...]:
        """The person's steps after one, the newest first, if all of them are typing with this key; else none."""
        found = ask(
            self._connection,
            "select id, merge from history_steps where id > ? and undone = 0 and origin <> 'automatic' "
            "order by id desc",
            since,
        )
        return tuple(row[0] for row in found) if all(row[1] == merge for row in found) else ()

    def is_last(self, step: int, merge: str) -> bool:
        """Whether a step is the newest of all, typing with this key, and not taken back."""
        found = self._connection.execute(
            "select id, merge, undone from history_steps where undone <> ? order by id desc limit 1", (State.COMING,)
        )
        return bool(found.fetchone() == (step, merge, State.DONE))

    def changes_of(self, step: int, kind: str | None = None) -> tuple[StoredChange, ...]:
        """What a step changed, in order; of one kind alone where that is wanted."""
        found = ask(
            self._connection,
            "select kind, row, operation, data from history_changes where step = ? and kind = coalesce(?, kind) "
            "order by number",
            step,
            kind,
        )
        return tuple(StoredChange(*row) for row in found)

    def automatic_since(self, step: int) -> tuple[tuple[StoredChange, bool], ...]:
        """What the program itself changed after a step, in order, and of each change whether it is taken back."""
        found = ask(
            self._connection,
            # Not the other way round: there may be very many changes of imports between.
            "select kind, row, operation, data, undone from history_steps cross join history_changes "
            "on history_changes.step = history_steps.id where id > ? and undone in (?, ?) and origin = 'automatic' "
            "order by step, number",
            step,
            State.DONE,
            State.UNDONE,
        )
        return tuple((StoredChange(*row[:4]), row[4] == State.UNDONE) for row in found)

    def is_overtaken(self, step: int, changes: Iterable[Change]) -> bool:
        """Whether one of these changes, which such a step is about to get, builds on what a person did after it.

        Neither could be taken back then: what is later is taken back first.
        """
        wanted = {Ref(change.kind, change.row): change for change in changes if change.before is not None}
        found = ask(
            self._connection,
            "select kind, row, operation, data from history_steps cross join history_changes "
            "on history_changes.step = history_steps.id where id > ? and undone = ? and origin <> 'automatic' "
            "and row in (select value from json_each(?))",
            *(step, State.DONE, json.dumps([ref.id for ref in wanted])),
        )
        later = (StoredChange(*row) for row in found)
        with parsing(self._connection):
            return any(_meet(wanted[ref], each) for each in later if (ref := Ref(each.kind, each.row)) in wanted)

    # -- writing

    def add(self, label: Sentence, origin: Origin, merge: str = "") -> int:
        """A new step, which cannot be followed by what was taken back before it; returns its number."""
        if origin is not Origin.AUTOMATIC:
            self._drop_undone()
        return self._append(label, origin, merge, State.DONE)

    def _append(self, label: Sentence, origin: Origin, merge: str, state: State) -> int:
        coming = self._coming()
        number = None
        if coming is not None:
            number = self._latest = self._before(coming) + 1
        return self._insert(number, label, origin, merge, state)

    def _drop_undone(self) -> None:
        self._forget("undone = 1 and origin <> 'automatic'")

    def _insert(self, number: int | None, label: Sentence, origin: Origin, merge: str, state: State) -> int:
        cursor = self._connection.execute(
            'insert into history_steps (id, label, "values", origin, at, merge, undone) values (?, ?, ?, ?, ?, ?, ?)',
            (
                number,
                label.message,
                _kept_values(label),
                str(origin),
                self._clock().isoformat(timespec="seconds"),
                merge,
                state,
            ),
        )
        return int(cursor.lastrowid or 0)

    def begin(self, label: Sentence, origin: Origin, spans: Mapping[str, range]) -> Hidden:
        """A step of which the rows are coming in; whatever is done meanwhile comes before it."""
        number = self.newest + _ROOM
        self._latest = 0
        step = self._insert(number, label, origin, text_of(spans), State.COMING)
        return Hidden(step, State.COMING, spans)

    def begin_doing(self, label: Sentence) -> int:
        """A step that is being done in slices; what is done meanwhile comes after it."""
        return self._append(label, Origin.PERSON, "", State.BEING_DONE)

    def end_doing(self, step: int) -> None:
        """A step is done that was being done in slices; one that changed nothing is gone."""
        if not self.size(step):
            self._connection.execute("delete from history_steps where id = ?", (step,))
            return
        self._drop_undone()
        self._set_state(step, State.DONE, "")
        self.prune(Origin.PERSON)

    def move_to(self, step: int, state: State) -> None:
        """A step whose rows are seen is so far now."""
        self._set_state(step, state, "")
        if state is State.UNDONE and self.is_followed(step):
            # Something was done meanwhile, after which it is not done again.
            self.give_up(step)

    def note_reached(self, step: int, number: int) -> None:
        """A step that is moved in slices has come to this one of its changes."""
        self._connection.execute("update history_steps set merge = ? where id = ?", (str(number), step))

    def give_up(self, step: int) -> None:
        """Nothing brings a step back from now on; it is forgotten in slices, or at the next opening."""
        self._set_state(step, State.COMING, _NOTHING)
        self.is_forgetting = True

    def show(self, hidden: Hidden) -> None:
        """The rows of a step are all there now."""
        if hidden.state is State.COMING:
            self._drop_undone()
        self._set_state(hidden.step, State.DONE, "")

    def hide(self, hidden: Hidden) -> None:
        """The rows of a step are there no more, or not yet."""
        self._set_state(hidden.step, hidden.state, text_of(hidden.spans))

    def lay_down(self, hidden: Hidden) -> None:
        """The rows of a step are gone, and can be brought back."""
        self._set_state(hidden.step, State.UNDONE, "")

    def _set_state(self, step: int, state: State, merge: str) -> None:
        self._connection.execute("update history_steps set undone = ?, merge = ? where id = ?", (state, merge, step))

    def is_followed(self, step: int) -> bool:
        """Whether the person did anything after this step of theirs, so that it cannot be done again."""
        query = (
            "select exists (select 1 from history_steps where id = ?1 and origin <> 'automatic') "
            "and exists (select 1 from history_steps where id > ?1 and undone = ?2 and origin <> 'automatic')"
        )
        return bool(ask(self._connection, query, step, State.DONE)[0][0])

    def size(self, step: int) -> int:
        """How many changes a step holds, as far as that can be told without looking at them."""
        found = ask(self._connection, "select coalesce(max(number) + 1, 0) from history_changes where step = ?", step)
        return int(found[0][0])

    def some_changes(self, step: int, numbers: range) -> tuple[StoredChange, ...]:
        """The changes of a step that have these numbers."""
        found = ask(
            self._connection,
            "select kind, row, operation, data from history_changes where step = ? and number between ? and ? "
            "order by number",
            *(step, numbers.start, numbers.stop - 1),
        )
        return tuple(StoredChange(*row) for row in found)

    def forget(self, step: int, limit: int) -> bool:
        """Forget up to `limit` changes of a step, the last ones first, and with the first the step; is it gone?"""
        first = max(0, self.size(step) - limit)
        several = [each for each in self.some_changes(step, range(first, first + limit)) if each.kind in self.forgotten]
        self._connection.execute("delete from history_changes where step = ? and number >= ?", (step, first))
        if not first:
            self._connection.execute("delete from history_steps where id = ?", (step,))
        for kind in self.forgotten:
            changes = tuple(each for each in several if each.kind == kind)
            if changes:
                self.forgotten[kind](changes)
        return not first

    def note(self, step: int, count: int, changes: Iterable[Change]) -> None:
        """Adds changes to a step that holds `count` of them."""
        self._connection.executemany(
            "insert into history_changes values (?, ?, ?, ?, ?, ?)",
            (
                (step, number, change.kind, change.row, *packed(change))
                for number, change in enumerate(changes, count)
            ),
        )  # fmt: skip

    def put_right(self, step: int, number: int, change: Change) -> None:
        """Gives a step another change in place of one that it has; one that changes nothing goes."""
        where, values = "where step = ? and number = ?", (step, number)
        if change.before == change.after:
            self._connection.execute(f"delete from history_changes {where}", values)
        else:
            self._connection.execute(
                f"update history_changes set operation = ?, data = ? {where}", (*packed(change), *values)
            )

    def rename(self, step: int, label: Sentence) -> None:
        """Lets a step be called otherwise."""
        query = 'update history_steps set label = ?, "values" = ? where id = ?'
        self._connection.execute(query, (label.message, _kept_values(label), step))

    def note_rows(self, step: int, count: int, kind: str, ids: range, columns: Iterable[str]) -> None:
        """Adds that these rows were added, as they are now, to a step that holds `count` changes."""
        row = ", ".join(f"""'{column}', "{column}\"""" for column in columns)
        self._connection.execute(
            "insert into history_changes "
            f"select ?, ? + id - ?, ?, id, 'insert', json_object({row}) from \"{kind}\" where id between ? and ?",
            (step, count, ids.start, kind, ids.start, ids.stop - 1),
        )

    def note_again(self, step: int, change: Change) -> None:
        """Puts right what a step says of a row that it added: how the row is now, or that it was never there."""
        where = "where step = ? and kind = ? and row = ?"
        values = (step, change.kind, change.row)
        if change.after is None:
            self._connection.execute(f"delete from history_changes {where}", values)
        else:
            _, data = packed(Change(change.kind, change.row, None, change.after))
            self._connection.execute(f"update history_changes set data = ? {where}", (data, *values))

    def note_as_last(self, step: int, rows: Mapping[Ref, Row]) -> None:
        """Lets a step that is taken back bring these rows, which it added, as they were last."""
        if not rows:
            return
        query = "select kind, row, number from history_changes where step = ? and operation = 'insert'"
        numbers = {Ref(kind, row): number for kind, row, number in ask(self._connection, query, step)}
        self._connection.executemany(
            "update history_changes set data = ? where step = ? and number = ?",
            ((packed(Change(ref.kind, ref.id, None, row))[1], step, numbers[ref]) for ref, row in rows.items()),
        )

    def replace(self, step: int, former: list[Change], changes: list[Change]) -> None:
        """Gives a step other changes than the former; without any it is gone: there is nothing to take back."""
        if not changes:
            self._connection.execute("delete from history_steps where id = ?", (step,))
            return
        if len(changes) < len(former):
            query = "delete from history_changes where step = ? and number >= ?"
            self._connection.execute(query, (step, len(changes)))
        # In place, since it is mostly one and the same row that is typed in.
        self._connection.executemany(
            "insert into history_changes values (?, ?, ?, ?, ?, ?) on conflict (step, number) do update set "
            "kind = excluded.kind, row = excluded.row, operation = excluded.operation, data = excluded.data",
            (
                (step, number, change.kind, change.row, *packed(change))
                for number, (change, old) in enumerate(zip_longest(changes, former[: len(changes)]))
                if change != old
            ),
        )

    def set_undone(self, step: int, undone: bool) -> None:
        """Notes that a step is taken back, or done again."""
        self._connection.execute("update history_steps set undone = ? where id = ?", (int(undone), step))

    def empty(self) -> None:
        """Keeps that there were steps, but nothing of what they held."""
        self._connection.execute("delete from history_steps where undone = 1")
        self._connection.execute("delete from history_changes")
        self._connection.execute(
            """update history_steps set "values" = '{}', label = ?, merge = ''""", (mark("Earlier change"),)
        )

    def prune(self, origin: Origin) -> None:
        """Forgets, after a step of this origin, those beyond the last KEPT of the person's or of the automatic ones."""
        test = "origin = 'automatic'" if origin is Origin.AUTOMATIC else "origin <> 'automatic'"
        last = f"(select id from history_steps where {test} order by id desc limit 1 offset {KEPT})"
        self._forget(f"{test} and id <= {last}")

    def _forget(self, test: str) -> None:
        # One of which the rows are still hidden says which those are.
        test = f"{test} and undone <= {State.UNDONE}"
        steps = [row[0] for row in self._connection.execute(f"select id from history_steps where {test}")]
        big = [step for step in steps if self.size(step) > BIG]
        for step in big:
            # From now on it stands there as one that never came, and goes as such a one does.
            self.give_up(step)
        if len(big) == len(steps):
            return
        small = [step for step in steps if step not in big]
        gone = {kind: tuple(each for step in small for each in self.changes_of(step, kind)) for kind in self.forgotten}
        self._connection.execute(f"delete from history_steps where {test}")
        for kind, changes in gone.items():
            if changes:
                self.forgotten[kind](changes)


def _kept_values(label: Sentence) -> str:
    return json.dumps({name: _kept(value) for name, value in label.values.items()}, ensure_ascii=False)


def _meet(change: Change, stored: StoredChange) -> bool:
    """Whether both changed the same of a row."""
    if change.before is None or change.after is None or stored.operation != "update":
        return True
    return any(change.before[name] != change.after[name] for name in json.loads(stored.data))


def _kept(value: object) -> object:
    """A value of a label as JSON; a sentence keeps its message, so that it can still be said in any language."""
    if isinstance(value, tuple):
        return [_kept(each) for each in value]
    if isinstance(value, Counted):
        return {"singular": value.singular, "plural": value.plural, "number": value.number}
    return {"message": value.message} if isinstance(value, Sentence) else clean(str(value))


def label_of(message: str, values: str) -> Sentence:
    """What a step is called, from how that is kept."""
    return Sentence(message, {name: _said(value) for name, value in json.loads(values).items()})


def _said(value: object) -> object:
    """The value of a label that `_kept` kept."""
    if isinstance(value, list):
        return tuple(_said(each) for each in value)
    if isinstance(value, dict) and "number" in value:
        return Counted(value["singular"], value["plural"], value["number"], {})
    return Sentence(value["message"], {}) if isinstance(value, dict) else value
