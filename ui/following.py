"""The library of an open workspace follows its files while the window is open: looks, then does what was found.

Folders are looked at, and documents read, beside the window; what is to be done is done in slices: typing goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.faults import Moved
from db.growing import GrowingStep
from enable_desktop.changes import Origin
from enable_desktop.errors import WorkspaceError
from enable_desktop.library.assets import LINKED, Asset, AssetCopy, MendedFile, WatchedFolder
from enable_desktop.words import Sentence, mark
from ui.reconciling import Look, ReadPart, look, read_some, roots_of, without_missing
from ui.watching import FolderWatch

if TYPE_CHECKING:
    from db.workspace import Place, Workspace
    from enable_desktop.changes import Changes
    from enable_desktop.library.page_links import Followed
    from ui.desk import Desk
    from ui.tasks import Progress, Work

T = TypeVar("T")

SLICE: Final = 20
"""So many files are followed at once: less than a letter should wait for."""
_LINKS_AT_ONCE: Final = 80
_EXPECTED_AT_ONCE: Final = 2_000
_SOON_MS: Final = 1_000


class Following(QObject):
    """Watches the folders of one workspace, and keeps its library in step with them."""

    changed = Signal()
    """`offline` or `limited` are others now."""
    rested = Signal()
    """All that was found is done, and nothing more is known to have happened."""

    def __init__(self, desk: Desk, watch: FolderWatch | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        self._watch = watch or FolderWatch(self)
        self._roots: Mapping[int, Path] = {}
        self._is_wanted = False
        self._is_busy = False
        self._is_closed = False
        self._links_are_wanted = False
        self._reading = GrowingStep()
        """What the documents say that are read one after another."""
        self._declined: frozenset[int] = frozenset()
        self._steps: Iterator[None] = iter(())
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)
        self._links_soon = QTimer(self)
        self._links_soon.setSingleShot(True)
        self._links_soon.setInterval(_SOON_MS)
        self._links_soon.timeout.connect(self.follow_links)
        self._assets = 0
        self.offline: Mapping[int, Sentence] = {}
        """Why a folder could not be looked at, by its id."""
        self.limited: dict[int, Sentence] = {}
        """Why a folder is only looked at every so often, by its id."""
        self._to_mend = 0
        self._is_known = False
        """Whether links were just mended, or that was taken back: whoever did that need not be told how many wait."""
        self._watch.touched.connect(self.look)
        self._watch.limited.connect(self._on_limited)
        desk.changed.connect(self._on_changed)
        desk.closing.connect(self.close)

    def begin(self) -> None:
        """Watches the folders there are; each is looked at once, and files that lie in none are too."""
        workspace = self._desk.workspace
        self._roots = roots_of(workspace)
        self._watch.watch(self._roots)
        self._assets = self._count()
        if self._assets and not self._roots:
            self.look()

    def _count(self) -> int:
        workspace = self._desk.workspace
        return workspace.count(Asset) + workspace.count(AssetCopy)

    @Slot()
    def close(self) -> None:
        """Ends the watching; nothing is looked at or done any more."""
        self._is_closed = True
        self._turn.stop()
        self._soon.stop()
        self._links_soon.stop()
        self._watch.close()

    @Slot()
    def look(self) -> None:
        """Looks at every folder, or once more where a look is under way."""
        self._is_wanted = True
        if not self._is_busy and not self._is_closed:
            self._begin_look()

    @Slot()
    def follow_links(self) -> None:
        """Finds out where links lead, now or once what is under way is done."""
        self._links_are_wanted = True
        if not self._is_busy and not self._is_closed:
            self._follow_links()

    # -- beside the window

    @property
    def _opened(self) -> tuple[Path, Place]:
        """What another thread opens the workspace by."""
        return self._desk.workspace.path, self._desk.workspace.place

    def _run(self, work: Work[T], heard: Callable[[T], None], label: str) -> None:
        self._desk.tasks.run(work, heard, self._on_failed, label=self._desk.words(label), cancel=self._on_rested)

    def _begin_look(self) -> None:
        self._is_wanted, self._is_busy = False, True
        self._run(partial(_look, *self._opened), self._on_looked, mark("Looking at the watched folders"))

    def _on_looked(self, found: Look) -> None:
        if self._is_closed:
            return
        self._do(self._follow(found))

    def _read_on(self, after: int) -> None:
        self._run(partial(_read, *self._opened, after), self._on_read, mark("Reading documents"))

    def _on_read(self, part: ReadPart) -> None:
        if not self._is_closed:
            self._do(self._note(part))

    def _follow_links(self) -> None:
        self._links_are_wanted, self._is_busy = False, True
        self._run(partial(_links, *self._opened), self._on_links, mark("Following links"))

    def _on_links(self, followed: tuple[Followed, ...]) -> None:
        if not self._is_closed:
            self._do(self._enter(followed))

    def _on_failed(self, fault: Exception) -> None:
        self._on_rested()
        self._desk.failed(fault)

    def _on_rested(self) -> None:
        self._is_busy = False
        if self._is_closed:
            return
        if self._is_wanted:
            self._begin_look()
        elif self._links_are_wanted:
            self._follow_links()
        else:
            self.rested.emit()

    # -- in slices

    def _do(self, steps: Iterator[None]) -> None:
        self._steps = steps
        self._turn.start()

    @Slot()
    def _on_turn(self) -> None:
        try:
            next(self._steps)
        except StopIteration:
            pass
        except WorkspaceError as fault:
            self._turn.stop()
            self._is_busy = False
            if isinstance(fault, Moved):
                # There is no file to follow anything in.
                self.close()
            self._desk.failed(fault)

    def _follow(self, found: Look) -> Iterator[None]:
        files, growing = self._desk.workspace.library.files, GrowingStep()
        for start in range(0, len(found.unexpected), _EXPECTED_AT_ONCE):
            files.expect(found.unexpected[start : start + _EXPECTED_AT_ONCE])
            yield
        asked = found.findings.asks_first
        for part in without_missing(found.deeds, asked).sliced(SLICE):
            files.follow(part, growing)
            yield
        self._tell(found)
        if asked:
            yield from self._ask(found)
        self._is_wanted = self._is_wanted or bool(found.unexpected)
        self._turn.stop()
        self._reading = GrowingStep()
        self._read_on(0)

    def _ask(self, found: Look) -> Iterator[None]:
        """Whether what vanished all at once is to be noted; asked once for the same files."""
        missing = [each for each in found.findings.missing if each.folder in found.findings.asks_first]
        ids = frozenset(each.id for each in missing)
        if ids <= self._declined:
            return
        names = ", ".join(str(self._roots.get(folder, "")) for folder in found.findings.asks_first)
        words = self._desk.words
        title = words.n("{n} file is missing", "{n} files are missing", len(missing))
        text = words(
            mark(
                "More than a tenth of {folder} has vanished at once. If the folder is only half there, leave all as it "
                "is; it is looked at again by itself. Nothing is deleted either way."
            ),
            folder=names,
        )
        if not self._desk.ask.confirm(title, text, words(mark("Note as missing"))):
            self._declined = ids
            return
        folders = {each.folder for each in found.findings.missing}
        only = without_missing(found.deeds, folders - set(found.findings.asks_first))
        for part in only.missing_alone().sliced(SLICE):
            self._desk.workspace.library.files.follow(part)
            yield

    def _note(self, part: ReadPart) -> Iterator[None]:
        files = self._desk.workspace.library.files
        entries = part.entries
        for start in range(0, len(part.read), SLICE):
            files.note_documents(part.read[start : start + SLICE], part.rewritten, entries, self._reading)
            # The values of all are stored with the first.
            entries = ()
            yield
        self._turn.stop()
        if part.after is None:
            self._follow_links()
        else:
            self._read_on(part.after)

    def _enter(self, followed: tuple[Followed, ...]) -> Iterator[None]:
        library = self._desk.workspace.library
        for start in range(0, len(followed), _LINKS_AT_ONCE):
            library.enter_followed(followed[start : start + _LINKS_AT_ONCE], self)
            yield
        if followed:
            self._tell_links(library.page_links.count_to_mend())
        self._turn.stop()
        self._on_rested()

    def _tell(self, found: Look) -> None:
        """Say what somebody should know who is not looking for it."""
        words = self._desk.words
        for folder, why in found.findings.offline.items():
            if folder not in self.offline:
                self._desk.toast(words(mark("{reason} Everything that is known of it is kept."), reason=why))
        if found.findings.offline.keys() != self.offline.keys():
            self.offline = found.findings.offline
            self.changed.emit()

    def _tell_links(self, count: int) -> None:
        """Say that links point at files that were moved, where there are more of them than were said last."""
        if count > self._to_mend and not self._is_known:
            self._desk.toast(
                self._desk.words.n(
                    "{n} link points at files that were moved", "{n} links point at files that were moved", count
                ),
                place="links#moved",
            )
        self._to_mend, self._is_known = count, False

    # -- hearing

    @Slot(int, object)
    def _on_limited(self, folder: int, why: Sentence) -> None:
        if folder not in self.limited:
            self._desk.toast(self._desk.words.say(why))
        self.limited[folder] = why
        self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if self._is_closed or changes.source is self:
            return
        if not changes.kinds.isdisjoint(LINKED):
            # What is found is entered once more where that has changed meanwhile.
            self._links_soon.start()
        self._is_known |= MendedFile.kind in changes.kinds
        if WatchedFolder.kind in changes.kinds:
            self.begin()
        elif changes.origin is not Origin.AUTOMATIC and not changes.kinds.isdisjoint((Asset.kind, AssetCopy.kind)):
            count = self._count()
            if count > self._assets:
                # They were not looked for yet.
                self._soon.start()
            self._assets = count


# In a task: over a connection of its own, which only reads.


def _with_workspace(file: Path, place: Place) -> Workspace:
    from db.workspace import open_workspace

    return open_workspace(file, place, write=False)


def _look(file: Path, place: Place, progress: Progress) -> Look:
    with _with_workspace(file, place) as workspace:
        return look(workspace, roots_of(workspace), progress.check, progress.cancelled)


def _read(file: Path, place: Place, after: int, progress: Progress) -> ReadPart:
    with _with_workspace(file, place) as workspace:
        return read_some(workspace, after, progress.check, progress.cancelled)


def _links(file: Path, place: Place, progress: Progress) -> tuple[Followed, ...]:
    with _with_workspace(file, place) as workspace:
        followed = workspace.library.page_links.differing(progress.cancelled)
    progress.check()
    return followed
