"""Files and folders that were chosen or dropped, looked at and read beside the window before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.library.adding import Coming, Incoming, Known, compared
from enable_desktop.library.places import whole
from enable_desktop.words import Counted, Sentence, mark

if TYPE_CHECKING:
    from ui.tasks import Progress

MOST: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What was found, and what could not be looked at."""

    coming: Coming
    notes: tuple[Sentence | Counted, ...] = ()


def gather(
    paths: Sequence[Path], is_watched: bool, known: Known, apart: Iterable[tuple[int, int]], progress: Progress
) -> Gathered:
    """All files among these paths and in the folders among them; runs in a task. Raises WorkspaceError."""
    from enable_desktop.library.folders import is_passing
    from enable_desktop.readers.folders import scan, scan_single

    files: list[Incoming] = []
    folders: list[tuple[str, bool]] = []
    notes: list[Sentence | Counted] = []
    set_apart = tuple(apart)
    single = [str(path.absolute()) for path in paths if not path.is_dir()]
    for path in paths:
        if not path.is_dir():
            continue
        root = str(path.absolute())
        found = scan(Path(root), progress.check, apart=set_apart)
        if found.offline is not None:
            notes.append(found.offline)
            continue
        notes += found.notes
        folder = len(folders)
        folders.append((root, is_watched))
        # As a list of the folder reads; the disk hands them over in no order.
        for seen in sorted(found.seen, key=lambda each: each.path.casefold()):
            files.append(Incoming(path=whole(root, seen.path), location=seen.path, seen=seen, folder=folder))
    # A workspace is never opened as a file, by whatever name: that would drop the locks of SQLite.
    identities = {f"{device}:{inode}" for device, inode in set_apart}
    for seen in scan_single(single, progress.check).seen:
        if is_passing(Path(seen.path).name) or seen.identity in identities:
            continue
        files.append(Incoming(path=seen.path, location=seen.path, seen=seen))
    if len(files) > MOST:
        raise WorkspaceError(
            mark("These are {count} files; {most} come in at once at most. Choose a part of them. Nothing was added."),
            count=len(files),
            most=MOST,
        )
    return Gathered(coming=Coming(files=_read(files, known, progress), folders=tuple(folders)), notes=tuple(notes))


def _read(files: list[Incoming], known: Known, progress: Progress) -> tuple[Incoming, ...]:
    """What stands in the files, and their digests; what the library has already is not opened."""
    from dataclasses import replace

    from enable_desktop.library.folders import on_disk
    from enable_desktop.readers.documents import read_all
    from enable_desktop.readers.folders import digest_of

    wanted = [each for each in files if each.path not in known.places]
    reading = read_all((Path(on_disk(each.path)) for each in wanted), progress.cancelled)
    read: list[Incoming] = []
    progress(0, len(wanted))
    for each, (_, document) in zip(wanted, reading, strict=False):
        progress.check()
        digest = ""
        if not each.seen.online_only:
            try:
                digest = digest_of(on_disk(each.path), progress.check)
            except OSError:
                # The document's note says so.
                digest = ""
        read.append(replace(each, document=document, digest=digest))
        progress(len(read), len(wanted))
    progress.check()
    by_path = {each.path: each for each in read}
    return compared((by_path.get(each.path, each) for each in files), known)
