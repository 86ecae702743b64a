"""How long a recording is, from a few bytes of it: WAV, and the family of MP4."""

from __future__ import annotations

import os
import struct
import wave
from pathlib import Path
from typing import IO, Final

WAVE: Final = frozenset({".wav"})
MOVIES: Final = frozenset({".mp4", ".m4a", ".m4v", ".mov", ".m4b", ".3gp"})
SILENT: Final = frozenset({
    ".aac", ".aif", ".aiff", ".avi", ".flac", ".mkv", ".mp3", ".mpeg", ".mpg", ".oga", ".ogg", ".ogv", ".opus", ".webm",
    ".wma", ".wmv", ".avif", ".bmp", ".gif", ".heic", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp",
})  # fmt: skip
"""Sounds, films and pictures of which the name is all that is read."""
_MOST_BOXES: Final = 1_000


def seconds_of(path: Path) -> float | None:
    """How long a recording lasts, None where that is not known; raises OSError where it cannot be read."""
    ending = path.suffix.lower()
    if ending in WAVE:
        return _wave(path)
    if ending in MOVIES:
        with path.open("rb") as file:
            return _movie(file, file.seek(0, os.SEEK_END))
    return None


def _wave(path: Path) -> float | None:
    try:
        with path.open("rb") as file, wave.open(file) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError, struct.error):
        return None


def _movie(file: IO[bytes], end: int) -> float | None:
    """The duration in the box `mvhd` of the box `moov` (ISO 14496-12)."""
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
    return None if unknown or not scale else round(length / scale, 3)
