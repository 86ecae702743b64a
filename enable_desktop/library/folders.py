"""Watched folders: what was seen in one at a look, and what the catalogue knows of the files in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from enable_desktop.words import Counted, Sentence

Place: TypeAlias = tuple[int, str]
"""Where a file lies: the watched folder, and the path in it."""


class FileState(StrEnum):
    """Whether a file was there when its folder was looked at last; of one that is only online, just its name was."""

    THERE = "there"
    ONLINE_ONLY = "online only"
    MISSING = "missing"


class Seen(NamedTuple):
    """A file as it lies in a folder. The path is relative to it, with "/", and text (see `kept_name`).

    `identity` is how the file system knows it, "device:inode", empty where nobody knows. A tuple and no dataclass:
    fifty thousand are made and compared at a look.
    """

    path: str
    size: int
    mtime_ns: int
    identity: str
    online_only: bool

    @property
    def disk(self) -> str:
        return self.identity.partition(":")[0]


Facts: TypeAlias = tuple[str, int, int, str, bool]
"""What was seen last of a file that was there: the fields of `Seen`, as they come out of the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file as the catalogue holds it. `digest`, in hexadecimal, is empty where nobody has looked into it.

    `noted_ns` is when it was first seen with this identity, by the clock of the system.
    """

    id: int
    folder: int
    seen: Seen
    digest: str = ""
    is_missing: bool = False
    noted_ns: int | None = None

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path

    @property
    def is_unseen(self) -> bool:
        """Whether only its place is known, because nobody has looked for it yet."""
        return not self.digest and not self.seen.identity and not self.seen.mtime_ns


class Placed(NamedTuple):
    """A file that was seen, and in which folder."""

    folder: int
    seen: Seen

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """All that was seen in a folder at one look: what is `same` as it was known, and what else was `seen`.

    `disk` is the one that the folder itself lies on, empty for files that lie in no watched folder. `unread` are the
    folders below it, or the files, that could not be read: nothing is known of them. `offline` says why the folder
    could not be looked at; then nothing was seen.
    """

    seen: tuple[Seen, ...] = ()
    same: tuple[Facts, ...] = ()
    disk: str = ""
    unread: frozenset[str] = frozenset()
    notes: tuple[Sentence | Counted, ...] = ()
    offline: Sentence | None = None

    def is_unread(self, path: str) -> bool:
        """Whether a path could not be read, or lies in a folder that could not."""
        return bool(self.unread) and (path in self.unread or any(head in self.unread for head in heads(path)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """What looking into one file gave: its digest, empty where it could not be read, and when it was made, in ns.

    A file `is_gone` when it was no longer where it had been seen.
    """

    digest: str = ""
    made_ns: int | None = None
    is_gone: bool = False


def parted(path: str) -> tuple[str, str]:
    """The folder of a path, empty for the watched folder itself, and the name in it."""
    folder, _, name = path.rpartition("/")
    return folder, name


def ending(path: str) -> str:
    """What a name ends with after its last dot, in small letters."""
    return parted(path)[1].rpartition(".")[2].lower()


def heads(path: str) -> Iterator[str]:
    """The folders that a path lies in, the nearest first, and last the watched folder itself."""
    while path:
        path = parted(path)[0]
        yield path


_UNREADABLE: Final = {0xDC80 + byte: 0xF780 + byte for byte in range(0x80)}
_AS_READ: Final = {kept: read for read, kept in _UNREADABLE.items()}
_SHOWN: Final = dict.fromkeys(_AS_READ, "\N{REPLACEMENT CHARACTER}")


def kept_name(name: str) -> str:
    """A name as it can be kept: bytes that are no text stand in it as letters of nobody's, from U+F780 on."""
    return name if name.isascii() else name.translate(_UNREADABLE)


def on_disk(path: str) -> str:
    """The path by which the system opens what is kept under this one."""
    return path if path.isascii() else path.translate(_AS_READ)


def shown(path: str) -> str:
    """A kept path as it is shown: what is no text in it is replaced."""
    return path if path.isascii() else path.translate(_SHOWN)


_PASSING_NAMES: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "4913"})
"""Left by systems and editors; 4913 is how one of them tries whether it may write."""
_PASSING_STARTS: Final = (".", "~$", "~wrd", "~wrl", "#")
_PASSING_ENDS: Final = frozenset(
    {"tmp", "temp", "swp", "swo", "swx", "crdownload", "part", "partial", "download"}
    # A workspace is never read as a document, nor what SQLite keeps beside it.
    | {"enable", "enable-journal", "enable-wal", "enable-shm"}
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
