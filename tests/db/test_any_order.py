"""A person who does anything in any order: whatever was done can be taken back, exactly, also after a restart."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from db.taking_back import CannotUndo
from db.workspace import Place, open_workspace
from enable_desktop.changes import Origin
from enable_desktop.charter.lines import Answer, Document, Prose, Version
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, Shape, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Link, Reason, Ref
from enable_desktop.people import Hat, Person
from enable_desktop.words import mark
from tests.db.conftest import NOW
from tests.db.content import (
    Difference,
    complaints,
    content_of,
    difference,
    reversed_difference,
    taken_back,
    tracked_tables,
    with_noted,
)
from tests.db.values import LONG, WORDS, values_of

ADDED = [kind.record for kind in KINDS.values() if kind.record not in (Version, Link)]
EDITED = [kind.record for kind in KINDS.values() if kind.record is not Version]
TEXTS = (Shape.TEXT, Shape.PROSE)
DOCUMENTS = st.sampled_from(list(Document))


@dataclass
class Automatic:
    """An automatic step, as the machine remembers it."""

    change: Difference
    undone: bool = False


class Anybody(RuleBasedStateMachine):
    """Remembers what each step changed and compares the file after every undo and redo."""

    template: Path
    touched: set[str]

    @initialize(data=st.data(), first=st.integers(0, len(ADDED) - 1))
    def begin(self, data: st.DataObject, first: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.path = Path(shutil.copy(self.template, self.folder / "Programme.enable"))
        self.place = Place(home=self.folder / "home", clock=lambda: NOW)
        self.workspace = open_workspace(self.path, self.place)
        self.past: list[Difference] = []
        self.future: list[Difference] = []
        self.automatic: dict[int, Automatic] = {}
        self.typing: tuple[Ref, str] | None = None
        self.now = content_of(self.path)
        self.first = self.now
        self.interrupted = False
        # Some of every kind: so no table is left to chance, however many there are.
        for number in range(first, first + len(ADDED), 3):
            self.add_one(data, ADDED[number % len(ADDED)])

    def teardown(self) -> None:
        if not hasattr(self, "workspace"):
            return
        self.workspace.close()
        if not self.interrupted:
            self.take_everything_back()
        assert complaints(self.path) == []
        shutil.rmtree(self.folder)

    def take_everything_back(self) -> None:
        with open_workspace(self.path, self.place) as workspace:
            for _ in self.past:
                workspace.undo()
            assert content_of(self.path) == self.first
            for _ in self.past:
                workspace.redo()
        assert content_of(self.path) == self.now

    # -- what a machine knows of the file

    def ids(self, kind: str) -> list[int]:
        return [id_ for table, id_ in self.now if table == kind]

    def drawn_ref(self, data: st.DataObject, records: list[type[Line]]) -> Ref:
        kinds = {record.kind for record in records}
        return Ref(*data.draw(st.sampled_from([key for key in self.now if key[0] in kinds])))

    def recent_or_any(self, data: st.DataObject, records: list[type[Line]]) -> Ref:
        """Rather a row that the person has just changed, where things get in each other's way."""
        kinds = {record.kind for record in records}
        recent = [key for change in self.past[-2:] for key in change if key in self.now and key[0] in kinds]
        return Ref(*data.draw(st.sampled_from(recent))) if recent else self.drawn_ref(data, records)

    def drawn_person(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(self.ids("people")))

    @contextmanager
    def step(self, merges: bool = False, refused: tuple[type[Exception], ...] = ()) -> Iterator[None]:
        """One change by the person: remembered, or without any trace where it was refused."""
        before, steps = self.now, self.workspace.history(1)
        if not merges:
            self.typing = None
        try:
            yield
        except refused:
            assert content_of(self.path) == before
            assert self.workspace.history(1) == steps
            return
        self.now = content_of(self.path)
        change = difference(before, self.now)
        self.touched |= {table for table, _ in change}
        if not change:
            return
        if merges:
            whole = difference(taken_back(before, self.past.pop()) or {}, self.now)
            if whole:
                self.past.append(whole)
            else:
                self.typing = None
        else:
            self.past.append(change)
        self.future.clear()

    # -- the person

    @rule(data=st.data(), record=st.sampled_from(ADDED))
    def add(self, data: st.DataObject, record: type[Line]) -> None:
        self.add_one(data, record)

    def add_one(self, data: st.DataObject, record: type[Line]) -> None:
        values = data.draw(values_of(record, self.ids))
        # A section has a name of its own.
        with self.step(refused=(sqlite3.IntegrityError,) if record is Prose else ()):
            self.workspace.add(record, **values)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        ref = self.drawn_ref(data, EDITED)
        values = data.draw(values_of(KINDS[ref.kind].record, self.ids, least=1))
        if ref.kind == "sections":
            values = {"text": data.draw(LONG)}
        with self.step():
            self.workspace.change(ref, **values)

    @rule(data=st.data(), again=st.booleans())
    def type(self, data: st.DataObject, again: bool) -> None:
        if again and self.typing is not None and (self.typing[0].kind, self.typing[0].id) in self.now:
            ref, name = self.typing
        else:
            ref = self.drawn_ref(data, EDITED)
            fields = fields_of(KINDS[ref.kind].record)
            names = [field.name for field in fields if field.shape in TEXTS and field.name != "key"]
            if not names:
                return
            name = data.draw(st.sampled_from(names))
        old = str(self.now[ref.kind, ref.id][name])
        at = data.draw(st.integers(0, len(old)))
        text = old[:at] + data.draw(WORDS) + old[at + data.draw(st.integers(0, 3)) :]
        with self.step(merges=self.typing == (ref, name)):
            self.workspace.change(ref, typing=True, **{name: text})
            before = self.now
        if self.now != before:
            self.typing = (ref, name) if self.past else None

    @rule()
    def pause(self) -> None:
        self.workspace.settle()
        self.typing = None

    @rule(data=st.data(), place=st.integers(-1, 5))
    def move(self, data: st.DataObject, place: int) -> None:
        ref = self.drawn_ref(data, EDITED)
        with self.step():
            self.workspace.move(ref, place)
        ids = [line.id for line in self.workspace.all(KINDS[ref.kind].record)]
        assert self.workspace.place_of(ref) == ids.index(ref.id)

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        ref = self.drawn_ref(data, [record for record in EDITED if record is not Person])
        with self.step():
            self.workspace.remove(ref)

    @rule(data=st.data())
    def link(self, data: st.DataObject) -> None:
        start, end = self.drawn_ref(data, ADDED), self.drawn_ref(data, ADDED)
        with self.step():
            self.workspace.links.join(start, end, data.draw(st.sampled_from(list(Reason))), "a label")

    @rule(data=st.data())
    def several(self, data: st.DataObject) -> None:
        with self.step(), self.workspace.step(mark("Several things")):
            added = self.workspace.add(Person, name="Somebody new")
            for _ in range(data.draw(st.integers(1, 3))):
                ref = self.drawn_ref(data, [record for record in EDITED if record is not Person])
                line = self.workspace.find(ref)
                if line is None:
                    continue
                fields = [field for field in fields_of(type(line)) if field.kind == "people"]
                if fields:
                    values: dict[str, Any] = {fields[0].name: added}
                    self.workspace.change(ref, **values)
                if data.draw(st.booleans()):
                    self.workspace.remove(ref)

    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        with self.step(refused=(ZeroDivisionError,)), self.workspace.step(mark("Fail")):
            self.workspace.remove(self.drawn_ref(data, [record for record in EDITED if record is not Person]))
            raise ZeroDivisionError

    @rule(data=st.data())
    def change_people(self, data: st.DataObject) -> None:
        one, other = self.drawn_person(data), self.drawn_person(data)
        people = self.workspace.people
        ways: list[Callable[[], object]] = [
            lambda: people.merge(one, other),
            lambda: people.hand_over(one, other),
            lambda: people.anonymise(one),
            lambda: self.workspace.change(Ref(Person.kind, one), hats=frozenset({Hat.EXPERT})),
        ]
        if len(self.ids("people")) > 2:
            ways.append(lambda: people.remove(one, other if one != other else None))
        if one == other and len(self.ids("people")) <= 2:
            ways = ways[2:]
        way = data.draw(st.sampled_from(ways))
        with self.step():
            way()

    @rule(document=DOCUMENTS, ask=st.booleans(), title=WORDS)
    def freeze(self, document: Document, ask: bool, title: str) -> None:
        with self.step():
            if ask:
                self.workspace.charter.ask(document)
            else:
                self.workspace.charter.save_version(document, title, "")

    @rule(data=st.data(), answer=st.sampled_from(list(Answer)))
    def answer(self, data: st.DataObject, answer: Answer) -> None:
        approvals = [id_ for id_ in self.ids("approvals") if self.now["approvals", id_]["version"] is not None]
        if approvals:
            with self.step():
                self.workspace.charter.answer(data.draw(st.sampled_from(approvals)), answer, "", date(2026, 12, 1))

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        versions = self.ids("versions")
        with self.step():
            self.workspace.charter.restore(data.draw(st.sampled_from(versions)))

    @rule(key=st.sampled_from(("company", "currency", "new")), value=WORDS)
    def set(self, key: str, value: str) -> None:
        with self.step(refused=(WorkspaceError,)):
            self.workspace.settings.set(key, value)

    @rule(currency=st.sampled_from(("EUR", "JPY", "KWD")))
    def count_in(self, currency: str) -> None:
        with self.step(refused=(WorkspaceError,)):
            self.workspace.settings.set_currency(currency)

    @rule(content=st.binary(max_size=8))
    def attach(self, content: bytes) -> None:
        with self.step():
            self.workspace.attachments.add("a.bin", content, "application/octet-stream")

    # -- back and forth

    @precondition(lambda self: self.past)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, len(self.past))):
            self._replay(self.workspace.undo, self.past, self.future)

    @precondition(lambda self: self.past)
    @rule(times=st.integers(1, 4))
    def there_and_back(self, times: int) -> None:
        before, interrupted = self.now, self.interrupted
        steps = min(times, len(self.past))
        for _ in range(steps):
            self._replay(self.workspace.undo, self.past, self.future)
        for _ in range(min(steps, len(self.future))):
            self._replay(self.workspace.redo, self.future, self.past)
        assert interrupted or self.now == before

    @precondition(lambda self: self.future)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.future))):
            self._replay(self.workspace.redo, self.future, self.past)

    def _replay(self, replay: Callable[[], object], source: list[Difference], target: list[Difference]) -> None:
        self.typing = None
        wanted = taken_back(self.now, source[-1])
        try:
            done = replay()
        except CannotUndo:
            assert self.interrupted, "nothing else has happened"
            assert content_of(self.path) == self.now
            return
        assert done is not None
        self.now = content_of(self.path)
        assert self.now == wanted
        target.append(reversed_difference(source.pop()))

    @rule()
    def nothing_left(self) -> None:
        if not self.past:
            assert self.workspace.undo() is None
            assert self.workspace.undo_label is None
        if not self.future:
            assert self.workspace.redo() is None
        self.typing = None

    @rule()
    def restart(self) -> None:
        self.workspace.close()
        assert complaints(self.path) == []
        self.workspace = open_workspace(self.path, self.place)
        self.typing = None

    # -- what happens by itself

    @rule(data=st.data(), way=st.sampled_from(("add", "change", "remove")))
    def happen(self, data: st.DataObject, way: str) -> None:
        others = [record for record in EDITED if record not in (Person, Prose)]
        before = self.now
        with self.workspace.step(mark("By itself"), origin=Origin.AUTOMATIC):
            if way == "add":
                record = data.draw(st.sampled_from([record for record in ADDED if record is not Prose]))
                self.workspace.add(record, **data.draw(values_of(record, self.ids)))
            elif way == "change":
                ref = self.recent_or_any(data, others)
                self.workspace.change(ref, **data.draw(values_of(KINDS[ref.kind].record, self.ids, least=1)))
            else:
                self.workspace.remove(self.recent_or_any(data, others))
        self.now = content_of(self.path)
        change = difference(before, self.now)
        if change:
            self.interrupted = True
            self.typing = None
            self.note(change)
            self.automatic[self.workspace.history(1)[0].id] = Automatic(change)

    def note(self, change: Difference) -> None:
        """What was added goes, and comes back, as what has happened by itself since has left it."""
        self.past[:] = [with_noted(each, change) for each in self.past]
        self.automatic |= {
            step: replace(each, change=with_noted(each.change, change))
            for step, each in self.automatic.items()
            if not each.undone
        }

    @precondition(lambda self: self.automatic)
    @rule(data=st.data())
    def revert(self, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(sorted(self.automatic)))
        automatic = self.automatic[step]
        wanted = taken_back(self.now, automatic.change)
        self.typing = None
        try:
            self.workspace.revert(step)
        except CannotUndo:
            assert content_of(self.path) == self.now
            return
        before, self.now = self.now, content_of(self.path)
        assert self.now == wanted
        self.note(difference(before, self.now))
        self.automatic[step] = Automatic(reversed_difference(automatic.change), not automatic.undone)

    @invariant()
    def it_says_what_comes_next(self) -> None:
        if hasattr(self, "workspace"):
            assert (self.workspace.undo_label is not None) == bool(self.past)
            assert (self.workspace.redo_label is not None) == bool(self.future)


def test_whatever_is_done_can_be_taken_back(filled: Path, tmp_path: Path) -> None:
    touched: set[str] = set()
    template = Path(shutil.copy(filled, tmp_path / "Template.enable"))
    with closing(sqlite3.connect(template)) as connection, connection:
        connection.execute("delete from history_changes")
        connection.execute("delete from history_steps")
    machine = type("Anybody", (Anybody,), {"template": template, "touched": touched})
    run_state_machine_as_test(machine, settings=settings(max_examples=30, stateful_step_count=50))
    assert touched == set(tracked_tables(template)), "every table there is was changed by the person"
