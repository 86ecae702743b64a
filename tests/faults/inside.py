"""All that stands in a file that was handed out, as far down as it goes: what a search through its bytes sees."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

import pypdfium2

from tests.exports.reading import pages_of

_STREAMS: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_IN_BASE64: Final = re.compile(rb"base64,([A-Za-z0-9+/=\s]{8,})")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_HEX: Final = re.compile(r"<([0-9A-Fa-f\s]{8,})>")
_CODED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLDED: Final = re.compile(rb"=\r?\n|\r?\n[ \t]")
_NO_LETTER: Final = re.compile(r"[\W_]+")


def files_in(path: Path) -> dict[str, bytes]:
    """The file, or all that lie in a folder, by name."""
    found = [path] if path.is_file() else [each for each in sorted(path.rglob("*")) if each.is_file()]
    return {each.relative_to(path.parent).as_posix(): each.read_bytes() for each in found}


def letters_in(name: str, data: bytes) -> str:
    """The letters and digits of a file, small ones, without anything between them; those of its name as well.

    A word that is broken over two lines, written as UTF-16, packed, or written in codes, is found in them.
    """
    return "\n".join(_letters(text) for layer in _layers(name.encode(), data) for text in _readings(layer))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()


def _layers(name: bytes, data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The name and the bytes of a file, and what is packed in them."""
    yield from (name, data)
    assert depth < 6, name
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for each in archive.infolist():
                yield from (each.comment, each.extra)
                yield from _layers(each.filename.encode(), archive.read(each), depth + 1)
    elif data.startswith(b"\x1f\x8b"):
        yield from _layers(b"", gzip.decompress(data), depth + 1)
    elif data.startswith(b"%PDF"):
        yield from _of_pdf(data)
    for found in _IN_BASE64.findall(data):
        try:
            yield from _layers(b"", base64.b64decode(found, validate=False), depth + 1)
        except (binascii.Error, zipfile.BadZipFile):
            continue


def _of_pdf(data: bytes) -> Iterator[bytes]:
    """What is printed on its pages, what it says of itself, and what stands in its streams."""
    yield from (page.encode("utf-8", "replace") for page in pages_of(data))
    document = pypdfium2.PdfDocument(data)
    try:
        yield from (value.encode("utf-8", "replace") for value in document.get_metadata_dict().values())
        yield from (mark.get_title().encode("utf-8", "replace") for mark in document.get_toc())
    finally:
        document.close()
    yield from inflated(data)


def inflated(data: bytes) -> Iterator[bytes]:
    """What stands in the compressed streams of a PDF."""
    for stream in _STREAMS.findall(data):
        for decode in (
            lambda part: part,
            lambda part: base64.a85decode(part.strip(), adobe=part.strip().startswith(b"<~")),
        ):
            try:
                yield zlib.decompress(decode(stream))
                break
            except (zlib.error, ValueError):
                continue


def _readings(data: bytes) -> Iterator[str]:
    """Bytes as text, in each of the ways in which text is written into files. UTF-16 shows by its zeros, left out."""
    whole = data.decode("utf-8", "replace")
    yield whole
    yield data.decode("latin-1")
    yield html.unescape(_CODED.sub(lambda found: chr(int(found[1], 16)), whole))
    if b"%" in data:
        yield unquote_to_bytes(data).decode("utf-8", "replace")
    if b"=" in data:
        yield quopri.decodestring(data).decode("utf-8", "replace")
    yield _FOLDED.sub(b"", data).decode("utf-8", "replace")
    plain = _OCTAL.sub(lambda found: chr(int(found[1], 8)), data.decode("latin-1"))
    yield plain
    yield " ".join(
        bytes.fromhex("".join(found.split())).decode("latin-1")
        for found in _HEX.findall(plain)
        if len("".join(found.split())) % 2 == 0
    )
