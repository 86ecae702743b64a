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
from pathlib import Path
from typing import Any, Final

from enable_desktop.library.folders import Closer, Scan, Seen
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.readers.online import is_online_only
from enable_desktop.words import Counted, Sentence, counted, mark, sentence

Check = Callable[[], None]
"""Raises where the work is no longer wanted."""

PIECE: Final = MEGABYTE
_CHECKED_EVERY: Final = 500
_NOTES: Final = 100

_PASSING_NAMES: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913"})
"""Left by systems and editors; 4913 is how one of them tries whether it may write."""
_PASSING_STARTS: Final = (".", "~$", "~wrd", "~wrl", "#")
_PASSING_ENDS: Final = frozenset(
    {"tmp", "temp", "swp", "swo", "swx", "crdownload", "part", "partial", "download"}
    # A workspace is never read as a document, nor what SQLite keeps beside it.
    | {"enable", "enable-journal", "enable-wal", "enable-shm"}
)
_DOUBTFUL_ENDS: Final = _PASSING_ENDS | {name.rpartition(".")[2] for name in _PASSING_NAMES}
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


def is_passing(name: str) -> bool:
    """Whether a name is none of a document: hidden, a lock, left by a system, or written by an editor for a moment."""
    low = name.lower()
    return (
        low in _PASSING_NAMES
        or low.startswith(_PASSING_STARTS)
        or low.endswith("~")
        or low.rpartition(".")[2] in _PASSING_ENDS
    )


def scan(root: Path, check: Check, *, apart: Collection[tuple[int, int]] = ()) -> Scan:
    """Every document in a folder and below, without opening one.

    What may not be read as a file, as the open workspace, is set `apart` by device and inode. Raises what `check`
    raises.
    """
    try:
        about = root.stat()
    except OSError as error:
        return Scan(offline=_not_there(root, error))
    if not stat.S_ISDIR(about.st_mode):
        return Scan(offline=sentence(mark("{folder} is no folder any more."), folder=str(root)))
    look = _Look(root, check, apart)
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
        seen=tuple(look.seen), disk=str(about.st_dev), unread=tuple(sorted(look.unread)), notes=tuple(look.all_notes())
    )


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

    def __init__(self, root: Path, check: Check, apart: Collection[tuple[int, int]]) -> None:
        self.root = root
        self.check = check
        self.apart = frozenset(apart)
        self.waiting: list[tuple[str, str]] = []
        self.seen: list[Seen] = []
        self.unread: list[str] = []
        self.notes: list[Sentence] = []
        self.links = 0
        self.unprintable = 0
        self.visited: set[tuple[int, int]] = set()

    def into(self, prefix: str, folder: str) -> None:
        """Note what lies in one folder; `prefix` is its path in the watched one, ending in "/"."""
        self.check()
        apart, note, new = self.apart, self.seen.append, tuple.__new__
        with _entries(folder) as (own, entries):
            if own in self.visited:
                # A folder mounted inside itself.
                return
            if own[1]:
                self.visited.add(own)
            for number, entry in enumerate(entries, 1):
                if not number % _CHECKED_EVERY:
                    self.check()
                name = entry.name
                # Hot: names that cannot be passing ones are not looked at any closer.
                end = name[name.rfind(".") + 1 :].lower()
                if (name[0] in ".~#" or name[-1] == "~" or end in _DOUBTFUL_ENDS) and is_passing(name):
                    continue
                try:
                    if not entry.is_file(follow_symlinks=False):
                        self._note_other(prefix, folder, entry)
                        continue
                    about = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    # It went between the two questions.
                    continue
                except OSError as error:
                    self._say(prefix + name, error)
                    continue
                if apart and (about.st_dev, about.st_ino) in apart:
                    continue
                if not name.isascii() and not _is_text(name):
                    self.unprintable += 1
                online = end in _PLACEHOLDER_ENDS or ((_ASKS_ALWAYS or not about.st_blocks) and is_online_only(about))
                # A third quicker than calling Seen.
                identity = f"{about.st_dev}:{about.st_ino}" if about.st_ino else ""
                note(new(Seen, (prefix + name, about.st_size, about.st_mtime_ns, identity, online)))

    def _note_other(self, prefix: str, folder: str, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink() or _leads_elsewhere(entry):
            self.links += 1
        elif entry.is_dir(follow_symlinks=False):
            self.waiting.append((f"{prefix}{entry.name}/", os.path.join(folder, entry.name)))  # noqa: PTH118 (hot)

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


if sys.platform == "win32":

    def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
        """Whether a folder is a junction, which is a link by another name."""
        return entry.stat(follow_symlinks=False).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT

else:

    def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
        return False


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(path: str) -> str:
    """A path as it can be shown: what is no text in it is replaced."""
    return path.encode(errors="surrogateescape").decode(errors="replace")


def look_closer(
    root: Path, wanted: Collection[Seen], check: Check, *, ages: bool = False
) -> tuple[Mapping[str, Closer], tuple[Sentence, ...]]:
    """The digests of files, by path, and what could not be read; with `ages`, also when each was made.

    Files that are only online are not opened. Raises what `check` raises.
    """
    found: dict[str, Closer] = {}
    notes: list[Sentence] = []
    buffer = memoryview(bytearray(PIECE))
    base = os.path.join(root, "")  # noqa: PTH118 (a path each is made by adding)
    for each in wanted:
        check()
        path = base + each.path
        made = _made_ns(path) if ages else None
        if each.online_only:
            found[each.path] = Closer(made_ns=made, is_gone=not os.path.lexists(path))
            continue
        try:
            found[each.path] = Closer(digest=digest_of(path, check, buffer), made_ns=made)
        except (FileNotFoundError, NotADirectoryError):
            found[each.path] = Closer(is_gone=True)
        except OSError as error:
            found[each.path] = Closer(made_ns=made)
            if len(notes) < _NOTES:
                notes.append(
                    sentence(mark("{path} could not be read: {reason}."), path=shown(each.path), reason=_reason(error))
                )
    return found, tuple(notes)


def gone_of(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Those of the paths where nothing lies any more."""
    base = os.path.join(root, "")  # noqa: PTH118 (a path each is made by adding)
    return frozenset(path for path in paths if not os.path.lexists(base + path))


def digest_of(path: str, check: Check, buffer: memoryview | None = None) -> str:
    """The SHA-256 of a file, read in pieces; raises OSError where it cannot be read, and what `check` raises."""
    piece = memoryview(bytearray(PIECE)) if buffer is None else buffer
    handle = os.open(path, _FILE_FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        digest = hashlib.sha256()
        with os.fdopen(handle, "rb", buffering=0, closefd=False) as file:
            while count := file.readinto(piece):
                digest.update(piece[:count])
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
