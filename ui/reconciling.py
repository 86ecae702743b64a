"""A look at the watched folders, for window and command line alike.

Nothing is written while looking: `look` reads the workspace, the folders and the documents that are new or changed,
beside the window, and says what should be done.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.library.assets import WatchedFolder
from enable_desktop.library.places import below
from enable_desktop.words import Counted, Sentence

if TYPE_CHECKING:
    from db.library.deeds import Arrival, Deeds
    from db.workspace import Workspace
    from enable_desktop.library.documents import Document
    from enable_desktop.library.folders import Closer, Known, Place
    from enable_desktop.library.from_document import Shelves
    from enable_desktop.library.reconcile import Findings, FirstLook, Fresh, Glance
    from enable_desktop.library.rereading import Rewritten

LOOSE: Final = 0
"""Stands for the folder of files that lie in none."""
_LOOKS: Final = 3
_READ_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look found and what is to be done.

    `unexpected` are places of assets that have to be noted before they can be looked at; `notes` is what could not be
    read.
    """

    deeds: Deeds
    unexpected: tuple[Place, ...] = ()
    notes: tuple[Sentence | Counted, ...] = ()

    @property
    def findings(self) -> Findings:
        return self.deeds.findings


def roots_of(workspace: Workspace) -> Mapping[int, Path]:
    """The watched folders by id."""
    roots = {each.id: Path(each.path) for each in workspace.all(WatchedFolder) if each.watched}
    return {folder: root for folder, root in roots.items() if root.is_absolute()}


def below_of(root: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Those of the folders that lie below this one, by their path in it: their files are theirs."""
    return tuple(inside for each in folders if (inside := below(each, str(root))) is not None)


def identity_of(workspace: Workspace) -> tuple[int, int]:
    """What the system knows the open file by, which is no document."""
    about = workspace.path.stat()
    return about.st_dev, about.st_ino


def compare(workspace: Workspace, roots: Mapping[int, Path], check: Callable[[], None]) -> FirstLook:
    """What differs in these folders, and in the files that lie in none, before any file is opened."""
    from enable_desktop.library.reconcile import first_look, glance
    from enable_desktop.readers.folders import scan, scan_single

    apart = [identity_of(workspace)]
    own = [each.path for each in workspace.all(WatchedFolder)]
    files = workspace.library.files
    glances: dict[int, Glance] = {}
    for folder, root in roots.items():
        facts = files.facts(folder)
        known = {each[0]: each for each in facts}
        found = scan(root, check, known=known, apart=apart, without=below_of(root, own))
        glances[folder] = glance(facts, found, name=str(root))
    loose = files.loose()
    if loose:
        glances[LOOSE] = glance(files.facts(LOOSE), scan_single(loose, check))
    check()
    # Where nothing is anywhere that was not known, nothing can have come from a folder that is away, or out of reach.
    here = glances if any(each.rest for each in glances.values()) else _there(glances)
    return first_look(files.known(here), glances)


def _there(glances: Mapping[int, Glance]) -> Mapping[int, Glance]:
    return {folder: each.within_reach() for folder, each in glances.items() if each.offline is None}


def look_at(
    workspace: Workspace, roots: Mapping[int, Path], check: Callable[[], None]
) -> tuple[Findings, tuple[Sentence | Counted, ...]]:
    """All that became of the files in these folders, and of those that lie in none; and what could not be read."""
    from enable_desktop.library.reconcile import settle
    from enable_desktop.readers.folders import gone_of, look_closer

    first = compare(workspace, roots, check)
    for _ in range(_LOOKS):
        doubted: dict[int, list[str]] = {}
        for folder, path in first.doubted:
            doubted.setdefault(folder, []).append(path)
        if not any(gone_of(roots.get(folder), paths) for folder, paths in doubted.items()):
            break
        # Something was renamed during the look, and seen under both names.
        first = compare(workspace, roots, check)
    notes = [note for each in first.glances.values() for note in each.scan.notes]
    closer: dict[Place, Closer] = {}
    for folder, wanted in first.wanted().items():
        found, said = look_closer(roots.get(folder), wanted, check, ages=True)
        closer |= {(folder, path): each for path, each in found.items()}
        notes += said
    return settle(first, closer), tuple(notes)


def look(
    workspace: Workspace,
    roots: Mapping[int, Path],
    check: Callable[[], None],
    is_stopped: Callable[[], bool],
) -> Look:
    """All that became of the files, and what is to be done about it: what is new or was edited is read.

    `check` raises, and `is_stopped` says so, where it is no longer wanted.
    """
    from db.library.deeds import Deeds

    findings, notes = look_at(workspace, roots, check)
    unexpected = workspace.library.files.unexpected()
    # A file whose asset is there already, but was never looked at, is no new one.
    findings = replace(findings, new=_without(findings.new, frozenset(unexpected)))
    found = (*findings.changed, *findings.moved, *findings.back_again)
    wanted = [(each.folder, each.seen.path) for each in findings.new]
    wanted += [each.place for each in found if each.is_edited]
    documents = read_documents(wanted, roots, is_stopped)
    check()
    shelves = workspace.library.adding.shelves() if documents or findings.new else None
    arrivals, beside = arrivals_of(workspace, findings.new, documents, shelves)
    edited = {each.known: documents[each.place] for each in found if each.place in documents}
    deeds = Deeds(
        findings=findings,
        owners=workspace.library.files.owners(findings.known),
        rewritten=rewritten_in(workspace, edited, shelves),
        arrivals=arrivals,
        entries=shelves.new_entries if shelves is not None else (),
        documents=documents,
        spoken=beside,
    )
    return Look(
        deeds=deeds,
        unexpected=unexpected,
        notes=notes,
    )


def _without(files: Iterable[Fresh], places: frozenset[Place]) -> tuple[Fresh, ...]:
    return tuple(each for each in files if each.place not in places)


def read_documents(
    places: Iterable[Place], roots: Mapping[int, Path], is_stopped: Callable[[], bool]
) -> Mapping[Place, Document]:
    """What stands in these files; what could not be read has a note that says why."""
    from enable_desktop.readers.documents import read_all

    paths = {path_at(place, roots): place for place in places}
    return {paths[path]: document for path, document in read_all(paths, is_stopped)} if paths else {}


def arrivals_of(
    workspace: Workspace, files: Sequence[Fresh], documents: Mapping[Place, Document], shelves: Shelves | None
) -> tuple[tuple[Arrival, ...], tuple[Fresh, ...]]:
    """The assets that these files become, fitted into these shelves, and the files that become none: transcripts that
    lie beside a recording and are its text.
    """
    if not files or shelves is None:
        return (), ()
    from db.library.deeds import Arrival
    from enable_desktop.library.documents import Document
    from enable_desktop.library.folders import shown
    from enable_desktop.library.from_document import from_document
    from enable_desktop.library.recordings import spoken

    beside = spoken([each.place for each in files], workspace.library.files.taken)
    arrivals = tuple(
        Arrival(fresh=each, values=from_document(shown(each.seen.path), documents.get(each.place, Document()), shelves))
        for each in files
        if each.place not in beside
    )
    return arrivals, tuple(each for each in files if each.place in beside)


def rewritten_in(
    workspace: Workspace, read: Mapping[Known, Document], shelves: Shelves | None
) -> Mapping[int, Rewritten]:
    """What files say of themselves now, by id, where it is not what they said at the last reading."""
    if not read or shelves is None:
        return {}
    from enable_desktop.library.folders import shown
    from enable_desktop.library.rereading import rewritten

    last = workspace.library.files.read_last(known.id for known in read)
    # By the path at which it was read last: what its folders tell is no news.
    return {
        known.id: rewritten(shown(known.seen.path), last.get(known.id), document, shelves)
        for known, document in read.items()
    }


def path_at(place: Place, roots: Mapping[int, Path]) -> Path:
    """The path by which the system opens a file."""
    from enable_desktop.library.folders import on_disk

    folder, path = place
    return roots[folder] / on_disk(path) if folder in roots else Path(on_disk(path))


@dataclass(frozen=True, slots=True)
class ReadPart:
    """What stands in some files; the next ones come `after` this id, None where these were the last.

    `rewritten` and `entries` are as in what is to be done after a look.
    """

    read: tuple[tuple[Known, Document], ...]
    after: int | None
    rewritten: Mapping[int, Rewritten] = field(default_factory=dict)
    entries: tuple[Mapping[str, str], ...] = ()


def read_some(workspace: Workspace, after: int, check: Callable[[], None], is_stopped: Callable[[], bool]) -> ReadPart:
    """What stands in some of the files whose text is not known as they are now; what is out of reach waits."""
    roots = {each.id: Path(each.path) for each in workspace.all(WatchedFolder)}
    some = workspace.library.files.unread(_READ_AT_ONCE, after)
    documents = read_documents([each.place for each in some if path_at(each.place, roots).exists()], roots, is_stopped)
    check()
    read = tuple((each, documents[each.place]) for each in some if each.place in documents)
    after_these = some[-1].id if some else None
    if not read:
        return ReadPart(read, after_these)
    shelves = workspace.library.adding.shelves()
    rewritten = rewritten_in(workspace, dict(read), shelves)
    return ReadPart(read, after_these, rewritten, shelves.new_entries)


def without_missing(deeds: Deeds, folders: Container[int]) -> Deeds:
    """The same without what is missing in these folders."""
    missing = tuple(each for each in deeds.findings.missing if each.folder not in folders)
    return replace(deeds, findings=replace(deeds.findings, missing=missing))
