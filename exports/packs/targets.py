"""What a pack is written into: a folder or a zip archive. Both take files one after the other, in pieces."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

_PACKED: Final = frozenset({
    ".7z", ".aac", ".avi", ".avif", ".br", ".bz2", ".docm", ".docx", ".epub", ".flac", ".gif", ".gz", ".heic", ".jpeg",
    ".jpg", ".m4a", ".m4b", ".m4v", ".mkv", ".mov", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".oga", ".ogg", ".ogv",
    ".opus", ".png", ".potx", ".ppsx", ".pptm", ".pptx", ".rar", ".webm", ".webp", ".wma", ".wmv", ".xlsm", ".xlsx",
    ".xz", ".zip", ".zst",
})  # fmt: skip
"""What is compressed already, by the ending of its name: to do it again takes long and gains nothing."""
_LEVEL: Final = 5
"""Half the time of the next one, for archives that are larger by a few in a thousand."""
_TRIED: Final = 16 * 1024
_GAIN: Final = 0.97
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever they are written; a zip archive knows no earlier day."""
_LARGE: Final = 2**31 - 1


class Target(Protocol):
    """Takes files by their path in the pack."""

    def add(self, name: str, pieces: Iterable[bytes], size: int) -> None:
        """Takes one file in pieces, of about `size` bytes. Raises OSError where it cannot be written."""


class FolderTarget:
    """Files in a folder; who may read them is what this computer lets everybody do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, name: str, pieces: Iterable[bytes], size: int) -> None:
        path = self._folder.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)


class ZipTarget:
    """Files in a zip archive: what is compressed already is stored, everything else deflated."""

    def __init__(self, file: IO[bytes]) -> None:
        self._archive = zipfile.ZipFile(file, "w", allowZip64=True)

    def __enter__(self) -> ZipTarget:
        return self

    def __exit__(self, *error: object) -> None:
        # Also where it is given up: left open, it would be ended when nobody expects it.
        self._archive.close()

    def add(self, name: str, pieces: Iterable[bytes], size: int) -> None:
        several = iter(pieces)
        first = next(several, b"")
        about = zipfile.ZipInfo(name, _DAY)
        about.create_system = 3
        about.external_attr = 0o100644 << 16
        about.compress_type = zipfile.ZIP_STORED if _is_packed(name, first) else zipfile.ZIP_DEFLATED
        # Until Python 3.13 there is no other way to say it of one entry that is written in pieces.
        about._compresslevel = _LEVEL  # type: ignore[attr-defined]
        # Its size is known before only if nobody writes to it meanwhile.
        with self._archive.open(about, "w", force_zip64=size > _LARGE // 2) as entry:
            for piece in _all(first, several):
                entry.write(piece)


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _is_packed(name: str, beginning: bytes) -> bool:
    """Whether deflating gains nothing: by the ending, else by trying it on the beginning."""
    if PurePosixPath(name).suffix.lower() in _PACKED:
        return True
    tried = beginning[:_TRIED]
    return bool(tried) and len(zlib.compress(tried, 1)) > _GAIN * len(tried)
