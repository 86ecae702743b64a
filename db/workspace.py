"""One open workspace: everything the window and the command line may ask of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from db import files, rows
from db.backup_folders import keeping_of, new_id
from db.backups import Backup, backups_in, make_backup, put_back, rotate, sweep_when_idle, verify
from db.chips import follow_titles
from db.faults import Moved, Overwritten, ReadOnly
from db.history import History
from db.labels import change_label, merge_key, named
from db.links import Links
from db.opening import Parts, opened, parts_of
from db.opening import Place as Place
from db.settings import Settings
from db.talk_titles import follow_names
from enable_desktop.changes import Changes, Origin, Step
from enable_desktop.errors import WorkspaceError
from enable_desktop.fields import Line, field_of, fields_of
from enable_desktop.kinds import KINDS
from enable_desktop.links import Ref
from enable_desktop.words import Sentence, mark, sentence

if TYPE_CHECKING:
    from db.attachments import Attachments
    from db.charter import CharterStore
    from db.compaction import Compaction
    from db.experts import Experts
    from db.gaps import Gaps
    from db.interviews import Interviews
    from db.library import Library
    from db.long_steps import Deed
    from db.packs import Packs
    from db.people import People
    from db.register import Register
    from db.reports import Reports
    from db.search import Search
    from db.slices import BigSteps
    from db.themes import Themes
    from db.today import Needs
    from enable_desktop.question_bank import Bank

L = TypeVar("L", bound=Line)
_SLICE: Final = 2_000
_LIBRARY: Final = frozenset({"assets", "asset_kinds", "list_entries", "people", "links"})
"""What the register and the index of the library follow from."""
_APART: Final = frozenset({
    "people", "list_entries", *(kind for kind, known in KINDS.items() if known.where.startswith("library."))
})  # fmt: skip
"""The kinds of record that are no part of the charter."""
_MENDED: Final = "mended_files"
_ASSETS: Final = "assets"


class Workspace:
    """One programme of one company, in one file."""

    def __init__(self, path: Path, place: Place, parts: Parts) -> None:
        self._stand_on(path, place, parts)

    def _stand_on(self, path: Path, place: Place, parts: Parts) -> None:
        """Everything works on this file from now on, also the stores that were loaded already."""
        self.__dict__.clear()
        connection, keeping, lock = parts
        self.path = path
        self.place = place
        self._connection = connection
        self._keeping = keeping
        self._lock = lock
        self._identity = _identity(path)
        self.is_readonly = lock is None
        self._history = History(connection, place.clock, path, is_readonly=self.is_readonly)
        self._version = self._file_version()
        self._history.check_place = self._check_file
        self.settings = Settings(connection, self._history)
        self.links = Links(connection, self._history)
        follow_titles(connection, self._history)
        self._history.bookkeeping = self._note
        self._history.outside[_MENDED] = lambda changes: self.library.mending.outside(changes)
        self._history.list.forgotten[_MENDED] = lambda changes: self.library.mending.let_go(changes)
        self._history.curtain.look()
        if isinstance(connection, files.ReadingConnection):
            connection.look = self._history.look = self._look_again
        self._history.settle_steps = self.settle_steps
        self._history.look_afresh = self._look_afresh
        self.unsettled: tuple[Sentence, ...] = ()
        """Why files that were being mended when the program was killed could not be put back at opening."""
        self._history.consequences.append(self._follow)

    # A store brings along the records it keeps, and making their classes takes longer than opening the file and
    # painting the window: each is loaded when it is first wanted.

    @cached_property
    def people(self) -> People:
        """The one directory of people."""
        from db.people import People

        return People(
            self._connection,
            self._history,
            self.search,
            self._register,
            lambda: (backup.path for backup in self.backups()),
        )

    @cached_property
    def charter(self) -> CharterStore:
        """The charter and the business case with their versions."""
        from db.charter import CharterStore

        return CharterStore(
            self._connection,
            self._history,
            self.settings,
            lambda: self.today,
            lambda: self.people.everybody(),
        )

    @cached_property
    def interviews(self) -> Interviews:
        """The talks: rounds, who was asked, what was said."""
        from db.interviews import Interviews

        return Interviews(self._connection, self._history, lambda: self.today)

    @cached_property
    def library(self) -> Library:
        """What reps can use, and what is known of it."""
        from db.library import Library

        return Library(
            self._connection,
            self._history,
            lambda: self.today,
            self.place.labels,
            lambda limit: self.search.keep_up(limit),
            self.place.hand,
        )

    @cached_property
    def experts(self) -> Experts:
        """Who can answer or teach what, and the contacts with them."""
        from db.experts import Experts

        return Experts(self._connection, self._history, lambda: self.today)

    @cached_property
    def packs(self) -> Packs:
        """Content packaged for reps, and what was sent."""
        from db.packs import Packs

        return Packs(self._connection, self._history, lambda: self.today, lambda: self.library)

    @cached_property
    def themes(self) -> Themes:
        """The themes that what was said is told by."""
        from db.themes import Themes

        return Themes(self._connection, self._history)

    @cached_property
    def gaps(self) -> Gaps:
        """The figures that gaps are counted from."""
        from db.gaps import Gaps

        return Gaps(self._connection)

    @cached_property
    def needs(self) -> Needs:
        """What Today looks at, and what is done there."""
        from db.today import Needs

        return Needs(self._connection, self._history, lambda: self.today, lambda: self.interviews)

    @cached_property
    def attachments(self) -> Attachments:
        """The small files kept inside the workspace."""
        from db.attachments import Attachments

        return Attachments(self._connection, self._history)

    @cached_property
    def big_steps(self) -> BigSteps:
        """The steps that are too big for one moment."""
        from db.slices import BigSteps

        return BigSteps(self._connection, self._history)

    @cached_property
    def reports(self) -> Reports:
        """What was chosen for the last export of each report."""
        from db.reports import Reports

        return Reports(self._connection, self._history)

    @cached_property
    def search(self) -> Search:
        """The index over every kind of record."""
        from db.search import Search

        return Search(
            self._connection,
            write=not self.is_readonly,
            is_in_place=lambda: self.is_in_place,
            lifted=self._history.curtain.lifted,
            labels=self.place.labels,
            finding=lambda: self.library.finding,
        )

    @cached_property
    def _register(self) -> Register:
        from db.register import Register

        return Register(self._connection)

    def _note(self, touched: frozenset[Ref]) -> None:
        """What is kept beside the records and follows from them."""
        if any(ref.kind == _MENDED for ref in touched):
            touched |= self.library.mending.note_written()
        self.search.note(touched)
        self._register.note(touched)
        if any(ref.kind in _LIBRARY for ref in touched) and self._has_library:
            # Loaded here: a programme may have no library yet.
            from db.library.indexing import SAID, follow
            from db.library.register import note

            follow(self._connection, touched, self._history.altered(SAID))
            looked_at = note(self._connection, touched)
            if "library" in self.__dict__:
                self.library.look_again(looked_at)

    def _look_afresh(self, kinds: Iterable[str]) -> None:
        if "library" in self.__dict__ and not _LIBRARY.isdisjoint(kinds):
            self.library.look_afresh()

    def _look_again(self) -> int:
        """What whoever writes has stored, hidden or shown since is so for us who only read, too."""
        version = self._file_version()
        if version != self._version:
            self._version = version
            self._history.curtain.look()
            if "library" in self.__dict__:
                self.library.look_afresh()
        return version

    @property
    def _has_library(self) -> bool:
        """Whether there is any asset, or was."""
        query = "select exists (select 1 from assets) or exists (select 1 from asset_register)"
        return bool(self._connection.execute(query).fetchone()[0])

    def _follow(self, touched: frozenset[Ref], deleted: frozenset[Ref]) -> None:
        """What the stores add to a step."""
        if any(ref.kind not in _APART for ref in touched):
            # Loaded by the first step of a day that may change what it says.
            self.charter.follow_with_draft(touched, deleted)
        follow_names(self._connection, touched, deleted)
        contested = "select exists (select 1 from assets where contested <> '')"
        assets = [ref.id for ref in touched if ref.kind == _ASSETS]
        if assets and self._connection.execute(contested).fetchone()[0]:
            # Loaded here: mostly no file says anything else than its asset.
            from db.library.rereading import settle

            settle(self._connection, assets)

    @property
    def today(self) -> date:
        return self.place.clock().date()

    @property
    def now(self) -> datetime:
        return self.place.clock()

    @property
    def raise_signal(self) -> Path | None:
        """The file that a second window touches to bring this one forward."""
        return self._lock.signal if self._lock is not None else None

    # -- reading

    def all(self, record: type[L]) -> tuple[L, ...]:
        """Every line of a kind in its order."""
        return rows.read_all(self._connection, record)

    def get(self, record: type[L], id_: int) -> L | None:
        return rows.read_one(self._connection, record, id_)

    def where(self, record: type[L], field: str, value: object) -> tuple[L, ...]:
        """The lines of a kind whose field holds exactly this plain value."""
        field_of(record, field)
        return rows.read_where(self._connection, record, field, value)

    def find(self, ref: Ref) -> Line | None:
        """Any record by kind and id."""
        return self.get(KINDS[ref.kind].record, ref.id) if ref.kind in KINDS else None

    def is_there(self, ref: Ref) -> bool:
        """Whether there is such a record, without reading it."""
        return bool(
            files.ask(self._connection, f'select exists (select 1 from "{ref.kind}" where id = ?)', ref.id)[0][0]
        )

    def find_all(self, refs: Iterable[Ref]) -> Mapping[Ref, Line]:
        """The records that are there of these, read kind by kind."""
        by_kind: dict[str, list[int]] = {}
        for ref in dict.fromkeys(refs):
            by_kind.setdefault(ref.kind, []).append(ref.id)
        found: dict[Ref, Line] = {}
        for kind, ids in by_kind.items():
            if kind in KINDS:
                lines = rows.read_these(self._connection, KINDS[kind].record, ids)
                found.update({Ref(kind, line.id): line for line in lines})
        return found

    def count(self, record: type[Line]) -> int:
        return self.count_of(record.kind)

    def count_of(self, kind: str) -> int:
        return int(files.ask(self._connection, f'select count(*) from "{kind}"')[0][0])

    def last_id(self, kind: str) -> int:
        """The highest number that a line of this kind was ever given; the next one gets a higher one."""
        found = files.ask(self._connection, "select seq from sqlite_sequence where name = ?", kind)
        return int(found[0][0]) if found else 0

    def has_words(self, kind: str, *fields: str) -> bool:
        """Whether any line of a kind holds more than white space in one of these fields."""
        white = "char(9, 10, 13, 32, 160)"
        tests = " or ".join(f"""trim("{field}", {white}) <> ''""" for field in fields)
        return bool(files.ask(self._connection, f'select exists (select 1 from "{kind}" where {tests})')[0][0])

    def title_of(self, ref: Ref) -> str:
        """What a record is called, empty when it is gone."""
        line = self.find(ref)
        return line.title_text if line is not None else ""

    # -- changing

    def get_ready(self) -> None:
        """Do before the first change what it would have to wait for: no letter waits for it then."""
        self._history.get_ready()
        _ = self.charter, self.interviews

    def step(
        self,
        label: str | Sentence,
        *,
        origin: Origin = Origin.PERSON,
        by: object | None = None,
        merge: str = "",
        more: bool = False,
        **values: object,
    ) -> AbstractContextManager[None]:
        """Everything changed inside is one step with this (marked) label."""
        return self._history.step(
            label, origin=origin, by=by, merge=merge, more=more, lasting=False, growing=None, **values
        )

    def add(self, record: type[Line], *, by: object | None = None, **values: Any) -> int:
        """A new line at the end of its kind; returns its id. `by` is the widget that did it, as in every change."""
        with self.step(mark("Add {noun} “{title}”"), by=by, **named(record, record(**values))):
            return rows.insert(self._connection, record, values)

    def begin(self, line: Line, field: str, *, by: object | None = None, typing: bool = False) -> int:
        """A new line of which one field is being typed: while `typing`, what comes next in it joins the step."""
        record = type(line)
        with self.step(mark("Add {noun} “{title}”"), by=by, more=typing, **named(record, line)):
            values = {each.name: getattr(line, each.name) for each in fields_of(record)}
            made = rows.insert(self._connection, record, values)
            self._history.goes_on_as(merge_key(Ref(record.kind, made), (field,)))
        return made

    def add_many(self, record: type[Line], lines: Iterable[Mapping[str, Any]]) -> range:
        """New lines at the end of their kind, as they come, in one step that does not hold them all; their ids."""
        ids = range(0)
        several = iter(lines)
        with self.step(mark("Add several {noun}"), noun=sentence(KINDS[record.kind].noun)):
            while added := rows.insert_many(self._connection, record, islice(several, _SLICE)):
                ids = range(ids.start if ids else added.start, added.stop)
                self._history.write_down()
        return ids

    def add_ready(self, record: type[Line], lines: Iterable[Sequence[Any]]) -> range:
        """New lines at the end of their kind, made ready before (`rows.ready`), as fast as can be; their ids."""
        step = self.step(mark("Add several {noun}"), noun=sentence(KINDS[record.kind].noun))
        with step, self._history.adding(record.kind) as note:
            ids = rows.insert_ready(self._connection, record, lines)
            note(ids)
        return ids

    def change(self, ref: Ref, *, by: object | None = None, typing: bool = False, **values: Any) -> None:
        """Change fields of a line. While `typing`, the changes of one field merge into one step until a pause."""
        line = self._existing(ref)
        label, said = change_label(line, values)
        with self.step(label, by=by, merge=merge_key(ref, values), more=typing, **said):
            rows.update(self._connection, type(line), ref.id, values)

    def carry_out(self, deed: Deed) -> int:
        """Do something with many records in one moment; returns with how many. A big one: `big_steps.carry_out`."""
        # Loaded here, with the stores that make deeds.
        from db.long_steps import done_at_once

        return done_at_once(self._history, deed)

    @property
    def newest_step(self) -> int:
        """Where the history stands, for `go_back`."""
        return self._history.list.newest

    def go_back(self, ref: Ref, since: int, *, by: object | None = None, **values: Any) -> None:
        """Give fields what they held when the history stood at `since`.

        Where nothing but typing in these fields has happened, its steps are taken back with all that followed from
        them; else it is a change like any other.
        """
        self._history.take_back(since, merge_key(ref, values), by)
        if any(getattr(self.find(ref), name, value) != value for name, value in values.items()):
            self.change(ref, by=by, **values)

    def take_away(self, ref: Ref, since: int, *fields: str, by: object | None = None) -> None:
        """Take out a line that was added after `since` by typing into these fields; a removal where more was done."""
        self._history.take_back(since, merge_key(ref, fields), by)
        if self.find(ref) is not None:
            self.remove(ref, by=by)

    def settle(self) -> None:
        """A pause in the typing: the next change of the same field is a step of its own."""
        self._history.settle()

    def remove(self, ref: Ref, *, by: object | None = None) -> None:
        """Take a line out; undo brings it back with its links. People are removed through `people`."""
        line = self._existing(ref)
        with self.step(mark("Remove {noun} “{title}”"), by=by, **named(type(line), line)):
            self._connection.execute(f'delete from "{ref.kind}" where id = ?', (ref.id,))

    def place_of(self, ref: Ref) -> int:
        """The place (from 0) of a line among its kind, as `move` takes it."""
        return rows.place_of(self._connection, type(self._existing(ref)), ref.id)

    def move(self, ref: Ref, place: int, *, by: object | None = None) -> None:
        """Put a line at a place (from 0) among its kind."""
        line = self._existing(ref)
        with self.step(mark("Move {noun} “{title}”"), by=by, **named(type(line), line)):
            rows.place(self._connection, type(line), ref.id, place)

    def _existing(self, ref: Ref) -> Line:
        line = self.find(ref)
        if line is None:
            raise WorkspaceError(mark("This record is not there any more; nothing was changed."))
        return line

    # -- history

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Hear of every change from now on; returns what ends it."""
        self._history.listeners.append(listener)
        return lambda: self._history.listeners.remove(listener)

    @property
    def undo_label(self) -> Sentence | None:
        return self._history.list.label_of(self._history.list.next_undo)

    @property
    def redo_label(self) -> Sentence | None:
        return self._history.list.label_of(self._history.list.next_redo)

    @property
    def is_forgetting(self) -> bool:
        """Whether a big step that nothing brings back any more is still to be forgotten (`big_steps.forget`)."""
        return any(not hidden.spans for hidden in self._history.curtain.hidden)

    def undo(self) -> Sentence | None:
        """Take back the person's last step; None when there is none."""
        return self._history.undo()

    def redo(self) -> Sentence | None:
        return self._history.redo()

    def revert(self, step: int) -> Sentence | None:
        """Take back one automatic step."""
        return self._history.revert(step)

    def history(self, limit: int = 200) -> tuple[Step, ...]:
        """The steps, newest first."""
        return self._history.list.all(limit)

    # -- the file

    @property
    def backup_folder(self) -> Path:
        """Holds the backups of this file and of no other."""
        return self._keeping.folder

    @property
    def copied_from(self) -> Path | None:
        """The file that this one was found to be a copy of when it was opened."""
        return self._keeping.copied_from

    def keep_backups_in(self, base: Path | None) -> None:
        """Where backups go from now on; None is the program's own folder."""
        self.place = replace(self.place, backups=base)
        with files.reading(self.path):
            base = self.place.backup_base
            self._keeping = keeping_of(self._connection, self.path, base, write=not self.is_readonly)

    def backups(self) -> tuple[Backup, ...]:
        """The backups of this workspace, newest first."""
        return backups_in(self.backup_folder)

    def back_up(self) -> Backup:
        """Make a checked backup now, and rotate the older ones."""
        self.check_place()
        made = make_backup(self.path, self.backup_folder, self.now)
        rotate(self.backup_folder, self.now)
        return made

    def restore(self, backup: Backup) -> Backup:
        """Put a backup back; what it replaces is backed up first and returned. The workspace is closed by this.

        Raises WorkspaceError where that fails; then it is open and as it was.
        """
        if self.is_readonly:
            raise ReadOnly(mark("{name} is open for reading only: no backup was put back."), name=self.path.name)
        self.check_place()
        verify(backup.path)
        replaced = make_backup(self.path, self.backup_folder, self.now, set_aside=True)
        try:
            put_back(backup.path, self.path)
            try:
                # It may be older than the program, and need what the drive no longer has.
                opened(self.path, self.place, write=True)[0].close()
            except BaseException:
                put_back(replaced.path, self.path)
                raise
        except WorkspaceError as fault:
            # It was we who wrote to it.
            self._version = self._file_version()
            raise WorkspaceError(
                mark("The backup was not put back: {reason} Everything in {name} is as it was."),
                reason=fault.sentence,
                name=self.path.name,
            ) from fault
        self.close()
        return replaced

    def save_copy(self, target: Path, *, replacing: bool = False) -> None:
        """A complete copy under another name, with an id of its own."""
        with (
            files.made_beside(target, replacing=replacing) as partial,
            files.reading(target),
            closing(files.connect(partial)) as copy,
        ):
            self._connection.backup(copy)
            new_id(copy)

    def go_on_in(self, target: Path) -> None:
        """Work on the complete copy that `save_copy` made, with its history and its listeners: the file itself is gone.

        Raises WorkspaceError where the copy cannot be opened; then nothing has changed.
        """
        parts = parts_of(target, self.place, write=True, summon=False)
        listeners = self._history.listeners
        self._connection.close()
        if self._lock is not None:
            self._lock.release()
        self._stand_on(target, self.place, parts)
        self.settle_steps()
        self._history.listeners = listeners

    def settle_steps(self) -> None:
        """Sweep away what came in, was done or was taken back, when the program was killed in the middle of it."""
        if self._history.curtain.hidden or self._history.list.under_way():
            for _ in self.big_steps.sweep(everything=True):
                pass

    def settle_files(self) -> None:
        """Give files what they held before the program was killed while it mended links in them."""
        if self.place.hand is None or not self._has_exchanged:
            return
        try:
            self.unsettled = self.library.mending.settle()
        except WorkspaceError as fault:
            self.unsettled = (fault.sentence,)

    @property
    def _has_exchanged(self) -> bool:
        return bool(files.ask(self._connection, "select exists (select 1 from exchanged_files)")[0][0])

    def integrity(self) -> tuple[str, ...]:
        """What SQLite and its search index find wrong with the file; empty when it is whole."""
        with files.reading(self.path):
            found = [row[0] for row in self._connection.execute("pragma integrity_check") if row[0] != "ok"]
            found += [f"{row[0]} {row[1]} -> {row[2]}" for row in self._connection.execute("pragma foreign_key_check")]
        if not self.is_readonly and not self.search.is_sound():
            found.append("search index")
        return tuple(found)

    def check_place(self) -> None:
        """Make sure that the path still leads to the file that was opened; SQLite itself would not notice."""
        if not self.is_in_place:
            raise Moved(self.path)

    def _check_file(self) -> None:
        """Before a change, make sure that the file is in its place, and what we left there."""
        self.check_place()
        if self._file_version() != self._version:
            raise Overwritten(self.path)

    def _file_version(self) -> int:
        """A number of SQLite's that is another one as soon as anybody but us has written to the file."""
        return int(files.ask(self._connection, "pragma data_version")[0][0])

    @property
    def is_in_place(self) -> bool:
        """Whether the path still leads to the file that was opened."""
        return _identity(self.path) == self._identity

    def compact(self) -> bool:
        """Give a little room that the file does not need back to the drive; says whether there is more to do."""
        if self.is_readonly or self._history.is_open or not self._is_ours:
            return False
        return self._compaction.go_on()

    @property
    def _is_ours(self) -> bool:
        """Whether the file is in its place, and nobody but us has written to it."""
        return self.is_in_place and self._file_version() == self._version

    @cached_property
    def _compaction(self) -> Compaction:
        from db.compaction import Compaction

        return Compaction(self._connection)

    def close(self) -> None:
        """End the connection and give the file free."""
        self._history.listeners.clear()
        # A file that cannot be made smaller is as good as it was.
        with suppress(sqlite3.Error, WorkspaceError):
            if not self.is_readonly and self._is_ours:
                self._history.curtain.lift()
                self._compaction.finish()
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def create_workspace(
    path: Path,
    place: Place,
    *,
    language: str = "en",
    company: str = "",
    currency: str = "EUR",
    lists: Iterable[Line] = (),
    bank: Bank | None = None,
    sample: Mapping[str, Any] | None = None,
) -> Workspace:
    """Make a new workspace file and open it; refuses to overwrite anything.

    `lists` are the entries and kinds of content it knows on day one, `bank` the questions and their themes;
    `sample` is a programme as `db.sample` describes it, whose settings and themes win over the others.
    """
    # Loaded here: only a new file needs it.
    from db.creation import write_new

    settings = {"language": language, "company": company, "currency": currency, **(sample or {}).get("settings", {})}
    write_new(path, place, settings, lists, bank, sample)
    return open_workspace(path, place)


def open_workspace(path: Path, place: Place, *, write: bool = True, summon: bool = True) -> Workspace:
    """Open a workspace; raises WorkspaceError with the sentence that says why not. Older files are migrated first.

    Where a window has it open, that window comes forward, unless told not to `summon` it.
    """
    parts = parts_of(path, place, write=write, summon=summon)
    try:
        workspace = Workspace(path, place, parts)
        if write:
            workspace.settle_steps()
            sweep_when_idle(workspace.backup_folder)
            workspace.settle_files()
    except BaseException:
        # A damaged file may be noticed only here; whoever restores or saves it must find it held by nobody.
        connection, _, lock = parts
        connection.close()
        if lock is not None:
            lock.release()
        raise
    return workspace


@contextmanager
def reading_beside(path: Path, place: Place) -> Iterator[Workspace]:
    """An open workspace once more, for reading in another thread; all that is read of it is of one moment.

    Raises WorkspaceError with the sentence that says why not. A change meanwhile waits until this is over.
    """
    files.look_at(path)
    connection, keeping = opened(path, place, write=False)
    with Workspace(path, place, (connection, keeping, None)) as workspace:
        connection.execute("begin")
        # The moment is now, and what is hidden at it is hidden here too.
        workspace._look_again()
        yield workspace


def _identity(path: Path) -> tuple[int, int]:
    try:
        about = path.stat()
    except OSError:
        return (0, 0)
    return about.st_dev, about.st_ino
