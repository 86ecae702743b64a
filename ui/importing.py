"""One import of a window: from the choice of a file, through what it would do, until it is stored or let go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import mark
from ui.ask import FileKind
from ui.imports import (
    TRANSCRIPT,
    catalogue_of,
    is_long,
    list_beside,
    list_rejected,
    read,
    sources,
    take_in,
    transcript_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.workspace import Place
    from enable_desktop.changes import Changes
    from enable_desktop.imports import Plan
    from enable_desktop.links import Ref
    from enable_desktop.transcript_import import Conversation
    from enable_desktop.words import Words
    from ui.desk import Desk
    from ui.imports import Read, Source
    from ui.tasks import Job, Progress

PAGE: Final = "import"
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A file that was read, what taking it in would do, and where what cannot be stored would be listed."""

    source: Source
    path: Path
    read: Read
    plan: Plan
    rejected_to: Path


class Importing(QObject):
    """Holds what is waiting to be decided, also while another page is shown."""

    changed = Signal()
    """There is another plan, or none any more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.pending: Pending | None = None
        self._wanted: Read | None = None
        self._revision = 0
        self._planned_at = 0
        self._planning = False
        self._take_when_planned = False
        self._storing: Pending | None = None
        """What is being made ready to be stored, or stored."""
        self._job: Job | None = None
        """What stores it in slices."""
        self._last_known: dict[str, int] = {}
        self._is_outdated = False
        desk.changed.connect(self._on_changed)

    def choose(self, key: str) -> None:
        """Asks for a file of one kind of import and reads it."""
        if key == TRANSCRIPT:
            self.choose_transcript()
        else:
            self._choose(sources()[key])

    def choose_transcript(self, interview: int | None = None) -> None:
        """Asks for a transcript and reads it; it becomes the notes of this talk, if nobody says otherwise."""
        from enable_desktop.interviews import Interview
        from enable_desktop.transcript_import import Conversation
        from ui.transcript_card import for_talk

        today = self._desk.today
        talk = Conversation(on=today, is_new=True)
        found = self._desk.workspace.get(Interview, interview) if interview is not None else None
        self._choose(transcript_of(for_talk(talk, found, today) if found is not None else talk))

    def _choose(self, source: Source) -> None:
        words = self._desk.words
        kind = FileKind(words(source.files), source.endings)
        path = self._desk.ask.open_file(words(source.title), [kind])
        if path is not None:
            self.begin(source, path)

    def begin(self, source: Source, path: Path) -> None:
        """Reads a file beside the window, then shows what it would do; nothing is stored."""
        self._desk.tasks.run(
            partial(_read, source, path),
            partial(self._on_read, source, path),
            self._desk.failed,
            label=self._desk.words(mark("Reading {name}"), name=path.name),
        )

    def _on_read(self, source: Source, path: Path, found: Read) -> None:
        self._wanted = found
        self._plan(source, path, found)

    def suppose(self, talk: Conversation) -> None:
        """Plans the transcript that is waiting as one of this talk."""
        if self.pending is None or self.pending.source.talk == talk:
            return
        self.pending = replace(self.pending, source=transcript_of(talk))
        self._revision += 1
        self.renew()

    def say_columns(self, columns: Mapping[str, str]) -> None:
        """Plans the table that is waiting with these fields for columns whose names do not say them."""
        if self.pending is None or self.pending.source.columns in (None, columns):
            return
        self.pending = replace(self.pending, source=catalogue_of(columns, asks=True))
        self._revision += 1
        self.renew()

    # -- planning

    @property
    def is_stale(self) -> bool:
        """Whether the workspace has changed since the plan was made."""
        return self._planned_at != self._revision

    def renew(self) -> None:
        """Makes the plan anew for the workspace as it is now."""
        if self.pending is not None and not self._planning and self._job is None:
            self._plan(self.pending.source, self.pending.path, self.pending.read)

    def _plan(self, source: Source, path: Path, found: Read) -> None:
        self._planning = True
        self._desk.tasks.run(
            partial(
                _plan,
                source,
                path.name,
                found,
                self._desk.workspace.path,
                self._desk.workspace.place,
                self._desk.document_words(),
            ),
            partial(self._on_planned, source, path, found, self._revision),
            self._on_failed,
            label=self._desk.words(mark("Reading {name}"), name=path.name),
            cancel=self._on_cancelled,
        )

    def _on_planned(self, source: Source, path: Path, found: Read, revision: int, plan: Plan) -> None:
        self._planning = False
        if found is not self._wanted:
            # Let go of, or followed by another file, while its plan was made.
            return
        before, self._planned_at = self.pending, revision
        if before is not None and before.read is found:
            self.pending = replace(before, plan=plan)
            wanted, self._take_when_planned = self._take_when_planned, False
            if wanted and not plan.lacking and plan.rejected == before.plan.rejected:
                self.take_in()
                return
            self.changed.emit()
            return
        listed = list_beside(source, path, self._desk.words)
        self.pending = Pending(source=source, path=path, read=found, plan=plan, rejected_to=listed)
        if source.talk is not None and plan.lacking:
            self._suggest(source.talk, plan)
        self.changed.emit()
        # What is being typed is stored when its page is left, so that the plan is made of that too.
        self._desk.go(PAGE)

    def _suggest(self, talk: Conversation, plan: Plan) -> None:
        """Supposes that the person in the directory who speaks most was interviewed, if any speaks."""
        from enable_desktop.interviews import Interview
        from enable_desktop.people import Person
        from enable_desktop.transcript_import import who_speaks
        from ui.transcript_card import with_person

        workspace, passages = self._desk.workspace, plan.details["passages"]
        found = who_speaks(tuple(passages), workspace.people.called(passages), None, talk.speakers)
        known = {speaker: who for speaker, who in found.items() if isinstance(who, int)}
        most = max(known, key=lambda speaker: passages[speaker], default=None)
        person = workspace.get(Person, known[most]) if most is not None else None
        if person is not None:
            theirs = workspace.where(Interview, "person", person.id)
            self.suppose(with_person(talk, person, theirs, workspace.today))

    def _on_failed(self, fault: Exception) -> None:
        self._on_cancelled()
        self._desk.failed(fault)

    def _on_cancelled(self) -> None:
        self._planning = self._take_when_planned = False

    def _on_changed(self, changes: Changes) -> None:
        follows = self.pending.source.follows if self.pending is not None else frozenset()
        if follows and follows.isdisjoint(changes.kinds):
            return
        self._revision += 1
        if self._job is not None:
            self._is_outdated = self._is_outdated or any(map(self._came_or_went, changes.touched))
        elif self.pending is not None:
            self.changed.emit()

    # -- deciding

    def list_rejected_in(self, path: Path) -> None:
        """Where what cannot be stored is to be listed."""
        if self.pending is not None:
            self.pending = replace(self.pending, rejected_to=path)
            self.changed.emit()

    def take_in(self) -> None:
        """Stores all that can be stored, in one step, and leads to where it went."""
        pending = self.pending
        if pending is None:
            return
        if self.is_stale:
            self._take_when_planned = True
            self.renew()
            return
        if pending.plan.lacking:
            self.changed.emit()
            return
        if self._storing is not None:
            return
        if not is_long(pending.plan):
            self._keep(pending, pending.plan)
            return
        # Typing goes on meanwhile, and is stored by itself.
        self._storing = pending
        self._desk.tasks.run(
            partial(_made_ready, pending.plan),
            partial(self._on_ready, pending),
            self._on_not_ready,
            label=self._desk.words(mark("Taking in {name}"), name=pending.path.name),
            cancel=self._on_storing_cancelled,
        )

    def _on_ready(self, pending: Pending, plan: Plan) -> None:
        if self._storing is not pending:
            # Let go of, while it was made ready.
            return
        self._storing = None
        if self.pending is None or self.is_stale:
            # What it builds on has changed meanwhile.
            self.take_in()
        else:
            self._keep(self.pending, plan)

    def _keep(self, pending: Pending, plan: Plan) -> None:
        from db.imports import is_for_slices

        if is_for_slices(plan):
            self._store_in_slices(pending, plan)
        else:
            self._store(pending, plan)

    def _on_not_ready(self, fault: Exception) -> None:
        self._storing = None
        self._desk.failed(fault)

    def _on_storing_cancelled(self) -> None:
        self._storing = None

    def _store(self, pending: Pending, plan: Plan) -> None:
        # Let go of first: what is stored now makes no new plan.
        self.pending = self._wanted = None
        try:
            made = take_in(self._desk.workspace, plan, self._desk.words, pending.rejected_to)
        except WorkspaceError as fault:
            self.pending, self._wanted = pending, pending.read
            self.changed.emit()
            self._desk.failed(fault)
            return
        self._tell(pending, made)

    def _store_in_slices(self, pending: Pending, plan: Plan) -> None:
        """Stores so much that the window would stand still: nobody sees any of it before all of it is there."""
        from db.imports import store_in_slices

        workspace = self._desk.workspace
        try:
            list_rejected(workspace, plan, self._desk.words, pending.rejected_to)
        except WorkspaceError as fault:
            self._desk.failed(fault)
            return
        self._storing, self._is_outdated = pending, False
        self._last_known = {kind: workspace.last_id(kind) for kind in pending.source.follows}
        self._job = self._desk.tasks.spread(
            store_in_slices(workspace, plan, lambda: self._is_outdated),
            partial(self._on_stored, pending),
            self._on_not_stored,
            label=self._desk.words(mark("Taking in {name}"), name=pending.path.name),
            cancel=self._stop_storing,
        )

    def _came_or_went(self, ref: Ref) -> bool:
        """Whether a record that the plan knows nothing of came, or one went that it builds on."""
        if not self._last_known:
            return True
        last = self._last_known.get(ref.kind)
        return last is not None and (ref.id > last or self._desk.workspace.find(ref) is None)

    def _on_stored(self, pending: Pending, made: Ref | None) -> None:
        self._job = self._storing = self.pending = self._wanted = None
        self._tell(pending, made)

    def _on_not_stored(self, fault: Exception) -> None:
        from db.slices import Disturbed

        self._stop_storing()
        if isinstance(fault, Disturbed):
            # What it builds on has changed meanwhile.
            self._revision += 1
            self.take_in()
        else:
            self.changed.emit()
            self._desk.failed(fault)

    def _stop_storing(self) -> None:
        """Nothing of it is seen, and what is there of it goes."""
        self._job = self._storing = None
        self._desk.tasks.spread(
            self._desk.workspace.big_steps.sweep(), lambda _: None, self._desk.failed, label="", quiet=True
        )

    def _tell(self, pending: Pending, made: Ref | None) -> None:
        if made is not None:
            self._desk.go(made)
        if made is None or "#" in pending.source.page:
            self._desk.go(pending.source.page)
        self._desk.toast(self._said(pending), undo=bool(pending.plan.came))

    def drop(self) -> None:
        """Takes in nothing."""
        pending = self.pending
        if self._job is not None and self._job.cancel():
            self._stop_storing()
        self.pending = self._wanted = self._storing = None
        if pending is None:
            return
        self._desk.go(pending.source.page)
        self._desk.toast(self._desk.words(mark("Nothing was taken in from {name}."), name=_short(pending.path)))

    def _said(self, pending: Pending) -> str:
        from enable_desktop.imports import said_in_short

        words, name = self._desk.words, _short(pending.path)
        if not pending.plan.came and not pending.plan.rejected:
            return words(mark("{name} says nothing new: nothing was changed."), name=name)
        came = said_in_short(pending.plan, words)
        if pending.plan.rejected:
            listed = pending.rejected_to.name
            return words(
                mark("{name} came in: {came}. The rest is listed in {file}."), name=name, came=came, file=listed
            )
        return words(mark("{name} came in: {came}."), name=name, came=came)


def _short(path: Path) -> str:
    """A file's name as a toast has room for it."""
    return path.name if len(path.name) <= _LONGEST_NAME else f"{path.name[: _LONGEST_NAME - 1]}…"


def _read(source: Source, path: Path, progress: Progress) -> Read:
    return read(source, path)


def _made_ready(plan: Plan, progress: Progress) -> Plan:
    from db.imports import made_ready

    def tell(done: int, total: int) -> None:
        progress.check()
        progress(done, total)

    return made_ready(plan, tell)


def _plan(source: Source, name: str, found: Read, file: Path, place: Place, words: Words, progress: Progress) -> Plan:
    """Looks at the workspace over a connection of its own: it may hold a hundred thousand people."""
    from db.workspace import open_workspace

    with open_workspace(file, place, write=False) as workspace:
        return source.plan(name, found, source.look(workspace, found), words)
