"""Other contents for a few parts of an archive, while every other part stays as it lies there, byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_STREAMED: Final = 0x08
_ENCRYPTED: Final = 0x01
_LARGE: Final = 0xFFFFFFFF


class OddArchive(Exception):
    """An archive that is laid out in a way in which nothing of it may be changed."""


def with_parts(archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with these contents for the parts of these names, in the same order, with the same dates.

    Raises OddArchive where it is encrypted, larger than 4 GB, holds a name twice, or has something between its parts.
    """
    end_at, directory_at, count = _directory(archive)
    try:
        infos = zipfile.ZipFile(io.BytesIO(archive)).infolist()
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError) as error:
        raise OddArchive from error
    names = [each.filename for each in infos]
    if len(infos) != count or len(set(names)) != len(names) or not parts.keys() <= set(names):
        raise OddArchive
    ordered = sorted(infos, key=lambda each: each.header_offset)
    starts = [each.header_offset for each in ordered]
    if not starts or starts[0] != 0:
        raise OddArchive
    pieces: list[bytes] = []
    moved: dict[int, tuple[int, tuple[int, int, int, int] | None]] = {}
    at = 0
    for info, stop in zip(ordered, [*starts[1:], directory_at], strict=True):
        segment = archive[info.header_offset : stop]
        changed = None
        if info.filename in parts:
            segment, changed = _packed(segment, parts[info.filename])
        moved[info.header_offset] = at, changed
        pieces.append(segment)
        at += len(segment)
    directory = _moved_directory(archive[directory_at:end_at], moved, count)
    tail = bytearray(archive[end_at:])
    struct.pack_into("<I", tail, 16, at)
    written = b"".join([*pieces, directory, bytes(tail)])
    _check(written, parts)
    return written


def _check(archive: bytes, parts: Mapping[str, bytes]) -> None:
    """Nothing leaves here that others could not open."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as written:
            if any(written.read(name) != content for name, content in parts.items()):
                raise OddArchive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise OddArchive from error


def _directory(archive: bytes) -> tuple[int, int, int]:
    """Where the end record and the directory begin, and how many parts it lists."""
    end_at = archive.rfind(b"PK\x05\x06")
    if end_at < 0 or len(archive) < end_at + _END.size:
        raise OddArchive
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(archive, end_at)
    if disk or first_disk or here != count or count == 0xFFFF or offset == _LARGE:
        raise OddArchive
    if offset + size != end_at or end_at + _END.size + comment != len(archive):
        raise OddArchive
    return end_at, offset, count


def _packed(segment: bytes, content: bytes) -> tuple[bytes, tuple[int, int, int, int]]:
    """A part with another content: its name, date and method as before."""
    if len(segment) < _LOCAL.size:
        raise OddArchive
    mark, version, flags, method, time, date, _, size, _, name, extra = _LOCAL.unpack_from(segment)
    if mark != b"PK\x03\x04" or flags & _ENCRYPTED or size == _LARGE or method not in (0, 8):
        raise OddArchive
    packed = content
    if method == 8:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(content) + packer.flush()
    flags &= ~_STREAMED
    checksum = zlib.crc32(content)
    header = _LOCAL.pack(mark, version, flags, method, time, date, checksum, len(packed), len(content), name, extra)
    names = segment[_LOCAL.size : _LOCAL.size + name + extra]
    return header + names + packed, (flags, checksum, len(packed), len(content))


def _moved_directory(
    directory: bytes, moved: Mapping[int, tuple[int, tuple[int, int, int, int] | None]], count: int
) -> bytes:
    pieces: list[bytes] = []
    at = 0
    for _ in range(count):
        if len(directory) < at + _CENTRAL.size:
            raise OddArchive
        fields = list(_CENTRAL.unpack_from(directory, at))
        length = _CENTRAL.size + fields[10] + fields[11] + fields[12]
        if fields[0] != b"PK\x01\x02" or fields[16] not in moved:
            raise OddArchive
        fields[16], changed = moved[fields[16]]
        if changed is not None:
            fields[3], fields[7], fields[8], fields[9] = changed
        pieces += (_CENTRAL.pack(*fields), directory[at + _CENTRAL.size : at + length])
        at += length
    if at != len(directory):
        raise OddArchive
    return b"".join(pieces)
