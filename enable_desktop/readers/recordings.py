"""How long a recording is, and what is said in it, where a transcript lies beside it."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from enable_desktop.library.recordings import is_transcript, recordings_beside, transcripts_beside

MOVIES: Final = frozenset({".mp4", ".m4a", ".m4v", ".mov", ".m4b", ".3gp"})
_MOST_BOXES: Final = 1_000
_LONGEST: Final = 1_000_000.0
"""In seconds; what says that it lasts longer than eleven days is damaged."""


def seconds_of(path: Path) -> float | None:
    """How long a recording lasts, None where that is not known; raises OSError where it cannot be read."""
    if path.suffix.lower() in MOVIES:
        with path.open("rb") as file:
            found = _movie(file, file.seek(0, os.SEEK_END))
    else:
        found = _sound(path)
    return round(found, 3) if found is not None and 0 < found <= _LONGEST else None


def transcript_beside(path: Path) -> Path | None:
    """The transcript of a recording, where one lies beside it; of several languages the first by name."""
    usual = next((each for each in map(Path, transcripts_beside(path.as_posix())) if each.is_file()), None)
    return usual if usual is not None else min(_in_languages(path), default=None)


def _in_languages(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for each in path.parent.iterdir():
            named = each.name.startswith(f"{path.stem}.") and is_transcript(each.name)
            if named and path.name in recordings_beside(each.name) and each.is_file():
                yield each


def _sound(path: Path) -> float | None:
    from tinytag import TinyTag, TinyTagException

    try:
        return TinyTag.get(path, tags=False).duration
    except TinyTagException:
        return None


def _movie(file: IO[bytes], end: int) -> float | None:
    """The duration in the box `mvhd` of the box `moov` (ISO 14496-12), also of films without a box `ftyp`."""
    start = 0
    for _ in range(_MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        if len(head) < 8 or start >= end:
            return None
        size, kind = struct.unpack(">I4s", head[:8])
        content = start + 8
        if size == 1 and len(head) == 16:
            size, content = struct.unpack(">Q", head[8:])[0], start + 16
        size = size or end - start
        if size < 8:
            return None
        if kind == b"mvhd":
            return _duration(file, content)
        # The boxes of `moov` follow its head; any other box is passed over.
        start = content if kind == b"moov" else start + size
    return None


def _duration(file: IO[bytes], content: int) -> float | None:
    file.seek(content)
    box = file.read(32)
    if len(box) < 32:
        return None
    numbers: tuple[int, int]
    numbers = struct.unpack(">IQ", box[20:32]) if box[0] == 1 else struct.unpack(">II", box[12:20])
    scale, length = numbers
    unknown = length in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
    return None if unknown or not scale else length / scale
