"""Text of unknown encoding: a byte order mark, UTF-8, UTF-16, or one of the Windows code pages."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from enable_desktop.errors import WorkspaceError
from enable_desktop.readers.bounds import MEGABYTE
from enable_desktop.words import mark

_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_MARKED_CODECS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODECS: Final[Mapping[str, str]] = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "UTF-32": "utf-32"}
_LINE_END: Final = re.compile(r"\r\n|\r")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE: Final = MEGABYTE
_STRAY: Final = 8


@dataclass(frozen=True, slots=True)
class Text:
    """What the bytes say, with "\\n" at line ends, and the name of the encoding."""

    text: str
    encoding: str


def decoded(content: bytes, name: str) -> Text:
    """The text of a file; raises WorkspaceError, naming the file, where the bytes are no text."""
    text, encoding = _decode(content)
    _check_is_text(text, name)
    return Text(_LINE_END.sub("\n", text).replace("\x00", "\ufffd"), encoding)


def codec_of(content: bytes) -> str:
    """The codec in which these bytes are text; a byte order mark becomes the first letter of what it decodes."""
    for signature, codec in _MARKED_CODECS:
        if content.startswith(signature):
            return codec
    wide = _wide(content)
    if wide:
        return wide
    try:
        content.decode()
    except UnicodeDecodeError:
        return "utf-8" if _is_mostly_utf8(content) else _code_page(content)[0]
    return "utf-8"


def encoding_of(path: Path) -> tuple[str, str]:
    """The codec and the name of a file's encoding, found without holding the file in memory.

    Raises WorkspaceError where the file is no text, OSError where it cannot be read.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        codec, encoding = _encoding(sample)
        if codec == "utf-8":
            reader = codecs.getincrementaldecoder(codec)()
            chunk = sample
            try:
                while chunk:
                    reader.decode(chunk)
                    chunk = file.read(_SAMPLE)
                reader.decode(b"", final=True)
            except UnicodeDecodeError:
                if not _is_mostly_utf8(sample + chunk):
                    codec, encoding = _code_page(sample + chunk)
    _check_is_text(sample.decode(codec, errors="replace"), path.name)
    return codec, encoding


def _check_is_text(text: str, name: str) -> None:
    """A stray control character or a few are no sign of another kind of file."""
    if len(_CONTROLS.findall(text)) > max(_STRAY, len(text) // 100):
        raise WorkspaceError(
            mark("{name} holds no text: it is a file of another kind. Nothing was imported."), name=name
        )


def _decode(content: bytes) -> tuple[str, str]:
    codec, encoding = _encoding(content)
    if codec != "utf-8":
        return content.decode(codec, errors="replace"), encoding
    try:
        return content.decode(), encoding
    except UnicodeDecodeError:
        if _is_mostly_utf8(content):
            return content.decode(errors="replace"), encoding
        codec, encoding = _code_page(content)
        return content.decode(codec, errors="replace"), encoding


def _encoding(content: bytes) -> tuple[str, str]:
    """The codec and the name of an encoding that shows itself at the beginning, else UTF-8."""
    for signature, encoding in _MARKS:
        if content.startswith(signature):
            return _CODECS[encoding], encoding
    wide = _wide(content)
    return (wide, "UTF-16") if wide else ("utf-8", "UTF-8")


def _wide(content: bytes) -> str:
    """The byte order of UTF-16 without a mark, empty where it is something else.

    Line ends, spaces and stops are ASCII in every language: their zero bytes all lie on one side.
    """
    sample = content[:4096]
    big, little = sample[0::2].count(0), sample[1::2].count(0)
    if max(little, big) * 40 < len(sample) or max(little, big) < 3 or min(little, big) * 4 > max(little, big):
        return ""
    return "utf-16-le" if little > big else "utf-16-be"


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether bytes that are no UTF-8 are a rare fault in a text that is: in a code page nearly every letter is one."""
    plain = content.decode(errors="replace")
    wrong = plain.count("\ufffd")
    return wrong * 10 < sum(letter > "\x7f" for letter in plain) - wrong


def _code_page(content: bytes) -> tuple[str, str]:
    """Windows-1251 where letters above ASCII stand in words of their own, else Windows-1252."""
    letters = re.findall(rb"[\xa8\xb8\xc0-\xff]+", content)
    in_words = sum(len(run) for run in letters if len(run) > 1)
    if in_words * 2 >= sum(len(run) for run in letters):
        return "cp1251", "Windows-1251"
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1", "ISO 8859-1"
    return "cp1252", "Windows-1252"
