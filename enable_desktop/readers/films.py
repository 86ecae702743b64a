"""How long a film lasts, by what its file says of itself: MP4 and QuickTime, Matroska and WebM, AVI.

Of each only a few bounded pieces are read, however large it is and whatever it claims.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from itertools import islice
from typing import IO, Final

_MOST_PIECES: Final = 5_000
"""So many parts of one file are looked at."""
_MOST_IN_A_GROUP: Final = 8
_TAIL: Final = 4 * 1024 * 1024
"""In bytes; a recording that was never finished says at its end how far it came."""

_EBML, _SEGMENT, _INFO, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1F43B675
_TIMESTAMP, _SIMPLE_BLOCK, _GROUP, _BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
_SCALE, _DURATION = 0x2AD7B1, 0x4489
_USUAL_SCALE: Final = 1_000_000
"""Nanoseconds in one unit of time, where a Matroska file does not say."""

_Piece = tuple[int, int, int]
"""What a part of a file is, where its content begins, and where it ends."""


def film_seconds(file: IO[bytes]) -> float | None:
    """How long a film lasts, None where it does not say, or is none of these."""
    file.seek(0)
    head = file.read(12)
    end = file.seek(0, os.SEEK_END)
    if head[:4] == _EBML.to_bytes(4):
        return _matroska(file, end)
    if head[:4] == b"RIFF" and head[8:] == b"AVI ":
        return _avi(file, end)
    return _movie(file, end)


# -- MP4 and QuickTime (ISO 14496-12)


def _movie(file: IO[bytes], end: int) -> float | None:
    """The duration in the box `mvhd` of the box `moov`, also of films without a box `ftyp`."""
    start = 0
    for _ in range(_MOST_PIECES):
        # What is said to be larger than any drive leads to no place at all.
        if start >= end:
            return None
        file.seek(start)
        head = file.read(16)
        if len(head) < 8:
            return None
        size, kind = struct.unpack(">I4s", head[:8])
        content = start + 8
        if size == 1 and len(head) == 16:
            size, content = struct.unpack(">Q", head[8:])[0], start + 16
        size = size or end - start
        if size < 8:
            return None
        if kind == b"mvhd":
            return _movie_header(file, content)
        # The boxes of `moov` follow its head; any other box is passed over.
        start = content if kind == b"moov" else start + size
    return None


def _movie_header(file: IO[bytes], content: int) -> float | None:
    file.seek(content)
    box = file.read(32)
    if len(box) < 32:
        return None
    numbers: tuple[int, int]
    numbers = struct.unpack(">IQ", box[20:32]) if box[0] == 1 else struct.unpack(">II", box[12:20])
    scale, length = numbers
    unknown = length in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
    return None if unknown or not scale else length / scale


# -- Matroska and WebM (RFC 9559 over RFC 8794)


def _matroska(file: IO[bytes], end: int) -> float | None:
    """The duration in the element Info of the Segment; a browser's recording, which has none, by its last block."""
    segment = next((piece for piece in _elements(file, 0, end) if piece[0] == _SEGMENT), None)
    if segment is None:
        return None
    scale, length = _USUAL_SCALE, 0.0
    for kind, start, stop in _elements(file, *segment[1:]):
        if kind == _INFO:
            for name, at, until in _elements(file, start, stop):
                if name == _SCALE:
                    scale = _whole(file, at, until) or _USUAL_SCALE
                elif name == _DURATION:
                    length = _real(file, at, until)
        if kind in (_INFO, _CLUSTER):
            break
    # What is no number at all is compared in vain.
    units = length if length > 0 else _last_block(file, end)
    return None if units is None else units * scale / 1e9


def _last_block(file: IO[bytes], end: int) -> float | None:
    """When the last block of the last cluster is shown, in units of the file."""
    begin = max(0, end - _TAIL)
    file.seek(begin)
    tail = file.read(_TAIL)
    at = tail.rfind(_CLUSTER.to_bytes(4))
    if at < 0:
        return None
    cluster = next(_elements(file, begin + at, end), None)
    first, last = None, 0
    for kind, start, stop in _elements(file, *cluster[1:]) if cluster is not None else ():
        if kind == _TIMESTAMP:
            first = _whole(file, start, stop)
        elif kind == _SIMPLE_BLOCK:
            last = max(last, _block_time(file, start, stop))
        elif kind == _GROUP:
            within = islice(_elements(file, start, stop), _MOST_IN_A_GROUP)
            blocks = (piece for piece in within if piece[0] == _BLOCK)
            last = max([last, *(_block_time(file, *piece[1:]) for piece in blocks)])
    return None if first is None else float(first + last)


def _block_time(file: IO[bytes], start: int, stop: int) -> int:
    """When a block is shown, counted from its cluster."""
    file.seek(start)
    head = file.read(min(10, stop - start))
    # The number of its track comes first.
    track = _width(head[0]) if head else 0
    time = head[track : track + 2]
    return int.from_bytes(time, signed=True) if len(time) == 2 else 0


def _elements(file: IO[bytes], start: int, end: int) -> Iterator[_Piece]:
    """The elements that follow each other from `start` on, as far as they can be read."""
    for _ in range(_MOST_PIECES):
        file.seek(start)
        head = file.read(12)
        width = _width(head[0]) if head else 0
        wide = _width(head[width]) if 0 < width <= 4 and width < len(head) else 0
        if start >= end or not wide or width + wide > len(head):
            return
        size = int.from_bytes(head[width : width + wide]) & ((1 << 7 * wide) - 1)
        content = start + width + wide
        # All bits set: nobody knew how large it would become.
        start = end if size == (1 << 7 * wide) - 1 else min(end, content + size)
        yield int.from_bytes(head[:width]), content, start


def _width(first: int) -> int:
    """Over how many bytes a number of EBML goes that begins with this one; 0 where with none."""
    return 9 - first.bit_length() if first else 0


def _whole(file: IO[bytes], start: int, stop: int) -> int:
    file.seek(start)
    return int.from_bytes(file.read(min(8, max(0, stop - start))))


def _real(file: IO[bytes], start: int, stop: int) -> float:
    form = {4: ">f", 8: ">d"}.get(stop - start)
    file.seek(start)
    content = file.read(8)[: stop - start] if form is not None else b""
    return float(struct.unpack(form, content)[0]) if form is not None and len(content) == stop - start else 0.0


# -- AVI (Microsoft RIFF, and OpenDML 1.02 for what is larger than a gigabyte)


def _avi(file: IO[bytes], end: int) -> float | None:
    """The pictures of the whole film times how long each is shown, else how long its longest stream says it is."""
    each, pictures, streams = 0, 0, [0.0]
    for kind, start, stop in _chunks(file, 12, end):
        file.seek(start)
        content = file.read(min(48, max(0, stop - start)))
        if kind == b"avih" and len(content) >= 20:
            each, pictures = struct.unpack_from("<I", content)[0], struct.unpack_from("<I", content, 16)[0]
        elif kind == b"strh" and len(content) >= 36:
            scale, rate, _, length = struct.unpack_from("<IIII", content, 20)
            streams.append(length * scale / rate if rate else 0.0)
        elif kind == b"dmlh" and len(content) >= 4:
            # In the head stands then only how many the first part of the file holds.
            pictures = struct.unpack_from("<I", content)[0]
        elif kind == b"movi":
            break
    return each * pictures / 1e6 or max(streams) or None


def _chunks(file: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The chunks from `start` on, also those within lists; of a list of pictures only its name."""
    for _ in range(_MOST_PIECES):
        file.seek(start)
        head = file.read(12)
        if start >= end or len(head) < 8:
            return
        kind, size = struct.unpack("<4sI", head[:8])
        content = start + 8
        if kind == b"LIST":
            yield head[8:], content + 4, min(end, content + size)
            # Its chunks follow its name.
            start = content + 4
        else:
            yield kind, content, min(end, content + size)
            start = content + size + size % 2
