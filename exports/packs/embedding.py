"""Files inside a page: short marks hold their places until it is written, so that they are never all in memory."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from enable_desktop.words import mark
from exports.packs.packing import ChangedMeanwhile

_TYPES: Final[Mapping[str, str]] = {
    ".3gp": "video/3gpp", ".aac": "audio/aac", ".avif": "image/avif", ".bmp": "image/bmp", ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".flac": "audio/flac",
    ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".m4a": "audio/mp4", ".m4b": "audio/mp4",
    ".m4v": "video/mp4", ".mov": "video/quicktime", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".oga": "audio/ogg",
    ".ogg": "audio/ogg", ".ogv": "video/ogg", ".opus": "audio/ogg", ".pdf": "application/pdf", ".png": "image/png",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".txt": "text/plain",
    ".wav": "audio/wav", ".webm": "video/webm", ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".zip": "application/zip",
}  # fmt: skip
"""Of what is not here only the bytes are handed over: no page and no script is ever opened from inside the page."""
_OTHER: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A file inside a page: its name in the pack, its bytes as they are read anew, and the SHA-256 of what is meant."""

    name: str
    pieces: Callable[[], Iterator[bytes]]
    digest: str


class Embedding:
    """Files by asset, each with its mark. The marks are like no text that stands in the page by itself."""

    def __init__(self, files: Mapping[int, Embedded], salt: str) -> None:
        self._files = files
        self._salt = hashlib.sha256(salt.encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def addresses(self) -> dict[int, str]:
        """The address of each file, with its mark in the place of the bytes."""
        return {asset: f"data:{type_of(file.name)};base64,{self._mark(asset)}" for asset, file in self._files.items()}

    def pieces(self, page: Iterable[str]) -> Iterator[bytes]:
        """The page as bytes, with the files in the places of their marks."""
        for piece in _between_lines(page):
            for number, part in enumerate(re.split(f"{self._salt}-([0-9]+)-", piece)):
                if number % 2:
                    yield from self._encoded(int(part))
                else:
                    yield part.encode("utf-8", "replace")

    def _mark(self, asset: int) -> str:
        return f"{self._salt}-{asset}-"

    def _encoded(self, asset: int) -> Iterator[bytes]:
        file = self._files[asset]
        digest, held = hashlib.sha256(), b""
        try:
            for piece in file.pieces():
                digest.update(piece)
                held += piece
                whole = len(held) - len(held) % 3
                yield b64encode(held[:whole])
                held = held[whole:]
        except OSError as error:
            raise _changed(file.name) from error
        yield b64encode(held)
        if digest.hexdigest() != file.digest:
            raise _changed(file.name)


def _between_lines(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces that end with a line: no mark lies in two of them."""
    held: list[str] = []
    for piece in pieces:
        before, end, after = piece.rpartition("\n")
        held.append(before + end)
        if end:
            yield "".join(held)
            held = []
        held.append(after)
    yield "".join(held)


def type_of(name: str) -> str:
    """What kind of data a file is, by the ending of its name; the same on every computer."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), _OTHER)


def _changed(name: str) -> ChangedMeanwhile:
    said = mark("{name} was changed while it was read. No pack was written.")
    return ChangedMeanwhile(said, name=PurePosixPath(name).name)
