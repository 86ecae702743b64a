"""Files inside a page: short marks hold their places until it is written, so that they are never all in memory."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from enable_desktop.words import mark
from exports.packs.packing import ChangedMeanwhile, pieces_of

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


class Embedding:
    """Files by asset, each with its mark. The marks are like no text that stands in the page by itself."""

    def __init__(self, files: Mapping[int, tuple[Path, str, str]], salt: str) -> None:
        """`files` gives for each asset where it lies, its name in the pack, and the SHA-256 of what is meant."""
        self._files = files
        self._salt = hashlib.sha256(salt.encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def addresses(self) -> dict[int, str]:
        """The address of each file, with its mark in the place of the bytes."""
        return {
            asset: f"data:{type_of(name)};base64,{self._mark(asset)}" for asset, (_, name, _) in self._files.items()
        }

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
        path, _, meant = self._files[asset]
        digest, held = hashlib.sha256(), b""
        try:
            for piece in pieces_of(path):
                digest.update(piece)
                held += piece
                whole = len(held) - len(held) % 3
                yield b64encode(held[:whole])
                held = held[whole:]
        except OSError as error:
            raise _changed(path) from error
        yield b64encode(held)
        if digest.hexdigest() != meant:
            raise _changed(path)


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


def _changed(path: Path) -> ChangedMeanwhile:
    return ChangedMeanwhile(mark("{name} was changed while it was read. No pack was written."), name=path.name)
