"""Watched folders: what was seen in one at a look, and what the catalogue knows of the files in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from enable_desktop.words import Counted, Sentence

Place: TypeAlias = tuple[int, str]
"""Where a file lies: the watched folder, and the path in it."""


class FileState(StrEnum):
    """Whether a file was there when its folder was looked at last; of one that is only online, just its name was."""

    THERE = "there"
    ONLINE_ONLY = "online only"
    MISSING = "missing"


class Seen(NamedTuple):
    """A file as it lies in a folder. The path is relative to it, with "/".

    `identity` is how the file system knows it, "device:inode", empty where nobody knows. A tuple and no dataclass, as
    `Facts` is: fifty thousand of each are made and compared at a look.
    """

    path: str
    size: int
    mtime_ns: int
    identity: str
    online_only: bool

    @property
    def disk(self) -> str:
        return self.identity.partition(":")[0]


class Facts(NamedTuple):
    """What was seen last of a file that was there: as in `Seen`, and the id of the file in the catalogue."""

    path: str
    size: int
    mtime_ns: int
    identity: str
    online_only: bool
    id: int

    @property
    def disk(self) -> str:
        return self.identity.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A file as the catalogue holds it. `digest`, in hexadecimal, is empty where nobody has looked into it."""

    id: int
    folder: int
    seen: Seen
    digest: str = ""
    is_missing: bool = False

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path


class Placed(NamedTuple):
    """A file that was seen, and in which folder."""

    folder: int
    seen: Seen

    @property
    def place(self) -> Place:
        return self.folder, self.seen.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """All that was seen in a folder at one look.

    `disk` is the one that the folder itself lies on. `unread` are the folders below it that could not be read: nothing
    is known of what is in them. `offline` says why the folder could not be looked at; then nothing was seen.
    """

    seen: tuple[Seen, ...] = ()
    disk: str = ""
    unread: tuple[str, ...] = ()
    notes: tuple[Sentence | Counted, ...] = ()
    offline: Sentence | None = None

    def is_unread(self, path: str) -> bool:
        """Whether a path lies in a folder that could not be read."""
        return any(path.startswith(f"{folder}/") for folder in self.unread)


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
