"""Looks into watched folders: which files lie there, and the digest of those that somebody must look into.

Nothing is followed out of the folder, and no file that is only online is ever opened.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from enable_desktop.library.folders import Closer, Facts, Scan, Seen, is_passing, kept_name, on_disk, shown
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.readers.online import is_online_only
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

Check = Callable[[], None]
"""Raises where the work is no longer wanted."""

PIECE: Final = MEGABYTE
_CHECKED_EVERY: Final = 500
_NOTES: Final = 100

_PLACEHOLDER_ENDS: Final = frozenset({"nextcloud", "owncloud"})

_HAS_FLAGS: Final = hasattr(os.stat_result, "st_flags")
_ASKS_ALWAYS: Final = _HAS_FLAGS or sys.platform == "win32"
"""Elsewhere a file with a block on the disk is here."""

_BY_HANDLE: Final = os.scandir in os.supports_fd
_FOLDER_FLAGS: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def scan(
    root: Path,
    check: Check,
    *,
    known: Mapping[str, Facts] | None = None,
    apart: Collection[tuple[int, int]] = (),
    without: Collection[str] = (),
) -> Scan:
    """Every document in a folder and below, without opening one; those that are as they were `known`, by path, apart.

    What may not be read as a file, as the open workspace, is set `apart` by device and inode; folders below that are
    looked at by themselves are left out: `without` their paths. Raises what `check` raises.
    """
    try:
        about = root.stat()
    except OSError as error:
        return Scan(offline=_not_there(root, error))
    if not stat.S_ISDIR(about.st_mode):
        return Scan(offline=sentence(mark("{folder} is no folder any more."), folder=str(root)))
    look = _Look(root, check, known or {}, apart, without)
    try:
        look.into("", str(root))
    except OSError as error:
        return Scan(offline=_not_there(root, error))
    while look.waiting:
        prefix, folder = look.waiting.pop()
        try:
            look.into(prefix, folder)
        except OSError as error:
            look.could_not_read(prefix, error)
    return Scan(
        seen=tuple(look.seen),
        same=tuple(look.same),
        disk=str(about.st_dev),
        unread=frozenset(look.unread),
        notes=tuple(look.all_notes()),
    )


def scan_single(paths: Collection[str], check: Check) -> Scan:
    """The files at these absolute paths, which lie in no watched folder; unread where their own folder is away."""
    seen: list[Seen] = []
    unread: list[str] = []
    is_there: dict[str, bool] = {}
    for path in paths:
        check()
        own = on_disk(path)
        folder = os.path.dirname(own)  # noqa: PTH120 (text)
        if folder not in is_there:
            is_there[folder] = os.path.isabs(own) and os.path.isdir(folder)  # noqa: PTH117, PTH112 (text)
        if not is_there[folder]:
            unread.append(path)
            continue
        try:
            about = os.stat(own)  # noqa: PTH116 (text)
        except FileNotFoundError:
            if not os.path.isdir(folder):  # noqa: PTH112 (text)
                # The folder went during the look.
                unread.append(path)
            continue
        except OSError:
            unread.append(path)
            continue
        if stat.S_ISREG(about.st_mode):
            seen.append(_seen(path, about))
    return Scan(seen=tuple(seen), unread=frozenset(unread))


def _not_there(root: Path, error: OSError) -> Sentence:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return sentence(mark("{folder} is not there: it may be unplugged or not mounted."), folder=str(root))
    return sentence(mark("{path} could not be read: {reason}."), path=str(root), reason=_reason(error))


def _reason(error: OSError) -> Sentence:
    if error.errno in (errno.EACCES, errno.EPERM):
        return sentence(mark("you are not allowed to"))
    if error.errno == errno.ENAMETOOLONG:
        return sentence(mark("its path is too long"))
    if error.errno == errno.EIO:
        return sentence(mark("the disk does not answer"))
    return sentence("{text}", text=error.strerror or type(error).__name__)


class _Look:
    """One walk through a folder; what waits are folders whose turn comes."""

    def __init__(
        self,
        root: Path,
        check: Check,
        known: Mapping[str, Facts],
        apart: Collection[tuple[int, int]],
        without: Collection[str],
    ) -> None:
        self.root = root
        self.check = check
        self.known = known
        self.apart = frozenset(apart)
        self.without = frozenset(without)
        self.waiting: list[tuple[str, str]] = []
        self.seen: list[Seen] = []
        self.same: list[Facts] = []
        self.unread: list[str] = []
        self.notes: list[Sentence] = []
        self.links = 0
        self.unprintable = 0
        self.visited: set[tuple[int, int]] = set()

    def into(self, prefix: str, folder: str) -> None:
        """Note what lies in one folder; `prefix` is its path in the watched one, ending in "/"."""
        known, note = self.known.get, self.same.append
        device, disk = -1, ""
        with _entries(folder) as (own, entries):
            if own in self.visited:
                # A folder mounted inside itself.
                return
            if own[1]:
                self.visited.add(own)
            while True:
                self.check()
                some = list(islice(entries, _CHECKED_EVERY))
                if not some:
                    return
                # Hot: most files are as they were, and of those nothing is asked that is known.
                for entry in some:
                    was = known(prefix + entry.name)
                    if was is None:
                        self._look_at(prefix, folder, entry)
                        continue
                    try:
                        about = entry.stat(follow_symlinks=False)
                    except OSError:
                        self._look_at(prefix, folder, entry)
                        continue
                    if about.st_dev != device:
                        device = about.st_dev
                        disk = f"{device}:"
                    if (
                        was[1] == about.st_size
                        and was[2] == about.st_mtime_ns
                        and was[3] == f"{disk}{about.st_ino}"
                        and not was[4]
                        and not _ASKS_ALWAYS
                        and (about.st_blocks or not about.st_size)
                    ):
                        note(was)
                    else:
                        self._look_at(prefix, folder, entry)

    def _look_at(self, prefix: str, folder: str, entry: os.DirEntry[str]) -> None:
        """Note one entry, whatever it is."""
        name = entry.name
        if is_passing(name):
            return
        path = prefix + kept_name(name)
        try:
            if not entry.is_file(follow_symlinks=False):
                if entry.is_symlink() or _leads_elsewhere(entry):
                    self.links += 1
                elif entry.is_dir(follow_symlinks=False) and path not in self.without:
                    self.waiting.append((f"{path}/", os.path.join(folder, name)))  # noqa: PTH118 (text)
                return
            about = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            # It went between the two questions.
            return
        except OSError as error:
            self._say(path, error)
            return
        if (about.st_dev, about.st_ino) in self.apart:
            return
        if path != prefix + name:
            self.unprintable += 1
        seen = _seen(path, about)
        if self.known.get(path) == seen:
            self.same.append(seen)
        else:
            self.seen.append(seen)

    def could_not_read(self, prefix: str, error: OSError) -> None:
        path = prefix.rstrip("/")
        self.unread.append(path)
        if not isinstance(error, FileNotFoundError):
            self._say(path, error)

    def _say(self, path: str, error: OSError) -> None:
        if len(self.notes) < _NOTES:
            self.notes.append(
                sentence(mark("{path} could not be read: {reason}."), path=shown(path), reason=_reason(error))
            )

    def all_notes(self) -> Iterator[Sentence | Counted]:
        yield from self.notes
        if self.links:
            yield counted(
                "{n} link to another place was left out.", "{n} links to other places were left out.", self.links
            )
        if self.unprintable:
            yield counted(
                "{n} name is written in an unknown encoding; what cannot be read in it is shown as �.",
                "{n} names are written in an unknown encoding; what cannot be read in them is shown as �.",
                self.unprintable,
            )


@contextmanager
def _entries(folder: str) -> Iterator[tuple[tuple[int, int], Iterator[os.DirEntry[str]]]]:
    """The identity of a folder and what lies in it, asked by handle where that is possible: quicker."""
    if not _BY_HANDLE:
        about = os.stat(folder)  # noqa: PTH116 (the same call as below)
        with os.scandir(folder) as entries:
            yield (about.st_dev, about.st_ino), entries
        return
    handle = os.open(folder, _FOLDER_FLAGS)
    try:
        about = os.fstat(handle)
        with os.scandir(handle) as entries:
            yield (about.st_dev, about.st_ino), entries
    finally:
        os.close(handle)


def _seen(path: str, about: os.stat_result) -> Seen:
    identity = f"{about.st_dev}:{about.st_ino}" if about.st_ino else ""
    online = path.rpartition(".")[2] in _PLACEHOLDER_ENDS or is_online_only(about)
    return Seen(path, about.st_size, about.st_mtime_ns, identity, online)


if sys.platform == "win32":

    def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
        """Whether a folder is a junction, which is a link by another name."""
        return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT

else:

    def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
        return False


def _base(root: Path | None) -> str:
    """What a path in a folder is put behind; nothing where the paths are absolute."""
    return "" if root is None else os.path.join(root, "")  # noqa: PTH118 (a text is wanted)


def look_closer(
    root: Path | None, wanted: Collection[Seen], check: Check, *, ages: bool = False
) -> tuple[Mapping[str, Closer], tuple[Sentence, ...]]:
    """The digests of files, by path, and what could not be read; with `ages`, also when each was made.

    Without a folder their paths are absolute.
    Files that are only online are not opened. Raises what `check` raises.
    """
    found: dict[str, Closer] = {}
    notes: list[Sentence] = []
    base = _base(root)
    for each in wanted:
        check()
        path = base + on_disk(each.path)
        made = _made_ns(path) if ages else None
        if each.online_only:
            found[each.path] = Closer(made_ns=made, is_gone=not os.path.lexists(path))
            continue
        try:
            found[each.path] = Closer(digest=digest_of(path, check), made_ns=made)
        except (FileNotFoundError, NotADirectoryError):
            found[each.path] = Closer(is_gone=True)
        except OSError as error:
            found[each.path] = Closer(made_ns=made)
            if len(notes) < _NOTES:
                notes.append(
                    sentence(mark("{path} could not be read: {reason}."), path=shown(each.path), reason=_reason(error))
                )
    return found, tuple(notes)


def gone_of(root: Path | None, paths: Collection[str]) -> frozenset[str]:
    """Those of the paths where nothing lies any more."""
    base = _base(root)
    return frozenset(path for path in paths if not os.path.lexists(base + on_disk(path)))


def digest_of(path: str, check: Check) -> str:
    """The SHA-256 of a file, read in pieces; raises OSError where it cannot be read, and what `check` raises."""
    handle = os.open(path, _FILE_FLAGS)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        digest = hashlib.sha256()
        # One more than there should be, so that the end of a small file is met with the first piece.
        size = min(PIECE, about.st_size + 1)
        while piece := os.read(handle, size):
            digest.update(piece)
            check()
    finally:
        os.close(handle)
    return digest.hexdigest()


def _made_ns(path: str) -> int | None:
    """When a file was made; None where the system does not tell."""
    if _statx() is not None:
        return _made_on_linux(path)
    try:
        born: float | None = getattr(os.lstat(path), "st_birthtime", None)
    except OSError:
        return None
    return None if born is None else int(born * 1e9)


_STATX_SIZE: Final = 256
_STATX_MADE: Final = 0x800
_STATX_MADE_AT: Final = 80
_AT_FDCWD: Final = -100
_AT_SYMLINK_NOFOLLOW: Final = 0x100


@cache
def _statx() -> Any:
    # Any: what a C library exports has no type. WORKAROUND python/cpython#83714: os.statx comes with 3.15.
    return getattr(ctypes.CDLL(None), "statx", None) if sys.platform == "linux" else None


def _made_on_linux(path: str) -> int | None:
    answer = ctypes.create_string_buffer(_STATX_SIZE)
    if _statx()(_AT_FDCWD, os.fsencode(path), _AT_SYMLINK_NOFOLLOW, _STATX_MADE, answer) != 0:
        return None
    if not int.from_bytes(answer.raw[:4], sys.byteorder) & _STATX_MADE:
        return None
    seconds = int.from_bytes(answer.raw[_STATX_MADE_AT : _STATX_MADE_AT + 8], sys.byteorder, signed=True)
    rest = int.from_bytes(answer.raw[_STATX_MADE_AT + 8 : _STATX_MADE_AT + 12], sys.byteorder)
    return seconds * 1_000_000_000 + rest
